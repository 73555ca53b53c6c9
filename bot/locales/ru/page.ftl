### Страница операторов в браузере.

page-skip = К содержанию
page-nav = Страницы
page-nav-overview = Обзор
page-nav-sources = Источники
page-nav-hosts = Сайты
page-nav-chats = Чаты
page-nav-errors = Ошибки
page-as-of = По состоянию на
page-refresh = Обновить
page-sign-out = Выйти
page-sign-in = Войти
page-token = Токен (HTTP_TOKEN)
page-sign-in-refused = Это не тот токен.
page-sign-in-wait = Слишком много попыток. Следующая через { $number } с.

## Числа, размеры и время

page-number = { $number }
page-decimal-point = ,
page-size-kb = { $size } КБ
page-size-mb = { $size } МБ
page-size-gb = { $size } ГБ
page-milliseconds = { $size } мс
page-duration-seconds = { $number } с
page-duration-minutes = { $number } мин
page-duration-hours = { $number } ч
page-duration-days = { $number } д
page-due = ждёт { $duration }
page-now = сейчас
page-ago = { $duration } назад
page-in = через { $duration }
page-for = уже { $duration }
page-lack-too-long = Это читалось слишком долго. Остальное на странице верно.
page-lack-unreadable = Базу данных сейчас не удалось прочитать. Остальное на странице верно.
page-address-cut = часть адреса скрыта

## Обзор

page-fine = Всё в порядке.
page-not-fine = { $count ->
    [one] Требует внимания: { $count } пункт.
    [few] Требуют внимания: { $count } пункта.
   *[other] Требуют внимания: { $count } пунктов.
}
page-see = Показать
page-concern-database = База данных не работает: { $why }.
page-concern-damage = База данных повреждена и после остановки больше не откроется: восстановите резервную копию. { $why }
page-concern-stages = { $count ->
    [one] Не работает этап: { $which }.
   *[other] Не работают этапы: { $which }.
}
page-concern-stuck = { $count ->
    [one] Остановился этап: { $which }.
   *[other] Остановились этапы: { $which }.
}
page-concern-hold = Одна запись держит базу данных уже { $duration }.
page-concern-standstill = Программа только что стояла { $duration }.
page-concern-telegram-never = Telegram ни разу не ответил после запуска.
page-concern-telegram = Telegram не отвечает уже { $duration }.
page-concern-rival = Сообщения этого бота получает и другая программа с тем же токеном.
page-concern-disk = На диске базы данных осталось { $number } МБ.
page-concern-lag = Программа медлит: один ответ из ста ждёт { $number } мс.
page-concern-sources = Не читаются источники: { $count } из { $items }.
page-concern-failed = { $count ->
    [one] За сутки окончательно не доставлено { $count } сообщение.
    [few] За сутки окончательно не доставлено { $count } сообщения.
   *[other] За сутки окончательно не доставлено { $count } сообщений.
}
page-concern-unread = { $count ->
    [one] За сутки не удалось прочитать { $count } обновление Telegram.
    [few] За сутки не удалось прочитать { $count } обновления Telegram.
   *[other] За сутки не удалось прочитать { $count } обновлений Telegram.
}
page-concern-troubled = { $count ->
    [one] Программа спотыкается на { $count } статье.
   *[other] Программа спотыкается на { $count } статьях.
}
page-concern-late-sources = Источник ждёт опроса уже { $duration }.
page-concern-late-own-posts = Пост своего канала ждёт приёма уже { $duration }.
page-concern-late-articles = Статья ждёт разбора уже { $duration }.
page-concern-late-mentions = Совпадение ждёт раздачи уже { $duration }.
page-concern-late-review = Карточка для редакции ждёт уже { $duration }.
page-concern-late-chats = Чат ждёт сообщения уже { $duration }.
page-concern-late-edits = Сообщение ждёт обновления уже { $duration }.
page-concern-late-updates = Человек ждёт ответа уже { $duration }.
page-concern-part-too-long = { $count ->
    [one] Часть этой страницы читалась слишком долго.
   *[other] Слишком долго читались части этой страницы: { $count }.
}
page-concern-part-unreadable = { $count ->
    [one] Часть этой страницы не удалось прочитать.
   *[other] Не удалось прочитать части этой страницы: { $count }.
}
page-running = Dozor { $version }, работает { $duration }
page-audience = Чаты: { $chats }, подписки: { $subscriptions }
page-tile-articles = Статьи
page-tile-messages = Сообщения
page-tile-sources = Источники
page-in-day = за сутки
page-in-hour = за последний час: { $shown }
page-spark-articles = Найденные статьи по часам за последние 7 дней, не больше { $most } в час
page-spark-messages = Отправленные сообщения по часам за последние 7 дней, не больше { $most } в час
page-week-ago = 7 дней назад
page-most = до { $number } в час
page-queues = Очереди
page-queue = Очередь
page-waiting = Ждут
page-oldest-since = Дольше всех
page-queue-sources = Источники ждут опроса
page-queue-own-posts = Посты каналов ждут приёма
page-queue-pages = Страницы ждут чтения
page-queue-articles = Статьи ждут разбора
page-queue-mentions = Совпадения ждут раздачи
page-queue-review = Карточки ждут подготовки
page-queue-chats = Чаты ждут сообщений
page-queue-edits = Сообщения ждут обновления
page-queue-updates = Люди ждут ответа
page-process = Программа
page-lag = Задержка ответов
page-lag-usually = обычно { $duration }
page-lag-rarely = редко { $duration }
page-lag-most = самая долгая { $duration }
page-hold = Самая долгая запись
page-memory = Память
page-database = База данных
page-log = журнал { $size }
page-disk = Свободно на диске
page-stages = Этапы
page-stage-fails = не работает
page-latest-errors = Последние ошибки
page-no-errors = Каждое сообщение доставлено, всё прочитано.
page-error-failed = Не доставлено:
page-error-unread = Непонятное обновление:
page-error-troubled = Трудная статья:

## Источники

page-health = Состояние
page-health-new = новый
page-health-working = работает
page-health-failing = не читается
page-health-silent = молчит
page-health-retired = закрыт
page-by-health = Источники по состоянию
page-all = все
page-search = Найти
page-search-sources = Название или адрес
page-source = Источник
page-last-news = Последняя новость
page-last-poll = Последний опрос
page-next-poll = Следующий опрос
page-articles-day = Статьи за сутки
page-spark-source = Статьи за каждый из последних 14 дней, не больше { $most }
page-no-sources = Источников пока нет.
page-no-such-sources = Таких источников нет.
page-no-such-source = Такого источника нет.
page-silent-long = молчит дольше обычного
page-answers-from = отвечает с другого сайта, { $site }
page-turning = Страницы списка
page-previous = Назад
page-next = Дальше
page-range = { $first }–{ $last } из { $found }
page-polls = Опросы
page-about = Об источнике
page-failures = Неудачных опросов подряд
page-interval = Опрос каждые
page-host = Сайт
page-pack = Набор
page-watchers = Чаты, которые его добавили
page-pages = Страницы статей
page-pages-values = прочитано { $read }, отказано { $refused }, не удалось { $failed }
page-settings = Настройки
page-settings-own = заданы чатом
page-articles-days = Статьи за последние 14 дней
page-days-ago = { $number } дней назад
page-last-day = последние сутки
page-latest-articles = Последние статьи
page-untitled = (без названия)

## Сайты

page-slow-hosts = Медленные сайты
page-hosts-lead = Сайты, источники которых ждут опроса больше минуты, и те, которые пока не трогаем: они отказали или просили подождать.
page-no-hosts = Ни один сайт не задерживает остальных.
page-due-for = Ждёт опроса
page-held-for = Не трогаем ещё
page-pages-waiting = Ждут страниц
page-pages-today = Страницы за день (UTC)
page-of-them-fail = не читаются: { $shown }

## Чаты

page-chats-lead = Чаты по номерам. Что они ищут, знают только они; имена людей не показаны.
page-no-chats = Боту ещё никто не писал.
page-chats-count = { $count ->
    [one] { $count } чат
    [few] { $count } чата
   *[other] { $count } чатов
}
page-chats-dormant = { $count ->
    [one] в { $count } нельзя писать
   *[other] в { $count } нельзя писать
}
page-chat = Чат
page-kind-private = человек
page-kind-group = группа
page-kind-supergroup = группа
page-kind-channel = канал
page-messages-day = Сообщения за сутки
page-messages-week = За 7 дней
page-messages-days = 14 дней
page-spark-chat = Сообщения за каждый из последних 14 дней, не больше { $most }
page-last-message = Последнее
page-subscriptions = Подписки
page-own-sources = Свои источники
page-dormant = писать нельзя

## Ошибки

page-errors-failed = Не доставлено окончательно: { $count }
page-errors-unread = Обновления Telegram, которые не удалось прочитать: { $count }
page-errors-troubled = Статьи, на которых спотыкается программа: { $count }
page-no-failed = Каждое сообщение доставлено.
page-no-unread = Каждое обновление прочитано.
page-no-troubled = Каждая статья прочитана.
page-when = Когда
page-last-at = Последнее
page-times = Раз
page-update-kind = Вид
page-reason = Причина
page-found = Найдена
page-article = Статья
page-fate = Что с ней
page-set-aside = отложена до перезапуска
page-read-last = на очереди последней
page-interrupted = { $number ->
    [one] программа прерывалась на ней { $number } раз
    [few] программа прерывалась на ней { $number } раза
   *[other] программа прерывалась на ней { $number } раз
}

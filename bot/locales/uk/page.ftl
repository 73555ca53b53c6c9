### Сторінка операторів у браузері.

page-skip = До змісту
page-nav = Сторінки
page-nav-overview = Огляд
page-nav-sources = Джерела
page-nav-hosts = Сайти
page-nav-chats = Чати
page-nav-errors = Помилки
page-as-of = Станом на
page-refresh = Оновити
page-sign-out = Вийти
page-sign-in = Увійти
page-token = Токен (HTTP_TOKEN)
page-sign-in-refused = Це не той токен.
page-sign-in-wait = Забагато спроб. Наступна за { $number } с.

## Числа, розміри й час

page-number = { $number }
page-decimal-point = ,
page-size-kb = { $size } КБ
page-size-mb = { $size } МБ
page-size-gb = { $size } ГБ
page-milliseconds = { $size } мс
page-duration-seconds = { $number } с
page-duration-minutes = { $number } хв
page-duration-hours = { $number } год
page-duration-days = { $number } д
page-due = чекає { $duration }
page-now = зараз
page-ago = { $duration } тому
page-in = за { $duration }
page-for = уже { $duration }
page-lack-too-long = Це читалося надто довго. Решта на сторінці правильна.
page-lack-unreadable = Базу даних зараз не вдалося прочитати. Решта на сторінці правильна.
page-address-cut = частину адреси приховано

## Огляд

page-fine = Усе гаразд.
page-not-fine = { $count ->
    [one] Потребує уваги: { $count } пункт.
    [few] Потребують уваги: { $count } пункти.
   *[other] Потребують уваги: { $count } пунктів.
}
page-see = Показати
page-concern-database = База даних не працює: { $why }.
page-concern-damage = Базу даних пошкоджено, і після зупинки вона більше не відкриється: відновіть резервну копію. { $why }
page-concern-stages = { $count ->
    [one] Не працює етап: { $which }.
   *[other] Не працюють етапи: { $which }.
}
page-concern-stuck = { $count ->
    [one] Зупинився етап: { $which }.
   *[other] Зупинилися етапи: { $which }.
}
page-concern-hold = Один запис тримає базу даних уже { $duration }.
page-concern-standstill = Програма щойно стояла { $duration }.
page-concern-telegram-never = Telegram ще не відповідав після запуску.
page-concern-telegram = Telegram не відповідає вже { $duration }.
page-concern-rival = Повідомлення цього бота отримує ще одна програма з тим самим токеном.
page-concern-disk = На диску бази даних залишилося { $number } МБ.
page-concern-lag = Програма бариться: одна відповідь зі ста чекає { $number } мс.
page-concern-sources = Не читаються джерела: { $count } із { $items }.
page-concern-failed = { $count ->
    [one] За добу остаточно не доставлено { $count } повідомлення.
    [few] За добу остаточно не доставлено { $count } повідомлення.
   *[other] За добу остаточно не доставлено { $count } повідомлень.
}
page-concern-unread = { $count ->
    [one] За добу не вдалося прочитати { $count } оновлення Telegram.
    [few] За добу не вдалося прочитати { $count } оновлення Telegram.
   *[other] За добу не вдалося прочитати { $count } оновлень Telegram.
}
page-concern-troubled = { $count ->
    [one] Програма спотикається на { $count } статті.
   *[other] Програма спотикається на { $count } статтях.
}
page-concern-late-sources = Джерело чекає на опитування вже { $duration }.
page-concern-late-own-posts = Допис свого каналу чекає на приймання вже { $duration }.
page-concern-late-articles = Стаття чекає на розбір уже { $duration }.
page-concern-late-mentions = Збіг чекає на роздачу вже { $duration }.
page-concern-late-review = Картка для редакції чекає вже { $duration }.
page-concern-late-chats = Чат чекає на повідомлення вже { $duration }.
page-concern-late-edits = Допис чекає на оновлення вже { $duration }.
page-concern-late-updates = Людина чекає на відповідь уже { $duration }.
page-concern-part-too-long = { $count ->
    [one] Частина цієї сторінки читалася надто довго.
   *[other] Надто довго читалися частини цієї сторінки: { $count }.
}
page-concern-part-unreadable = { $count ->
    [one] Частину цієї сторінки не вдалося прочитати.
   *[other] Не вдалося прочитати частини цієї сторінки: { $count }.
}
page-running = Dozor { $version }, працює { $duration }
page-audience = Чати: { $chats }, підписки: { $subscriptions }
page-tile-articles = Статті
page-tile-messages = Повідомлення
page-tile-sources = Джерела
page-in-day = за добу
page-in-hour = за останню годину: { $shown }
page-spark-articles = Знайдені статті за годинами, останні 7 днів, щонайбільше { $most } на годину
page-spark-messages = Надіслані повідомлення за годинами, останні 7 днів, щонайбільше { $most } на годину
page-week-ago = 7 днів тому
page-most = до { $number } на годину
page-queues = Черги
page-queue = Черга
page-waiting = Чекають
page-oldest-since = Найдовше
page-queue-sources = Джерела чекають на опитування
page-queue-own-posts = Дописи каналів чекають на приймання
page-queue-pages = Сторінки чекають на читання
page-queue-articles = Статті чекають на розбір
page-queue-mentions = Збіги чекають на роздачу
page-queue-review = Картки чекають на підготовку
page-queue-chats = Чати чекають на повідомлення
page-queue-edits = Дописи чекають на оновлення
page-queue-updates = Люди чекають на відповідь
page-process = Програма
page-lag = Затримка відповідей
page-lag-usually = зазвичай { $duration }
page-lag-rarely = зрідка { $duration }
page-lag-most = найдовша { $duration }
page-hold = Найдовший запис
page-memory = Пам'ять
page-database = База даних
page-log = журнал { $size }
page-disk = Вільно на диску
page-stages = Етапи
page-stage-fails = не працює
page-latest-errors = Останні помилки
page-no-errors = Кожне повідомлення доставлено, усе прочитано.
page-error-failed = Не доставлено:
page-error-unread = Незрозуміле оновлення:
page-error-troubled = Складна стаття:

## Джерела

page-health = Стан
page-health-new = нове
page-health-working = працює
page-health-failing = не читається
page-health-silent = мовчить
page-health-retired = закрите
page-by-health = Джерела за станом
page-all = усі
page-search = Знайти
page-search-sources = Назва або адреса
page-source = Джерело
page-last-news = Остання новина
page-last-poll = Останнє опитування
page-next-poll = Наступне опитування
page-articles-day = Статті за добу
page-spark-source = Статті за кожен з останніх 14 днів, щонайбільше { $most }
page-no-sources = Джерел поки що немає.
page-no-such-sources = Таких джерел немає.
page-no-such-source = Такого джерела немає.
page-silent-long = мовчить довше, ніж зазвичай
page-answers-from = відповідає з іншого сайту, { $site }
page-turning = Сторінки списку
page-previous = Назад
page-next = Далі
page-range = { $first }–{ $last } із { $found }
page-polls = Опитування
page-about = Про джерело
page-failures = Невдалих опитувань поспіль
page-interval = Опитування кожні
page-host = Сайт
page-pack = Набір
page-watchers = Чати, які його додали
page-pages = Сторінки статей
page-pages-values = прочитано { $read }, відмовлено { $refused }, не вдалося { $failed }
page-settings = Налаштування
page-settings-own = задані чатом
page-articles-days = Статті за останні 14 днів
page-days-ago = { $number } днів тому
page-last-day = остання доба
page-latest-articles = Останні статті
page-untitled = (без назви)

## Сайти

page-slow-hosts = Повільні сайти
page-hosts-lead = Сайти, джерела яких чекають на опитування понад хвилину, і ті, яких поки що не чіпаємо: вони відмовили або просили зачекати.
page-no-hosts = Жоден сайт не затримує решти.
page-due-for = Чекає на опитування
page-held-for = Не чіпаємо ще
page-pages-waiting = Сторінки в черзі
page-pages-today = Сторінки за день (UTC)
page-of-them-fail = не читаються: { $shown }

## Чати

page-chats-lead = Чати за номерами. Що вони шукають, знають лише вони; імена людей не показано.
page-no-chats = Боту ще ніхто не писав.
page-chats-count = { $count ->
    [one] { $count } чат
    [few] { $count } чати
   *[other] { $count } чатів
}
page-chats-dormant = { $count ->
    [one] у { $count } не можна писати
   *[other] у { $count } не можна писати
}
page-chat = Чат
page-kind-private = людина
page-kind-group = група
page-kind-supergroup = група
page-kind-channel = канал
page-messages-day = Повідомлення за добу
page-messages-week = За 7 днів
page-messages-days = 14 днів
page-spark-chat = Повідомлення за кожен з останніх 14 днів, щонайбільше { $most }
page-last-message = Останнє
page-subscriptions = Підписки
page-own-sources = Свої джерела
page-dormant = писати не можна

## Помилки

page-errors-failed = Остаточно не доставлено: { $count }
page-errors-unread = Оновлення Telegram, які не вдалося прочитати: { $count }
page-errors-troubled = Статті, на яких спотикається програма: { $count }
page-no-failed = Кожне повідомлення доставлено.
page-no-unread = Кожне оновлення прочитано.
page-no-troubled = Кожну статтю прочитано.
page-when = Коли
page-last-at = Останнє
page-times = Разів
page-update-kind = Вид
page-reason = Причина
page-found = Знайдена
page-article = Стаття
page-fate = Що з нею
page-set-aside = відкладена до перезапуску
page-read-last = у черзі остання
page-interrupted = { $number ->
    [one] програма переривалася на ній { $number } раз
    [few] програма переривалася на ній { $number } рази
   *[other] програма переривалася на ній { $number } разів
}

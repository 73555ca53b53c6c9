language-name = Русский
language-which = На каком языке общаться?
language-chosen = Теперь я говорю по-русски.

command-add = подписаться на запрос
command-list = подписки: пауза, звук, ответы, куда присылать
command-remove = отписаться: номер из /list или текст
command-edit = изменить подписку, сохранив её историю
command-test = какие формы покроет запрос и что он нашёл бы за неделю
command-search = искать в архиве, новые сверху
command-sources = источники: список, добавить, убрать, настроить
command-import = добавить источники или подписки из файла
command-export = выгрузить источники и подписки
command-channel = каналы и группы: что туда публиковать и кто решает
command-language = язык бота
command-help = эта справка

add-what = На что подписаться? Например: <code>/add коалиция желающих</code>. Можно несколько строк, по запросу в каждой.
added = ✅ Слежу: { $text }
added-before = Уже слежу: { $text }
restored = ✅ Снова слежу: { $text }
answer-more = …и ещё { $count }.
offer =
    { $lines ->
        [one] Подписаться на «{ $text }»?
        [few] Подписаться на { $lines } запроса, по одному в строке?
       *[many] Подписаться на { $lines } запросов, по одному в строке?
    }
offer-accept = ✅ Подписаться
offer-decline = Отмена
offer-sources = 📡 Добавить в источники
offer-channel = Следить за каналом «{ $title }»?
offer-declined = Хорошо, не слежу.
offer-gone = Этого вопроса я уже не помню. Напишите текст ещё раз.
advice-common-word = и «{ $text }» с маленькой
advice-as-written = Aa С большой буквы: { $text }
advice-both-sexes = и { $text }
unknown-command = Такой команды нет. Все команды: /help

list =
    { $count ->
        [one] <b>{ $count } подписка</b>
        [few] <b>{ $count } подписки</b>
       *[many] <b>{ $count } подписок</b>
    }
list-empty = Подписок пока нет. Напишите слово или фразу: <code>/add коалиция желающих</code>
quoted = «{ $text }»
mark-paused = на паузе
mark-main-only = только главное
mark-target = → { $title }
subscription-gone = Этой подписки больше нет.
remove-what = Какую подписку удалить? Номер из /list или её текст: <code>/remove 1</code>
remove-unknown = Подписки «{ $text }» нет. Все подписки: /list
removed = 🗑 Удалено: { $text }

target-which = Куда присылать? Канал или группу добавляет /channel.
target-here = Сюда
target-gone = Этот канал больше не подключён. Подключите его снова: /channel

button-pause = ⏸ Пауза
button-resume = ▶️ Продолжить
button-silence = 🔕 Без звука
button-sound = 🔔 Со звуком
button-main-only = 🎯 Только главное
button-main-drops = 🎯 Только главное · убрало бы { $dropped } из { $count }
button-main-daily = 🎯 Только главное · { $count } в день
button-everything = Всё
main-which = Присылать по «{ $text }» только главное: то, где это стоит в заголовке или первом абзаце?
button-target = 📣 Куда
button-remove = 🗑 Удалить
button-back = ← Все подписки
button-previous = ←
button-next = →
button-watch = 🔊 { $place }
button-drop = ✕ { $place }

administrators-unseen = Не вижу, что вы администратор. Пишете от имени группы? Наберите команду или сделайте меня администратором.
too-often = Слишком часто. Попробуйте через минуту.
administrators-only = Это могут только администраторы группы.

sources =
    { $count ->
        [one] <b>{ $count } источник</b>
        [few] <b>{ $count } источника</b>
       *[many] <b>{ $count } источников</b>
    }
sources-empty = Источников пока нет. Пришлите адрес ленты или сайта, например <code>https://example.com/rss</code>, или имя открытого канала: <code>@канал</code>
source-which = Добавить: <code>/sources https://example.com/rss</code>, подойдёт и сайт, и <code>@канал</code>. Удалить: <code>/sources удалить 3</code>. Настроить: <code>/sources 3</code>
source-added = Добавляю { $address }. Проверю и скажу, что вышло.
source-added-before = Уже слежу: { $address }
source-refused = Не могу добавить { $address }: { $reason }.
source-gone = Этого источника в списке уже нет.
source-removed = Больше не слежу за источником: { $title }
source-unknown = Источника «{ $text }» в списке нет. Все источники: /sources
source-settings = Настройки источника { $title }:
source-settings-none = Всё как обычно.
source-set = ✅ { $title }: теперь это ваш отдельный источник, другие его не видят. Проверю и скажу, что вышло.
source-setting-which =
    Настроить источник из списка:
    <code>/sources 3 агент Mozilla/5.0</code>
    <code>/sources 3 заголовок Cookie: имя=значение</code>
    <code>/sources 3 сертификат любой</code>
    <code>/sources 3 пояс Europe/Kyiv</code>
    <code>/sources 3 страницы нет</code>
    Без значения настройка снимается.
source-setting-secret = Значение никому не показываю и отправляю только этому сайту. Сообщение, где вы его прислали, лучше удалить.
source-setting-of-agent = User-Agent: { $value }
source-setting-of-header = { $name }: •••
source-setting-of-certificate = сертификат любой
source-setting-of-zone = время без пояса: { $zone }
source-setting-of-pages = страницы статей не читаю
source-pages = Страницы статей: прочитано { $read }, отказано { $refused }, не удалось { $failed }
source-setting-agent = User-Agent — до 300 знаков, латиницей и в одну строку.
source-setting-header-name = Не похоже на заголовок. Нужно так: <code>/sources 3 заголовок Cookie: имя=значение</code>
source-setting-header-ours = Этот заголовок я ставлю сам: без него запрос не получится.
source-setting-header-many = Больше пяти заголовков у источника не бывает. Снимите ненужный: <code>/sources 3 заголовок Имя:</code>
source-setting-header-insecure = Заголовки отправляю только по https, а у этого источника адрес http.
source-setting-header-value = Значение заголовка — до 4000 знаков, латиницей и в одну строку.
source-setting-zone = Не знаю такого пояса. Например: <code>/sources 3 пояс Europe/Kyiv</code>, подойдёт и город.
source-setting-of-pack = Этот источник из набора, его настраивает владелец бота.
source-works =
    { $items ->
        [one] ✅ <b>{ $title }</b> читается: { $items } запись. Новое сверяю с вашими подписками: /list
        [few] ✅ <b>{ $title }</b> читается: { $items } записи. Новое сверяю с вашими подписками: /list
       *[many] ✅ <b>{ $title }</b> читается: { $items } записей. Новое сверяю с вашими подписками: /list
    }
source-fails = ⚠️ { $address } пока не читается: { $reason }. Буду пробовать снова; состояние видно в /sources.
source-is-page = ⚠️ На { $address } ленты не нашлось. Пришлите адрес самой ленты: ссылка на неё бывает внизу страницы, под словом RSS. Сам я тоже буду туда заглядывать; удалить страницу можно в /sources.
source-several = На странице { $address } несколько лент. Какую добавить?
source-failing = ⚠️ <b>{ $title }</b> не читается больше суток: { $reason }. Пробую дальше и скажу, когда заработает.
source-recovered = ✅ <b>{ $title }</b> снова читается.
source-retired = ⚠️ <b>{ $title }</b> больше не опрашиваю: { $reason }. Удалить его можно в /sources. Если он снова заработает, пришлите адрес ещё раз.
source-moved = ⚠️ Источник <b>{ $title }</b> переехал на другой сайт: { $address }. Теперь читаю его там; если это не он, удалите его в /sources.
source-abroad = отвечает с другого сайта, { $site }; новости оттуда идут под этим именем
source-silent-long = молчит дольше обычного
source-silent =
    ⚠️ <b>{ $title }</b> молчит дольше обычного: { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    } без новых записей.

packs = Отметьте, какие новости брать. Отдельный источник можно отключить в /sources.
pack =
    { $category ->
        [general] { $language } Главное · { $sources }
        [business] { $language } Экономика · { $sources }
        [official] { $language } Официально · { $sources }
        [regional] { $language } Регионы · { $sources }
        [independent] { $language } Независимые · { $sources }
        [international] { $language } За рубежом · { $sources }
        [belarus] { $language } Беларусь · { $sources }
        [technology] { $language } Технологии · { $sources }
        [science] { $language } Наука · { $sources }
        [ukraine] { $language } Украина · { $sources }
        [education] { $language } Образование · { $sources }
       *[other] { $language } { $category } · { $sources }
    }
button-packs = Наборы
button-sources = Список источников →

import-what = Пришлите файл OPML со списком источников, текст, где в каждой строке по адресу, или мой файл с подписками; или ответьте на такой файл командой /import.
import-too-large = Файл слишком велик: список источников занимает не больше 2 МБ.
import-gone = Telegram не отдаёт этот файл. Пришлите его ещё раз.
import-refused = Не могу прочитать список: { $reason }.
import-problem = Строка { $line }: нет адреса ленты — «{ $text }».
imported =
    { $count ->
        [0] Новых источников в списке нет.
        [one] ✅ Добавлен { $count } источник.
        [few] ✅ Добавлены { $count } источника.
       *[many] ✅ Добавлено { $count } источников.
    }
button-undo = ↩ Отменить
import-undone =
    { $count ->
        [0] Из этого списка уже ничего не осталось.
        [one] 🗑 Удалён { $count } источник из этого списка.
        [few] 🗑 Удалены { $count } источника из этого списка.
       *[many] 🗑 Удалено { $count } источников из этого списка.
    }
sources-restored =
    { $count ->
        [0] Возвращать здесь больше нечего. Чего в списке нет, добавьте снова: пришлите адрес.
        [one] ✅ Снова слежу за { $count } источником.
        [few] ✅ Снова слежу за { $count } источниками.
       *[many] ✅ Снова слежу за { $count } источниками.
    }
imported-checked = Проверю их; те, что не читаются, отмечу в /sources.
imported-before = Уже были в списке: { $count }.
import-left-out = Из одного списка беру не больше { $most } источников; не поместилось: { $count }. Пришлите их отдельным файлом.
limit-subscriptions =
    ⚠️ Не добавлено подписок: { $count }. У чата их не больше { $most }. Удалите ненужные в /list и пришлите остальное ещё раз.
limit-sources =
    ⚠️ Не добавлено источников: { $count }. Своих у чата не больше { $most }, наборы не в счёт. Удалите ненужные в /sources и пришлите остальные ещё раз.
limit-new-sources =
    ⚠️ Не добавлено источников: { $count }. За сутки чат добавляет не больше { $most } новых. Пришлите то же завтра: что уже есть, не повторится.
limit-new-of-site =
    ⚠️ Не добавлено источников: { $count }. С одного сайта за сутки — не больше { $most } новых. Пришлите то же завтра: что уже есть, не повторится.
export-sources = Источники: такой список принимает любая программа для чтения лент.
export-subscriptions = Подписки: по одной в строке. Пришлите мне этот файл, и я подпишу на всё, что в нём.

broken =
    { $count ->
        [0] Все источники читаются, и ни один не молчит дольше обычного.
       *[other] <b>Не читаются или молчат: { $count }</b>
    }
broken-line = { $reason }{ $detail }, с { $since }

channel-in-private = Каналы подключают в личном чате со мной.
channel-unknown = Не нахожу { $name }. Добавьте меня туда (в канал — администратором) и повторите.
rights-not-you = В «{ $title }» вы не администратор, а администраторами должны быть и вы, и я.
rights-no-right = У вас нет права публиковать в «{ $title }».
rights-not-me = В «{ $title }» я не администратор.
rights-no-posting = В «{ $title }» мне не дали права публиковать. Дайте его и повторите.
rights-unknown = Telegram не говорит, кто администратор «{ $title }». Повторите чуть позже.
rights-lost = ⚠️ Вы больше не администратор «{ $title }», и ваши подписки туда остановлены. Вернут права — подключите снова: /channel
rights-lost-of = ⚠️ { $name } больше не администратор «{ $title }», и подписки этого человека туда остановлены. Взять их себе можно на странице «{ $title }» в /settings; если вы её ещё не подключали, сначала /channel
connection-ended = ⚠️ Отключено: «{ $title }» (администратор: { $name }). Ваши подписки туда остановлены. Подключить снова: /channel
connected-by = Подключили: { $names }
suspended-there =
    { $count ->
        [one] Остановлена { $count } подписка: у её автора больше нет доступа.
        [few] Остановлены { $count } подписки: у их авторов больше нет доступа.
       *[many] Остановлены { $count } подписок: у их авторов больше нет доступа.
    }
button-take-over = Взять подписки себе: { $count }
button-disconnect = ✕ Отключить
button-disconnect-of = ✕ Отключить: { $name }
button-give-rights = Дать права
button-restore = ↩ Вернуть
disconnected = Отключено: «{ $title }». Подписки туда остановлены.
disconnected-of = «{ $title }»: { $name } больше не может туда присылать, подписки этого человека остановлены.
connected-again = Снова подключено: «{ $title }». Подписки туда продолжаются.
taken-over =
    { $count ->
        [0] «{ $title }»: остановленных подписок больше нет.
        [one] ✅ «{ $title }»: { $count } подписка теперь ваша и продолжается.
        [few] ✅ «{ $title }»: { $count } подписки теперь ваши и продолжаются.
       *[many] ✅ «{ $title }»: { $count } подписок теперь ваши и продолжаются.
    }
target-lost = Отключено: «{ $title }». Подключить снова: /channel
mark-suspended = остановлена
channel-connected = ✅ Подключено: «{ $title }». Настройки: /settings. Какие подписки присылать туда?
channel-connected-empty = ✅ Подключено: «{ $title }». Настройки: /settings. Осталось подписаться: <code>/channel { $name } коалиция желающих</code>
channel-added = ✅ «{ $text }» → { $title }

story-akin = похоже, о том же
story-button-part = Это другое событие
story-parted = Понял: о нём буду сообщать отдельно, со звуком.
novelty = ↳ Новое
novelty-of = ↳ Новое: { $kinds }
novelty-deaths = погибшие
novelty-detention = задержание
novelty-charge = обвинение
novelty-sentence = приговор
novelty-resignation = отставка
novelty-figures = новые цифры
novelty-name = новое имя
novelty-confirmed = подтверждено
novelty-denied = опровергнуто
novelty-cancelled = отменено
novelty-button-mute = 🔇 Хватит об этом
story-revised = обновлено
story-passing = упомянуто вскользь
story-former-title = <i>Заголовок был: { $title }</i>
story-further =
    { $count ->
        [one] ещё { $count } издание
        [few] ещё { $count } издания
       *[many] ещё { $count } изданий
    }
story-more-reports = и ещё { $count }
story-button-explain = Почему?
story-button-mute = 🔇 Хватит
story-muted = Об этом событии больше не сообщу.
story-button-follow = 🔔 Снова следить
story-silenced =
    { $count ->
        [one] ещё { $count } похожее
        [few] ещё { $count } похожих
       *[many] ещё { $count } похожих
    }
explain-words =
    { $count ->
        [1] Слово
       *[other] Слова
    } { $words }{ $place ->
        [title] : заголовок.
        [text] : { $paragraph }-й абзац.
        [both] : заголовок и { $paragraph }-й абзац.
       *[none] .
    }
explain-subscriptions =
    { $count ->
        [1] Подписка
       *[other] Подписки
    }: { $names }.
explain-together = С { $source } вместе: { $words }.
explain-forms =
    { $more ->
        [0] <i>{ $word }</i>: { $forms }
       *[other] <i>{ $word }</i>: { $forms } и ещё { $more }
    }
explain-gone = Этого сообщения я уже не помню.

edit-what = Какую подписку изменить и как? Номер из /list и новый запрос: <code>/edit 1 коалиция желающих</code>
edit-edited = ✅ Теперь слежу: { $text }
edit-gone = Не изменил: этой подписки больше нет. Все подписки: /list
edit-exists = Не изменил: подписка «{ $text }» уже есть. Все подписки: /list
search-what = Что искать? Например: <code>/search коалиция желающих</code>
search-nothing = Архиву { $age }, в нём ничего не нашлось.
search-since =
    { $count ->
        [0] Пока ничего: успел просмотреть архив до { $since }.
       *[other] Успел просмотреть архив до { $since }.
    }
button-search-on = Искать дальше
search-gone = Этого поиска я уже не помню.
test-what = Какой запрос проверить? Например: <code>/test коалиция желающих</code>
test = 🔎 «{ $text }» ищет такие формы:
preview-broad =
    Около { $count } { $count ->
        [one] сюжета
       *[other] сюжетов
    } в день{ $words ->
        [0] .
        [1] , из них { $main } с этим словом в заголовке или начале.
       *[other] , из них { $main } с этими словами в заголовке или начале.
    }
preview-stories =
    { $count } { $count ->
        [one] сюжет
        [few] сюжета
       *[many] сюжетов
    }{ $daily ->
        [0] {""}
       *[other] , около { $daily } в день
    }{ $words ->
        [0] .
        [1] , из них { $main } с этим словом в заголовке или начале.
       *[other] , из них { $main } с этими словами в заголовке или начале.
    }
preview-flood = ⚠️ Это больше 50 статей в день. Уточните: добавьте слово, <code>title:</code> или исключение через <code>-</code>.

query-error = Не понимаю запрос: { $expected }.

list-hint = Номер открывает подписку, слово ищет: <code>/list нефть</code>. Текстом: <code>/list 1 пауза</code>
list-what =
    Не понимаю. После номера можно написать:
    <code>/list 1 пауза</code> · <code>/list 1 продолжить</code>
    <code>/list 1 без звука</code> · <code>/list 1 со звуком</code>
    <code>/list 1 раз в час</code> · <code>/list 1 срочно</code>
    <code>/list 1 новое</code> · <code>/list 1 каждая публикация</code> · <code>/list 1 без ответов</code>
    <code>/list 1 только главное</code> · <code>/list 1 всё</code>
    <code>/list 1 сюда</code> · <code>/list 1 в Название канала</code>
    <code>/list 1 без футбол</code> · <code>/list 1 название Союзники</code> · <code>/list 1 в папку клиент</code>
    <code>/list 1 удалить</code>
button-replies = ↳ Новое в сюжете
button-edit = ✏️ Изменить
button-back-to-one = ← Назад
button-replies-none = Без ответов
button-replies-developments = Новое в сюжете
button-replies-all = Каждая публикация
replies-which = О каждом сюжете приходит одно сообщение, и когда о нём пишут другие, оно обновляется без звука. Присылать ли по «{ $text }» что-то ещё, ответом на него?
replies-none = <b>Без ответов</b>: сообщение только обновляется.
replies-developments = <b>Новое в сюжете</b>: что в нём появилось существенно нового, придёт ответом без звука, не чаще раза в час. Если о сюжете не было слышно сутки, со звуком.
replies-all = <b>Каждая публикация</b>: ответом придёт каждая подходящая статья.
ask-developments =
    ↳ <b>Новое в сюжете</b>
    Теперь я говорю, что в сюжете нового: погибшие, приговор, другие цифры. Это ответ на первое сообщение, без звука и не чаще раза в час. Включить для всех подписок?
ask-developments-yes = Включить
ask-developments-no = Оставить как есть
developments-on =
    { $count ->
        [one] ↳ Новое в сюжете: да, в { $count } подписке. Изменить: /list
        [few] ↳ Новое в сюжете: да, в { $count } подписках. Изменить: /list
       *[many] ↳ Новое в сюжете: да, в { $count } подписках. Изменить: /list
    }
developments-left = ↳ Оставил как есть. Включить можно в /list
edit-how =
    Нажмите на строку, чтобы скопировать, исправьте запрос и отправьте:
    <code>/edit { $number } { $text }</code>
target-general = В общий чат
target-topic = # В эту тему
target-here-now = ✅ «{ $text }» → сюда
target-has-it = Там такая подписка уже есть.
target-unknown = Канал или группа «{ $title }» не подключены. Подключить: /channel

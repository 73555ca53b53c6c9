language-name = Українська
language-which = Якою мовою спілкуватися?
language-chosen = Тепер я говорю українською.

command-add = підписатися на запит
command-list = підписки: пауза, звук, відповіді, куди надсилати
command-remove = відписатися: номер із /list або текст
command-edit = редагувати підписку, зберігши її історію
command-test = які форми покриє запит і що він знайшов би за тиждень
command-search = шукати в архіві, нові згори
command-sources = джерела: список, додати, прибрати, налаштувати
command-import = додати джерела або підписки з файлу
command-export = вивантажити джерела й підписки
command-channel = канали та групи: що туди публікувати і хто вирішує
command-language = мова бота
command-help = ця довідка

add-what = На що підписатися? Наприклад: <code>/add коаліція охочих</code>. Можна кілька рядків, по запиту в кожному.
added = ✅ Стежу: { $text }
added-before = Уже стежу: { $text }
restored = ✅ Знову стежу: { $text }
answer-more = …і ще { $count }.
offer =
    { $lines ->
        [one] Підписатися на «{ $text }»?
        [few] Підписатися на { $lines } запити, по одному в рядку?
       *[many] Підписатися на { $lines } запитів, по одному в рядку?
    }
offer-accept = ✅ Підписатися
offer-decline = Скасувати
offer-sources = 📡 Додати до джерел
offer-channel = Стежити за каналом «{ $title }»?
offer-declined = Гаразд, не стежу.
offer-gone = Цього запитання я вже не пам'ятаю. Напишіть текст ще раз.
advice-common-word = і «{ $text }» з малої
advice-as-written = Aa З великої літери: { $text }
advice-both-sexes = і { $text }
unknown-command = Такої команди немає. Усі команди: /help

list =
    { $count ->
        [one] <b>{ $count } підписка</b>
        [few] <b>{ $count } підписки</b>
       *[many] <b>{ $count } підписок</b>
    }
list-empty = Підписок поки що немає. Напишіть слово або фразу: <code>/add коаліція охочих</code>
quoted = «{ $text }»
mark-paused = на паузі
mark-main-only = лише головне
mark-target = → { $title }
subscription-gone = Цієї підписки більше немає.
remove-what = Яку підписку видалити? Номер із /list або її текст: <code>/remove 1</code>
remove-unknown = Підписки «{ $text }» немає. Усі підписки: /list
removed = 🗑 Видалено: { $text }

target-which = Куди надсилати? Канал або групу додає /channel.
target-here = Сюди
target-gone = Цей канал більше не підключено. Підключіть його знову: /channel

button-pause = ⏸ Пауза
button-resume = ▶️ Продовжити
button-silence = 🔕 Без звуку
button-sound = 🔔 Зі звуком
button-main-only = 🎯 Лише головне
button-main-drops = 🎯 Лише головне · прибрало б { $dropped } із { $count }
button-main-daily = 🎯 Лише головне · { $count } на день
button-everything = Усе
main-which = Надсилати за запитом «{ $text }» лише головне: те, де це стоїть у заголовку чи першому абзаці?
button-target = 📣 Куди
button-remove = 🗑 Видалити
button-back = ← Усі підписки
button-previous = ←
button-next = →
button-watch = 🔊 { $place }
button-drop = ✕ { $place }

administrators-unseen = Не бачу, що ви адміністратор. Пишете від імені групи? Наберіть команду або зробіть мене адміністратором.
too-often = Занадто часто. Спробуйте за хвилину.
administrators-only = Це можуть лише адміністратори групи.

sources =
    { $count ->
        [one] <b>{ $count } джерело</b>
        [few] <b>{ $count } джерела</b>
       *[many] <b>{ $count } джерел</b>
    }
sources-empty = Джерел поки що немає. Надішліть адресу стрічки або сайту, наприклад <code>https://example.com/rss</code>, або назву відкритого каналу: <code>@канал</code>
source-which = Додати: <code>/sources https://example.com/rss</code>, підійде і сайт, і <code>@канал</code>. Видалити: <code>/sources видалити 3</code>. Налаштувати: <code>/sources 3</code>
source-added = Додаю { $address }. Перевірю і скажу, що вийшло.
source-added-before = Уже стежу: { $address }
source-refused = Не можу додати { $address }: { $reason }.
source-gone = Цього джерела в списку вже немає.
source-removed = Більше не стежу за джерелом: { $title }
source-unknown = Джерела «{ $text }» у списку немає. Усі джерела: /sources
source-settings = Налаштування джерела { $title }:
source-settings-none = Усе як зазвичай.
source-set = ✅ { $title }: тепер це ваше окреме джерело, інші його не бачать. Перевірю і скажу, що вийшло.
source-setting-which =
    Налаштувати джерело зі списку:
    <code>/sources 3 агент Mozilla/5.0</code>
    <code>/sources 3 заголовок Cookie: ім'я=значення</code>
    <code>/sources 3 сертифікат будь-який</code>
    <code>/sources 3 пояс Europe/Kyiv</code>
    <code>/sources 3 сторінки ні</code>
    Без значення налаштування знімається.
source-setting-secret = Значення нікому не показую і надсилаю лише цьому сайту. Повідомлення, де ви його надіслали, краще видалити.
source-setting-of-agent = User-Agent: { $value }
source-setting-of-header = { $name }: •••
source-setting-of-certificate = сертифікат будь-який
source-setting-of-zone = час без поясу: { $zone }
source-setting-of-pages = сторінок статей не читаю
source-pages = Сторінки статей: прочитано { $read }, відмовлено { $refused }, не вдалося { $failed }
source-setting-agent = User-Agent — до 300 знаків, латиницею та в один рядок.
source-setting-header-name = Не схоже на заголовок. Потрібно так: <code>/sources 3 заголовок Cookie: ім'я=значення</code>
source-setting-header-ours = Цей заголовок я ставлю сам: без нього запит не вийде.
source-setting-header-many = Більше п'яти заголовків у джерела не буває. Зніміть зайвий: <code>/sources 3 заголовок Ім'я:</code>
source-setting-header-insecure = Заголовки надсилаю лише через https, а в цього джерела адреса http.
source-setting-header-value = Значення заголовка — до 4000 знаків, латиницею та в один рядок.
source-setting-zone = Не знаю такого поясу. Наприклад: <code>/sources 3 пояс Europe/Kyiv</code>, підійде й місто.
source-setting-of-pack = Це джерело з набору, його налаштовує власник бота.
source-works =
    { $items ->
        [one] ✅ <b>{ $title }</b> читається: { $items } запис. Нове звіряю з вашими підписками: /list
        [few] ✅ <b>{ $title }</b> читається: { $items } записи. Нове звіряю з вашими підписками: /list
       *[many] ✅ <b>{ $title }</b> читається: { $items } записів. Нове звіряю з вашими підписками: /list
    }
source-fails = ⚠️ { $address } поки що не читається: { $reason }. Пробуватиму знову; стан видно в /sources.
source-is-page = ⚠️ На { $address } стрічки не знайшлося. Надішліть адресу самої стрічки: посилання на неї буває внизу сторінки, під словом RSS. Я й сам туди заглядатиму; видалити сторінку можна в /sources.
source-several = На сторінці { $address } кілька стрічок. Яку додати?
source-failing = ⚠️ <b>{ $title }</b> не читається понад добу: { $reason }. Пробую далі й скажу, коли запрацює.
source-recovered = ✅ <b>{ $title }</b> знову читається.
source-retired = ⚠️ <b>{ $title }</b> більше не опитую: { $reason }. Видалити його можна в /sources. Якщо воно знову запрацює, надішліть адресу ще раз.
source-moved = ⚠️ Джерело <b>{ $title }</b> переїхало на інший сайт: { $address }. Тепер читаю його там; якщо це не воно, видаліть його в /sources.
source-abroad = відповідає з іншого сайту, { $site }; новини звідти йдуть під цією назвою
source-silent-long = мовчить довше, ніж зазвичай
source-silent =
    ⚠️ <b>{ $title }</b> мовчить довше, ніж зазвичай: { $days ->
        [one] { $days } день
        [few] { $days } дні
       *[many] { $days } днів
    } без нових записів.

packs = Позначте, які новини брати. Окреме джерело можна вимкнути в /sources.
pack =
    { $category ->
        [general] { $language } Головне · { $sources }
        [business] { $language } Економіка · { $sources }
        [official] { $language } Офіційно · { $sources }
        [regional] { $language } Регіони · { $sources }
        [independent] { $language } Незалежні · { $sources }
        [international] { $language } За кордоном · { $sources }
        [belarus] { $language } Білорусь · { $sources }
        [technology] { $language } Технології · { $sources }
        [science] { $language } Наука · { $sources }
        [ukraine] { $language } Україна · { $sources }
        [education] { $language } Освіта · { $sources }
       *[other] { $language } { $category } · { $sources }
    }
button-packs = Набори
button-sources = Список джерел →

import-what = Надішліть файл OPML зі списком джерел, текст, де в кожному рядку одна адреса, або мій файл із підписками; або дайте відповідь на такий файл командою /import.
import-too-large = Файл завеликий: список джерел займає не більше 2 МБ.
import-gone = Telegram не віддає цей файл. Надішліть його ще раз.
import-refused = Не можу прочитати список: { $reason }.
import-problem = Рядок { $line }: немає адреси стрічки — «{ $text }».
imported =
    { $count ->
        [0] Нових джерел у списку немає.
        [one] ✅ Додано { $count } джерело.
        [few] ✅ Додано { $count } джерела.
       *[many] ✅ Додано { $count } джерел.
    }
button-undo = ↩ Скасувати
import-undone =
    { $count ->
        [0] Із цього списку вже нічого не лишилося.
        [one] 🗑 Видалено { $count } джерело з цього списку.
        [few] 🗑 Видалено { $count } джерела з цього списку.
       *[many] 🗑 Видалено { $count } джерел із цього списку.
    }
sources-restored =
    { $count ->
        [0] Повертати тут більше нічого. Чого немає у списку, додайте знову: надішліть адресу.
        [one] ✅ Знову стежу за { $count } джерелом.
        [few] ✅ Знову стежу за { $count } джерелами.
       *[many] ✅ Знову стежу за { $count } джерелами.
    }
imported-checked = Перевірю їх; ті, що не читаються, позначу в /sources.
imported-before = Уже були в списку: { $count }.
import-left-out = З одного списку беру не більше { $most } джерел; не вмістилося: { $count }. Надішліть їх окремим файлом.
limit-subscriptions =
    ⚠️ Не додано підписок: { $count }. У чату їх не більше { $most }. Видаліть зайві в /list і надішліть решту ще раз.
limit-sources =
    ⚠️ Не додано джерел: { $count }. Власних у чату не більше { $most }, не рахуючи наборів. Видаліть зайві в /sources і надішліть решту ще раз.
limit-new-sources =
    ⚠️ Не додано джерел: { $count }. За добу чат додає не більше { $most } нових. Надішліть те саме завтра: що вже є, не повториться.
limit-new-of-site =
    ⚠️ Не додано джерел: { $count }. З одного сайту за добу — не більше { $most } нових. Надішліть те саме завтра: що вже є, не повториться.
export-sources = Джерела: такий список приймає будь-яка програма для читання стрічок.
export-subscriptions = Підписки: по одній у рядку. Надішліть мені цей файл, і я підпишу на все, що в ньому.

broken =
    { $count ->
        [0] Усі джерела читаються, і жодне не мовчить довше, ніж зазвичай.
       *[other] <b>Не читаються або мовчать: { $count }</b>
    }
broken-line = { $reason }{ $detail }, з { $since }

channel-in-private = Канали підключають в особистому чаті зі мною.
channel-unknown = Не знаходжу { $name }. Додайте мене туди (до каналу — адміністратором) і повторіть.
rights-not-you = У «{ $title }» ви не адміністратор, а адміністраторами маємо бути і ви, і я.
rights-no-right = У вас немає права публікувати в «{ $title }».
rights-not-me = У «{ $title }» я не адміністратор.
rights-no-posting = У «{ $title }» мені не дали права публікувати. Дайте його й повторіть.
rights-unknown = Telegram не каже, хто адміністратор «{ $title }». Повторіть трохи згодом.
rights-lost = ⚠️ Ви більше не адміністратор «{ $title }», і ваші підписки туди зупинено. Повернуть права — підключіть знову: /channel
rights-lost-of = ⚠️ { $name } більше не адміністратор «{ $title }», і підписки цієї людини туди зупинено. Взяти їх собі можна на сторінці «{ $title }» у /settings; якщо ви її ще не підключали, спершу /channel
connection-ended = ⚠️ Відключено: «{ $title }» (адміністратор: { $name }). Ваші підписки туди зупинено. Підключити знову: /channel
connected-by = Підключили: { $names }
suspended-there =
    { $count ->
        [one] Зупинено { $count } підписку: її автор уже не має доступу.
        [few] Зупинено { $count } підписки: їхні автори вже не мають доступу.
       *[many] Зупинено { $count } підписок: їхні автори вже не мають доступу.
    }
button-take-over = Взяти підписки собі: { $count }
button-disconnect = ✕ Відключити
button-disconnect-of = ✕ Відключити: { $name }
button-give-rights = Дати права
button-restore = ↩ Повернути
disconnected = Відключено: «{ $title }». Підписки туди зупинено.
disconnected-of = «{ $title }»: { $name } більше не може туди надсилати, підписки цієї людини зупинено.
connected-again = Знову підключено: «{ $title }». Підписки туди відновлено.
taken-over =
    { $count ->
        [0] «{ $title }»: зупинених підписок більше немає.
        [one] ✅ «{ $title }»: { $count } підписка тепер ваша, її відновлено.
        [few] ✅ «{ $title }»: { $count } підписки тепер ваші, їх відновлено.
       *[many] ✅ «{ $title }»: { $count } підписок тепер ваші, їх відновлено.
    }
target-lost = Відключено: «{ $title }». Підключити знову: /channel
mark-suspended = зупинено
channel-connected = ✅ Підключено: «{ $title }». Налаштування: /settings. Які підписки надсилати туди?
channel-connected-empty = ✅ Підключено: «{ $title }». Налаштування: /settings. Залишилося підписатися: <code>/channel { $name } коаліція охочих</code>
channel-added = ✅ «{ $text }» → { $title }

story-akin = схоже, про те саме
story-button-part = Це інша подія
story-parted = Зрозумів: про неї повідомлятиму окремо, зі звуком.
novelty = ↳ Нове
novelty-of = ↳ Нове: { $kinds }
novelty-deaths = загиблі
novelty-detention = затримання
novelty-charge = обвинувачення
novelty-sentence = вирок
novelty-resignation = відставка
novelty-figures = нові цифри
novelty-name = нове ім'я
novelty-confirmed = підтверджено
novelty-denied = спростовано
novelty-cancelled = скасовано
novelty-button-mute = 🔇 Досить про це
story-revised = оновлено
story-passing = згадано побіжно
story-former-title = <i>Заголовок був: { $title }</i>
story-further =
    { $count ->
        [one] ще { $count } видання
        [few] ще { $count } видання
       *[many] ще { $count } видань
    }
story-more-reports = і ще { $count }
story-button-explain = Чому?
story-button-mute = 🔇 Досить
story-muted = Про цю подію більше не повідомлятиму.
story-button-follow = 🔔 Знову стежити
story-silenced =
    { $count ->
        [one] ще { $count } схоже
        [few] ще { $count } схожих
       *[many] ще { $count } схожих
    }
explain-words =
    { $count ->
        [1] Слово
       *[other] Слова
    } { $words }{ $place ->
        [title] : заголовок.
        [text] : { $paragraph }-й абзац.
        [both] : заголовок і { $paragraph }-й абзац.
       *[none] .
    }
explain-subscriptions =
    { $count ->
        [1] Підписка
       *[other] Підписки
    }: { $names }.
explain-together = З { $source } разом: { $words }.
explain-forms =
    { $more ->
        [0] <i>{ $word }</i>: { $forms }
       *[other] <i>{ $word }</i>: { $forms } і ще { $more }
    }
explain-gone = Цього повідомлення я вже не пам'ятаю.

edit-what = Яку підписку редагувати та як? Номер із /list і новий запит: <code>/edit 1 коаліція охочих</code>
edit-edited = ✅ Тепер стежу: { $text }
edit-gone = Не змінив: цієї підписки більше немає. Усі підписки: /list
edit-exists = Не змінив: підписка «{ $text }» вже є. Усі підписки: /list
search-what = Що шукати? Наприклад: <code>/search коаліція охочих</code>
search-nothing = Архіву { $age }, у ньому нічого не знайшлося.
search-since =
    { $count ->
        [0] Поки що нічого: встиг переглянути архів до { $since }.
       *[other] Встиг переглянути архів до { $since }.
    }
button-search-on = Шукати далі
search-gone = Цього пошуку я вже не пам'ятаю.
test-what = Який запит перевірити? Наприклад: <code>/test коаліція охочих</code>
test = 🔎 «{ $text }» шукає такі форми:
preview-broad =
    Близько { $count } { $count ->
        [one] сюжету
       *[other] сюжетів
    } на день{ $words ->
        [0] .
        [1] , з них { $main } із цим словом у заголовку чи на початку.
       *[other] , з них { $main } із цими словами в заголовку чи на початку.
    }
preview-stories =
    { $count } { $count ->
        [one] сюжет
        [few] сюжети
       *[many] сюжетів
    }{ $daily ->
        [0] {""}
       *[other] , близько { $daily } на день
    }{ $words ->
        [0] .
        [1] , з них { $main } із цим словом у заголовку чи на початку.
       *[other] , з них { $main } із цими словами в заголовку чи на початку.
    }
preview-flood = ⚠️ Це понад 50 статей на день. Уточніть: додайте слово, <code>title:</code> або виняток через <code>-</code>.

query-error = Не розумію запит: { $expected }.

list-hint = Номер відкриває підписку, слово шукає: <code>/list нафта</code>. Текстом: <code>/list 1 пауза</code>
list-what =
    Не розумію. Після номера можна написати:
    <code>/list 1 пауза</code> · <code>/list 1 продовжити</code>
    <code>/list 1 без звуку</code> · <code>/list 1 зі звуком</code>
    <code>/list 1 щогодини</code> · <code>/list 1 терміново</code>
    <code>/list 1 нове</code> · <code>/list 1 кожна публікація</code> · <code>/list 1 без відповідей</code>
    <code>/list 1 лише головне</code> · <code>/list 1 усе</code>
    <code>/list 1 сюди</code> · <code>/list 1 у Назва каналу</code>
    <code>/list 1 без футбол</code> · <code>/list 1 назва Союзники</code> · <code>/list 1 у папку клієнт</code>
    <code>/list 1 видалити</code>
button-replies = ↳ Нове в сюжеті
button-edit = ✏️ Редагувати
button-back-to-one = ← Назад
button-replies-none = Без відповідей
button-replies-developments = Нове в сюжеті
button-replies-all = Кожна публікація
replies-which = Про кожен сюжет надходить одне повідомлення, і коли про нього пишуть інші, воно оновлюється без звуку. Чи надсилати за запитом «{ $text }» щось іще, відповіддю на нього?
replies-none = <b>Без відповідей</b>: повідомлення лише оновлюється.
replies-developments = <b>Нове в сюжеті</b>: що в ньому з'явилося суттєво нового, надійде відповіддю без звуку, не частіше ніж раз на годину. Якщо про сюжет не було чути добу, зі звуком.
replies-all = <b>Кожна публікація</b>: відповіддю надійде кожна стаття, що підходить.
ask-developments =
    ↳ <b>Нове в сюжеті</b>
    Тепер я кажу, що в сюжеті нового: загиблі, вирок, інші цифри. Це відповідь на перше повідомлення, без звуку й не частіше ніж раз на годину. Увімкнути для всіх підписок?
ask-developments-yes = Увімкнути
ask-developments-no = Залишити як є
developments-on =
    { $count ->
        [one] ↳ Нове в сюжеті: так, у { $count } підписці. Змінити: /list
        [few] ↳ Нове в сюжеті: так, у { $count } підписках. Змінити: /list
       *[many] ↳ Нове в сюжеті: так, у { $count } підписках. Змінити: /list
    }
developments-left = ↳ Залишив як є. Увімкнути можна в /list
edit-how =
    Натисніть на рядок, щоб скопіювати, виправте запит і надішліть:
    <code>/edit { $number } { $text }</code>
target-general = У загальний чат
target-topic = # У цю тему
target-here-now = ✅ «{ $text }» → сюди
target-has-it = Там така підписка вже є.
target-unknown = Канал або групу «{ $title }» не підключено. Підключіть: /channel

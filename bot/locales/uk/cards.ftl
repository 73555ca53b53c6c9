card-title = <b>{ $title }</b>
card-paused = ⏸ <b>{ $title }</b> · на паузі
card-query = <code>{ $text }</code>
card-came =
    За { $days ->
        [one] { $days } день
        [few] { $days } дні
       *[many] { $days } днів
    }{ $young ->
        [0] {""}
       *[1] , що є в архіві:
    } { $count } { $count ->
        [one] сюжет
        [few] сюжети
       *[many] сюжетів
    }
card-last-today = останній сьогодні о { $at }
card-last = останній { $at }
card-here = Сюди
card-topic = У тему { $topic }
card-target = До «{ $title }»
card-target-topic = До «{ $title }», тема { $topic }
card-at-once = одразу
card-hourly = щогодини
card-daily = щодня о { $at }
card-urgent = терміново
card-sound = зі звуком
card-silent = без звуку
card-main-only = лише головне
card-replies-none = нове в сюжеті: ні
card-replies-developments = нове в сюжеті: так
card-replies-all = кожна публікація
card-without = Без слів: { $words }
card-without-sources = Без джерел: { $words }
card-without-everywhere = У всіх підписках без: { $words }
card-folder = Папка: { $folder }
card-suspended = ⚠️ Зупинено: «{ $title }» відключено. Підключити знову: /channel
button-found = 🔎 Що знайшлося
button-forms = 🔤 Форми слів
button-exclude = ➖ Виключити
button-manner = 🔔 Як надсилати
button-more = ⋯
button-name = 🏷 Назва
button-unname = Без назви
button-file = 📁 Папка
button-include = Знову з: { $text }
button-out-of-folder = Вийняти з папки
button-rename = 🏷 Назва
button-dissolve = Розформувати
button-folder = 📁 { $folder } · { $count }

found-of = 🔎 <b>{ $text }</b>
forms-of = 🔎 <b>{ $text }</b>
more-which = Що ще зробити з «{ $text }»?
name-how =
    Як назвати «{ $text }»? Назва буде у списку та в новинах замість запиту:
    <code>/list { $number } назва Союзники</code>
exclude-how =
    Що виключити з «{ $text }»?
    <code>/list { $number } без футбол</code>

    Одразу з усіх підписок: <code>/except футбол</code>
file-how =
    До якої папки покласти «{ $text }»? До нової:
    <code>/list { $number } у папку клієнт</code>

list-brought =
    { $more ->
        [0] { $count } { $count ->
            [one] сюжет
            [few] сюжети
           *[many] сюжетів
        }
       *[1] понад { $count } сюжетів
    } за тиждень
list-of =
    { $count ->
        [one] <b>{ $count } підписка</b> з «{ $text }»
        [few] <b>{ $count } підписки</b> з «{ $text }»
       *[many] <b>{ $count } підписок</b> з «{ $text }»
    }
list-none-of = Підписок з «{ $text }» немає. Усі підписки: /list
list-all = Усі
list-active = Діють
list-paused = На паузі
list-elsewhere = До каналів
mark-folder = папка «{ $folder }»

folder =
    { $count ->
        [one] <b>{ $folder }</b>: { $count } підписка
        [few] <b>{ $folder }</b>: { $count } підписки
       *[many] <b>{ $folder }</b>: { $count } підписок
    }
folder-gone = Цієї папки більше немає.
folder-unknown = Папки «{ $folder }» немає. Усі підписки: /list
folder-renamed = ✅ Папка «{ $folder }» тепер називається «{ $name }».
folder-name-how =
    Натисніть на рядок, щоб скопіювати, допишіть нову назву й надішліть:
    <code>/list папка { $folder } = </code>
folder-target-which = Куди надсилати все з папки «{ $folder }»?
folder-dissolved = 🗑 Папку розформовано: { $folder }. Підписки залишилися.
button-exclude-again = ↩ Знову без: { $text }
button-share = 🔗 Поділитися
button-send-link = 🔗 Надіслати
shared =
    🔗 <b>{ $name }</b>
    Хто відкриє посилання, побачить запит і вирішить, чи підписатися:
    <code>{ $link }</code>
    До групи: <code>{ $group }</code>

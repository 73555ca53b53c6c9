card-title = <b>{ $title }</b>
card-paused = ⏸ <b>{ $title }</b> · на паузе
card-query = <code>{ $text }</code>
card-came =
    За { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }{ $young ->
        [0] {""}
       *[1] , что есть в архиве:
    } { $count } { $count ->
        [one] сюжет
        [few] сюжета
       *[many] сюжетов
    }
card-last-today = последний сегодня в { $at }
card-last = последний { $at }
card-here = Сюда
card-topic = В тему { $topic }
card-target = В «{ $title }»
card-target-topic = В «{ $title }», тема { $topic }
card-at-once = сразу
card-hourly = раз в час
card-daily = раз в день в { $at }
card-urgent = срочно
card-sound = со звуком
card-silent = без звука
card-main-only = только главное
card-replies-none = новое в сюжете: нет
card-replies-developments = новое в сюжете: да
card-replies-all = каждая публикация
card-without = Без слов: { $words }
card-without-sources = Без источников: { $words }
card-without-everywhere = Во всех подписках без: { $words }
card-folder = Папка: { $folder }
card-suspended = ⚠️ Остановлена: «{ $title }» отключён. Подключить снова: /channel
button-found = 🔎 Что нашлось
button-forms = 🔤 Формы слов
button-exclude = ➖ Исключить
button-manner = 🔔 Как присылать
button-more = ⋯
button-name = 🏷 Название
button-unname = Без названия
button-file = 📁 Папка
button-include = Снова с: { $text }
button-out-of-folder = Вынуть из папки
button-rename = 🏷 Название
button-dissolve = Расформировать
button-folder = 📁 { $folder } · { $count }

found-of = 🔎 <b>{ $text }</b>
forms-of = 🔎 <b>{ $text }</b>
more-which = Что ещё сделать с «{ $text }»?
name-how =
    Как назвать «{ $text }»? Название будет в списке и в новостях вместо запроса:
    <code>/list { $number } название Союзники</code>
exclude-how =
    Что исключить из «{ $text }»?
    <code>/list { $number } без футбол</code>

    Сразу из всех подписок: <code>/except футбол</code>
file-how =
    В какую папку положить «{ $text }»? В новую:
    <code>/list { $number } в папку клиент</code>

list-brought =
    { $more ->
        [0] { $count } { $count ->
            [one] сюжет
            [few] сюжета
           *[many] сюжетов
        }
       *[1] больше { $count } сюжетов
    } за неделю
list-of =
    { $count ->
        [one] <b>{ $count } подписка</b> с «{ $text }»
        [few] <b>{ $count } подписки</b> с «{ $text }»
       *[many] <b>{ $count } подписок</b> с «{ $text }»
    }
list-none-of = Подписок с «{ $text }» нет. Все подписки: /list
list-all = Все
list-active = Идут
list-paused = На паузе
list-elsewhere = В каналы
mark-folder = папка «{ $folder }»

folder =
    { $count ->
        [one] <b>{ $folder }</b>: { $count } подписка
        [few] <b>{ $folder }</b>: { $count } подписки
       *[many] <b>{ $folder }</b>: { $count } подписок
    }
folder-gone = Этой папки больше нет.
folder-unknown = Папки «{ $folder }» нет. Все подписки: /list
folder-renamed = ✅ Папка «{ $folder }» теперь называется «{ $name }».
folder-name-how =
    Нажмите на строку, чтобы скопировать, допишите новое название и отправьте:
    <code>/list папка { $folder } = </code>
folder-target-which = Куда присылать всё из папки «{ $folder }»?
folder-dissolved = 🗑 Папка расформирована: { $folder }. Подписки остались.
button-exclude-again = ↩ Снова без: { $text }
button-share = 🔗 Поделиться
button-send-link = 🔗 Отправить
shared =
    🔗 <b>{ $name }</b>
    Кто откроет ссылку, увидит запрос и решит, подписаться ли:
    <code>{ $link }</code>
    В группу: <code>{ $group }</code>

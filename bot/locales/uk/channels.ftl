# Channels: connecting them, their list and their pages.

channel-asked = 📣 Мене додали до «{ $title }». Що публікувати?
channels-button-new-query = ➕ Новий запит
channels-button-automatic = Автоматично
channels-button-approved = Після схвалення
channels-button-on = Далі →
channels-button-back = ← Назад
channels-button-done = ✅ Готово
channels-button-ready = ← Готово
channels-button-change-sources = 📡 Змінити джерела
channels-button-all = Усі
channels-button-none = Жодного
channels-button-here = Тут, в особистих
channels-button-in-group = У групі редакції
channels-button-other-group = ➕ Інша група
channels-button-new-topic = # Тема «Черга»
channel-choose-something = Спершу позначте, що публікувати.
channel-setup-gone = Ця кнопка застаріла. Почніть знову: /channel
channel-new-query = 📣 «{ $title }»: дайте відповідь на це повідомлення словом, іменем чи фразою. Публікуватиму те, що їх згадує.
channel-chosen = 📣 «{ $title }»: { $queries }, { $how }
channel-automatic = автоматично
channel-approved = після схвалення
channel-you-decide = вирішуєте ви
channel-decides = вирішує «{ $title }»
channel-sources-chosen =
    { $count ->
        [0] Джерела не позначено, тож публікувати поки що нічого.
       *[other]
            Із { $count ->
                [one] { $count } вашого джерела
               *[other] { $count } ваших джерел
            }. { $how ->
                [automatic] Перший допис — з наступної новини.
               *[approved] Перша картка — з наступної новини.
            }
    }
channel-sources-which =
    📣 «{ $title }»: з яких джерел публікувати? { $count ->
        [0] Не позначено жодного.
       *[other] Позначено: { $count }.
    }
channel-desk-where = 📣 Де вирішуємо?
channel-desk-group = 📣 У якій групі вирішуємо? Я маю в ній бути, а ви — адмініструвати її.
channel-desk-topic = 📣 У якій темі «{ $title }» вирішуємо?
channel-topic-name = Черга
channel-no-topic = Telegram не дав створити тему. Виберіть іншу або дайте мені право на теми.
channel-desk-here = ✅ Що виходить у «{ $title }», вирішують тут.
channel-desk-almost = 📣 Вирішувати, що виходить у «{ $title }», будуть тут. Лишився останній крок, в особистих.
channel-desk-who = Не бачу, хто це просить. Напишіть мені в особисті та повторіть, не від імені групи.

channels = 📣 <b>Ваші канали</b>
channels-none = 📣 Каналів поки що немає. Додайте мене до каналу адміністратором, і я запитаю, що публікувати. Або наберіть <code>/channel @name</code>, або перешліть сюди допис із каналу.
channels-one = <b>{ $title }</b> · { $place }
channels-private = закритий
channels-nothing = нічого
channels-how = { $what } → { $how }
channel-not-set-up = ще не налаштовано
channels-lost =
    ⚠️ <b>{ $title }</b>: { $why ->
        [not-you] ви більше не адміністратор
        [not-me] я більше не адміністратор
       *[no-posting] у мене забрали право публікувати
    }
channels-groups = Групи: { $names }
channels-button-add = ➕ Додати
channels-button-back-to-all = ← Канали
channel-connected-again = ✅ Підключено: «{ $title }».
channel-heading = 📣 <b>{ $title }</b> · { $how }
channel-paused = ⏸ <b>{ $title }</b> · на паузі
channel-subscriptions =
    { $count ->
        [one] { $count } підписка
        [few] { $count } підписки
       *[many] { $count } підписок
    }
channel-sources =
    { $count ->
        [one] { $count } джерело
        [few] { $count } джерела
       *[many] { $count } джерел
    }
channel-today = Сьогодні: опубліковано { $posted }, відхилено { $refused }, чекають { $waiting }
channel-today-posted = Сьогодні: опубліковано { $posted }
channel-button-subscriptions = Підписки
channel-button-sources = Джерела
channel-button-deciding = Хто вирішує
channel-button-look = Вигляд допису
channel-button-log = Журнал
channel-button-disconnect = Відключити

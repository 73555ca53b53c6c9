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
channel-already = Уже так.
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
                [automatic] Перший допис — з наступної новини.
               *[approved] Перша картка — з наступної новини.
            }
    }
channel-sources-which =
    📣 «{ $title }»: з яких джерел публікувати? { $count ->
        [0] Не позначено жодного.
       *[other] Позначено: { $count }.
    } Ті, що додасте потім, позначте тут.
channel-desk-where = 📣 Де вирішуємо?
channel-desk-group = 📣 У якій групі вирішуємо? Я маю в ній бути, а ви — адмініструвати її.
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
        [no-right] у вас немає права публікувати
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

channel-subscriptions-which = 📣 «{ $title }»: що публікувати? Ваші особисті сповіщення лишаються, як були.
channel-packs-which = 📣 «{ $title }»: з яких наборів публікувати? «Офіційно» позначається лише тут.

channel-deciding =
    📣 <b>{ $title }</b> · хто вирішує
    { $how }
channel-button-votes =
    { $count ->
        [1] Один голос
       *[2] Два голоси
    }
channel-undecided-drop =
    Якщо за { $hours ->
        [0] { $minutes } хв
        [one] { $hours } годину
        [few] { $hours } години
       *[many] { $hours } годин
    } ніхто не вирішить, знімаю картку.
channel-undecided-post =
    Якщо за { $hours ->
        [0] { $minutes } хв
        [one] { $hours } годину
        [few] { $hours } години
       *[many] { $hours } годин
    } ніхто не вирішить, публікую; але не те, про що картка попереджає.
channel-button-drop-after = ✖️ { $hours } год
channel-button-post-after = ✅ { $minutes } хв
channel-slots = Слоти: { $times }
channel-slots-none = Слоти не задано.
channel-button-places = Де вирішуємо
channel-button-slots = 🕐 Слоти
channel-button-editors = Редактори
channel-slots-which = 📣 «{ $title }»: о котрій краще публікувати? Часовий пояс каналу: { $zone }. Позначте або дайте відповідь на це повідомлення, наприклад: <code>9:00, 20:30</code>
channel-slots-unread = Не бачу тут часу. Дайте відповідь на те саме повідомлення, наприклад: <code>9:00, 20:30</code>
channel-editors = 📣 «{ $title }»: редактори за запрошенням вирішують із правами того, хто їх запросив, доки вони в групі редакції.
channel-editor = { $name } · запрошення: { $by }
channel-invitation = { $number }. <code>{ $link }</code> · на один раз, до { $until }
channel-invitation-of = { $number }. Запрошення: { $name } · до { $until }
channel-editors-group = Запросити можна, коли вирішують у групі: [Хто вирішує] → [Де вирішуємо].
channel-button-invite = Запросити редактора
channel-button-withdraw = Відкликати { $number }
channel-button-dismiss = ✕ { $name }

channel-look = 📣 «{ $title }»: так виглядатиме допис. Шаблон, попередній перегляд посилання та решта змінюються кнопками.
channel-preview-above = Зверху
channel-preview-below = Знизу
channel-preview-small = Дрібно
channel-preview-none = Без
channel-button-template = ✏️ Свій шаблон
channel-button-signature = Підпис
channel-button-hashtags = Хештеги
channel-button-bold = Збіг жирним
channel-button-grows = Росте
channel-button-language = Тег мови
channel-button-further = Схоже, свої канали
channel-further = 📣 «{ $title }». Схоже на те, що вже вийшло, без редакції не публікую або публікую відповіддю, без звуку. Дописи ваших каналів-джерел беру копією, пересиланням або як новину.
channel-akin-nothing = Схоже не публікувати
channel-akin-reply = Схоже — відповіддю
channel-own-copy = Копія
channel-own-forward = Пересилання
channel-own-text = Новина
channel-template-how = 📣 «{ $title }»: дайте відповідь на це повідомлення своїм шаблоном. Поля: { $fields }. Посилання на статтю пишеться так: <code>[текст](&#123;посилання&#125;)</code>. Поле без значення забирає свою частину рядка. Зараз шаблон такий:
channel-signature-how = 📣 «{ $title }»: дайте відповідь на це повідомлення підписом, до 200 знаків. Він стане в кожен допис.
channel-signature-refused = Підпис не підходить: у ньому понад { $most } знаків або { $links } елементів оформлення. Дайте відповідь ще раз.
channel-button-no-signature = Без підпису
channel-hashtags =
    { $count ->
        [0] 📣 «{ $title }»: підписок поки що немає, а хештеги ставляться за ними.
       *[other] 📣 «{ $title }»: хештег для кожної підписки.
    }
channel-hashtag-how = 📣 Хештег для «{ $query }»: { $tag }. Дайте відповідь на це повідомлення іншим.
channel-hashtag-unread = У хештегу потрібна хоча б одна літера. Дайте відповідь ще раз.
channel-button-no-hashtag = Без хештега
channel-sample-title = Вашингтон допоможе «коаліції охочих» розвідкою і постачанням
channel-sample-source = Вісник
channel-sample-text = США готові допомогти європейським силам розвідкою і постачанням, але не солдатами.

channel-log = 📣 <b>{ $title }</b> · журнал
channel-log-none = 📣 <b>{ $title }</b> · журнал порожній
channel-log-which = 📣 Журнал якого каналу?
channel-log-line = { $at } { $who }: { $what } · { $story } · { $revision }
channel-button-csv = Таблиця CSV
log-dozor = Дозор
log-administrator = адміністратор
log-columns = час, хто, що, версія, сюжет, подробиці
log-publish = схвалено
log-schedule = призначено час
log-refuse = відхилено
log-restore = повернено
log-cancel = скасовано
log-edit = розпочато правку
log-keep-text = правка без змін
log-write = змінено текст
log-sign = підпис
log-tag = хештеги
log-choose = інше джерело
log-mark = поставлено позначку
log-update = оновлено за джерелом
log-leave = лишено як є
log-pin = закріплено
log-unpin = відкріплено
log-delete = видалено
log-again = ще раз
log-mute = досить про це
log-offer = на столі редакції
log-note = попередження
log-release = пішло в канал
log-drop = не публікується
log-lapse = ніхто не вирішив
log-post = вийшло
log-lose = не вийшло

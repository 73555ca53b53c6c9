### «Чому не надійшло?»: що сталося зі статтею, посилання на яку надіслали.

button-read-site = 📡 Читати цей сайт
button-whynot = 🔎 Чому не надійшло?
button-whynot-add = 📡 Додати
button-whynot-on = 📡 Увімкнути
button-whynot-back = ← Назад
button-whynot-show = Показати
button-whynot-open = Відкрити
button-whynot-send = Надіслати зараз
button-whynot-everything = Надсилати все
button-whynot-edit = ✏️ Редагувати запит
button-whynot-forms = 🔤 Форми слів

whynot-which = 🔎 { $what }: цей сайт я не читаю. Що зробити?
whynot = 🔎 { $what }
whynot-seen =
    { $source }, бачив{ $today ->
        [yes] { " " }о { $at }.
       *[no] { " " }{ $at }.
    }
whynot-gone = Цього посилання я вже не пам'ятаю. Надішліть його ще раз.
whynot-here = 🔎 Ось це повідомлення.
whynot-sending = Надсилаю.
whynot-from-now = Готово, відтепер.

whynot-unread = Цей сайт я не читаю.
whynot-is-source = Це одне з ваших джерел, я його читаю. Що з ним: /sources
whynot-source-muted = Джерело «{ $source }» у вас вимкнено.
whynot-source-removed = Джерело «{ $source }» ви прибрали.
whynot-source-failing = «{ $source }» зараз не читається: { $why }. Пробую далі.
whynot-source-new = «{ $source }» я ще жодного разу не прочитав: це джерело щойно додано.
whynot-unlisted = { $source }: цієї сторінки у стрічці не було. Буває: видання кладе туди не все.
whynot-forgotten = { $source }: це було давно, статтю я вже не зберігаю.
whynot-before = Опубліковано до того, як я почав читати це джерело.
whynot-old = З'явилося у стрічці набагато пізніше, ніж опубліковано, і новиною не вважається.
whynot-reading = Щойно побачив, ще розбираю. Якщо підійде, надішлю.
whynot-failed = Розібрати цю статтю поки що не вдалося. Спробую ще раз.
whynot-no-subscriptions = Підписок у вас немає. Напишіть слово чи фразу, і я за ними стежитиму.
whynot-in-story =
    { $place ->
        [0] Увійшло в сюжет, про який я вже повідомив.
       *[other] Увійшло в цей сюжет, у списку під номером { $place }.
    }
whynot-in-digest = Увійшло в сюжет, про який я повідомив у дайджесті.
whynot-none-near =
    { $count ->
        [one] Ваша { $count } підписка не підійшла: слів із неї в тексті немає.
        [few] Жодна з ваших { $count } підписок не підійшла: слів із них у тексті немає.
       *[many] Жодна з ваших { $count } підписок не підійшла: слів із них у тексті немає.
    }
whynot-others = Решта підписок ще далі: { $count }.
whynot-feed-only = Сторінку статті прочитати не вдалося, бачив лише те, що було у стрічці.

fate-told =
    { $where ->
        [here] Надійшло вам
       *[there] Надійшло до «{ $title }»
    }{ $today ->
        [yes] { " " }о { $at }
       *[no] { " " }{ $at }
    }{ $digest ->
        [yes] , у дайджесті.
       *[no] .
    }
fate-sending =
    { $where ->
        [here] { "" }
       *[there] «{ $title }»:{ " " }
    }{ $retried ->
        [yes] Telegram поки що не прийняв повідомлення ({ $why }), пробую ще.
       *[no] Уже надсилаю.
    }
fate-given-up =
    { $where ->
        [here] Telegram не прийняв повідомлення: { $why }.
       *[there] Telegram не прийняв повідомлення в «{ $title }»: { $why }.
    }
fate-handing-out = «{ $text }» підійшла, зараз надішлю.
fate-in-story = «{ $text }»: увійшло в сюжет, про який у «{ $title }» уже повідомлено.
fate-at-desk = «{ $text }» підійшла, чекає на рішення: чи публікувати у «{ $title }».
fate-approved = «{ $text }» підійшла, у «{ $title }» вийде в призначений час: { $name }.
fate-refused = «{ $text }» підійшла, але для «{ $title }» не потрібна: { $name }.
fate-lapsed = «{ $text }» підійшла, але про публікацію у «{ $title }» вчасно не вирішили.
fate-dropped = «{ $text }» підійшла, але не для «{ $title }»: схоже там уже вийшло, або джерело для каналу знято.
fate-taken-down = «{ $text }» виходила у «{ $title }», але допис видалено: { $name }.
fate-not-ticked = «{ $text }» підійшла, але цього джерела немає серед джерел «{ $title }».
fate-muted =
    { $where ->
        [here] Про цю подію ви просили не повідомляти.
       *[there] Про цю подію в «{ $title }» просили не повідомляти.
    }
fate-silenced = Схоже на подію, про яку ви просили не повідомляти. Такі події: /settings
fate-excluded = «{ $text }» підійшла, але ви виключили «{ $excluded }». Винятки: /except
fate-further-down = «{ $text }» стоїть не в заголовку й не в першому абзаці, а за цією підпискою надходить лише головне.
fate-removed = «{ $text }» підійшла, але цю підписку ви видалили.
fate-paused = «{ $text }» підійшла, але вона на паузі.
fate-suspended = «{ $text }» підійшла, але зупинена: «{ $title }» більше не підключено.
fate-not-watching = «{ $text }» підійшла, але цього джерела у вас немає.
fate-later = «{ $text }» підійшла б, але підписка з'явилася чи знята з паузи пізніше за цю новину.
fate-changed = «{ $text }» тепер підходить, а коли я це прочитав, підписка чи джерела були іншими.
fate-unmet = «{ $text }» не підійшла: { $why }.
fate-unmet-gone = «{ $text }» не підійшла. Тексту я вже не зберігаю, точніше не скажу.

hold-pause =
    { $where ->
        [here] Чекає: у вас пауза{ $known ->
            [yes] { " " }до { $at }.
           *[no] . Зняти її: /resume
        }
       *[there] Чекає: у «{ $title }» пауза{ $known ->
            [yes] { " " }до { $at }.
           *[no] .
        }
    }
hold-quiet =
    { $where ->
        [here] Чекає: у вас тихі години
       *[there] Чекає: у «{ $title }» тихі години
    }{ $known ->
        [yes] { " " }до { $at }.
       *[no] .
    }
hold-rhythm =
    { $where ->
        [here] Чекає на дайджест
       *[there] Чекає на дайджест у «{ $title }»
    }{ $known ->
        [yes] : { $at }.
       *[no] .
    }
hold-burst =
    { $where ->
        [here] Чекає: новин одразу багато, зберу їх у дайджест { $at }.
       *[there] Чекає: у «{ $title }» новин одразу багато, зберу їх у дайджест { $at }.
    }
hold-turn =
    { $where ->
        [here] «{ $text }» підійшла, зараз надішлю.
       *[there] «{ $text }» підійшла, зараз надішлю в «{ $title }».
    }
hold-topic = Чекає: тему в «{ $title }» закрито.
hold-blocked = Чекає: у «{ $title }» мені не можна писати.

lack-word =
    { $count ->
        [1] у тексті немає слова { $words }
       *[other] у тексті немає слів { $words }
    }
lack-together = слова { $part } стоять не поруч
lack-times = { $part }: трапляється рідше, ніж треба
lack-zone = { $part } немає там, де треба, лише далі в тексті
lack-origin = це не { $part }
lack-excluded = є { $part }, а це ви виключили

### «Почему не пришло?»: что стало со статьёй, ссылку на которую прислали.

button-read-site = 📡 Читать этот сайт
button-whynot = 🔎 Почему не пришло?
button-whynot-add = 📡 Добавить
button-whynot-on = 📡 Включить
button-whynot-back = ← Назад
button-whynot-show = Показать
button-whynot-open = Открыть
button-whynot-send = Прислать сейчас
button-whynot-everything = Присылать всё
button-whynot-edit = ✏️ Изменить запрос
button-whynot-forms = 🔤 Формы слов

whynot-which = 🔎 { $what }: этот сайт я не читаю. Что сделать?
whynot = 🔎 { $what }
whynot-seen =
    { $source }, видел{ $today ->
        [yes] { " " }в { $at }.
       *[no] { " " }{ $at }.
    }
whynot-gone = Этой ссылки я уже не помню. Пришлите её ещё раз.
whynot-here = 🔎 Вот это сообщение.
whynot-sending = Отправляю.
whynot-from-now = Готово, с этого момента.

whynot-unread = Этот сайт я не читаю.
whynot-is-source = Это один из ваших источников, я его читаю. Что с ним: /sources
whynot-source-muted = Источник «{ $source }» у вас выключен.
whynot-source-removed = Источник «{ $source }» вы убрали.
whynot-source-failing = «{ $source }» сейчас не читается: { $why }. Пробую дальше.
whynot-source-new = «{ $source }» я ещё ни разу не прочитал: этот источник только что добавлен.
whynot-unlisted = { $source }: этой страницы в ленте не было. Бывает: издание кладёт туда не всё.
whynot-forgotten = { $source }: это было давно, статью я уже не храню.
whynot-before = Опубликовано до того, как я стал читать этот источник.
whynot-old = Появилось в ленте намного позже, чем опубликовано, и новостью не считается.
whynot-reading = Только что увидел, ещё разбираю. Если подойдёт, пришлю.
whynot-failed = Разобрать эту статью пока не получилось. Попробую ещё раз.
whynot-no-subscriptions = Подписок у вас нет. Напишите слово или фразу, и я буду за ними следить.
whynot-in-story =
    { $place ->
        [0] Вошло в сюжет, о котором я уже сообщил.
       *[other] Вошло в этот сюжет, { $place }-е в списке.
    }
whynot-in-digest = Вошло в сюжет, о котором я сообщил в дайджесте.
whynot-none-near =
    { $count ->
        [one] Ваша { $count } подписка не подошла: слов из неё в тексте нет.
        [few] Ни одна из ваших { $count } подписок не подошла: слов из них в тексте нет.
       *[many] Ни одна из ваших { $count } подписок не подошла: слов из них в тексте нет.
    }
whynot-others = Остальные подписки ещё дальше: { $count }.
whynot-feed-only = Страницу статьи прочитать не удалось, видел только то, что было в ленте.

fate-told =
    { $where ->
        [here] Пришло вам
       *[there] Пришло в «{ $title }»
    }{ $today ->
        [yes] { " " }в { $at }
       *[no] { " " }{ $at }
    }{ $digest ->
        [yes] , в дайджесте.
       *[no] .
    }
fate-sending =
    { $where ->
        [here] { "" }
       *[there] «{ $title }»:{ " " }
    }{ $retried ->
        [yes] Telegram пока не принял сообщение ({ $why }), пробую ещё.
       *[no] Уже отправляю.
    }
fate-given-up =
    { $where ->
        [here] Telegram не принял сообщение: { $why }.
       *[there] Telegram не принял сообщение в «{ $title }»: { $why }.
    }
fate-handing-out = «{ $text }» подошла, сейчас пришлю.
fate-in-story = «{ $text }»: вошло в сюжет, о котором в «{ $title }» уже сообщено.
fate-at-desk = «{ $text }» подошла, ждёт решения: опубликовать ли в «{ $title }».
fate-approved = «{ $text }» подошла, в «{ $title }» выйдет в назначенное время: { $name }.
fate-refused = «{ $text }» подошла, но для «{ $title }» не нужна: { $name }.
fate-lapsed = «{ $text }» подошла, но о публикации в «{ $title }» вовремя не решили.
fate-dropped = «{ $text }» подошла, но не для «{ $title }»: похожее там уже вышло, или источник для канала снят.
fate-taken-down = «{ $text }» выходила в «{ $title }», но пост удалён: { $name }.
fate-not-ticked = «{ $text }» подошла, но этого источника нет среди источников «{ $title }».
fate-muted =
    { $where ->
        [here] Об этом событии вы просили не сообщать.
       *[there] Об этом событии в «{ $title }» просили не сообщать.
    }
fate-silenced = Похоже на событие, о котором вы просили не сообщать. Такие события: /settings
fate-excluded = «{ $text }» подошла, но вы исключили «{ $excluded }». Исключения: /except
fate-further-down = «{ $text }» стоит не в заголовке и не в первом абзаце, а по этой подписке приходит только главное.
fate-removed = «{ $text }» подошла, но эту подписку вы удалили.
fate-paused = «{ $text }» подошла, но она на паузе.
fate-suspended = «{ $text }» подошла, но остановлена: «{ $title }» больше не подключён.
fate-not-watching = «{ $text }» подошла, но этого источника у вас нет.
fate-later = «{ $text }» подошла бы, но подписка появилась или снята с паузы позже этой новости.
fate-changed = «{ $text }» теперь подходит, а когда я это прочитал, подписка или источники были другими.
fate-unmet = «{ $text }» не подошла: { $why }.
fate-unmet-gone = «{ $text }» не подошла. Текста я уже не храню, точнее не скажу.

hold-pause =
    { $where ->
        [here] Ждёт: у вас пауза{ $known ->
            [yes] { " " }до { $at }.
           *[no] . Снять её: /resume
        }
       *[there] Ждёт: в «{ $title }» пауза{ $known ->
            [yes] { " " }до { $at }.
           *[no] .
        }
    }
hold-quiet =
    { $where ->
        [here] Ждёт: у вас тихие часы
       *[there] Ждёт: в «{ $title }» тихие часы
    }{ $known ->
        [yes] { " " }до { $at }.
       *[no] .
    }
hold-rhythm =
    { $where ->
        [here] Ждёт дайджеста
       *[there] Ждёт дайджеста в «{ $title }»
    }{ $known ->
        [yes] : { $at }.
       *[no] .
    }
hold-burst =
    { $where ->
        [here] Ждёт: новостей сразу много, соберу их в дайджест { $at }.
       *[there] Ждёт: в «{ $title }» новостей сразу много, соберу их в дайджест { $at }.
    }
hold-turn =
    { $where ->
        [here] «{ $text }» подошла, сейчас пришлю.
       *[there] «{ $text }» подошла, сейчас пришлю в «{ $title }».
    }
hold-topic = Ждёт: тема в «{ $title }» закрыта.
hold-blocked = Ждёт: в «{ $title }» мне нельзя писать.

lack-word =
    { $count ->
        [1] в тексте нет слова { $words }
       *[other] в тексте нет слов { $words }
    }
lack-together = слова { $part } стоят не рядом
lack-times = { $part }: встречается реже, чем нужно
lack-zone = { $part } нет там, где нужно, только дальше в тексте
lack-origin = это не { $part }
lack-excluded = есть { $part }, а это вы исключили

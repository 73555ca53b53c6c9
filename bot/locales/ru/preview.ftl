preview-offer = 🔎 <b>{ $text }</b>
preview-phrase =
    { $examples ->
        [none] Эти слова подряд, в любой форме.
       *[other] Эти слова подряд, в любой форме: { $examples }…
    }
preview-word = В любой форме: { $examples }…
preview-capital = Aa «{ $text }» с маленькой буквы не ищу.
mark-capital = только с большой буквы
preview-found =
    { $reach ->
        [since] С { $since }, раньше посмотреть не успел
        [young] За { $days ->
            [one] { $days } день, что есть в архиве
            [few] { $days } дня, что есть в архиве
           *[many] { $days } дней, что есть в архиве
        }
       *[all] За { $days ->
            [one] { $days } день
            [few] { $days } дня
           *[many] { $days } дней
        }
    }: { $count ->
        [0] ничего
        [one] { $count } сюжет
        [few] { $count } сюжета
       *[many] { $count } сюжетов
    }{ $daily ->
        [0] .
       *[other] , около { $daily } в день.
    }
preview-new =
    Архиву { $age }, { $count ->
        [0] пока не подходит ничего.
        [one] подходит { $count } сюжет.
        [few] подходят { $count } сюжета.
       *[many] подходят { $count } сюжетов.
    }
preview-main =
    { $words ->
        [1] Из них { $main } с этим словом в заголовке или начале.
       *[other] Из них { $main } с этими словами в заголовке или начале.
    }
preview-no-archive = Архив пока пуст: ещё ничего не прочитано.
age =
    { $unit ->
        [minutes] { $count ->
            [0] меньше минуты
            [one] { $count } минута
            [few] { $count } минуты
           *[many] { $count } минут
        }
        [hours] { $count ->
            [one] { $count } час
            [few] { $count } часа
           *[many] { $count } часов
        }
       *[days] { $count ->
            [one] { $count } день
            [few] { $count } дня
           *[many] { $count } дней
        }
    }
nothing-yet =
    Пока пусто: архиву { $age }, читаю { $sources ->
        [one] { $sources } издание
        [few] { $sources } издания
       *[many] { $sources } изданий
    }. { $promise }
nothing-lately =
    Пока пусто: за { $days ->
        [one] последний день
        [few] последние { $days } дня
       *[many] последние { $days } дней
    } ничего, читаю { $sources ->
        [one] { $sources } издание
        [few] { $sources } издания
       *[many] { $sources } изданий
    }. { $promise }
nothing-read =
    Пока пусто: ещё ничего не прочитано, но { $sources ->
        [one] { $sources } издание
        [few] { $sources } издания
       *[many] { $sources } изданий
    } читать уже начал. { $promise }
promise-at-once = Как только выйдет, пришлю.
promise-digest = Когда выйдет, войдёт в дайджест.
promise-paused = Сейчас пауза: что выйдет, пришлю после неё. Закончить её: /resume
story-sample = Так это будет выглядеть
button-configure = ⚙️ Настроить
button-wider = Шире
button-read = 📡 Источники
button-back-to-offer = ← Назад
explain-forms-apart = <i>{ $word }</i>:
explain-forms-of =
    { $language ->
        [ru] рус.
        [uk] укр.
       *[other] { $language }
    } { $more ->
        [0] { $forms }
       *[other] { $forms } и ещё { $more }
    }
wider-which =
    <b>{ $text }</b>
    Можно искать шире. Число — сколько сюжетов нашлось бы в архиве:
wider-none =
    <b>{ $text }</b>
    Шире этот запрос не сделать. Больше новостей дадут новые источники.
wider-nothing =
    <b>{ $text }</b>
    Можно искать шире, но и тогда в архиве пока ничего. Больше новостей дадут новые источники.
wider-count = { $text } · { $count }
wider-anywhere = 🔗 Слова не обязательно рядом
doubt-no-sources = ⚠️ Приходить пока нечему: ни одно издание не выбрано. Отметьте, что читать:
doubt-none-works = ⚠️ Ни один из ваших источников сейчас не читается. Пробую дальше; пока можно выбрать другие.
doubt-lang = ⚠️ Ни одно из ваших изданий не пишет на языке <code>{ $part }</code>. Выберите другие или уберите <code>lang:{ $part }</code>.
doubt-site = ⚠️ Сайта { $part } среди ваших источников нет. Добавьте его: <code>/sources { $part }</code>
doubt-source = ⚠️ Источника «{ $part }» у вас нет. Название видно в /sources.
doubt-function-words = ⚠️ Такие слова есть почти в каждой статье. Добавьте то, что отличает вашу тему.
doubt-excluded = ⚠️ Такая статья не найдётся: исключение убирает всё, что запрос ищет. Исправьте то, что стоит после минуса, или посмотрите /except.

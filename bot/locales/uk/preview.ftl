preview-offer = 🔎 <b>{ $text }</b>
preview-phrase =
    { $examples ->
        [none] Ці слова поспіль, у будь-якій формі.
       *[other] Ці слова поспіль, у будь-якій формі: { $examples }…
    }
preview-word = У будь-якій формі: { $examples }…
preview-capital = Aa «{ $text }» з малої літери не шукаю.
mark-capital = лише з великої літери
preview-found =
    { $reach ->
        [since] З { $since }, раніше переглянути не встиг
        [young] За { $days ->
            [one] { $days } день, що є в архіві
            [few] { $days } дні, що є в архіві
           *[many] { $days } днів, що є в архіві
        }
       *[all] За { $days ->
            [one] { $days } день
            [few] { $days } дні
           *[many] { $days } днів
        }
    }: { $count ->
        [0] нічого
        [one] { $count } сюжет
        [few] { $count } сюжети
       *[many] { $count } сюжетів
    }{ $daily ->
        [0] .
       *[other] , близько { $daily } на день.
    }
preview-new =
    Архіву { $age }, { $count ->
        [0] поки що не підходить нічого.
        [one] підходить { $count } сюжет.
        [few] підходять { $count } сюжети.
       *[many] підходять { $count } сюжетів.
    }
preview-main =
    { $words ->
        [1] Із них { $main } з цим словом у заголовку або на початку.
       *[other] Із них { $main } з цими словами в заголовку або на початку.
    }
preview-no-archive = Архів поки що порожній: ще нічого не прочитано.
age =
    { $unit ->
        [minutes] { $count ->
            [0] менше хвилини
            [one] { $count } хвилина
            [few] { $count } хвилини
           *[many] { $count } хвилин
        }
        [hours] { $count ->
            [one] { $count } година
            [few] { $count } години
           *[many] { $count } годин
        }
       *[days] { $count ->
            [one] { $count } день
            [few] { $count } дні
           *[many] { $count } днів
        }
    }
nothing-yet =
    Поки порожньо: архіву { $age }, читаю { $sources ->
        [one] { $sources } видання
        [few] { $sources } видання
       *[many] { $sources } видань
    }. { $promise }
nothing-lately =
    Поки порожньо: за { $days ->
        [one] останній день
        [few] останні { $days } дні
       *[many] останні { $days } днів
    } нічого, читаю { $sources ->
        [one] { $sources } видання
        [few] { $sources } видання
       *[many] { $sources } видань
    }. { $promise }
nothing-read =
    Поки порожньо: ще нічого не прочитано, але { $sources ->
        [one] { $sources } видання
        [few] { $sources } видання
       *[many] { $sources } видань
    } вже почав читати. { $promise }
promise-at-once = Щойно вийде, надішлю.
promise-digest = Коли вийде, увійде до дайджесту.
promise-paused = Зараз пауза: що вийде, надішлю після неї. Завершити її: /resume
story-sample = Ось як це виглядатиме
button-configure = ⚙️ Налаштувати
button-wider = Ширше
button-read = 📡 Джерела
button-back-to-offer = ← Назад
explain-forms-apart = <i>{ $word }</i>:
explain-forms-of =
    { $language ->
        [ru] рос.
        [uk] укр.
       *[other] { $language }
    } { $more ->
        [0] { $forms }
       *[other] { $forms } і ще { $more }
    }
wider-which =
    <b>{ $text }</b>
    Можна шукати ширше. Число — скільки сюжетів знайшлося б в архіві:
wider-none =
    <b>{ $text }</b>
    Ширшим цей запит не зробити. Більше новин дадуть нові джерела.
wider-nothing =
    <b>{ $text }</b>
    Можна шукати ширше, але й тоді в архіві поки що нічого. Більше новин дадуть нові джерела.
wider-count = { $text } · { $count }
wider-anywhere = 🔗 Слова не обов'язково поруч
doubt-no-sources = ⚠️ Надходити поки що нічому: жодного видання не вибрано. Позначте, що читати:
doubt-none-works = ⚠️ Жодне з ваших джерел зараз не читається. Пробую далі; поки що можна вибрати інші.
doubt-lang = ⚠️ Жодне з ваших видань не пише мовою <code>{ $part }</code>. Виберіть інші або приберіть <code>lang:{ $part }</code>.
doubt-site = ⚠️ Сайту { $part } серед ваших джерел немає. Додайте його: <code>/sources { $part }</code>
doubt-source = ⚠️ Джерела «{ $part }» у вас немає. Назву видно в /sources.
doubt-function-words = ⚠️ Такі слова є майже в кожній статті. Додайте те, що вирізняє вашу тему.
doubt-excluded = ⚠️ Такої статті не знайдеться: виняток прибирає все, що запит шукає. Виправте те, що стоїть після мінуса, або перегляньте /except.

### Ритм, важность, звук и срочность подписки.

delivery-of = 🔔 <b>{ $text }</b>
delivery-urgent = Срочно: сразу и со звуком, даже в тихие часы и когда новостей много. Пауза останавливает и их.
delivery-at-once = Сразу
delivery-hourly = Раз в час, дайджестом
delivery-daily = Раз в день, дайджестом, в { $at }
delivery-silent = без звука
delivery-as-chat = Ритм общий для чата, его меняет /digest
delivery-daily-at = Час дневного дайджеста общий для чата: <code>/digest 9:00</code>
button-delivery-at-once = Сразу
button-delivery-hourly = Раз в час
button-delivery-daily = Раз в день
button-delivery-as-chat = ↩ Ритм как у чата
button-urgent = ❗ Срочно
button-developments =
    { $which ->
        [on] ↳ Новое в сюжете: да
        [all] ↳ Новое в сюжете: каждая публикация
       *[off] ↳ Новое в сюжете: нет
    }
mark-rhythm-urgent = срочно
mark-rhythm-at-once = сразу
mark-rhythm-hourly = раз в час
mark-rhythm-daily = раз в день
settings-own-rhythm =
    { $count ->
        [one] У { $count } подписки свой ритм: /list
       *[many] У { $count } подписок свой ритм: /list
    }
settings-urgent =
    { $count ->
        [one] Срочная подписка ({ $count }) приходит и в тихие часы, и сверх лимита.
       *[many] Срочные подписки ({ $count }) приходят и в тихие часы, и сверх лимита.
    }
delivery-lifts = О чём за час сообщат пять изданий, приходит сразу.
load-gathered = 🗞 «{ $text }»: больше 50 сюжетов за сутки, поэтому теперь дайджест раз в час, без звука. О чём за час сообщат пять изданий, приходит сразу.
load-asks =
    { $count ->
        [one] За сутки { $count } сообщение по «{ $text }». Так и присылать?
        [few] За сутки { $count } сообщения по «{ $text }». Так и присылать?
       *[many] За сутки { $count } сообщений по «{ $text }». Так и присылать?
    }
load-at-once = Сразу
load-hourly = Раз в час
load-main = 🎯 Только главное
load-leave = Оставить так
load-answered = ✅ { $text }
button-offer-main = 🎯 Только главное · { $count } в день
button-offer-hourly = 🗞 Дайджест раз в час
button-offer-all = Всё сразу · { $count } в день
offer-broad =
    { $daily ->
        [one] Около { $daily } сюжета в день
       *[many] Около { $daily } сюжетов в день
    }{ $words ->
        [0] .
        [one] , из них { $main } с этим словом в заголовке или начале.
       *[many] , из них { $main } с этими словами в заголовке или начале.
    } Как присылать?
added-broad =
    { $daily ->
        [one] Это { $daily } сюжет в день, поэтому дайджест раз в час, без звука. О чём за час сообщат пять изданий, приходит сразу.
        [few] Это { $daily } сюжета в день, поэтому дайджест раз в час, без звука. О чём за час сообщат пять изданий, приходит сразу.
       *[many] Это { $daily } сюжетов в день, поэтому дайджест раз в час, без звука. О чём за час сообщат пять изданий, приходит сразу.
    }
mark-gathered =
    { $daily ->
        [one] { $daily } сюжет в день, поэтому дайджест раз в час (иначе: /list)
        [few] { $daily } сюжета в день, поэтому дайджест раз в час (иначе: /list)
       *[many] { $daily } сюжетов в день, поэтому дайджест раз в час (иначе: /list)
    }
delivery-of-folder = 🔔 Папка <b>{ $folder }</b>
delivery-as-folder = Как у всей папки «{ $folder }»
delivery-otherwise =
    { $count ->
        [one] У { $count } подписки в ней по-своему.
       *[many] У { $count } подписок в ней по-своему.
    }
button-delivery-as-folder = ↩ Ритм как у папки
delivery-urgent-silent = Срочно: сразу, даже в тихие часы и когда новостей много, но без звука. Пауза останавливает и их.

### Ритм, важливість, звук і терміновість підписки.

delivery-of = 🔔 <b>{ $text }</b>
delivery-urgent = Терміново: одразу й зі звуком, навіть у тихі години й коли новин багато. Пауза зупиняє і їх.
delivery-at-once = Одразу
delivery-hourly = Щогодини, дайджестом
delivery-daily = Щодня, дайджестом, о { $at }
delivery-silent = без звуку
delivery-as-chat = Ритм спільний для чату, його змінює /digest
delivery-daily-at = Час щоденного дайджесту спільний для чату: <code>/digest 9:00</code>
button-delivery-at-once = Одразу
button-delivery-hourly = Щогодини
button-delivery-daily = Щодня
button-delivery-as-chat = ↩ Ритм як у чату
button-urgent = ❗ Терміново
button-developments =
    { $which ->
        [on] ↳ Нове в сюжеті: так
        [all] ↳ Нове в сюжеті: кожна публікація
       *[off] ↳ Нове в сюжеті: ні
    }
mark-rhythm-urgent = терміново
mark-rhythm-at-once = одразу
mark-rhythm-hourly = щогодини
mark-rhythm-daily = щодня
settings-own-rhythm =
    { $count ->
        [one] У { $count } підписки свій ритм: /list
       *[many] У { $count } підписок свій ритм: /list
    }
settings-urgent =
    { $count ->
        [one] Термінова підписка ({ $count }) надходить і в тихі години, і понад ліміт.
       *[many] Термінові підписки ({ $count }) надходять і в тихі години, і понад ліміт.
    }
delivery-lifts = Про що за годину повідомлять п'ять видань, надходить одразу.
load-gathered = 🗞 «{ $text }»: понад 50 сюжетів за добу, тому тепер дайджест щогодини, без звуку. Про що за годину повідомлять п'ять видань, надходить одразу.
load-asks =
    { $count ->
        [one] За добу { $count } повідомлення за «{ $text }». Так і надсилати?
        [few] За добу { $count } повідомлення за «{ $text }». Так і надсилати?
       *[many] За добу { $count } повідомлень за «{ $text }». Так і надсилати?
    }
load-at-once = Одразу
load-hourly = Щогодини
load-main = 🎯 Лише головне
load-leave = Залишити так
load-answered = ✅ { $text }
button-offer-main = 🎯 Лише головне · { $count } на день
button-offer-hourly = 🗞 Дайджест щогодини
button-offer-all = Усе одразу · { $count } на день
offer-broad =
    { $daily ->
        [one] Близько { $daily } сюжету на день
       *[many] Близько { $daily } сюжетів на день
    }{ $words ->
        [0] .
        [one] , із них { $main } із цим словом у заголовку чи на початку.
       *[many] , із них { $main } із цими словами в заголовку чи на початку.
    } Як надсилати?
added-broad =
    { $daily ->
        [one] Це { $daily } сюжет на день, тому дайджест щогодини, без звуку. Про що за годину повідомлять п'ять видань, надходить одразу.
        [few] Це { $daily } сюжети на день, тому дайджест щогодини, без звуку. Про що за годину повідомлять п'ять видань, надходить одразу.
       *[many] Це { $daily } сюжетів на день, тому дайджест щогодини, без звуку. Про що за годину повідомлять п'ять видань, надходить одразу.
    }
mark-gathered =
    { $daily ->
        [one] { $daily } сюжет на день, тому дайджест щогодини (інакше: /list)
        [few] { $daily } сюжети на день, тому дайджест щогодини (інакше: /list)
       *[many] { $daily } сюжетів на день, тому дайджест щогодини (інакше: /list)
    }
delivery-of-folder = 🔔 Папка <b>{ $folder }</b>
delivery-as-folder = Як у всієї папки «{ $folder }»
delivery-otherwise =
    { $count ->
        [one] У { $count } підписки в ній по-своєму.
       *[many] У { $count } підписок у ній по-своєму.
    }
button-delivery-as-folder = ↩ Ритм як у папки
delivery-urgent-silent = Терміново: одразу, навіть у тихі години й коли новин багато, але без звуку. Пауза зупиняє і їх.

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
mark-rhythm-urgent = ❗ терміново
mark-rhythm-at-once = одразу
mark-rhythm-hourly = 🕐 щогодини
mark-rhythm-daily = 📅 щодня
settings-own-rhythm =
    { $count ->
        [one] У { $count } підписки свій ритм: /list
       *[many] У { $count } підписок свій ритм: /list
    }
settings-urgent =
    { $count ->
        [one] ❗ Термінова підписка ({ $count }) надходить і в тихі години, і понад ліміт.
       *[many] ❗ Термінові підписки ({ $count }) надходять і в тихі години, і понад ліміт.
    }

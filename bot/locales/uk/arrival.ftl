### Як надходять новини: коли, скільки одразу, чи зі звуком.

command-pause = призупинити новини: /pause 3h або до /resume
command-resume = знову надсилати новини
command-digest = одразу, щогодини чи щодня
command-quiet = тихі години: /quiet 23:00-07:00
command-timezone = часовий пояс
command-settings = усі налаштування чату

pause-forever = ⏸ Новини на паузі. Що знайдеться, зберу й надішлю після /resume
pause-until = ⏸ Новини на паузі до { $at }. Що знайдеться, зберу й надішлю потім; раніше — /resume
pause-how-long = На скільки зупинити новини?
pause-what = Не зрозумів, до якого часу. Наприклад: <code>/pause 2 години</code>, <code>/pause до завтра</code>, <code>/pause до пн 9:00</code>; безстроково — /pause
resumed = ✅ Знову надсилаю новини.
not-understood = Не зрозумів, усе лишилося як було.

digest-at-once = Новини надходять одразу.
digest-hourly = Новини надходять дайджестом щогодини.
digest-daily = Новини надходять дайджестом щодня, о { $at }.
digest-what = Можна так: <code>/digest одразу</code>, <code>/digest щогодини</code>, <code>/digest о 9 вечора</code>
button-at-once = 📨 Одразу
button-hourly = 🕐 Щогодини
button-daily = 📅 { $at }

quiet-none = Тихих годин немає.
quiet-silent = Тихі години { $hours }: новини надходять без звуку.
quiet-held = Тихі години { $hours }: новини збираю й надсилаю потім разом.
quiet-what = Можна так: <code>/quiet 23-7</code>, <code>/quiet з 23:30 до 8 чекати</code>, <code>/quiet без звуку</code>, <code>/quiet ні</code>
button-quiet = 🌙 { $hours }
button-quiet-off = 🔔 Вимкнути
button-quiet-silent = 🔕 Без звуку
button-quiet-held = 🌙 Збирати до { $at }

zone = Часовий пояс: { $zone }, там зараз { $at }.
zone-none = Ваш часовий пояс мені невідомий, рахую за UTC: зараз { $at }. Де ви?
zone-unset = Часовий пояс не задано, рахую за UTC: зараз { $at }.
zone-what = Можна написати місто: <code>/timezone Рига</code>; або різницю з UTC: <code>/timezone +3</code>. В особистому чаті можна надіслати геопозицію (📎): візьму пояс найближчого міста, а точку не збережу.
zone-near = Це пояс найближчого міста. Точку я не зберіг. Не той? Напишіть місто: <code>/timezone Рига</code>
zone-unknown = Не знаю часового поясу «{ $text }».

settings = <b>Налаштування</b>
settings-of = <b>Налаштування «{ $title }»</b>
settings-language = Мова: { $name }
settings-paused = ⏸ На паузі.
preview-large = Картинка за посиланням: велика.
preview-small = Картинка за посиланням: маленька.
preview-none = Картинки за посиланням немає.
burst =
    { $count ->
        [one] За десять хвилин не більше ніж { $count } повідомлення, решта — дайджестом.
       *[many] За десять хвилин не більше ніж { $count } повідомлень, решта — дайджестом.
    }
button-preview-large = 🖼 Велика
button-preview-small = Маленька
button-preview-none = Немає
button-burst = ⚡ { $count }
settings-what = Текстом: <code>/settings картинка велика</code> (маленька, немає), <code>/settings поспіль 12</code>
settings-what-there = Текстом, звідси ж: <code>/digest 9:00 у { $title }</code>, <code>/settings поспіль 12 у { $title }</code>
button-to-chat = 📣 { $title }
button-zone = { $zone }
button-to-digest = 📨 Коли надсилати
button-to-quiet = 🌙 Тихі години
button-to-timezone = 🌍 Часовий пояс
button-to-language = 🗣 Мова
button-to-muted = 🔇 Заглушено: { $count }
muted = 🔇 <b>Про ці події не повідомляю</b>
muted-none = Заглушених подій немає.
button-follow = 🔔 { $place }
button-back-to-settings = ← Усі налаштування
button-pause-for =
    { $hours ->
        [24] доба
        [168] тиждень
       *[other] { $hours } год
    }
button-pause-forever = ⏸ Безстроково

chat-lost = ⚠️ У «{ $title }» мені більше не можна писати: { $why }. Що знайдеться, зберу й надішлю, коли мене пустять знову.
topic-lost = ⚠️ У темі чату «{ $title }» писати не можна: { $why }. Що знайдеться, зберу й надішлю, коли тему відкриють або після /resume
status = <b>Стан</b>
status-sources = Джерела чекають на опитування: { $number }
status-articles = Статті чекають на розбір: { $number }
status-pages = Сторінки: чекають { $waiting }, сьогодні прочитано { $read }, відмовлено { $refused }, не вдалося { $failed }
status-mentions = Збіги в черзі: { $number }
status-chats = Чати чекають на повідомлення: { $number }
status-edits = Дописи чекають на оновлення: { $number }
status-dead = Остаточно не доставлено: { $number }
status-unread = Оновлень Telegram не вдалося прочитати: { $number }
status-troubled = Статті, на яких спіткнулася програма: { $number }
status-lag = Затримка відповідей за останні десять хвилин: зазвичай { $median } мс, зрідка { $p99 } мс, найдовша { $worst } мс
status-unread-line = { $kind }: <code>{ $why }</code>
status-set-aside = відкладена до перезапуску
status-read-last = у черзі остання
status-interrupted = програма переривалася на ній, разів: { $times }
status-troubled-line = { $state } · { $why }
status-dead-line = { $at } · { $title }: { $why }

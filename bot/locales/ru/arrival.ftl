### Как приходят новости: когда, сколько сразу, со звуком ли.

command-pause = приостановить новости: /pause 3h или до /resume
command-resume = снова присылать новости
command-digest = сразу, раз в час или раз в день
command-quiet = тихие часы: /quiet 23:00-07:00
command-timezone = часовой пояс
command-settings = все настройки чата

pause-forever = ⏸ Новости на паузе. Что найдётся, соберу и пришлю после /resume
pause-until = ⏸ Новости на паузе до { $at }. Что найдётся, соберу и пришлю потом; раньше — /resume
pause-how-long = На сколько остановить новости?
pause-what = Не понял, до какого времени. Например: <code>/pause 2 часа</code>, <code>/pause до завтра</code>, <code>/pause до пн 9:00</code>; без срока — /pause
resumed = ✅ Снова присылаю новости.
not-understood = Не понял, всё осталось как было.

digest-at-once = Новости приходят сразу.
digest-hourly = Новости приходят дайджестом раз в час.
digest-daily = Новости приходят дайджестом раз в день, в { $at }.
digest-what = Можно так: <code>/digest сразу</code>, <code>/digest раз в час</code>, <code>/digest в 9 вечера</code>
button-at-once = 📨 Сразу
button-hourly = 🕐 Раз в час
button-daily = 📅 { $at }

quiet-none = Тихих часов нет.
quiet-silent = Тихие часы { $hours }: новости приходят без звука.
quiet-held = Тихие часы { $hours }: новости коплю и присылаю потом вместе.
quiet-what = Можно так: <code>/quiet 23-7</code>, <code>/quiet с 23:30 до 8 ждать</code>, <code>/quiet без звука</code>, <code>/quiet нет</code>
button-quiet = 🌙 { $hours }
button-quiet-off = 🔔 Выключить
button-quiet-silent = 🔕 Без звука
button-quiet-held = 🌙 Копить до { $at }

zone = Часовой пояс: { $zone }, там сейчас { $at }.
zone-none = Ваш часовой пояс мне неизвестен, считаю по UTC: сейчас { $at }. Где вы?
zone-unset = Часовой пояс не задан, считаю по UTC: сейчас { $at }.
zone-what = Можно написать город: <code>/timezone Рига</code>; или разницу с UTC: <code>/timezone +3</code>. В личном чате можно прислать геопозицию (📎): возьму пояс ближайшего города, а точку не сохраню.
zone-near = Это пояс ближайшего города. Точку я не сохранил. Не тот? Напишите город: <code>/timezone Рига</code>
zone-unknown = Не знаю часового пояса «{ $text }».

settings = <b>Настройки</b>
settings-of = <b>Настройки «{ $title }»</b>
settings-language = Язык: { $name }
settings-paused = ⏸ На паузе.
preview-large = Картинка по ссылке: большая.
preview-small = Картинка по ссылке: маленькая.
preview-none = Картинки по ссылке нет.
burst =
    { $count ->
        [one] За десять минут не больше { $count } сообщения, остальное — дайджестом.
       *[many] За десять минут не больше { $count } сообщений, остальное — дайджестом.
    }
button-preview-large = 🖼 Большая
button-preview-small = Маленькая
button-preview-none = Нет
button-burst = ⚡ { $count }
settings-what = Текстом: <code>/settings картинка большая</code> (маленькая, нет), <code>/settings подряд 12</code>
settings-what-there = Текстом, отсюда же: <code>/digest 9:00 в { $title }</code>, <code>/settings подряд 12 в { $title }</code>
button-to-chat = 📣 { $title }
button-zone = { $zone }
button-to-digest = 📨 Когда присылать
button-to-quiet = 🌙 Тихие часы
button-to-timezone = 🌍 Часовой пояс
button-to-language = 🗣 Язык
button-to-muted = 🔇 Заглушено: { $count }
muted = 🔇 <b>Об этих событиях не сообщаю</b>
muted-none = Заглушенных событий нет.
button-follow = 🔔 { $place }
button-back-to-settings = ← Все настройки
button-pause-for =
    { $hours ->
        [24] сутки
        [168] неделя
       *[other] { $hours } ч
    }
button-pause-forever = ⏸ Без срока

chat-lost = ⚠️ В «{ $title }» мне больше нельзя писать: { $why }. Что найдётся, соберу и пришлю, когда меня пустят снова.
topic-lost = ⚠️ В теме чата «{ $title }» писать нельзя: { $why }. Что найдётся, соберу и пришлю, когда тему откроют или после /resume
status = <b>Состояние</b>
status-sources = Источники ждут опроса: { $number }
status-articles = Статьи ждут разбора: { $number }
status-pages = Страницы: ждут { $waiting }, сегодня прочитано { $read }, отказано { $refused }, не удалось { $failed }
status-mentions = Совпадения в очереди: { $number }
status-chats = Чаты ждут сообщений: { $number }
status-edits = Сообщения ждут обновления: { $number }
status-dead = Не доставлено окончательно: { $number }
status-unread = Обновлений Telegram не удалось прочитать: { $number }
status-troubled = Статьи, на которых споткнулась программа: { $number }
status-lag = Задержка ответов за последние десять минут: обычно { $median } мс, редко { $p99 } мс, самая долгая { $worst } мс
status-unread-line = { $kind }: <code>{ $why }</code>
status-set-aside = отложена до перезапуска
status-read-last = на очереди последней
status-interrupted = программа прерывалась на ней, раз: { $times }
status-troubled-line = { $state } · { $why }
status-dead-line = { $at } · { $title }: { $why }

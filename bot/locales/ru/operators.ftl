### Кто пользуется ботом.

gate-new = 👤 Новый чат: { $title } ({ $kind }, { $id }). Пустить?
gate-button-allow = Разрешить
gate-button-ban = Запретить
gate-allowed = ✅ Разрешено: { $title }
gate-banned = ⛔ Запрещено: { $title }
gate-asked = Этот бот только по приглашению. Владельца я спросил; если он согласится, напишу.
gate-waits = Этот бот только по приглашению. Ответа владельца пока нет.
gate-open = ✅ Вас впустили. Начните с /start
gate-operators-only = Это могут только владельцы бота.
banned = Владелец бота закрыл вам доступ.
allow-which = Кого пустить? Номер чата или человека: <code>/allow 123456789</code>
allowed = ✅ Чат { $id } пользуется ботом.
ban-which = Кого не пускать? Номер чата или человека: <code>/ban 123456789</code>
ban-done = ⛔ Чату { $id } больше не отвечаю и ничего не присылаю. Вернуть: <code>/allow { $id }</code>
ban-operator = { $id } — владелец бота, его не запретить.
quota-which = Сколько подписок и источников можно чату: <code>/quota 123456789 500</code>; 0 — сколько угодно; «-» — как всем.
quota-usual = Чату { $id } можно как всем. Подписок: { $most } (0 — сколько угодно).
quota-own = Чату { $id } можно подписок и источников: { $most } (0 — сколько угодно).

status-fine = ✅ Всё работает: каждое сообщение доставлено, всё прочитано.
status-waiting = В работе и в очередях сейчас: { $number }
status-queues = <b>Очереди</b>
status-button-queues = Очереди
status-button-sources = Источники
status-button-undelivered = Не доставлено
status-button-articles = Трудные статьи
status-button-updates = Непонятные обновления
status-back = ← Состояние

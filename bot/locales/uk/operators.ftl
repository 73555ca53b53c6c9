### Хто користується ботом.

gate-new = 👤 Новий чат: { $title } ({ $kind }, { $id }). Пустити?
gate-button-allow = Дозволити
gate-button-ban = Заборонити
gate-allowed = ✅ Дозволено: { $title }
gate-banned = ⛔ Заборонено: { $title }
gate-asked = Цей бот лише за запрошенням. Власника я спитав; якщо погодиться, напишу.
gate-waits = Цей бот лише за запрошенням. Відповіді власника поки немає.
gate-open = ✅ Вас пустили. Почніть із /start
gate-operators-only = Це можуть лише власники бота.
banned = Власник бота закрив вам доступ.
allow-which = Кого пустити? Номер чату чи людини: <code>/allow 123456789</code>
allowed = ✅ Чат { $id } користується ботом.
ban-which = Кого не пускати? Номер чату чи людини: <code>/ban 123456789</code>
ban-done = ⛔ Чату { $id } більше не відповідаю і нічого не надсилаю. Повернути: <code>/allow { $id }</code>
ban-operator = { $id } — власник бота, його не заборонити.
quota-which = Скільки підписок і джерел можна чату: <code>/quota 123456789 500</code>; 0 — скільки завгодно; «-» — як усім.
quota-usual = Чату { $id } можна як усім. Підписок: { $most } (0 — скільки завгодно).
quota-own = Чату { $id } можна підписок і джерел: { $most } (0 — скільки завгодно).

status-fine = ✅ Усе працює: кожне повідомлення доставлено, усе прочитано.
status-waiting = У роботі й у чергах зараз: { $number }
status-queues = <b>Черги</b>
status-button-queues = Черги
status-button-sources = Джерела
status-button-undelivered = Не доставлено
status-button-articles = Складні статті
status-button-updates = Незрозумілі оновлення
status-back = ← Стан

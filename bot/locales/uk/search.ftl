button-subscribe = 🔔 Підписатися
inline-start = Спершу відкрийте чат зі мною
inline-unreadable = Не розумію запит
inline-nothing = Нічого не знайшлося
inline-look = Показати сюжети
status-inline-off = Запити через @ в інших чатах вимкнено. Увімкнути: @BotFather, /setinline

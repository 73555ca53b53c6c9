button-subscribe = 🔔 Подписаться
inline-start = Сначала откройте чат со мной
inline-unreadable = Не понимаю запрос
inline-nothing = Ничего не нашлось
inline-look = Показать сюжеты
status-inline-off = Запросы через @ в других чатах выключены. Включить: @BotFather, /setinline

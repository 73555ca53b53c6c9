button-subscribe = 🔔 Subscribe
inline-start = Open a chat with me first
inline-unreadable = I can't read this query
inline-nothing = Nothing found
inline-look = Show stories
status-inline-off = Queries after @ in other chats are off. To turn them on: @BotFather, /setinline

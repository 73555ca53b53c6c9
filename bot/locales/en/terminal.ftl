### A terminal in place of Telegram: what it says itself.

terminal-greeting =
    Dozor in a terminal: write to the bot as you would in a private Telegram chat.
    Try /add coalition of the willing, and wait: the news comes by itself. There are also /help, /list and /sources.
    A number presses that button of the last message with buttons. /quit or Ctrl-D leaves when all is delivered, Ctrl-C at once.
terminal-no-button =
    { $count ->
        [one] There is no such button, only 1.
       *[other] There is no such button: they go from 1 to { $count }.
    }
terminal-deleted = ✗ Message #{ $number } was deleted.

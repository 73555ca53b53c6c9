### A terminal in place of Telegram: what it says itself.

terminal-greeting =
    Dozor in a terminal: write to the bot as you would in a private Telegram chat.
    Begin with /start: a number presses a button. Then wait, the news comes by itself. There are also /help, /list and /sources.
    The buttons are those of the last message that has some. /quit or Ctrl-D leaves when all is delivered, Ctrl-C at once.
terminal-no-button =
    { $count ->
        [one] There is no such button, only 1.
       *[other] There is no such button: they go from 1 to { $count }.
    }
terminal-deleted = ✗ Message #{ $number } was deleted.

announcement =
    <b>A message from the owner of this bot</b>
    { $text }
announce-which =
    What should I announce? The text follows the command. The part for each language begins on a new line, with <code>ru:</code>, <code>uk:</code> or <code>en:</code>
    <code>/announce
    en: An update tomorrow at 9:00.</code>
announce-too-long = Too long: there is room for { $most } characters.
announce-preview =
    🔎 This goes silently to { $count ->
        [one] { $count } chat
       *[other] { $count } chats
    }:
announce-button-send = ✅ Send
announce-button-give-up = Cancel
announce-button-look = Refresh
announce-button-stop = Stop
announce-given-up = OK, not sent.
announce-progress = Sent to { $sent } of { $total }, silently.
announce-over = ✅ Sent to { $sent } of { $total }.
announce-failed = Not delivered: { $count }

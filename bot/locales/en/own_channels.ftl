button-own-channels = 📣 My channels
own-channels =
    📣 <b>My channels as sources</b>
    I check posts of the ticked channels against your subscriptions as soon as they are out. Posts of a private channel are seen only by those who connected and ticked it.
own-channels-none =
    📣 <b>My channels as sources</b>
    No channel is connected yet. Make me an admin of your channel, then connect it: /channel
own-channel-read = Reading “{ $title }”: I'll check its new posts against your subscriptions.
own-channel-stopped = No longer reading “{ $title }”.
own-channel-left = ⚠️ I am no longer in the channel “{ $title }”, so I can't see its posts. I removed it from your sources.
source-own-channel = your channel
source-setting-of-channel = Telegram itself brings the posts of this channel, so there is nothing to set up.
desk-line-copy = What goes out is the post itself, not this text: copied, with the channel's name.
desk-line-forward = What goes out is the post itself, not this text: forwarded.

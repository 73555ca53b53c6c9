KINDS_OF_UPDATES = (
    *("message", "edited_message", "channel_post", "edited_channel_post"),
    *("callback_query", "inline_query", "my_chat_member", "chat_member"),
)
"""The kinds of update that have handlers (https://core.telegram.org/bots/api#update)."""

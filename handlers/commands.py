"""The commands, as the menus and `/help` show them."""

COMMANDS = (
    "add",
    "list",
    "edit",
    "remove",
    "except",
    "test",
    "search",
    "sources",
    "import",
    "export",
    "channel",
    "queue",
    "digest",
    "quiet",
    "pause",
    "resume",
    "timezone",
    "settings",
    "language",
    "privacy",
    "forget",
    "help",
)
"""In this order; the text `command-NAME` describes each."""

IN_PRIVATE = ("add", "list", "search", "sources", "channel", "digest", "quiet", "pause", "settings", "help")
"""The menu of a private chat; the other commands work typed."""
FOR_ADMINISTRATORS = ("add", "list", "pause", "resume", "settings", "help")
"""The menu that a group's administrators have there."""
FOR_MEMBERS = ("help",)
"""The menu of everybody else."""

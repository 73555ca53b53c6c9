"""The commands, as the menu and `/help` show them."""

COMMANDS = (
    "add",
    "list",
    "edit",
    "remove",
    "test",
    "search",
    "sources",
    "import",
    "export",
    "channel",
    "digest",
    "quiet",
    "pause",
    "resume",
    "timezone",
    "settings",
    "language",
    "help",
)
"""In this order; the text `command-NAME` describes each."""

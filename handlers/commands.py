"""The commands, as the menu and `/help` show them."""

COMMANDS = ("add", "list", "remove", "sources", "channel", "language", "help")
"""In this order; the text `command-NAME` describes each."""

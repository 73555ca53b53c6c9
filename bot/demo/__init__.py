"""The same bot in a terminal, without a token, and a newsstand of local feeds for it to read."""

"""The Bot API server of the tests, tested itself."""

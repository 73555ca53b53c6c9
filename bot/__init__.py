"""Dozor, a media-monitoring Telegram bot. Start reading at `bot/pipeline/__init__.py`, the way of an article."""

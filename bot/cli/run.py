"""`dozor run`: the bot on Telegram."""

import argparse
from importlib import import_module

from bot.cli import demo
from bot.cli.loop import end_at_once_on_signals, run_in_loop
from bot.config import Settings
from bot.runtime.lazy_aiogram import import_aiogram

_HOW_TO_BEGIN = """\
BOT_TOKEN is not set.
Write to https://t.me/BotFather, send /newbot, and put the token that you get into .env as BOT_TOKEN=…
To look around without one: dozor demo"""


def run(settings: Settings, options: argparse.Namespace) -> int | str:
    if settings.bot_token is None:
        return demo.run(settings, options) if options.or_demo else _HOW_TO_BEGIN
    end_at_once_on_signals()
    import_aiogram()
    run_in_loop(import_module("bot.cli.on_telegram").run(settings, settings.bot_token.get_secret_value()))
    return 0

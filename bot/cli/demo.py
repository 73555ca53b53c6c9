"""`dozor demo`: the same bot in this terminal, on the bundled newsstand."""

import argparse
from importlib import import_module

from bot.cli.loop import end_at_once_on_signals, run_in_loop
from bot.config import Settings
from bot.logs import configure_logging
from bot.runtime.lazy_aiogram import import_aiogram


def run(settings: Settings, _: argparse.Namespace) -> int:
    if "log_level" not in settings.model_fields_set:  # reports of the loop's lag do not belong in a conversation
        configure_logging(settings.model_copy(update={"log_level": "WARNING"}))
    end_at_once_on_signals()
    import_aiogram()
    run_in_loop(import_module("bot.cli.in_terminal").run(settings))
    return 0

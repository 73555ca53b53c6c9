"""The operators' page: how the bot does, its sources, slow hosts, chats and errors.

It is rendered here, without scripts, in the language of DEFAULT_LANGUAGE. Each part is read beside the others; one that
takes too long says so, and the rest is shown.

    address ──► wishes ──► parts (storage, each within its deadline) ──► verdict ──► templates, words, charts
"""

from bot.console.page.site import OperatorsPage
from bot.console.page.wishes import PARAMETERS

__all__ = ["PARAMETERS", "OperatorsPage"]

"""Links that open Telegram's own dialogues about this bot."""

from aiogram import Bot
from aiogram.types import InlineKeyboardButton

from bot.delivery.desk_card import RIGHTS_WANTED
from bot.i18n import Texts


async def link_to(bot: Bot, query: str) -> str:
    """The address of the bot with what follows it."""
    return f"https://t.me/{(await bot.me()).username}?{query}"


async def giving_rights(bot: Bot, texts: Texts, *, is_channel: bool = True) -> InlineKeyboardButton:
    """The button that asks for the rights that the bot needs in a channel, or in a group that is none."""
    url = await link_to(bot, f"{'startchannel' if is_channel else 'startgroup'}&{RIGHTS_WANTED}")
    return InlineKeyboardButton(text=texts.plain("button-give-rights"), url=url)


async def adding_channel(bot: Bot, texts: Texts) -> InlineKeyboardButton:
    """The button that opens Telegram's list of the channels that a person may add the bot to."""
    url = await link_to(bot, f"startchannel&{RIGHTS_WANTED}")
    return InlineKeyboardButton(text=texts.plain("channels-button-add"), url=url)


async def adding_group(bot: Bot, label: str, payload: str) -> InlineKeyboardButton:
    """The button that opens Telegram's list of groups; the group that is chosen then tells the bot `payload`."""
    return InlineKeyboardButton(text=label, url=await link_to(bot, f"startgroup={payload}"))

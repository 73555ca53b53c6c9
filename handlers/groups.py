"""The greeting of a group, with the way to its settings in private."""

from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Texts
from bot.model import Chat
from handlers.channel import set_up_payload
from handlers.keyboards import Shown


async def greeting(group: Chat, texts: Texts, bot: Bot) -> Shown:
    """What a group is told when the bot is added, and what `/start` says there."""
    url = f"https://t.me/{(await bot.me()).username}?start={set_up_payload(group)}"
    set_up = InlineKeyboardButton(text=texts.plain("group-button-set-up"), url=url)
    return texts.html("group-greeting"), InlineKeyboardMarkup(inline_keyboard=[[set_up]])

"""The data of buttons that look up a query, before and after somebody subscribes to it, or an article."""

from enum import StrEnum

from pydantic import Field

from bot.delivery.callbacks import ButtonData


class OfferShown(ButtonData, prefix="offer-page"):
    """Show what a query would have found; the id of its kept text."""

    id: int


class OfferForms(ButtonData, prefix="offer-forms"):
    """Show the forms that a query covers, before somebody subscribes to it."""

    id: int


class WiderPressed(ButtonData, prefix="wider"):
    """Show queries that find more than that of a subscription."""

    id: int


class TestShown(ButtonData, prefix="test"):
    """Show the forms of a query, and what it would have found; the id of its kept text."""

    id: int


class SearchPage(ButtonData, prefix="search"):
    """Show a page of a search, counted from 0; `search` is the id of its kept text."""

    search: int
    page: int = Field(ge=0)


class FurtherPage(ButtonData, prefix="further"):
    """As `SearchPage`, from where a search stopped: a second since 1970, and an article."""

    search: int
    page: int = Field(ge=0)
    at: int = Field(ge=0, lt=1 << 32)
    article: int = Field(ge=0, lt=1 << 31)


class WhyNotAction(StrEnum):
    ASK = "ask"
    SHOW = "show"
    """Reply to the message that tells the article, or lists it."""
    SEND = "send"
    """Send what waits."""
    FORMS = "forms"
    FOLLOW = "follow"
    RESUME = "resume"
    EVERYTHING = "everything"
    RESTORE = "restore"
    WATCH = "watch"
    """Watch a source again."""


class WhyNotPressed(ButtonData, prefix="whynot"):
    """Do something about an article; `link` is the id of the kept text with its address.

    `id` names what is concerned: a subscription, a source, a dispatch or a debt.
    """

    action: WhyNotAction
    link: int
    id: int = 0

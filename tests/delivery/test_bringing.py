"""How a post of an own channel gets into another one: what is sent, and what Telegram makes of it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.bringing import CAPTION_LIMIT, steps_of
from bot.delivery.session import TelegramSession
from bot.delivery.telegram import TelegramMessenger
from bot.errors import NotBrought
from bot.model import (
    BroughtMessage,
    ChannelPost,
    OutgoingMessage,
    OwnPostChoice,
    OwnPostKind,
    OwnPostPlace,
    PostLook,
)
from bot.reposts.markup import shown_length
from tests.botapi import BotApi, ChatHandle, Message, Status
from tests.delivery.made_up import story_update

_PUBLIC, _PRIVATE = "https://t.me/vestnik/5", "https://t.me/c/1234567890/5"
_CREDIT = f'<a href="{_PUBLIC}">Вестник</a>'


def _post(
    markup: str = "Взрыв в порту.",
    kind: OwnPostKind = OwnPostKind.CAPTIONED,
    *messages: int,
    way: OwnPostChoice = OwnPostChoice.COPY,
    url: str = _PUBLIC,
    is_protected: bool = False,
) -> ChannelPost:
    place = OwnPostPlace(-1001, messages or (5,), kind, markup, is_protected)
    return ChannelPost(story_update(own_post=place, url=url), PostLook(), own_posts=way)


def test_only_what_may_be_copied_and_nobody_has_changed_is_brought() -> None:
    post = _post()
    assert post.is_brought
    assert replace(post, own_posts=OwnPostChoice.FORWARD).is_brought
    assert not replace(post, own_posts=OwnPostChoice.TEXT).is_brought
    assert not replace(post, text="Другими словами").is_brought
    assert not replace(post, marks=("признан в РФ иноагентом",)).is_brought
    assert not replace(post, story=story_update()).is_brought
    assert not _post(is_protected=True).is_brought


def test_a_forwarded_post_says_by_itself_where_it_comes_from() -> None:
    step, credit = steps_of(_post("", OwnPostKind.CAPTIONED, 5, 6, way=OwnPostChoice.FORWARD), silent=True)
    assert step == BroughtMessage(-1001, (5, 6), is_forwarded=True, silent=True)
    assert credit is None


@pytest.mark.parametrize(
    ("markup", "caption"),
    [("<b>Взрыв</b><br>в порту", f"<b>Взрыв</b>\nв порту\n\n{_CREDIT}"), ("", _CREDIT)],
)
def test_the_credit_of_a_picture_stands_below_its_caption(markup: str, caption: str) -> None:
    step, credit = steps_of(_post(markup), silent=False)
    assert step == BroughtMessage(-1001, (5,), is_forwarded=False, caption=caption)
    assert credit is None


def test_of_a_text_it_stands_below_that() -> None:
    step, credit = steps_of(_post("Взрыв<br>в порту", OwnPostKind.TEXT), silent=True)
    assert step == OutgoingMessage(f"Взрыв\nв порту\n\n{_CREDIT}", silent=True)
    assert credit is None


@pytest.mark.parametrize(
    ("markup", "kind", "messages"),
    [
        ("а" * CAPTION_LIMIT, OwnPostKind.CAPTIONED, (5,)),
        ("а" * 4_000, OwnPostKind.TEXT, (5,)),
        ("Кто прав?", OwnPostKind.OTHER, (5,)),
        ("", OwnPostKind.CAPTIONED, (5, 6, 7)),
    ],
)
def test_where_it_has_no_room_it_is_a_message_of_its_own(
    markup: str, kind: OwnPostKind, messages: tuple[int, ...]
) -> None:
    step, credit = steps_of(_post(markup, kind, *messages), silent=False)
    assert step == BroughtMessage(-1001, messages, is_forwarded=False)
    assert credit == OutgoingMessage(_CREDIT, silent=True)


def test_the_last_character_that_fits_and_the_first_that_does_not() -> None:
    room = CAPTION_LIMIT - len("\n\nВестник")
    for length, fits in ((room, True), (room + 1, False)):
        step, credit = steps_of(_post("а" * length), silent=False)
        assert isinstance(step, BroughtMessage)
        assert (credit is None) is fits
        assert (step.caption is not None) is fits
        assert shown_length(step.caption or "") == (CAPTION_LIMIT if fits else 0)


def test_a_private_channel_is_named_without_a_link_that_nobody_can_open() -> None:
    step, _ = steps_of(_post("Взрыв", OwnPostKind.TEXT, url=_PRIVATE), silent=False)
    assert isinstance(step, OutgoingMessage)
    assert step.html == "Взрыв\n\nВестник"


# --- what Telegram makes of it


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    session = TelegramSession(api=TelegramAPIServer.from_base(api.url))
    yield Bot(api.token, session=session)
    await session.close()


@pytest.fixture
def source(api: BotApi) -> ChatHandle:
    return api.channel("Вестник", api.person("Owner"), username="vestnik")


@pytest.fixture
def target(api: BotApi) -> ChatHandle:
    return api.channel("Лента", api.person("Editor"), username="lenta")


def _brought(source: ChatHandle, *messages: Message, is_forwarded: bool = False, **said: object) -> BroughtMessage:
    ids = tuple(one.id for one in messages)
    return BroughtMessage(source.id, ids, is_forwarded, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize("is_forwarded", [True, False])
async def test_an_album_stays_one(bot: Bot, source: ChatHandle, target: ChatHandle, *, is_forwarded: bool) -> None:
    album = await source.send_album(3, "Взрыв в порту")
    numbers = await TelegramMessenger(bot).bring(target.id, _brought(source, *album, is_forwarded=is_forwarded))
    brought = target.messages
    assert [one.text for one in brought] == ["Взрыв в порту", "", ""]
    assert len({one.media_group_id for one in brought}) == 1
    assert numbers == tuple(one.id for one in brought)
    assert [one.origin is not None for one in brought] == [is_forwarded] * 3


async def test_a_caption_may_be_another_and_a_forwarded_one_is_as_it_was(
    bot: Bot, source: ChatHandle, target: ChatHandle
) -> None:
    (photo,) = await source.send_album(1, "Взрыв в порту")
    messenger = TelegramMessenger(bot)
    for brought, text in (
        (_brought(source, photo), "Взрыв в порту"),
        (_brought(source, photo, caption="<b>Взрыв</b>\n\nВестник"), "Взрыв\n\nВестник"),
        (_brought(source, photo, is_forwarded=True), "Взрыв в порту"),
    ):
        (number,) = await messenger.bring(target.id, brought)
        assert target.chat.messages[number].text == text


async def test_whatever_telegram_refuses_is_said_to_be_not_brought(
    bot: Bot, source: ChatHandle, target: ChatHandle
) -> None:
    post, messenger = await source.post("Взрыв в порту"), TelegramMessenger(bot)
    album = await source.send_album(2, "Порт")
    both = [_brought(source, post), _brought(source, *album), _brought(source, post, is_forwarded=True)]
    source.chat.is_protected = True
    for brought in both:
        with pytest.raises(NotBrought):
            await messenger.bring(target.id, brought)
    source.chat.is_protected = False
    for one in (post, *album):
        await source.delete(one)
    for brought in both:
        with pytest.raises(NotBrought):
            await messenger.bring(target.id, brought)
    await source.set_bot(Status.LEFT)
    for brought in both:
        with pytest.raises(NotBrought):
            await messenger.bring(target.id, brought)
    assert target.messages == []


async def test_a_copy_of_a_picture_can_get_other_words(bot: Bot, source: ChatHandle, target: ChatHandle) -> None:
    (photo,) = await source.send_album(1, "Взрыв в порту")
    messenger = TelegramMessenger(bot)
    (number,) = await messenger.bring(target.id, _brought(source, photo))
    for _ in range(2):  # the second time it stands so already
        await messenger.edit(target.id, number, OutgoingMessage("Взрыв в порту: <b>двое</b>"))
    assert target.chat.messages[number].text == "Взрыв в порту: двое"

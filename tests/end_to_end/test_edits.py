"""One message a story, edited as others report it: with the real wiring, in this process, where edits need not wait."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer

from bot.app import Outside
from bot.config import Settings
from bot.delivery.session import TelegramSession
from bot.delivery.throttle import Rates
from bot.lifecycle import serve
from bot.runtime.clock import SystemClock
from tests.botapi import BotApi
from tests.end_to_end.scene import SOON_S, Scene, links, matching, reports


@pytest.fixture
async def serving(api: BotApi, tmp_path: Path) -> AsyncIterator[None]:
    """The bot on the pretended Telegram, which edits a post as often as once a second."""
    settings = Settings(
        _env_file=None,
        database=f"sqlite:///{tmp_path / 'dozor.db'}",
        allow_private_networks=True,
        poll_interval_floor=1,
        poll_interval_ceiling=1,
        pages=False,
    )
    rates = Rates(edit_interval=timedelta(seconds=1))
    stop = asyncio.Event()

    async def until(_: object) -> None:
        await stop.wait()

    async with _bot(api).context() as people, _bot(api).context() as news:
        running = asyncio.create_task(serve(Outside(settings, people, news, SystemClock(), rates=rates), until))
        yield
        stop.set()
        await running


def _bot(api: BotApi) -> Bot:
    session = TelegramSession(api=TelegramAPIServer.from_base(api.url))
    return Bot(api.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


@pytest.mark.usefixtures("serving")
async def test_others_that_report_a_story_join_its_message(scene: Scene) -> None:
    alpha, beta, gamma = (scene.outlets.open(name, name.upper()) for name in ("alpha", "beta", "gamma"))
    await scene.watch(alpha, beta, gamma)
    await scene.subscribe()
    alpha.publish(first := matching(alpha, "общая"))
    message = await scene.chat.next_message(SOON_S)
    assert message.text.splitlines()[-1].startswith("ALPHA · ")
    buttons = message.buttons

    beta.publish(replace(matching(beta, "другая"), url=f"{first.url}?utm_campaign=x#top"))
    edited = await scene.chat.next_edit(message, SOON_S)
    assert reports(edited) == (1, ["BETA"])
    gamma.publish(replace(matching(gamma, "общая"), title=first.title.upper()))
    edited = await scene.chat.next_edit(message, SOON_S)
    assert reports(edited) == (2, ["GAMMA", "BETA"])
    assert edited.buttons == buttons
    assert f'<a href="{first.url}"><b>{first.title}</b></a>' in edited.html
    assert links(scene.chat) == {first.url: 1}
    assert not scene.chat.unread


@pytest.mark.usefixtures("serving")
async def test_developments_share_a_silent_reply_and_one_more_report_is_none(scene: Scene) -> None:
    names = ("alpha", "beta", "gamma", "delta")
    alpha, beta, gamma, delta = (scene.outlets.open(name, name.upper()) for name in names)
    await scene.watch(alpha, beta, gamma, delta)
    await scene.subscribe()
    alpha.publish(first := matching(alpha, "общая"))
    message = await scene.chat.next_message(SOON_S)

    beta.publish(replace(matching(beta, "общая"), url=first.url))
    assert reports(await scene.chat.next_edit(message, SOON_S)) == (1, ["BETA"])
    assert not scene.chat.unread
    answer = gamma.piece(
        "other",
        "Париж отправит на Украину 2 000 военных инженеров, заявил Макрон",
        "Франция выделит коалиции желающих сапёрный полк и 400 млн евро, рассказал президент Макрон в Страсбурге.",
    )
    gamma.publish(replace(answer, url=first.url))
    reply = await scene.chat.next_message(SOON_S)
    assert reply.reply_to == message.id
    assert reply.text.splitlines()[:2] == ["↳ Новое: новые цифры", answer.title]
    assert reply.is_silent
    assert reports(reply) == (0, [])
    assert [button.text for button in reply.buttons] == ["🔇 Хватит об этом"]
    assert reports(await scene.chat.next_edit(message, SOON_S)) == (2, ["GAMMA", "BETA"])
    more = delta.piece("more", "Макрон: сапёров будет 300", "Число сапёров коалиции желающих выросло до 300.")
    delta.publish(replace(more, url=first.url))
    assert reports(await scene.chat.next_edit(reply, SOON_S)) == (0, ["DELTA"])
    assert "DELTA" in (await scene.chat.next_edit(message, SOON_S)).text
    assert not scene.chat.unread


@pytest.mark.usefixtures("serving")
async def test_an_edited_article_is_told_to_the_subscriptions_that_it_newly_meets(scene: Scene) -> None:
    outlet = scene.outlets.open("alpha", "ALPHA")
    await scene.watch(outlet)
    await scene.subscribe()
    await scene.subscribe("Жанна Иванова")
    outlet.publish(first := matching(outlet, "общая"))
    message = await scene.chat.next_message(SOON_S)
    assert message.text.startswith("🔔 коалиция желающих\n")
    outlet.pieces[0] = replace(first, paragraphs=(*first.paragraphs, "Позже о том же сказала Жанна Иванова из Риги."))
    reply = await scene.chat.next_message(SOON_S)
    assert reply.reply_to == message.id
    assert reply.text.startswith("🔔 Жанна Иванова\n")
    assert reply.text.endswith(" · обновлено")


@pytest.mark.usefixtures("serving")
async def test_a_title_that_says_something_else_is_shown_beside_the_former_one(scene: Scene) -> None:
    outlet = scene.outlets.open("alpha", "ALPHA")
    await scene.watch(outlet)
    await scene.subscribe()
    outlet.publish(first := matching(outlet, "общая"))
    message = await scene.chat.next_message(SOON_S)
    hostile = "Встреча отменена: t.me/durov & $TON <script>"
    outlet.pieces[0] = replace(first, title=hostile)
    edited = await scene.chat.next_edit(message, SOON_S)
    assert edited.text.splitlines()[1:3] == [hostile, f"Заголовок был: {first.title}"]
    outlet.pieces[0] = replace(first, title="Встреча состоялась")
    edited = await scene.chat.next_edit(message, SOON_S)
    assert edited.text.splitlines()[1:3] == ["Встреча состоялась", f"Заголовок был: {first.title}"]
    assert not scene.chat.unread

"""An aiogram bot on a terminal: what is typed reaches handlers, what they do is seen."""

import asyncio
import contextlib
import io
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.exceptions import TelegramBadRequest, TelegramNotFound
from aiogram.filters import Command
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
)

from bot.demo.reader import typed_lines
from bot.demo.screen import PlainScreen
from bot.demo.session import TerminalSession
from bot.demo.terminal import PERSON_ID, TOKEN, Terminal
from tests.demo.clock import ManualClock


def words(key: str, **arguments: object) -> str:
    return f"({key}{arguments or ''})"


def buttons(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text=text, url=to)
                if to.startswith("http")
                else InlineKeyboardButton(text=text, callback_data=to)
                for text, to in row
            ]
            for row in rows
        ]
    )


class Desk:
    """A terminal whose input is a pipe, and whose output can be looked at."""

    def __init__(self, language: str = "ru") -> None:
        descriptor, self._typing = os.pipe()
        self._descriptor = descriptor
        self.out = io.StringIO()
        self.terminal = Terminal(
            PlainScreen(self.out), typed_lines(descriptor), clock=ManualClock(), text=words, language=language
        )
        self.bot = Bot(TOKEN, session=TerminalSession(self.terminal), default=DefaultBotProperties(parse_mode="HTML"))

    def type(self, text: str) -> None:
        os.write(self._typing, text.encode())

    def hang_up(self) -> None:
        if self._typing >= 0:
            os.close(self._typing)
            self._typing = -1

    async def close(self) -> None:
        self.hang_up()
        await asyncio.sleep(0.01)  # the reading thread meets the end before its descriptor goes
        os.close(self._descriptor)

    @property
    def shown(self) -> str:
        return self.out.getvalue()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    yield desk
    await desk.close()


@contextlib.asynccontextmanager
async def polling(desk: Desk, dispatcher: Dispatcher) -> AsyncIterator[asyncio.Task[None]]:
    """Real polling, one update after the other; the terminal's own run is what it yields."""
    async with asyncio.TaskGroup() as group:
        updates = group.create_task(
            dispatcher.start_polling(desk.bot, handle_signals=False, handle_as_tasks=False, close_bot_session=False)
        )
        reading = group.create_task(desk.terminal.run())
        yield reading
        await dispatcher.stop_polling()
        await updates
        reading.cancel()


async def play(desk: Desk, dispatcher: Dispatcher, typed: str) -> str:
    """What is on the screen when all that was typed is dealt with."""
    desk.type(typed)
    desk.hang_up()
    async with asyncio.timeout(30), polling(desk, dispatcher) as reading:
        await reading
        assert desk.terminal.ended.is_set()
    return desk.shown


async def test_commands_are_answered_in_order_and_buttons_pressed_by_number(desk: Desk) -> None:
    dispatcher = Dispatcher()
    heard: list[str] = []

    @dispatcher.message(Command("add"))
    async def add(message: Message) -> None:
        assert message.from_user is not None
        heard.append(f"{message.from_user.language_code} {message.chat.type} {message.text}")
        await asyncio.sleep(0.05)
        await message.answer(
            "Подписать на <b>мост</b>?",
            reply_markup=buttons([("Да", "yes"), ("Нет", "no")], [("Сайт", "http://127.0.0.1/x"), ("Позже", "later")]),
        )

    @dispatcher.callback_query()
    async def pressed(query: CallbackQuery) -> None:
        heard.append(f"pressed {query.data}")
        assert isinstance(query.message, Message)
        await query.message.edit_text(f"Выбрано: {query.data}")
        await query.answer("Готово")

    @dispatcher.message(F.text)
    async def other(message: Message) -> None:
        heard.append(f"said {message.text}")

    shown = await play(desk, dispatcher, "5\n/add мост\n\n  9  \n3\n2026\nхвост без перевода строки")
    assert heard == ["said 5", "ru private /add мост", "pressed later", "said 2026", "said хвост без перевода строки"]
    time = desk.terminal.clock.now().astimezone().strftime("%H:%M:%S")
    assert shown == "\n".join(
        [
            "(terminal-greeting)",
            "",
            "> 5",
            "",
            "> /add мост",
            "",
            f"● {time} #3",
            "Подписать на **мост**?",
            "[1] Да  [2] Нет",
            "[↗] Сайт <http://127.0.0.1/x>  [3] Позже",
            "",
            "> 9",
            "",
            "(terminal-no-button{'count': 3})",
            "",
            "> 3",
            "",
            f"✎ {time} #3",
            "Выбрано: later",
            "",
            "✓ Готово",
            "",
            "> 2026",
            "",
            "> хвост без перевода строки",
            "",
            "",
        ]
    )


async def test_quit_ends_before_the_rest_of_the_input(desk: Desk) -> None:
    dispatcher = Dispatcher()
    heard: list[str | None] = []

    @dispatcher.message()
    async def listen(message: Message) -> None:
        heard.append(message.text)

    desk.type("раз\n/quit\nдва\n")
    async with asyncio.timeout(30), polling(desk, dispatcher) as reading:
        await reading
    assert heard == ["раз"]


async def test_messages_are_shown_while_nobody_types(desk: Desk) -> None:
    async with asyncio.timeout(30), polling(desk, Dispatcher()) as reading:
        await desk.bot.send_message(PERSON_ID, "Новость сама пришла")
        assert "Новость сама пришла" in desk.shown
        assert not reading.done()
        assert not desk.terminal.ended.is_set()


async def test_an_update_comes_again_until_it_is_confirmed(desk: Desk) -> None:
    async with asyncio.timeout(30):
        await desk.terminal.conversation.write("раз", desk.terminal.clock.now())
        await desk.terminal.conversation.write("два", desk.terminal.clock.now())
        first = await desk.bot.get_updates()
        assert first == await desk.bot.get_updates(timeout=5)
        assert [update.message.text for update in first if update.message] == ["раз", "два"]
        assert await desk.bot.get_updates(limit=1) == first[:1]
        assert await desk.bot.get_updates(offset=first[0].update_id + 1) == first[1:]
        confirmed = asyncio.create_task(desk.terminal.conversation.wait_until_confirmed())
        assert await desk.bot.get_updates(offset=first[1].update_id + 1) == []
        await confirmed
        waiting = asyncio.create_task(desk.bot.get_updates(offset=first[1].update_id + 1, timeout=30))
        await asyncio.sleep(0)
        await desk.terminal.conversation.write("три", desk.terminal.clock.now())
        assert [update.message.text for update in await waiting if update.message] == ["три"]


async def test_a_button_belongs_to_the_message_that_was_shown_last_with_buttons(desk: Desk) -> None:
    dispatcher = Dispatcher()
    heard: asyncio.Queue[str | None] = asyncio.Queue()

    @dispatcher.callback_query()
    async def pressed(query: CallbackQuery) -> None:
        await heard.put(query.data)

    async with asyncio.timeout(30), polling(desk, dispatcher):
        first = await desk.bot.send_message(PERSON_ID, "Первое", reply_markup=buttons([("А", "a")]))
        second = await desk.bot.send_message(PERSON_ID, "Второе", reply_markup=buttons([("Б", "b")]))
        await desk.bot.send_message(PERSON_ID, "Без кнопок")
        desk.type("1\n")
        assert await heard.get() == "b"
        await first.edit_reply_markup(reply_markup=buttons([("В", "c")]))
        desk.type("1\n")
        assert await heard.get() == "c"
        await second.delete()
        desk.type("[1]\n")
        assert await heard.get() == "c"
    assert "(terminal-deleted{'number': '2'})" in desk.shown


async def test_edits_and_replies_are_recognisable(desk: Desk) -> None:
    first = await desk.bot.send_message(PERSON_ID, "<b>Сюжет</b>\nТекст")
    reply = await desk.bot.send_message(PERSON_ID, "Развитие", reply_parameters=ReplyParameters(message_id=1))
    edited = await desk.bot.edit_message_text(
        "<b>Сюжет</b>\nТекст · ещё: Обрій", chat_id=PERSON_ID, message_id=first.message_id
    )
    assert reply.reply_to_message is not None
    assert isinstance(edited, Message)
    assert edited.html_text == "<b>Сюжет</b>\nТекст · ещё: Обрій"
    assert desk.shown.splitlines()[4].endswith("#2 ↪ #1 Сюжет")
    assert "✎" in desk.shown.splitlines()[7]
    assert "ещё: Обрій" in desk.shown


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda bot: bot.send_message(PERSON_ID, "<b>x"), "can't parse entities"),
        (lambda bot: bot.send_message(PERSON_ID, "<b> </b>"), "text is empty"),
        (lambda bot: bot.send_message(PERSON_ID, "x" * 4097), "too long"),
        (lambda bot: bot.send_message(PERSON_ID, "x", parse_mode="Markdown"), "unsupported parse_mode"),
        (lambda bot: bot.send_message("@channel", "x"), "chat not found"),
        (lambda bot: bot.send_message(1, "x", reply_parameters=ReplyParameters(message_id=7)), "replied not found"),
        (lambda bot: bot.edit_message_text("x", chat_id=PERSON_ID, message_id=7), "message to edit not found"),
        (lambda bot: bot.edit_message_text("Есть", chat_id=PERSON_ID, message_id=1), "message is not modified"),
        (lambda bot: bot.delete_message(PERSON_ID, 7), "message to delete not found"),
        (lambda bot: bot.get_chat("@channel"), "chat not found"),
        (lambda bot: bot.get_chat_member(PERSON_ID, 5), "user not found"),
        (lambda bot: bot.get_chat_administrators(PERSON_ID), "no administrators"),
        (lambda bot: bot.send_document(PERSON_ID, "file-id"), "wrong file identifier"),
    ],
)
async def test_what_telegram_would_refuse_is_refused(
    desk: Desk, call: Callable[[Bot], "asyncio.Future[object]"], complaint: str
) -> None:
    await desk.bot.send_message(PERSON_ID, "Есть")
    with pytest.raises(TelegramBadRequest, match=complaint):
        await call(desk.bot)


async def test_a_persons_own_message_cannot_be_edited(desk: Desk) -> None:
    await desk.terminal.conversation.write("моё", desk.terminal.clock.now())
    with pytest.raises(TelegramBadRequest, match="can't be edited"):
        await desk.bot.edit_message_text("x", chat_id=PERSON_ID, message_id=1)


async def test_the_rest_of_what_a_bot_asks(desk: Desk) -> None:
    assert (await desk.bot.me()).id == desk.bot.id
    assert (await desk.bot.get_chat(PERSON_ID)).type == "private"
    for user in (PERSON_ID, desk.bot.id):
        member = await desk.bot.get_chat_member(PERSON_ID, user)
        assert isinstance(member, ChatMemberMember)
        assert member.user.id == user
    assert await desk.bot.set_my_commands([BotCommand(command="help", description="?")])
    assert await desk.bot.delete_webhook()
    with pytest.raises(TelegramNotFound, match="SendDice"):
        await desk.bot.send_dice(PERSON_ID)


async def test_a_document_is_saved_where_the_screen_says(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    document = BufferedInputFile(b"a;b\n1;2\n", filename="../report.csv")
    message = await desk.bot.send_document(PERSON_ID, document, caption="<b>Отчёт</b>")
    (saved,) = await asyncio.to_thread(lambda: list(tmp_path.rglob("*.csv")))
    assert saved.name == "report.csv"
    assert await asyncio.to_thread(saved.read_bytes) == b"a;b\n1;2\n"
    assert message.text == f"Отчёт\n{saved}"
    assert f"**Отчёт**\n{saved}\n" in desk.shown


async def test_a_line_waits_for_the_answer_to_the_one_before(desk: Desk) -> None:
    """The bot confirms what it has stored, and answers then."""
    order: list[str] = []

    async def answered() -> None:
        order.append("answered")

    desk.type("раз\nдва\n")
    desk.hang_up()
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        group.create_task(desk.terminal.run(answered))
        offset = 0
        while len(order) < 4:
            for update in await desk.bot.get_updates(offset=offset, timeout=1):
                assert update.message is not None
                order.append(update.message.text or "")
                offset = update.update_id + 1
    assert order == ["раз", "answered", "два", "answered"]


async def test_a_screen_that_has_gone_away_ends_it() -> None:
    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    async def silence() -> AsyncIterator[str]:
        await asyncio.Event().wait()
        yield ""

    terminal = Terminal(PlainScreen(Closed()), silence(), clock=ManualClock(), text=words)
    async with asyncio.timeout(30):
        await terminal.run()
    assert terminal.ended.is_set()


@pytest.mark.parametrize("text", ["", "раз\r\nдва", "\n\nраз\n", "ж" * 5000 + "\n" + "ы" * 5000])
async def test_lines_of_a_file_are_read_whole(tmp_path: Path, text: str) -> None:
    file = tmp_path / "input"
    file.write_bytes(text.encode())
    descriptor = os.open(file, os.O_RDONLY)
    try:
        assert [line async for line in typed_lines(descriptor)] == text.replace("\r", "").splitlines()
    finally:
        os.close(descriptor)


async def test_bytes_that_are_no_text_do_not_stop_the_reading() -> None:
    descriptor, writing = os.pipe()
    os.write(writing, b"\xff\xd0\n\xd0\xb6")
    os.close(writing)
    assert [line async for line in typed_lines(descriptor)] == ["\ufffd\ufffd", "ж"]
    os.close(descriptor)

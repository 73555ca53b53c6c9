"""What systemd hears: read from a real socket."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from bot.errors import StorageError
from bot.runtime.outages import Outages
from bot.runtime.supervise import Bell, Stages, keep_going, repeat
from bot.runtime.systemd import Pulse, ServiceManager
from tests.clock import SteppedClock

PATIENCE_S = 60
WATCHDOG_S = 20.0


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.setblocking(False)
        yield listener


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
async def pulse(listening: socket.socket, clock: SteppedClock) -> AsyncIterator[Pulse]:
    async with Pulse(ServiceManager(listening.getsockname(), WATCHDOG_S), clock) as beating:
        yield beating


async def heard(listening: socket.socket) -> str:
    async with asyncio.timeout(PATIENCE_S):
        return (await asyncio.get_running_loop().sock_recv(listening, 4096)).decode()


async def beats(listening: socket.socket, count: int = 5) -> list[str]:
    return [await heard(listening) for _ in range(count)]


def hear_nothing(listening: socket.socket) -> None:
    """Forget what was said so far."""
    try:
        while True:
            listening.recv(4096)
    except BlockingIOError:
        pass


@pytest.mark.parametrize("is_abstract", [False, True])
def test_lines_go_to_the_socket_that_the_environment_names(tmp_path: Path, *, is_abstract: bool) -> None:
    address = f"@dozor-{uuid4().hex}" if is_abstract else str(tmp_path / "notify")
    environment = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7", "HOME": "/"}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(address.replace("@", "\0"))
        listener.settimeout(PATIENCE_S)
        manager = ServiceManager.from_environment(environment, pid=7)
        manager.tell("READY=1", "STATUS=слушает")
        assert listener.recv(4096) == "READY=1\nSTATUS=слушает".encode()
    assert manager.period_s == 15.0
    assert environment == {"HOME": "/"}, "children inherit the rest"
    manager.tell("WATCHDOG=1")  # and nobody hears it


@pytest.mark.parametrize(
    "watchdog",
    [{}, {"WATCHDOG_USEC": "1000000", "WATCHDOG_PID": "8"}, {"WATCHDOG_USEC": "soon"}, {"WATCHDOG_USEC": "0"}],
)
def test_a_watchdog_of_another_process_or_none_sets_no_period(watchdog: dict[str, str]) -> None:
    assert ServiceManager.from_environment(watchdog, pid=7).period_s == ServiceManager().period_s


async def test_without_a_manager_nobody_is_told(clock: SteppedClock) -> None:
    began = clock.now()
    async with Pulse(ServiceManager.from_environment({}, pid=7), clock) as pulse:
        pulse.watch(Stages(clock), Outages(clock), asyncio.Event())
        await asyncio.sleep(0)
        pulse.stop()
    assert clock.now() == began, "and nothing beats"


async def test_it_asks_for_time_until_updates_come_in_and_then_it_is_ready(
    pulse: Pulse, listening: socket.socket, clock: SteppedClock
) -> None:
    assert set(await beats(listening)) == {"EXTEND_TIMEOUT_USEC=30000000\nSTATUS=starting"}
    served = asyncio.Event()
    pulse.watch(Stages(clock), Outages(clock), served)
    hear_nothing(listening)
    assert set(await beats(listening)) == {"EXTEND_TIMEOUT_USEC=30000000\nSTATUS=waiting for Telegram"}
    served.set()
    while not (said := await heard(listening)).startswith("READY=1"):
        assert said.startswith("EXTEND_TIMEOUT_USEC")
    assert said == "READY=1\nSTATUS=receiving updates"
    assert set(await beats(listening)) == {"WATCHDOG=1\nSTATUS=receiving updates"}


async def test_it_beats_twice_in_the_time_of_the_watchdog(pulse: Pulse, listening: socket.socket) -> None:
    clock = pulse._clock
    await heard(listening)
    began = clock.now()
    await beats(listening, 4)
    assert (clock.now() - began).total_seconds() <= 5 * WATCHDOG_S / 2


async def test_a_stage_that_stands_still_withholds_the_beats_until_it_goes_on(
    pulse: Pulse, listening: socket.socket, clock: SteppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    stages, served, goes_on = Stages(clock), asyncio.Event(), asyncio.Event()

    async def step() -> bool:
        await goes_on.wait()
        return False

    async def stage() -> None:
        await repeat("ingest", step, Bell(), PATIENCE_S, clock=clock)

    task = asyncio.create_task(keep_going("ingest", stage, clock, stages))
    pulse.watch(stages, Outages(clock), served)
    served.set()
    for _ in range(1_000):
        await asyncio.sleep(0)
    assert "ingest stand still" in caplog.text
    hear_nothing(listening)
    for _ in range(1_000):
        await asyncio.sleep(0)
    with pytest.raises(BlockingIOError):
        listening.recv(4096)
    goes_on.set()
    assert "WATCHDOG=1" in await heard(listening)
    task.cancel()


async def test_a_database_that_fails_is_told_and_no_reason_for_a_restart(
    pulse: Pulse, listening: socket.socket, clock: SteppedClock
) -> None:
    stages, outages, served = Stages(clock), Outages(clock), asyncio.Event()
    pulse.watch(stages, outages, served)
    served.set()
    outages.begin_wait("somebody", StorageError("disk I/O error"))
    stages.note_failure("poll")
    with stages.step("poll"):
        clock.move(hours=1)
        hear_nothing(listening)
        assert "WATCHDOG=1\nSTATUS=receiving updates; the database fails" in await beats(listening)
    outages.end_wait("somebody")
    stages.note_failure("poll")
    hear_nothing(listening)
    assert "STATUS=receiving updates; failing: poll" in "\n".join(await beats(listening))


async def test_the_end_is_said(pulse: Pulse, listening: socket.socket, clock: SteppedClock) -> None:
    served = asyncio.Event()
    pulse.watch(Stages(clock), Outages(clock), served)
    pulse.stop()
    served.set()
    said = await beats(listening, 3)
    assert "STOPPING=1\nSTATUS=finishing what is being sent" in said
    assert not any("READY=1" in one for one in said)


async def test_a_cancellation_while_it_ends_comes_through(listening: socket.socket, clock: SteppedClock) -> None:
    async def run() -> None:
        async with Pulse(ServiceManager(listening.getsockname(), WATCHDOG_S), clock):
            await asyncio.sleep(0)
            running.cancel()

    running = asyncio.create_task(run())
    await asyncio.wait([running])
    assert running.cancelled()

"""`benchmarks.delivery` measures what it says: a tiny size of the scene that takes no time of its own."""

from benchmarks.delivery import SCENES, Sizes


async def test_without_windows_every_message_is_told() -> None:
    figures = await SCENES["overhead"](Sizes(seconds=1, chats=20, subscriptions=10))
    assert [figure.value > 0 for figure in figures] == [True, True]

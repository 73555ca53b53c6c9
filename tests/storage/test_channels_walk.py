"""Whatever happens to a channel, its stories and its sources: see `tests.storage.walked`."""

from random import Random

import pytest

from tests.storage.scene import Scene
from tests.storage.walked import Walk


@pytest.mark.parametrize("seed", [16, 26])
async def test_a_channel_tells_a_story_once_and_nothing_of_what_is_not_ticked(scene: Scene, seed: int) -> None:
    walk = Walk(scene, Random(seed))
    await walk.open()
    for _ in range(100):
        await walk.step()
    assert walk.posts

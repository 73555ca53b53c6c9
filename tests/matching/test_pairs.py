"""The dictionary in arrays against an ordinary one."""

from random import Random

import numpy as np
import pytest

from bot.matching.pairs import Pairs


@pytest.mark.parametrize("seed", range(3))
def test_it_answers_as_a_dictionary_does(seed: int) -> None:
    random = Random(seed)
    pairs, expected = Pairs(), dict[int, int]()
    spread = [random.getrandbits(63) for _ in range(1_500)] + [node << 32 | 7 for node in range(1_500)]
    for number, key in enumerate(spread):
        pairs.put(key, number)
        expected[key] = number
        if number % 3 == 0:
            gone = random.choice(list(expected))
            pairs.remove(gone)
            del expected[gone]
    assert pairs._overflow, "some find their bucket full"

    asked = [*spread, 0, 2**63 - 1, spread[-1], spread[-1]]
    at, numbers = pairs.find(np.array(asked))

    assert sorted(zip(at.tolist(), numbers.tolist(), strict=True)) == [
        (index, expected[key]) for index, key in enumerate(asked) if key in expected
    ]
    assert all(pairs.get(key) == expected.get(key) for key in asked)
    assert len(pairs) == len(expected)


def test_what_found_its_bucket_full_stays_when_others_go() -> None:
    pairs = Pairs()
    crowded = [key for key in range(10_000) if pairs._bucket(key) == 3][:6]
    for key in crowded:
        pairs.put(key, key)
    pairs.remove(crowded[0])
    pairs.put(crowded[0], 1)

    at, numbers = pairs.find(np.array(crowded))

    assert dict(zip(at.tolist(), numbers.tolist(), strict=True)) == dict(enumerate([1, *crowded[1:]]))
    with pytest.raises(KeyError):
        pairs.remove(2**40)

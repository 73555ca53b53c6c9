import pytest

from bot.feeds.pack import default_pack, packs_at_first, packs_off
from bot.fetching.guard import AddressGuard
from bot.model import Language


def test_the_default_pack_names_public_sources_in_three_languages_once() -> None:
    pack = default_pack()
    assert len(pack) == len({source.url for source in pack}) >= 79
    assert {source.language for source in pack} == {"ru", "uk", "en"}
    for source in pack:
        AddressGuard().check(source.url)
        assert source.title
        assert source.pack is not None
        assert source.pack.startswith(f"{source.language}/")


@pytest.mark.parametrize("language", Language)
def test_the_packs_of_a_newcomer_are_there_and_none_is_official(language: Language) -> None:
    there = {source.pack for source in default_pack()}
    at_first = packs_at_first(language)
    assert at_first <= there
    assert not any(pack.endswith("/official") for pack in at_first)
    assert packs_off(language) == there - at_first

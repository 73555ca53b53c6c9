from bot.feeds.pack import default_pack
from bot.fetching.guard import AddressGuard


def test_the_default_pack_names_public_sources_in_three_languages_once() -> None:
    pack = default_pack()
    assert len(pack) == len({source.url for source in pack}) >= 79
    assert {source.language for source in pack} == {"ru", "uk", "en"}
    for source in pack:
        AddressGuard().check(source.url)
        assert source.title
        assert source.pack is not None
        assert source.pack.startswith(f"{source.language}/")

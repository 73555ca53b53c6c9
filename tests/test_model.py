"""What the domain's types enforce by themselves."""

from bot.model import ReadArticle


def test_of_an_article_so_much_is_read_as_anybody_writes() -> None:
    long = "слово " * 100_000
    read = ReadArticle(title=long, text=long, source=long, site=long, language="ru")
    assert [len(part) for part in (read.title, read.text, read.source, read.site)] == [1_000, 100_000, 1_000, 253]
    assert long.startswith(read.text)

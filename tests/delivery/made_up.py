"""A story as a chat is told of it."""

from datetime import UTC, datetime, timedelta

from bot.model import FurtherReport, FurtherReports, Hit, ReadArticle, Span, StoryId, StoryUpdate

TEXT = "Лидеры обсудили «коалицию желающих» в Риме. Решения пока нет.\nДальше речь шла о газе и нефти."
ARTICLE = ReadArticle("Рим: <план> & «коалиция»", TEXT, "Вестник", "vestnik.example", "ru")
HIT = Hit(text=(Span(TEXT.index("коалицию"), TEXT.index("»")),))


def story_update(**changes: object) -> StoryUpdate:
    fields: dict[str, object] = {
        "story_id": StoryId(1),
        "version": 1,
        "subscriptions": ("коалиция желающих",),
        "queries": ("коалиция желающих",),
        "article": ARTICLE,
        "url": "https://vestnik.example/a?b=1&c=2",
        "published_at": datetime(2026, 3, 1, 18, 42, tzinfo=UTC),
        "further": FurtherReports(),
        "reply_to": None,
        "silent": False,
    }
    return StoryUpdate(**(fields | changes))  # type: ignore[arg-type]  # the fields are those of the class


def joined_by(*outlets: str, total: int | None = None) -> FurtherReports:
    """A report of each outlet, newest first."""
    at = datetime(2026, 3, 1, 19, 21, tzinfo=UTC)
    newest = tuple(
        FurtherReport(outlet, f"Сообщает {outlet}", f"https://{number}.example/", at - timedelta(minutes=number))
        for number, outlet in enumerate(outlets)
    )
    return FurtherReports(newest, total or len(newest), len(newest))

"""Documents like real feeds, with the expected items, written by hand."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import NotAFeed
from bot.feeds.parse import parse
from bot.fetching.reasons import FailureReason
from bot.model import Item, ParsedFeed, PostRange

GOLDEN = Path(__file__).parent / "golden"
DOCUMENTS = sorted(path for path in GOLDEN.iterdir() if not path.name.endswith(".expected.json"))


def load(document: Path) -> tuple[bytes, dict[str, Any]]:
    expected = json.loads((GOLDEN / f"{document.stem}.expected.json").read_text("utf-8"))
    assert isinstance(expected, dict)
    return document.read_bytes(), expected


def read_item(fields: dict[str, str | None]) -> Item:
    at = fields["published_at"]
    return Item(
        guid=fields["guid"],
        url=fields["url"],
        title=fields["title"] or "",
        text=fields["text"] or "",
        published_at=datetime.fromisoformat(at) if at else None,
        author=fields.get("author") or "",
    )


def test_there_are_documents_enough() -> None:
    assert len(DOCUMENTS) >= 40


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_document(document: Path) -> None:
    body, expected = load(document)
    if "not_a_feed" in expected:
        with pytest.raises(NotAFeed) as refused:
            parse(body, content_type=expected["content_type"], url=expected["url"])
        assert refused.value.reason == FailureReason(expected["not_a_feed"])
        return
    read = parse(body, content_type=expected["content_type"], url=expected["url"])
    assert read == ParsedFeed(
        title=expected["title"],
        language=expected["language"],
        site=expected["site"],
        ttl_s=expected["ttl_s"],
        items=tuple(map(read_item, expected["items"])),
        skip_hours=frozenset(expected.get("skip_hours", ())),
        skip_days=frozenset(expected.get("skip_days", ())),
        encoding=expected["encoding"],
        item_hashes=read.item_hashes,
        further=tuple(expected.get("further", ())),
        posts=PostRange(*expected["posts"]) if "posts" in expected else None,
    )

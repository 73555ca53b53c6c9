"""Reads public Telegram channels from the web page that previews their last posts."""

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from bot.errors import NotAFeed
from bot.feeds.items import RawFeed, RawItem
from bot.fetching.reasons import FailureReason
from bot.model import PostRange
from bot.text.hosts import has_long_host
from bot.text.html import as_markup

_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
_NAME = r"[A-Za-z][A-Za-z0-9_]{3,31}"
_HANDLE = re.compile(f"@({_NAME})")
_PATH = re.compile(f"/(?:s/)?@?({_NAME})(?:/\\d+){{0,2}}/?")
_POST_PATH = re.compile(f"/(?:s/)?({_NAME})/(\\d{{1,12}})/?")
_PRIVATE = re.compile(r"/(?:\+|joinchat/|c/\d|addlist/)")
_POSTS = "//div[contains(concat(' ', @class, ' '), ' tgme_widget_message ')][@data-post]"
_IS_SERVICE = "contains(concat(' ', @class, ' '), ' service_message ')"
"""Telegram's messages about the channel itself: a new picture, a pinned post."""
_WORDS = ".//div[contains(concat(' ', @class, ' '), ' js-message_text ')]"
_FURTHER_WORDS = " | ".join(
    f".//div[contains(concat(' ', @class, ' '), ' {name} ')]"
    for name in (
        "tgme_widget_message_poll_question",
        "tgme_widget_message_poll_option_text",
        "tgme_widget_message_document_title",
        "tgme_widget_message_contact_name",
        "tgme_widget_message_location_title",
        "link_preview_title",
        "link_preview_description",
    )
)
"""Other text of a post, besides or instead of its own; without quoted posts and buttons."""
_ADDRESS = re.compile(r"https?://\S+")
_NUMBER = re.compile(r"/(\d{1,12})$")
_CHANNELS_FROM = 1_000_000_000_000
"""In Telegram's ids, channels are numbered from here downwards."""
_MOST_POSTS = 100
"""A page shows some 20."""
_NOT_CHANNELS = frozenset(
    {"joinchat", "addstickers", "addemoji", "share", "proxy", "socks", "login", "invoice", "setlanguage"}
)


def preview_address(written: str) -> str | None:
    """The preview address of the channel in `@name`, `t.me/name` or a post's address; None if there is none."""
    written = written.strip()
    if handle := _HANDLE.fullmatch(written):
        return _preview_of(handle[1])
    host, path = _split(written)
    name = _PATH.fullmatch(path) if host in _HOSTS else None
    if name and name[1].lower() not in _NOT_CHANNELS:
        return _preview_of(name[1])
    own_host = host.removesuffix(".t.me")  # name.t.me equals t.me/name
    if own_host != host and re.fullmatch(_NAME, own_host):
        return _preview_of(own_host)
    return None


def post_address(written: str) -> str | None:
    """The address of a channel's post, as the channel's preview has it; None for other addresses."""
    host, path = _split(written)
    post = _POST_PATH.fullmatch(path) if host in _HOSTS else None
    return f"https://t.me/{post[1]}/{post[2]}" if post and post[1].lower() not in _NOT_CHANNELS else None


def channel_address(telegram_id: int, name: str | None) -> str:
    """The address of a channel by its id and, if it is public, its name; with a post's number after it, the post's.

    Only its subscribers can open that of a channel which is not public.
    """
    return f"https://t.me/{name}" if name else f"https://t.me/c/{-telegram_id - _CHANNELS_FROM}"


def is_of_telegram(address: str) -> bool:
    """Whether Telegram's apps open the address: channels, chats, invitations, stickers."""
    return _split(address)[0] in _HOSTS


def is_private(address: str) -> bool:
    """Whether a Telegram address is an invitation or is for members only."""
    return _PRIVATE.match(_split(address)[1]) is not None


def _split(written: str) -> tuple[str, str]:
    """Host and path; both empty if it is not a page's address."""
    address = written if "://" in written else "https://" + written
    try:
        parts = urlsplit("" if has_long_host(address) else address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    return (host, parts.path) if parts.scheme in {"http", "https"} else ("", "")


def _preview_of(name: str) -> str:
    """The preview address of a channel; names ignore case."""
    return f"https://t.me/s/{name.lower()}"


def is_preview(url: str, text: str) -> bool:
    """Whether a page is one of Telegram's, even if another host served it."""
    if "tgme_widget_message" in text and "data-post=" in text:
        return True
    return _split(url)[0] in _HOSTS and ("tgme_page" in text or "tgme_channel_info" in text)


def read_channel(text: str, url: str) -> tuple[RawFeed, list[RawItem]]:
    """The channel and its posts, oldest first, like on the page. Posts without text are left out.

    Raises NotAFeed if the channel shows its posts only in the app, or does not exist: both have the same page.
    """
    page = _parse(text)
    posts = page.xpath(_POSTS)[-_MOST_POSTS:]
    if not posts and not page.xpath("//*[contains(@class, 'tgme_channel_info')]"):
        raise NotAFeed(FailureReason.PREVIEW_OFF, _meta(page, "og:title"))
    items = [item for post in posts if (item := _item(post)) is not None]
    name = posts[0].get("data-post").partition("/")[0] if posts else ""
    site = f"https://t.me/{name}" if name else ""
    title = as_markup(_meta(page, "og:title"))
    return RawFeed(title=title, site=site, base="https://t.me/", posts=_range(posts, url)), items


def _range(posts: list[etree._Element], url: str) -> PostRange | None:
    """The numbers of the posts, including those without text."""
    numbers = [int(found[1]) for post in posts if (found := _NUMBER.search(post.get("data-post")))]
    if not numbers:
        return None
    lowest = min(numbers)
    return PostRange(lowest, max(numbers), urljoin(url, f"?before={lowest}") if lowest > 1 else None)


def _parse(text: str) -> etree._Element:
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))


def _item(post: etree._Element) -> RawItem | None:
    words = _words(post)
    if not words or post.xpath(_IS_SERVICE):
        return None
    name = post.get("data-post")
    times = post.xpath(".//a[contains(@class, 'tgme_widget_message_date')]//time/@datetime")
    return RawItem(guid=name, link=f"https://t.me/{name}", texts=(words,), time=str(times[0]) if times else "")


def _words(post: etree._Element) -> str:
    """All text of a post, as markup: its own, then the rest; in reverse order if its own text is only a link."""
    texts = post.xpath(_WORDS)[:1]  # an edited box is nested in another one, which has all the text
    further = post.xpath(_FURTHER_WORDS)
    if texts and _ADDRESS.fullmatch(texts[0].text_content().strip()):
        texts, further = further, texts
    parts = (etree.tostring(part, encoding="unicode", method="html", with_tail=False) for part in (*texts, *further))
    return "".join(parts)


def _meta(page: etree._Element, name: str) -> str:
    contents = page.xpath("//meta[@property=$name]/@content", name=name)
    return str(contents[0]) if contents else ""

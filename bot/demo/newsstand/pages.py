"""The outlets' pages as a browser gets them, with everything around an article."""

from collections.abc import Sequence

from bot.demo.newsstand.markup import Html, element, escaped, together
from bot.demo.newsstand.printed import Printed
from bot.demo.newsstand.script import FeedFormat, Outlet

FEED_TYPES = {
    FeedFormat.RSS: "application/rss+xml",
    FeedFormat.ATOM: "application/atom+xml",
    FeedFormat.JSON: "application/feed+json",
}


def article_body(outlet: Outlet, printed: Printed, base: str) -> Html:
    """The paragraphs of an article, and the list of related ones that editors leave below it.

    `base` goes before the paths of links: an address without a slash at its end, or nothing.
    """
    paragraphs = [element("p", _text(outlet, line)) for line in printed.publication.paragraphs]
    return together(*paragraphs, *_related(outlet, printed, base))


def front_page(outlet: Outlet, listing: Sequence[Printed], base: str) -> bytes:
    """The outlet's home page: where its feed can be discovered, and its headlines."""
    teasers = [
        element(
            "article",
            element("h2", element("a", _text(outlet, one.publication.title), href=base + one.path)),
            element("p", _text(outlet, one.publication.paragraphs[0])),
        )
        for one in listing
    ]
    return _page(outlet, outlet.name, element("main", together(*teasers)), base)


def article_page(outlet: Outlet, printed: Printed, listing: Sequence[Printed], base: str) -> bytes:
    """The page of an article: its text with navigation, a sidebar of other headlines, related links."""
    publication = printed.publication
    published = printed.published_at
    byline = [_text(outlet, publication.author)] if publication.author else []
    article = element(
        "article",
        element("h1", _text(outlet, publication.title)),
        element(
            "div",
            *byline,
            element("time", escaped(published.strftime("%d.%m.%Y, %H:%M")), datetime=published.isoformat()),
            class_="meta",
        ),
        element("div", article_body(outlet, printed, base), class_="article-body"),
        element("div", *(element("a", _text(outlet, tag), href="#") for tag in publication.tags), class_="tags"),
    )
    others = [
        element("li", element("a", _text(outlet, other.publication.title), href=base + other.path))
        for other in listing
        if other.path != printed.path
    ]
    sidebar = element(
        "aside", element("h3", _text(outlet, outlet.sidebar)), element("ul", together(*others)), class_="sidebar"
    )
    content = together(element("main", article), sidebar)
    return _page(outlet, f"{publication.title} — {outlet.name}", content, base)


def _related(outlet: Outlet, printed: Printed, base: str) -> list[Html]:
    titles = printed.publication.related
    if not titles:
        return []
    links = [element("li", element("a", _text(outlet, title), href=f"{base}/")) for title in titles]
    return [element("p", element("strong", _text(outlet, outlet.related))), element("ul", *links)]


def _page(outlet: Outlet, title: str, content: Html, base: str) -> bytes:
    home = f"{base}/"
    head = together(
        element("meta", charset=outlet.encoding),
        element("title", escaped(title)),
        element("link", rel="alternate", type=FEED_TYPES[outlet.format], href=f"{home}feed", title=outlet.name),
    )
    sections = [element("li", element("a", _text(outlet, section), href=home)) for section in outlet.navigation]
    body = together(
        element(
            "header", element("a", _text(outlet, outlet.name), href=home), element("nav", element("ul", *sections))
        ),
        content,
        element("footer", element("p", _text(outlet, f"© {outlet.name}"))),
    )
    page = together(
        Html("<!DOCTYPE html>"), element("html", element("head", head), element("body", body), lang=outlet.language)
    )
    return page.encode(outlet.encoding, errors="xmlcharrefreplace")


def _text(outlet: Outlet, text: str) -> Html:
    return escaped(text, entities=outlet.entities)

"""Whose an address is: the site that it belongs to, which is what a source speaks for.

A site is a registrable domain by the public suffix list, whose private part keeps the users of github.io and the like
apart: `https://feeds.bbc.co.uk/rss` belongs to `bbc.co.uk`. Where strangers live under one domain and the list does not
say so, it is the subdomain or the path of one of them: `t.me/durov`, `anna.livejournal.com`. So it is with what begins
with `@` or `~` on any host: `example.org/~anna`.
"""

from collections.abc import Collection
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlsplit

from publicsuffixlist import PublicSuffixList

from bot.text.hosts import has_long_host, to_ascii

_BY_PATH = frozenset(
    """
    t.me telegram.me telegram.dog telegra.ph graph.org vk.com vk.ru ok.ru dzen.ru facebook.com instagram.com x.com
    twitter.com threads.net threads.com bsky.app youtube.com youtu.be tiktok.com rutube.ru vimeo.com dailymotion.com
    reddit.com google.com quora.com teletype.in boosty.to patreon.com pikabu.ru flickr.com pinterest.com linkedin.com
    feedburner.com feedpress.me feedblitz.com rss.app rsshub.app fetchrss.com politepol.com politepaul.com feed43.com
    morss.it siftrss.com createfeed.fivefilters.org kill-the-newsletter.com feedspot.com inoreader.com feedly.com
    github.com gitlab.com bitbucket.org codeberg.org sourceforge.net pastebin.com raw.githubusercontent.com
    gist.githubusercontent.com jsdelivr.net unpkg.com statically.io rawgit.com archive.org archive.ph
    storage.googleapis.com googleusercontent.com dropbox.com dropboxusercontent.com
    soundcloud.com anchor.fm spreaker.com buzzsprout.com megaphone.fm simplecast.com acast.com transistor.fm omny.fm
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
"""Where each has a path, whatever the subdomain is."""
_BY_SUBDOMAIN = frozenset(
    """
    wordpress.com livejournal.com livejournal.net substack.com medium.com tumblr.com typepad.com over-blog.com
    jimdo.com jimdofree.com weebly.com dreamwidth.org beehiiv.com ghost.io hashnode.dev home.blog blog.jp seesaa.net
    skyrock.com mataroa.blog micro.blog write.as posthaven.com podbean.com libsyn.com tilda.ws narod.ru ucoz.ru ucoz.net
    ucoz.ua ucoz.com at.ua my1.ru 3dn.ru diary.ru liveinternet.ru d3.ru b-cdn.net translate.goog
    """.split()  # noqa: SIM905 - as above
)
"""Where each has a subdomain; what stands at the domain itself goes by its path."""
_LEADS_TO_ONE = frozenset({"feed", "feeds", "rss", "atom", "s", "raw", "rss.xml", "feed.xml"})
"""Parts of a path before the one that names somebody: `medium.com/feed/@anna`, `t.me/s/durov`."""
_KINDS_OF_PLACES = frozenset(
    """
    r u c a user users channel channels profile groups people company blog blogs id media gh npm embed p w tag playlist
    show view g ~r
    """.split()  # noqa: SIM905 - as above
)
"""Parts of a path that say which kind of place the next one names: `reddit.com/r/news`."""
_PERSONAL = ("@", "~")
_CHANNELS = ("channel_id", "playlist_id", "user")
"""Parameters that say whose a feed of YouTube is."""
_DOCUMENTS = (".rss", ".atom", ".xml", ".json")
_REMEMBERED = 4_096
"""Hosts whose domains are kept at hand, some 0.5 MB."""


def registered_site(address: str) -> str:
    """The site that an address belongs to; empty if it is nobody's, or no address of the web."""
    try:
        parts = urlsplit("" if has_long_host(address) else address)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or _is_unwritable(host):
        return ""
    domain = _domain(host)
    if domain is None:  # a machine without a name of its own in the net: another port may be another's
        bare = f"[{host}]" if ":" in host else host.lower()
        site = bare if port in {None, 80, 443} else f"{bare}:{port}"
        return site + _person(parts)
    if domain in _BY_PATH:
        owner = _owner(parts)
        return f"{domain}/{owner}" if owner else ""
    if domain in _BY_SUBDOMAIN:
        host = to_ascii(host).removeprefix("www.")
        owner = "" if host != domain else _owner(parts)
        return host if host != domain else f"{domain}/{owner}" if owner else ""
    return domain + _person(parts) if domain else ""


def counted_site(address: str) -> str:
    """The site by which the new sources of a chat are counted: one for all that one machine has to serve.

    That is one for all of a host, whatever persons the paths of an address make up there; where strangers are known to
    live under one domain, it is one for each channel, also of those that have no path of their own.
    """
    site = registered_site(address)
    domain, _, owner = site.partition("/")
    if domain == "youtube.com":
        query = dict(parse_qsl(urlsplit(address).query))
        channel = next((query[name] for name in _CHANNELS if query.get(name)), "")
        return f"{domain}/{channel}" if channel else site
    return site if domain in _BY_PATH | _BY_SUBDOMAIN or not owner.startswith(_PERSONAL) else domain


def speaks_for(sites: Collection[str], address: str) -> bool:
    """Whether whoever speaks for the sites speaks for what stands at an address."""
    site = registered_site(address)
    return bool(site) and (site in sites or site.partition("/")[0] in sites)


@lru_cache(1)
def _list() -> PublicSuffixList:
    """Read when it is first needed: 30 ms, 3 MB."""
    return PublicSuffixList()


@lru_cache(_REMEMBERED)
def _domain(host: str) -> str | None:
    """The registrable domain of a host; empty for a public suffix itself, None for what has no domain."""
    if ":" in host or "." not in host or host.rpartition(".")[2].isdecimal():
        return None
    return _list().privatesuffix(to_ascii(host)) or ""


def _owner(parts: SplitResult) -> str:
    """Whose an address is where each has a path; empty if the path does not say so."""
    segments = [segment.lower() for segment in parts.path.split("/") if segment]
    while segments and segments[0] in _LEADS_TO_ONE:
        del segments[0]
    named = segments[: 2 if segments and segments[0] in _KINDS_OF_PLACES else 1]
    return "" if any(map(_is_unwritable, named)) else "/".join(map(_without_ending, named))


def _person(parts: SplitResult) -> str:
    """Whose an address is on a host that is somebody's, with a slash before it; mostly empty: the host's own."""
    first = parts.path.lstrip("/").partition("/")[0].lower()
    is_personal = first.startswith(_PERSONAL) and not _is_unwritable(first)
    return f"/{_without_ending(first)}" if is_personal else ""


def _without_ending(segment: str) -> str:
    """Mastodon's `@anna.rss` is what `@anna` writes."""
    return next((segment.removesuffix(ending) for ending in _DOCUMENTS if segment.endswith(ending)), segment)


def _is_unwritable(segment: str) -> bool:
    return segment.split() != [segment]

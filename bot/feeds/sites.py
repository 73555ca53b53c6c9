"""Finds the site that an address belongs to; sources speak for sites.

A site is a registrable domain by the public suffix list: `https://feeds.bbc.co.uk/rss` belongs to `bbc.co.uk`. The
list's private part separates the users of github.io and the like. If strangers share a domain and the list does not say
so, a site is one person's subdomain or path: `t.me/durov`, `anna.livejournal.com`. The same holds for paths that begin
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
"""Domains where each person has a path, on any subdomain."""
_BY_SUBDOMAIN = frozenset(
    """
    wordpress.com livejournal.com livejournal.net substack.com medium.com tumblr.com typepad.com over-blog.com
    jimdo.com jimdofree.com weebly.com dreamwidth.org beehiiv.com ghost.io hashnode.dev home.blog blog.jp seesaa.net
    skyrock.com mataroa.blog micro.blog write.as posthaven.com podbean.com libsyn.com tilda.ws narod.ru ucoz.ru ucoz.net
    ucoz.ua ucoz.com at.ua my1.ru 3dn.ru diary.ru liveinternet.ru d3.ru b-cdn.net translate.goog
    """.split()  # noqa: SIM905 - as above
)
"""Domains where each person has a subdomain; on the domain itself, the path decides."""
_LEADS_TO_ONE = frozenset({"feed", "feeds", "rss", "atom", "s", "raw", "rss.xml", "feed.xml"})
"""Path segments before the one that names a person: `medium.com/feed/@anna`, `t.me/s/durov`."""
_KINDS_OF_PLACES = frozenset(
    """
    r u c a user users channel channels profile groups people company blog blogs id media gh npm embed p w tag playlist
    show view g ~r
    """.split()  # noqa: SIM905 - as above
)
"""Path segments that give the kind of the next one: `reddit.com/r/news`."""
_PERSONAL = ("@", "~")
_CHANNELS = ("channel_id", "playlist_id", "user")
"""Parameters that name the channel of a YouTube feed."""
_DOCUMENTS = (".rss", ".atom", ".xml", ".json")
_REMEMBERED = 4_096
"""Hosts whose domains are cached, some 0.5 MB."""


def registered_site(address: str) -> str:
    """The site that an address belongs to; empty if it belongs to nobody, or is not a web address."""
    try:
        parts = urlsplit("" if has_long_host(address) else address)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or _is_unwritable(host):
        return ""
    domain = _domain(host)
    if domain is None:  # a machine without a public name: another port may belong to somebody else
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
    """The site by which a chat's new sources are counted: one for everything on one server.

    All paths of a host count as one site, since anybody can invent personal paths. On domains that strangers are known
    to share, each channel is a site, even one without a path of its own.
    """
    site = registered_site(address)
    domain, _, owner = site.partition("/")
    if domain == "youtube.com":
        query = dict(parse_qsl(urlsplit(address).query))
        channel = next((query[name] for name in _CHANNELS if query.get(name)), "")
        return f"{domain}/{channel}" if channel else site
    return site if domain in _BY_PATH | _BY_SUBDOMAIN or not owner.startswith(_PERSONAL) else domain


def speaks_for(sites: Collection[str], address: str) -> bool:
    """Whether a source that speaks for the sites speaks for an address."""
    site = registered_site(address)
    return bool(site) and (site in sites or site.partition("/")[0] in sites)


@lru_cache(1)
def _list() -> PublicSuffixList:
    """The public suffix list, loaded on first use: 30 ms, 3 MB."""
    return PublicSuffixList()


@lru_cache(_REMEMBERED)
def _domain(host: str) -> str | None:
    """The registrable domain of a host; empty for a public suffix, None for a host without a domain."""
    if ":" in host or "." not in host or host.rpartition(".")[2].isdecimal():
        return None
    return _list().privatesuffix(to_ascii(host)) or ""


def _owner(parts: SplitResult) -> str:
    """The owner named by the path on a shared domain; empty if the path names none."""
    segments = [segment.lower() for segment in parts.path.split("/") if segment]
    while segments and segments[0] in _LEADS_TO_ONE:
        del segments[0]
    named = segments[: 2 if segments and segments[0] in _KINDS_OF_PLACES else 1]
    return "" if any(map(_is_unwritable, named)) else "/".join(map(_without_ending, named))


def _person(parts: SplitResult) -> str:
    """The person named by a path on an ordinary host, with a leading slash; usually empty, for the host's own pages."""
    first = parts.path.lstrip("/").partition("/")[0].lower()
    is_personal = first.startswith(_PERSONAL) and not _is_unwritable(first)
    return f"/{_without_ending(first)}" if is_personal else ""


def _without_ending(segment: str) -> str:
    """The segment without a file ending: Mastodon's `@anna.rss` is the feed of `@anna`."""
    return next((segment.removesuffix(ending) for ending in _DOCUMENTS if segment.endswith(ending)), segment)


def _is_unwritable(segment: str) -> bool:
    return segment.split() != [segment]

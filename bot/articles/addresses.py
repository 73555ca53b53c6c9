"""Canonical addresses: one for all links to the same article."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from bot.text.hosts import has_long_host, to_ascii

_TRACKING = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid ymclid _openstat twclid ttclid li_fat_id igshid igsh
    vero_id mc_cid mc_eid mkt_tok oly_anon_id oly_enc_id _hsenc _hsmi __hssc __hstc hsctatracking wickedid rb_clickid
    s_cid cmpid cmp ocid ncid smid smtyp emc sref srnd xtor ito ftag cmpid icid intcmp int_cmp referrer ref_src ref_url
    at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_origin at_link_type at_format
    at_ptr_name at_bbc_team ns_mchannel ns_source ns_campaign ns_linkname ns_fee maca traffic_source feedtype feedname
    rss_id fromrss is_rss erid etext dicbo spm share_id shared sharedfrom wt_mc wtmc wprss guccounter guce_referrer
    guce_referrer_sig _ga _gl campaign_id clid frommail tg_rhash phpsessid jsessionid
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "stm_", "itm_", "ga_", "wt_", "yadclid")
_ONLY_OF_A_FEED = re.compile(
    r"(?:rss|feed|atom|xml|export|twitter|x|vk|tg|telegram|facebook|fb|ok|viber|dzen|zen|yandex|google|googlenews|gnews"
    r"|push|email|mail|newsletter|main|share|social|app|smi2|rambler|ukrnet|turbo|amp)(?:[_\d.-].*)?",
    re.IGNORECASE,
)
"""Values of "from", "ref" and "source" that only say where the link was placed."""
_WHENCE = frozenset(
    {"from", "ref", "source", "src", "partner", "via", "medium", "campaign", "service", "share", "rss", "feed"}
)
_SESSION = re.compile(r"(?=\D*\d)(?=\d*[a-z])[0-9a-z]{16,}", re.IGNORECASE)
"""Values of "sid" that name a visit; others may name a story or a section."""
_AMP_FLAGS = frozenset({"amp", "amp_markup", "_amp", "outputtype", "amp_js_v", "amp_gsa", "usqp", "isamp"})
_MOBILE_HOST = re.compile(r"(?:www\d?|m|mobile|mobi|amp|wap|pda|touch|lite)\.(?=[^.]+\.)")
_AMP_CACHE = re.compile(r"/(?:[acv]/)?(?:s/)?(?P<host>[^/]+\.[^/]+)(?P<path>/.*)?")
_AMP_VIEWER = re.compile(r"/amp/(?:s/)?(?P<host>[^/]+\.[^/]+)(?P<path>/.*)?")
_VARIANTS = (
    (re.compile(r";jsessionid=[^/;]*", re.IGNORECASE), ""),
    (re.compile(r"\.amp(?=\.html?$|$)"), ""),
    (re.compile(r"^/amp(?=/.)"), ""),
    (re.compile(r"(?<=.)/amp(?:\.html?)?/?$"), ""),
    (re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$"), "/"),
    (re.compile(r"/{2,}"), "/"),
    (re.compile(r"(?<=.)/$"), ""),
)
_MAY_SIMPLIFY = re.compile(r"amp|//|/$|/(?:index|default)\.|;")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/_.~!$&'()*+,;=:@-]*")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_PATH_SAFE = "/%!$&'()*+,;=:@~"
_MOST_STEPS = 10
_LONGEST = 2_048
"""Characters; nobody links to an article with a longer address, and simplifying one takes milliseconds."""


def canonical_url(address: str) -> str:
    """The canonical form of an article's address; for comparing, not for fetching.

    Ignores the scheme, letter case, "www", mobile and AMP variants, default ports, tracking parameters, session ids,
    the order of parameters, fragments and a trailing slash. An address that is canonical or not a web address stays as
    it is.
    """
    if len(address) > _LONGEST:
        return address
    for _ in range(_MOST_STEPS):
        simpler = _simplified(address)
        if simpler == address:
            break
        address = simpler
    return address


def _simplified(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return address
    if parts.scheme not in {"http", "https"} or not host:
        return address
    host = to_ascii(host.rstrip("."))
    path, query = parts.path, parts.query
    if host.endswith(".cdn.ampproject.org") and (cached := _AMP_CACHE.fullmatch(path)):
        host, path = cached["host"].lower(), cached["path"] or "/"
    elif host.removeprefix("www.").startswith("google.") and (viewed := _AMP_VIEWER.fullmatch(path)):
        host, path = viewed["host"].lower(), viewed["path"] or "/"
    while mobile := _MOBILE_HOST.match(host):
        host = host[mobile.end() :]
    if ":" in host:
        host = f"[{host}]"
    if port not in {None, 80, 443}:
        host = f"{host}:{port}"
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return str(urlunsplit(("https", host, _path(path), _query(query), fragment)))


def _path(path: str) -> str:
    path = _escaped(path)
    if _MAY_SIMPLIFY.search(path):
        for pattern, replacement in _VARIANTS:
            path = pattern.sub(replacement, path)
    return path or "/"


def _escaped(path: str) -> str:
    """Normalise escapes: remove needless ones, and write the others in capitals."""
    if _PLAIN_PATH.fullmatch(path):
        return path

    def resolve(escape: re.Match[str]) -> str:
        byte = int(escape[1], 16)
        return chr(byte) if byte in _UNRESERVED else escape[0].upper()

    path = re.sub(r"%(?![0-9a-fA-F]{2})", "%25", path)
    return quote(_ESCAPE.sub(resolve, path), safe=_PATH_SAFE)


def _query(query: str) -> str:
    if not query:
        return ""
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=None, errors="surrogateescape")
        if not _is_noise(name.lower(), value)
    ]
    return urlencode(sorted(kept), errors="surrogateescape")


def _is_noise(name: str, value: str) -> bool:
    if not name or name in _TRACKING or name in _AMP_FLAGS or name.startswith(_TRACKING_PREFIXES):
        return True
    if name == "sid":
        return _SESSION.fullmatch(value) is not None
    return name in _WHENCE and (not value or _ONLY_OF_A_FEED.fullmatch(value) is not None)


def site_of(address: str) -> str:
    """The host of an article without "www." and the like; empty if it is not a web address."""
    try:
        parts = urlsplit("" if has_long_host(address) else canonical_url(address))
    except ValueError:  # a bracket without an IPv6 address
        return ""
    return (parts.hostname or "") if parts.scheme == "https" else ""

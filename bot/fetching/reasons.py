"""The reasons why a source could not be polled."""

from enum import StrEnum


class FailureReason(StrEnum):
    """The `reason` of a SourceError; each has a text in every language."""

    # AddressRefused
    SCHEME_REFUSED = "scheme-refused"
    """Neither http nor https."""
    PORT_REFUSED = "port-refused"
    USERINFO_REFUSED = "userinfo-refused"
    """The address contains a user name or password."""
    ADDRESS_MALFORMED = "address-malformed"
    CHANNEL_PRIVATE = "channel-private"
    """An invitation link, or a Telegram chat for members only."""
    NO_CHANNEL = "no-channel"
    """A Telegram address, but no public channel."""
    ADDRESS_NOT_PUBLIC = "address-not-public"
    """It leads into a private, local or reserved network."""

    # FetchFailed
    NAME_NOT_FOUND = "name-not-found"
    CONNECT_FAILED = "connect-failed"
    TLS_FAILED = "tls-failed"
    TIMED_OUT = "timed-out"
    BROKE_OFF = "broke-off"
    """The connection ended within the answer, or the answer was not HTTP."""
    TOO_LARGE = "too-large"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    REDIRECT_MALFORMED = "redirect-malformed"
    ENCODING_BROKEN = "encoding-broken"
    """The compression of the body is unknown or damaged."""
    PROXY_FAILED = "proxy-failed"
    GONE = "gone"
    NOT_FOUND = "not-found"
    FORBIDDEN = "forbidden"
    TOO_MANY_REQUESTS = "too-many-requests"
    SERVER_ERROR = "server-error"
    ROBOTS_FORBID = "robots-forbid"
    """Of a page: the site's robots.txt asks programs to leave it alone."""
    STATUS_REFUSED = "status-refused"
    """Any other status without a body to read."""

    # NotAFeed; the challenge page also as FetchFailed
    CHALLENGE_PAGE = "challenge-page"
    """A page that asks for proof of a person or a browser."""
    EMPTY_BODY = "empty-body"
    HTML_PAGE = "html-page"
    NO_FEED_INSIDE = "no-feed-inside"
    SEVERAL_FEEDS = "several-feeds"
    """A page with several feeds; somebody has to choose one."""
    NOT_OPML = "not-opml"
    SITEMAP_WITHOUT_NEWS = "sitemap-without-news"
    PREVIEW_OFF = "preview-off"
    """A Telegram channel that shows its posts only in the app."""
    TOO_COMPLEX = "too-complex"
    """It could not be parsed within the deadline, or crashed the process that parsed it."""

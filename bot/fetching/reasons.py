"""Why a source could not be polled."""

from enum import StrEnum


class FailureReason(StrEnum):
    """The `reason` of every SourceError that the feeds raise; each has a text in every language."""

    # AddressRefused
    SCHEME_REFUSED = "scheme-refused"
    """Neither http nor https."""
    PORT_REFUSED = "port-refused"
    USERINFO_REFUSED = "userinfo-refused"
    """The address holds a name or password."""
    ADDRESS_MALFORMED = "address-malformed"
    CHANNEL_PRIVATE = "channel-private"
    """An invitation of Telegram's, or a chat for members alone."""
    NO_CHANNEL = "no-channel"
    """Of Telegram, but no public channel."""
    ADDRESS_NOT_PUBLIC = "address-not-public"
    """It leads into a private, local or reserved network."""

    # FetchFailed
    NAME_NOT_FOUND = "name-not-found"
    CONNECT_FAILED = "connect-failed"
    TLS_FAILED = "tls-failed"
    TIMED_OUT = "timed-out"
    BROKE_OFF = "broke-off"
    """The connection ended amid the answer, or what came was no HTTP."""
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
    STATUS_REFUSED = "status-refused"
    """Any other status that brings no body to read."""

    # NotAFeed; the challenge page also as FetchFailed
    CHALLENGE_PAGE = "challenge-page"
    """A page that asks whether a person is there."""
    EMPTY_BODY = "empty-body"
    HTML_PAGE = "html-page"
    NO_FEED_INSIDE = "no-feed-inside"
    SEVERAL_FEEDS = "several-feeds"
    """A page that leads to several feeds, one of which has to be chosen."""
    NOT_OPML = "not-opml"
    SITEMAP_WITHOUT_NEWS = "sitemap-without-news"
    PREVIEW_OFF = "preview-off"
    """A Telegram channel that shows its posts only within Telegram."""
    TOO_COMPLEX = "too-complex"
    """It could not be read within the deadline, or broke the process that read it."""

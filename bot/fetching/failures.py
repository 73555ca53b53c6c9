"""Which failure of ours an error of a library is."""

import socket
import ssl

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from bot.errors import AddressRefused, FetchFailed
from bot.fetching.guard import RefusedBySocket
from bot.fetching.reasons import FailureReason

PROXY_ERRORS = (ProxyError, ProxyConnectionError, ProxyTimeoutError)


def failure_of(error: Exception) -> AddressRefused | FetchFailed:
    """The domain's error for an error of a library."""
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, RefusedBySocket):
        return AddressRefused(FailureReason.ADDRESS_NOT_PUBLIC, error.host)
    if isinstance(error, aiohttp.ClientHttpProxyError):  # its message contains the proxy's password
        return FetchFailed(FailureReason.PROXY_FAILED, f"HTTP {error.status}")
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], FailureReason], ...] = (
        (TimeoutError, FailureReason.TIMED_OUT),
        (aiohttp.ClientConnectorDNSError, FailureReason.NAME_NOT_FOUND),
        ((aiohttp.ClientProxyConnectionError, *PROXY_ERRORS), FailureReason.PROXY_FAILED),
        ((aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError, ssl.SSLError), FailureReason.TLS_FAILED),
        (aiohttp.InvalidURL, FailureReason.ADDRESS_MALFORMED),
        (aiohttp.ClientConnectorError, FailureReason.CONNECT_FAILED),
        (aiohttp.ClientError, FailureReason.BROKE_OFF),
        (socket.gaierror, FailureReason.NAME_NOT_FOUND),
        (OSError, FailureReason.CONNECT_FAILED),
    )
    reason = next((reason for kind, reason in kinds if isinstance(error, kind)), FailureReason.BROKE_OFF)
    return FetchFailed(reason, f"{type(error).__name__}: {error}"[:300])

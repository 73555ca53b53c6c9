"""The same fenced loopback world as for the tests of fetching."""

from tests.fetching.conftest import fence, fetcher, hasty, names, serve

__all__ = ["fence", "fetcher", "hasty", "names", "serve"]

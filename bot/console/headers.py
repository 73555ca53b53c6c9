"""The headers of every answer: it is kept nowhere, framed nowhere, runs no script, and loads from nowhere else."""

import base64
import re
from hashlib import sha256

_POLICY = (
    "default-src 'none'; style-src {styles}; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_OWN = "'self'"

POLICY_HEADER = "Content-Security-Policy"
HEADERS = {
    POLICY_HEADER: _POLICY.format(styles=_OWN),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # so that a form tells where it comes from, and other sites learn nothing
    "Server": "dozor",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def policy_for(html: str) -> str:
    """The policy of a page that brings its style along: that very style is allowed, and no other."""
    digests = [base64.b64encode(sha256(style.encode()).digest()).decode() for style in _STYLE.findall(html)]
    return _POLICY.format(styles=" ".join([_OWN, *(f"'sha256-{digest}'" for digest in digests)]))

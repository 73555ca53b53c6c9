"""The form for the token."""

_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Dozor</title>
</head><body><form method="post" action="/sign-in">
<label>HTTP_TOKEN <input type="password" name="token" autocomplete="current-password" required autofocus></label>
<button>Sign in</button>{said}</form></body></html>
"""


def sign_in_page(refused: bool, wait_s: int | None) -> str:
    """The page; what it says of the last try."""
    said = "" if not refused else "<p>Wrong token.</p>" if wait_s is None else f"<p>Try again in {wait_s} s.</p>"
    return _PAGE.format(said=said)

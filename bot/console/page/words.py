"""Numbers, sizes and times in the words of a language, each with its unit."""

from datetime import UTC, datetime, timedelta

from bot.console.page.addresses import without_secrets
from bot.fetching.reasons import FailureReason
from bot.i18n import Argument, Texts
from bot.model import Failure
from bot.text.shortening import shorten

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_JUST_NOW_S = 10
_UNITS = ("kb", "mb", "gb")
_STEP = 1_024
_SMALL = 10
"""Below that, a number with a unit has a decimal place."""
_REASONS = frozenset(FailureReason)
_DETAIL = 160
"""Characters of what Telegram, a site or a program says."""


class Words:
    """How the page says things at an instant."""

    def __init__(self, texts: Texts, now: datetime) -> None:
        self._texts = texts
        self._said: dict[tuple[object, ...], str] = {}
        self.now = now

    def __call__(self, key: str, **arguments: Argument) -> str:
        """The text of a key, which begins with "page-"; arguments from outside are cleaned.

        A list says the same in each line, so what was said once is kept.
        """
        asked = (key, *arguments.items())
        if asked not in self._said:
            self._said[asked] = self._texts.plain(f"page-{key}", **arguments)
        return self._said[asked]

    @property
    def language(self) -> str:
        return self._texts.language

    def number(self, number: int) -> str:
        return self("number", number=number)

    def bytes(self, number: int | None) -> str:
        """In binary units; a dash if unknown."""
        if number is None:
            return "—"
        size = float(number)
        for unit in _UNITS:
            size /= _STEP
            if size < _STEP or unit == _UNITS[-1]:
                break
        return self(f"size-{unit}", size=self._decimal(size))

    def milliseconds(self, seconds: float | None) -> str:
        """A dash if unknown."""
        return "—" if seconds is None else self("milliseconds", size=self._decimal(seconds * 1_000))

    def duration(self, length: timedelta) -> str:
        """In its greatest unit, rounded down."""
        seconds = max(0, int(length.total_seconds()))
        for unit, size in (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE)):
            if seconds >= size:
                return self(f"duration-{unit}", number=seconds // size)
        return self("duration-seconds", number=seconds)

    def seconds(self, number: float) -> str:
        """So many seconds as a duration."""
        return self.duration(timedelta(seconds=number))

    def relative(self, at: datetime) -> str:
        """How long ago that was, or how soon it is."""
        away = (at - self.now).total_seconds()
        if abs(away) < _JUST_NOW_S:
            return self("now")
        return self("in" if away > 0 else "ago", duration=self.duration(abs(at - self.now)))

    def exact(self, at: datetime) -> str:
        """With its zone."""
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"

    def clock(self, at: datetime) -> str:
        """The time of day, with its zone."""
        return f"{at.astimezone(UTC):%H:%M:%S} UTC"

    def said(self, text: str, limit: int = _DETAIL) -> str:
        """A text from outside on one line, without secrets."""
        return shorten(without_secrets(text), limit)

    def failure(self, failure: Failure) -> str:
        """Why a source fails, with the detail that the operator needs."""
        known = failure.reason in _REASONS
        reason = self._texts.plain(f"source-failure-{failure.reason}") if known else self.said(failure.reason)
        return f"{reason} ({self.said(failure.detail)})" if failure.detail else reason

    def _decimal(self, size: float) -> str:
        if size >= _SMALL:
            return self.number(round(size))
        return f"{round(size, 1):g}".replace(".", self("decimal-point"))

"""What /settings shows, and a page for each part: the preferences of a chat, and the buttons to change them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Texts, Translations, foreign
from bot.model import (
    Chat,
    DeliveryPreferences,
    Haste,
    Language,
    MutedStory,
    PreviewSize,
    QuietHours,
    Rhythm,
    Subscription,
)
from bot.services.connections import Place
from bot.services.preferences import OFF, PreferenceKind, Preferences, hours_value, minutes_value
from bot.services.zones import zone_name
from bot.text.shortening import shorten
from handlers.callbacks import (
    ConnectionAction,
    ConnectionPressed,
    LanguagePressed,
    MutedPressed,
    PausePressed,
    PreferencePressed,
    SettingsPage,
)
from handlers.keyboards import button, chosen, keyboard

FOREVER_MINUTES, RESUME_MINUTES = 0, -1
_PAUSES = (1, 8, 24, 168)
_DAILY_AT = (time(7), time(9), time(13), time(18), time(21))
_QUIET = ((time(22), time(7)), (time(23), time(7)), (time(0), time(8)))
_ZONES = ("Europe/Kyiv", "Europe/Moscow", "Europe/Warsaw", "Europe/Berlin", "Europe/London", "America/New_York")
_BURSTS = (3, 6, 12, 30)
_SHOWN_OWNERS = 8
_NAME_LIMIT = 30
_TITLE_LIMIT = 120
_PARTS = ("digest", "quiet", "timezone", "language")

Page = tuple[str, InlineKeyboardMarkup]
Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class PreferencePages:
    """The pages about one chat."""

    chat: Chat
    """With its present preferences."""
    here: Chat
    """The chat that shows the pages."""
    texts: Texts
    translations: Translations
    preferences: Preferences
    connected: Sequence[Chat] = ()
    """Other chats whose settings can be changed from here."""
    muted: Sequence[MutedStory] = ()
    """The newest stories that the chat has muted."""
    subscriptions: Sequence[Subscription] = ()
    """Those to the chat, of the one that shows the pages."""
    place: Place | None = None
    """Who has connected the chat, and what is suspended there; None for the chat where the pages are shown."""

    def with_preferences(self, chosen: DeliveryPreferences) -> "PreferencePages":
        """The same pages with other preferences."""
        return replace(self, chat=replace(self.chat, preferences=chosen))

    @property
    def _chosen(self) -> DeliveryPreferences:
        return self.chat.preferences

    @property
    def _key(self) -> int:
        """How buttons refer to the chat: 0 is the one where they stand."""
        return 0 if self.chat.key == self.here.key else self.chat.key

    def named(self, name: str) -> Page:
        """The page of that name; that of all settings for any other."""
        pages = {
            "pause": self.pause,
            "digest": self.digest,
            "quiet": self.quiet,
            "timezone": self.zone,
            "language": self.language,
            "muted": self.muted_stories,
        }
        return pages.get(name, self.settings)()

    def settings(self) -> Page:
        """All settings: the small ones with their choices, the others with a button to their page."""
        chosen, texts = self._chosen, self.texts
        is_paused = self.preferences.is_paused(chosen)
        lines = [
            texts.html("settings-of", title=self.chat.title) if self._key else texts.html("settings"),
            *[texts.html("settings-paused")] * is_paused,
            texts.html("settings-language", name=self.translations[self.chat.language].plain("language-name")),
            self._zone("zone-unset"),
            self._rhythm(),
            *self._own_rhythms(),
            self._quiet(),
            texts.html("burst", count=chosen.burst),
            *self._urgent(),
            texts.html(f"preview-{chosen.preview}"),
            *self._owners(),
            "",
            texts.html("settings-what-there" if self._key else "settings-what", title=self.chat.title),
        ]
        sizes = [
            self._choice(f"button-preview-{size}", PreferenceKind.PREVIEW, size, holds=size is chosen.preview)
            for size in PreviewSize
        ]
        bursts = [
            self._choice("button-burst", PreferenceKind.BURST, str(count), holds=count == chosen.burst, count=count)
            for count in _BURSTS
        ]
        parts = [button(texts.plain(f"button-to-{name}"), SettingsPage(name=name, chat=self._key)) for name in _PARTS]
        pause = self.resuming() if is_paused else button(texts.plain("button-pause"), self._to("pause"))
        others = [
            [button(texts.plain("button-to-chat", title=one.title), SettingsPage(name="", chat=one.key))]
            for one in self.connected
            if not self._key
        ]
        lasting = [pause]
        if self.muted:
            lasting.append(button(texts.plain("button-to-muted", count=len(self.muted)), self._to("muted")))
        back = [self.way_back(to_here=True)] if self._key else []
        return "\n".join(lines), keyboard(parts[:2], parts[2:], bursts, sizes, lasting, *others, *self._ends(), *back)

    def pause(self) -> Page:
        if self.preferences.is_paused(self._chosen):
            return self.texts.html("settings-paused"), self._with_way_back([[self.resuming()]])
        pauses = [
            button(self.texts.plain("button-pause-for", hours=hours), PausePressed(minutes=hours * 60, chat=self._key))
            for hours in _PAUSES
        ]
        forever = PausePressed(minutes=FOREVER_MINUTES, chat=self._key)
        rows = [pauses, [button(self.texts.plain("button-pause-forever"), forever)]]
        return self.texts.html("pause-how-long"), self._with_way_back(rows)

    def digest(self) -> Page:
        chosen = self._chosen
        rhythms = [
            self._choice(f"button-{rhythm}", PreferenceKind.RHYTHM, rhythm, holds=chosen.rhythm is rhythm)
            for rhythm in (Rhythm.AT_ONCE, Rhythm.HOURLY)
        ]
        daily = chosen.daily_at if chosen.rhythm is Rhythm.DAILY else None
        times = [
            self._choice("button-daily", PreferenceKind.DAILY, minutes_value(at), holds=at == daily, at=_shown(at))
            for at in _DAILY_AT
        ]
        lines = [self._rhythm(), *self._own_rhythms(), *self._urgent(), self.texts.html("digest-what")]
        return self._with_zone(lines, [rhythms, times], needed=chosen.rhythm is Rhythm.DAILY)

    def quiet(self) -> Page:
        quiet = self._chosen.quiet
        rows = [
            [
                self._choice(
                    "button-quiet",
                    PreferenceKind.QUIET,
                    hours_value(start, end),
                    holds=quiet is not None and (quiet.start, quiet.end) == (start, end),
                    hours=_hours(QuietHours(start, end)),
                )
                for start, end in _QUIET
            ]
        ]
        if quiet is not None:
            rows += [
                [
                    self._choice("button-quiet-silent", PreferenceKind.HOLD, "0", holds=not quiet.holds_back),
                    self._choice(
                        "button-quiet-held", PreferenceKind.HOLD, "1", holds=quiet.holds_back, at=_shown(quiet.end)
                    ),
                ],
                [self._choice("button-quiet-off", PreferenceKind.QUIET, OFF)],
            ]
        lines = [self._quiet(), *self._urgent(), self.texts.html("quiet-what")]
        return self._with_zone(lines, rows, needed=quiet is not None)

    def near(self) -> Page:
        """The zone that was found for a point."""
        return "\n\n".join([self._zone(), self.texts.html("zone-near")]), self._with_way_back([])

    def zone(self) -> Page:
        return "\n\n".join([self._zone(), self.texts.html("zone-what")]), self._with_way_back(self._zone_rows())

    def language(self) -> Page:
        """Each language goes by its own name for itself."""
        choices = [
            button(
                chosen(self.translations[one].plain("language-name"), is_chosen=one is self.chat.language),
                LanguagePressed(language=one, chat=self._key),
            )
            for one in Language
        ]
        return self.texts.html("language-which"), self._with_way_back([choices])

    def muted_stories(self) -> Page:
        """The muted stories, with a button each that takes it back."""
        if not self.muted:
            return self.texts.html("muted-none"), self._with_way_back([])
        lines = [self.texts.html("muted"), ""]
        rows = []
        for place, one in enumerate(self.muted, 1):
            lines.append(f"{place}. {foreign(shorten(one.title, _TITLE_LIMIT))}")
            follow = MutedPressed(dispatch=one.dispatch, story=one.story, chat=self._key)
            rows.append(button(self.texts.plain("button-follow", place=place), follow))
        return "\n".join(lines), self._with_way_back([rows[start : start + 5] for start in range(0, len(rows), 5)])

    def _own_rhythms(self) -> list[str]:
        """How many subscriptions do not go by the rhythm of the chat."""
        count = sum(one.rhythm is not None and one.haste is not Haste.URGENT for one in self.subscriptions)
        return [self.texts.html("settings-own-rhythm", count=count)] if count else []

    def _urgent(self) -> list[str]:
        """How many subscriptions break the quiet hours and the limit of messages."""
        count = sum(one.haste is Haste.URGENT for one in self.subscriptions)
        return [self.texts.html("settings-urgent", count=count)] if count else []

    def _owners(self) -> list[str]:
        """Who has connected the chat, and how many subscriptions are suspended there."""
        if self.place is None:
            return []
        names = ", ".join(shorten(owner.title, _NAME_LIMIT) for owner in self.place.owners[:_SHOWN_OWNERS])
        lines = [self.texts.html("connected-by", names=names)]
        if self.place.suspended:
            lines.append(self.texts.html("suspended-there", count=self.place.suspended))
        return lines

    def _ends(self) -> list[Row]:
        """Buttons that end connections, one for each owner, and one that takes over what is suspended."""
        if self.place is None:
            return []
        rows = []
        if self.place.suspended:
            take = ConnectionPressed(action=ConnectionAction.TAKE, chat=self.chat.key)
            rows.append([button(self.texts.plain("button-take-over", count=self.place.suspended), take)])
        for owner in self.place.owners[:_SHOWN_OWNERS]:
            key = "button-disconnect" if owner.key == self.here.key else "button-disconnect-of"
            end = ConnectionPressed(action=ConnectionAction.END, chat=self.chat.key, owner=owner.key)
            rows.append([button(self.texts.plain(key, name=shorten(owner.title, _NAME_LIMIT)), end)])
        return rows

    def way_back(self, *, to_here: bool = False) -> Row:
        """The row with the button to all settings: of the chat, or of the one that shows the pages."""
        page = SettingsPage(name="", chat=0 if to_here else self._key)
        return [button(self.texts.plain("button-back-to-settings"), page)]

    def to_zone(self) -> Row:
        """The row with the button to the page of the time zone."""
        return [button(self.texts.plain("button-to-timezone"), self._to("timezone"))]

    def _to(self, name: str) -> SettingsPage:
        return SettingsPage(name=name, chat=self._key)

    def resuming(self) -> InlineKeyboardButton:
        return button(self.texts.plain("button-resume"), PausePressed(minutes=RESUME_MINUTES, chat=self._key))

    def _with_zone(self, lines: list[str], rows: list[Row], *, needed: bool) -> Page:
        """A page that asks for the time zone when one is needed: Telegram does not tell it."""
        if needed:
            lines = [lines[0], self._zone(), *lines[1:]]
            rows = [*rows, *self._zone_rows()] if self._chosen.zone is None else rows
        return "\n\n".join(lines), self._with_way_back(rows)

    def _with_way_back(self, rows: list[Row]) -> InlineKeyboardMarkup:
        return keyboard(*rows, self.way_back())

    def _zone_rows(self) -> list[Row]:
        buttons = [
            self._choice(
                "button-zone", PreferenceKind.ZONE, zone, holds=zone == self._chosen.zone, zone=self._named(zone)
            )
            for zone in _ZONES
        ]
        return [buttons[first : first + 2] for first in range(0, len(buttons), 2)]

    def _rhythm(self) -> str:
        if self._chosen.rhythm is Rhythm.DAILY:
            return self.texts.html("digest-daily", at=_shown(self._chosen.daily_at))
        return self.texts.html(f"digest-{self._chosen.rhythm}")

    def _quiet(self) -> str:
        quiet = self._chosen.quiet
        if quiet is None:
            return self.texts.html("quiet-none")
        return self.texts.html("quiet-held" if quiet.holds_back else "quiet-silent", hours=_hours(quiet))

    def _zone(self, unset: str = "zone-none") -> str:
        """The zone; without one, the text `unset`, which asks for one by default."""
        zone, at = self._chosen.zone, _shown(self.preferences.local_now(self._chosen).time())
        return self.texts.html("zone", zone=self._named(zone), at=at) if zone else self.texts.html(unset, at=at)

    def _named(self, zone: str) -> str:
        return zone_name(zone, self.texts.language)

    def _choice(
        self, key: str, setting: PreferenceKind, value: str, *, holds: bool = False, **arguments: str | int
    ) -> InlineKeyboardButton:
        label = chosen(self.texts.plain(key, **arguments), is_chosen=holds)
        return button(label, PreferencePressed(setting=setting, value=value, chat=self._key))


def _shown(at: time) -> str:
    return f"{at:%H:%M}"


def _hours(quiet: QuietHours) -> str:
    return f"{_shown(quiet.start)}–{_shown(quiet.end)}"

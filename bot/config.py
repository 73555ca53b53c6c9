"""Settings from the environment or a `.env` file; `.env.example` documents each one."""

import re
from datetime import timedelta
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError
from bot.fetching.proxies import DIRECT, Proxies
from bot.model import Access, Language, Quotas, Retention
from bot.model.console import ListenAt
from bot.text.authority import Authority, is_loopback, read_authority

_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_HTTP_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{16,256}")
"""What a header can carry (https://www.rfc-editor.org/rfc/rfc6750#section-2.1), and too long to be guessed."""


class LogFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class Settings(BaseSettings):
    """The operator's settings."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    bot_token: SecretStr | None = None
    telegram_api: str = Field("https://api.telegram.org", pattern=r"^https?://[^/?#\s@]+(/[^?#\s]*)?$")
    telegram_proxy: SecretStr | None = None
    webhook_url: str | None = Field(None, pattern=r"^https?://[^/?#\s@]+$")
    webhook_path: str = Field("/telegram", pattern=r"^/[A-Za-z0-9_~.-]+(/[A-Za-z0-9_~.-]+)*$")
    webhook_secret: SecretStr | None = None
    webhook_host: str = Field("127.0.0.1", pattern=r"^[A-Za-z0-9.:-]+$")
    webhook_port: int = Field(8080, ge=1, le=65_535)
    http_listen: str | None = None
    http_token: SecretStr | None = None
    http_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    database: str = Field("sqlite:///dozor.db", pattern=r"^sqlite:///.+$")
    admins: Annotated[tuple[int, ...], NoDecode] = ()
    access: Access = Access.OPEN
    default_language: Language = Language.RUSSIAN
    default_pack: bool = True
    allow_private_networks: bool = False
    sources_proxy: SecretStr | None = None
    source_proxies: Annotated[dict[str, SecretStr], NoDecode] = {}
    contact: str = Field("", max_length=200)
    poll_interval_floor: float = Field(120.0, ge=1, le=86_400)
    poll_interval_ceiling: float = Field(3_600.0, ge=1, le=604_800)
    pages: bool = True
    page_wait_s: float = Field(15.0, ge=0, le=600)
    messages_per_second: int = Field(30, ge=1, le=10_000)
    chat_messages_per_second: float = Field(1.0, ge=0.01, le=1_000)
    chat_burst: int = Field(3, ge=1, le=1_000)
    group_messages_per_minute: int = Field(20, ge=1, le=60_000)
    edit_interval: float = Field(60.0, ge=1, le=86_400)
    subscriptions_per_chat: int = Field(200, ge=0, le=1_000_000)
    sources_per_chat: int = Field(200, ge=0, le=1_000_000)
    new_sources_per_day: int = Field(100, ge=0, le=1_000_000)
    new_sources_of_site: int = Field(20, ge=0, le=1_000_000)
    marks_file: Path | None = None
    keep_articles: int = Field(90, ge=1, le=36_500)
    keep_told: int = Field(365, ge=1, le=36_500)
    log_level: str = Field("INFO", pattern=r"^(DEBUG|INFO|WARNING|ERROR)$")
    log_format: LogFormat = LogFormat.TEXT

    @field_validator(
        *("bot_token", "telegram_proxy", "sources_proxy", "webhook_url", "webhook_secret", "marks_file"),
        *("http_listen", "http_token"),
        mode="before",
    )
    @classmethod
    def _unset_if_empty(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        number, _, secret = (token.get_secret_value() if token else "0:x").partition(":")
        if not number.isdecimal() or not secret or not all(c.isalnum() or c in "-_" for c in secret):
            raise ValueError("it looks like 123456789:AAH…, as @BotFather gives it")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _looks_like_a_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("1 to 256 letters, digits, _ and - are allowed")
        return secret

    @field_validator("http_listen")
    @classmethod
    def _looks_like_a_place(cls, place: str | None) -> str | None:
        read = read_authority(place) if place is not None else Authority("localhost", 1)
        if read is None or not read.port:
            raise ValueError("it looks like 127.0.0.1:9464, [::1]:9464 or 0.0.0.0:9464")
        return place

    @field_validator("http_token")
    @classmethod
    def _is_long_enough(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not _HTTP_TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("16 to 256 letters, digits and ._~+/=- are expected, as random as possible")
        return token

    @field_validator("http_hosts")
    @classmethod
    def _look_like_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        if not all(read_authority(host) for host in hosts):
            raise ValueError("it looks like dozor.example.org, other.example.org:8443")
        return hosts

    @field_validator("contact")
    @classmethod
    def _fits_a_header(cls, contact: str) -> str:
        if not (contact.isascii() and contact.isprintable()):
            raise ValueError("it must be plain ASCII, as it is sent in a header")
        return contact

    @field_validator("source_proxies", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [pair.strip().partition("=") for pair in value.split(",") if pair.strip()]
        if not all(host and proxy for host, _, proxy in pairs):
            raise ValueError("it looks like news.example=http://host:port, other.example=direct")
        return {host.strip().lower(): proxy.strip() for host, _, proxy in pairs}

    @field_validator("source_proxies")
    @classmethod
    def _look_like_proxies(cls, proxies: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for proxy in proxies.values():
            if proxy.get_secret_value() != DIRECT:
                cls._looks_like_a_proxy(proxy)
        return proxies

    @field_validator("telegram_proxy", "sources_proxy")
    @classmethod
    def _looks_like_a_proxy(cls, proxy: SecretStr | None) -> SecretStr | None:
        if proxy is not None and not _is_proxy(proxy.get_secret_value()):
            raise ValueError("it looks like socks5://user:password@host:port; also socks4 and http")
        return proxy

    @field_validator("admins", "http_hosts", mode="before")
    @classmethod
    def _separated_by_commas(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _floor_below_ceiling(self) -> Self:
        if self.poll_interval_floor > self.poll_interval_ceiling:
            raise ValueError("POLL_INTERVAL_FLOOR must not be above POLL_INTERVAL_CEILING")
        return self

    @property
    def proxies(self) -> Proxies:
        """The proxies for fetching sources."""
        return Proxies(
            self.sources_proxy.get_secret_value() if self.sources_proxy else None,
            {host: proxy.get_secret_value() for host, proxy in self.source_proxies.items()},
        )

    @property
    def quotas(self) -> Quotas:
        """How much a chat may have and add."""
        return Quotas(
            self.subscriptions_per_chat, self.sources_per_chat, self.new_sources_per_day, self.new_sources_of_site
        )

    @property
    def retention(self) -> Retention:
        """How long articles and messages are kept."""
        return Retention(timedelta(days=self.keep_articles), timedelta(days=self.keep_told))

    @model_validator(mode="after")
    def _burst_within_a_minute(self) -> Self:
        if self.chat_burst > 60 * self.chat_messages_per_second:
            raise ValueError("CHAT_BURST must not be above what CHAT_MESSAGES_PER_SECOND allow in a minute")
        return self

    @model_validator(mode="after")
    def _token_beyond_loopback(self) -> Self:
        if (at := self.listen_at) is not None and not is_loopback(at.host) and self.http_token is None:
            raise ValueError(
                "HTTP_TOKEN must be set, as HTTP_LISTEN is not on loopback (127.0.0.1, [::1] or localhost)"
            )
        return self

    @property
    def listen_at(self) -> ListenAt | None:
        """Where the console listens; None if it is off."""
        at = read_authority(self.http_listen) if self.http_listen is not None else None
        return ListenAt(at.host, at.port) if at is not None and at.port is not None else None

    @property
    def hosts(self) -> tuple[Authority, ...]:
        """The names by which the console may be asked, besides where it listens."""
        return tuple(filter(None, map(read_authority, self.http_hosts)))

    @property
    def user_agent(self) -> str:
        """Tells sources who asks and, if set, how to contact the operator."""
        return f"Dozor/{version('dozor')}" + (f" (+{self.contact})" if self.contact else "")


def _is_proxy(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "socks4", "socks5"} and bool(parts.hostname) and parts.port is not None
    except ValueError:
        return False


def load_settings(env_file: str | None = ".env") -> Settings:
    """The settings of this process. Raises SettingsError with the first line of `read_settings`."""
    settings, wrong = read_settings(env_file)
    if settings is None:
        raise SettingsError(wrong[0])
    return settings


def read_settings(env_file: str | None = ".env") -> tuple[Settings | None, list[str]]:
    """The settings of this process, or None and what is wrong: lines that name settings and never show a value."""
    try:
        return Settings(_env_file=env_file), []
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        return None, [_wrong(str(one["loc"][0]) if one["loc"] else "", one["type"], one["msg"]) for one in found]
    except (UnicodeDecodeError, OSError) as error:
        # The undecodable part may be a secret, so it is not shown.
        why = "it is not in UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        return None, [f"{env_file}: {why}"]


def _wrong(field: str, kind: str, message: str) -> str:
    wrong = message.removeprefix("Value error, ")
    if kind == "string_pattern_mismatch":
        wrong = f"expected something like {Settings.model_fields[field].get_default()}"
    return f"{field.upper()}: {wrong}" if field else wrong

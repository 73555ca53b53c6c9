from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.errors import SettingsError
from bot.model import Language
from bot.model.console import ListenAt
from bot.text.authority import Authority

_ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def _documented() -> dict[str, str]:
    lines = (_ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    settings = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in settings}


def test_every_setting_is_documented_with_its_default(tmp_path: Path) -> None:
    documented = _documented()
    assert set(documented) == {name.upper() for name in Settings.model_fields}
    example = tmp_path / ".env"
    example.write_text("\n".join(f"{name}={value}" for name, value in documented.items()))
    assert load_settings(str(example)) == load_settings(None)


def test_every_setting_is_explained() -> None:
    paragraphs = (_ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n")
    assert all(paragraph.startswith("#") for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "garbage"),
        ("BOT_TOKEN", "123:"),
        ("BOT_TOKEN", "12a:AAH"),
        ("TELEGRAM_API", "api.telegram.org"),
        ("TELEGRAM_API", "ftp://api.telegram.org"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_URL", "https://bot.example.org/path"),
        ("WEBHOOK_PATH", "telegram"),
        ("WEBHOOK_PATH", "/a b"),
        ("WEBHOOK_SECRET", "не то"),
        ("WEBHOOK_SECRET", "s" * 257),
        ("WEBHOOK_HOST", "all of them"),
        ("WEBHOOK_PORT", "0"),
        ("WEBHOOK_PORT", "http"),
        ("HTTP_LISTEN", "9100"),
        ("HTTP_LISTEN", ":9100"),
        ("HTTP_LISTEN", "127.0.0.1"),
        ("HTTP_LISTEN", "127.0.0.1:0"),
        ("HTTP_LISTEN", "127.0.0.1:65536"),
        ("HTTP_LISTEN", "::1:9100"),
        ("HTTP_LISTEN", "http://127.0.0.1:9100"),
        ("HTTP_TOKEN", "too-short"),
        ("HTTP_TOKEN", "a token with blanks"),
        ("HTTP_TOKEN", "слово-которое-длиннее"),
        ("HTTP_HOSTS", "https://dozor.example.org"),
        ("HTTP_HOSTS", "dozor.example.org, *"),
        ("DATABASE", "postgres://x"),
        ("DATABASE", "sqlite:/file"),
        ("ADMINS", "1,anna"),
        ("DEFAULT_LANGUAGE", "de"),
        ("DEFAULT_PACK", "perhaps"),
        ("ALLOW_PRIVATE_NETWORKS", "perhaps"),
        ("POLL_INTERVAL_FLOOR", "0"),
        ("POLL_INTERVAL_CEILING", "soon"),
        ("SUBSCRIPTIONS_PER_CHAT", str(2**63)),
        ("SOURCES_PER_CHAT", "-1"),
        ("NEW_SOURCES_PER_DAY", "many"),
        ("NEW_SOURCES_OF_SITE", "1000001"),
        ("KEEP_ARTICLES", "0"),
        ("KEEP_ARTICLES", ""),
        ("KEEP_TOLD", "a year"),
        ("KEEP_TOLD", "36501"),
        ("SOURCES_PROXY", "host:1"),
        ("SOURCE_PROXIES", "news.example"),
        ("SOURCE_PROXIES", "news.example=ftp://host:1"),
        ("MESSAGES_PER_SECOND", "0"),
        ("CHAT_MESSAGES_PER_SECOND", "often"),
        ("CHAT_BURST", "0"),
        ("GROUP_MESSAGES_PER_MINUTE", "-1"),
        ("EDIT_INTERVAL", "never"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("CONTACT", "line\nline"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_names_the_setting_and_not_the_value(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings(None)
    line = str(refused.value)
    assert line.startswith(name)
    assert "\n" not in line
    assert repr(value) not in line
    assert name != "BOT_TOKEN" or value not in line


def test_the_floor_is_not_above_the_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLL_INTERVAL_FLOOR", "600")
    monkeypatch.setenv("POLL_INTERVAL_CEILING", "60")
    with pytest.raises(SettingsError, match="POLL_INTERVAL_FLOOR"):
        load_settings(None)


def test_a_burst_is_not_above_a_minute_of_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_MESSAGES_PER_SECOND", "0.1")
    monkeypatch.setenv("CHAT_BURST", "7")
    with pytest.raises(SettingsError, match="CHAT_BURST"):
        load_settings(None)


@pytest.mark.parametrize(
    "place", ["0.0.0.0:9100", "[::]:9100", "192.0.2.1:9100", "dozor:9100", "127.1:9100", "[::ffff:127.0.0.1]:1"]
)
def test_beyond_loopback_nothing_starts_without_a_token(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_LISTEN", place)
    with pytest.raises(SettingsError, match=r"^HTTP_TOKEN must be set"):
        load_settings(None)
    monkeypatch.setenv("HTTP_TOKEN", "s3cr3t-s3cr3t-s3cr3t")
    assert load_settings(None).listen_at is not None


@pytest.mark.parametrize("place", ["127.0.0.1:9100", "127.9.9.9:9100", "[::1]:9100", "LocalHost:9100"])
def test_on_loopback_a_token_is_not_needed(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_LISTEN", place)
    monkeypatch.setenv("HTTP_HOSTS", "Dozor.example.org., other:8443")
    settings = load_settings(None)
    assert settings.listen_at == ListenAt(place.rpartition(":")[0].strip("[]").lower(), 9100)
    assert settings.hosts == (Authority("dozor.example.org"), Authority("other", 8443))


def test_settings_come_from_the_environment_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("DEFAULT_LANGUAGE=uk\nADMINS=1, 2\nSOMETHING_ELSE=x\n")
    monkeypatch.setenv("DEFAULT_LANGUAGE", "en")
    settings = load_settings(str(file))
    assert (settings.default_language, settings.admins) == (Language.ENGLISH, (1, 2))


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:AAH-s3cr3t")
    monkeypatch.setenv("WEBHOOK_SECRET", "s3cr3t")
    monkeypatch.setenv("HTTP_TOKEN", "s3cr3t-s3cr3t-s3cr3t")
    assert "s3cr3t" not in repr(load_settings(None))

"""What is said of settings: typing errors, contradictions, proxies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Settings
from bot.doctor.findings import Finding, State
from bot.doctor.settings import Written, check_proxies, check_settings, check_written, names_in
from tests.doctor.findings import of_state, texts


def _settings(**given_: object) -> Settings:
    return Settings(_env_file=None, **({"admins": "1"} | given_))  # type: ignore[arg-type]


def _said(**given_: object) -> list[Finding]:
    return list(check_settings(_settings(**given_)))


@pytest.mark.parametrize(
    ("name", "meant"),
    [("BOT_TOKN", "BOT_TOKEN"), ("ADMIN", "ADMINS"), ("KEEP_ARTICLE", "KEEP_ARTICLES"), ("page_waits", "PAGE_WAIT_S")],
)
def test_a_misspelt_name_is_found_with_what_was_meant(name: str, meant: str) -> None:
    (found,) = check_written(Written([name]), [])
    assert found.state is State.WARNING
    assert name in found.what
    assert meant in found.remedy


def test_names_of_others_are_left_alone() -> None:
    written = Written(
        ["BOT_TOKEN", "admins", "COMPOSE_PROJECT_NAME", "TZ"],
        frozenset({"PATH", "HOME", "LANG", "HTTP_PROXY", "HTTPS_PROXY", "DATABASE_URL", "LOGNAME", "PAGER"}),
    )
    assert not list(check_written(written, []))


def test_what_keeps_settings_from_being_read_fails_and_what_is_set_twice_is_told() -> None:
    found = list(check_written(Written(["ADMINS", "ADMINS"]), ["ADMINS: Input should be a valid integer"]))
    assert [one.state for one in found] == [State.FAILURE, State.WARNING]


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True)])
def test_a_token_that_others_can_read_is_told(mode: int, is_open: bool) -> None:
    assert bool(list(check_written(Written(["BOT_TOKEN"], mode=mode), []))) is is_open
    assert not list(check_written(Written(["ADMINS"], mode=mode), []))


@given(st.text(), st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1))
def test_any_text_has_names_that_are_names(text: str, value: str) -> None:
    assert all(name.isidentifier() for name in names_in(text))
    assert names_in(f"# A={value}\n  export B_1 = {value}\nC=") == ["B_1", "C"]


def test_settings_that_agree_are_left_alone() -> None:
    assert not _said()
    assert not _said(
        webhook_url="https://bot.example.org", http_listen="127.0.0.1:8081", telegram_api="http://10.0.0.1"
    )


@pytest.mark.parametrize(
    ("settings", "state", "word"),
    [
        ({"admins": ""}, State.WARNING, "ADMINS"),
        ({"admins": "", "access": "invite"}, State.FAILURE, "ACCESS=invite"),
        ({"allow_private_networks": True}, State.WARNING, "ALLOW_PRIVATE_NETWORKS"),
        ({"webhook_secret": "abc"}, State.WARNING, "WEBHOOK_SECRET"),
        ({"webhook_url": "http://bot.example.org"}, State.FAILURE, "https"),
        ({"webhook_url": "https://bot.example.org:8080"}, State.FAILURE, "8080"),
        ({"webhook_url": "https://bot.example.org:99999"}, State.FAILURE, "port"),
        ({"keep_told": 30}, State.WARNING, "KEEP_TOLD"),
        ({"telegram_api": "http://api.example.org"}, State.WARNING, "TELEGRAM_API"),
        ({"http_token": "a-token-of-sixteen-letters"}, State.WARNING, "HTTP_LISTEN"),
        (
            {"webhook_url": "https://bot.example.org", "http_listen": "127.0.0.1:8080"},
            State.FAILURE,
            "HTTP_LISTEN and WEBHOOK_PORT",
        ),
    ],
)
def test_a_contradiction_is_told_with_a_remedy(settings: dict[str, object], state: State, word: str) -> None:
    (found,) = _said(**settings)
    assert found.state is state
    assert word in found.what
    assert found.remedy


def test_a_server_of_ones_own_takes_any_webhook() -> None:
    assert not _said(telegram_api="http://localhost:8081", webhook_url="http://127.0.0.1:9000")


def test_proxies_that_do_nothing_are_told_and_none_shows_its_password() -> None:
    settings = _settings(source_proxies="a.example=direct", sources_proxy="")
    found = list(check_proxies(settings, frozenset({"https_proxy"}), ["SOURCE_PROXIES of b.example"]))
    assert [one.state for one in found] == [State.FAILURE, State.WARNING, State.WARNING]
    secret = _settings(telegram_proxy="socks5://user:pa55word@proxy.example:1080")
    assert not of_state(check_proxies(secret, frozenset({"https_proxy"}), []), State.WARNING)
    assert "pa55word" not in texts(check_proxies(secret, frozenset(), ["TELEGRAM_PROXY"]))

"""Hashtags are ones that Telegram makes links of, whatever a person typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import PostLook, SubscriptionId
from bot.reposts.hashtags import hashtag_of, hashtags
from tests.botapi.recognition import recognised
from tests.text.test_inert import texts


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("коалиция желающих", "коалиция_желающих"),
        ("#ВПК", "ВПК"),
        ("# Новини України!", "Новини_України"),
        ('title:("ключевая ставка" | инфляция)', "ключевая_ставка"),
        ("-спорт футбол", "футбол"),
        ("Су-57", "Су_57"),
        ('"(мэр | глава) Киева"', "мэр_Киева"),
        ("Газпром^3 + газ", "Газпром"),
        ("нефть^2 + @user", "нефть"),
        ("@user_name", "user_name"),
        ("G7", "G7"),
        ("2026", ""),
        ("«»", ""),
        ("", ""),
        ("очень " * 12 + "длинная фраза", "_".join(["очень"] * 10)),
    ],
)
def test_what_a_person_types_becomes_a_hashtag(typed: str, tag: str) -> None:
    assert hashtag_of(typed) == tag


@given(texts | st.text(max_size=80))
def test_a_hashtag_is_one_for_telegram_or_there_is_none(typed: str) -> None:
    tag = hashtag_of(typed)
    assert not tag or recognised(f"#{tag}") == [("hashtag", 0, len(tag) + 1)]


def test_a_post_has_those_of_its_subscriptions_each_once_and_of_its_language() -> None:
    ids = [SubscriptionId(number) for number in range(4)]
    look = PostLook(hashtags={ids[0]: "нато", ids[1]: "НАТО", ids[2]: "впк"}, names_language=True)
    assert hashtags(look, ids, "uk") == ("нато", "впк", "українська")
    assert hashtags(look, ids[3:], "zz") == ()
    assert hashtags(look, [], "../de") == ()
    assert hashtags(PostLook(), ids, "ru") == ()

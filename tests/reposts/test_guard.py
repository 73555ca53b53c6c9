"""What the law says of a post: whether it looks like an advertisement, and which marks lack."""

from dataclasses import replace

from bot.model import ChannelPost, Concern, ConcernKind, PostLook
from bot.reposts.guard import law_of
from bot.reposts.marks import Mark, Marks, with_marks
from tests.delivery.made_up import ARTICLE, story_update
from tests.kept import morphology

_MARKS = Marks([Mark("Иван Петров", "Признан «агентом»")], morphology())
_POST = ChannelPost(story_update(), PostLook())


def test_an_article_that_says_nothing_of_the_kind_needs_no_look() -> None:
    assert law_of(_POST, "<b>Рим</b>: план", _MARKS) == ()


def test_an_article_or_its_address_may_give_an_advertisement_away_though_the_post_shows_neither() -> None:
    seen = (Concern(ConcernKind.ADVERTISEMENT, "erid"),)
    article = replace(ARTICLE, text="Приходите.\nerid: 2VfnxwLt8Yp")
    assert law_of(replace(_POST, story=story_update(article=article)), "Рим", _MARKS) == seen
    story = story_update(url="https://vestnik.example/?erid=2VfnxwLt8Yp")
    assert law_of(replace(_POST, story=story), "Рим", _MARKS) == seen
    assert law_of(replace(_POST, text="Рим\n<i>#реклама</i>"), "Рим", _MARKS) == (
        Concern(ConcernKind.ADVERTISEMENT, "#реклама"),
    )


def test_a_signature_that_tells_where_to_buy_advertising_is_none() -> None:
    post = replace(_POST, look=PostLook(signature="Реклама: @boss"))
    assert law_of(post, "Рим\n\nРеклама: @boss", _MARKS) == ()


def test_a_name_in_the_post_needs_its_mark_until_it_is_there() -> None:
    html = "<b>Слова Ивана</b> <i>Петрова</i>"
    assert law_of(_POST, html, _MARKS) == (Concern(ConcernKind.MARK, "Признан «агентом»"),)
    assert law_of(_POST, with_marks(html, ["Признан «агентом»"]), _MARKS) == ()
    article = replace(ARTICLE, text="О Петрове Иване.\nИван Петров там был.")
    assert law_of(replace(_POST, story=story_update(article=article)), "Рим", _MARKS) == ()

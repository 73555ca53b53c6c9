"""Stories on their way into channels: cards, presses, and what becomes of what a channel is owed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.delivery.fates import Fate, fate_of
from bot.delivery.notices import lost_chat
from bot.delivery.outcome import after_editing
from bot.model import (
    ChannelPost,
    ChatLost,
    Concern,
    ConcernKind,
    Dead,
    Decided,
    Declined,
    Desk,
    DeskCard,
    DevelopmentKind,
    Notice,
    Novelty,
    PostEdit,
    PostLook,
    PostText,
    Publishing,
    RepostAction,
    RepostId,
    RepostState,
    Sent,
    StoryOffer,
    TellAll,
    TopicLost,
    Wait,
)
from bot.reposts.pressing import write
from bot.reposts.progress import drop, offer, release
from tests.storage.newsroom import WAITS, Newsroom
from tests.storage.scene import Scene, story_in


def _post(content: object) -> ChannelPost:
    assert isinstance(content, ChannelPost)
    return content


def _card(content: object) -> DeskCard:
    assert isinstance(content, DeskCard)
    return content


async def test_what_meets_a_channel_is_looked_at_before_anything_goes(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    await room.report("раз")
    (card,) = await room.to_review()
    assert card.repost.state is RepostState.NEW
    assert (card.channel, card.post.story.article.title, card.outlets) == (room.channel, "раз", 1)
    assert await scene.dispatches() == []
    await room.decide(card.repost, offer([], scene.now, WAITS))
    (dispatch,) = await scene.dispatches()
    assert dispatch.chat.key == room.desk.key
    assert _card(dispatch.content).repost.state is RepostState.OFFERED
    await scene.settle(dispatch, Sent(77))
    stands = (await room.card(card.repost.id)).stands
    assert stands is not None
    assert (stands.chat, stands.message_id) == (room.desk.key, 77)
    found = await scene.storage.card_of_message(room.desk.key, 77)
    assert found is not None
    assert found.repost.id == card.repost.id
    assert await scene.storage.card_of_message(room.owner.key, 77) is None
    assert await room.to_review() == []


async def test_what_is_approved_stands_in_the_channel_as_the_card_showed_it(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    story = card.repost.story
    await room.report("два", story=story)
    assert isinstance(await room.press(card, RepostAction.PUBLISH), Decided)
    card = await room.card(card.repost.id)
    assert card.repost.state is RepostState.DUE
    (due,) = [one for one in await room.to_review() if one.repost.due_at is not None]
    await room.decide(due.repost, release(99, scene.now))
    (sent,) = [one for one in await room.deliver() if one.chat.key == room.channel.key]
    assert _post(sent.content).story.version == 1
    card = await room.card(card.repost.id)
    assert (card.repost.state, card.repost.by) == (RepostState.POSTED, room.anya)
    assert card.repost.message_id is not None
    assert card.repost.posted_at is not None


async def test_of_two_people_the_first_one_wins(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered()
    assert isinstance(await room.press(card, RepostAction.PUBLISH, room.boris), Decided)
    assert await room.press(card, RepostAction.REFUSE, room.anya) is Declined.TAKEN
    assert (await room.card(card.repost.id)).repost.by == room.boris


async def test_a_repeated_update_presses_once(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card, cause = await room.offered(), scene.cause()

    def once_more(repost: object) -> Decided | Declined:
        raise AssertionError(repost)

    first = await scene.storage.decide(card.repost.id, drop(scene.now, "why"), scene.now, cause)
    assert isinstance(first, Decided)
    assert await scene.storage.decide(card.repost.id, once_more, scene.now, cause) == first
    assert first.entry.detail == "why"
    declined, other = scene.cause(), drop(scene.now)
    assert isinstance(await scene.storage.decide(card.repost.id, other, scene.now, declined), Declined)
    assert isinstance(await scene.storage.decide(card.repost.id, once_more, scene.now, declined), Declined)


async def test_a_card_that_nobody_knows_is_gone(scene: Scene) -> None:
    unknown = RepostId(77)
    assert await scene.storage.decide(unknown, drop(scene.now), scene.now, scene.cause()) is Declined.GONE
    assert await scene.storage.desk_card(unknown) is None
    assert await scene.storage.standing_akin(unknown) is None
    assert await scene.storage.other_reports(unknown) == []
    await scene.storage.note_card_shown(unknown, 1, scene.now)
    await scene.storage.note_prompt(unknown, 1, 1)
    await scene.storage.note_looked(unknown, 1, scene.now)


async def test_nothing_of_a_source_that_is_not_ticked_is_in_a_channel(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    story = await room.report("чужое", by=room.struck_off)
    assert await room.to_review() == []
    await room.report("раз", story=story)
    await room.report("ещё чужое", by=room.struck_off, story=story, novelty=Novelty((DevelopmentKind.DENIED,)))
    (card,) = await room.to_review()
    told = card.post.story
    assert (told.article.title, told.further.total, told.developments, card.outlets) == ("раз", 0, (), 1)
    assert [one.title for one in await scene.storage.other_reports(card.repost.id)] == ["раз"]


async def test_a_story_is_owed_to_a_channel_once_whichever_subscription_meets_it(scene: Scene) -> None:
    room = await Newsroom(scene).open(look=PostLook(grows=True))
    await scene.subscribe(room.owner, "нато", target=room.channel)
    card = await room.offered("раз")
    await room.report("два", story=card.repost.story, queries=("нато",))
    assert (await room.card(card.repost.id)).post.story.subscriptions == ("коалиция", "нато")
    posted = await room.publish(await room.card(card.repost.id))
    await scene.subscribe(room.owner, "саммит", target=room.channel)
    await room.report("три", story=card.repost.story, queries=("саммит",))
    assert [one.repost.id for one in await room.to_review()] == [posted.repost.id]
    edits = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    (edit,) = [edit for edit in edits if edit.chat == room.channel]
    assert _post(edit.content).story.further.total == 2


async def test_a_development_of_what_stands_comes_to_the_desk_as_a_reply(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    await room.report("мало", story=card.repost.story, novelty=Novelty((DevelopmentKind.FIGURES,)))
    assert [one.repost.state for one in await room.to_review()] == [RepostState.OFFERED]
    posted = await room.publish(await room.card(card.repost.id))
    await room.report("много", story=card.repost.story, novelty=Novelty((DevelopmentKind.FIGURES,)))
    (new,) = [one for one in await room.to_review() if one.repost.is_development]
    assert new.post.story.article.title == "много"
    await room.decide(new.repost, offer([], scene.now, WAITS))
    await room.report("ещё", story=card.repost.story, novelty=Novelty((DevelopmentKind.DEATHS,)))
    await room.deliver()
    shown = await room.card(new.repost.id)
    assert shown.post.story.novelty is not None
    assert shown.post.story.novelty.kinds == (DevelopmentKind.DEATHS, DevelopmentKind.FIGURES)
    assert isinstance(await room.press(shown, RepostAction.PUBLISH), Decided)
    await room.decide(shown.repost, release(1, scene.now))
    (reply,) = [one for one in await room.deliver() if one.chat.key == room.channel.key]
    assert _post(reply.content).story.reply_to == posted.repost.message_id


async def test_what_was_refused_comes_no_more_and_can_be_restored(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    assert isinstance(await room.press(card, RepostAction.REFUSE), Decided)
    await room.report("два", story=card.repost.story, novelty=Novelty((DevelopmentKind.DEATHS,)))
    assert await room.to_review() == []
    assert await room.deliver() == []
    refused = await room.card(card.repost.id)
    assert isinstance(await room.press(refused, RepostAction.RESTORE), Decided)
    assert (await room.card(card.repost.id)).repost.state is RepostState.OFFERED


async def test_what_is_said_to_go_again_goes_again(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    posted = await room.publish(await room.offered("раз"))
    assert isinstance(await room.press(posted, RepostAction.AGAIN), Decided)
    assert (await room.press(posted, RepostAction.AGAIN)) is Declined.CHANGED
    (again,) = await room.to_review()
    assert (again.repost.id != posted.repost.id, again.repost.state) == (True, RepostState.NEW)
    await room.decide(again.repost, offer([], scene.now, WAITS))
    await room.deliver()
    second = await room.publish(await room.card(again.repost.id))
    assert second.post.story.reply_to is None
    assert (await room.card(posted.repost.id)).repost.message_id not in {None, second.repost.message_id}


async def test_a_card_is_brought_up_to_date_by_edits(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    await room.report("два", story=card.repost.story)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert (_card(edit.content).outlets, edit.message_id) == (1, card.stands.message_id if card.stands else 0)
    await _edited(scene, edit)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []
    assert isinstance(await room.press(card, RepostAction.REFUSE), Decided)
    shown = await room.card(card.repost.id)
    await scene.storage.note_card_shown(card.repost.id, shown.serial, scene.now)
    scene.later(seconds=5)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []


async def test_a_press_while_its_card_is_being_edited_is_shown_by_another_edit(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    await room.report("два", story=card.repost.story)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert isinstance(await room.press(card, RepostAction.REFUSE), Decided)
    shown = await room.card(card.repost.id)
    await scene.storage.note_card_shown(card.repost.id, shown.serial, scene.now)  # the older edit may come after it
    await _edited(scene, edit)
    scene.later(seconds=5)
    (another,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert _card(another.content).repost.state is RepostState.REFUSED


async def test_a_deleted_card_comes_anew_without_a_sound(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    await room.report("два", story=card.repost.story)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    gone = after_editing(edit, Dead("message to edit not found"), scene.now, scene.cooldown())
    await scene.storage.settle_edit(edit, gone)
    assert (await room.card(card.repost.id)).stands is None
    scene.later(seconds=5)
    (anew,) = await scene.dispatches()
    assert _card(anew.content).is_silent
    await scene.settle(anew, Sent(900))
    stands = (await room.card(card.repost.id)).stands
    assert stands is not None
    assert (stands.chat, stands.message_id) == (room.desk.key, 900)


async def test_a_text_of_a_person_stands_whatever_joins_the_story(scene: Scene) -> None:
    room = await Newsroom(scene).open(look=PostLook(grows=True))
    card = await room.offered("раз")
    assert isinstance(await room.press(card, RepostAction.EDIT, room.boris), Decided)
    await scene.storage.note_prompt(card.repost.id, card.repost.revision, 70)
    asked = await scene.storage.card_of_message(room.desk.key, 70)
    assert asked is not None
    assert asked.repost.editing is not None
    text = PostText("Другой <b>текст</b>", room.boris, 71)
    await room.decide(asked.repost, write(text, 70, scene.now, WAITS))
    written = await scene.storage.card_of_message(room.desk.key, 71)
    assert written is not None
    assert written.post.text == text.html
    posted = await room.publish(written)
    await room.report("два", story=card.repost.story)
    edits = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert [edit.chat.key for edit in edits] in ([], [room.desk.key])
    await room.decide(posted.repost, write(replace(text, html="Третий"), None, scene.now, WAITS))
    scene.later(minutes=2)
    edits = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    (edit,) = [edit for edit in edits if edit.chat.key == room.channel.key]
    assert _post(edit.content).text == "Третий"


async def test_a_text_that_is_changed_while_its_post_is_edited_is_shown_after_that(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    posted = await room.publish(card)
    await room.press(posted, RepostAction.SIGN)
    scene.later(minutes=2)
    (edit,) = [one for one in await scene.storage.claim_edits(scene.now, 10, scene.lease()) if one.chat == room.channel]
    await room.press(await room.card(card.repost.id), RepostAction.TAG)
    await _edited(scene, edit)
    scene.later(minutes=2)
    (more,) = [one for one in await scene.storage.claim_edits(scene.now, 10, scene.lease()) if one.chat == room.channel]
    assert (_post(more.content).has_signature, _post(more.content).has_hashtags) == (False, False)


async def test_what_turns_after_it_was_approved_is_told_to_the_desk(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    later = scene.now + timedelta(hours=3)
    assert isinstance(await room.press(card, RepostAction.SCHEDULE, due_at=later), Decided)
    assert [one.repost.id for one in await scene.storage.queue_of(room.channel.key)] == [card.repost.id]
    await room.report("не так", story=card.repost.story, novelty=Novelty((DevelopmentKind.DENIED,)))
    (grown,) = await room.to_review()
    assert grown.changes.kinds == (DevelopmentKind.DENIED,)
    await scene.storage.note_looked(grown.repost.id, grown.serial, scene.now)
    assert await room.to_review() == []
    await room.report("и ещё", story=card.repost.story, novelty=Novelty((DevelopmentKind.DEATHS,)))
    (grown,) = await room.to_review()
    assert grown.changes.kinds == (DevelopmentKind.DEATHS,)


async def test_what_came_between_the_card_and_the_press_is_looked_at(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    await room.report("не так", story=card.repost.story, novelty=Novelty((DevelopmentKind.CANCELLED,)))
    (grown,) = await room.to_review()
    await scene.storage.note_looked(grown.repost.id, grown.serial, scene.now)
    assert isinstance(await room.press(card, RepostAction.PUBLISH), Decided)
    (grown,) = await room.to_review()
    assert grown.changes.kinds == (DevelopmentKind.CANCELLED,)


async def test_a_channel_that_cannot_be_written_to_gives_back_what_was_approved(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    assert isinstance(await room.press(card, RepostAction.PUBLISH), Decided)
    await room.decide(card.repost, release(1, scene.now))
    (dispatch,) = [one for one in await scene.dispatches() if one.chat.key == room.channel.key]
    await scene.settle(dispatch, ChatLost("need administrator rights in the channel chat"))
    lost = await room.card(card.repost.id)
    assert (lost.repost.state, lost.repost.concerns) == (RepostState.OFFERED, (Concern(ConcernKind.RIGHT_LOST),))
    assert lost.channel.dormant
    await scene.chat(room.channel.telegram_id, room.channel.kind)
    assert [one.repost.id for one in await room.to_review()] == [card.repost.id]
    assert isinstance(await room.press(lost, RepostAction.PUBLISH), Decided)
    await room.decide(lost.repost, release(1, scene.now))
    await room.deliver()
    assert (await room.card(card.repost.id)).repost.state is RepostState.POSTED


async def test_what_is_published_automatically_waits_for_a_channel_that_is_lost(scene: Scene) -> None:
    room = await Newsroom(scene).open(publishing=Publishing.AUTOMATIC)
    await room.report("раз")
    (card,) = await room.to_review()
    await room.decide(card.repost, release(None, scene.now))
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, ChatLost("kicked"))
    assert (await room.card(card.repost.id)).repost.state is RepostState.RELEASED
    await scene.chat(room.channel.telegram_id, room.channel.kind)
    scene.later(seconds=5)
    sent = await room.deliver()
    assert [_post(one.content).story.article.title for one in sent if one.chat.key == room.channel.key] == ["раз"]
    assert (await room.card(card.repost.id)).repost.state is RepostState.POSTED


async def test_what_is_on_the_desk_stays_there_without_its_subscription(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    await scene.unsubscribe(room.subscribed, room.owner)
    await scene.end_removals()
    posted = await room.publish(await room.card(card.repost.id))
    assert posted.repost.state is RepostState.POSTED


async def test_what_was_approved_goes_though_its_subscription_is_removed_meanwhile(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    assert isinstance(await room.press(card, RepostAction.PUBLISH), Decided)
    await room.decide(card.repost, release(1, scene.now))
    await scene.unsubscribe(room.subscribed, room.owner)
    await room.deliver()
    assert (await room.card(card.repost.id)).repost.state is RepostState.POSTED


async def test_what_is_akin_to_a_post_that_stands_is_found_both_ways(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    posted = await room.publish(await room.offered("раз"))
    await room.report("похоже", akin=posted.repost.story)
    (akin,) = [one for one in await room.to_review() if one.repost.state is RepostState.NEW]
    assert akin.akin is not None
    assert (akin.akin.repost, akin.akin.message_id) == (posted.repost.id, posted.repost.message_id)
    assert await scene.storage.standing_akin(akin.repost.id) == akin.akin
    await room.report("и это", akin=posted.repost.story)
    one, other = [one for one in await room.to_review() if one.repost.state is RepostState.NEW]
    await room.decide(one.repost, release(None, scene.now))
    found = await scene.storage.standing_akin(other.repost.id)
    assert found is not None
    assert found.repost in {one.repost.id, posted.repost.id}


async def test_a_person_puts_what_they_were_told_on_the_desk(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    await scene.subscribe(room.owner, "нато")
    story = await room.report("раз", queries=("нато",))
    (told,) = await scene.dispatches()
    await scene.settle(told, Sent(5))
    assert [one.channel for one in story_in(told).desks] == [room.channel.key]
    offered = await scene.storage.offer_story(room.channel.key, told.id, story, room.owner.key, scene.now)
    (card,) = await room.to_review()
    assert offered == (StoryOffer.PUT, card.repost.id)
    assert card.post.story.article.title == "раз"
    again = await scene.storage.offer_story(room.channel.key, told.id, story, room.owner.key, scene.now)
    assert again == (StoryOffer.THERE, card.repost.id)
    hidden = await room.report("чужое", by=room.struck_off, queries=("нато",))
    scene.later(seconds=5)
    (told,) = await scene.dispatches()
    refused = await scene.storage.offer_story(room.channel.key, told.id, hidden, room.owner.key, scene.now)
    assert refused == (StoryOffer.HIDDEN, None)


async def test_what_telegram_does_not_take_comes_back_to_the_desk(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    assert isinstance(await room.press(card, RepostAction.PUBLISH), Decided)
    await room.decide(card.repost, release(1, scene.now))
    (dispatch,) = [one for one in await scene.dispatches() if one.chat.key == room.channel.key]
    await scene.settle(dispatch, Dead("message is too long"))
    back = await room.card(card.repost.id)
    assert back.repost.concerns == (Concern(ConcernKind.REFUSED, "message is too long"),)
    assert back.repost.state is RepostState.OFFERED
    assert (await scene.storage.dead_dispatches(5))[0] == 0


async def _edited(scene: Scene, edit: PostEdit) -> None:
    await scene.settle_edit(edit, Sent(edit.message_id))


async def test_cards_of_a_desk_that_is_gone_come_to_who_has_connected_the_channel(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    await room.report("два")
    (new,) = [one for one in await room.to_review() if one.repost.state is RepostState.NEW]
    await room.decide(new.repost, offer([], scene.now, WAITS))
    await scene.storage.mark_unreachable(room.desk.key, lost_chat(room.desk.title, "kicked"), scene.now)
    sent = await room.deliver()
    assert {one.chat.key for one in sent} == {room.owner.key}
    assert [one.content.key for one in sent if isinstance(one.content, Notice)] == ["desk-lost"]
    cards = [one.content for one in sent if isinstance(one.content, DeskCard)]
    assert [(one.post.story.article.title, one.is_silent) for one in cards] == [("раз", True), ("два", False)]
    stands = (await room.card(card.repost.id)).stands
    assert stands is not None
    assert stands.chat == room.owner.key
    await room.publish(await room.card(card.repost.id))


async def test_cards_come_anew_when_their_group_becomes_another_chat(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    await room.offered("раз")
    await scene.storage.move_chat(room.desk.telegram_id, -1_000_000_000_099)
    (sent,) = await room.deliver()
    assert (sent.chat.key, sent.chat.telegram_id) == (room.desk.key, -1_000_000_000_099)
    assert _card(sent.content).is_silent


async def test_cards_of_a_topic_that_is_closed_come_to_the_general_one(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    await room.set_up(desk=Desk(room.desk.key, 7))
    await room.report("раз")
    (card,) = await room.to_review()
    await room.decide(card.repost, offer([], scene.now, WAITS))
    (dispatch,) = await scene.dispatches()
    assert dispatch.topic == 7
    await scene.settle(dispatch, TopicLost("topic closed"))
    scene.later(seconds=5)
    (sent,) = await room.deliver()
    assert sent.topic == 0


async def test_what_is_muted_at_the_desk_comes_no_more(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    card = await room.offered("раз")
    assert isinstance(await room.press(card, RepostAction.MUTE), Decided)
    await room.report("и об этом", akin=card.repost.story)
    await room.report("ещё", story=card.repost.story, novelty=Novelty((DevelopmentKind.DEATHS,)))
    assert await room.to_review() == []


async def test_people_can_ask_why_something_is_not_in_a_channel(scene: Scene) -> None:
    room = await Newsroom(scene).open()

    async def fate(title: str) -> Fate:
        url = f"https://one.example/{title}"
        (trace,) = (await scene.storage.own_traces(f"guid:{title}", url, room.owner.key)).articles
        return fate_of(trace.subscriptions[0])

    card = await room.offered("раз")
    await room.report("два", story=card.repost.story)
    assert [await fate("раз"), await fate("два")] == [Fate.AT_DESK, Fate.AT_DESK]
    assert isinstance(await room.press(await room.card(card.repost.id), RepostAction.REFUSE), Decided)
    assert await fate("раз") is Fate.REFUSED
    (trace,) = (await scene.storage.own_traces("guid:раз", "", room.owner.key)).articles
    owed = trace.subscriptions[0].own
    assert owed is not None
    assert owed.decided_by == "Аня"
    await room.publish(await room.offered("вышло"))
    assert await fate("вышло") is Fate.TOLD
    await room.report("чужое", by=room.struck_off)
    assert await fate("чужое") is Fate.NOT_TICKED


@pytest.mark.parametrize("comes_back", [False, True])
async def test_what_waits_for_its_time_is_shelved_with_its_subscription_and_comes_back_with_it(
    scene: Scene, *, comes_back: bool
) -> None:
    room = await Newsroom(scene).open(publishing=Publishing.AUTOMATIC)
    await room.report("раз")
    (card,) = await room.to_review()
    await room.decide(card.repost, release(None, scene.now))
    for paused in (True, False) if comes_back else (True,):
        await scene.storage.pause(room.subscribed.id, room.owner.key, paused=paused)
        await scene.fan_out()
    assert await room.deliver() == []
    waiting = await room.to_review()
    assert [one.post.story.article.title for one in waiting] == (["раз"] if comes_back else [])
    for one in waiting:
        await room.decide(one.repost, release(None, scene.now))
    assert len(await room.deliver()) == len(waiting)


async def test_what_waits_for_a_subscription_that_ends_is_owed_to_another_that_meets_it(scene: Scene) -> None:
    room = await Newsroom(scene).open(publishing=Publishing.AUTOMATIC)
    await scene.subscribe(room.owner, "нато", target=room.channel)
    story = await room.report("раз")
    (card,) = await room.to_review()
    await room.decide(card.repost, release(None, scene.now))
    await scene.unsubscribe(room.subscribed, room.owner)
    await scene.end_removals()
    await room.report("два", story=story, queries=["нато"])
    (card,) = await room.to_review()
    assert card.repost.state is RepostState.NEW


async def test_a_digest_that_tells_a_story_with_what_is_new_in_it_leaves_no_repost_behind(scene: Scene) -> None:
    room = await Newsroom(scene).open(publishing=Publishing.AUTOMATIC, desk=None)
    story = await room.report("раз")
    await room.report("другое")
    for card in await room.to_review():
        await room.decide(card.repost, release(None, scene.now))
    await room.report("много", story=story, novelty=Novelty((DevelopmentKind.FIGURES,)))
    for card in await room.to_review():
        await room.decide(card.repost, release(None, scene.now))
    scene.plan = Wait(scene.now)
    await scene.dispatches()
    scene.plan = TellAll(in_pages_of(8))
    scene.later(seconds=1)
    await room.deliver()
    states = [(await room.card(RepostId(one))).repost.state for one in (1, 2)]
    assert states == [RepostState.POSTED, RepostState.POSTED]
    assert await scene.storage.desk_card(RepostId(3)) is None


async def test_the_card_of_a_post_shows_it_as_it_stands(scene: Scene) -> None:
    room = await Newsroom(scene).open(look=PostLook(grows=True))
    posted = await room.publish(await room.offered("раз"))
    await room.retitle("раз", "два")
    await room.report("три", story=posted.repost.story)
    scene.later(minutes=2)
    edits = {edit.chat.key: edit for edit in await scene.storage.claim_edits(scene.now, 10, scene.lease())}
    for edit in edits.values():
        await _edited(scene, edit)
    scene.later(minutes=2)
    edits |= {edit.chat.key: edit for edit in await scene.storage.claim_edits(scene.now, 10, scene.lease())}
    stands, shown = _post(edits[room.channel.key].content), _card(edits[room.desk.key].content).post
    assert shown == stands
    assert (stands.story.article.title, stands.story.former_title, stands.story.further.total) == ("раз", None, 1)


async def test_what_waits_for_a_removed_subscription_comes_back_with_it_and_once(scene: Scene) -> None:
    room = await Newsroom(scene).open(publishing=Publishing.AUTOMATIC)
    await room.report("раз")
    (card,) = await room.to_review()
    await room.decide(card.repost, release(None, scene.now))
    await scene.unsubscribe(room.subscribed, room.owner)
    assert await room.deliver() == []
    await scene.restore(room.subscribed, room.owner)
    (again,) = await room.to_review()
    await room.decide(again.repost, release(None, scene.now))
    assert [_post(one.content).story.article.title for one in await room.deliver()] == ["раз"]


async def test_a_story_comes_again_to_a_channel_that_was_disconnected_before_it_went(scene: Scene) -> None:
    room = await Newsroom(scene).open(publishing=Publishing.AUTOMATIC)
    story = await room.report("раз")
    (card,) = await room.to_review()
    await room.decide(card.repost, release(None, scene.now))
    await scene.storage.disconnect(room.owner.key, room.channel.key, scene.now, {})
    await scene.storage.connect(room.owner.key, room.channel.key)
    await room.report("два", story=story)
    (again,) = await room.to_review()
    assert again.post.story.article.title == "два"
    assert again.akin is None


@pytest.mark.parametrize("others", [False, True])
async def test_nothing_goes_by_itself_into_a_channel_that_nobody_has_connected_any_more(
    scene: Scene, *, others: bool
) -> None:
    room = await Newsroom(scene).open()
    if others:
        await scene.storage.connect((await scene.chat(101)).key, room.channel.key)
    scheduled, due = await room.offered("раз"), await room.offered("два")
    at = scene.now + timedelta(hours=3)
    assert isinstance(await room.press(scheduled, RepostAction.SCHEDULE, due_at=at), Decided)
    assert isinstance(await room.press(due, RepostAction.PUBLISH), Decided)
    await room.decide(due.repost, release(1, scene.now))
    assert await scene.storage.disconnect(room.owner.key, room.channel.key, scene.now, {})
    cards = [(await room.card(one.repost.id)).repost for one in (scheduled, due)]
    if others:
        assert [one.state for one in cards] == [RepostState.SCHEDULED, RepostState.RELEASED]
        return
    assert [(one.state, one.due_at) for one in cards] == [(RepostState.OFFERED, None)] * 2
    scene.later(hours=9)
    assert await room.to_review() == []
    assert all(one.chat.key != room.channel.key for one in await room.deliver())

"""How channels publish, from which sources, and who their editors are."""

from dataclasses import replace
from datetime import time, timedelta
from functools import partial

from bot.model import (
    AkinChoice,
    Channel,
    ChannelCounts,
    ChannelSettings,
    Chat,
    ChatKind,
    Decided,
    Desk,
    Editor,
    Invitation,
    LinkPreview,
    OwnPostChoice,
    Person,
    PersonKey,
    PostLook,
    Publishing,
    RepostAction,
    SubscriptionId,
    Undecided,
)
from tests.storage.newsroom import Newsroom, nobody
from tests.storage.scene import Scene

_DAY = timedelta(days=1)


async def _channel(scene: Scene, telegram_id: int = -1_000_000_000_005) -> Chat:
    return await scene.chat(telegram_id, ChatKind.CHANNEL)


async def _person(scene: Scene, telegram_id: int, name: str) -> Person:
    return Person(await scene.storage.meet_person(telegram_id, name), telegram_id, name)


async def test_a_channel_publishes_as_it_was_set_up_last(scene: Scene) -> None:
    channel, desk = await _channel(scene), await scene.chat(-9, ChatKind.SUPERGROUP)
    assert await scene.storage.channel(channel.key) is None
    await scene.storage.set_up_channel(channel.key, ChannelSettings(), scene.now)
    assert await scene.storage.channel(channel.key) == Channel(channel, ChannelSettings())
    settings = ChannelSettings(
        Publishing.APPROVED,
        Desk(desk.key, 7),
        PostLook(
            template="<b>{title}</b>",
            preview=LinkPreview.SMALL,
            signature="<i>Наши</i>",
            hashtags={SubscriptionId(4): "оборона"},
            names_language=True,
            emphasises=False,
            grows=True,
        ),
        AkinChoice.REPLY,
        OwnPostChoice.FORWARD,
        Undecided(timedelta(minutes=30), publishes=True),
        approvals=2,
        slots=(time(9), time(20, 30)),
    )
    await scene.storage.set_up_channel(channel.key, settings, scene.now)
    assert await scene.storage.channel(channel.key) == Channel(channel, settings)
    assert await scene.storage.desks_of(desk.key) == [Channel(channel, settings)]
    assert await scene.storage.place(desk.key) == desk
    await scene.storage.set_up_channel(channel.key, ChannelSettings(look=PostLook(grows=True)), scene.now)
    assert await scene.storage.desks_of(desk.key) == []


async def test_a_setting_is_changed_as_it_is_by_then(scene: Scene) -> None:
    channel = await _channel(scene)
    twice = partial(replace, approvals=2)
    assert await scene.storage.change_channel(channel.key, twice) is None
    await scene.storage.set_up_channel(channel.key, ChannelSettings(Publishing.APPROVED), scene.now)
    changed = Channel(channel, ChannelSettings(Publishing.APPROVED, approvals=2))
    assert await scene.storage.change_channel(channel.key, twice) == changed
    assert await scene.storage.channel(channel.key) == changed


async def test_sources_are_ticked_and_struck_off_for_a_channel_alone(scene: Scene) -> None:
    anna, channel, other = await scene.chat(), await _channel(scene), await _channel(scene, -1_000_000_000_006)
    one, two = [await scene.source(anna, f"https://{name}.example/feed") for name in ("one", "two")]
    for chat in (channel, other):
        await scene.storage.set_up_channel(chat.key, ChannelSettings(), scene.now, [one])
    await scene.storage.tick(channel.key, [one, two], scene.now, is_ticked=True)
    await scene.storage.tick(channel.key, [one], scene.now, is_ticked=False)
    assert await scene.storage.ticked(channel.key) == {two}
    assert await scene.storage.ticked(other.key) == {one}
    await scene.storage.set_up_channel(channel.key, ChannelSettings(Publishing.APPROVED), scene.now)
    assert await scene.storage.ticked(channel.key) == {two}, "what is not said stays"
    await scene.storage.set_up_channel(channel.key, ChannelSettings(), scene.now, [])
    assert await scene.storage.ticked(channel.key) == set()


async def test_a_channel_to_which_nothing_came_has_nothing_to_show(scene: Scene) -> None:
    channel = await _channel(scene)
    assert await scene.storage.channel_counts(channel.key, scene.now) == ChannelCounts()
    assert await scene.storage.channel_log(channel.key, 10) == []


async def test_a_person_keeps_their_key_and_is_called_as_they_were_last(scene: Scene) -> None:
    channel = await _channel(scene)
    anna, boris = await _person(scene, 1, "Аня"), await _person(scene, 2, "Борис")
    assert anna.key != boris.key
    assert await scene.storage.meet_person(1, "Анна") == anna.key
    assert await scene.storage.person(anna.key) == Person(anna.key, 1, "Анна")
    assert await scene.storage.person(PersonKey(404)) is None
    await scene.storage.invite(channel.key, anna.key, "token", scene.now, scene.cause())
    (invitation,) = await scene.storage.invitations(channel.key, scene.now)
    assert invitation.by == Person(anna.key, 1, "Анна")


async def test_an_invitation_makes_one_editor(scene: Scene) -> None:
    channel, anna = await _channel(scene), await _person(scene, 1, "Аня")
    boris, vera = await _person(scene, 2, "Борис"), await _person(scene, 3, "Вера")
    assert await scene.storage.invite(channel.key, anna.key, "token", scene.now, scene.cause()) == "token"
    invitation = Invitation("token", channel.key, anna, scene.now)
    assert await scene.storage.invitations(channel.key, scene.now - _DAY) == [invitation]
    for _ in range(2):
        assert await scene.storage.accept_invitation("token", boris.key, scene.now - _DAY) == invitation
    assert await scene.storage.accept_invitation("token", vera.key, scene.now - _DAY) is None
    assert await scene.storage.invitations(channel.key, scene.now - _DAY) == []
    assert not await scene.storage.withdraw_invitation(channel.key, "token")
    assert await scene.storage.editors(channel.key) == [Editor(boris, anna)]
    assert await scene.storage.editor(channel.key, boris.key) == Editor(boris, anna)
    assert await scene.storage.editor(channel.key, vera.key) is None


async def test_a_repeated_press_makes_one_invitation(scene: Scene) -> None:
    channel, anna, cause = await _channel(scene), await _person(scene, 1, "Аня"), scene.cause()
    assert await scene.storage.invite(channel.key, anna.key, "one", scene.now, cause) == "one"
    assert await scene.storage.invite(channel.key, anna.key, "two", scene.now, cause) == "one"
    assert len(await scene.storage.invitations(channel.key, scene.now)) == 1


async def test_an_invitation_ends_and_can_be_withdrawn(scene: Scene) -> None:
    channel, anna, boris = await _channel(scene), await _person(scene, 1, "Аня"), await _person(scene, 2, "Борис")
    await scene.storage.invite(channel.key, anna.key, "old", scene.now, scene.cause())
    assert await scene.storage.accept_invitation("old", boris.key, scene.now + timedelta(seconds=1)) is None
    await scene.storage.invite(channel.key, anna.key, "new", scene.now, scene.cause())
    assert not await scene.storage.withdraw_invitation((await _channel(scene, -7)).key, "new"), "another channel's"
    assert await scene.storage.withdraw_invitation(channel.key, "new")
    assert await scene.storage.accept_invitation("new", boris.key, scene.now) is None
    assert await scene.storage.editors(channel.key) == []


async def test_who_is_dismissed_does_not_come_back_by_the_same_link(scene: Scene) -> None:
    channel, anna, boris = await _channel(scene), await _person(scene, 1, "Аня"), await _person(scene, 2, "Борис")
    await scene.storage.invite(channel.key, anna.key, "token", scene.now, scene.cause())
    await scene.storage.accept_invitation("token", boris.key, scene.now)
    assert await scene.storage.dismiss_editor(channel.key, boris.key)
    assert not await scene.storage.dismiss_editor(channel.key, boris.key)
    assert await scene.storage.accept_invitation("token", boris.key, scene.now) is None
    assert await scene.storage.editor(channel.key, boris.key) is None
    for _ in range(2):
        await scene.storage.make_editor(channel.key, boris.key, anna.key)
    await scene.storage.make_editor(channel.key, PersonKey(77), anna.key)
    assert await scene.storage.editors(channel.key) == [Editor(boris, anna)], "a stranger is none"


async def test_a_question_waits_until_it_is_asked_or_the_channel_is_set_up(scene: Scene) -> None:
    channel, other = await _channel(scene), await _channel(scene, -1_000_000_000_006)
    for chat in (channel, other, channel):
        await scene.storage.ask_later(5, chat.key, scene.now)
    assert await scene.storage.asked_about(5) == [channel, other]
    assert await scene.storage.asked_about(6) == []
    await scene.storage.end_question(5, channel.key)
    assert await scene.storage.asked_about(5) == [other]
    await scene.storage.set_up_channel(other.key, ChannelSettings(), scene.now)
    assert await scene.storage.asked_about(5) == []


async def test_the_log_tells_who_did_what_with_which_story(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    posted = await room.publish(await room.offered("раз"))
    assert isinstance(await room.press(await room.offered("два"), RepostAction.REFUSE, nobody(room.boris.key)), Decided)
    await room.offered("три")
    log = await scene.storage.channel_log(room.channel.key, 100)
    told = [(entry.action, entry.by and entry.by.name, title) for entry, title in reversed(log)]
    assert told == [
        (RepostAction.OFFER, None, "раз"),
        (RepostAction.PUBLISH, "Аня", "раз"),
        (RepostAction.RELEASE, None, "раз"),
        (RepostAction.POST, None, "раз"),
        (RepostAction.OFFER, None, "два"),
        (RepostAction.REFUSE, None, "два"),
        (RepostAction.OFFER, None, "три"),
    ]
    assert log[1][0].by == nobody(room.boris.key), "the key of an anonymous administrator is kept"
    assert await scene.storage.channel_log(room.channel.key, 2, 5) == log[5:]
    yesterday, tomorrow = scene.now - _DAY, scene.now + _DAY
    assert await scene.storage.channel_counts(room.channel.key, yesterday) == ChannelCounts(1, 1, 1)
    assert await scene.storage.channel_counts(room.channel.key, tomorrow) == ChannelCounts(waiting=1)
    assert posted.repost.revision == 1


async def test_a_story_that_nobody_wants_to_hear_of_counts_as_refused(scene: Scene) -> None:
    room = await Newsroom(scene).open()
    muted, restored = await room.offered("раз"), await room.offered("два")
    for card in (muted, restored):
        assert isinstance(await room.press(card, RepostAction.MUTE), Decided)
    await room.press(await room.card(restored.repost.id), RepostAction.RESTORE)
    assert await scene.storage.channel_counts(room.channel.key, scene.now - _DAY) == ChannelCounts(refused=1, waiting=1)

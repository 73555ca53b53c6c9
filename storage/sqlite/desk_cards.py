"""Cards at the desks: what they say, and when their messages are behind."""

import sqlite3
from dataclasses import replace

from bot.model import (
    CardPlace,
    Channel,
    ChannelPost,
    ChatKey,
    ConcernKind,
    DeskCard,
    DevelopmentKind,
    Repost,
    RepostId,
    RepostState,
    StandingPost,
    StoryChanges,
    StoryUpdate,
    SubscriptionId,
    TitleQuestion,
)
from storage.sqlite.channel_rows import find_channel
from storage.sqlite.content import Telling, is_struck_off, load_debt, load_story
from storage.sqlite.reasons import reasons_of
from storage.sqlite.repost_rows import find_repost, states_in, to_repost
from storage.sqlite.rows import Row, from_ms, to_novelty
from storage.sqlite.scopes import AKIN_TO, MEMBERS, OWNERS_SCOPES
from storage.sqlite.watching import SHOWN_IN

_UNSENT = """
    SELECT NULL AS id, chat_key, topic, NULL AS total, additions IS NULL AS follows, :version AS version,
        NULL AS akin_id, 0 AS parted, NULL AS reply_to, 0 AS is_sample, :made_at AS created_at
    FROM debts WHERE id = :debt
"""
"""What would pay a debt if it went as of now."""
_SENT = "SELECT d.* FROM debts JOIN dispatches AS d ON d.id = dispatch_id WHERE debts.id = ? AND d.kind = 'story'"
_TICKED = f"""
    FROM {MEMBERS.format(story=":story", scopes=OWNERS_SCOPES.format(owner=":owner"))} AS member
        JOIN articles AS a ON a.id = member.article_id JOIN sources AS s ON s.id = a.source_id
    WHERE {SHOWN_IN.format(owner=":owner", chat=":chat", source="a.source_id")}
"""
"""The reports of a story that a channel may show."""
_ABOUT_THE_SAME = f"""
    WITH roots AS (SELECT :story AS id UNION SELECT akin_id FROM {AKIN_TO.format(story=":story")} AS earlier
        WHERE akin_id IS NOT NULL),
    akin AS (SELECT id FROM roots
        UNION SELECT stories.id FROM roots CROSS JOIN stories ON stories.akin_id = roots.id
        UNION SELECT story_id FROM roots CROSS JOIN akin_stories ON akin_stories.akin_id = roots.id)
"""  # noqa: S608  constants
"""Stories that are probably about the event of `:story`: those that it is akin to, and those that are akin to these."""
_STANDS = (RepostState.DUE, RepostState.RELEASED, RepostState.POSTED)


def load_desk_card(db: sqlite3.Connection, dispatch: Row) -> DeskCard | None:
    """The card that a dispatch brings, as it stands; None if there is nothing left to decide, and none was shown."""
    row = None if dispatch["repost_id"] is None else find_repost(db, dispatch["repost_id"])
    card = None if row is None else load_card(db, row)
    is_over = card is None or (card.repost.state is RepostState.DROPPED and not card.is_silent)
    return None if is_over else card


def load_question(db: sqlite3.Connection, dispatch: Row) -> TitleQuestion | None:
    """What a dispatch asks of a card; None if somebody has answered that meanwhile."""
    row = None if dispatch["repost_id"] is None else find_repost(db, dispatch["repost_id"])
    repost = None if row is None else to_repost(row)
    was = None if repost is None else next((one for one in repost.concerns if one.kind is ConcernKind.RETITLED), None)
    if row is None or was is None:
        return None
    return TitleQuestion(load_card(db, row), was.detail, _title(db, row, newest_version(db, row)), dispatch["reply_to"])


def load_message(db: sqlite3.Connection, dispatch: Row, version: int) -> StoryUpdate | ChannelPost:
    """What the message of one story says as of a version: in a channel, its post."""
    channel = find_channel(db, dispatch["chat_key"])
    if channel is None:
        return load_story(db, dispatch, dispatch["story_id"], version)
    (debt,) = db.execute("SELECT id FROM debts WHERE dispatch_id = ?", (dispatch["id"],)).fetchone()
    row = None if dispatch["repost_id"] is None else find_repost(db, dispatch["repost_id"])
    story = load_debt(db, debt, dispatch, version, Telling() if row is None else _telling(row))
    return to_post(db, channel, story, debt, None if row is None else to_repost(row))


def load_card(db: sqlite3.Connection, row: Row) -> DeskCard:
    """The card of a repost as it stands."""
    repost = to_repost(row)
    channel = find_channel(db, row["chat_key"])
    assert channel is not None  # noqa: S101  a channel with reposts has settings
    owner = _owner(db, row["debt_id"])
    newest = newest_version(db, row)
    version = newest if repost.version is None else _shown(db, row, repost.version)
    post = load_unsent(db, channel, row, version)
    seen = {"story": row["story_id"], "owner": owner, "chat": row["chat_key"]}
    message = db.execute("SELECT * FROM cards WHERE repost_id = ?", (row["id"],)).fetchone()
    return DeskCard(
        repost=repost,
        post=post,
        channel=channel.chat,
        settings=channel.settings,
        outlets=_outlets(db, seen),
        serial=row["serial"],
        akin=None if row["is_development"] else find_akin(db, row),
        changes=StoryChanges() if repost.version is None and repost.text is None else _changes(db, row, seen, newest),
        stands=None
        if message is None or message["is_gone"]
        else CardPlace(ChatKey(message["chat_key"]), message["message_id"], message["serial"]),
        is_silent=message is not None,
        is_struck_off=is_struck_off(db, row["debt_id"], repost.article),
    )


def newest_version(db: sqlite3.Connection, row: Row) -> int:
    """The version of its story that a repost could show by now; see `storage.sqlite.posts`."""
    newest: int = db.execute(
        "SELECT CASE WHEN is_reply AND additions IS NOT NULL THEN additions ELSE version END"
        " FROM (SELECT is_reply, additions, story_id FROM debts WHERE id = ?) JOIN stories ON stories.id = story_id",
        (row["debt_id"],),
    ).fetchone()[0]
    return newest


def load_unsent(db: sqlite3.Connection, channel: Channel, row: Row, version: int) -> ChannelPost:
    """The post of a repost as of a version; as if it went now, if it has not gone yet."""
    return to_post(db, channel, _load_unsent(db, row, version, _telling(row)), row["debt_id"], to_repost(row))


def _load_unsent(db: sqlite3.Connection, row: Row, version: int, telling: Telling) -> StoryUpdate:
    """What the message of a repost says: of the one that was made, or of one that would be made now."""
    made = {"debt": row["debt_id"], "version": version, "made_at": row["created_at"]}
    dispatch = db.execute(_SENT, (row["debt_id"],)).fetchone() or db.execute(_UNSENT, made).fetchone()
    return load_debt(db, row["debt_id"], dispatch, version, telling)


def _telling(row: Row) -> Telling:
    """How the post of a repost tells its story: the title stays as somebody has approved it."""
    return Telling(to_repost(row).article, row["created_at"], None if row["is_development"] else row["version"])


def to_post(
    db: sqlite3.Connection, channel: Channel, story: StoryUpdate, debt: int, repost: Repost | None
) -> ChannelPost:
    """How a channel tells a story."""
    asked = [reason["subscription_id"] for reason in reasons_of(db, debt) if not reason["joined"]]
    subscriptions = tuple(dict.fromkeys(map(SubscriptionId, asked)))
    post = ChannelPost(story, channel.settings.look, subscriptions=subscriptions, own_posts=channel.settings.own_posts)
    if repost is None:
        return post
    return replace(
        post,
        text=None if repost.text is None else repost.text.html,
        has_hashtags=repost.has_hashtags,
        has_signature=repost.has_signature,
        marks=repost.marks,
    )


def find_akin(db: sqlite3.Connection, row: Row) -> StandingPost | None:
    """The latest post that stands in the channel of a repost, or goes there, and is probably about the same event."""
    place = {"story": row["story_id"], "chat": row["chat_key"]}
    found = db.execute(
        f"""
        {_ABOUT_THE_SAME}
        SELECT id, coalesce(posted_at, due_at, decided_at, created_at) AS at, message_id FROM (
            SELECT reposts.id, posted_at, due_at, decided_at, created_at, message_id
            FROM akin CROSS JOIN reposts ON reposts.story_id = akin.id
            WHERE akin.id != :story AND chat_key = :chat AND state IN ({states_in(_STANDS)})
            UNION ALL SELECT NULL, d.settled_at, NULL, NULL, d.created_at, d.message_id
            FROM akin CROSS JOIN debts ON (debts.chat_key, debts.topic, debts.story_id) = (:chat, 0, akin.id)
                JOIN dispatches AS d ON d.id = debts.dispatch_id
            WHERE akin.id != :story AND d.state = 'sent'
                AND NOT EXISTS (SELECT 1 FROM reposts WHERE reposts.debt_id = debts.id)
        ) ORDER BY at DESC LIMIT 1
        """,  # noqa: S608  constants
        place,
    ).fetchone()
    if found is None:
        return None
    repost = None if found["id"] is None else RepostId(found["id"])
    return StandingPost(repost, from_ms(found["at"]), found["message_id"])


def list_reports(db: sqlite3.Connection, row: Row, limit: int) -> list[Row]:
    """The reports of ticked sources that the post of a repost could be made of, the first ones."""
    owner = _owner(db, row["debt_id"])
    return db.execute(
        f"SELECT DISTINCT a.id, a.source_id, coalesce(told_as, s.title) AS source_title, a.title {_TICKED}"
        " ORDER BY a.id LIMIT :limit",
        {"story": row["story_id"], "owner": owner, "chat": row["chat_key"], "limit": limit},
    ).fetchall()


def _shown(db: sqlite3.Connection, row: Row, version: int) -> int:
    """The version that the post of a repost shows by now, if it has grown since it was decided on."""
    post = db.execute(
        "SELECT posts.version FROM debts JOIN posts ON posts.dispatch_id = debts.dispatch_id WHERE debts.id = ?",
        (row["debt_id"],),
    ).fetchone()
    return version if post is None else int(post["version"])


def _owner(db: sqlite3.Connection, debt: int) -> int | None:
    """Who watches the sources that a debt is about."""
    return next((row["owner_key"] for row in reasons_of(db, debt) if row["text"] is not None), None)


def _outlets(db: sqlite3.Connection, seen: dict[str, int | None]) -> int:
    count: int = db.execute(f"SELECT count(DISTINCT coalesce(told_as, s.title)) {_TICKED}", seen).fetchone()[0]
    return count


def _changes(db: sqlite3.Connection, row: Row, seen: dict[str, int | None], newest: int) -> StoryChanges:
    if row["is_development"]:
        return StoryChanges()
    since = max(row["version"] or 0, row["looked_version"] or 0)
    joined = db.execute(
        f"SELECT member.novelty {_TICKED} AND member.story_version > :since AND member.is_development",
        seen | {"since": since},
    ).fetchall()
    kinds = {kind for (novelty,) in joined for kind in to_novelty(novelty).kinds}
    then, now = (_title(db, row, one) for one in (since, newest))
    return StoryChanges(tuple(kind for kind in DevelopmentKind if kind in kinds), None if then == now else now)


def _title(db: sqlite3.Connection, row: Row, version: int) -> str:
    """The title of the report that a repost is made of, as of a version of its story."""
    return _load_unsent(db, row, version, replace(_telling(row), titled=None)).article.title

"""The tables. A migration is never changed once it is released: a new column is a new migration at the end.

Times are whole milliseconds since 1970 in UTC. A lease is two columns, `lease_boot` and `lease_until`, both null when
nobody holds one.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from bot.errors import DatabaseTooNew

migrations = Migrations("dozor")


def refuse_newer(connection: sqlite3.Connection, path: str) -> None:
    """Raise DatabaseTooNew if only a newer program can use the database."""
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    if any(one.name not in known for one in migrations.applied(Database(connection))):
        raise DatabaseTooNew(path)


@migrations()
def the_way_of_an_article(db: Database) -> None:
    for statement in _THE_WAY_OF_AN_ARTICLE:
        db.execute(statement)


@migrations()
def replies_to_posts(db: Database) -> None:
    for statement in _REPLIES_TO_POSTS:
        db.execute(statement)


@migrations()
def windows_that_outlive_a_run(db: Database) -> None:
    db.execute("CREATE TABLE writes (at INTEGER NOT NULL, chat_id INTEGER NOT NULL) STRICT")  # Telegram's id
    db.execute("CREATE INDEX writes_at ON writes (at)")


@migrations()
def updates_until_they_are_finished(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE inbox (
            number INTEGER PRIMARY KEY,  -- in the order in which they came
            cause TEXT NOT NULL UNIQUE,
            chat_id INTEGER,  -- Telegram's
            body TEXT NOT NULL,  -- JSON, as Telegram wrote it
            at INTEGER NOT NULL
        ) STRICT
        """
    )


@migrations()
def what_is_listed_still(db: Database) -> None:
    db.execute("ALTER TABLE sources ADD COLUMN read_at INTEGER")  # the last poll whose document was read
    db.execute("UPDATE sources SET read_at = full_at")


@migrations()
def what_a_document_asks_for(db: Database) -> None:
    db.execute("ALTER TABLE sources ADD COLUMN ttl_s INTEGER")
    for column in ("skip_hours", "skip_days"):  # a bit for each
        db.execute(f"ALTER TABLE sources ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")


@migrations()
def where_sources_were_before(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE former_addresses (
            url TEXT PRIMARY KEY,
            source_id INTEGER NOT NULL REFERENCES sources
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX former_addresses_of ON former_addresses (source_id)")


@migrations()
def items_that_need_not_be_read_again(db: Database) -> None:
    db.execute("ALTER TABLE sources ADD COLUMN item_hashes BLOB NOT NULL DEFAULT x''")  # eight bytes an item


@migrations()
def articles_that_are_alike(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE fingerprints (
            article_id INTEGER PRIMARY KEY REFERENCES articles,
            story_id INTEGER NOT NULL REFERENCES stories,
            founder_id INTEGER NOT NULL REFERENCES articles,  -- began the story
            found_at INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX fingerprints_found ON fingerprints (found_at)")
    db.execute(
        """
        CREATE TABLE clues (
            day INTEGER NOT NULL,  -- on which the article was found, since 1970
            clue INTEGER NOT NULL,
            article_id INTEGER NOT NULL,
            PRIMARY KEY (day, clue, article_id)
        ) STRICT, WITHOUT ROWID
        """
    )


@migrations()
def channels_by_one_name(db: Database) -> None:
    """The name of a channel is the same in capitals; it was kept as somebody had written it."""
    db.execute("UPDATE OR IGNORE sources SET url = lower(url) WHERE url LIKE 'https://t.me/s/%'")


@migrations()
def sites_that_packs_name(db: Database) -> None:
    db.execute("ALTER TABLE sources ADD COLUMN sites TEXT NOT NULL DEFAULT ''")  # separated by blanks


@migrations()
def what_time_it_was(db: Database) -> None:
    """Recognises a wrong clock, and keeps it from making anything old."""
    db.execute(
        """
        CREATE TABLE clock (
            only INTEGER PRIMARY KEY CHECK (only = 1),  -- there is one row
            seen_at INTEGER,  -- the time of day, as it was seen last
            aged_at INTEGER  -- the time by which is judged what is old; see bot/pipeline/tidy.py
        ) STRICT
        """
    )
    db.execute("INSERT INTO clock SELECT 1, max(polled_at), max(polled_at) FROM sources")


@migrations()
def messages_that_step_aside(db: Database) -> None:
    db.execute("ALTER TABLE dispatches ADD COLUMN aside INTEGER NOT NULL DEFAULT 0")  # others of the chat may pass
    db.execute("ALTER TABLE dispatches ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX dispatches_aside ON dispatches (chat_key) WHERE aside")


@migrations()
def updates_that_are_set_aside(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE unread_updates (
            cause TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX unread_updates_at ON unread_updates (at)")


@migrations()
def what_tells_old_items_from_news(db: Database) -> None:
    db.execute("ALTER TABLE sources ADD COLUMN changed_at INTEGER")  # the last poll that read another list
    db.execute("ALTER TABLE sources ADD COLUMN newest_at INTEGER")  # the newest time of publication in it
    db.execute("ALTER TABLE sources ADD COLUMN dating INTEGER NOT NULL DEFAULT 0")  # how well dates told lately
    db.execute("UPDATE sources SET changed_at = read_at")
    db.execute("ALTER TABLE articles ADD COLUMN withheld TEXT")  # why it is no news; null also for older baselines


@migrations()
def scopes_of_articles(db: Database) -> None:
    """Earlier groups count as everybody's, so nothing of the last days is told again."""
    db.execute("ALTER TABLE articles ADD COLUMN speaks INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE articles ADD COLUMN scope INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE story_keys ADD COLUMN scope INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE stories ADD COLUMN founder_id INTEGER")  # the article that began it
    db.execute("CREATE INDEX articles_by_scope ON articles (story_id, scope, story_version)")
    db.execute(
        """
        CREATE TABLE memberships (  -- of an article that different people see in different stories, besides its own
            article_id INTEGER NOT NULL REFERENCES articles,
            scope INTEGER NOT NULL,
            story_id INTEGER NOT NULL REFERENCES stories,
            story_version INTEGER NOT NULL,
            is_development INTEGER NOT NULL,
            founder_id INTEGER NOT NULL,
            PRIMARY KEY (article_id, scope)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX memberships_by_scope ON memberships (story_id, scope, story_version)")
    db.execute(
        """
        CREATE TABLE story_scopes (
            story_id INTEGER NOT NULL REFERENCES stories,
            scope INTEGER NOT NULL,
            article_id INTEGER NOT NULL,  -- joined last, of those in the scope
            PRIMARY KEY (story_id, scope)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute(
        """
        INSERT INTO story_scopes SELECT s.id, 0, a.id FROM stories AS s
            JOIN articles AS a ON a.id = (SELECT id FROM articles WHERE story_id = s.id
                ORDER BY story_version DESC LIMIT 1)
            WHERE s.joined_at > (SELECT max(joined_at) FROM stories) - 4 * 86400000
        """
    )


@migrations()
def where_a_channel_was_read_to(db: Database) -> None:
    db.execute("ALTER TABLE sources ADD COLUMN highest_post INTEGER")  # the number of its newest post


@migrations()
def an_archive_in_parts(db: Database) -> None:
    """An existing index is divided later, a little at a time: that takes minutes."""
    db.execute(
        """
        CREATE TABLE archive_parts (
            week INTEGER PRIMARY KEY,  -- since 1970, in which its articles were recorded
            newest INTEGER NOT NULL,  -- the key of its newest entry
            is_misdated INTEGER NOT NULL DEFAULT 0,  -- its keys are not by the times of its articles any more
            is_closed INTEGER NOT NULL DEFAULT 0  -- it is being emptied
        ) STRICT
        """
    )
    if not db.execute("SELECT EXISTS (SELECT 1 FROM archive_content)").fetchone()[0]:
        db.execute("DROP TABLE archive")


@migrations()
def what_ends(db: Database) -> None:
    """An index for the rows that reference a row to be deleted; SQLite itself looks for them, too."""
    db.execute("ALTER TABLE articles ADD COLUMN changed_at INTEGER")  # when it was edited last
    db.execute("ALTER TABLE mentions ADD COLUMN words TEXT")  # JSON: words that matched in a deleted text
    db.execute(
        """
        CREATE TABLE given (  -- the highest numbers that are gone with their articles: they are not given again
            only INTEGER PRIMARY KEY CHECK (only = 1),
            id INTEGER NOT NULL,
            recorded INTEGER NOT NULL
        ) STRICT
        """
    )
    db.execute("INSERT INTO given VALUES (1, 0, 0)")
    for statement in _WHAT_ENDS:
        db.execute(statement)


@migrations()
def edits_that_are_due(db: Database) -> None:
    """An index finds posts that are behind; posts of the last day are marked at their first check."""
    db.execute("ALTER TABLE posts ADD COLUMN is_behind INTEGER NOT NULL DEFAULT 0")  # its story has grown since
    db.execute(
        "ALTER TABLE chats ADD COLUMN edit_at INTEGER"
    )  # when its next post may be edited; null if none is behind
    db.execute(
        """
        CREATE TABLE grown_stories (  -- whose posts are to be marked as behind
            story_id INTEGER PRIMARY KEY REFERENCES stories,
            marked_to INTEGER NOT NULL DEFAULT 0,  -- the last post that was looked at
            turns INTEGER NOT NULL DEFAULT 0  -- how often it had its turn
        ) STRICT
        """
    )
    db.execute("CREATE INDEX grown_stories_next ON grown_stories (turns)")
    db.execute(
        "INSERT INTO grown_stories (story_id) SELECT id FROM stories"
        " WHERE joined_at > (SELECT max(joined_at) FROM stories) - 86400000 AND version > 1"
    )
    db.execute("CREATE INDEX chats_edits ON chats (edit_at) WHERE edit_at IS NOT NULL AND dormant_at IS NULL")
    db.execute("CREATE INDEX posts_behind ON posts (chat_key, edit_after) WHERE is_behind AND NOT closed")
    db.execute("CREATE INDEX posts_leased ON posts (lease_until) WHERE lease_until IS NOT NULL")
    db.execute("DROP INDEX posts_by_story")


@migrations()
def what_breaks_on_an_article(db: Database) -> None:
    db.execute("ALTER TABLE articles RENAME COLUMN attempts TO failures")
    db.execute("UPDATE articles SET failures = 0 WHERE waiting")  # claims were counted, those of killed runs too
    db.execute("ALTER TABLE articles ADD COLUMN failure TEXT")  # what the step broke with last
    db.execute("ALTER TABLE articles ADD COLUMN interruptions INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE articles ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0")


@migrations()
def connections_that_can_be_lost(db: Database) -> None:
    db.execute("ALTER TABLE connections ADD COLUMN checked_at INTEGER NOT NULL DEFAULT 0")  # the owner's rights
    db.execute("ALTER TABLE connections ADD COLUMN lost_at INTEGER")
    db.execute("CREATE INDEX connections_by_target ON connections (target_key)")
    # Subscriptions to a chat to which the owner is no longer connected.
    db.execute("ALTER TABLE subscriptions ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0")


@migrations()
def where_answers_come_from(db: Database) -> None:
    """See bot/articles/provenance.py."""
    for column in ("home TEXT", "abroad TEXT", "moving_to TEXT", "said_since INTEGER"):
        db.execute(f"ALTER TABLE sources ADD COLUMN {column}")
    db.execute("ALTER TABLE sources ADD COLUMN successor_id INTEGER")  # the source that has its readers now, or had
    db.execute("CREATE INDEX sources_by_successor ON sources (successor_id) WHERE successor_id IS NOT NULL")
    db.execute("ALTER TABLE articles ADD COLUMN told_as TEXT")  # if not by the name of its source


@migrations()
def pages_that_link_to_sources(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE front_pages (
            source_id INTEGER PRIMARY KEY REFERENCES sources,
            site TEXT NOT NULL,  -- whose front page may link to the source
            address TEXT NOT NULL,
            answered_from TEXT NOT NULL,  -- the site from which the source answered
            links INTEGER NOT NULL DEFAULT 0,
            looked_at INTEGER,
            due_at INTEGER NOT NULL  -- when it is looked at next
        ) STRICT
        """
    )
    db.execute("CREATE INDEX front_pages_due ON front_pages (due_at)")
    db.execute("CREATE INDEX front_pages_by_site ON front_pages (site, looked_at)")


@migrations()
def what_is_looked_for_among_many(db: Database) -> None:
    db.execute("CREATE INDEX connections_checked ON connections (checked_at) WHERE lost_at IS NULL")
    db.execute("CREATE INDEX queries_live ON queries (generation) WHERE live")
    db.execute("CREATE INDEX sources_of_packs ON sources (pack) WHERE pack IS NOT NULL")


@migrations()
def where_lists_grow(db: Database) -> None:
    db.execute("ALTER TABLE sources ADD COLUMN growth INTEGER NOT NULL DEFAULT 0")


@migrations()
def names_that_chats_give(db: Database) -> None:
    db.execute("ALTER TABLE chat_sources ADD COLUMN title TEXT NOT NULL DEFAULT ''")  # nobody else sees it


@migrations()
def debts_that_are_paid(db: Database) -> None:
    """Unfrozen debts have no dispatch, so they are found by their chat instead."""
    db.execute("DROP INDEX debts_by_dispatch")
    db.execute("CREATE INDEX debts_by_dispatch ON debts (dispatch_id) WHERE dispatch_id IS NOT NULL")


@migrations()
def addresses_that_led_elsewhere(db: Database) -> None:
    """To sources of another site: a chat that adds such an address may find its own source there again."""
    db.execute("ALTER TABLE former_addresses ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0")


@migrations()
def when_debts_were_settled(db: Database) -> None:
    """Finds the open debts of a story without reading those that were paid."""
    db.execute("ALTER TABLE debts ADD COLUMN settled_at INTEGER")  # with its dispatch; null while it is owed
    db.execute("UPDATE debts SET settled_at = (SELECT settled_at FROM dispatches WHERE id = dispatch_id)")
    db.execute("DROP INDEX debts_of_story")
    db.execute("CREATE INDEX debts_of_story ON debts (story_id, settled_at)")


@migrations()
def shares_of_a_host(db: Database) -> None:
    """See storage/sqlite/host_queue.py."""
    for statement in _SHARES_OF_A_HOST:
        db.execute(statement)


@migrations()
def what_chats_have_added(db: Database) -> None:
    """For a day: a removed source still counts."""
    db.execute(
        """
        CREATE TABLE added_sources (
            chat_key INTEGER NOT NULL REFERENCES chats,
            url TEXT NOT NULL,
            site TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (chat_key, url)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX added_sources_at ON added_sources (at)")


@migrations()
def sources_that_are_asked_otherwise(db: Database) -> None:
    db.execute("ALTER TABLE sources ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'")  # JSON, with secrets
    # A chat's own source has its id after its `url`, so it is never mistaken for another one at that address.
    db.execute("ALTER TABLE sources ADD COLUMN own_of INTEGER")
    db.execute("ALTER TABLE sources ADD COLUMN address TEXT")  # where it is, if it is somebody's own
    db.execute("CREATE INDEX sources_own ON sources (own_of) WHERE own_of IS NOT NULL")


@migrations()
def stories_that_are_akin(db: Database) -> None:
    db.execute("ALTER TABLE stories ADD COLUMN akin_id INTEGER")  # the earliest story that is probably about the same
    # What was recorded before is told by other terms: nothing is compared with that any more.
    db.execute("UPDATE fingerprints SET body = x''")
    db.execute("DELETE FROM clues")


@migrations()
def messages_that_reply_to_akin_ones(db: Database) -> None:
    db.execute("ALTER TABLE dispatches ADD COLUMN akin_id INTEGER")  # the story to whose message it replies
    db.execute("ALTER TABLE dispatches ADD COLUMN parted INTEGER NOT NULL DEFAULT 0")  # somebody said: another event
    db.execute("CREATE INDEX dispatches_parted ON dispatches (chat_key, akin_id) WHERE parted")


@migrations()
def how_prominent_mentions_are(db: Database) -> None:
    db.execute("ALTER TABLE mentions ADD COLUMN prominence TEXT")  # null for what an older version met
    db.execute("ALTER TABLE subscriptions ADD COLUMN main_only INTEGER NOT NULL DEFAULT 0")  # to title and lead


@migrations()
def what_is_new_in_a_story(db: Database) -> None:
    for table in ("articles", "memberships"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN novelty TEXT")  # JSON: what the article brings that is new
    # Articles that were added to a debt that tells what is new in a story; null if it tells the story itself.
    db.execute("ALTER TABLE debts ADD COLUMN additions INTEGER")
    db.execute("ALTER TABLE debts ADD COLUMN is_silent INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE posts ADD COLUMN develops INTEGER NOT NULL DEFAULT 0")  # its version counts these additions
    db.execute(
        """
        CREATE TABLE further_reasons (
            debt_id INTEGER NOT NULL REFERENCES debts ON DELETE CASCADE,
            subscription_id INTEGER NOT NULL,
            mention_id INTEGER NOT NULL REFERENCES mentions,
            addition INTEGER NOT NULL DEFAULT 0,  -- which one of the debt's its article is; 0 if it was told at first
            PRIMARY KEY (debt_id, subscription_id, mention_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute(
        "INSERT INTO further_reasons (debt_id, subscription_id, mention_id)"
        " SELECT debt_id, subscription_id, mention_id FROM reasons"
    )
    db.execute("DROP TABLE reasons")
    db.execute("ALTER TABLE further_reasons RENAME TO reasons")
    db.execute("CREATE INDEX reasons_by_subscription ON reasons (subscription_id)")
    db.execute("CREATE INDEX reasons_of_mention ON reasons (mention_id)")


@migrations()
def pages_of_articles(db: Database) -> None:
    """Articles that wait already need no page: they are matched in their order."""
    for statement in _PAGES_OF_ARTICLES:
        db.execute(statement)


@migrations()
def developments_by_default(db: Database) -> None:
    """Subscriptions that exist keep their mode; who has some without replies is asked."""
    db.execute("ALTER TABLE chats ADD COLUMN asks_replies INTEGER NOT NULL DEFAULT 0")
    db.execute(
        "UPDATE chats SET asks_replies = 1 WHERE key IN (SELECT owner_key FROM subscriptions WHERE replies = 'none')"
    )
    db.execute("CREATE INDEX chats_to_ask ON chats (key) WHERE asks_replies")


@migrations()
def developments_in_the_first_message(db: Database) -> None:
    db.execute("ALTER TABLE debts ADD COLUMN lists_from INTEGER")  # the story's version then; null if it names none


@migrations()
def titles_that_articles_had(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE former_titles (
            article_id INTEGER NOT NULL REFERENCES articles,
            story_id INTEGER NOT NULL,  -- different chats see an article in different stories
            version INTEGER NOT NULL,  -- of the story: before it, this was the title
            title TEXT NOT NULL,
            PRIMARY KEY (article_id, story_id, version)
        ) STRICT, WITHOUT ROWID
        """
    )


@migrations()
def stories_that_muted_ones_silence(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE silenced_stories (  -- akin to one that the chat has muted, and so not told
            chat_key INTEGER NOT NULL REFERENCES chats,
            akin_id INTEGER NOT NULL REFERENCES stories,
            story_id INTEGER NOT NULL REFERENCES stories,
            PRIMARY KEY (chat_key, akin_id, story_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX silenced_stories_of ON silenced_stories (story_id)")
    db.execute("CREATE INDEX silenced_stories_akin_to ON silenced_stories (akin_id)")


@migrations()
def private_stories_that_are_akin(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE akin_stories (  -- private ones besides stories.akin_id
            story_id INTEGER NOT NULL REFERENCES stories,
            akin_id INTEGER NOT NULL REFERENCES stories,
            PRIMARY KEY (story_id, akin_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX akin_stories_to ON akin_stories (akin_id)")


@migrations()
def pages_of_added_sources_apart(db: Database) -> None:
    db.execute(
        "ALTER TABLE page_hosts ADD COLUMN is_added INTEGER NOT NULL DEFAULT 0"
    )  # of sources that are in no pack
    db.execute("DROP INDEX page_hosts_due")
    db.execute("CREATE INDEX page_hosts_due ON page_hosts (is_added, due_at) WHERE due_at IS NOT NULL")


@migrations()
def pages_that_came_late(db: Database) -> None:
    db.execute("ALTER TABLE articles ADD COLUMN page_at INTEGER")  # when its page came; null if it waited for that


@migrations()
def subscriptions_that_may_come_back(db: Database) -> None:
    db.execute("ALTER TABLE subscriptions ADD COLUMN removed_at INTEGER")  # it is kept for a day; null otherwise
    db.execute("CREATE INDEX subscriptions_removed ON subscriptions (removed_at) WHERE removed_at IS NOT NULL")
    db.execute("ALTER TABLE debts ADD COLUMN shelved INTEGER NOT NULL DEFAULT 0")  # see `shelving.py`
    for index in ("debts_one_a_story", "debts_due"):
        db.execute(f"DROP INDEX {index}")
    db.execute(
        "CREATE UNIQUE INDEX debts_one_a_story ON debts (chat_key, topic, story_id) WHERE NOT is_reply AND NOT shelved"
    )
    db.execute("CREATE INDEX debts_due ON debts (chat_key, id) WHERE dispatch_id IS NULL AND NOT shelved")
    db.execute("CREATE INDEX debts_shelved ON debts (chat_key, id) WHERE shelved = 1")
    db.execute("CREATE INDEX debts_unsorted ON debts (id) WHERE shelved > 1")


@migrations()
def sources_that_may_come_back(db: Database) -> None:
    db.execute("ALTER TABLE chat_sources ADD COLUMN removed_at INTEGER")  # it is kept for a day; null otherwise
    db.execute("CREATE INDEX chat_sources_removed ON chat_sources (removed_at) WHERE removed_at IS NOT NULL")


@migrations()
def chats_that_are_forgotten(db: Database) -> None:
    for statement in _CHATS_THAT_ARE_FORGOTTEN:
        db.execute(statement)


@migrations()
def who_may_use_the_bot(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE admissions (  -- of chats, and of people in any chat
            telegram_id INTEGER PRIMARY KEY,
            state TEXT NOT NULL,
            title TEXT NOT NULL,
            language TEXT,
            quota INTEGER,  -- how many subscriptions and sources it may have; null for the usual quotas
            at INTEGER NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX admissions_asked ON admissions (at) WHERE state = 'asked'")


@migrations()
def digests_by_subscription(db: Database) -> None:
    """Digests that were sent before have one page each, and name no subscription."""
    db.execute("ALTER TABLE debts ADD COLUMN page INTEGER")  # of the digest's message, counted from 0
    db.execute("ALTER TABLE debts ADD COLUMN section_id INTEGER")  # the subscription under which a digest lists it


@migrations()
def queries_that_are_shared(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE shared_queries (
            token TEXT PRIMARY KEY,  -- in the link
            chat_key INTEGER NOT NULL,
            text TEXT NOT NULL,  -- a query a line
            at INTEGER NOT NULL,  -- when it was shared last
            UNIQUE (chat_key, text)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX shared_queries_at ON shared_queries (at)")


@migrations()
def packs_by_language(db: Database) -> None:
    """Chats that exist keep the packs that they have."""
    # Its packs are those of its language, until it chooses any itself.
    db.execute("ALTER TABLE chats ADD COLUMN packs_follow INTEGER NOT NULL DEFAULT 0")


_THE_WAY_OF_AN_ARTICLE = (
    """
    CREATE TABLE chats (
        key INTEGER PRIMARY KEY,
        telegram_id INTEGER NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        language TEXT NOT NULL,
        met_at INTEGER NOT NULL,
        dormant_at INTEGER,
        dormant_reason TEXT,
        arrival TEXT NOT NULL DEFAULT '{}',  -- JSON: what differs from the defaults
        held_until INTEGER NOT NULL DEFAULT 0,  -- nothing of what waits is looked at before that
        held INTEGER NOT NULL DEFAULT 0,  -- something of it had to wait
        free_at INTEGER NOT NULL DEFAULT 0,  -- no message before that, by the throttle or by Telegram's word
        due_at INTEGER  -- when its next message is to go; null when nothing is owed, or while one is being sent
    ) STRICT
    """,
    "CREATE INDEX chats_due ON chats (due_at) WHERE due_at IS NOT NULL AND dormant_at IS NULL",
    """
    CREATE TABLE connections (
        owner_key INTEGER NOT NULL REFERENCES chats,
        target_key INTEGER NOT NULL REFERENCES chats,
        PRIMARY KEY (owner_key, target_key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE hosts (
        name TEXT PRIMARY KEY,
        free_at INTEGER NOT NULL DEFAULT 0,  -- no poll begins there before that
        due_at INTEGER  -- when one of its sources is to be polled next; null when none is
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX hosts_due ON hosts (due_at) WHERE due_at IS NOT NULL",
    """
    CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        host TEXT NOT NULL REFERENCES hosts,
        title TEXT NOT NULL,
        language TEXT NOT NULL,
        pack TEXT,
        bundled INTEGER NOT NULL DEFAULT 0,  -- the pack is one that comes along
        interval_s REAL NOT NULL,
        next_poll_at INTEGER NOT NULL,
        etag TEXT,
        last_modified TEXT,
        body_hash TEXT,
        baseline_at INTEGER,
        polled_at INTEGER,
        news_at INTEGER,
        full_at INTEGER,
        failures INTEGER NOT NULL DEFAULT 0,
        failing_since INTEGER,
        failure_reason TEXT,
        failure_detail TEXT,
        retired INTEGER NOT NULL DEFAULT 0,
        gap_s REAL,
        told TEXT,
        lease_boot TEXT,
        lease_until INTEGER
    ) STRICT
    """,
    "CREATE INDEX sources_due ON sources (host, next_poll_at) WHERE lease_until IS NULL AND NOT retired",
    "CREATE INDEX sources_leased ON sources (host, lease_until) WHERE lease_until IS NOT NULL",
    """
    CREATE TABLE chat_sources (
        chat_key INTEGER NOT NULL REFERENCES chats,
        source_id INTEGER NOT NULL REFERENCES sources,
        muted INTEGER NOT NULL DEFAULT 0,  -- 0: added by the chat; 1: of a pack, and not wanted
        told INTEGER NOT NULL DEFAULT 0,  -- how its first poll went
        PRIMARY KEY (chat_key, source_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX chat_sources_by_source ON chat_sources (source_id) WHERE NOT muted",
    """
    CREATE TABLE muted_packs (
        chat_key INTEGER NOT NULL REFERENCES chats,
        pack TEXT NOT NULL,
        PRIMARY KEY (chat_key, pack)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE sightings (
        source_id INTEGER NOT NULL REFERENCES sources,
        key TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        article_id INTEGER,
        listed_at INTEGER NOT NULL,
        PRIMARY KEY (source_id, key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX sightings_listed ON sightings (listed_at)",
    """
    CREATE TABLE stories (
        id INTEGER PRIMARY KEY,
        version INTEGER NOT NULL,
        begun_at INTEGER NOT NULL,
        joined_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX stories_joined ON stories (joined_at)",
    """
    CREATE TABLE story_keys (
        key TEXT NOT NULL,
        story_id INTEGER NOT NULL REFERENCES stories,
        PRIMARY KEY (key, story_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        source_id INTEGER NOT NULL REFERENCES sources,
        url TEXT NOT NULL,
        canonical_url TEXT NOT NULL,
        site TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        language TEXT NOT NULL,
        published_at INTEGER NOT NULL,
        found_at INTEGER NOT NULL,
        is_news INTEGER NOT NULL,
        waiting INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        recorded INTEGER,  -- counts the articles in the order in which they were matched first
        story_id INTEGER REFERENCES stories,
        story_version INTEGER,  -- the version of the story that it made
        lease_boot TEXT,
        lease_until INTEGER
    ) STRICT
    """,
    "CREATE INDEX articles_waiting ON articles (id) WHERE waiting",
    "CREATE UNIQUE INDEX articles_recorded ON articles (recorded)",
    "CREATE INDEX articles_by_story ON articles (story_id, story_version)",
    "CREATE INDEX articles_published ON articles (published_at, id) WHERE recorded IS NOT NULL",
    # Terms come folded, so SQLite only separates them; their positions are not stored.
    "CREATE VIRTUAL TABLE archive USING fts5 (terms, detail = none, tokenize = 'ascii')",
    """
    CREATE TABLE queries (
        id INTEGER PRIMARY KEY,
        text TEXT NOT NULL UNIQUE,
        live INTEGER NOT NULL,
        generation INTEGER NOT NULL UNIQUE  -- of its last change
    ) STRICT
    """,
    """
    CREATE TABLE subscriptions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        query_id INTEGER NOT NULL REFERENCES queries,
        owner_key INTEGER NOT NULL REFERENCES chats,
        chat_key INTEGER NOT NULL REFERENCES chats,
        topic INTEGER NOT NULL,
        text TEXT NOT NULL,
        since INTEGER NOT NULL,  -- wants the articles that were recorded after this one
        paused INTEGER NOT NULL DEFAULT 0,
        silent INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        UNIQUE (query_id, chat_key, topic)
    ) STRICT
    """,
    "CREATE INDEX subscriptions_by_query ON subscriptions (query_id, id)",
    "CREATE INDEX subscriptions_by_owner ON subscriptions (owner_key)",
    """
    CREATE TABLE mentions (
        id INTEGER PRIMARY KEY,
        query_id INTEGER NOT NULL REFERENCES queries,
        article_id INTEGER NOT NULL REFERENCES articles,
        fanned_to INTEGER NOT NULL DEFAULT 0,  -- the last subscription that was dealt with
        chunks INTEGER NOT NULL DEFAULT 0,  -- how often it had its turn
        fanned_out INTEGER NOT NULL DEFAULT 0,
        UNIQUE (query_id, article_id)
    ) STRICT
    """,
    "CREATE INDEX mentions_to_fan_out ON mentions (chunks, id) WHERE NOT fanned_out",
    """
    CREATE TABLE dispatches (
        id INTEGER PRIMARY KEY,
        chat_key INTEGER NOT NULL REFERENCES chats,
        topic INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('due', 'sending', 'sent', 'dead')),
        due_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        story_id INTEGER REFERENCES stories,  -- null for a digest, and for a notice
        version INTEGER,  -- of the story, as it is told
        reply_to INTEGER,
        total INTEGER,  -- how many stories the digest has that this is a part of
        notice_key TEXT,
        notice_arguments TEXT,
        settled_at INTEGER,
        reason TEXT,  -- why it was tried again, or why it is dead
        lease_boot TEXT,
        lease_until INTEGER
    ) STRICT
    """,
    "CREATE INDEX dispatches_due ON dispatches (chat_key, id) WHERE state = 'due'",
    "CREATE INDEX dispatches_dead ON dispatches (settled_at) WHERE state = 'dead'",
    "CREATE INDEX dispatches_sending ON dispatches (chat_key) WHERE state = 'sending'",
    "CREATE INDEX dispatches_told ON dispatches (chat_key, created_at) WHERE notice_key IS NULL",
    """
    CREATE TABLE debts (
        id INTEGER PRIMARY KEY,
        chat_key INTEGER NOT NULL REFERENCES chats,
        topic INTEGER NOT NULL,
        story_id INTEGER NOT NULL REFERENCES stories,
        is_reply INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        dispatch_id INTEGER REFERENCES dispatches,
        version INTEGER,  -- of the story, as a digest tells it
        place INTEGER  -- the number that a digest gives it, counted from 1
    ) STRICT
    """,
    "CREATE UNIQUE INDEX debts_one_a_story ON debts (chat_key, topic, story_id) WHERE NOT is_reply",
    "CREATE INDEX debts_by_story ON debts (chat_key, topic, story_id)",
    "CREATE INDEX debts_due ON debts (chat_key, id) WHERE dispatch_id IS NULL",
    "CREATE INDEX debts_by_dispatch ON debts (dispatch_id)",
    """
    CREATE TABLE reasons (
        debt_id INTEGER NOT NULL REFERENCES debts ON DELETE CASCADE,
        subscription_id INTEGER NOT NULL,
        mention_id INTEGER NOT NULL REFERENCES mentions,
        PRIMARY KEY (debt_id, subscription_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX reasons_by_subscription ON reasons (subscription_id)",
    """
    CREATE TABLE posts (
        dispatch_id INTEGER PRIMARY KEY REFERENCES dispatches,
        chat_key INTEGER NOT NULL REFERENCES chats,
        topic INTEGER NOT NULL,
        story_id INTEGER NOT NULL REFERENCES stories,
        message_id INTEGER NOT NULL,
        version INTEGER NOT NULL,  -- of the story, as it is shown
        sent_at INTEGER NOT NULL,
        edit_after INTEGER NOT NULL,
        closed INTEGER NOT NULL DEFAULT 0,
        lease_boot TEXT,
        lease_until INTEGER
    ) STRICT
    """,
    "CREATE INDEX posts_by_story ON posts (story_id, version) WHERE NOT closed",
    "CREATE INDEX posts_by_chat ON posts (chat_key, story_id)",
    """
    CREATE TABLE closed_topics (
        chat_key INTEGER NOT NULL REFERENCES chats,
        topic INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (chat_key, topic)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE muted_stories (
        chat_key INTEGER NOT NULL REFERENCES chats,
        story_id INTEGER NOT NULL REFERENCES stories,
        PRIMARY KEY (chat_key, story_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE offers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_key INTEGER NOT NULL REFERENCES chats,
        text TEXT NOT NULL,
        at INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE effects (
        cause TEXT PRIMARY KEY,
        outcome TEXT NOT NULL,  -- JSON: what the command returned
        at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX effects_at ON effects (at)",
    """
    CREATE TABLE finished_updates (
        cause TEXT PRIMARY KEY,
        at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX finished_updates_at ON finished_updates (at)",
)

_WHAT_ENDS = (
    "CREATE INDEX articles_of_source ON articles (source_id)",
    "CREATE INDEX chat_sources_of ON chat_sources (source_id)",
    "CREATE INDEX connections_to ON connections (target_key)",
    "CREATE INDEX debts_of_story ON debts (story_id)",
    "CREATE INDEX dispatches_of_story ON dispatches (story_id) WHERE story_id IS NOT NULL",
    "CREATE INDEX dispatches_settled ON dispatches (settled_at) WHERE settled_at IS NOT NULL",
    "CREATE INDEX notices_settled ON dispatches (settled_at) WHERE settled_at IS NOT NULL AND notice_key IS NOT NULL",
    "CREATE INDEX mentions_of_article ON mentions (article_id)",
    "CREATE INDEX muted_stories_of ON muted_stories (story_id)",
    "CREATE INDEX offers_at ON offers (at)",
    "CREATE INDEX offers_of ON offers (chat_key)",
    "CREATE INDEX posts_of_story ON posts (story_id)",
    "CREATE INDEX queries_gone ON queries (generation) WHERE NOT live",
    "CREATE INDEX reasons_of_mention ON reasons (mention_id)",
    "CREATE INDEX sources_of_host ON sources (host)",
    "CREATE INDEX story_keys_of ON story_keys (story_id)",
    "CREATE INDEX subscriptions_of_chat ON subscriptions (chat_key, topic)",
    # Of all chat's dispatches, since those of a chat that joins another go over to it.
    "DROP INDEX dispatches_told",
    "CREATE INDEX dispatches_told ON dispatches (chat_key, created_at)",
    # Fingerprints end by their age, before what they are of: nothing looks for them by that.
    """
    CREATE TABLE lasting_fingerprints (
        article_id INTEGER PRIMARY KEY,
        story_id INTEGER NOT NULL,
        founder_id INTEGER NOT NULL,  -- the article that began the story
        found_at INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
    "INSERT INTO lasting_fingerprints SELECT * FROM fingerprints",
    "DROP TABLE fingerprints",
    "ALTER TABLE lasting_fingerprints RENAME TO fingerprints",
    "CREATE INDEX fingerprints_found ON fingerprints (found_at)",
)

_REPLIES_TO_POSTS = (
    "ALTER TABLE subscriptions ADD COLUMN replies TEXT NOT NULL DEFAULT 'none'",
    "ALTER TABLE articles ADD COLUMN is_development INTEGER NOT NULL DEFAULT 0",
    # Met only when the article was edited.
    "ALTER TABLE mentions ADD COLUMN is_revision INTEGER NOT NULL DEFAULT 0",
    # The message that stands in the chat, a digest among them; null if none does (any more).
    "ALTER TABLE dispatches ADD COLUMN message_id INTEGER",
    # Whether its post is edited as others join the story; a reply to such a post is not.
    "ALTER TABLE dispatches ADD COLUMN follows INTEGER NOT NULL DEFAULT 1",
    "UPDATE dispatches SET message_id = (SELECT message_id FROM posts WHERE dispatch_id = id AND NOT closed)",
)

_PAGES_OF_ARTICLES = (
    "ALTER TABLE articles ADD COLUMN page TEXT",  # what its page says; null if that was not read
    "ALTER TABLE articles ADD COLUMN page_outcome TEXT",
    "ALTER TABLE articles ADD COLUMN page_reason TEXT",  # why there is no text
    # Counts the articles in the order in which they are grouped; null while one waits for its page.
    "ALTER TABLE articles ADD COLUMN read_no INTEGER",
    # It is matched again for its page, which came late.
    "ALTER TABLE articles ADD COLUMN is_late INTEGER NOT NULL DEFAULT 0",
    "UPDATE articles SET read_no = id WHERE waiting",
    "DROP INDEX articles_waiting",
    "CREATE INDEX articles_waiting ON articles (read_no) WHERE waiting",
    "ALTER TABLE given ADD COLUMN read_no INTEGER NOT NULL DEFAULT 0",
    "UPDATE given SET read_no = max(id, coalesce((SELECT max(id) FROM articles), 0))",
    "ALTER TABLE fingerprints ADD COLUMN read_no INTEGER NOT NULL DEFAULT 0",
    "UPDATE fingerprints SET read_no = article_id",
    "CREATE INDEX fingerprints_read ON fingerprints (read_no)",
    """
    CREATE TABLE pages (  -- that are to be read
        article_id INTEGER PRIMARY KEY REFERENCES articles,
        host TEXT NOT NULL,
        address TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        wait_until INTEGER,  -- how long the article waits for it; null if it does not
        late_since INTEGER,  -- when the article went on without it; null while it waits
        tries INTEGER NOT NULL DEFAULT 0,
        lease_boot TEXT,
        lease_until INTEGER
    ) STRICT
    """,
    "CREATE INDEX pages_due ON pages (host, due_at) WHERE lease_until IS NULL",
    "CREATE INDEX pages_newest ON pages (host, article_id) WHERE lease_until IS NULL",
    "CREATE INDEX pages_leased ON pages (host, lease_until) WHERE lease_until IS NOT NULL",
    "CREATE INDEX pages_lapsing ON pages (lease_until) WHERE lease_until IS NOT NULL",
    "CREATE INDEX pages_waiting ON pages (wait_until, article_id) WHERE wait_until IS NOT NULL",
    "CREATE INDEX pages_late ON pages (late_since) WHERE late_since IS NOT NULL",
    """
    CREATE TABLE page_hosts (
        name TEXT PRIMARY KEY,
        wanted_at INTEGER NOT NULL,  -- when one of its pages was wanted last
        free_at INTEGER NOT NULL DEFAULT 0,  -- when it may be asked again
        due_at INTEGER,  -- when its next page is asked for; null without one, or while enough are being read
        day INTEGER NOT NULL DEFAULT 0,  -- since 1970: of the numbers
        asked INTEGER NOT NULL DEFAULT 0,
        read INTEGER NOT NULL DEFAULT 0,
        refused INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,  -- in a row
        robots TEXT,  -- its robots.txt
        robots_until INTEGER,  -- when that is to be asked for again
        delay_ms INTEGER NOT NULL DEFAULT 0  -- between two requests, as robots.txt asks for
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX page_hosts_due ON page_hosts (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX page_hosts_wanted ON page_hosts (wanted_at)",
    "CREATE INDEX page_hosts_of_day ON page_hosts (day)",
    "ALTER TABLE sources ADD COLUMN pages_read INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN pages_refused INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN pages_failed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN pages_outcome TEXT",  # of the last one
    "ALTER TABLE sources ADD COLUMN pages_reason TEXT",
)

_ASKER = """
    CASE WHEN retired THEN NULL WHEN pack IS NOT NULL THEN 0 ELSE (
        SELECT CASE WHEN first = last THEN first WHEN first IS NOT NULL THEN 0 END FROM (SELECT
            (SELECT min(chat_key) FROM chat_sources WHERE source_id = sources.id AND NOT muted) AS first,
            (SELECT max(chat_key) FROM chat_sources WHERE source_id = sources.id AND NOT muted) AS last)) END
"""
_NEXT_AT = """
    (SELECT min(next_poll_at) FROM sources
        WHERE host = {row}.host AND asker = {row}.asker AND lease_until IS NULL)
"""
# A trigger's statements inherit OR REPLACE and the like from the statement that fires it; none here depends on it.
_SHARE = f"""
    DELETE FROM host_shares WHERE host = {{row}}.host AND asker = {{row}}.asker AND {_NEXT_AT} IS NULL;
    UPDATE host_shares SET next_at = {_NEXT_AT}
        WHERE host = {{row}}.host AND asker = {{row}}.asker AND next_at IS NOT {_NEXT_AT};
    INSERT INTO host_shares (host, asker, next_at) SELECT {{row}}.host, {{row}}.asker, {_NEXT_AT}
        WHERE {_NEXT_AT} IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM host_shares WHERE host = {{row}}.host AND asker = {{row}}.asker);
"""  # noqa: S608  constants
_SHARES_OF_A_HOST = (
    "ALTER TABLE sources ADD COLUMN asker INTEGER",  # the chat that alone has added it, 0 for several; null: not polled
    "ALTER TABLE hosts ADD COLUMN shared_turns INTEGER NOT NULL DEFAULT 0",  # since a single chat had its turn
    """
    CREATE TABLE host_shares (
        host TEXT NOT NULL,
        asker INTEGER NOT NULL,
        next_at INTEGER NOT NULL,  -- when the first of its sources is due that is free
        served_at INTEGER NOT NULL DEFAULT 0,  -- when it had its last turn
        PRIMARY KEY (host, asker)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX host_shares_by_turn ON host_shares (host, max(served_at, next_at)) WHERE asker != 0",
    f"UPDATE sources SET asker = {_ASKER}",  # noqa: S608  constants
    "DROP INDEX sources_due",
    "CREATE INDEX sources_due ON sources (host, asker, next_poll_at) WHERE asker IS NOT NULL AND lease_until IS NULL",
    """
    INSERT INTO host_shares (host, asker, next_at) SELECT host, asker, min(next_poll_at) FROM sources
        WHERE asker IS NOT NULL AND lease_until IS NULL GROUP BY host, asker
    """,
    f"""
    CREATE TRIGGER sources_watched AFTER INSERT ON chat_sources BEGIN
        UPDATE sources SET asker = {_ASKER} WHERE id = new.source_id;
    END
    """,  # noqa: S608  constants
    f"""
    CREATE TRIGGER sources_watched_otherwise AFTER UPDATE ON chat_sources BEGIN
        UPDATE sources SET asker = {_ASKER} WHERE id IN (old.source_id, new.source_id);
    END
    """,  # noqa: S608  constants
    f"""
    CREATE TRIGGER sources_left AFTER DELETE ON chat_sources BEGIN
        UPDATE sources SET asker = {_ASKER} WHERE id = old.source_id;
    END
    """,  # noqa: S608  constants
    f"""
    CREATE TRIGGER sources_begun AFTER INSERT ON sources WHEN new.pack IS NOT NULL BEGIN
        UPDATE sources SET asker = {_ASKER} WHERE id = new.id;
    END
    """,  # noqa: S608  constants
    f"""
    CREATE TRIGGER sources_offered AFTER UPDATE OF pack, retired ON sources
    WHEN new.pack IS NOT old.pack OR new.retired IS NOT old.retired BEGIN
        UPDATE sources SET asker = {_ASKER} WHERE id = new.id;
    END
    """,  # noqa: S608  constants
    f"""
    CREATE TRIGGER sources_rescheduled AFTER UPDATE OF host, asker, next_poll_at, lease_until ON sources
    WHEN old.host = new.host AND old.asker IS new.asker BEGIN
        {_SHARE.format(row="new")}
    END
    """,
    f"""
    CREATE TRIGGER sources_moved AFTER UPDATE OF host, asker ON sources
    WHEN old.host != new.host OR old.asker IS NOT new.asker BEGIN
        {_SHARE.format(row="old")} {_SHARE.format(row="new")}
    END
    """,
    f"""
    CREATE TRIGGER sources_gone AFTER DELETE ON sources BEGIN
        {_SHARE.format(row="old")}
    END
    """,
)

_CHATS_THAT_ARE_FORGOTTEN = (
    """
    CREATE TABLE forgotten_chats (  -- until nothing of them is left, and they were told
        chat_key INTEGER PRIMARY KEY,
        telegram_id INTEGER NOT NULL,
        title TEXT NOT NULL,  -- as the arguments of notices have it
        language TEXT NOT NULL,
        message_id INTEGER NOT NULL,  -- which says that it is done at last
        at INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE forgotten_sources (  -- that nobody else watches
        source_id INTEGER PRIMARY KEY,
        chat_key INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX forgotten_sources_of ON forgotten_sources (chat_key)",
    """
    CREATE TABLE spent_quotas (  -- of forgotten chats, for a day
        telegram_id INTEGER NOT NULL,
        url TEXT NOT NULL,  -- a digest
        site TEXT NOT NULL,  -- a digest
        at INTEGER NOT NULL,
        PRIMARY KEY (telegram_id, url)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX spent_quotas_at ON spent_quotas (at)",
    "ALTER TABLE given ADD COLUMN chat_key INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE effects ADD COLUMN chat_key INTEGER",  # who asked for it
    "CREATE INDEX effects_of ON effects (chat_key, cause) WHERE chat_key IS NOT NULL",
    # An update that is finished is never handled again, so nobody asks for its effect.
    "DELETE FROM effects WHERE substr(cause, 1, instr(cause || '/', '/') - 1) IN (SELECT cause FROM finished_updates)",
    "CREATE INDEX articles_of_chat ON articles (scope, id) WHERE scope > 0",
    "CREATE INDEX memberships_of_chat ON memberships (scope, article_id)",
)


@migrations()
def exclusions_names_and_folders(db: Database) -> None:
    statements = (
        """
        CREATE TABLE exclusions (  -- articles that meet the query are kept from a subscription
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- buttons carry it, so none is given again
            owner_key INTEGER NOT NULL REFERENCES chats,
            subscription_id INTEGER NOT NULL,  -- 0 for all of the owner
            query_id INTEGER NOT NULL REFERENCES queries,
            UNIQUE (owner_key, subscription_id, query_id)
        ) STRICT
        """,
        "CREATE INDEX exclusions_of_subscription ON exclusions (subscription_id)",
        "CREATE INDEX exclusions_by_query ON exclusions (query_id)",
        "ALTER TABLE subscriptions ADD COLUMN name TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE subscriptions ADD COLUMN folder TEXT NOT NULL DEFAULT ''",
    )
    for statement in statements:
        db.execute(statement)


_OF_RHYTHM = "CASE arrival ->> '$.rhythm' WHEN 'hourly' THEN 2 WHEN 'daily' THEN 3 ELSE 1 END"
_HOW_SOON_NEWS_GO = (
    "ALTER TABLE subscriptions ADD COLUMN rhythm TEXT",  # null: as the chat has it
    "ALTER TABLE subscriptions ADD COLUMN urgent INTEGER",  # null: not chosen
    "ALTER TABLE subscriptions ADD COLUMN haste INTEGER NOT NULL DEFAULT 1",  # see `haste.py`
    f"UPDATE subscriptions SET haste = (SELECT {_OF_RHYTHM} FROM chats WHERE key = chat_key)",  # noqa: S608  constants
    "ALTER TABLE debts ADD COLUMN haste INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE debts ADD COLUMN waits_since INTEGER NOT NULL DEFAULT 0",  # since when it is so hasty
    f"""
    UPDATE debts SET haste = (SELECT {_OF_RHYTHM} FROM chats WHERE key = chat_key), waits_since = created_at
        WHERE dispatch_id IS NULL
    """,  # noqa: S608  constants
    "CREATE INDEX debts_by_haste ON debts (chat_key, haste, id) WHERE dispatch_id IS NULL AND NOT shelved",
    # Whether the chat had the story already, so its message names the subscription only when it is edited.
    "ALTER TABLE reasons ADD COLUMN joined INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE holds (  -- of what waits for a chat, and had to wait
        chat_key INTEGER NOT NULL,
        haste INTEGER NOT NULL,
        until INTEGER NOT NULL,  -- nothing that is so hasty is looked at before that
        PRIMARY KEY (chat_key, haste)
    ) STRICT, WITHOUT ROWID
    """,
    f"INSERT INTO holds SELECT key, {_OF_RHYTHM}, held_until FROM chats WHERE held",  # noqa: S608  constants
    "ALTER TABLE chats ADD COLUMN wanted_at INTEGER",  # when its next message is to go, were the chat free
    "UPDATE chats SET wanted_at = due_at",
    "ALTER TABLE chats DROP COLUMN held_until",
    "ALTER TABLE chats DROP COLUMN held",
)


@migrations()
def how_soon_news_go(db: Database) -> None:
    """Subscriptions that exist go by the rhythm of their chat, as before."""
    for statement in _HOW_SOON_NEWS_GO:
        db.execute(statement)


@migrations()
def cards_that_gather_a_burst(db: Database) -> None:
    db.execute("ALTER TABLE dispatches ADD COLUMN gathers_until INTEGER")  # of a card: then it becomes a digest
    db.execute("ALTER TABLE dispatches ADD COLUMN gathered INTEGER")  # how many stories the card said there are
    db.execute("ALTER TABLE debts ADD COLUMN one_by_one INTEGER NOT NULL DEFAULT 0")  # whatever else waits with it


@migrations()
def how_much_subscriptions_bring(db: Database) -> None:
    db.execute("ALTER TABLE subscriptions ADD COLUMN lifts INTEGER NOT NULL DEFAULT 0")  # what many outlets report
    # When to look at how much it brings.
    db.execute("ALTER TABLE subscriptions ADD COLUMN look_at INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX subscriptions_to_look_at ON subscriptions (look_at)")


@migrations()
def samples_of_subscriptions(db: Database) -> None:
    # whether it shows, from the archive, how the news of a new subscription will look
    db.execute("ALTER TABLE dispatches ADD COLUMN is_sample INTEGER NOT NULL DEFAULT 0")


@migrations()
def how_the_news_of_a_folder_come(db: Database) -> None:
    """All that is in a folder carry what it says; what a subscription says itself (null: nothing) counts first."""
    for column in (
        "own_silent INTEGER",
        "own_main_only INTEGER",
        "folder_rhythm TEXT",
        "folder_urgent INTEGER",
        "folder_silent INTEGER NOT NULL DEFAULT 0",
        "folder_main_only INTEGER NOT NULL DEFAULT 0",
    ):
        db.execute(f"ALTER TABLE subscriptions ADD COLUMN {column}")
    db.execute("UPDATE subscriptions SET own_silent = nullif(silent, 0), own_main_only = nullif(main_only, 0)")


@migrations()
def topics_by_name(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE topics (  -- of forums
            chat_key INTEGER NOT NULL REFERENCES chats,
            topic INTEGER NOT NULL,
            name TEXT NOT NULL,
            renamed_at INTEGER NOT NULL,  -- as Telegram says; 0 if it has the name that it was made with
            PRIMARY KEY (chat_key, topic)
        ) STRICT, WITHOUT ROWID
        """
    )


@migrations()
def reports_about_sources(db: Database) -> None:
    # whom a group's source was added by, and who hears of it in private; null: the chat itself
    db.execute("ALTER TABLE chat_sources ADD COLUMN reports_to_key INTEGER REFERENCES chats")
    db.execute("CREATE INDEX chat_sources_reporting ON chat_sources (reports_to_key) WHERE reports_to_key IS NOT NULL")


@migrations()
def announcements(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE announcements (
            id INTEGER PRIMARY KEY,
            texts TEXT NOT NULL,  -- markup, by language
            next_key INTEGER,  -- the first chat that it is not owed to yet; null if it is owed to all, or cancelled
            at INTEGER NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX announcements_at ON announcements (at)")
    db.execute("CREATE INDEX announcements_begun ON announcements (id) WHERE next_key IS NOT NULL")
    db.execute("ALTER TABLE dispatches ADD COLUMN announcement_id INTEGER")
    db.execute(
        "CREATE INDEX dispatches_announced ON dispatches (announcement_id, state) WHERE announcement_id IS NOT NULL"
    )


@migrations()
def channels_and_their_desks(db: Database) -> None:
    for statement in _CHANNELS_AND_THEIR_DESKS:
        db.execute(statement)
    # What was published before goes on: from all sources that those watch who have connected the channel.
    db.execute(
        "INSERT INTO channels (chat_key, publishing, settings)"
        """ SELECT key, 'automatic', '{"look": {"grows": true}, "akin": "reply"}' FROM chats WHERE kind = 'channel'"""
        " AND EXISTS (SELECT 1 FROM connections WHERE target_key = key)"
    )
    db.execute(
        """
        INSERT INTO channel_sources (chat_key, source_id)
        SELECT DISTINCT channels.chat_key, sources.id FROM channels
            JOIN connections ON target_key = channels.chat_key JOIN sources
        WHERE EXISTS (SELECT 1 FROM chat_sources AS own
                WHERE own.chat_key = owner_key AND source_id = sources.id AND NOT muted AND removed_at IS NULL)
            OR pack IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM chat_sources AS own
                    WHERE own.chat_key = owner_key AND source_id = sources.id)
                AND NOT EXISTS (SELECT 1 FROM muted_packs
                    WHERE muted_packs.chat_key = owner_key AND muted_packs.pack = sources.pack)
        """
    )
    db.execute(
        """
        UPDATE dispatches SET kind = CASE WHEN notice_key IS NOT NULL THEN 'notice'
            WHEN total IS NOT NULL THEN 'digest' WHEN story_id IS NULL THEN 'burst' ELSE 'story' END
        """
    )


_CHANNELS_AND_THEIR_DESKS = (
    """
    CREATE TABLE people (
        key INTEGER PRIMARY KEY,
        telegram_id INTEGER NOT NULL UNIQUE,
        name TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE channels (  -- chats that are published to
        chat_key INTEGER PRIMARY KEY REFERENCES chats,
        publishing TEXT NOT NULL,
        desk_key INTEGER REFERENCES chats,  -- where its cards are decided on
        desk_topic INTEGER NOT NULL DEFAULT 0,
        settings TEXT NOT NULL DEFAULT '{}'  -- JSON: what differs from the defaults
    ) STRICT
    """,
    "CREATE INDEX channels_of_a_desk ON channels (desk_key) WHERE desk_key IS NOT NULL",
    """
    CREATE TABLE channel_sources (  -- that are ticked: of no other is anything in the channel
        chat_key INTEGER NOT NULL REFERENCES chats,
        source_id INTEGER NOT NULL REFERENCES sources,
        PRIMARY KEY (chat_key, source_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX channel_sources_by_source ON channel_sources (source_id)",
    """
    CREATE TABLE reposts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_key INTEGER NOT NULL REFERENCES chats,  -- the channel
        story_id INTEGER NOT NULL REFERENCES stories,
        debt_id INTEGER REFERENCES debts ON DELETE CASCADE,  -- what the channel is owed
        again INTEGER NOT NULL DEFAULT 0,  -- how often somebody has said on purpose: once more
        is_development INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL,
        revision INTEGER NOT NULL DEFAULT 0,
        serial INTEGER NOT NULL DEFAULT 0,  -- counts all changes of its card, the growth of the story included
        version INTEGER,
        details TEXT NOT NULL DEFAULT '{}',  -- JSON: what else belongs to a card, see bot.model.Repost
        due_at INTEGER,
        decided_at INTEGER,
        posted_at INTEGER,
        message_id INTEGER,  -- the post
        prompt_id INTEGER,  -- the message in the desk's chat that asks for a text
        reply_id INTEGER,  -- the message there that somebody wrote a text in
        edited_until INTEGER,  -- its card says until then that somebody is writing another text
        is_grown INTEGER NOT NULL DEFAULT 0,  -- its story has grown since it was looked at
        looked_version INTEGER,  -- of its story, of which somebody was told already what is new since it was decided on
        created_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX reposts_of_a_story ON reposts (chat_key, story_id, again) WHERE NOT is_development",
    "CREATE INDEX reposts_by_story ON reposts (story_id)",
    "CREATE INDEX reposts_of_a_debt ON reposts (debt_id) WHERE debt_id IS NOT NULL",
    "CREATE INDEX reposts_to_look_at ON reposts (id) WHERE state = 'new' OR is_grown",
    "CREATE INDEX reposts_due ON reposts (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX reposts_by_channel ON reposts (chat_key, id)",
    "CREATE INDEX reposts_of_a_channel ON reposts (chat_key, state, decided_at)",
    "CREATE INDEX reposts_edited ON reposts (edited_until) WHERE edited_until IS NOT NULL",
    "CREATE INDEX reposts_decided ON reposts (decided_at, id) WHERE decided_at IS NOT NULL",
    "CREATE INDEX debts_at_desk ON debts (chat_key, id) WHERE shelved = -1",
    "CREATE INDEX reposts_by_prompt ON reposts (prompt_id) WHERE prompt_id IS NOT NULL",
    "CREATE INDEX reposts_by_reply ON reposts (reply_id) WHERE reply_id IS NOT NULL",
    "CREATE INDEX stories_akin_to ON stories (akin_id) WHERE akin_id IS NOT NULL",
    """
    CREATE TABLE cards (  -- the message that shows a repost at its desk
        repost_id INTEGER PRIMARY KEY REFERENCES reposts ON DELETE CASCADE,
        dispatch_id INTEGER NOT NULL UNIQUE REFERENCES dispatches,
        chat_key INTEGER NOT NULL REFERENCES chats,
        message_id INTEGER NOT NULL,
        serial INTEGER NOT NULL,  -- of the repost, as it is shown
        is_behind INTEGER NOT NULL DEFAULT 0,
        is_gone INTEGER NOT NULL DEFAULT 0,  -- somebody has deleted the message
        edit_after INTEGER NOT NULL,
        lease_boot TEXT,
        lease_until INTEGER
    ) STRICT
    """,
    "CREATE INDEX cards_by_message ON cards (chat_key, message_id)",
    "CREATE INDEX cards_behind ON cards (chat_key, edit_after) WHERE is_behind AND NOT is_gone",
    "CREATE INDEX cards_leased ON cards (lease_until) WHERE lease_until IS NOT NULL",
    """
    CREATE TABLE repost_log (
        id INTEGER PRIMARY KEY,
        repost_id INTEGER NOT NULL REFERENCES reposts ON DELETE CASCADE,
        chat_key INTEGER NOT NULL REFERENCES chats,  -- the channel
        at INTEGER NOT NULL,
        action TEXT NOT NULL,
        person_key INTEGER REFERENCES people,  -- null: the program
        name TEXT,  -- what the person was called then; null for an anonymous administrator
        revision INTEGER NOT NULL,
        detail TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX repost_log_of_a_repost ON repost_log (repost_id)",
    "CREATE INDEX repost_log_of_a_channel ON repost_log (chat_key, at)",
    "CREATE INDEX repost_log_of_a_person ON repost_log (person_key) WHERE person_key IS NOT NULL",
    """
    CREATE TABLE editors (  -- by invitation
        chat_key INTEGER NOT NULL REFERENCES chats,
        person_key INTEGER NOT NULL REFERENCES people,
        invited_by_key INTEGER NOT NULL REFERENCES people,
        PRIMARY KEY (chat_key, person_key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX editors_by_person ON editors (person_key)",
    "CREATE INDEX editors_by_inviter ON editors (invited_by_key)",
    """
    CREATE TABLE invitations (
        token TEXT PRIMARY KEY,
        chat_key INTEGER NOT NULL REFERENCES chats,
        invited_by_key INTEGER NOT NULL REFERENCES people,
        used_by_key INTEGER REFERENCES people,
        made_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX invitations_of_a_channel ON invitations (chat_key)",
    "CREATE INDEX invitations_made ON invitations (made_at)",
    "CREATE INDEX invitations_by_inviter ON invitations (invited_by_key)",
    "CREATE INDEX invitations_used ON invitations (used_by_key) WHERE used_by_key IS NOT NULL",
    """
    CREATE TABLE channel_questions (  -- to people who are asked what a channel publishes as soon as they write
        telegram_id INTEGER NOT NULL,
        chat_key INTEGER NOT NULL REFERENCES chats,
        at INTEGER NOT NULL,
        PRIMARY KEY (telegram_id, chat_key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX channel_questions_at ON channel_questions (at)",
    "CREATE INDEX channel_questions_of_a_channel ON channel_questions (chat_key)",
    # What a message is.
    """
    ALTER TABLE dispatches ADD COLUMN kind TEXT NOT NULL DEFAULT 'story'
        CHECK (kind IN ('story', 'digest', 'burst', 'notice', 'card', 'question'))
    """,
    # Of a card, and of a post that is one.
    "ALTER TABLE dispatches ADD COLUMN repost_id INTEGER REFERENCES reposts ON DELETE SET NULL",
    "CREATE INDEX dispatches_of_a_repost ON dispatches (repost_id) WHERE repost_id IS NOT NULL",
    # Somebody has changed what the post says, whatever its story does.
    "ALTER TABLE posts ADD COLUMN is_rewritten INTEGER NOT NULL DEFAULT 0",
)


@migrations()
def channels_as_sources(db: Database) -> None:
    # the channel whose posts Telegram brings; such a source is never polled
    db.execute("ALTER TABLE sources ADD COLUMN channel_key INTEGER REFERENCES chats")
    db.execute("CREATE UNIQUE INDEX sources_of_a_channel ON sources (channel_key) WHERE channel_key IS NOT NULL")
    asking = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND instr(sql, 'WHEN retired THEN NULL')"
    for name, trigger in db.execute(asking).fetchall():
        db.execute(f"DROP TRIGGER {name}")
        db.execute(trigger.replace("WHEN retired THEN NULL", "WHEN retired OR channel_key IS NOT NULL THEN NULL"))
    db.execute(
        """
        CREATE TABLE own_posts (  -- of these channels; of an album, a row for each part
            source_id INTEGER NOT NULL REFERENCES sources,
            message_id INTEGER NOT NULL,
            album TEXT NOT NULL,  -- what its parts have in common; empty for a post that stands alone
            markup TEXT NOT NULL,
            at INTEGER NOT NULL,  -- when it was posted
            changed_at INTEGER NOT NULL,  -- when it was edited last
            is_protected INTEGER NOT NULL,
            kind TEXT NOT NULL,  -- of the message: see bot.model.OwnPostKind
            article_id INTEGER,  -- null until it is one, or when that is forgotten
            due_at INTEGER,  -- when it is to be recorded; null when it is
            waits INTEGER NOT NULL DEFAULT 0,  -- how often it has waited for the number of a message of our own
            PRIMARY KEY (source_id, message_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX own_posts_due ON own_posts (due_at) WHERE due_at IS NOT NULL")
    db.execute("CREATE INDEX own_posts_of_an_album ON own_posts (source_id, album) WHERE album != ''")
    db.execute("CREATE INDEX own_posts_of_an_article ON own_posts (article_id) WHERE article_id IS NOT NULL")
    db.execute("CREATE INDEX own_posts_at ON own_posts (at)")
    db.execute("CREATE INDEX dispatches_by_message ON dispatches (chat_key, message_id) WHERE message_id IS NOT NULL")


@migrations()
def expansions_of_queries(db: Database) -> None:
    db.execute("ALTER TABLE queries ADD COLUMN forms INTEGER")  # the version of the forms in its expansion
    db.execute("ALTER TABLE queries ADD COLUMN expansion BLOB")  # see bot/matching/expansions.py; null until it is made


@migrations()
def authors(db: Database) -> None:
    # the names of an article's authors, as its feed or its page says them
    db.execute("ALTER TABLE articles ADD COLUMN author TEXT NOT NULL DEFAULT ''")

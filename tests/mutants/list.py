"""The mutants, by the mechanism that they damage: what promises the program keeps, seen from behind.

A new mechanism gets one or two of its own: small edits that leave the program running and make it wrong where it would
hurt somebody, with the tests that are about it. `python -m tests.mutants PART` tries them.
"""

from tests.mutants.mutant import Mutant

_BACKUPS = "tests/storage/test_sqlite_backup.py::"
_DELIVERY = "tests/storage/test_delivery_contract.py::"
_FAILURES = "tests/storage/test_sqlite_failures.py::"
_OUTAGES = "tests/pipeline/test_deliver_outages.py::"
_UPGRADE = "tests/end_to_end/test_upgrade.py::"
_LEASES = "tests/storage/test_leases_contract.py::"
_TROUBLE = "tests/storage/test_trouble_contract.py::"
_ASIDE = "tests/storage/test_aside_contract.py::"
_ARTICLES = "tests/storage/test_articles_contract.py::"
_PROMINENCE = "tests/storage/test_prominence_contract.py::"
_TITLES = "tests/storage/test_titles_contract.py::"
_TOLD = "tests/handlers/test_stories.py::"
_TOGETHER = "tests/stories/test_together.py::"
_SUBSCRIPTIONS = "tests/storage/test_subscriptions_contract.py::"
_REMOVALS = "tests/storage/test_removals_contract.py::"
_MUTING = "tests/storage/test_muting_contract.py::"
_REPOSTS = "tests/storage/test_reposts_contract.py::"
_STRUCK_OFF = "tests/storage/test_striking_off_contract.py::"
_REVIEW = "tests/pipeline/test_review.py::"
_CHANNELS = "tests/storage/test_channels_contract.py::"
_CHANNEL_PAGES = "tests/handlers/test_channel_pages.py::"
_CHANNEL_SETUP = "tests/handlers/test_channel_setup.py::"
_OWN_POSTS = "tests/storage/test_own_posts_contract.py::"
_BROUGHT = "tests/pipeline/test_bringing.py::"
_BRINGING = "tests/delivery/test_bringing.py::"
_OWN_TRACES = "tests/storage/test_own_traces_contract.py::"
_DIGEST = "tests/storage/test_digest_contract.py::"
_GATHERING = "tests/storage/test_gathering_contract.py::"
_LAYOUT = "tests/delivery/test_digest_layout.py::"
_RETENTION = "tests/storage/test_retention_contract.py::"
_TIME = "tests/storage/test_time_contract.py::"
_WATCH = "tests/runtime/test_clock_watch.py::"
_TOKENS = "tests/text/test_tokens.py::"
_CONSOLE_PAGE = "tests/console/test_page.py::"
_OVERVIEW = "tests/storage/test_overview_contract.py::"
_HYPHENS = "tests/text/test_hyphens.py::"
_THROTTLE = "tests/delivery/test_throttle.py::"
_PACE = "tests/delivery/test_pace.py::"
_OUTCOME = "tests/delivery/test_outcome.py::"
_SUPERVISE = "tests/runtime/test_supervise.py::"
_OPENING = "tests/storage/test_sqlite_opening.py::"
_STOP = "tests/end_to_end/test_stop.py::"
_EXAMINATION = "tests/doctor/test_examination.py::"
_OF_TELEGRAM = "tests/doctor/test_telegram.py::"
_SYSTEMD = "tests/runtime/test_systemd.py::"
_TRUST = "tests/pipeline/test_trust.py::"
_NEWS = "tests/articles/test_news.py::"
_IDENTITY = "tests/articles/test_identity.py::"
_OLD_ITEMS = "tests/pipeline/test_old_items.py::"
_RENAMED = "tests/pipeline/test_renamed_items.py::"
_GUARD = "tests/fetching/test_guard.py::"
_RENDER = "tests/delivery/test_render.py::"
_INERT = "tests/text/test_inert.py::"
_BOILERPLATE = "tests/text/test_boilerplate.py::"
_PAGE = "tests/articles/test_page.py::"
_PAGES = "tests/storage/test_pages_contract.py::"
_READ = "tests/pipeline/test_read.py::"
_TEXTS = "tests/test_texts.py::"
_DECODE = "tests/fetching/test_decode.py::"
_SCHEDULE = "tests/feeds/test_schedule.py::"
_GROUPING = "tests/stories/test_choosing.py::"
_FALLBACK = "tests/handlers/test_fallback.py::"
_MEMBERS = "tests/handlers/test_members.py::"
_INTAKE = "tests/handlers/updates/test_intake.py::"
_MOVES = "tests/pipeline/test_moves.py::"
_SETTLEMENT = "tests/delivery/test_settlement.py::"
_HASTE = "tests/storage/test_haste_contract.py::"
_OWING = "tests/delivery/test_owing.py::"
_POLL = "tests/pipeline/test_poll.py::"
_EDITS = "tests/storage/test_edits_contract.py::"
_REPLIES = "tests/storage/test_replies_contract.py::"
_AKIN = "tests/storage/test_akin_contract.py::"
_DEVELOPMENTS = "tests/storage/test_developments_contract.py::"
_INGEST = "tests/pipeline/test_ingest.py::"
_SOURCES = "tests/storage/test_sources_contract.py::"
_PLACING = "tests/stories/test_grouping.py::"
_SIMILARITY = "tests/stories/test_similarity.py::"
_STORIES_KEPT = "tests/storage/test_stories_contract.py::"
_MATCHING = "tests/matching/test_cases.py::"
_EXPANSIONS = "tests/matching/test_expansions.py::"
_FAMILIES = "tests/text/test_families.py::"
_EXPANSIONS_KEPT = "tests/storage/test_expansions_contract.py::"
_FORGET = "tests/storage/test_forgetting_contract.py::"
_LAYOUTS = "tests/spellings/test_layout.py::"
_TYPING = "tests/spellings/test_typing_errors.py::"
_CONSOLE = "tests/console/test_server.py::"
_SIGNING = "tests/console/test_signing.py::"
_ACCESS = "tests/console/test_access.py::"
_CONSOLE_HOSTS = "tests/console/test_hosts.py::"
_CONSOLE_READS = "tests/storage/test_console_contract.py::"
_METER = "tests/console/test_meter.py::"
_METRICS = "tests/console/test_metrics.py::"
_REPORTS = "tests/pipeline/test_reports.py::"
_FIGURES = "tests/storage/test_figures_contract.py::"
_OTHERWISE = "tests/spellings/test_other_spellings.py::"
_SAMPLES = "tests/storage/test_samples_contract.py::"
_SPELLINGS = "tests/handlers/test_spellings.py::"

UPGRADES = [
    Mutant(
        wrong="an older program opens what a newer one has written",
        path="storage/sqlite/migrations.py",
        there="if any(one.name not in known for one in migrations.applied(Database(connection))):",
        instead="if not known:",
        tests=(f"{_UPGRADE}test_a_database_of_a_later_program_is_refused_with_the_remedy_and_left_as_it_is",),
    ),
]

LEASES_AND_CLAIMS = [
    Mutant(
        wrong="what was not recorded in time is recorded late, though somebody else has it by now",
        path="storage/sqlite/rows.py",
        there='if row is None or (row["lease_boot"], row["lease_until"]) != (lease.boot, to_ms(lease.until)):',
        instead="if row is None:",
        tests=(
            f"{_DELIVERY}test_a_dispatch_that_is_not_settled_in_time_can_be_claimed_again_and_not_settled_late",
            f"{_ARTICLES}test_what_was_not_recorded_in_time_can_be_claimed_again_and_not_recorded_late",
        ),
    ),
    Mutant(
        wrong="a message whose lease has lapsed is never claimed again",
        path="storage/sqlite/dispatches.py",
        there="WHERE state = 'sending' AND lease_until <= ? RETURNING",
        instead="WHERE state = 'sending' AND lease_until < 0 * ? RETURNING",
        tests=(f"{_DELIVERY}test_a_dispatch_that_is_not_settled_in_time_can_be_claimed_again_and_not_settled_late",),
    ),
    Mutant(
        wrong="what is longer on its way than its lease is sent a second time beside it",
        path="bot/pipeline/deliver.py",
        there="if not room or any(until <= steady for until in self._leases):",
        instead="if not room:",
        tests=(f"{_OUTAGES}test_what_is_longer_on_its_way_than_its_lease_is_not_sent_a_second_time",),
    ),
    Mutant(
        wrong="leases go by the time of day, which leaps",
        path="storage/sqlite/rows.py",
        there="return to_ms(lease.at or now)",
        instead="return to_ms(now)",
        tests=(f"{_LEASES}test_what_is_worked_on_is_claimed_by_nobody_else_when_the_time_of_day_leaps",),
    ),
    Mutant(
        wrong="what was being sent when the program was killed is never sent",
        path="storage/sqlite/__init__.py",
        there="UPDATE dispatches SET state = 'due' WHERE state = 'sending'",
        instead="UPDATE dispatches SET state = 'due' WHERE state = 'lost'",
        tests=(f"{_TROUBLE}test_a_message_is_not_the_worse_for_runs_that_ended_while_it_was_sent",),
    ),
    Mutant(
        wrong="a kill is left_alone against the message that was being sent",
        path="storage/sqlite/__init__.py",
        there="UPDATE dispatches SET attempts = attempts - 1 WHERE",
        instead="UPDATE dispatches SET attempts = attempts WHERE",
        tests=(f"{_TROUBLE}test_a_message_is_not_the_worse_for_runs_that_ended_while_it_was_sent",),
    ),
    Mutant(
        wrong="more sources of a host are polled at once than its share",
        path="storage/sqlite/host_queue.py",
        there=">= share.at_once:",
        instead="> share.at_once:",
        tests=(f"{_SOURCES}test_no_more_sources_of_a_host_are_polled_at_once_than_its_share",),
    ),
    Mutant(
        wrong="a claim is repeated with the time and the lease of an outage's beginning",
        path="bot/runtime/outages.py",
        there='    "claim_dispatches",\n',
        instead="",
        tests=("tests/runtime/test_outages.py::test_claims_and_receipts_are_left_to_those_who_come_again_anyhow",),
    ),
    Mutant(
        wrong="an article that has seen many runs end is read in this process, and ends it, too",
        path="bot/pipeline/ingest.py",
        there="if waiting[0].interruptions > OFTEN_INTERRUPTED:",
        instead="if waiting[0].interruptions > 1_000 * OFTEN_INTERRUPTED:",
        tests=(f"{_INGEST}test_an_article_that_ends_processes_is_set_aside_and_not_read_here",),
    ),
    Mutant(
        wrong="an article that the step breaks on is tried twice as often as it may be",
        path="bot/pipeline/ingest.py",
        there="is_set_aside=failures >= _ATTEMPTS",
        instead="is_set_aside=failures > 2 * _ATTEMPTS",
        tests=(f"{_INGEST}test_an_article_that_the_step_breaks_on_hurts_no_other_and_is_set_aside",),
    ),
]

ORDER = [
    Mutant(
        wrong="the messages of a digest go last first",
        path="storage/sqlite/dispatches.py",
        there='f" AND {OPEN_TOPIC} ORDER BY id LIMIT 1"',
        instead='f" AND {OPEN_TOPIC} ORDER BY id DESC LIMIT 1"',
        tests=(f"{_DIGEST}test_the_messages_of_a_digest_go_in_their_order",),
    ),
    Mutant(
        wrong="what a chat is owed goes newest first",
        path="storage/sqlite/chat_queue.py",
        there="AND {WAITING} ORDER BY id LIMIT 1",
        instead="AND {WAITING} ORDER BY id DESC LIMIT 1",
        tests=(f"{_DELIVERY}test_order_is_kept_and_one_message_at_a_time_goes_to_a_chat",),
    ),
    Mutant(
        wrong="a chat's edits go newest first",
        path="storage/sqlite/posts.py",
        there="ORDER BY edit_after, dispatch_id LIMIT 1",
        instead="ORDER BY edit_after DESC, dispatch_id DESC LIMIT 1",
        tests=(f"{_EDITS}test_the_posts_of_a_chat_are_edited_in_the_order_in_which_they_were_sent",),
    ),
    Mutant(
        wrong="articles are read newest first, so that stories hang on chance",
        path="storage/sqlite/articles.py",
        there="ORDER BY read_no LIMIT :limit",
        instead="ORDER BY read_no DESC LIMIT :limit",
        tests=(f"{_TROUBLE}test_what_was_claimed_when_a_run_ended_comes_alone_and_in_its_order",),
    ),
    Mutant(
        wrong="the chat that has waited longest comes last",
        path="storage/sqlite/dispatches.py",
        there="AND dormant_at IS NULL ORDER BY due_at LIMIT ?",
        instead="AND dormant_at IS NULL ORDER BY due_at DESC LIMIT ?",
        tests=(f"{_DELIVERY}test_the_chat_that_has_waited_longest_is_told_first",),
    ),
    Mutant(
        wrong="after a restart, a chat's commands have their effects last first",
        path="storage/sqlite/updates.py",
        there="SELECT * FROM inbox ORDER BY number",
        instead="SELECT * FROM inbox ORDER BY number DESC",
        tests=(f"{_SUBSCRIPTIONS}test_an_update_is_finished_once_and_for_all",),
    ),
    Mutant(
        wrong="a chat's commands overtake one another",
        path="handlers/updates/intake.py",
        there="if before is not None:",
        instead="if before is not None and before.is_set():",
        tests=(f"{_INTAKE}test_chats_do_not_wait_for_one_another_and_keep_their_own_order",),
    ),
]

ONCE = [
    Mutant(
        wrong="a command that is repeated has its effect twice",
        path="storage/sqlite/rows.py",
        there="db.execute(new, (cause, json.dumps(outcome), to_ms(now), chat))",
        instead="",
        tests=(f"{_SUBSCRIPTIONS}test_a_repeated_command_has_its_effect_once_and_answers_the_same",),
    ),
    Mutant(
        wrong="an update that was finished and comes again is dealt with again",
        path="storage/sqlite/updates.py",
        there='db.execute("INSERT OR IGNORE INTO finished_updates VALUES (?, ?)", (cause, to_ms(now)))',
        instead="",
        tests=(f"{_SUBSCRIPTIONS}test_an_update_is_finished_once_and_for_all",),
    ),
    Mutant(
        wrong="a failed job of a group of writes is not rolled back",
        path="storage/sqlite/writer.py",
        there='            self._connection.execute("ROLLBACK TO one")\n',
        instead="",
        tests=(f"{_FAILURES}test_a_job_that_raises_leaves_nothing_of_what_it_has_written",),
    ),
    Mutant(
        wrong="what was written is answered before it is on disk",
        path="storage/sqlite/writer.py",
        there="            outcomes = self._write_group(writes)\n",
        instead="            outcomes = self._write_group(writes)\n            _tell(outcomes)\n",
        tests=(f"{_FAILURES}test_what_was_answered_is_on_disk_and_what_was_not_is_not_whichever_statement_fails",),
    ),
]

CARE = [
    Mutant(
        wrong="a stop during a long migration waits for its end",
        path="storage/sqlite/__init__.py",
        there="            self._db.abandon()\n",
        instead="",
        tests=(f"{_OPENING}test_a_cancelled_start_undoes_the_migration_under_way",),
    ),
    Mutant(
        wrong="a stop waits for whatever hangs",
        path="bot/cli/loop.py",
        there="    time.sleep(CUT_OFF_S)\n",
        instead="    time.sleep(3600)\n",
        tests=(f"{_STOP}test_a_disk_that_hangs_is_cut_off_and_what_was_asked_is_done_at_the_next_start",),
    ),
    Mutant(
        wrong="a second signal is not heeded",
        path="bot/cli/loop.py",
        there="            os._exit(_BY_SIGNAL + number)\n\n    # Not",
        instead="            pass\n\n    # Not",
        tests=(f"{_STOP}test_a_second_signal_ends_it_at_once",),
    ),
    Mutant(
        wrong="the doctor takes the bot that it is asked about for a rival",
        path="bot/doctor/asking.py",
        there="        if is_running() or known.hook is None",
        instead="        if known.hook is None",
        tests=(f"{_EXAMINATION}test_nothing_is_asked_for_while_the_bot_asks",),
    ),
    Mutant(
        wrong="the doctor confirms the updates that it asks for",
        path="bot/doctor/asking.py",
        there="timeout=max(1, int(left_s)), limit=1)",
        instead="timeout=max(1, int(left_s)), limit=1, offset=-1)",
        tests=(f"{_EXAMINATION}test_telegram_is_asked_and_updates_stay",),
    ),
    Mutant(
        wrong="the doctor shows the path of another program's webhook, which is often secret",
        path="bot/doctor/telegram.py",
        there="""    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"\n""",
        instead="    return url\n",
        tests=(f"{_OF_TELEGRAM}test_a_webhook_is_told_by_whose_it_is",),
    ),
]

RETRIES = [
    Mutant(
        wrong="the record loop gives up, and what was sent is sent again",
        path="bot/pipeline/deliver.py",
        there="                await self._clock.sleep(backoff.next())\n                continue\n",
        instead="                await self._clock.sleep(backoff.next())\n",
        tests=(f"{_OUTAGES}test_what_cannot_be_recorded_for_longer_than_its_lease_is_not_repeated",),
    ),
    Mutant(
        wrong="pauses double without end",
        path="bot/runtime/supervise.py",
        there="self._next_s = min(pause * 2, self._longest_s)",
        instead="self._next_s = pause * 2",
        tests=(f"{_SUPERVISE}test_pauses_double_up_to_the_longest",),
    ),
    Mutant(
        wrong="systemd is told that all is well while a stage hangs",
        path="bot/runtime/systemd.py",
        there="return self._stages.stuck(_STUCK_AFTER)",
        instead="return []",
        tests=(f"{_SYSTEMD}test_a_stage_that_stands_still_withholds_the_beats_until_it_goes_on",),
    ),
    Mutant(
        wrong="an outage of the database lets systemd restart the bot again and again",
        path="bot/runtime/systemd.py",
        there="if self._stages is None or (self._outages is not None and self._outages.error is not None):",
        instead="if self._stages is None:",
        tests=(f"{_SYSTEMD}test_a_database_that_fails_is_told_and_no_reason_for_a_restart",),
    ),
    Mutant(
        wrong="a service that waits for Telegram counts as started",
        path="bot/runtime/systemd.py",
        there="        await served.wait()\n",
        instead="",
        tests=(f"{_SYSTEMD}test_it_asks_for_time_until_updates_come_in_and_then_it_is_ready",),
    ),
    Mutant(
        wrong="one task that fails ends all that were begun beside it",
        path="bot/runtime/supervise.py",
        there='_log.exception("a task failed")',
        instead="raise",
        tests=(f"{_SUPERVISE}test_a_task_that_fails_is_logged_and_stops_no_other",),
    ),
    Mutant(
        wrong="a chat is left alone for as long as anybody says, for 30,000 years perhaps",
        path="bot/delivery/outcome.py",
        there="wait = timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))",
        instead="wait = timedelta(seconds=seconds)",
        tests=(f"{_OUTCOME}test_nobody_is_left_alone_for_longer_than_an_hour",),
    ),
    Mutant(
        wrong="a bot that was away for a day drops all messages at their first failure",
        path="bot/delivery/outcome.py",
        there="now - created_at > LIFE and attempts >= _ATTEMPTS",
        instead="now - created_at > LIFE",
        tests=(f"{_OUTCOME}test_a_bot_that_was_away_for_long_tries_a_message_all_the_same",),
    ),
    Mutant(
        wrong="a message that Telegram refuses for an unknown reason holds up its chat for hours",
        path="bot/delivery/outcome.py",
        there="reason, holds_chat=False, refusals=refusals + 1",
        instead="reason, holds_chat=True, refusals=refusals + 1",
        tests=(f"{_OUTCOME}test_an_unknown_refusal_steps_aside_for_hours_and_is_final_the_third_time",),
    ),
    Mutant(
        wrong="a gateway's 502 with words in JSON is a refusal of the message",
        path="bot/delivery/answer.py",
        there="if status >= HTTPStatus.INTERNAL_SERVER_ERROR:",
        instead="if status >= HTTPStatus.INTERNAL_SERVER_ERROR and words is None:",
        tests=("tests/delivery/test_answer.py::test_the_http_status_comes_first_and_only_telegrams_form_is_believed",),
    ),
    Mutant(
        wrong="messages to somebody who has blocked the bot are tried again and again",
        path="bot/delivery/refusals.py",
        there='    "bot was blocked",\n',
        instead="",
        tests=(
            "tests/delivery/test_refusals.py::test_a_refusal_speaks_of_the_chat_the_topic_the_markup_or_the_message",
        ),
    ),
    Mutant(
        wrong="what a refusal quotes of a message is taken for its reason",
        path="bot/delivery/refusals.py",
        there="if words.startswith(_OF_THE_CHAT):",
        instead="if any(one in words for one in _OF_THE_CHAT):",
        tests=("tests/delivery/test_refusals.py::test_what_a_refusal_quotes_of_the_message_is_not_what_it_says",),
    ),
]

THROTTLE = [
    Mutant(
        wrong="a message that is under way takes no group in its window",
        path="bot/delivery/throttle.py",
        there="too_many = self._under_way + len(self._answered) - self._limit",
        instead="too_many = len(self._answered) - self._limit",
        tests=(f"{_PACE}test_what_is_under_way_keeps_its_place_until_a_period_after_its_answer",),
    ),
    Mutant(
        wrong="groups are written to as fast as people",
        path="bot/delivery/throttle.py",
        there="if chat < 0:",
        instead="if chat == 0:",
        tests=(f"{_THROTTLE}test_no_window_of_a_chat_ever_holds_more_than_allowed",),
    ),
    Mutant(
        wrong="news wait for ever while people talk with the bot",
        path="bot/delivery/pace.py",
        there="if not self._answers_waiting or self._answers_in_a_row >= _ANSWERS_IN_A_ROW:",
        instead="if not self._answers_waiting:",
        tests=(f"{_PACE}test_news_pass_now_and_then_however_many_answers_wait",),
    ),
    Mutant(
        wrong="a refusal of one chat holds up all",
        path="bot/delivery/throttle.py",
        there="return len(self._refused) >= _ALARMED_BY",
        instead="return True",
        tests=(f"{_PACE}test_one_chat_that_is_refused_again_and_again_is_held_and_nobody_else",),
    ),
    Mutant(
        wrong="the next run does not know what was written a moment ago",
        path="storage/sqlite/dispatches.py",
        there="note_write(db, db.execute",
        instead="(lambda *_: None)(db, db.execute",
        tests=(
            "tests/storage/test_throttle_log_contract.py::test_answers_and_news_are_remembered_and_what_was_not_tried_is_not",
        ),
    ),
]

WHAT_IS_DUE = [
    Mutant(
        wrong="what was not tried counts as an attempt, and is given up before its time",
        path="bot/delivery/outcome.py",
        there="attempts=dispatch.attempts - 1)",
        instead="attempts=dispatch.attempts)",
        tests=(f"{_SETTLEMENT}test_what_becomes_of_a_dispatch",),
    ),
    Mutant(
        wrong="a message that had stepped aside holds up its chat after another failure",
        path="bot/delivery/outcome.py",
        there="aside, refused = dispatch.aside or not holds_chat,",
        instead="aside, refused = not holds_chat,",
        tests=(f"{_SETTLEMENT}test_what_has_stepped_aside_stays_there_while_it_is_due",),
    ),
    Mutant(
        wrong="a chat is not left alone although Telegram asks for it",
        path="bot/delivery/outcome.py",
        there="free_at=max(until, cooldown.chat_until)",
        instead="free_at=cooldown.chat_until",
        tests=(f"{_SETTLEMENT}test_how_long_a_chat_is_left_alone",),
    ),
    Mutant(
        wrong="a chat gets its next message while one is on its way",
        path="storage/sqlite/chat_queue.py",
        there="due_at = CASE WHEN NOT is_sending THEN",
        instead="due_at = CASE WHEN TRUE THEN",
        tests=(f"{_DELIVERY}test_order_is_kept_and_one_message_at_a_time_goes_to_a_chat",),
    ),
    Mutant(
        wrong="a message that has stepped aside is the head of its chat",
        path="storage/sqlite/chat_queue.py",
        there="AND state = 'due' AND NOT aside",
        instead="AND state = 'due'",
        tests=(f"{_ASIDE}test_others_pass_and_it_comes_again_when_its_time_has_come",),
    ),
    Mutant(
        wrong="a reply overtakes the message that has stepped aside, which it answers",
        path="storage/sqlite/chat_queue.py",
        there="WHERE d.chat_key = :chat AND d.aside)",
        instead="WHERE d.chat_key = :chat AND d.aside AND FALSE)",
        tests=(f"{_ASIDE}test_a_reply_to_it_waits_until_it_stands",),
    ),
    Mutant(
        wrong="what was left_alone is not looked at when its chat is arranged otherwise",
        path="storage/sqlite/chat_queue.py",
        there="UPDATE holds SET until = 0 WHERE chat_key = ?",
        instead="UPDATE holds SET until = until WHERE chat_key = ?",
        tests=(f"{_DIGEST}test_what_waits_is_planned_anew_when_the_chat_is_arranged_otherwise",),
    ),
    Mutant(
        wrong="a story waits for the rhythm of who asked for it first",
        path="storage/sqlite/haste.py",
        there="WHERE id = ? AND haste > ? AND dispatch_id IS NULL",
        instead="WHERE id = ? AND haste > ? AND FALSE",
        tests=(
            f"{_HASTE}test_the_hastiest_takes_a_story_out_of_the_waiting_digest",
            f"{_HASTE}test_each_story_comes_once_and_by_the_soonest_of_its_rhythms",
        ),
    ),
    Mutant(
        wrong="a digest repeats what the chat has had",
        path="bot/delivery/owing.py",
        there="if not debt.is_waiting and not debt.is_development and _is_fresh(debt, mention.at):",
        instead="if False:",
        tests=(f"{_HASTE}test_a_digest_leaves_out_what_has_come_and_its_message_names_who_asked_for_it",),
    ),
    Mutant(
        wrong="what everybody reports waits for the digest",
        path="bot/delivery/owing.py",
        there="mention.outlets >= FROM_OUTLETS:",
        instead="False:",
        tests=(
            "tests/storage/test_breadth_contract.py::test_five_outlets_within_the_hour_take_a_story_out_of_the_digest",
        ),
    ),
    Mutant(
        wrong="a rhythm that somebody chose is changed",
        path="bot/delivery/breadth.py",
        there="not is_chosen and",
        instead="",
        tests=("tests/delivery/test_breadth.py::test_what_is_old_or_narrow_or_was_chosen_keeps_its_rhythm",),
    ),
    Mutant(
        wrong="a digest takes what is not due along",
        path="storage/sqlite/dispatch_building.py",
        there='if one is head or (head["had_to_wait"] and one["had_to_wait"])',
        instead="",
        tests=(f"{_HASTE}test_an_at_once_story_passes_a_digest_that_waits",),
    ),
    Mutant(
        wrong="a host is asked for the next source at once",
        path="storage/sqlite/host_queue.py",
        there="due_at = max(free_at, :free_at, (",
        instead="due_at = max(0, 0 * :free_at, (",
        tests=(f"{_SOURCES}test_a_host_is_asked_for_one_source_at_a_time_in_its_spacing",),
    ),
]

FAN_OUT = [
    Mutant(
        wrong="of a match, only the first chunk of its subscribers is told",
        path="storage/sqlite/fan_out.py",
        there="len(subscriptions) < limit,",
        instead="len(subscriptions) <= limit,",
        tests=(f"{_ARTICLES}test_fan_out_goes_in_chunks_and_lets_others_pass",),
    ),
    Mutant(
        wrong="everybody waits behind a popular match",
        path="storage/sqlite/fan_out.py",
        there="WHERE NOT fanned_out ORDER BY chunks, m.id LIMIT 1",
        instead="WHERE NOT fanned_out ORDER BY m.id LIMIT 1",
        tests=(f"{_ARTICLES}test_fan_out_goes_in_chunks_and_lets_others_pass",),
    ),
    Mutant(
        wrong="what is owed to a removed subscription is sent",
        path="bot/delivery/owing.py",
        there="    return replace(owed, is_shelved=True) if isinstance(owed, NewDebt) else owed",
        instead="    return owed",
        tests=(
            f"{_OWING}test_a_removed_subscription_is_owed_on_the_shelf",
            f"{_REMOVALS}test_what_waited_and_what_came_meanwhile_is_told_when_it_is_back",
        ),
    ),
    Mutant(
        wrong="a restored subscription loses what came while it was removed",
        path="storage/sqlite/subscriptions.py",
        there="    take_off_shelf(db, removed, now)\n",
        instead="    pass\n",
        tests=(f"{_REMOVALS}test_what_waited_and_what_came_meanwhile_is_told_when_it_is_back",),
    ),
    Mutant(
        wrong="a message that is under way when its subscription is removed is tried again",
        path="storage/sqlite/dispatches.py",
        there='        _put_back_removed(db, row["id"])\n',
        instead="        pass\n",
        tests=(f"{_REMOVALS}test_a_message_under_way_is_not_tried_again",),
    ),
    Mutant(
        wrong="words that stand in most of what was kept are offered to be excluded",
        path="bot/stories/topics.py",
        there="len(stories & kept) <= allowed",
        instead="len(stories & kept) <= len(kept)",
        tests=("tests/stories/test_topics.py::test_a_word_is_telling_if_it_is_rare_in_what_was_kept",),
    ),
    Mutant(
        wrong="what one chat excludes is kept from everybody",
        path="storage/sqlite/fan_out.py",
        there="WHERE e.owner_key = s.owner_key AND e.subscription_id IN (0, s.id)",
        instead="WHERE e.subscription_id IN (0, s.id)",
        tests=("tests/storage/test_exclusions_contract.py::test_it_holds_for_one_subscription_or_for_all_of_a_chat",),
    ),
    Mutant(
        wrong="a message that waits for its next attempt is sent though its story was muted",
        path="storage/sqlite/muting.py",
        there="                release(db, one)\n",
        instead="                pass\n",
        tests=(f"{_MUTING}test_a_reply_that_waits_for_its_next_attempt_is_not_sent",),
    ),
    Mutant(
        wrong="what a removed source brings is lost to the chat that restores it",
        path="storage/sqlite/fan_out.py",
        there="""
                OR {HAS_REMOVED.format(owner="owner_key", source=":source")})""",
        instead=")",
        tests=(f"{_REMOVALS}test_a_removed_source_is_polled_and_what_came_is_told_when_it_is_back",),
    ),
    Mutant(
        wrong="a subscription is told what was recorded before it",
        path="storage/sqlite/fan_out.py",
        there=" AND since < :recorded",
        instead=" AND 0 < :recorded",
        tests=(f"{_SUBSCRIPTIONS}test_what_was_recorded_before_a_subscription_is_not_told_to_it",),
    ),
    Mutant(
        wrong="who was dismissed hears the news of the channel all the same",
        path="storage/sqlite/fan_out.py",
        there="AND NOT paused AND NOT suspended",
        instead="AND NOT paused",
        tests=(
            "tests/storage/test_connections_contract.py::test_what_is_disconnected_hears_nothing_more_for_that_person",
        ),
    ),
    Mutant(
        wrong="a story that was muted goes on",
        path="storage/sqlite/fan_out.py",
        there="AND muted.story_id = coalesce(m.story_id, :story))",
        instead="AND FALSE)",
        tests=(f"{_DELIVERY}test_a_muted_story_says_no_more",),
    ),
    Mutant(
        wrong="an article that was told is told again when it is edited, if further ones are wanted",
        path="bot/delivery/owing.py",
        there="if mention.article in told:",
        instead="if mention.article in set[int]():",
        tests=(
            f"{_OWING}test_an_article_is_told_once_to_a_subscription",
            f"{_REPLIES}test_an_article_is_not_told_again_when_it_meets_what_the_subscription_has_become",
        ),
    ),
    Mutant(
        wrong="a further article is put into a message that is to tell another one",
        path="bot/delivery/owing.py",
        there="if debt.is_waiting and debt.articles == {mention.article}:",
        instead="if debt.is_waiting:",
        tests=(
            f"{_OWING}test_further_articles_are_replies_of_their_own_if_the_subscription_asks_for_them",
            f"{_REPLIES}test_every_article_is_a_message_also_when_they_come_before_the_first_one_is_sent",
        ),
    ),
    Mutant(
        wrong="an article that was told in a story of one's own is told again in that of everybody",
        path="bot/delivery/owing.py",
        there="return None if mention.was_told_apart else _first(mention)",
        instead="return _first(mention)",
        tests=(f"{_OWING}test_the_very_article_is_not_told_again_in_another_story",),
    ),
    Mutant(
        wrong="what an older version met, wherever it was, is kept from those who want the main things",
        path="bot/delivery/owing.py",
        there="mention.prominence is not None and not mention.prominence.is_main",
        instead="not (mention.prominence and mention.prominence.is_main)",
        tests=(f"{_OWING}test_a_subscription_to_the_main_things_is_owed_no_others",),
    ),
    Mutant(
        wrong="a word that is there is said to be missing",
        path="bot/matching/unmet.py",
        there="if not reading.places(pattern)]",
        instead="if reading.places(pattern)]",
        tests=("tests/matching/test_unmet.py::test_what_is_lacking_is_named",),
    ),
    Mutant(
        wrong="what no source lists any longer is said never to have been seen",
        path="storage/sqlite/traces.py",
        there="if not articles:",
        instead="if articles:",
        tests=("tests/storage/test_traces_contract.py::test_what_no_source_lists_any_longer_is_found_by_its_address",),
    ),
    Mutant(
        wrong="a terminal obeys what an outlet writes",
        path="bot/cli/trace.py",
        there="return shorten(text, _LONGEST)",
        instead="return text",
        tests=("tests/cli/test_trace.py::test_the_life_of_an_article_is_printed",),
    ),
    Mutant(
        wrong="reports in two languages have nothing in common",
        path="bot/stories/together.py",
        there="kind = 0 if own.language == there.language else BRIDGE",
        instead="kind = 0",
        tests=(f"{_TOGETHER}test_reports_in_two_languages_have_names_and_numbers_in_common",),
    ),
    Mutant(
        wrong="an alert is longer than Telegram takes",
        path="handlers/phrases.py",
        there="room -= utf16_length(fitted[line])",
        instead="room -= left",
        tests=(f"{_TOLD}test_a_notification_says_why_it_came_however_much_there_is_to_say",),
    ),
    Mutant(
        wrong="a title of other words is never shown",
        path="storage/sqlite/titles.py",
        there="SET version = version + 1",
        instead="SET version = version + 0",
        tests=(f"{_TITLES}test_a_message_shows_the_title_that_it_told",),
    ),
    Mutant(
        wrong="a message that goes on being tried says the new title",
        path="storage/sqlite/content.py",
        there="article=replace(to_read(article, as_of=as_of), title=title)",
        instead="article=to_read(article, as_of=as_of)",
        tests=(f"{_TITLES}test_a_message_that_is_on_its_way_says_the_same_when_it_is_tried_again",),
    ),
    Mutant(
        wrong="another country is a slip of the pen",
        path="bot/articles/retitling.py",
        there="and not (is_name or is_other_name)",
        instead="and not (is_name and not is_other_name)",
        tests=("tests/articles/test_retitling.py::test_other_words_and_numbers_are_another_title",),
    ),
    Mutant(
        wrong="an urgent folder makes urgent what is said to be calm",
        path="bot/model/haste.py",
        there="if one.is_urgent and not is_calm:",
        instead="if one.is_urgent:",
        tests=("tests/storage/test_haste_contract.py::test_the_innermost_that_says_something_decides",),
    ),
    Mutant(
        wrong="what is restored into a folder goes by what another folder of that name said",
        path="storage/sqlite/subscriptions.py",
        there='rejoin_folder(db, removed["id"])',
        instead="pass",
        tests=("tests/storage/test_haste_contract.py::test_what_is_restored_goes_by_what_its_folder_says_by_then",),
    ),
    Mutant(
        wrong="a list of subscriptions forgets which of them want the main things alone",
        path="bot/services/subscription_lines.py",
        there="main_only = line.startswith(MAIN_ONLY)",
        instead="main_only = False",
        tests=("tests/handlers/test_main_only.py::test_a_list_of_subscriptions_keeps_it",),
    ),
    Mutant(
        wrong="a preview takes every hit to be prominent",
        path="bot/services/archive.py",
        there="or found.hit.prominence.is_main",
        instead="or found.hit.prominence.is_main is not None",
        tests=("tests/handlers/test_main_only.py::test_a_try_says_how_much_is_prominent",),
    ),
    Mutant(
        wrong="a mention that an edit brings up is told to nobody",
        path="storage/sqlite/articles.py",
        there="fanned_out = 0 WHERE prominence NOT IN {_MAIN}",
        instead="fanned_out = 1 WHERE prominence NOT IN {_MAIN}",
        tests=(f"{_PROMINENCE}test_an_edit_that_brings_it_up_is_told_to_who_was_not_told",),
    ),
    Mutant(
        wrong="each development of a story is a message of its own",
        path="bot/delivery/owing.py",
        there="at - debt.told_at < GATHERED_FOR",
        instead="at < debt.told_at",
        tests=(
            f"{_OWING}test_what_is_new_within_the_hour_is_added_to_the_reply_that_is_there",
            f"{_DEVELOPMENTS}test_what_follows_within_the_hour_is_added_to_the_reply_and_to_the_list_of_the_first_message",
        ),
    ),
    Mutant(
        wrong="what is new is added to a message that is gone, and nobody reads it",
        path="bot/delivery/owing.py",
        there="return not debt.is_closed and (",
        instead="return (",
        tests=(
            f"{_OWING}test_nothing_is_added_to_a_reply_that_is_gone",
            f"{_DEVELOPMENTS}test_what_is_new_is_a_reply_of_its_own_if_the_last_one_is_gone",
        ),
    ),
    Mutant(
        wrong="a development of a story that was told long ago comes without a sound",
        path="storage/sqlite/fan_out.py",
        there="0 if owed.is_development else None,\n            owed.is_silent,",
        instead="0 if owed.is_development else None,\n            owed.is_development,",
        tests=(f"{_DEVELOPMENTS}test_a_story_that_was_told_over_a_day_ago_sounds",),
    ),
    Mutant(
        wrong="what is new while a message is being edited is never added to it",
        path="storage/sqlite/posts.py",
        there='f" is_behind = :version < {NEWEST} OR is_rewritten',
        instead='f" is_behind = is_rewritten',
        tests=(f"{_DEVELOPMENTS}test_what_comes_while_the_reply_is_edited_is_added_next",),
    ),
    Mutant(
        wrong="a broad subscription gets a reply for each development",
        path="bot/delivery/owing.py",
        there="if is_broad(mention.stories, mention.counted_for) else None",
        instead="if is_broad(0, mention.counted_for) else None",
        tests=(
            f"{_OWING}test_what_is_new_for_a_broad_subscription_is_named_in_the_message_that_follows_the_story",
            f"{_DEVELOPMENTS}test_under_a_broad_subscription_what_is_new_is_a_line_of_the_first_message",
        ),
    ),
    Mutant(
        wrong="what is new is never named if its article was listed before",
        path="storage/sqlite/posts.py",
        there="+ (SELECT lists_from IS NOT NULL FROM debts",
        instead="+ (SELECT 0 FROM debts",
        tests=(
            f"{_DEVELOPMENTS}test_what_is_new_is_named_although_the_article_was_listed_before_that_was_decided",
            f"{_DEVELOPMENTS}test_what_is_new_is_named_although_its_message_is_on_its_way_or_is_being_edited",
        ),
    ),
    Mutant(
        wrong="what is new while a message is on its way is never added to it",
        path="storage/sqlite/dispatches.py",
        there="ELSE coalesce(additions, 0) END",
        instead="ELSE 0 END",
        tests=(f"{_DEVELOPMENTS}test_what_comes_while_the_reply_is_on_its_way_is_added_afterwards",),
    ),
]

DIGESTS = [
    Mutant(
        wrong="a digest begins with its smallest stories",
        path="storage/sqlite/dispatch_building.py",
        there="ORDER BY size DESC, newest DESC",
        instead="ORDER BY size, newest DESC",
        tests=(f"{_DIGEST}test_a_digest_has_the_biggest_and_newest_first_and_several_messages",),
    ),
    Mutant(
        wrong="a digest tells a story as often as articles of it wait",
        path="storage/sqlite/dispatch_building.py",
        there="    _join_same_stories(db, together)\n",
        instead="",
        tests=(f"{_REPLIES}test_a_digest_tells_a_story_once_and_of_a_single_one_there_is_no_digest",),
    ),
    Mutant(
        wrong="a digest that is tried again says something else",
        path="storage/sqlite/dispatch_building.py",
        there='" version = (SELECT version FROM stories WHERE id = story_id) WHERE id = ?"',
        instead='" version = 1 + (SELECT version FROM stories WHERE id = story_id) WHERE id = ?"',
        tests=(f"{_DIGEST}test_a_digest_says_the_same_when_it_is_tried_again",),
    ),
    Mutant(
        wrong="beside a private story, chance decides whether everybody's is akin: they may be grouped together",
        path="bot/stories/grouping.py",
        there="if one.begins_for_everybody and not before.isdisjoint(",
        instead="if False and not before.isdisjoint(",
        tests=(
            f"{_TRUST}test_who_was_told_by_a_private_source_hears_of_everybodys_story_in_silence_and_the_others_with_a_sound",
        ),
    ),
    Mutant(
        wrong="what somebody adds makes a story akin for everybody",
        path="storage/sqlite/stories.py",
        there="WHERE story_id = ? AND scope = 0)",
        instead="WHERE story_id = ? AND scope = 0 AND FALSE)",
        tests=(f"{_TRUST}test_a_private_article_in_everybodys_story_makes_none_akin_to_it",),
    ),
    Mutant(
        wrong="what a muted story silences is counted nowhere",
        path="storage/sqlite/fan_out.py",
        there="            _silence(db, subscription)\n",
        instead="            pass\n",
        tests=(f"{_AKIN}test_what_a_muted_story_silences_is_counted_at_its_message_when_that_is_followed_again",),
    ),
    Mutant(
        wrong="in a digest, what is akin to another story stands alone",
        path="bot/delivery/digest_layout.py",
        there="entry = [one, *below[one.story]]",
        instead="entry = [one]",
        tests=(f"{_AKIN}test_in_a_digest_it_stands_below_the_first_one_whatever_the_size",),
    ),
    Mutant(
        wrong="a broad subscription hides what a narrow one brings",
        path="bot/delivery/digest_layout.py",
        there="(wanted[one], one)",
        instead="(-wanted[one], one)",
        tests=(f"{_LAYOUT}test_the_narrowest_subscription_comes_first_and_has_what_a_broad_one_meets_as_well",),
    ),
    Mutant(
        wrong="a digest that is tried again tells what was removed meanwhile",
        path="storage/sqlite/shelving.py",
        there='if dispatch["total"] is not None or is_shelved',
        instead="if is_shelved",
        tests=(f"{_REMOVALS}test_a_digest_that_is_tried_again_leaves_out_what_was_removed_meanwhile",),
    ),
    Mutant(
        wrong="what a paused subscription is owed is told",
        path="storage/sqlite/fan_out.py",
        there="s.removed_at IS NOT NULL OR s.paused OR",
        instead="s.removed_at IS NOT NULL OR",
        tests=(f"{_REMOVALS}test_what_waits_when_a_subscription_is_paused_is_told_when_it_resumes",),
    ),
    Mutant(
        wrong="what is akin sounds, since it goes before the story that it is akin to",
        path="storage/sqlite/dispatch_building.py",
        there="_earlier(db, together) or together.head",
        instead="together.head",
        tests=(f"{_AKIN}test_of_two_that_wait_the_older_story_goes_first",),
    ),
    Mutant(
        wrong="a burst goes as a flood of messages",
        path="bot/delivery/timing.py",
        there="len(recent) + waiting.stories > preferences.burst",
        instead="waiting.stories > preferences.burst",
        tests=("tests/delivery/test_timing.py::test_few_stories_go_one_by_one_and_many_as_a_digest",),
    ),
    Mutant(
        wrong="what comes while a card stands is told beside it",
        path="storage/sqlite/dispatch_building.py",
        there="if not wait_for_card(db, head)]",
        instead="if not wait_for_card(db, head) or True]",
        tests=(f"{_GATHERING}test_other_messages_pass_a_card",),
    ),
    Mutant(
        wrong="a card that was deleted is edited on and on, and what it gathered is never told",
        path="bot/delivery/outcome.py",
        there="return replace(after, is_gone=True)",
        instead="return after",
        tests=(f"{_SETTLEMENT}test_a_card_is_looked_at_again_until_it_is_a_digest",),
    ),
    Mutant(
        wrong="a digest that is made anew leaves the card of its burst behind",
        path="storage/sqlite/dispatch_building.py",
        there="if not reopen_card(db, dispatch):",
        instead="if True:",
        tests=(f"{_GATHERING}test_a_digest_made_anew_is_still_the_card",),
    ),
]

CLOCK = [
    Mutant(
        wrong="instants that nobody waits for any more are brought back, too",
        path="storage/sqlite/timekeeping.py",
        there="to_ms(since) if back else latest, origin.rows)",
        instead="to_ms(since) if back else latest)",
        tests=(f"{_TIME}test_what_is_tried_again_later_is_tried_again_after_the_wait_that_was_left",),
        harmless="nobody looks at when a message was due that is sent, or a post was to be edited that is closed",
    ),
    Mutant(
        wrong="when times are brought back, what is due is not derived again",
        path="storage/sqlite/timekeeping.py",
        there="            schedule_chat(db, one)\n",
        instead="            pass\n",
        tests=(f"{_TIME}test_a_chat_is_left_alone_for_as_long_as_was_left",),
    ),
    Mutant(
        wrong="a clock that leaps there and back between two looks goes unnoticed",
        path="bot/runtime/clock.py",
        there="self.max_lead = max(self.max_lead, now - self._steady.now())",
        instead="self.max_lead = self.max_lead",
        tests=(f"{_WATCH}test_a_clock_that_leaps_there_and_back_between_two_looks_puts_nothing_off",),
    ),
    Mutant(
        wrong="a run that is killed leaves no word of a clock that was ahead",
        path="bot/runtime/outages.py",
        there="                await self._note_leap()\n",
        instead="",
        tests=(f"{_WATCH}test_a_run_that_is_killed_leaves_behind_what_time_it_was",),
    ),
    Mutant(
        wrong="a clock that is 400 days ahead makes all old at once",
        path="bot/pipeline/tidy.py",
        there="return min(max(now, mark - step), mark + step)",
        instead="return max(now, mark - step)",
        tests=(f"{_WATCH}test_a_clock_that_is_400_days_ahead_for_a_day_makes_nothing_older_than_two_days",),
    ),
    Mutant(
        wrong="what is old is forgotten at once after a start",
        path="bot/pipeline/tidy.py",
        there="if steady - even_since < CERTAIN_AFTER:",
        instead="if steady - even_since < 0 * CERTAIN_AFTER:",
        tests=(f"{_WATCH}test_nothing_is_forgotten_in_the_first_hour_after_a_start_or_a_leap",),
    ),
]

FORGETTING = [
    Mutant(
        wrong="what was seen is forgotten after nine days",
        path="storage/sqlite/tidying.py",
        there="_SIGHTINGS_KEPT = timedelta(days=90)",
        instead="_SIGHTINGS_KEPT = timedelta(days=9)",
        tests=(f"{_RETENTION}test_what_was_seen_is_known_for_ninety_days_after_it_was_listed_last_whatever_is_kept",),
    ),
    Mutant(
        wrong="what a source lists for months, unchanged, is forgotten, and told again when the list changes",
        path="storage/sqlite/tidying.py",
        there="        await self._list_again(aged_at)\n",
        instead="",
        tests=(f"{_POLL}test_what_is_listed_for_months_is_no_news_when_the_source_says_something_at_last",),
    ),
    Mutant(
        wrong="what is owed loses its text before it is told",
        path="storage/sqlite/retention.py",
        there="EXISTS (SELECT 1 FROM debts WHERE story_id = :story AND settled_at IS NULL)\n",
        instead="EXISTS (SELECT 1 FROM debts WHERE story_id = :story AND settled_at = 0)\n",
        tests=(f"{_RETENTION}test_what_is_owed_is_told_whole_however_old_it_is",),
    ),
    Mutant(
        wrong="an article that is to be handed out yet goes",
        path="storage/sqlite/retention.py",
        there="WHERE article_id = articles.id AND NOT fanned_out)",
        instead="WHERE article_id = articles.id AND FALSE)",
        tests=(f"{_RETENTION}test_what_is_to_be_handed_out_yet_is_not_forgotten",),
    ),
    Mutant(
        wrong="a message goes while its story can be joined, which is then told as new",
        path="storage/sqlite/retention.py",
        there='if any(story["joined_at"] >= ages.stories for story in stories):',
        instead="if not stories and ages.stories < 0:",
        tests=(f"{_RETENTION}test_a_story_that_may_be_joined_yet_is_known_as_told_whatever_is_kept",),
    ),
    Mutant(
        wrong="the number of an article that is forgotten is given to another",
        path="storage/sqlite/retention.py",
        there="UPDATE given SET id = max(given.id, article.id), recorded",
        instead="UPDATE given SET recorded",
        tests=(f"{_RETENTION}test_numbers_are_not_given_twice_when_all_is_forgotten",),
    ),
]

SCOPES_AND_TRUST = [
    Mutant(
        wrong="a stranger's list of an outlet's next addresses takes its news",
        path="bot/articles/news.py",
        there="speaks_for_site=speaks_for(sites, one.canonical_url)",
        instead="speaks_for_site=bool(sites) or bool(one.canonical_url)",
        tests=(f"{_NEWS}test_a_source_speaks_for_the_articles_of_its_sites_alone",),
    ),
    Mutant(
        wrong="an address is a key of stories, whoever lists it",
        path="bot/stories/choosing.py",
        there='address if article.speaks_for_site else f"source {article.source_id}: {address}"',
        instead="address",
        tests=(
            f"{_GROUPING}test_an_address_is_a_key_for_others_if_its_source_speaks_for_it_and_else_for_the_source_alone",
        ),
    ),
    Mutant(
        wrong="a redirect to an outlet hands over what was seen of it",
        path="bot/articles/provenance.py",
        there="    if site in _own_sites(source):\n",
        instead="    if site or _own_sites(source):\n",
        tests=(f"{_MOVES}test_a_stranger_who_redirects_to_an_outlet_hands_over_neither_sightings_nor_articles",),
    ),
    Mutant(
        wrong="what one person reads is found by another",
        path="storage/sqlite/watching.py",
        there="OR (SELECT pack FROM sources WHERE id = {source}) IS NOT NULL\n",
        instead="OR TRUE\n",
        tests=("tests/storage/test_archive_contract.py::test_a_chat_searches_what_it_watches",),
    ),
    Mutant(
        wrong="what a few people watch is grouped by itself, and never with their other sources",
        path="storage/sqlite/scopes.py",
        there="    return tuple(watchers)\n",
        instead="    return (Scope(-source),)\n",
        tests=(
            "tests/storage/test_scopes_contract.py::test_articles_are_grouped_for_each_of_those_who_watch_their_source",
        ),
    ),
    Mutant(
        wrong="rights that were lost change nothing",
        path="bot/services/connections.py",
        there="if standing is Standing.NOT_YOU:",
        instead="if standing is Standing.NOT_ME:",
        tests=("tests/handlers/test_rights.py::test_who_is_dismissed_loses_the_channel_at_once_and_all_are_told_once",),
    ),
    Mutant(
        wrong="a member who may not is told so each time",
        path="handlers/members.py",
        there="(told_at is not None and now - told_at < _TOLD_EVERY) or not",
        instead="not",
        tests=(f"{_MEMBERS}test_who_was_refused_is_told_again_after_an_hour_and_not_before",),
    ),
]

WHAT_IS_NEWS = [
    Mutant(
        wrong="all that a source lists when it is read first is news",
        path="bot/articles/recency.py",
        there="None if entry.is_known else Withheld.BASELINE for",
        instead="None for",
        tests=(f"{_NEWS}test_a_baseline_is_found_and_is_no_news",),
    ),
    Mutant(
        wrong="a key that several items share makes them one",
        path="bot/articles/identity.py",
        there="tuple(key for key in one.keys if shared[key] == 1)",
        instead="one.keys",
        tests=(f"{_IDENTITY}test_repeated_guids_are_no_identity",),
    ),
    Mutant(
        wrong="a title that comes every day is news but once",
        path="bot/articles/identity.py",
        there="_digest(f'{title} {item.published_at:%Y-%m-%dT%H:%M}')",
        instead="_digest(title)",
        tests=(f"{_IDENTITY}test_another_item_is_news",),
    ),
    Mutant(
        wrong="guids that number the items from the top hide what is new",
        path="bot/articles/recognition.py",
        there="else one.article_id not in unedited)",
        instead="else True)",
        tests=(f"{_NEWS}test_guids_that_number_the_items_from_the_top_hide_no_news",),
    ),
    Mutant(
        wrong="all ids change at once, and the whole feed is news",
        path="bot/articles/recognition.py",
        there="return found if len(titles) >= max(LEAST_RENUMBERED, shorter * _RENUMBERED) else {}",
        instead="return {}",
        tests=(f"{_RENAMED}test_table",),
    ),
    Mutant(
        wrong="what comes into view at the old end of a list is news",
        path="bot/articles/recency.py",
        there="return listing.first_known > 0 or change.lost > 0 or is_long",
        instead="return False",
        tests=(f"{_OLD_ITEMS}test_table",),
    ),
    Mutant(
        wrong="the news of an outlet that dates badly is withheld for ever",
        path="bot/articles/recency.py",
        there="are_trusted=state.dating > _DISTRUSTED or change.is_shuffled,",
        instead="are_trusted=True,",
        tests=(f"{_OLD_ITEMS}test_table",),
    ),
    Mutant(
        wrong="a reading of a part takes what was seen for new",
        path="storage/sqlite/polls.py",
        there="if record.is_partial and any(",
        instead="if record.is_partial and all(",
        tests=(
            f"{_ARTICLES}test_a_partial_reading_that_takes_what_was_seen_for_new_is_refused_and_the_poll_can_go_on",
        ),
    ),
    Mutant(
        wrong="a network of our own that is down is told as a trouble of each source",
        path="bot/feeds/schedule.py",
        there="return not others.have_answered and",
        instead="return others.have_answered and",
        tests=(
            "tests/pipeline/test_poll_verdicts.py::test_a_trouble_is_our_own_if_many_have_fallen_silent_together",
            f"{_SOURCES}test_that_all_fail_together_is_not_told_of_each",
        ),
    ),
    Mutant(
        wrong="an article is recorded without the queries that came in meanwhile",
        path="storage/sqlite/articles.py",
        there='newest["generation"] > record.generation',
        instead='newest["generation"] > record.generation + 1_000',
        tests=(f"{_SUBSCRIPTIONS}test_an_article_is_not_recorded_with_an_index_that_lacks_a_query",),
    ),
]

FROM_OUTSIDE = [
    Mutant(
        wrong="a socket is made for any address that the resolver let through",
        path="bot/fetching/guard.py",
        there="if not self._allow_private and not is_public(address[0]):",
        instead="if not self._allow_private and not address[0]:",
        tests=(f"{_GUARD}test_the_socket_refuses_what_the_resolver_let_through",),
    ),
    Mutant(
        wrong="of what a name stands for, the first address alone is looked at",
        path="bot/fetching/guard.py",
        there="for *_, address in infos:\n            self",
        instead="for *_, address in infos[:1]:\n            self",
        tests=(f"{_GUARD}test_no_spelling_is_connected_to",),
    ),
    Mutant(
        wrong="an IPv4 address in the clothes of an IPv6 one leads into the private network",
        path="bot/fetching/guard.py",
        there="ip.scope_id is None and ip in _GIVEN_OUT_6 and not",
        instead="ip.scope_id is None and not",
        tests=(f"{_GUARD}test_the_table_denies",),
    ),
    Mutant(
        wrong="a redirect leads anywhere",
        path="bot/fetching/client.py",
        there="url = self._guard.check(address)",
        instead="url = self._guard.check(address) if moved_to is None else URL(address)",
        tests=(f"{_GUARD}test_no_redirect_is_followed_to_them",),
    ),
    Mutant(
        wrong="a body of empty gzip members holds the loop for seconds",
        path="bot/fetching/inflate.py",
        there="if self._members > _MOST_PARTS:",
        instead="if self._members > 1_000 * _MOST_PARTS:",
        tests=("tests/fetching/test_inflate.py::test_a_body_may_have_many_parts_but_not_any_number",),
    ),
    Mutant(
        wrong="the address of a link is not escaped, in the archive and elsewhere",
        path="bot/delivery/markup.py",
        there='<a href="{escape(url)}">',
        instead='<a href="{url}">',
        tests=("tests/delivery/test_markup.py::test_the_address_of_a_link_is_markup_of_nothing",),
    ),
    Mutant(
        wrong="the archive quotes the names of sources as they are",
        path="handlers/archive.py",
        there="{foreign(shorten(archived.article.source, _TITLE_LIMIT))}",
        instead="{shorten(archived.article.source, _TITLE_LIMIT)}",
        tests=("tests/handlers/test_inert.py::test_what_sources_and_articles_call_themselves_has_no_links",),
    ),
    Mutant(
        wrong="foreign text is not escaped",
        path="bot/i18n.py",
        there="return Markup(escape(inert(text)))",
        instead="return Markup(inert(text))",
        tests=(f"{_TEXTS}test_arguments_are_escaped_in_markup_and_nowhere_else",),
    ),
    Mutant(
        wrong="names of hosts, people and commands in foreign text can be pressed",
        path="bot/i18n.py",
        there="map(clean, strange) if is_not_searched else inert_parts(strange)",
        instead="map(clean, strange)",
        tests=(f"{_TEXTS}test_no_argument_of_any_text_becomes_a_link",),
    ),
    Mutant(
        wrong="what turns a line round stays in it",
        path="bot/text/inert.py",
        there=r'"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"',
        instead='""',
        tests=(f"{_INERT}test_what_is_seen",),
    ),
    Mutant(
        wrong="an address that names a user is linked, and looks like another host's",
        path="bot/text/links.py",
        there='        and "@" not in parts.netloc\n',
        instead="",
        tests=(f"{_RENDER}test_what_is_no_plain_address_of_the_web_is_never_a_link",),
    ),
    Mutant(
        wrong="one update that cannot be read hides all that came with it",
        path="handlers/updates/intake.py",
        there="            except Unreadable as error:\n                unread",
        instead="            except LookupError as error:\n                unread",
        tests=(
            "tests/handlers/updates/test_parsing.py::test_updates_that_cannot_be_read_hide_no_other_and_are_shown_once",
        ),
    ),
]

ENCODINGS_AND_SCHEDULE = [
    Mutant(
        wrong="a right declaration is not believed where another encoding is a little likelier",
        path="bot/fetching/encodings.py",
        there="return max(believed, key=lambda name: likely[name].likelihood, default=best)",
        instead="return best if likely else believed[0]",
        tests=(f"{_DECODE}test_what_is_declared_rightly_is_believed",),
    ),
    Mutant(
        wrong="Cyrillic that is declared to be something else is read as that",
        path="bot/fetching/encodings.py",
        there="_STRONG = 1.3\n",
        instead="_STRONG = 1_000.0\n",
        tests=(f"{_DECODE}test_cyrillic_that_is_declared_wrongly_is_read_rightly",),
    ),
    Mutant(
        wrong="one damaged letter turns a page of UTF-8 into gibberish",
        path="bot/fetching/decode.py",
        there="    if _is_damaged_utf8(body):\n",
        instead="    if not body:\n",
        tests=(f"{_DECODE}test_a_letter_of_utf_8_that_is_damaged_damages_nothing_else",),
    ),
    Mutant(
        wrong="a declared encoding is taken by the letter, and not as browsers read it",
        path="bot/fetching/encodings.py",
        there='return larger if _NO_LETTER.search(body.decode(name, "replace")) else name',
        instead="return name",
        tests=(f"{_DECODE}test_a_name_means_what_browsers_take_it_for",),
    ),
    Mutant(
        wrong="a source is asked the less, the more news it has",
        path="bot/feeds/schedule.py",
        there="_SHRINK, _GROW = 0.6, 1.2",
        instead="_SHRINK, _GROW = 1.2, 0.6",
        tests=(f"{_SCHEDULE}test_it_settles_near_a_quarter_of_the_gap_between_news",),
    ),
    Mutant(
        wrong="a server that asks for a year of silence gets it",
        path="bot/feeds/schedule.py",
        there="min(hints.retry_after_s or 0.0, _LONGEST_RETRY_AFTER_S)",
        instead="(hints.retry_after_s or 0.0)",
        tests=(f"{_SCHEDULE}test_no_source_is_hurried_or_forgotten",),
    ),
    Mutant(
        wrong="a source that fails is asked as often as ever",
        path="bot/feeds/schedule.py",
        there="self.floor_s * 2.0 ** min(state.failures, 30)",
        instead="self.floor_s * 2.0",
        tests=(f"{_SCHEDULE}test_table",),
    ),
]

STORIES = [
    Mutant(
        wrong="what is about another subject joins a story that is told in the same words",
        path="bot/stories/choosing.py",
        there=" and founded_by.penalty <= _DOUBTED and not founded_by.differs\n",
        instead="\n",
        tests=(f"{_SIMILARITY}test_reports_of_one_event_are_told_from_those_of_another",),
    ),
    Mutant(
        wrong="other numbers in the title of a report are no reason for doubt",
        path="bot/stories/similarity.py",
        there="_OTHER_NUMBERS = 0.3\n",
        instead="_OTHER_NUMBERS = 0.0\n",
        tests=(f"{_SIMILARITY}test_other_numbers_are_a_reason_for_doubt_unless_victims_are_counted",),
    ),
    Mutant(
        wrong="a report in another language joins the story",
        path="bot/stories/choosing.py",
        there="    if members[0][1].is_abroad or (",
        instead="    if (",
        tests=(f"{_SIMILARITY}test_reports_in_several_languages_are_akin_and_never_the_same",),
    ),
    Mutant(
        wrong="what many write of tells as much as what nobody does",
        path="bot/stories/frequencies.py",
        there="(counted + _BEFORE * np.exp(-known))",
        instead="(0 * counted + _BEFORE * np.exp(-known))",
        tests=(f"{_SIMILARITY}test_what_many_write_of_tells_less",),
    ),
    Mutant(
        wrong="one of many reports on a topic counts as one of two",
        path="bot/stories/choosing.py",
        there="_LARGEST_CROWD = 0.1, 0.3\n",
        instead="_LARGEST_CROWD = 0.1, 0.0\n",
        tests=(f"{_GROUPING}test_a_crowd_of_reports_that_are_as_alike_makes_one_of_them_less_likely",),
    ),
    Mutant(
        wrong="an article joins a story that was begun long ago",
        path="bot/stories/choosing.py",
        there="(first.founded_at is None or first.founded_at <= since)",
        instead="first.founded_at is None",
        tests=(f"{_GROUPING}test_nothing_joins_a_story_that_was_begun_before_the_window",),
    ),
    Mutant(
        wrong="an article is compared with those of long ago",
        path="bot/stories/choosing.py",
        there="if one.fingerprint and one.found_at > since]",
        instead="if one.fingerprint]",
        tests=(f"{_GROUPING}test_nothing_is_compared_with_what_is_older_than_the_window",),
    ),
    Mutant(
        wrong="a story drifts from what was told of it",
        path="bot/stories/choosing.py",
        there="return article.story is None or article.founder == article.fingerprint",
        instead="return bool(article.founder)",
        tests=(f"{_GROUPING}test_a_story_does_not_drift_from_its_first_article",),
    ),
    Mutant(
        wrong="a story forgets which earlier one is probably about the same event",
        path="storage/sqlite/stories.py",
        there='(0, ?, ?, ?)", (now, now, own.akin)',
        instead='(0, ?, ?, ?)", (now, now, None)',
        tests=(f"{_STORIES_KEPT}test_a_story_that_is_akin_to_an_earlier_one_is_known_as_such",),
    ),
    Mutant(
        wrong="articles that wait together make other stories than one by one",
        path="bot/stories/grouping.py",
        there="        if not met.isdisjoint(touched):\n            break\n",
        instead="",
        tests=(f"{_PLACING}test_what_has_one_address_is_one_story_also_when_it_waits_together_and_is_not_alike",),
    ),
    Mutant(
        wrong="more of the same is told as a development",
        path="bot/stories/novelty.py",
        there="_SILENT = timedelta(minutes=75)\n",
        instead="_SILENT = timedelta(minutes=5)\n",
        tests=("tests/stories/test_novelty.py::test_what_is_told_after_a_silence_is_a_development_sooner",),
    ),
    Mutant(
        wrong="what is denied is told as a development",
        path="bot/stories/kinds.py",
        there=" and _NOT.isdisjoint(words[max(at - 1, 0) : at + 2])",
        instead="",
        tests=("tests/stories/test_novelty.py::test_what_is_denied_is_no_development",),
    ),
]

QUERIES_AND_TEXTS = [
    Mutant(
        wrong="words in the address of a page are searched",
        path="bot/text/tokens.py",
        there="    if is_address(whole):",
        instead="    if is_address(whole) and not whole:",
        tests=(f"{_TOKENS}test_what_a_word_is_found_by",),
    ),
    Mutant(
        wrong="a part of a word that is no word of its own is found",
        path="bot/text/tokens.py",
        there="if start in _BOUND or start.isdigit():",
        instead="if start.isdigit():",
        tests=(f"{_TOKENS}test_what_a_word_is_found_by",),
    ),
    Mutant(
        wrong="a long phrase is written in every combination of ways",
        path="bot/text/forms/hyphens.py",
        there="dict.fromkeys(islice(written, MOST + 1))",
        instead="dict.fromkeys(islice(written, MOST * MOST))",
        tests=(f"{_HYPHENS}test_many_words_with_other_ways_cost_no_more_than_the_few_that_are_kept",),
    ),
    Mutant(
        wrong="words that dictionaries have joined do not join",
        path="bot/text/forms/hyphens.py",
        there="or (_may_join(lower, last.lower()) and has(joined.lower()))",
        instead="or (_may_join(lower, last.lower()) and not joined)",
        tests=(f"{_HYPHENS}test_each_way_to_write_a_thing_leads_to_the_others",),
    ),
    Mutant(
        wrong="a typed -ing or -ed word means all of its verb",
        path="bot/text/forms/english.py",
        there="if word in _PLURAL_ONLY or _is_itself(word, known):",
        instead="if word in _PLURAL_ONLY:",
        tests=("tests/matching/test_cases.py::test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="a lone name meets the common word with its spelling",
        path="bot/text/forms/capitals.py",
        there="return _sorted(_with_capital(form) if form in short or",
        instead="return _sorted(_with_capital(form) if form in short and",
        tests=("tests/matching/test_cases.py::test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="a place in Ukrainian is taken for a common word",
        path="bot/text/forms/common.py",
        there="    return any(map(slavic.knows, adjectives))",
        instead="    return not adjectives",
        tests=("tests/matching/test_cases.py::test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="nobody is told that a query needs its capital",
        path="handlers/previews.py",
        there="urgent = [one for one in suggestions if one.kind is Capitals.COMMON_WORD]",
        instead="urgent = [one for one in suggestions if one.kind is None]",
        tests=(
            "tests/handlers/test_subscriptions.py::test_a_word_with_a_capital_is_said_to_need_it_and_can_do_without",
        ),
    ),
    Mutant(
        wrong="what sites put around an article is matched like the article",
        path="bot/text/tails.py",
        there="without_related(without_boilerplate(list(lines)))",
        instead="without_related(list(lines))",
        tests=(f"{_BOILERPLATE}test_what_is_no_part_of_an_article", f"{_PAGE}test_made_pages"),
    ),
    Mutant(
        wrong="a page that comes late rewrites the messages that stand",
        path="storage/sqlite/content.py",
        there="to_read(article, as_of=as_of)",
        instead="to_read(article)",
        tests=(
            "tests/storage/test_pages_contract.py::test_a_message_that_stands_is_not_rewritten_by_a_page_that_comes_late",
        ),
    ),
    Mutant(
        wrong="a list of an outlet's pages that somebody adds uses up what the outlet is asked for",
        path="storage/sqlite/pages.py",
        there="host_of(found.url) + ADDED * self._is_added",
        instead="host_of(found.url)",
        tests=(f"{_PAGES}test_pages_that_people_add_take_nothing_from_those_of_a_pack",),
    ),
    Mutant(
        wrong="a lead that stands apart from the article is lost",
        path="bot/articles/page.py",
        there="with_missing(extracted_lines(found.body), tree, title)",
        instead="extracted_lines(found.body)",
        tests=(f"{_PAGE}test_a_lead_that_stands_apart_is_the_first_paragraph",),
    ),
    Mutant(
        wrong="a phrase is met across the end of a sentence",
        path="bot/matching/evaluate.py",
        there="first + n in places[n] and sentences[first + n] == sentences[first] for",
        instead="first + n in places[n] for",
        tests=(f"{_MATCHING}test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="all parts of a query are wanted, and one is enough",
        path="bot/matching/evaluate.py",
        there="return None if None in found else",
        instead="return None if set(map(type, found)) == {type(None)} else",
        tests=(f"{_MATCHING}test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="words are near one another with one word too many between them",
        path="bot/matching/near.py",
        there="places[end] < first + width and",
        instead="places[end] <= first + width and",
        tests=(f"{_MATCHING}test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="what must not stand nearby may",
        path="bot/matching/near.py",
        there="    if unwanted:\n",
        instead="    if unwanted and between < 0:\n",
        tests=(f"{_MATCHING}test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="what is wanted in order is met in any",
        path="bot/matching/near.py",
        there="find = ordered_runs if in_order else near_runs",
        instead="find = near_runs",
        tests=(f"{_MATCHING}test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="words that two of its alternatives have are two times",
        path="bot/matching/near.py",
        there="        if first > end:\n",
        instead="        if first >= 0:\n",
        tests=(f"{_MATCHING}test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="a hashtag is met by the plain word",
        path="bot/matching/patterns.py",
        there="        key = tag_key(word.text)\n",
        instead="        key = fold(word.text[1:])\n",
        tests=(f"{_MATCHING}test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="the words of very many combinations are looked up",
        path="bot/matching/lexer.py",
        there="self._combined > MAX_COMBINED",
        instead="self._combined > MAX_LENGTH * MAX_COMBINED",
        tests=("tests/matching/test_query.py::test_an_error_points_at_the_place",),
    ),
    Mutant(
        wrong="one word of an author's name is enough",
        path="bot/matching/origins.py",
        there="set(name(value).split()) <= set(",
        instead="set(name(value).split()) & set(",
        tests=("tests/matching/test_origins.py::test_an_author_is_met_by_words_of_the_name",),
    ),
    Mutant(
        wrong="all queries for an address are looked at for each article",
        path="bot/matching/origins.py",
        there="return sorted(parts_of(value))",
        instead="return sorted(parts_of(value))[:1]",
        tests=("tests/matching/test_origins.py::test_few_queries_for_an_address_are_looked_at",),
    ),
    Mutant(
        wrong="the author that a page names replaces the feed's",
        path="storage/sqlite/pages.py",
        there="author = coalesce(nullif(author, ''), ?)",
        instead="author = ?",
        tests=(f"{_PAGES}test_a_page_names_the_author_if_its_feed_does_not",),
    ),
    Mutant(
        wrong="a name beside the same name in full is mentioned twice",
        path="bot/matching/prominence.py",
        there="if first < self._ends.lead or first > end:",
        instead="if first < self._ends.lead or first >= end:",
        tests=("tests/matching/test_prominence.py::test_where_a_query_is_met",),
    ),
    Mutant(
        wrong="one word in the title makes the others prominent that the query requires",
        path="bot/matching/prominence.py",
        there="return _Met(max(one.rank for one in met), tuple",
        instead="return _Met(min(one.rank for one in met), tuple",
        tests=(
            "tests/matching/test_prominence.py::test_where_a_query_is_met",
            "tests/matching/test_prominence.py::test_it_is_met_there_by_that_part_of_the_article_alone",
        ),
    ),
    Mutant(
        wrong="a site is met by every host whose name ends like its",
        path="bot/matching/origins.py",
        there='return f".{article.site.lower()}".endswith(f".{value}")',
        instead="return article.site.lower().endswith(value)",
        tests=("tests/matching/test_matcher.py::test_a_site_is_met_by_its_own_hosts_alone",),
    ),
    Mutant(
        wrong="what is shown has marks around every argument, which break copying",
        path="bot/i18n.py",
        there="use_isolating=False",
        instead="use_isolating=True",
        tests=(f"{_TEXTS}test_what_is_within_code_is_left_to_be_copied",),
    ),
    Mutant(
        wrong="code and links are parted like other text, and copied with what parts them",
        path="bot/i18n.py",
        there="depth += -1 if found[1] else 1",
        instead="depth += 0",
        tests=(f"{_TEXTS}test_what_is_within_code_is_left_to_be_copied",),
    ),
]

PAGES = [
    Mutant(
        wrong="an article is matched before its page has come",
        path="storage/sqlite/polls.py",
        there="place=None if wait else next_place(db)",
        instead="place=next_place(db)",
        tests=(f"{_PAGES}test_an_article_waits_for_its_page_and_is_matched_with_both_texts",),
    ),
    Mutant(
        wrong="an article waits for its page for ever",
        path="storage/sqlite/pages.py",
        there="released = _release(db, to_ms(now))",
        instead="released = 0",
        tests=(f"{_PAGES}test_an_article_goes_on_when_its_wait_is_over_and_its_page_stays_in_the_queue",),
    ),
    Mutant(
        wrong="what an earlier run found waits for a page that nobody reads",
        path="storage/sqlite/__init__.py",
        there="    end_page_leases(db)\n",
        instead="",
        tests=(f"{_PAGES}test_an_earlier_runs_articles_do_not_wait",),
    ),
    Mutant(
        wrong="pages of a host are asked for before its feeds",
        path="storage/sqlite/pages.py",
        there='" AND due_at <= :now) ORDER BY due_at LIMIT :limit"',
        instead='" AND FALSE) ORDER BY due_at LIMIT :limit"',
        tests=(f"{_PAGES}test_a_page_waits_while_a_feed_of_its_host_is_due",),
    ),
    Mutant(
        wrong="what only a late page meets is told as an edit",
        path="storage/sqlite/articles.py",
        there=' and not row["is_late"]',
        instead="",
        tests=(f"{_PAGES}test_a_page_that_comes_late_tells_only_what_was_not_met_before_and_as_news",),
    ),
    Mutant(
        wrong="what only the feed says is lost when the page is read",
        path="bot/model/articles.py",
        there='"\\n".join([*missing, *lines[most:], page])',
        instead="page",
        tests=(f"{_READ}test_what_only_the_feed_says_is_kept",),
    ),
    Mutant(
        wrong="a wall of consent replaces what the feed says",
        path="bot/articles/page_verdicts.py",
        there="if not holds_article(wanted, page, url):",
        instead="if not page.text:",
        tests=(f"{_READ}test_what_is_not_the_article_does_not_replace_what_the_feed_says",),
    ),
    Mutant(
        wrong="robots.txt is not asked",
        path="bot/pipeline/read.py",
        there="if not await asyncio.to_thread(rules.allow, page.address):",
        instead="if False:",
        tests=(f"{_READ}test_robots_txt_is_respected_and_asked_for_once_a_day",),
    ),
    Mutant(
        wrong="a page is asked for by every feed that lists it",
        path="bot/pipeline/read.py",
        there="known = None if page.settings else self._lately.get(_for_whom(page))",
        instead="known = None",
        tests=(f"{_READ}test_a_page_that_several_feeds_list_is_asked_for_once",),
    ),
]

FORGOTTEN_CHATS = [
    Mutant(
        wrong="a forgotten chat leaves its own stories of shared articles behind",
        path="storage/sqlite/forgetting.py",
        there="await self._pass(SCOPED_MEMBERSHIPS, whose)",
        instead="pass",
        tests=(f"{_FORGET}test_nothing_of_a_chat_is_left_in_any_table",),
    ),
    Mutant(
        wrong="the words of a forgotten chat's articles still lead to them",
        path="storage/sqlite/forgotten_articles.py",
        there="await self._in_turns(terms, forget_terms)",
        instead="pass",
        tests=(f"{_FORGET}test_nothing_of_a_chat_is_left_in_any_table",),
    ),
    Mutant(
        wrong="to be forgotten is a way around the quota of the day",
        path="storage/sqlite/forgetting.py",
        there='spend(db, chat, row["telegram_id"])',
        instead="pass",
        tests=(f"{_FORGET}test_a_chat_that_is_forgotten_may_not_add_more_in_a_day_than_others",),
    ),
    Mutant(
        wrong="a source that somebody adds meanwhile is taken from them",
        path="storage/sqlite/forgotten_rows.py",
        there="pack IS NULL AND NOT EXISTS (SELECT 1 FROM chat_sources WHERE source_id = sources.id)",
        instead="pack IS NULL",
        tests=(f"{_FORGET}test_others_lose_nothing",),
    ),
]

WHY_NOT = [
    Mutant(
        wrong="what holds a message back also holds back what a person asks to have now",
        path="storage/sqlite/dispatch_building.py",
        there="    freeze_one(db, row, now)\n    schedule_chat(db, chat)\n    return True",
        instead="    return True",
        tests=(f"{_OWN_TRACES}test_what_waits_can_be_sent_now_by_its_chat_alone",),
    ),
    Mutant(
        wrong="anybody hears of an article that only somebody else's source has",
        path="storage/sqlite/own_traces.py",
        there="WHERE own.chat_key = :chat AND pack IS NULL",
        instead="WHERE pack IS NULL",
        tests=(f"{_OWN_TRACES}test_only_what_the_chat_may_see_is_there",),
    ),
    Mutant(
        wrong="what must not be there brings a query nearer",
        path="bot/matching/unmet.py",
        there="                return 0, 0\n",
        instead="                return 1, 2\n",
        tests=("tests/matching/test_unmet.py::test_a_query_is_the_nearer_the_more_of_its_words_are_there",),
    ),
]

FIRST_MINUTE = [
    Mutant(
        wrong="packs that a person has chosen change with the language",
        path="storage/sqlite/sources.py",
        there='db.execute("UPDATE chats SET packs_follow = 0 WHERE key = ? AND packs_follow", (chat,))',
        instead="pass",
        tests=("tests/storage/test_packs_contract.py::test_packs_follow_the_language_until_one_is_chosen",),
    ),
    Mutant(
        wrong="a subject of many stories is offered as an example",
        path="bot/stories/examples.py",
        there="others <= _MOST_OTHERS and chosen.isdisjoint(stems)",
        instead="chosen.isdisjoint(stems)",
        tests=("tests/stories/test_examples.py::test_a_subject_of_many_stories_is_no_example",),
    ),
    Mutant(
        wrong="an example of today is offered although it is broad",
        path="bot/services/examples.py",
        there="if not await self._is_broad(one, now - _A_DAY)",
        instead="if one",
        tests=(
            "tests/services/test_examples.py::test_the_big_stories_of_the_day_give_examples_which_stay_for_an_hour",
        ),
    ),
]

SAMPLES = [
    Mutant(
        wrong="a story that a sample showed is shown by another sample",
        path="storage/sqlite/samples.py",
        there='if story is None or _was_told(db, subscription, story["id"]):',
        instead="if story is None:",
        tests=(f"{_SAMPLES}test_a_sample_comes_once_in_silence_a_moment_later",),
    ),
    Mutant(
        wrong="a sample that was taken back is owed as news",
        path="storage/sqlite/dispatch_building.py",
        there="(SELECT 1 FROM dispatches AS d WHERE d.id = dispatch_id AND is_sample)",
        instead="(SELECT 1 FROM dispatches AS d WHERE d.id = dispatch_id AND NOT is_sample)",
        tests=(f"{_SAMPLES}test_a_sample_that_was_not_sent_is_owed_to_nobody",),
    ),
]

ANSWERS = [
    Mutant(
        wrong="somebody else's press uses up the way back of a chat",
        path="handlers/context.py",
        there='self.caused_by(f"{name} in {self.chat.key}")',
        instead="self.caused_by(name)",
        tests=("tests/handlers/test_sources.py::test_somebody_elses_press_uses_up_no_way_back",),
    ),
    Mutant(
        wrong="what a press has changed is not seen if its page is gone",
        path="handlers/keyboards.py",
        there="            return False\n        if STANDS_SO_ALREADY",
        instead="            return True\n        if STANDS_SO_ALREADY",
        tests=(f"{_FALLBACK}test_what_a_press_does_is_seen_although_its_page_is_gone",),
    ),
    Mutant(
        wrong="a button may carry a number that the database cannot hold",
        path="bot/delivery/callbacks.py",
        there="_NUMBERS = range(-(2**63), 2**63)",
        instead="_NUMBERS = range(-(2**80), 2**80)",
        tests=(f"{_FALLBACK}test_a_button_that_is_not_understood_is_answered_and_its_page_renewed",),
    ),
]

_ANNOUNCED = "tests/storage/test_announcements_contract.py::"
_CONNECTED = "tests/storage/test_connections_contract.py::"
GROUPS_AND_OPERATORS = [
    Mutant(
        wrong="an announcement appears in channels",
        path="storage/sqlite/announcements.py",
        there="_REACHED = \"dormant_at IS NULL AND kind != 'channel'\"",
        instead='_REACHED = "dormant_at IS NULL"',
        tests=(f"{_ANNOUNCED}test_each_chat_is_told_once_in_its_language",),
    ),
    Mutant(
        wrong="what was announced goes on to further chats after it was cancelled",
        path="storage/sqlite/announcements.py",
        there="UPDATE announcements SET next_key = NULL WHERE id = ?",
        instead="UPDATE announcements SET next_key = next_key WHERE id = ?",
        tests=(f"{_ANNOUNCED}test_what_is_cancelled_goes_to_nobody_else",),
    ),
    Mutant(
        wrong="a topic that was renamed is called by its first name again",
        path="storage/sqlite/topics.py",
        there=" WHERE excluded.renamed_at >= renamed_at",
        instead="",
        tests=(f"{_CONNECTED}test_a_topic_has_the_name_that_it_got_last",),
    ),
    Mutant(
        wrong="lifting a ban resumes what goes to a channel that the person has lost",
        path="storage/sqlite/connections.py",
        there="SELECT target_key FROM connections WHERE owner_key = ? AND lost_at IS NULL",
        instead="SELECT target_key FROM connections WHERE owner_key = ?",
        tests=(f"{_CONNECTED}test_who_is_kept_out_sends_nothing_to_channels_until_let_in_again",),
    ),
    Mutant(
        wrong="who may be an anonymous administrator is said to be none",
        path="handlers/members.py",
        there="return None if listed.may_lack_some and isinstance(event, CallbackQuery) else False",
        instead="return False",
        tests=(f"{_MEMBERS}test_an_anonymous_administrator_is_obeyed_when_typing_and_told_what_to_do_when_pressing",),
    ),
    Mutant(
        wrong="a dismissed administrator still hears of the sources that were added for the group",
        path="storage/sqlite/sources.py",
        there="SET reports_to_key = NULL WHERE chat_key = ? AND reports_to_key = ?",
        instead="SET told = told WHERE chat_key = ? AND reports_to_key = ?",
        tests=(f"{_SOURCES}test_reports_go_to_who_added_a_source_for_a_group_while_that_can_be",),
    ),
]

OWN_CHANNELS = [
    Mutant(
        wrong="what Dozor has posted in a channel is told as news of that channel",
        path="storage/sqlite/own_posts.py",
        there="if any(_is_ours(db, channel, message) for",
        instead="if any(_is_ours(db, channel, -message) for",
        tests=(f"{_OWN_POSTS}test_what_dozor_has_posted_is_no_source_also_if_its_number_is_not_known_yet",),
    ),
    Mutant(
        wrong="a post of Dozor's whose number is not known yet is told as news",
        path="storage/sqlite/own_posts.py",
        there='if first["waits"] < _MOST_WAITS and',
        instead='if first["waits"] < 0 and',
        tests=(f"{_OWN_POSTS}test_what_dozor_has_posted_is_no_source_also_if_its_number_is_not_known_yet",),
    ),
    Mutant(
        wrong="who no longer administers a channel still hears of its posts",
        path="storage/sqlite/connections.py",
        there="            stop_reading(db, owner, target, now)\n",
        instead="",
        tests=(f"{_OWN_POSTS}test_who_is_no_longer_connected_hears_and_sees_nothing_more",),
    ),
    Mutant(
        wrong="who no longer administers a channel sees how its posts are edited",
        path="storage/sqlite/own_channels.py",
        there="UPDATE posts SET closed = 1",
        instead="UPDATE posts SET closed = 0",
        tests=(f"{_OWN_POSTS}test_who_is_no_longer_connected_hears_and_sees_nothing_more",),
    ),
    Mutant(
        wrong="a private channel is polled like a feed",
        path="storage/sqlite/migrations.py",
        there="OR channel_key IS NOT NULL THEN NULL",
        instead="OR channel_key = 0 THEN NULL",
        tests=(f"{_OWN_POSTS}test_it_is_never_polled_and_nobody_else_comes_to_it",),
    ),
    Mutant(
        wrong="a channel is told of its own posts",
        path="storage/sqlite/fan_out.py",
        there="AND channel_key = s.chat_key)",
        instead="AND channel_key = -1)",
        tests=(f"{_OWN_POSTS}test_it_is_told_who_reads_it_and_not_in_the_channel_itself",),
    ),
    Mutant(
        wrong="an album whose parts come slowly is several articles",
        path="storage/sqlite/own_posts.py",
        there="            if post.album:",
        instead="            if not post.album:",
        tests=(f"{_OWN_POSTS}test_a_post_is_an_article_when_its_parts_had_time_to_come",),
    ),
    Mutant(
        wrong="what comes of a post while it is being recorded is lost",
        path="storage/sqlite/own_posts.py",
        there="if tuple(map(_to_part, parts)) != post.parts:",
        instead="if not parts:",
        tests=(f"{_OWN_POSTS}test_what_comes_while_a_post_is_being_recorded_is_not_lost",),
    ),
    Mutant(
        wrong="what is protected from being copied is copied",
        path="bot/model/reposts.py",
        there="if post is None or post.is_protected or",
        instead="if post is None or",
        tests=(f"{_BRINGING}test_only_what_may_be_copied_and_nobody_has_changed_is_brought",),
    ),
    Mutant(
        wrong="a copied post has no credit where its caption is too long",
        path="bot/delivery/bringing.py",
        there="return as_it_is, OutgoingMessage(credit, silent=True)",
        instead="return as_it_is, None",
        tests=(f"{_BRINGING}test_where_it_has_no_room_it_is_a_message_of_its_own",),
    ),
    Mutant(
        wrong="the copy of a post is rewritten when its story grows",
        path="storage/sqlite/posts.py",
        there="post.text is not None or post.is_brought or not post.look.grows",
        instead="post.text is not None or not post.look.grows",
        tests=(f"{_BROUGHT}test_a_picture_is_copied_with_its_credit_and_stays_as_it_is",),
    ),
    Mutant(
        wrong="a credit that Telegram wants later repeats the album",
        path="bot/pipeline/deliver.py",
        there=(
            "            except RateLimited as error:\n"
            "                self._pace.refused(chat, error.retry_after_s)\n"
            "                wait_s"
        ),
        instead="            except ZeroDivisionError as error:\n                wait_s",
        tests=(f"{_BROUGHT}test_the_credit_of_an_album_comes_after_it_also_if_telegram_wants_it_later",),
    ),
    Mutant(
        wrong="of a copied album only the first picture is taken down",
        path="bot/services/desk.py",
        there="for further in card.repost.further_ids:",
        instead="for further in ():",
        tests=("tests/handlers/test_desk.py::test_of_a_post_that_is_several_messages_all_are_deleted",),
    ),
]

_POST = "tests/delivery/test_post.py::"
_LAW = "tests/reposts/test_guard.py::"
_DESK_CARD = "tests/delivery/test_desk_card.py::"

POSTS_OF_CHANNELS = [
    Mutant(
        wrong="a foreign name in a post becomes a link to somewhere else",
        path="bot/reposts/filling.py",
        there="yield run._replace(text=Markup(escape(text)))",
        instead="yield run._replace(text=Markup(escape(run.text)))",
        tests=(f"{_POST}test_a_foreign_name_is_inert_outside_links_and_untouched_within",),
    ),
    Mutant(
        wrong="a template is taken whatever a message can hold",
        path="bot/reposts/template.py",
        there="    _check(plain, uses, links)\n",
        instead="",
        tests=("tests/reposts/test_template.py::test_a_text_that_is_no_template_is_refused_with_its_place",),
    ),
    Mutant(
        wrong="a text that a person wrote grows with its story",
        path="bot/delivery/post.py",
        there="html=_composed(post, hit, channel, texts) if post.text is None else post.text,",
        instead="html=_composed(post, hit, channel, texts),",
        tests=(f"{_POST}test_what_a_person_wrote_does_not_grow",),
    ),
    Mutant(
        wrong="the guard never sees what a feed says of its advertisements",
        path="bot/text/boilerplate.py",
        there='    return bare != "" and (',
        instead='    return bare != "" and (\n        DISCLOSURE.fullmatch(bare) is not None or',
        tests=("tests/reposts/test_advertising.py::test_what_a_feed_says_of_its_item_is_still_there_to_be_seen",),
    ),
    Mutant(
        wrong="an address with a token of advertising is no sign of it",
        path="bot/reposts/guard.py",
        there="[post.story.url]",
        instead="[]",
        tests=(f"{_LAW}test_an_article_or_its_address_may_give_an_advertisement_away_though_the_post_shows_neither",),
    ),
    Mutant(
        wrong="a name is published without its mark",
        path="bot/reposts/guard.py",
        there="return (*found, *(Concern(ConcernKind.MARK, mark) for mark in lacking_marks(html, marks)))",
        instead="return tuple(found)",
        tests=(f"{_LAW}test_a_name_in_the_post_needs_its_mark_until_it_is_there",),
    ),
    Mutant(
        wrong="the name of an anonymous administrator is shown",
        path="bot/delivery/desk_card.py",
        there="        if presser.name is None:\n",
        instead="        if presser.name is not None:\n",
        tests=(f"{_DESK_CARD}test_a_post_that_may_go_out_stands_above_what_the_desk_knows",),
    ),
    Mutant(
        wrong="a card offers to delete what Telegram lets no bot delete",
        path="bot/delivery/desk_card.py",
        there="now - repost.posted_at < DELETED_WITHIN",
        instead="now >= repost.posted_at",
        tests=(f"{_DESK_CARD}test_a_post_that_may_go_out_stands_above_what_the_desk_knows",),
    ),
]

CHANNELS = [
    Mutant(
        wrong="a dismissed editor comes back by the link that was used",
        path="storage/sqlite/editors.py",
        there='"DELETE FROM invitations WHERE (chat_key, used_by_key) = (?, ?)"',
        instead='"DELETE FROM invitations WHERE (chat_key, used_by_key) = (?, -?)"',
        tests=(f"{_CHANNELS}test_who_is_dismissed_does_not_come_back_by_the_same_link",),
    ),
    Mutant(
        wrong="an invitation makes two editors",
        path="storage/sqlite/editors.py",
        there='row["used_by_key"] not in {None, person}',
        instead='row["used_by_key"] == 0',
        tests=(f"{_CHANNELS}test_an_invitation_makes_one_editor",),
    ),
    Mutant(
        wrong="official sources are ticked unasked",
        path="bot/services/channels.py",
        there="TickedSource(one, not (one.is_own_channel or is_official(one.pack)))",
        instead="TickedSource(one, not one.is_own_channel)",
        tests=(f"{_CHANNEL_SETUP}test_the_sources_are_those_of_the_person_but_not_the_official_ones",),
    ),
    Mutant(
        wrong="somebody ticks sources that others have added",
        path="bot/services/channels.py",
        there="theirs.intersection(sources)",
        instead="theirs.union(sources).intersection(sources)",
        tests=(f"{_CHANNEL_PAGES}test_of_two_owners_each_sees_their_own_part",),
    ),
    Mutant(
        wrong="a channel is set up although the bot may not post there",
        path="handlers/channel_setup.py",
        there="    if standing is not Standing.FINE and query.bot is not None:\n",
        instead="    if standing is Standing.NOT_YOU and query.bot is not None:\n",
        tests=(f"{_CHANNEL_SETUP}test_without_the_right_to_post_there_is_a_way_to_it",),
    ),
    Mutant(
        wrong="who may not post in a channel changes how it publishes",
        path="bot/delivery/rights.py",
        there="        return Standing.NO_RIGHT\n",
        instead="        return Standing.FINE\n",
        tests=(f"{_CHANNEL_PAGES}test_a_press_of_somebody_elses_or_without_the_right_changes_nothing",),
    ),
    Mutant(
        wrong="a table calculates what stands in a title",
        path="handlers/channel_log.py",
        there='    return _FORMULA.sub("\'", cell)\n',
        instead="    return cell\n",
        tests=(f"{_CHANNEL_PAGES}test_the_log_names_people_but_no_anonymous_administrator",),
    ),
]

_DESK = "tests/handlers/test_desk.py::"
_WRITING = "tests/handlers/test_desk_writing.py::"
_QUEUE = "tests/handlers/test_queue.py::"
DESK = [
    Mutant(
        wrong="a press on a card that somebody has changed counts",
        path="bot/reposts/pressing.py",
        there="    if asked.revision != repost.revision or not _has_what_it_takes(action, repost):\n",
        instead="    if not _has_what_it_takes(action, repost):\n",
        tests=("tests/reposts/test_states.py::test_a_press_on_a_card_that_somebody_has_changed_does_nothing",),
    ),
    Mutant(
        wrong="somebody publishes what they were not shown",
        path="bot/reposts/pressing.py",
        there="    if seen_on(repost) & ~asked.seen:\n        return Declined.UNSEEN\n",
        instead="",
        tests=("tests/reposts/test_states.py::test_nobody_publishes_what_they_have_not_seen",),
    ),
    Mutant(
        wrong="what was posted can be published again by its card",
        path="bot/reposts/states.py",
        there="RepostAction.DELETE: RepostState.DELETED,\n",
        instead="RepostAction.DELETE: RepostState.DELETED,\n            RepostAction.RELEASE: RepostState.RELEASED,\n",
        tests=("tests/reposts/test_states.py::test_nothing_that_was_posted_can_go_again",),
    ),
    Mutant(
        wrong="a post that was late for hours goes without another look",
        path="bot/reposts/due.py",
        there="STILL_GOES = timedelta(hours=1)",
        instead="STILL_GOES = timedelta(hours=9)",
        tests=("tests/reposts/test_due.py::test_what_was_approved_goes_or_is_looked_at_again_after_an_hour",),
    ),
    Mutant(
        wrong="anybody at the desk decides",
        path="bot/services/desk_people.py",
        there="        if right not in rights:\n            return Barred.NO_RIGHT\n",
        instead="",
        tests=(f"{_DESK}test_nobody_decides_without_the_right",),
    ),
    Mutant(
        wrong="an anonymous administrator is named",
        path="bot/services/desk_people.py",
        there="Presser(key, None if presence.is_anonymous else who.name)",
        instead="Presser(key, who.name)",
        tests=(f"{_WRITING}test_an_anonymous_administrator_is_named_nowhere",),
    ),
    Mutant(
        wrong="who is hidden in the group of a desk is named when they decide in private",
        path="bot/services/desk_people.py",
        there="        if group is not None and group.kind is not ChatKind.PRIVATE:\n",
        instead="        if group is None:\n",
        tests=(f"{_QUEUE}test_who_is_hidden_in_the_group_of_a_desk_is_hidden_on_its_cards",),
    ),
    Mutant(
        wrong="a post goes by itself although an akin one stands, and nobody was told",
        path="bot/reposts/due.py",
        there="    akin = _akin_by_now(card, repost.due_at)\n",
        instead="    akin = None\n",
        tests=("tests/reposts/test_due.py::test_what_is_akin_to_a_post_by_then_goes_only_if_somebody_was_told",),
    ),
    Mutant(
        wrong="a page covers a card that somebody has decided on",
        path="bot/services/desk.py",
        there="        return declined or person.presser\n",
        instead="        return person.presser\n",
        tests=(f"{_DESK}test_a_page_is_not_opened_over_a_card_that_is_decided_on_or_edited",),
    ),
    Mutant(
        wrong="a card shows a post that somebody has deleted in the channel",
        path="bot/services/desk.py",
        there="            await self._storage.decide(card.repost.id, vanish(now), now)\n",
        instead="",
        tests=(f"{_DESK}test_a_post_that_somebody_has_deleted_in_the_channel_stands_there_no_longer",),
    ),
    Mutant(
        wrong="a card that somebody deleted counts as up to date, and never comes back",
        path="handlers/desk_edits.py",
        there="        if stands and not is_page:\n",
        instead="        if not is_page:\n",
        tests=(f"{_WRITING}test_a_card_that_somebody_deletes_while_its_text_is_written_comes_anew",),
    ),
    Mutant(
        wrong="who presses twice is asked for two texts",
        path="bot/reposts/pressing.py",
        there="        return Declined.ASKED if action is RepostAction.EDIT else None\n",
        instead="        return None\n",
        tests=(f"{_WRITING}test_who_presses_twice_is_asked_once",),
    ),
    Mutant(
        wrong="a card of another desk is decided on",
        path="bot/services/desk.py",
        there="        return card if place is not None and place.chat == desk.key else None\n",
        instead="        return card if place is not None else None\n",
        tests=(f"{_DESK}test_a_forged_press_changes_nothing",),
    ),
    Mutant(
        wrong="an editor by invitation keeps the rights of who has lost them",
        path="bot/services/desk_people.py",
        there="        return await self._rights.rights_of(card.channel.telegram_id, inviter) - {ChannelRight.OWN}\n",
        instead="        return frozenset(ChannelRight)\n",
        tests=(
            "tests/handlers/test_queue.py::test_an_editor_by_invitation_has_the_rights_of_who_invited_them_at_the_desk",
        ),
    ),
    Mutant(
        wrong="one person approves twice where it takes two",
        path="bot/reposts/pressing.py",
        there="    return Declined.ONCE_EACH if is_known and",
        instead="    return Declined.ONCE_EACH if not is_known and",
        tests=("tests/reposts/test_states.py::test_two_people_approve_where_it_takes_two",),
    ),
    Mutant(
        wrong="what was scheduled goes although the same stands in the channel by then",
        path="bot/reposts/due.py",
        there="    if akin is not None:\n        return offer(",
        instead="    if akin is None:\n        return offer(",
        tests=("tests/reposts/test_due.py::test_what_is_akin_to_a_post_by_then_goes_only_if_somebody_was_told",),
    ),
    Mutant(
        wrong="who wants to hear no more of a story is not among those who refused one",
        path="storage/sqlite/channels.py",
        there="_NOT_WANTED = {RepostAction.REFUSE, RepostAction.MUTE}",
        instead="_NOT_WANTED = {RepostAction.REFUSE}",
        tests=(f"{_CHANNELS}test_a_story_that_nobody_wants_to_hear_of_counts_as_refused",),
    ),
    Mutant(
        wrong="each press edits the card for itself",
        path="handlers/desk_edits.py",
        there="        if wanted.repost in self._under_way:\n            return\n",
        instead="",
        tests=(f"{_DESK}test_presses_share_one_edit_that_shows_the_card_as_it_is_when_its_turn_comes",),
    ),
    Mutant(
        wrong="a toast waits until there is room for the edits of earlier presses",
        path="handlers/desk_edits.py",
        there="        self._effects.are_stored()",
        instead="        pass",
        tests=(f"{_DESK}test_a_toast_does_not_wait_for_the_edits_of_earlier_presses",),
    ),
]

REPOSTS = [
    Mutant(
        wrong="what is scheduled goes into a paused channel",
        path="bot/reposts/due.py",
        there=" or (repost.state is not RepostState.DUE and _is_paused(card, now))",
        instead="",
        tests=("tests/reposts/test_due.py::test_into_a_paused_channel_nothing_goes_by_itself",),
    ),
    Mutant(
        wrong="what is scheduled goes into a channel that nobody has connected any more",
        path="storage/sqlite/connections.py",
        there="            stop_going(db, target, now)\n",
        instead="",
        tests=(f"{_REPOSTS}test_nothing_goes_by_itself_into_a_channel_that_nobody_has_connected_any_more",),
    ),
    Mutant(
        wrong="a post tells what its source says after it was struck off",
        path="storage/sqlite/posts.py",
        there="    stays = _stays(sent) or _is_struck_off(db, dispatch)",
        instead="    stays = _stays(sent)",
        tests=(f"{_STRUCK_OFF}test_a_post_does_not_tell_what_its_source_says_after_it_was_struck_off",),
    ),
    Mutant(
        wrong="what is added to a reply is told of a source that was struck off",
        path="storage/sqlite/content.py",
        there=' if row["addition"] == first or _may_show(db, chat, row["owner_key"], row["article_id"])\n',
        instead="\n",
        tests=(f"{_STRUCK_OFF}test_what_is_new_in_a_story_is_not_told_of_a_source_that_was_struck_off",),
    ),
    Mutant(
        wrong="a paused subscription leaves a repost without its debt",
        path="storage/sqlite/repost_ends.py",
        there="        end_repost_of(db, debt)\n",
        instead="",
        tests=(
            f"{_REPOSTS}test_what_waits_for_its_time_is_shelved_with_its_subscription_and_comes_back_with_it",
            f"{_REPOSTS}test_what_waits_for_a_subscription_that_ends_is_owed_to_another_that_meets_it",
        ),
    ),
    Mutant(
        wrong="a post that has grown lacks a mark",
        path="bot/pipeline/deliver.py",
        there="(*post.marks, *self._lacking(message.html))",
        instead="post.marks",
        tests=(
            "tests/handlers/test_desk_law.py::test_a_post_has_the_marks_that_it_needs_by_the_time_at_which_it_goes",
        ),
    ),
    Mutant(
        wrong="channels of an earlier version lose akin stories",
        path="storage/sqlite/migrations.py",
        there=', "akin": "reply"}\'',
        instead="}'",
        tests=(
            "tests/storage/test_sqlite_migrations.py::test_a_channel_goes_on_publishing_from_what_those_watch_who_have_connected_it",
        ),
    ),
    Mutant(
        wrong="what is approved goes out as the story is by then",
        path="storage/sqlite/desk_queue.py",
        there='    if row["version"] is not None:  # somebody',
        instead="    if False:  # somebody",
        tests=(f"{_REPOSTS}test_what_is_approved_stands_in_the_channel_as_the_card_showed_it",),
    ),
    Mutant(
        wrong="something of a source that is not ticked is in a post",
        path="storage/sqlite/watching.py",
        there='SHOWN_IN = f"({WATCHES} AND {IS_TICKED})"',
        instead='SHOWN_IN = f"({WATCHES})"',
        tests=(f"{_REPOSTS}test_nothing_of_a_source_that_is_not_ticked_is_in_a_channel",),
    ),
    Mutant(
        wrong="a channel is told a story of a source that is not ticked",
        path="storage/sqlite/fan_out.py",
        there='            AND {IS_TICKED.format(chat="s.chat_key", source=":source")}\n',
        instead="",
        tests=(f"{_REPOSTS}test_nothing_of_a_source_that_is_not_ticked_is_in_a_channel",),
    ),
    Mutant(
        wrong="a second subscription of a channel brings its story once more",
        path="bot/reposts/offering.py",
        there="    return None if is_known else _join(story)",
        instead="    return None if is_known else NewDebt(is_reply=True, is_at_desk=True)",
        tests=(f"{_REPOSTS}test_a_story_is_owed_to_a_channel_once_whichever_subscription_meets_it",),
    ),
    Mutant(
        wrong="a story that somebody refused is offered again when it goes on",
        path="bot/reposts/offering.py",
        there="    if story.repost in _OVER or",
        instead="    if",
        tests=(f"{_REPOSTS}test_what_was_refused_comes_no_more_and_can_be_restored",),
    ),
    Mutant(
        wrong="an update that is repeated presses again",
        path="storage/sqlite/reposts.py",
        there="            if cause is None:\n",
        instead="            if True:\n",
        tests=(f"{_REPOSTS}test_a_repeated_update_presses_once",),
    ),
    Mutant(
        wrong="what was approved is lost with a right",
        path="bot/delivery/outcome.py",
        there="            return lose(Concern(ConcernKind.RIGHT_LOST), at)",
        instead="            return None",
        tests=(f"{_REPOSTS}test_a_channel_that_cannot_be_written_to_gives_back_what_was_approved",),
    ),
    Mutant(
        wrong="what was approved goes with its subscription",
        path="storage/sqlite/shelving.py",
        there=" AND NOT {APPROVED} AND EXISTS",
        instead=" AND EXISTS",
        tests=(f"{_REPOSTS}test_what_was_approved_goes_though_its_subscription_is_removed_meanwhile",),
    ),
    Mutant(
        wrong="a story that grows rewrites what a person wrote",
        path="storage/sqlite/posts.py",
        there="(post.text is not None or post.is_brought or",
        instead="(post.is_brought or",
        tests=(f"{_REPOSTS}test_a_text_of_a_person_stands_whatever_joins_the_story",),
    ),
    Mutant(
        wrong="what came between a card and its press is not looked at",
        path="storage/sqlite/desk_queue.py",
        there="        base, is_grown = None, after.version < newest",
        instead="        base, is_grown = None, False",
        tests=(f"{_REPOSTS}test_what_came_between_the_card_and_the_press_is_looked_at",),
    ),
    Mutant(
        wrong="a card of a source that is struck off stays",
        path="storage/sqlite/striking_off.py",
        there="    if len(hidden) == len(reasons):",
        instead="    if len(hidden) > len(reasons):",
        tests=(f"{_STRUCK_OFF}test_a_card_of_that_source_alone_goes_and_says_so",),
    ),
    Mutant(
        wrong="cards of a desk that is gone wait for its return",
        path="storage/sqlite/chats.py",
        there="    leave_desk(db, chat, lost.of_desk, now)\n",
        instead="",
        tests=(f"{_REPOSTS}test_cards_of_a_desk_that_is_gone_come_to_who_has_connected_the_channel",),
    ),
    Mutant(
        wrong="a story akin to a post is published as another one",
        path="bot/reposts/reviewing.py",
        there="        if akin is None or (settings",
        instead="        if akin is not None or (settings",
        tests=(f"{_REVIEW}test_what_is_akin_is_a_card_where_there_is_a_desk",),
    ),
    Mutant(
        wrong="an advertisement is published automatically",
        path="bot/reposts/reviewing.py",
        there="    if settings.publishing is Publishing.AUTOMATIC and not concerns:",
        instead="    if settings.publishing is Publishing.AUTOMATIC:",
        tests=(f"{_REVIEW}test_what_looks_like_an_advertisement_is_a_card_even_without_a_desk",),
    ),
    Mutant(
        wrong="what is denied goes as it was scheduled",
        path="bot/reposts/reviewing.py",
        there="    if turned is not None and",
        instead="    if False and",
        tests=(f"{_REVIEW}test_what_is_denied_before_it_goes_comes_back_at_once",),
    ),
    Mutant(
        wrong="people who press take the whole minute of their desk",
        path="bot/delivery/throttle.py",
        there="return max(1, self.group_per_minute - max(1, self.group_per_minute // 5))",
        instead="return self.group_per_minute",
        tests=(f"{_PACE}test_at_a_desk_answers_leave_room_for_a_card_that_waits",),
    ),
]

EXPANSIONS = [
    Mutant(
        wrong="an expansion that is damaged or another query's is used, and the query is met by other words",
        path="bot/matching/expansions.py",
        there="body[0] & -_LAYOUT != _LAYOUT or packed[:_CHECKSUM] != _checksum(text, body)",
        instead="body[0] & -_LAYOUT != _LAYOUT",
        tests=(f"{_EXPANSIONS}test_what_another_query_expands_to_is_not_read",),
    ),
    Mutant(
        wrong="the judge takes new forms for what the index has with older ones",
        path="bot/matching/indexed.py",
        there="                self._older[text] = expansion.body\n",
        instead="                self._older[text[:0]] = expansion.body\n",
        tests=(f"{_EXPANSIONS}test_older_forms_serve_until_the_query_is_expanded_anew",),
    ),
    Mutant(
        wrong="older forms serve for ever",
        path="bot/matching/indexed.py",
        there="if expansion.forms != self._forms:",
        instead="if not expansion.forms:",
        tests=("tests/pipeline/test_expand.py::test_after_an_update_queries_are_expanded_anew_in_batches",),
    ),
    Mutant(
        wrong="articles wait while queries are expanded anew",
        path="bot/pipeline/expand.py",
        there="if self._busy_for() > _LONG:",
        instead="if self._busy_for() < timedelta(0):",
        tests=("tests/pipeline/test_expand.py::test_it_pauses_while_articles_wait_for_over_a_second",),
    ),
    Mutant(
        wrong="a query gets the forms of another one that had its id",
        path="storage/sqlite/expansions.py",
        there='_THE_SAME = "id = ? AND text = ? AND live"',
        instead="_THE_SAME = \"id = ? AND ? != '' AND live\"",
        tests=(f"{_EXPANSIONS_KEPT}test_another_query_does_not_get_the_expansion_of_one_that_had_its_id",),
    ),
    Mutant(
        wrong="every start expands all queries",
        path="bot/pipeline/ingest.py",
        there="await self._storage.keep_expansions(expanded)",
        instead="pass",
        tests=("tests/pipeline/test_expand.py::test_what_a_query_expands_to_is_kept_when_it_is_first_indexed",),
    ),
]

NAMES = [
    Mutant(
        wrong="a man's surname finds women too",
        path="bot/text/forms/families.py",
        there="for sex in sexes for form in self.cases[sex]",
        instead="for sex in Sex for form in self.cases[sex]",
        tests=(f"{_FAMILIES}test_a_man_and_a_woman_share_only_what_the_family_has",),
    ),
    Mutant(
        wrong="a given name does not tell that a surname is a woman's",
        path="bot/text/forms/surnames.py",
        there="if told == {Sex.WOMAN}",
        instead="if told == {Sex.MAN}",
        tests=("tests/matching/test_cases.py::test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="an abbreviation finds common words that look like its cases",
        path="bot/text/forms/initialisms.py",
        there="capitals + ending if self._is_other(base, ending) else base + ending",
        instead="base + ending",
        tests=("tests/matching/test_cases.py::test_a_sentence_meets_a_query_or_does_not",),
    ),
    Mutant(
        wrong="the button for the other sex narrows the query to it",
        path="bot/matching/advice.py",
        there="Query(put(Either((phrase, added))))",
        instead="Query(put(Either((added, added))))",
        tests=("tests/handlers/test_surnames.py::test_a_surname_offers_that_of_the_other_sex",),
    ),
]

SPELLINGS = [
    Mutant(
        wrong="a spelling that was ticked cannot be taken out again",
        path="handlers/spelling_pages.py",
        there="is_in = place not in ticks.ticked",
        instead="is_in = True",
        tests=(f"{_SPELLINGS}test_a_tick_adds_a_spelling_and_a_second_press_takes_it_out",),
    ),
    Mutant(
        wrong="a suggestion that is taken drops the spellings that were ticked since",
        path="handlers/subscribing.py",
        there="text if one is None else with_ticked(text, one.query), once",
        instead="text, once",
        tests=(f"{_SPELLINGS}test_what_was_ticked_stays_when_a_suggestion_is_taken",),
    ),
    Mutant(
        wrong="many guesses are offered as other spellings of a name that the archive has none of",
        path="bot/services/spellings.py",
        there="if not is_guess or guessed[spelling.language] <= _GUESSED.get(spelling.language, 1)",
        instead="if spelling",
        tests=(f"{_SPELLINGS}test_few_spellings_are_guessed",),
    ),
    Mutant(
        wrong="an old tick adds a spelling to a query that is about something else by now",
        path="bot/services/spellings.py",
        there="tick.place in {place, None} and other.of in phrases]",
        instead="tick.place in {place, None}]",
        tests=(f"{_SPELLINGS}test_ticks_of_a_subscription_that_was_edited_meanwhile_change_nothing",),
    ),
    Mutant(
        wrong="somebody who may not publish in a channel any more changes which spelling goes there",
        path="handlers/spellings.py",
        there="not await may_change(query, one, conversation, connections)",
        instead="not one.query",
        tests=(f"{_SPELLINGS}test_the_spellings_of_what_goes_to_a_channel_are_ticked_by_who_may_publish_there",),
    ),
    Mutant(
        wrong="what was meant by a spelling is told though only other people's sources have it",
        path="bot/services/mistyping.py",
        there="for other in nearest if await self._has(other, chat, ends_at_s)]",
        instead="for other in nearest]",
        tests=("tests/handlers/test_mistyping.py::test_words_of_sources_of_other_people_are_not_told",),
    ),
]


OTHER_SPELLINGS = [
    Mutant(
        wrong="a phrase in the wrong keyboard layout is changed, though it is known as it stands",
        path="bot/spellings/layout.py",
        there="if any(knows(bare) for bare in map(_bare, text.split()) if bare):",
        instead="if all(knows(bare) for bare in map(_bare, text.split()) if bare):",
        tests=(f"{_LAYOUTS}test_a_word_that_is_known_as_it_stands_was_meant",),
    ),
    Mutant(
        wrong="two letters that have changed places are no typing error",
        path="bot/spellings/typing_errors.py",
        there="yield before + after[0] + letter + after[1:]",
        instead="yield before + letter + after",
        tests=(f"{_TYPING}test_words_one_error_away_are_found_commonest_first",),
    ),
    Mutant(
        wrong="what was typed is offered as another spelling of itself",
        path="bot/spellings/others.py",
        there="if folded != typed and place",
        instead="if place",
        tests=(f"{_OTHERWISE}test_no_name_breaks_it",),
    ),
    Mutant(
        wrong="a name is spelt in the case that was typed",
        path="bot/spellings/others.py",
        there="else nominative.name(word, slavic)",
        instead="else folded",
        tests=(f"{_OTHERWISE}test_a_case_is_brought_back_to_the_nominative",),
    ),
    Mutant(
        wrong="a spelling that the archive has comes after those that it has not",
        path="bot/spellings/choosing.py",
        there="-counts.get(spelling.text, 0)",
        instead="counts.get(spelling.text, 0)",
        tests=(f"{_OTHERWISE}test_the_archive_says_which_spelling_comes_first",),
    ),
]
METRICS = [
    Mutant(
        wrong="the first count of a series is no increase of it",
        path="bot/console/meter.py",
        there="        self._begin()\n",
        instead="",
        tests=(f"{_METER}test_all_series_are_there_before_anything_happens",),
    ),
    Mutant(
        wrong="a scrape waits for a busy database",
        path="bot/console/keeping.py",
        there="if kept is not None and age is not None and age < self._old_after:",
        instead="if kept is not None and age is not None and age < self._fresh_for:",
        tests=(f"{_METRICS}test_who_asks_often_costs_the_database_no_more_and_does_not_wait_for_it",),
    ),
    Mutant(
        wrong="who scrapes often keeps the database busy",
        path="bot/console/keeping.py",
        there="age < self._fresh_for:",
        instead="age < timedelta(0):",
        tests=(f"{_METRICS}test_who_asks_often_costs_the_database_no_more_and_does_not_wait_for_it",),
    ),
    Mutant(
        wrong="while the database fails, nobody sees how the rest does",
        path="bot/console/metrics.py",
        there="        except StorageError:  # the metrics say so",
        instead="        except NotImplementedError:",
        tests=(f"{_METRICS}test_without_the_database_the_rest_is_told",),
    ),
    Mutant(
        wrong="samples of the archive look like news that came months late",
        path="bot/pipeline/delivery_report.py",
        there="if isinstance(outcome, Sent) and not is_sample:",
        instead="if isinstance(outcome, Sent):",
        tests=(f"{_REPORTS}test_the_age_of_a_sample_from_the_archive_is_no_delay",),
    ),
    Mutant(
        wrong="what was not sent counts as told",
        path="bot/pipeline/delivery_report.py",
        there="if isinstance(outcome, Sent) and not is_sample:",
        instead="if not is_sample:",
        tests=(f"{_REPORTS}test_a_message_that_is_not_sent_has_no_delay",),
    ),
    Mutant(
        wrong="what the program cannot read looks like a queue that is stuck",
        path="storage/sqlite/console_figures.py",
        there="SELECT (SELECT count(*) FROM articles WHERE waiting AND read_no IS NOT NULL AND NOT set_aside)",
        instead="SELECT (SELECT count(*) FROM articles WHERE waiting AND read_no IS NOT NULL)",
        tests=(f"{_FIGURES}test_each_queue_is_counted_with_the_age_of_its_oldest",),
    ),
    Mutant(
        wrong="the log has the passwords of feeds",
        path="bot/logs.py",
        there='return _USER.sub("://***@", line) if "@" in line else line',
        instead="return line",
        tests=("tests/test_logs.py::test_no_secret_is_logged_whatever_it_stands_in",),
    ),
    Mutant(
        wrong="in JSON, nothing follows an article",
        path="bot/logs.py",
        there="logging.NOTSET if settings.log_format is LogFormat.JSON else quiet",
        instead="quiet",
        tests=("tests/test_logs.py::test_the_way_of_articles_is_for_machines",),
    ),
]

CONSOLE = [
    Mutant(
        wrong="off loopback, everybody looks who finds the port",
        path="bot/config.py",
        there="and not is_loopback(at.host) and self.http_token is None",
        instead="and False and self.http_token is None",
        tests=("tests/test_config.py::test_beyond_loopback_nothing_starts_without_a_token",),
    ),
    Mutant(
        wrong="a stranger sees the operators' page",
        path="bot/console/server.py",
        there="request[SIGNED_IN] or _route_of(request) in _OPEN",
        instead="request[SIGNED_IN] or True",
        tests=(f"{_CONSOLE}test_strangers_get_nothing_whatever_they_ask_for",),
    ),
    Mutant(
        wrong="a path that only looks like an open one is open",
        path="bot/console/server.py",
        there="_route_of(request) in _OPEN",
        instead="any(request.path.startswith(path) for path in _OPEN)",
        tests=(f"{_CONSOLE}test_strangers_get_nothing_whatever_they_ask_for",),
    ),
    Mutant(
        wrong="without a token, a proxy on this machine lets everybody look",
        path="bot/console/server.py",
        there="return None if is_local else _say",
        instead="return None if is_local or True else _say",
        tests=(f"{_CONSOLE}test_through_a_proxy_nobody_looks_without_a_token",),
    ),
    Mutant(
        wrong="a stranger's site reads what a browser on this machine can reach",
        path="bot/console/server.py",
        there="if len(hosts) != 1 or not self._hosts.allow(hosts[0], _local_address(request)):",
        instead="if len(hosts) != 1:",
        tests=(f"{_CONSOLE}test_without_a_token_everybody_on_the_machine_looks_but_under_its_own_name",),
    ),
    Mutant(
        wrong="of two hosts that a request names, the one that pleases counts",
        path="bot/console/server.py",
        there="if len(hosts) != 1 or not",
        instead="if not hosts or not",
        tests=(f"{_CONSOLE}test_what_names_another_host_past_the_header_is_refused",),
        harmless="the parser refuses a second `Host` before that",
    ),
    Mutant(
        wrong="a request names another host in its first line",
        path="bot/console/server.py",
        there='if not request.raw_path.startswith("/"):',
        instead="if not request.raw_path:",
        tests=(f"{_CONSOLE}test_what_names_another_host_past_the_header_is_refused",),
    ),
    Mutant(
        wrong="a name that begins like a listed one is allowed",
        path="bot/console/hosts.py",
        there="asked.host == name.host and",
        instead="asked.host.startswith(name.host) and",
        tests=(f"{_CONSOLE_HOSTS}test_a_listed_name_is_allowed_alone",),
    ),
    Mutant(
        wrong="any port is ours",
        path="bot/console/hosts.py",
        there="return asked.host in own and self.at.port in ports",
        instead="return asked.host in own",
        tests=(f"{_CONSOLE_HOSTS}test_every_other_host_is_refused",),
    ),
    Mutant(
        wrong="a token in an address works, and stays in histories and logs",
        path="bot/console/server.py",
        there="if not request.query.keys() <= self._site.parameters:",
        instead="if False:",
        tests=(f"{_CONSOLE}test_an_address_carries_only_known_parameters_so_no_token",),
    ),
    Mutant(
        wrong="a second request hides behind the first one on a connection",
        path="bot/console/server.py",
        there="        response.force_close()\n        return response\n\n    def _refuse(",
        instead="        return response\n\n    def _refuse(",
        tests=(f"{_CONSOLE}test_a_connection_serves_one_request_whatever_hides_behind_it",),
    ),
    Mutant(
        wrong="a slow client keeps its connection for ever",
        path="bot/console/connections.py",
        there="call_later(self._peers.longest_s, stream.abort)",
        instead="call_later(3_600, stream.abort)",
        tests=(f"{_CONSOLE}test_a_client_that_does_not_read_is_cut",),
    ),
    Mutant(
        wrong="one peer takes all connections",
        path="bot/console/connections.py",
        there=" or self._open[peer] >= self._most_of_peer:",
        instead=":",
        tests=(f"{_CONSOLE}test_connections_are_counted_in_all_and_of_each_peer",),
    ),
    Mutant(
        wrong="what a stranger sent is in the log",
        path="bot/console/connections.py",
        there="        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:\n",
        instead="        if status:\n",
        tests=(f"{_CONSOLE}test_failures_are_told_in_a_word",),
    ),
    Mutant(
        wrong="a guesser goes on guessing",
        path="bot/console/access.py",
        there="if (wait_s := self._tries.wait_s(guesser, now)) > 0:",
        instead="if (wait_s := self._tries.wait_s(guesser, now)) > 60:",
        tests=(f"{_ACCESS}test_five_guesses_a_minute_and_then_not_even_the_right_one_is_looked_at",),
    ),
    Mutant(
        wrong="a stranger's guesses keep the operator out",
        path="bot/console/access.py",
        there='return f"a browser that has been here ({digest[:8]})" if is_known else address',
        instead="return address",
        tests=(f"{_SIGNING}test_an_operator_who_was_there_signs_in_while_strangers_at_the_same_proxy_guess",),
    ),
    Mutant(
        wrong="a session lasts as long as the browser keeps the cookie",
        path="bot/console/access.py",
        there="begun_at + SESSION_LASTS",
        instead="begun_at + BROWSER_KEPT",
        tests=(f"{_ACCESS}test_a_session_ends_by_itself_and_by_signing_out_and_others_stay",),
    ),
    Mutant(
        wrong="a sign-out only deletes the cookie",
        path="bot/console/access.py",
        there="self._begun_at.pop(_digest(secret), None)",
        instead="pass",
        tests=(f"{_SIGNING}test_a_session_ends_after_its_time_and_at_a_sign_out",),
    ),
    Mutant(
        wrong="another site signs somebody out",
        path="bot/console/server.py",
        there="if origin is not None and not self._hosts.allow(_authority(origin), _local_address(request)):",
        instead='if origin == "":',
        tests=(f"{_SIGNING}test_no_other_site_signs_anybody_in_or_out",),
    ),
    Mutant(
        wrong="a script reads the cookie",
        path="bot/console/signing.py",
        there="httponly=True,  # no script reads it",
        instead="httponly=False,",
        tests=(f"{_SIGNING}test_the_token_opens_a_session_that_no_script_and_no_other_site_can_use",),
    ),
    Mutant(
        wrong="behind https, the cookie also goes over http",
        path="bot/console/signing.py",
        there="secure=is_https,  # over",
        instead="secure=False,  # over",
        tests=(f"{_SIGNING}test_behind_https_the_cookie_never_leaves_it",),
    ),
    Mutant(
        wrong="while a page takes long, the program is not known to be ready",
        path="storage/sqlite/console.py",
        there="return await self._probe.read(look)",
        instead="return await self._db.read(look)",
        tests=(f"{_CONSOLE_READS}test_what_is_overdue_is_known_while_pages_take_long",),
    ),
    Mutant(
        wrong="a read of the console is never interrupted",
        path="storage/sqlite/console.py",
        there="                self._connection.interrupt()",
        instead="                pass",
        tests=(f"{_CONSOLE_READS}test_reads_whose_callers_went_away_are_interrupted",),
    ),
    Mutant(
        wrong="a read between two statements outlives its deadline",
        path="storage/sqlite/console.py",
        there="while not future.done():\n        reading.interrupt()",
        instead="reading.interrupt()\n    while not future.done():",
        tests=(f"{_CONSOLE_READS}test_an_interrupt_that_comes_between_two_statements_is_repeated",),
    ),
    Mutant(
        wrong="the program is ready though nothing can be written",
        path="bot/console/health.py",
        there="    if running.outage is not None:",
        instead="    if False:",
        tests=("tests/console/test_health.py::test_each_trouble_of_the_process_is_named",),
    ),
]

DOCUMENTATION = [
    Mutant(
        wrong="who reads the documentation is told to a server of fonts",
        path="docs/site.yml",
        there="font: false",
        instead="font: {}",
        tests=("tests/docs/test_site.py::test_a_reader_of_the_site_asks_no_other_host",),
    ),
    Mutant(
        wrong="a query of the documentation does not find what the page says",
        path="docs/ru/queries.md",
        there="✗ Коалиция желает мира.",
        instead="✗ О коалиции желающих забыли.",
        tests=("tests/docs/test_queries.py::test_an_example_meets_what_the_page_says",),
    ),
    Mutant(
        wrong="the documentation names another default than the program has",
        path="docs/uk/operating.md",
        there="| 365 |",
        instead="| 90  |",
        tests=("tests/docs/test_named.py::test_the_row_of_a_setting_tells_its_default",),
    ),
]
OPERATORS_PAGE = [
    Mutant(
        wrong="the operators' page shows the secrets in the addresses of private feeds",
        path="bot/console/page/addresses.py",
        there="_BEHIND.split(url, maxsplit=1)[0]",
        instead="url",
        tests=(_CONSOLE_PAGE + "test_hostile_texts_stay_texts_and_no_secret_is_shown",),
    ),
    Mutant(
        wrong="a source's title is markup on the operators' page",
        path="bot/console/page/rendering.py",
        there="autoescape=True",
        instead="autoescape=False",
        tests=(_CONSOLE_PAGE + "test_hostile_texts_stay_texts_and_no_secret_is_shown",),
    ),
    Mutant(
        wrong="the operators' page shows the names of persons",
        path="storage/sqlite/console_chats.py",
        there='"" if chat["kind"] == ChatKind.PRIVATE else chat["title"]',
        instead='str(chat["title"])',
        tests=(_OVERVIEW + "test_chats_are_listed_by_activity_without_names_of_persons",),
    ),
    Mutant(
        wrong="the operators' page shows what a source brings that is one chat's own",
        path="storage/sqlite/console_sources.py",
        there='is_everybodys = row["own_of"] is None and row["channel_key"] is None',
        instead="is_everybodys = True",
        tests=(_OVERVIEW + "test_what_one_chat_alone_reads_is_not_told",),
    ),
    Mutant(
        wrong="a part of the operators' page that takes too long takes the others with it",
        path="bot/console/page/parts.py",
        there="except QueryTooLong:",
        instead="except ZeroDivisionError:",
        tests=(_CONSOLE_PAGE + "test_a_part_that_takes_too_long_says_so_and_the_rest_is_shown",),
    ),
]

BACKUPS = [
    Mutant(
        wrong="a backup that lacks rows is taken for whole",
        path="storage/sqlite/backup.py",
        there="return read_back(part, rows)",
        instead="return read_back(part)",
        tests=(f"{_BACKUPS}test_a_copy_that_lacks_rows_is_no_backup_and_replaces_none",),
    ),
    Mutant(
        wrong="a backup overwrites what is none",
        path="storage/sqlite/backup.py",
        there="if file.read(len(_HEADER)) != _HEADER:",
        instead="if not file.readable():",
        tests=(f"{_BACKUPS}test_what_must_not_be_overwritten_is_refused",),
    ),
    Mutant(
        wrong="a restore overwrites the database without being told to",
        path="storage/sqlite/restoring.py",
        there="if database.exists() and not replace:",
        instead="if database.is_dir() and not replace:",
        tests=(f"{_BACKUPS}test_a_restore_keeps_what_was_there_and_gives_no_id_again",),
    ),
    Mutant(
        wrong="after a restore, an old button acts on something new",
        path="storage/sqlite/restoring.py",
        there="SET seq = seq + ?",
        instead="SET seq = seq + 0 * ?",
        tests=(f"{_BACKUPS}test_a_restore_keeps_what_was_there_and_gives_no_id_again",),
    ),
    Mutant(
        wrong="after a restore, who had blocked the bot and came back hears nothing",
        path="storage/sqlite/restoring.py",
        there="WHERE dormant_reason != 'forgotten'",
        instead="WHERE dormant_reason = 'forgotten'",
        tests=(f"{_BACKUPS}test_a_restore_keeps_what_was_there_and_gives_no_id_again",),
    ),
    Mutant(
        wrong="of dated backups, the oldest are kept",
        path="bot/cli/backup.py",
        there="return sorted(backups)[:-keep]",
        instead="return sorted(backups)[keep:]",
        tests=("tests/cli/test_backup.py::test_of_dated_backups_the_newest_are_kept_and_nothing_else_is_touched",),
    ),
    Mutant(
        wrong="a run does not know that the last one was killed",
        path="storage/sqlite/soundness.py",
        there="""        self._write(b"")
        return was_killed""",
        instead="        return was_killed",
        tests=(f"{_BACKUPS}test_a_run_knows_that_the_last_one_was_killed",),
    ),
    Mutant(
        wrong="a database that was found damaged is opened again",
        path="storage/sqlite/soundness.py",
        there='self._write(b"damaged\\n")',
        instead='self._write(b"")',
        tests=(f"{_BACKUPS}test_what_is_found_damaged_is_opened_again_only_when_it_is_sound",),
    ),
]

MUTANTS = [
    *UPGRADES,
    *LEASES_AND_CLAIMS,
    *ORDER,
    *ONCE,
    *CARE,
    *RETRIES,
    *THROTTLE,
    *WHAT_IS_DUE,
    *FAN_OUT,
    *DIGESTS,
    *CLOCK,
    *FORGETTING,
    *FORGOTTEN_CHATS,
    *SCOPES_AND_TRUST,
    *WHAT_IS_NEWS,
    *FROM_OUTSIDE,
    *ENCODINGS_AND_SCHEDULE,
    *STORIES,
    *QUERIES_AND_TEXTS,
    *EXPANSIONS,
    *NAMES,
    *PAGES,
    *WHY_NOT,
    *FIRST_MINUTE,
    *SAMPLES,
    *ANSWERS,
    *GROUPS_AND_OPERATORS,
    *OWN_CHANNELS,
    *CHANNELS,
    *POSTS_OF_CHANNELS,
    *DESK,
    *REPOSTS,
    *SPELLINGS,
    *OTHER_SPELLINGS,
    *CONSOLE,
    *METRICS,
    *OPERATORS_PAGE,
    *DOCUMENTATION,
    *BACKUPS,
]

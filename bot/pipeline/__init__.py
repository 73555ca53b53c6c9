"""The way of an article, from a feed to a chat.

   feeds ──► poll ──► found ──► read ──► articles ──► ingest ──► mentions ──► fan out ──► debts ──► deliver ──► Telegram
   (due)     fetch    (page     page     (waiting)    match      (query ×     chunks      (chat ×   freeze      settle
             parse    wanted)   ≤ 15 s                group      article)                 story)    throttle

     poll.py     fetches and parses a due source, and records what is new together with the source's new state
     read.py     reads the page of a new article, if its feed brings only a part; the article does not wait long
     ingest.py   matches a waiting article with all queries, groups it into a story (`bot.stories`), and records it
                 with its mentions
     fan_out.py  turns a mention into debts to chats, a chunk of subscriptions at a time
     deliver.py  freezes the oldest debt of a chat into a dispatch, sends and settles it; posts follow their stories

When the forms of words have changed with an update:

     expand.py   expands queries anew, some at a time; `ingest.py` takes them into the index

What is owed to a channel is looked at before it goes:

     review.py      lets it go, or puts a card on the desk; also what is due there, and what has become of its story
     own_posts.py   makes articles of the posts of channels that the bot administers, which nobody polls

Between two stages there is a queue in storage. Work leaves a queue only in the transaction that writes its successor,
so a kill at any instant costs a retry, never an article. An attempt counts when work is claimed, before the risky step.
Stages do not call one another; a `Bell` wakes the next one when there is work.

`runtime/supervise.py` runs the stages: each is a task of one task group; a failure is logged, and the stage restarts
after a pause.
"""

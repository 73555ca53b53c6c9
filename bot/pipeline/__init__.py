"""The way of an article, from a feed to a chat.

     feeds ──► poll ──► articles ──► ingest ──► mentions ──► fan out ──► debts ──► deliver ──► Telegram
     (due)     fetch    (waiting)    match      (query ×     chunks      (chat ×   freeze      settle
               parse                 group      article)                 story)    throttle

     poll.py     a due source is fetched and parsed; what is new in it is recorded together with its new state
     ingest.py   a waiting article is matched with all queries and grouped into a story (placing.py); its mentions are
                 recorded with it
     fan_out.py  a mention is turned into what each chat is owed, a chunk of subscriptions at a time
     deliver.py  the oldest debt of a chat is frozen into a dispatch, sent and settled; posts follow their stories

Between two stages there is a queue in storage, and work leaves a queue only in the transaction that writes its
successor: a kill at any instant costs a retry, never an article. An attempt is counted when work is claimed, before the
risky step. Stages do not call one another; a `Bell` saves the next one from sleeping while there is work.

`supervise.py` keeps the stages going: each is a task of one task group, and what goes wrong in one is logged and
tried again after a pause.
"""

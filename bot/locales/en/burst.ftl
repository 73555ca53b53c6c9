### Many items at once: a card that becomes a digest.

burst-news =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
burst-minutes =
    { $count ->
        [one] in { $count } minute
       *[other] in { $count } minutes
    }
burst-until = I'll gather them into a digest at { $at }. Nothing gets lost.
burst-button-now = Show now
burst-button-ask = One by one
burst-question =
    { $count ->
        [one] Send { $count } message?
       *[other] Send { $count } messages?
    }
burst-button-one-by-one = Send
burst-button-back = ← Back
burst-one-by-one =
    { $count ->
        [one] ⚡ Sending one by one: { $count } item.
       *[other] ⚡ Sending one by one: { $count } items.
    }

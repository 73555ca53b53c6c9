command-except = exclude words from all subscriptions
except =
    { $count ->
        [one] <b>{ $count } topic excluded everywhere</b>
       *[other] <b>{ $count } topics excluded everywhere</b>
    }
except-hint = Exclude more: <code>/except football</code>. Take one back: with a button, or <code>/except remove 1</code>
except-none = Nothing is excluded from all subscriptions yet. To see no football anywhere: <code>/except football</code>
except-added = ✅ Excluded everywhere: { $text }
except-ended = ✅ No longer excluded: { $text }
except-unknown = No such number in the list. The whole list: /except
except-gone = That is no longer excluded.
exclude-gone = This subscription no longer exists.
exclude-full = There are already { $most } exclusions, which is the limit. Remove some: /except
exclude-everything = ⚠️ Nearly every article has such words, so nothing would come. Exclude a word that sets the unwanted topic apart.

story-button-narrow = Off-topic
narrow-whose = Only the person who made this subscription can change it.
button-cut = − { $text } · { $count }
button-cut-source = − source “{ $text }” · { $count }
narrowed = ✅ No { $name }: would drop { $dropped } of { $count }
narrowed-to-main = ✅ Title & lead: would drop { $dropped } of { $count }
button-done = ← Done
button-to-news = ← To the news

### The digest: several stories in one message.

digest =
    { $count ->
        [one] { $count } story
       *[other] { $count } stories
    }
digest-part = { $first }–{ $last } of { $count }
digest-place = { $number } of { $count }
digest-button-back = ← Digest
digest-button-more = { $count } more →
digest-empty = Nothing is left here.

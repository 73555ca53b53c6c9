spellings-also = Also spelled:
spellings-of =
    <b>{ $text }</b>
    Also spelled. The number says how many more recent articles that is:
spellings-none =
    <b>{ $text }</b>
    I know no other spelling. I offer them for names: of a word, a phrase, or several joined by “|”.
spellings-changed = The query has changed since. I refreshed the spellings.
spellings-exist = There is such a subscription already.
spellings-too-long = That would make the query too long.
button-spellings = ✍️ Other spellings
button-spellings-all = All
button-spelling =
    { $ticked ->
        [1] ☑
       *[other] ☐
    } { $text }{ $count ->
        [0] { "" }
       *[other] { " · " }{ $about ->
            [1] ~
           *[other] { "" }
        }{ $count }
    }
button-meant = Did you mean “{ $text }”?
button-meant-long = Maybe { $text }?

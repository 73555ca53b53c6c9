### How a channel's post looks: the template and the text that people write.

post-read-on = Read in full

template-unknown-field = I don't know the field { $detail }. There are: { $fields }
template-no-title = There's no headline: put in { $detail }
template-no-link = There's no link to the article: put in { $detail }, or [words]({ $detail })
template-too-long = Too long: the post may not fit a message. Shorten the template.
template-too-much-formatting = Too much formatting, or too many links. Take some out.

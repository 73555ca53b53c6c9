### How a channel's post looks: the template and the text that people write.

post-read-on = Read in full

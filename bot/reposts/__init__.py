"""The review desk: what becomes of a story on its way into a channel, decided purely.

states       the states of a card, and the table of what may happen in each
pressing     the rules of what people do
progress     the rules of what the program does
offering     what of a story comes to a desk
reviewing    what becomes of what is new there, or has changed
due          what happens by itself at a time
details      instants, as concerns and the log keep them

guard        what the law asks of a post
advertising  does an article say of itself that it is an advertisement?
marks        names that must carry a mark

template     how the posts of a channel look, as people type it
filling      a template filled with what a story says
hashtags     the hashtags of a post
post_text    what somebody types as the text of a post
markup       texts with formatting: markup as runs with styles, and back
"""

### Answers to what is not understood: old buttons, voices, pictures.

button-renewed = That button was out of date; refreshed.
button-old = That button is out of date. All commands: /help
words-not-sound = I can't listen, only read. Send me a word, a name or a phrase, and I'll message you when it makes the news.
words-not-picture = I can't make out pictures or videos, only words. Send me a word, a name or a phrase, and I'll message you when it makes the news.
words-not-other = I can't make that out, only words. Send me a word, a name or a phrase, and I'll message you when it makes the news.
defect = That didn't work: an error in the program, which is now in its log. Please try again.

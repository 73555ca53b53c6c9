"""Forms of English words, by the lexicon that lemminflect carries, and by rule where it does not have the word."""

from collections.abc import Iterator

_VOWELS = "aeiou"


class English:
    """The morphology of English. Its lexicon is loaded when it is first asked for (0.4 s, 40 MB)."""

    def knows(self, word: str) -> bool:
        """Whether the lexicon has the word."""
        return bool(self.lemmas(word))

    def lemmas(self, word: str) -> frozenset[str]:
        """The dictionary forms that a folded word may belong to."""
        import lemminflect  # noqa: PLC0415  # a process that matches no English does not pay for it

        return frozenset(lemma.lower() for lemmas in lemminflect.getAllLemmas(word).values() for lemma in lemmas)

    def forms(self, word: str) -> frozenset[str]:
        """The forms of a folded word: its own inflection if it is a dictionary form, else that of the words it is a form of."""
        lemmas = self.lemmas(word)
        if word in lemmas:
            lemmas = frozenset({word})
        found = {word}
        for lemma in lemmas:
            found.update(self._inflect(lemma))
        if not lemmas:
            found.update(_regular(word))
        return frozenset(found)

    def _inflect(self, lemma: str) -> Iterator[str]:
        import lemminflect  # noqa: PLC0415  # see `lemmas`

        yield lemma
        for forms in lemminflect.getAllInflections(lemma).values():
            yield from (form.lower() for form in forms)


def _regular(word: str) -> Iterator[str]:
    """The plural of a word that the lexicon does not have, and the singular if the word may be a plural."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield word[:-1] + "ies"
    else:
        yield word + "s"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]

"""What may have been meant by a query that finds nothing: another keyboard layout, or a word without its typing error.

What is proposed is found by the chat itself, or consists of words of the dictionaries: the archive's vocabulary alone
would tell people of sources that others have added.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.matching import Query, parse
from bot.matching.engine import Matching
from bot.matching.query import parse_plain
from bot.matching.tree import Phrase, Word
from bot.model import Cause, Chat, ChatKey, KeptTextId
from bot.services.archive import Archive
from bot.services.chats import Chats
from bot.spellings import in_other_layouts, knows, nearest_words, one_error_away, other_layout
from bot.text.folding import fold

_SHORTEST = 4
"""Characters: shorter texts are words in more than one layout (NFT, ТАЕ)."""
_WORDS = 6
"""Nobody looks for longer phrases that nothing is known of."""
_MISTYPED = 2
"""So many words of a phrase may have an error."""
_LOOK_S = 0.5
"""The longest wait for the searches that confirm what is proposed."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A query that was probably meant by one that finds nothing."""

    text: str
    kept: KeptTextId
    """The text, until a button asks for it."""


class Mistyping:
    """Finds what may have been meant."""

    def __init__(
        self,
        archive: Archive,
        matching: Matching,
        chats: Chats,
        *,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`elapsed_s` never leaps."""
        self._archive = archive
        self._matching = matching
        self._chats = chats
        self._elapsed_s = elapsed_s

    async def meant(self, text: str, chat: Chat, cause: Cause) -> Meant | None:
        """What was probably meant by a query that finds nothing; None if it is right, or nothing is near it."""
        meant = await self._in_other_layout(text, chat.key) or await self._without_errors(text, chat.key)
        if meant is None:
            return None
        return Meant(meant, await self._chats.keep_text(chat, meant, Cause(f"{cause}/meant")))

    async def _in_other_layout(self, text: str, chat: ChatKey) -> str | None:
        others = in_other_layouts(text) if len(text) >= _SHORTEST else []
        if not others:
            return None
        words = [word for layout in (*_typed(text), *others) for word in layout.split()]
        in_dictionary = await self._in_dictionaries(words)
        in_archive = await self._archive.known_words([*map(fold, words)])
        found = other_layout(text, lambda word: word in in_dictionary or fold(word) in in_archive)
        if found is None or parse_plain(found) is None:
            return None
        is_certain = in_dictionary.issuperset(found.split())
        return found if is_certain or await self._archive.has(parse(found), chat, _LOOK_S) else None

    async def _without_errors(self, text: str, chat: ChatKey) -> str | None:
        phrase = parse_plain(text)
        if phrase is None or len(phrase.words) > _WORDS:
            return None
        ends_at_s = self._elapsed_s() + _LOOK_S
        unknown = [word for word in dict.fromkeys(phrase.words) if await self._is_unknown(word, chat, ends_at_s)]
        if not 0 < len(unknown) <= _MISTYPED:
            return None
        instead: dict[Word, Word] = {}
        for word in unknown:
            counts = await self._archive.known_words(one_error_away(word.text))
            nearest = map(Word, nearest_words(word.text, counts))
            found = [other for other in nearest if await self._has(other, chat, ends_at_s)][:1]
            if not found:
                return None
            instead[word] = found[0]
        return str(Query(replace(phrase, words=tuple(instead.get(word, word) for word in phrase.words))))

    async def _is_unknown(self, word: Word, chat: ChatKey, ends_at_s: float) -> bool:
        """Whether no dictionary has a word, and the chat finds it in no form."""
        return not await self._in_dictionaries([word.text]) and not await self._has(word, chat, ends_at_s)

    async def _has(self, word: Word, chat: ChatKey, ends_at_s: float) -> bool:
        """Whether the chat finds a word, as far as there is time to look."""
        left_s = ends_at_s - self._elapsed_s()
        return left_s > 0 and await self._archive.has(Query(Phrase((word,))), chat, left_s)

    async def _in_dictionaries(self, words: Sequence[str]) -> frozenset[str]:
        return await self._matching.consult(
            lambda _, morphology: frozenset(word for word in words if knows(word, morphology))
        )


def _typed(text: str) -> list[str]:
    """The words of a text that `other_layout` asks for."""
    asked: list[str] = []

    def note(word: str) -> bool:
        asked.append(word)
        return False

    other_layout(text, note)
    return asked

"""The bells of the stages."""

from dataclasses import dataclass, field

from bot.runtime.supervise import Bell


@dataclass(frozen=True, slots=True)
class Bells:
    """How a stage hears that something waits for it."""

    sources: Bell = field(default_factory=Bell)
    own_posts: Bell = field(default_factory=Bell)
    pages: Bell = field(default_factory=Bell)
    articles: Bell = field(default_factory=Bell)
    mentions: Bell = field(default_factory=Bell)
    reposts: Bell = field(default_factory=Bell)
    debts: Bell = field(default_factory=Bell)
    forgotten: Bell = field(default_factory=Bell)
    announced: Bell = field(default_factory=Bell)

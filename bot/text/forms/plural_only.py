"""Ukrainian nouns that are chiefly plural only, though there is also a regular noun with the same plural.

The dictionary neither tells them from villages («Вироби», «Деревини»), nor has frequencies.
"""

PLURAL_ONLY = frozenset(
    "батьки вершки вечорниці вибори відходи гостини гроші груди збори злидні зальоти манівці мощі обжинки окуляри"  # noqa: SIM905
    " перегони плавки пологи проводи роди сани сливки сходи терези чари шахи".split()
)
PLURAL_PLACES = frozenset("бережани бровари броди прилуки сарни суми татри черкаси".split())  # noqa: SIM905
"""Only with a capital."""

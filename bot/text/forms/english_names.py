"""English words that are first of all names if typed with a capital.

The lexicon of English has no names, and telephones write the first word of a query with a capital by themselves. So
«Service» stays a service, while «Turkey», «Apple» and «Bush» are none of the common words.
"""

from collections.abc import Iterable

ENGLISH_NAMES = frozenset(
    # Countries, cities, islands and rivers.
    "turkey china chile guinea jersey wales java cork reading nice mobile split bath derby hull sandwich"  # noqa: SIM905
    " phoenix buffalo cologne champagne madeira bologna tangier angora cashmere damask"
    # Companies, their products, and media.
    " apple meta amazon target shell time visa oracle gap ford chase stripe snap zoom slack discord twitch"
    " signal telegram threads twitter google alphabet windows caterpillar intel sprint delta fox sky"
    " mirror guardian economist fortune wired sage boots lotus polo puma jaguar mustang subway wish bing"
    " excel word tinder bumble hinge ripple tether gemini cursor perplexity falcon dragon atlas"
    " orange unity brave opera valve nest echo copilot bard arm mars galaxy dove tide bounty crest mango fossil"
    " swatch coach oasis dodge rover leaf civic accord charger bronco tundra bolt lime grab stellar cosmos avalanche"
    " telegraph herald tribune verge insider stern curiosity perseverance patriot javelin stinger leopard typhoon"
    " raptor reaper predator harpoon"
    # People, by their surnames or given names.
    " trump bush jobs gates musk cook may brown rice banks hunt truss page cruise swift grant burns waltz"
    " gore cotton warren walker wolf bass mark bill frank jack rob pat ray drew gene grace hope faith dawn"
    " rose lily ruby amber ivy heather holly daisy heath eden balls reed cable booker pence swan sting slash"
    " flea usher drake cooper bullock bacon hawk fisher".split()
)
"""Folded."""


def forms_of_english_name(name: str, forms: Iterable[str]) -> set[str]:
    """The forms of an English word that its name has too: «Trumps» of «Trump», but not «trumped»."""
    name = name.removesuffix("'s")
    return {name, *(form for form in forms if form in {name + "s", name + "es"})}

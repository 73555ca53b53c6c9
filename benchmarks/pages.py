"""Pages: how much of the article is extracted from made-up ones, and how much of what stands around it.

    python -m benchmarks.pages
    python SCORER benchmarks.pages:extract

`extract` is for scorers.
"""

from benchmarks.pages_made import made_pages, measure
from bot.articles.page import extract as read_page

_TIMES = 4
"""How many pages are made of each template."""
_LANGUAGES = {"Russian and Ukrainian": ("ru", "uk"), "English": ("en",)}


def extract(page: bytes, url: str) -> str:
    """The text of the article on a page."""
    return read_page(page, url).text


def main() -> None:
    """Print the figures for the pages that the rules were tuned on, and for the others."""
    for folder in ("tuned", "judged"):
        pages = list(made_pages(folder, _TIMES))
        for name, languages in _LANGUAGES.items():
            found = measure(extract, [page for page in pages if page.language in languages])
            print(
                f"{folder}, {name}: {found.pages} pages  F1 {found.f1:.3f}"
                f"  tails left {found.tails_left} of {found.tails} ({found.tails_left / found.tails:.1%})"
                f"  paragraphs lost {found.paragraphs_lost} of {found.paragraphs}"
                f"  {found.pages_a_cpu_second:.0f} pages a CPU second"
            )


if __name__ == "__main__":
    main()

"""The site builds without a warning, asks no other host for anything, and says the same in each language."""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from bot.model import Language
from tests.docs.pages import DOCS, PAGES, examples, page, prose

_ROOT = DOCS.parent
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_FENCE = re.compile(r"^ *```(\w+)", re.MULTILINE)
_LOADED = {"script": "src", "img": "src", "source": "srcset", "iframe": "src", "link": "href"}
"""What a browser loads by itself: of links, only style sheets, icons and the like."""
_LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"\s]+)\"")
_FILE = re.compile(r"`((?:deploy|docs|bot|tests)/[\w/.-]+|[A-Z]+\.md|\.env\.example)`")
_STYLE_LOADS = re.compile(r"url\([\"']?(https?:)?//")


class _Page(HTMLParser):
    """The places that a page links to, what it loads, and the ids in it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag in _LOADED:
            self.loaded.append(given.get(_LOADED[tag], ""))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, made from a copy."""
    root = tmp_path_factory.mktemp("site")
    shutil.copytree(DOCS, root / "docs", ignore=shutil.ignore_patterns("site", ".cache"))
    for file in ("ARCHITECTURE.md", ".env.example"):
        shutil.copy(_ROOT / file, root)
    for language in Language:
        command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", f"docs/{language}.yml"]
        built = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert built.returncode == 0, built.stdout + built.stderr
        assert "No issues found" in built.stdout + built.stderr
    return root / "docs" / "site"


def test_every_link_and_anchor_of_the_site_leads_somewhere(site: Path) -> None:
    pages = {file: _Page(file) for file in site.glob("*/*.html") if file.name != "404.html"}
    assert len(pages) == len(PAGES) * len(Language)
    lost = []
    for file, built in pages.items():
        for link in (*built.links, *built.loaded):
            place = urlsplit(link)
            if place.scheme or place.netloc:
                continue
            target = (file.parent / unquote(place.path)).resolve() if place.path else file
            fragment = unquote(place.fragment)
            if not target.exists() or (fragment and target in pages and fragment not in pages[target].ids):
                lost.append(f"{file.relative_to(site)}: {link}")
    assert not lost


def test_a_reader_of_the_site_asks_no_other_host(site: Path) -> None:
    outside = [
        f"{file.relative_to(site)}: {address}"
        for file in site.rglob("*.html")
        for address in _Page(file).loaded
        if urlsplit(address).netloc
    ]
    assert not outside
    styles = list(site.rglob("*.css"))
    assert styles
    assert not [file for file in styles if _STYLE_LOADS.search(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("language", set(Language) - {Language.ENGLISH})
def test_the_languages_have_the_same_pages_headings_and_examples(language: Language) -> None:
    assert {file.stem for file in (DOCS / language).glob("*.md")} == set(PAGES)
    for name in PAGES:
        english, other = page(Language.ENGLISH, name), page(language, name)
        assert _HEADING.findall(prose(other)) == _HEADING.findall(prose(english)), name
        if name == "queries":
            assert len(list(examples(other))) >= len(list(examples(english)))
        else:
            assert _FENCE.findall(other) == _FENCE.findall(english), name


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/translating.md"])
def test_the_pages_of_the_repository_link_to_what_is_there(name: str) -> None:
    file = _ROOT / name
    links = [found for match in _LINK.finditer(prose(file.read_text(encoding="utf-8"))) for found in match.groups("")]
    places = [urlsplit(link) for link in links if link and not urlsplit(link).scheme]
    assert not [place.path for place in places if place.path and not (file.parent / unquote(place.path)).exists()]


def test_the_translation_guide_names_files_that_are_there() -> None:
    text = (DOCS / "translating.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|handlers|tests)/[\w/.]+)`", text)
    assert named
    assert not [path for path in named if not (_ROOT / path.replace("/xx", "/en")).exists()]


@pytest.mark.parametrize("language", Language)
def test_the_files_of_the_repository_that_pages_name_are_there(language: Language) -> None:
    named = {path for name in PAGES for path in _FILE.findall(prose(page(language, name)))}
    assert named
    assert not [path for path in named if not (_ROOT / path).exists()]


def test_readme_links_to_every_page_of_the_site() -> None:
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    assert not [name for name in PAGES if f"(docs/en/{name}.md)" not in readme]
    assert not [language for language in Language if f"(docs/{language}/index.md)" not in readme]

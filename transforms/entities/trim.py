"""Names that are none, or begin too early: words that only have their capital from their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from schemas.entities import Label
from schemas.segments import SegmentKind
from transforms.entities.lexicon import Lexicon, first_names
from transforms.entities.mention import Found
from transforms.entities.page import Page
from transforms.entities.roles import base_form

_BEYOND_DOUBT = 0.99  # confidence of a name that stays, wherever it stands
_BODIES = frozenset({Label.ORG, Label.PER})
_NOUNS = frozenset({Label.GPE, Label.LOC, Label.PER, Label.PROD})  # what a model takes nouns in capitals for
_LONGEST_ARTICLE = 6  # letters
_TITLES = frozenset({SegmentKind.HEADLINE, SegmentKind.SUBHEADING})
_LETTERED = frozenset({Label.GPE, Label.LOC, Label.PER})  # works and bodies may be numbers: "1984", "365"
_HEADED = frozenset({Label.ORG, Label.GPE, Label.LOC})  # works keep their articles


def trimmed(page: Page, names: Iterable[Found], lexicon: Lexicon) -> Iterator[Found]:
    """The names without articles and posts before them, and without nouns that begin a sentence."""
    names = list(names)
    surnames = _surnames(page.text, names)
    for name in names:
        if name.start in page.labels or _is_number(page.text, name):
            continue
        bare = _without_title(page.text, _without_article(page, name, lexicon), lexicon)
        bare = _without_epithet(page, bare, surnames)
        doubtful = bare.confidence < _BEYOND_DOUBT
        if not doubtful or not (_only_opens(page, bare, lexicon) or _is_determined(page, bare, lexicon)):
            yield bare


def _is_number(text: str, name: Found) -> bool:
    """Whether a person or a place is written without a letter: "120-123"."""
    return name.label in _LETTERED and not any(map(str.isalpha, text[name.start : name.end]))


def _without_article(page: Page, name: Found, lexicon: Lexicon) -> Found:
    written = page.text[name.start : name.end]
    first, blank, rest = written.partition(" ")
    if first.lower() not in lexicon.articles or not rest.strip() or name.label not in _HEADED:
        return name
    if (first[0].isupper() and name.start not in page.openings) or written in lexicon.known:
        return name
    return replace(name, start=name.start + len(first) + len(blank))


def _without_title(text: str, name: Found, lexicon: Lexicon) -> Found:
    """A person without the post before the name: "Wethouder Lies Hendriks"."""
    first, blank, rest = text[name.start : name.end].partition(" ")
    if name.label is Label.PER and rest.strip() and base_form(first.lower(), lexicon.language):
        return replace(name, start=name.start + len(first) + len(blank))
    return name


def _surnames(text: str, names: Iterable[Found]) -> frozenset[str]:
    """The last words of the persons who have a known first name."""
    persons = (text[name.start : name.end].split() for name in names if name.label is Label.PER)
    return frozenset(words[-1] for words in persons if len(words) > 1 and words[0] in first_names())


def _without_epithet(page: Page, name: Found, surnames: AbstractSet[str]) -> Found:
    """A known person in a title without the word that the title begins with: "Sleepless Nord won"."""
    written = page.text[name.start : name.end]
    first, _, rest = written.partition(" ")
    if name.segment_kind not in _TITLES or name.start not in page.openings or rest not in surnames:
        return name
    is_name = first in first_names() or first in page.capitals or page.text.count(written) > 1
    return name if is_name else replace(name, start=name.end - len(rest))


def _only_opens(page: Page, name: Found, lexicon: Lexicon) -> bool:
    """Whether nothing but the first word has a capital, and that word is written small elsewhere."""
    if name.start not in page.openings:
        return False
    first, *rest = page.text[name.start : name.end].split()
    small = first.lower() in page.small or first.lower() in lexicon.openers
    if rest:
        return small and name.label in _BODIES and all(word.islower() for word in rest)
    if first in page.capitals or first in lexicon.known:
        return False
    post = base_form(first.lower(), lexicon.language) is not None
    return small or post or (name.label is Label.PER and _may_be_noun(first, lexicon))


def _may_be_noun(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is no first name and ends as definite nouns do: "Strømmen", "Kua"."""
    ends = not lexicon.nouns_capitalised and word.endswith(lexicon.definite_endings)
    return ends and word not in first_names()


def _is_determined(page: Page, name: Found, lexicon: Lexicon) -> bool:
    """Whether an article makes a noun of one word, where every noun has a capital: "im Rathaus"."""
    word = page.text[name.start : name.end]
    if (
        not lexicon.nouns_capitalised
        or name.label not in _NOUNS
        or not word.isalpha()
        or word in lexicon.known
    ):
        return False
    before = page.text[max(0, name.start - _LONGEST_ARTICLE - 2) : name.start].split(" ")
    return len(before) > 1 and not before[-1] and before[-2].lower() in lexicon.articles

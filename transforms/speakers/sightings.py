"""Where the reporter may speak of a person: words that stand for one, as they come."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from transforms.entities import Mention
from transforms.entities.roles import base_form
from transforms.lowercase import lowercase
from transforms.speakers.before import word_before
from transforms.speakers.page import Page

_MOST_POSTS = 30  # roles that are looked for: keeps long lists of persons linear
_WORD = re.compile(r"[^\W\d_]+")


class Sighting(NamedTuple):
    """A word at a position: a pronoun, a noun (both in lower case) or a role; of a name, nothing."""

    position: int
    word: str = ""


def sightings(
    page: Page, mentions: Sequence[Mention], named: Iterable[int], posts: Iterable[str]
) -> Iterator[Sighting]:
    """What the reporter's own words say of persons, in order; what others say is left out.

    `named` are the first code points of persons' names, `posts` the last words of their roles.
    """
    found = [Sighting(start) for start in named]
    found += _referring(page, mentions)
    found += (Sighting(match.start(), match[0]) for match in page.ages)
    found += _sources(page)
    found += _by_post(page.text, posts, frozenset(page.names.definite_endings or ("",)))
    found.sort(key=attrgetter("position"))
    return (sighting for sighting in found if page.layout.is_told(sighting.position))


def _referring(page: Page, mentions: Sequence[Mention]) -> Iterator[Sighting]:
    """Pronouns and nouns for persons, outside names."""
    scan = page.lexicon.scan
    if scan is None:
        return
    starts = [mention.start for mention in mentions]
    for match in scan.finditer(f"\n{lowercase(page.text)}"):  # the first word has something before it, too
        group = match.lastindex or 1
        position = match.start(group) - 1
        before = bisect_right(starts, position) - 1
        if before < 0 or mentions[before].end <= position:
            yield Sighting(position, match[group])


def _sources(page: Page) -> Iterator[Sighting]:
    """Speakers without a name that a role introduces: "En forsker forteller"."""
    lexicon = page.lexicon
    for start, end in page.layout.sources:
        if word_before(page.text, start) not in lexicon.indefinite:
            continue
        noun = page.text[start:end].lower()
        known = noun in lexicon.bodies or noun in lexicon.person_nouns
        if not known and base_form(noun, page.names.language) is not None:
            yield Sighting(start, noun)


def _by_post(text: str, posts: Iterable[str], endings: frozenset[str]) -> Iterator[Sighting]:
    """Where the definite form of a role stands: "statsråden", or "minister" behind an article."""
    for post in islice(posts, _MOST_POSTS):
        for form in {post, post[:1].upper() + post[1:]}:
            start = text.find(form)
            while start >= 0:
                word = _WORD.match(text, start)
                if word and not text[start - 1 : start].isalpha() and word[0][len(form) :] in endings:
                    yield Sighting(start, post)
                start = text.find(form, start + 1)

"""Speakers with a name that no engine found: their mention is a capital where a noun would have none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from schemas.entities import Label
from transforms.entities import Mention
from transforms.entities.lexicon import Lexicon as Names
from transforms.entities.lexicon import first_names
from transforms.entities.roles import base_form
from transforms.quotes import Quote, Span
from transforms.speakers.lexicon import Lexicon
from transforms.speakers.page import Page

_CONFIDENCE = 0.6
_LONGEST = 5  # words


def with_strangers(page: Page, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> Sequence[Mention]:
    """The mentions in order, with one more for each named speaker who has none."""
    ends = [mention.end for mention in mentions]
    unknown = [
        (quote, span)
        for quote in quotes
        if (span := quote.speaker) and not _is_covered(mentions, ends, span) and _is_name(page, span)
    ]
    if not unknown:
        return mentions
    surnames = _by_surname(mentions)
    strangers = [_mention(page.text, quote, span, surnames) for quote, span in unknown]
    return sorted(_once([*mentions, *strangers]), key=attrgetter("start"))


def _by_surname(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """The first mention of a person with each surname."""
    persons = (mention for mention in reversed(mentions) if mention.label is Label.PER)
    return {parts[-1]: mention for mention in persons if (parts := mention.name.split())}


def _mention(text: str, quote: Quote, span: Span, surnames: Mapping[str, Mention]) -> Mention:
    """A mention for a speaker; one with the surname of a known person is that person."""
    name = " ".join(text[span.start : span.end].split())
    stranger = Mention(
        span.start, span.end, Label.PER, name, None, None, quote.segment_kind, _CONFIDENCE, "speaker"
    )
    known = surnames.get(name.split()[-1].removesuffix("s"))
    return replace(stranger, name=known.name, role=known.role, party=known.party) if known else stranger


def _once(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Each place once: parts of one utterance share their mention."""
    seen: set[int] = set()
    for mention in mentions:
        if mention.start not in seen:
            seen.add(mention.start)
            yield mention


def _is_covered(mentions: Sequence[Mention], ends: Sequence[int], span: Span) -> bool:
    at = bisect_right(ends, span.start)
    return at < len(mentions) and mentions[at].start < span.end


def _is_name(page: Page, span: Span) -> bool:
    """Whether a speaker's mention is a name by its capitals."""
    parts, names = page.text[span.start : span.end].split(), page.names
    if not parts or len(parts) > _LONGEST or not all(part[:1].isupper() for part in (parts[0], parts[-1])):
        return False
    low = parts[-1].lower()
    if _is_noun(low, parts[-1], page.lexicon, names):
        return False
    if parts[0] in first_names():
        return True
    if names.nouns_capitalised:
        return len(parts) > 1
    bare = bool(names.articles) and not low.endswith("s")
    return bare or not page.layout.opens(span.start)


def _is_noun(low: str, word: str, words: Lexicon, names: Names) -> bool:
    """Whether the word is a noun or a pronoun that only stands first, or a compound of a name and a noun."""
    pronoun = low in words.pronouns or low in words.plural_pronouns or low in names.openers
    compound = word.rpartition("-")[2][:1].islower()
    noun = low in words.bodies or low in words.person_nouns or low in words.focus_nouns
    return pronoun or compound or noun or base_form(low, names.language) is not None

"""Speakers with a name that no engine found: their mention is a capital where a noun would have none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
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
    uncovered = [
        (quote, span)
        for quote in quotes
        if (span := quote.speaker)
        and page.text[span.start].isupper()
        and not _is_covered(mentions, ends, span)
    ]
    if not uncovered:
        return mentions
    known = _by_part(mentions)
    strangers = [_mention(page.text, q, span, known) for q, span in uncovered if _is_name(page, span, known)]
    return sorted(_once([*mentions, *strangers]), key=attrgetter("start"))


def _by_part(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """The first mention of each person by surname and first name, and of each body by its first word."""
    named = [(mention, mention.name.split()) for mention in reversed(mentions) if mention.name.strip()]
    persons = [(mention, words) for mention, words in named if mention.label is Label.PER]
    bodies = {words[0]: m for m, words in named if m.label is Label.ORG and len(words) > 1}
    return bodies | {words[0]: m for m, words in persons} | {words[-1]: m for m, words in persons}


def _mention(text: str, quote: Quote, span: Span, known: Mapping[str, Mention]) -> Mention:
    """A mention for a speaker; one whose words are part of a known name is that person or body."""
    words = text[span.start : span.end].split()
    name, kind = " ".join(words), quote.segment_kind
    stranger = Mention(span.start, span.end, Label.PER, name, None, None, kind, _CONFIDENCE, "speaker")
    whole = known.get(words[-1]) or known.get(words[-1].removesuffix("s"))
    if whole is None or not set(words[:-1]) <= set(whole.name.split()):
        return stranger
    return replace(stranger, label=whole.label, name=whole.name, role=whole.role, party=whole.party)


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


def _is_name(page: Page, span: Span, known: Container[str]) -> bool:
    """Whether a speaker's mention is a name: part of a known one, or by its capitals."""
    parts, names = page.text[span.start : span.end].split(), page.names
    if not parts or len(parts) > _LONGEST or not all(part[:1].isupper() for part in (parts[0], parts[-1])):
        return False
    low = parts[-1].lower()
    if _is_noun(low, parts[-1], page.lexicon, names):
        return False
    if parts[0] in first_names() or (len(parts) == 1 and parts[0] in known):
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

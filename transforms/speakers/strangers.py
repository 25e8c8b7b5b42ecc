"""Speakers with a name that no engine found: their mention is a capital where a noun would have none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from schemas.entities import Label
from transforms.entities import Mention
from transforms.entities.lexicon import Lexicon as Names
from transforms.entities.lexicon import first_names
from transforms.entities.roles import base_form
from transforms.quotes import Quote, Span
from transforms.speakers.before import word_before
from transforms.speakers.lexicon import Lexicon
from transforms.speakers.page import Page

_CONFIDENCE = 0.6
_LONGEST = 5  # words


def with_strangers(page: Page, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> Sequence[Mention]:
    """The mentions in order, with one more for each named speaker who has none.

    What an engine took a speaker's one word for counts less than that the word is part of a known name,
    or a noun for a person.
    """
    speaking = {q.speaker: q for q in quotes if q.speaker and page.text[q.speaker.start].isupper()}
    ends = [mention.end for mention in mentions]
    at = {span: bisect_right(ends, span.start) for span in speaking}
    covered = {s: i for s, i in at.items() if i < len(mentions) and mentions[i].start < s.end}
    doubted = {i for i in covered.values() if " " not in mentions[i].name}
    if len(covered) == len(speaking) and not doubted:
        return mentions
    known = _by_part(mentions)
    kept = (_reread(page, m, known) if i in doubted else m for i, m in enumerate(mentions))
    strangers = (
        _mention(page.text, quote, span, known)
        for span, quote in speaking.items()
        if span not in covered and _is_name(page, span, known)
    )
    return sorted([*filter(None, kept), *strangers], key=attrgetter("start"))


def _by_part(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """The first mention by what may stand for it: any word for a person, the first one for a body.

    Of several that share a word, a surname counts most and a single word least.
    """
    named = [(mention, mention.name.split()) for mention in reversed(mentions)]
    persons = [(mention, words) for mention, words in named if mention.label is Label.PER and words]
    bodies = [(mention, words) for mention, words in named if mention.label is Label.ORG and len(words) > 1]
    full = [(mention, words) for mention, words in persons if len(words) > 1]
    single = {words[0]: mention for mention, words in persons}
    return (
        single
        | {words[0]: mention for mention, words in bodies}
        | {words[0]: mention for mention, words in full}
        | {words[-1]: mention for mention, words in full}
    )


def _reread(page: Page, mention: Mention, known: Mapping[str, Mention]) -> Mention | None:
    """A speaker's mention of one word as the person or body that it is part of; None for a noun."""
    is_person, whole = mention.label is Label.PER, known.get(mention.name)
    if whole and (is_person or whole.name.endswith(f" {mention.name}")):
        return replace(mention, label=whole.label, name=whole.name, role=whole.role, party=whole.party)
    low = mention.name.lower()
    noun = low in page.lexicon.person_nouns or base_form(low, page.names.language) is not None
    determined = word_before(page.text, mention.start) in page.names.articles
    return None if noun and (determined or not is_person) else mention


def _mention(text: str, quote: Quote, span: Span, known: Mapping[str, Mention]) -> Mention:
    """A mention for a speaker; one whose words are part of a known name is that person or body."""
    words = text[span.start : span.end].split()
    name, kind = " ".join(words), quote.segment_kind
    stranger = Mention(span.start, span.end, Label.PER, name, None, None, kind, _CONFIDENCE, "speaker")
    whole = known.get(words[-1]) or known.get(words[-1].removesuffix("s"))
    if whole is None or not set(words[:-1]) <= set(whole.name.split()):
        return stranger
    return replace(stranger, label=whole.label, name=whole.name, role=whole.role, party=whole.party)


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

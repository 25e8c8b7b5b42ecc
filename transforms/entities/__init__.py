"""Names in an article: persons with their roles and parties, organisations, places.

An engine finds stretches that name something; what they are called in full and what the article
states about them is worked out here, whichever engine found them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from schemas.entities import Label
from transforms.entities.canonical import canonical_names
from transforms.entities.engine import Engine
from transforms.entities.facts import roles_and_parties
from transforms.entities.lexicon import lexicon
from transforms.entities.mention import Found, Mention
from transforms.entities.tokens import sentences
from transforms.segments import Segment

__all__ = ["Found", "Mention", "find_mentions"]


def find_mentions(
    text: str, segments: Sequence[Segment], language: str, engine: Engine
) -> tuple[Mention, ...]:
    """The names in an article's own text (not in header, byline or furniture), in order, without overlap."""
    words = lexicon(language)
    found = _found(text, segments, language, engine)
    names = canonical_names(text, found, words)
    roles, parties = roles_and_parties(text, found, names, words)
    return tuple(_mention(f, name, roles, parties, engine.name) for f, name in zip(found, names, strict=True))


def _found(text: str, segments: Sequence[Segment], language: str, engine: Engine) -> list[Found]:
    """What the engine finds in the sentences of the segments that count."""
    cut = sentences(text, segments, language)
    starts = [segment.start for segment in segments]
    found = []
    for tokens, tagged in zip(cut, engine.tag([[t.text for t in tokens] for tokens in cut]), strict=True):
        for span in tagged:
            start, end = tokens[span.first].start, tokens[span.stop - 1].end
            kind = segments[bisect_right(starts, start) - 1].kind
            found.append(Found(start, end, span.label, kind, span.confidence))
    return found


def _mention(found: Found, name: str, roles: dict[str, str], parties: dict[str, str], engine: str) -> Mention:
    is_person = found.label is Label.PER
    role, party = (roles.get(name), parties.get(name)) if is_person else (None, None)
    return Mention(
        found.start, found.end, found.label, name, role, party, found.segment_kind, found.confidence, engine
    )

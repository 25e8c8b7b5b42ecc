"""Names in an article: persons with their roles and parties, organisations, places.

An engine and a set of rules each say what they take for names; what the two and all mentions together
make likely is kept. Then it is worked out what the names are in full and what the article states about
them.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.entities import Label
from transforms.entities.canonical import canonical_names
from transforms.entities.consistent import consistent
from transforms.entities.engine import Engine
from transforms.entities.facts import roles_and_parties
from transforms.entities.lexicon import Lexicon, lexicon
from transforms.entities.mention import Found, Mention
from transforms.entities.merge import merged
from transforms.entities.overlooked import with_overlooked
from transforms.entities.page import read_page
from transforms.entities.reading import read_names
from transforms.entities.rules import find_names
from transforms.entities.trim import trimmed
from transforms.entities.unfinished import finished
from transforms.segments import Segment

__all__ = ["Found", "Mention", "find_mentions"]


def find_mentions(
    text: str, segments: Sequence[Segment], language: str, engine: Engine
) -> tuple[Mention, ...]:
    """The names in an article's own text (not in header, byline or furniture), in order, without overlap."""
    words = lexicon(language)
    found = with_knowledge(text, segments, read_names(text, segments, language, engine), words)
    names = canonical_names(text, found, words)
    roles, parties = roles_and_parties(text, found, names, words)
    return tuple(_mention(f, name, roles, parties, engine.name) for f, name in zip(found, names, strict=True))


def with_knowledge(
    text: str, segments: Sequence[Segment], found: Sequence[Found], lexicon: Lexicon
) -> list[Found]:
    """An engine's names, set right by what is known of the language and by the rest of the article."""
    page = read_page(text, segments)
    names = merged(text, found, find_names(page, lexicon), lexicon.language)
    agreed = consistent(text, list(trimmed(page, names, lexicon)))
    return list(finished(text, with_overlooked(page, agreed, lexicon), lexicon.language))


def _mention(found: Found, name: str, roles: dict[str, str], parties: dict[str, str], engine: str) -> Mention:
    is_person = found.label is Label.PER
    role, party = (roles.get(name), parties.get(name)) if is_person else (None, None)
    return Mention(
        found.start, found.end, found.label, name, role, party, found.segment_kind, found.confidence, engine
    )

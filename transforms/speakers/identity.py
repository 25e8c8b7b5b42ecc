"""Who a speaker is."""

from __future__ import annotations

from typing import NamedTuple

from schemas.quotes import SpeakerKind
from transforms.entities import Mention
from transforms.speakers.cast import Person

_PERSON, _UNNAMED = SpeakerKind.PERSON, SpeakerKind.UNNAMED


class Identity(NamedTuple):
    """The name of a speaker as of `Quote`, and the share of the quote's confidence that is left."""

    name: str | None
    kind: SpeakerKind | None
    role: str | None = None
    party: str | None = None
    certainty: float = 1.0


NOBODY = Identity(None, None)
INTERVIEWER = Identity(None, SpeakerKind.INTERVIEWER)


def of_person(person: Person, certainty: float) -> Identity:
    """The identity of somebody that the article speaks of; one without a name has a noun in its place."""
    kind = _PERSON if person.starts else _UNNAMED
    return Identity(person.name, kind, person.role, person.party, certainty)


def of_group(group: Mention, certainty: float) -> Identity:
    """The identity of an organisation or a place."""
    return Identity(group.name, SpeakerKind.ORGANISATION, certainty=certainty)

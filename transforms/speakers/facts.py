"""What the search for a speaker learnt of a person ("He is a baker"), on that person's mentions too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.entities import Label
from schemas.quotes import SpeakerKind
from transforms.entities import Mention
from transforms.quotes import Quote


def with_facts(mentions: Sequence[Mention], quotes: Sequence[Quote]) -> tuple[Mention, ...]:
    """The mentions, those of persons who speak with the role and party that their quotes have."""
    speakers = {
        quote.speaker_name: quote
        for quote in quotes
        if quote.speaker_kind is SpeakerKind.PERSON and (quote.speaker_role or quote.speaker_party)
    }
    return tuple(_informed(mention, speakers.get(mention.name)) for mention in mentions)


def _informed(mention: Mention, quote: Quote | None) -> Mention:
    if quote is None or mention.label is not Label.PER or (mention.role and mention.party):
        return mention
    return replace(
        mention, role=mention.role or quote.speaker_role, party=mention.party or quote.speaker_party
    )

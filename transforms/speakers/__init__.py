"""Who speaks: from the mention in the reporting clause, or from the context, to the fullest name."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities import Mention
from transforms.entities.lexicon import lexicon as names_of
from transforms.quotes import Quote
from transforms.segments import Segment
from transforms.speakers.cast import read_cast, speaking
from transforms.speakers.context import Dialogue
from transforms.speakers.identity import Identity
from transforms.speakers.layout import lay_out
from transforms.speakers.lexicon import lexicon
from transforms.speakers.mentioned import identify
from transforms.speakers.page import Page
from transforms.speakers.scene import Scene
from transforms.speakers.strangers import with_strangers
from transforms.speakers.walk import read_trail

__all__ = ["resolve"]

_CONFIDENCE = Quote._fields.index("confidence")  # behind it stand the fields of the speaker


def resolve(
    text: str,
    segments: Sequence[Segment],
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    language: str,
) -> tuple[Quote, ...]:
    """The quotes with `speaker_name`, `speaker_kind`, `speaker_role` and `speaker_party`.

    The name is the fullest that the article gives, and None where the text does not say; the
    confidence falls with every step that is no certainty. Order and spans stay as they are.
    """
    if not quotes:
        return ()
    words = lexicon(language)
    page = Page(text, lay_out(text, segments, quotes), words, names_of(language), words.ages(text))
    mentions = with_strangers(page, mentions, quotes)
    cast = read_cast(page, mentions, quotes)
    trail = read_trail(page, mentions, cast)
    ends = [mention.end for mention in mentions]
    scene = Scene(text, language, words, page.names, mentions, ends, cast, trail, speaking(cast, quotes))
    speakers = [identify(scene, quote) if quote.speaker else None for quote in quotes]
    return tuple(map(_name, quotes, Dialogue(text, quotes, trail, speakers, _turns(quotes)).fill()))


def _turns(quotes: Sequence[Quote]) -> dict[int, list[int]]:
    turns: dict[int, list[int]] = {}
    for index, quote in enumerate(quotes):
        turns.setdefault(quote.turn, []).append(index)
    return turns


def _name(quote: Quote, speaker: Identity) -> Quote:
    name, kind, role, party, certainty = speaker
    return Quote._make(
        (*quote[:_CONFIDENCE], round(quote.confidence * certainty, 4), name, kind, role, party)
    )

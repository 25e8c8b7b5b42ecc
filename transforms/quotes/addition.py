"""What a source adds behind the reporting clause: ", sier Nord, og legger til at a", "som mener at a"."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.quotes.indirect import content_of
from transforms.quotes.report import report_of
from transforms.quotes.source import Source
from transforms.quotes.speech import Found, Sentence
from transforms.quotes.tokens import Tokens, within

_MOST_CUES = 4


def read_additions(tokens: Tokens, sentence: Sentence, source: Source) -> Iterator[Found]:
    """What `source` is said to add in the rest of a sentence, from its reporting clause on."""
    taken = sentence.first
    for index in within(tokens.cues, sentence.first + 1, sentence.limit)[:_MOST_CUES]:
        if index < taken or not _goes_on(tokens, index, sentence.first):
            continue
        report = report_of(tokens, index, sentence.limit, source)
        found = content_of(tokens, report, (), sentence) if report else None
        if found:
            yield found
            taken = tokens.at(found.end)


def _goes_on(tokens: Tokens, index: int, first: int) -> bool:
    """Whether the verb has the subject of the clause before: behind "og", or behind a comma and "som"."""
    lexicon, joint = tokens.lexicon, index - 1
    while joint > first and tokens.lows[joint] in lexicon.adverbs:
        joint -= 1
    if tokens.lows[joint] in lexicon.relatives:
        return tokens.gaps[joint].startswith(",")
    between = tokens.lows[first:joint]  # "sier Nord når vi ringer og forteller at"
    return tokens.lows[joint] in lexicon.conjunctions and lexicon.subordinators.isdisjoint(between)

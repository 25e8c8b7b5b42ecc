"""Speech in quotation marks: "«A», sier Nord", "Nord skriver: «A.»", "Nord kaller det «a»"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.dashed import find_clause
from transforms.quotes.back import read_back
from transforms.quotes.narration import sentences_between
from transforms.quotes.clause import Clause, Source, clause_after, subject_first
from transforms.quotes.fragment import fragment_source, is_name_or_title
from transforms.quotes.intro import last_cue, read_intro
from transforms.quotes.lexicon import Verb
from transforms.quotes.marks import Marked
from transforms.quotes.speech import Block, Speech, trim
from transforms.quotes.tokens import Tokens

_BETWEEN = frozenset(" ,\u00a0–—-")
_LONGEST_UNCLOSED = 800  # code points; a mark that finds no end in them is a misprint
_ENDS = ".!?…"
_SENTENCE_MARKS = frozenset(_ENDS)


def read_open(tokens: Tokens, block: Block, following: Block | None) -> Speech | None:
    """`“A.` and in the next paragraph `“B”`: a mark that opens the paragraph and closes in a later one."""
    text = tokens.text
    opening = next(iter(block.pairs.unclosed), None)
    if opening is None or following is None or text[block.start : opening].strip() or block.pairs.marked:
        return None
    same_again = text[following.start : following.end].lstrip()[:1] == text[opening]
    if not same_again and not (following.pairs.unopened and not following.pairs.marked):
        return None
    words = trim(text, opening + 1, block.end)
    return (
        Speech(QuoteKind.DIRECT, *words, block.end, block.index, None, None) if words[0] < words[1] else None
    )


def read_unclosed(tokens: Tokens, block: Block, taken: int) -> Speech | None:
    """`«A, sa Nord.` and `«A. Det sa Nord.`: the closing mark is lost, the reporting clause ends the words."""
    text = tokens.text
    for opening in block.pairs.unclosed:
        before = text[block.start : opening].rstrip()
        if (
            opening < taken
            or not text[opening + 1 : opening + 2].isupper()
            or (before and before[-1] not in ".!?…:")
        ):
            continue
        end = _unclosed_end(text, block, opening)
        found = _back_in(tokens, block, opening + 1, end) or _clause_in(tokens, block, opening + 1, end)
        if found:
            return found
    return None


def _unclosed_end(text: str, block: Block, opening: int) -> int:
    """The paragraph's end, or the next mark that opens a sentence."""
    end = min(block.end, opening + _LONGEST_UNCLOSED)
    for one in block.pairs.marked:
        if opening < one.start < end and text[opening + 1 : one.start].rstrip()[-1:] in _SENTENCE_MARKS:
            return one.start
    return end


def _clause_in(tokens: Tokens, block: Block, start: int, end: int) -> Speech | None:
    found = find_clause(tokens, block, start, end)
    if found is None:
        return None
    stop, clause = found
    words = trim(tokens.text, start, stop)
    used = max(min(tokens.sentence(tokens.starts[clause.after - 1])[1], block.end), stop)
    return Speech(QuoteKind.DIRECT, *words, used, block.index, QuoteRule.MARKS_CLAUSE_AFTER, clause.source)


def _back_in(tokens: Tokens, block: Block, start: int, end: int) -> Speech | None:
    sentences = sentences_between(tokens, start, end)
    for before, after in pairwise(sentences):
        source = read_back(tokens, *after)
        if source:
            words, rule = (start, before[1]), QuoteRule.MARKS_NEXT_SENTENCE
            return Speech(QuoteKind.DIRECT, *words, after[1], block.index, rule, source)
    return None


def read_marked(tokens: Tokens, block: Block, taken: Sequence[tuple[int, int]]) -> Iterator[Speech]:
    """The quotes among the marks of the paragraph, outside the stretches `taken` by dashes."""
    last: Speech | None = None
    for one in block.pairs.marked:
        if any(start <= one.start < end for start, end in taken):
            continue
        for speech in _read_one(tokens, block, one, last):
            last = speech
            yield speech


def _read_one(tokens: Tokens, block: Block, one: Marked, last: Speech | None) -> Sequence[Speech]:
    words = trim(tokens.text, one.inner_start, one.inner_end, ",")
    if words[0] >= words[1]:
        return ()
    resumed = _resumed(tokens, block, one, words, last)
    if resumed and not clause_behind(tokens, block, one.end):
        return (resumed,)
    if _is_sentence(tokens, block, one, words):
        if tokens.lexicon.clause_inside_marks and (inside := _clause_inside(tokens, block, one)):
            return inside
        found = (
            _with_clause_after(tokens, block, one, words)
            or _with_clause_before(tokens, block, one, words)
            or _alone(tokens, block, one, words)
        )
        if found:
            return (found,)
    return _fragment(tokens, block, one, words, last)


def _is_sentence(tokens: Tokens, block: Block, one: Marked, words: tuple[int, int]) -> bool:
    """Starts like a sentence, at a place where one can start."""
    text = tokens.text
    first = text[words[0]]
    if first.isalpha() and not first.isupper():
        return False
    before = text[block.start : one.start].rstrip()
    return not before or before[-1] in '.!?…:,–—-»”"“)' or _lead_cue(tokens, one)


def _lead_cue(tokens: Tokens, one: Marked) -> bool:
    """`Nord said “A.”`: the verb right before the mark."""
    index = tokens.at(one.start) - 1
    cues = tokens.lexicon.cues.get(tokens.lows[index], ()) if index >= 0 else ()
    return any(cue.verb is not Verb.NAME for cue in cues)


def clause_behind(tokens: Tokens, block: Block, place: int) -> Clause | None:
    """The reporting clause right behind a closing mark at `place`."""
    index = tokens.at(place)
    if index < len(tokens) and tokens.lows[index] in tokens.lexicon.relatives:  # «A», som Nord sa
        index += 1
        return subject_first(tokens, index, tokens.at(min(tokens.sentence(place)[1], block.end)))
    if index >= len(tokens) or tokens.starts[index] >= block.end:
        return None
    if not set(tokens.text[place : tokens.starts[index]]) <= _BETWEEN:
        return None
    end = min(tokens.sentence(tokens.starts[index])[1], block.end)
    return clause_after(tokens, index, tokens.at(end))


def _with_clause_after(tokens: Tokens, block: Block, one: Marked, words: tuple[int, int]) -> Speech | None:
    clause = clause_behind(tokens, block, one.end)
    if clause is None:
        return None
    taken = min(tokens.sentence(tokens.starts[clause.after - 1])[1], block.end)
    following = next((pair.start for pair in block.pairs.marked if pair.start >= one.end), taken)
    taken = max(min(taken, following), one.end)
    return Speech(QuoteKind.DIRECT, *words, taken, block.index, QuoteRule.MARKS_CLAUSE_AFTER, clause.source)


def _resumed(
    tokens: Tokens, block: Block, one: Marked, words: tuple[int, int], last: Speech | None
) -> Speech | None:
    """`“A,” she added. “B.”`: marks that open where the clause of the quote before ends."""
    if last is None or last.rule not in {QuoteRule.MARKS_CLAUSE_AFTER, QuoteRule.MARKS_RESUMED}:
        return None
    if tokens.text[last.taken : one.start].strip() or last.source is None or last.source.cue is None:
        return None
    if tokens.text[last.end : one.start].rstrip()[-1:] not in ",.;:!?–-":  # "en parlant d’un « retour »"
        return None
    source, rule = last.source, QuoteRule.MARKS_RESUMED
    if tokens.gap(tokens.at(one.start)).startswith(":"):
        source = last_cue(tokens, source, one.start)
    return Speech(QuoteKind.DIRECT, *words, one.end, block.index, rule, source, joined=True)


def _with_clause_before(tokens: Tokens, block: Block, one: Marked, words: tuple[int, int]) -> Speech | None:
    before = tokens.text[block.start : one.start].rstrip()
    if not before or not (before[-1] == ":" or _lead_cue(tokens, one)):
        return None
    source = read_intro(tokens, block.start, block.start + len(before))
    if source is None or (source.cue is None and before[-1] != ":"):
        return None
    return Speech(QuoteKind.DIRECT, *words, one.end, block.index, QuoteRule.MARKS_CLAUSE_BEFORE, source)


def _alone(tokens: Tokens, block: Block, one: Marked, words: tuple[int, int]) -> Speech | None:
    """Whole sentences that fill the paragraph, or the rest of it behind the reporter's sentence."""
    text = tokens.text
    whole = not text[block.start : one.start].strip() and not text[one.end : block.end].strip(
        " .,!?…\n\u00a0"
    )
    if block.is_title and not text[block.start : one.start].strip() and text[one.end : one.end + 1] == ":":
        whole = True
    ended = text[words[1] - 1] in _ENDS or text[one.end : one.end + 1] == "."
    if not whole and not ((ended or not tokens.lexicon.known) and _is_long(tokens, words)):
        return None
    if whole and not ended and not block.is_title and not _is_long(tokens, words):
        return None
    rule = QuoteRule.MARKS_TITLE if block.is_title else None
    return Speech(QuoteKind.DIRECT, *words, one.end, block.index, rule, None)


def _is_long(tokens: Tokens, words: tuple[int, int]) -> bool:
    return tokens.at(words[1]) - tokens.at(words[0]) > 3  # noqa: PLR2004 - names and titles are shorter


def _clause_inside(tokens: Tokens, block: Block, one: Marked) -> Sequence[Speech]:
    """`« A, s’est rappelé Nord, B »` and `"A - aggiunge Nord - B"`: the clause inside the marks."""
    text = tokens.text
    for index in range(tokens.at(one.inner_start) + 1, tokens.at(one.inner_end)):
        gap = tokens.gap(index)
        if not gap.strip() or gap.strip()[0] not in ",-–—!?":
            continue
        clause = clause_after(tokens, index, tokens.at(one.inner_end))
        if clause is None or clause.after >= len(tokens):
            continue
        behind = tokens.gap(clause.after).lstrip()
        if not behind or behind[0] not in ',-–—."»':
            continue
        first = trim(text, one.inner_start, tokens.ends[index - 1] + (gap.strip()[0] in "!?"))
        kept = Speech(
            QuoteKind.DIRECT, *first, one.end, block.index, QuoteRule.MARKS_CLAUSE_INSIDE, clause.source
        )
        start = tokens.ends[clause.after - 1] + 1
        while start < one.inner_end and not text[start].isalnum():
            start += 1
        second = trim(text, start, one.inner_end)
        if second[0] >= second[1]:
            return (kept,)
        rest = Speech(
            QuoteKind.DIRECT,
            *second,
            one.end,
            block.index,
            QuoteRule.MARKS_CLAUSE_INSIDE,
            clause.source,
            joined=True,
        )
        return (kept, rest)
    return ()


def _clause_goes_on(tokens: Tokens, one: Marked, last: Speech | None) -> tuple[QuoteRule, Source] | None:
    """`« A », a dit Nord, en parlant d’un « retour »`: the clause of the quote before reaches the fragment."""
    if last is None or last.source is None or last.source.cue is None or last.kind is not QuoteKind.DIRECT:
        return None
    cue = last.source.cue
    if not last.end <= cue.start < one.start or tokens.sentence(cue.start)[1] <= one.start:
        return None
    return QuoteRule.FRAGMENT_CUE, last_cue(tokens, last.source, one.start)


def _looks_like_name(tokens: Tokens, words: tuple[int, int]) -> bool:
    return not tokens.text[words[0]].islower() and not _is_long(tokens, words)


def _fragment_goes_on(tokens: Tokens, one: Marked, words: tuple[int, int], last: Speech | None) -> bool:
    """Another fragment in the same or the next sentence: the source is still the same."""
    if last is None or last.kind is not QuoteKind.PARTIAL or tokens.text[words[0]].isupper():
        return False
    sentence_end = tokens.sentence(last.start)[1]
    return tokens.sentence(min(sentence_end + 2, one.start))[1] >= one.end


def _fragment(
    tokens: Tokens, block: Block, one: Marked, words: tuple[int, int], last: Speech | None
) -> Sequence[Speech]:
    if is_name_or_title(tokens, one):
        return ()
    clause = clause_behind(tokens, block, one.end)
    found = _clause_goes_on(tokens, one, last) or fragment_source(tokens, block, one)
    if found is None and clause and not _looks_like_name(tokens, words):
        found = QuoteRule.FRAGMENT_CUE, clause.source
    if found is None and _fragment_goes_on(tokens, one, words, last):
        rule = QuoteRule.FRAGMENT_CONTINUED
        return (Speech(QuoteKind.PARTIAL, *words, one.end, block.index, rule, None, joined=True),)
    if found is None:
        return ()
    rule, source = found
    return (Speech(QuoteKind.PARTIAL, *words, one.end, block.index, rule, source),)

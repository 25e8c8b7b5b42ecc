"""Whose words, where their own paragraph does not say: the paragraphs around tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.quotes import QuoteKind, QuoteRule
from schemas.segments import SegmentKind
from transforms.quotes.back import read_back
from transforms.quotes.intro import last_cue, read_intro
from transforms.quotes.speech import Block, Speech
from transforms.quotes.tokens import Tokens

_FARTHEST = 5  # blocks that are looked through
_BULLET_RUN = 3  # dash paragraphs in a row without an end mark are a list
_FOLLOWED = frozenset((QuoteRule.DASH_FOLLOWED, QuoteRule.MARKS_FOLLOWED))
_LOOKED_THROUGH = frozenset((SegmentKind.CAPTION,))


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of an article, and the direct and partial speech of each."""

    tokens: Tokens
    blocks: Sequence[Block]
    speeches: Sequence[Sequence[Speech]]  # by block

    def before(self, block: int, *, through_titles: bool = False) -> int | None:
        """The block before, captions (and titles) looked through."""
        return self._beside(block, -1, through_titles=through_titles)

    def behind(self, block: int, *, through_titles: bool = False) -> int | None:
        """The block behind, captions (and titles) looked through."""
        return self._beside(block, 1, through_titles=through_titles)

    def _beside(self, block: int, step: int, *, through_titles: bool) -> int | None:
        for at in range(block + step, block + step * _FARTHEST, step):
            if not 0 <= at < len(self.blocks):
                return None
            kind = self.blocks[at].kind
            if kind not in _LOOKED_THROUGH and not (through_titles and self.blocks[at].is_title):
                return at
        return None


def link(page: Page) -> Iterator[Speech]:
    """Every speech with its rule, and with the source that another paragraph gives."""
    before: dict[int, Speech] = {}
    for number, speeches in enumerate(page.speeches):
        if not speeches or _is_list_item(page, number):
            continue
        for position, speech in enumerate(speeches):
            if speech.rule:
                linked = _joined_with_followed(page, speech, position, before)
            else:
                linked = _place(page, speech, position, before)
            before[number] = linked
            yield linked


def _joined_with_followed(page: Page, speech: Speech, position: int, before: dict[int, Speech]) -> Speech:
    """The clause behind several paragraphs: they are one turn."""
    previous = before.get(_number(page.before(speech.block)))
    same_block = before.get(speech.block)
    if same_block and speech.source and not speech.source.speaker and _adjacent(page, same_block, speech):
        return speech._replace(joined=True)  # "- A - powiedział Nord. - B - dodał."
    follows = previous is not None and previous.rule in _FOLLOWED and position == 0
    return speech._replace(joined=True) if follows and _starts_block(page, speech) else speech


def _place(page: Page, speech: Speech, position: int, before: dict[int, Speech]) -> Speech:
    """The first explanation that holds, strongest first."""
    block = page.blocks[speech.block]
    same_block = before.get(speech.block)
    if same_block and speech.dashed and _adjacent(page, same_block, speech):
        return speech._replace(rule=QuoteRule.DASH_RESUMED, joined=True)
    if position == 0 and _starts_block(page, speech):
        introduced = _introduced(page, speech, before)
        if introduced:
            return introduced
    followed = _next_sentence(page, speech)
    if followed:
        return followed
    if block.is_title:
        return speech._replace(rule=QuoteRule.DASH_TITLE if speech.dashed else QuoteRule.MARKS_TITLE)
    return _by_turn(page, speech, before)


def _adjacent(page: Page, previous: Speech, speech: Speech) -> bool:
    return previous.source is not None and page.tokens.starts_at(speech.start, previous.taken)


def _starts_block(page: Page, speech: Speech) -> bool:
    return page.tokens.starts_at(speech.start, page.blocks[speech.block].start)


def _introduced(page: Page, speech: Speech, before: dict[int, Speech]) -> Speech | None:
    """`Nord svarer:` or `– A, sier Nord og legger til:` at the end of the paragraph before."""
    number = page.before(speech.block, through_titles=True)
    if number is None:
        return None
    block = page.blocks[number]
    end = len(page.tokens.text[block.start : block.end].rstrip()) + block.start
    if page.tokens.text[end - 1] != ":":
        return None
    rule = QuoteRule.DASH_CLAUSE_BEFORE if speech.dashed else QuoteRule.MARKS_CLAUSE_BEFORE
    last = before.get(number)
    if last and last.source and last.source.cue and last.taken >= end:
        return speech._replace(rule=rule, source=last_cue(page.tokens, last.source, end), joined=True)
    source = read_intro(page.tokens, block.start, end)
    return speech._replace(rule=rule, source=source) if source else None


def _next_sentence(page: Page, speech: Speech) -> Speech | None:
    """`– A.` and then `Det sier Nord.`, in the same or the next paragraph."""
    tokens, block = page.tokens, page.blocks[speech.block]
    at = speech.taken
    while at < block.end and not tokens.text[at].isalnum():
        at += 1
    if at >= block.end:
        number = page.behind(speech.block)
        if number is None or page.blocks[number].is_title:
            return None
        at = page.blocks[number].start
    source = read_back(tokens, *tokens.sentence(at))
    rule = QuoteRule.DASH_NEXT_SENTENCE if speech.dashed else QuoteRule.MARKS_NEXT_SENTENCE
    return speech._replace(rule=rule, source=source) if source else None


def _by_turn(page: Page, speech: Speech, before: dict[int, Speech]) -> Speech:
    """Question, answer, or the same speaker's further words."""
    if not speech.dashed:
        return _by_turn_of_marks(page, speech, before)
    previous = before.get(_number(page.before(speech.block)))
    answered = before.get(_number(page.before(speech.block, through_titles=True)))
    if _is_question(page, speech) and _next_opens(page, speech):
        return speech._replace(rule=QuoteRule.DASH_QUESTION)
    if (answered and answered.rule is QuoteRule.DASH_QUESTION) or _plain_question_before(page, speech):
        return speech._replace(rule=QuoteRule.DASH_ANSWER)
    if previous and previous.dashed and _ends_block(page, previous):
        followed = previous.rule is QuoteRule.DASH_FOLLOWED and _next_opens(page, speech)
        return speech._replace(
            rule=QuoteRule.DASH_FOLLOWED if followed else QuoteRule.DASH_CONTINUED, joined=True
        )
    if _is_question(page, speech):
        return speech._replace(rule=QuoteRule.DASH_QUESTION)
    return speech._replace(
        rule=QuoteRule.DASH_FOLLOWED if _next_opens(page, speech) else QuoteRule.DASH_ALONE
    )


def _by_turn_of_marks(page: Page, speech: Speech, before: dict[int, Speech]) -> Speech:
    previous = before.get(_number(page.before(speech.block)))
    if (
        previous
        and previous.kind is QuoteKind.DIRECT
        and _ends_block(page, previous)
        and _starts_block(page, speech)
    ):
        followed = previous.rule is QuoteRule.MARKS_FOLLOWED and _next_opens(page, speech)
        rule = QuoteRule.MARKS_FOLLOWED if followed else QuoteRule.MARKS_CONTINUED
        return speech._replace(rule=rule, joined=True)
    rule = QuoteRule.MARKS_FOLLOWED if _next_opens(page, speech) else QuoteRule.MARKS_ALONE
    return speech._replace(rule=rule)


def _number(block: int | None) -> int:
    return -1 if block is None else block


def _is_question(page: Page, speech: Speech) -> bool:
    return page.tokens.text[speech.end - 1] == "?"


def _plain_question_before(page: Page, speech: Speech) -> bool:
    """A question of the interviewer that has no dash."""
    number = page.before(speech.block, through_titles=True)
    if number is None or page.speeches[number]:
        return False
    block = page.blocks[number]
    return page.tokens.text[block.start : block.end].rstrip().endswith("?")


def _ends_block(page: Page, speech: Speech) -> bool:
    return page.tokens.starts_at(page.blocks[speech.block].end, speech.taken)


def _next_opens(page: Page, speech: Speech) -> bool:
    """Whether the next paragraph starts with speech of the same kind."""
    number = page.behind(speech.block)
    if number is None or not page.speeches[number] or not _ends_block(page, speech):
        return False
    following = page.speeches[number][0]
    return (
        following.dashed == speech.dashed
        and following.kind is QuoteKind.DIRECT
        and _starts_block(page, following)
    )


def _is_list_item(page: Page, number: int) -> bool:
    """Dashes in front of a list: three or more in a row, none with an end mark or a source."""
    first = last = number
    while first > 0 and number - first < _BULLET_RUN and _looks_like_item(page, first - 1):
        first -= 1
    while last + 1 < len(page.blocks) and last - number < _BULLET_RUN and _looks_like_item(page, last + 1):
        last += 1
    return _looks_like_item(page, number) and last - first + 1 >= _BULLET_RUN


def _looks_like_item(page: Page, number: int) -> bool:
    speeches = page.speeches[number]
    if len(speeches) != 1 or not speeches[0].dashed or speeches[0].rule:
        return False
    return page.tokens.text[speeches[0].end - 1] not in '.!?…:»”"'

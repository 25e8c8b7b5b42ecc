"""Which language an article, and each of its segments, is written in.

langdetect proposes, the words dispose. langdetect reads the beginning of the prose and is the
authority for every language but the small Nordic world, where it errs: it knows one Norwegian,
takes short Norwegian for Danish, Icelandic and Faroese for Norwegian, Northern Sami for Estonian.
There the function words of `languages/<code>.toml` decide, and log-odds of words split Norwegian
into bokmål and nynorsk; in a short text, where they hardly tell, every word is weighed. What nothing
can tell is `und`, unless a language was declared for the path.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.documents import Issue
from schemas.segments import SegmentKind
from transforms.evidence import FORMS, NORWEGIAN, READ, Tally, lane_of, lanes, tallies, total
from transforms.langdetector import Answer, ask
from transforms.nordic import weigh
from transforms.segments import Segment

UNKNOWN = "und"

#: Languages whose function words overrule langdetect.
NORDIC = frozenset({NORWEGIAN, "da", "sv", "is", "fo", "se"})

#: Those of them that share most function words.
SCANDINAVIAN = (NORWEGIAN, "da", "sv")

#: Those of them that langdetect has no profile of, the labels it gives them, and letters that betray them.
UNPROFILED = ("is", "fo", "se")
MISLABELLED = frozenset({NORWEGIAN, "da", "sv", "et", "fi"})
BETRAYING_LETTERS = "ðþđŋŧ"
BETRAYING_SHARE = 0.01  # of the code points; a foreign name in Norwegian text stays far below

#: langdetect's labels that are no BCP 47 code of a language.
BCP_47 = {"zh-cn": "zh", "zh-tw": "zh"}

PROSE = frozenset({SegmentKind.LEDE, SegmentKind.PARAGRAPH})
SILENT = frozenset({SegmentKind.HEADER, SegmentKind.FURNITURE})  # say nothing about the article's language
QUOTE_OPENERS = frozenset("-–—―−«»\"“”„'‘’")

ASKED = 60  # code points of prose below which langdetect is not asked: its answers are noise
ASKED_ALONE = 100  # code points of a segment below which langdetect is not asked about it alone
SAMPLED_WORDS = 100  # words at a segment's start that tell running text from a list of names
NAMES_SHARE = 0.4  # share of words without a small first letter that makes a list of names
FLOOR = 0.9  # langdetect's probability below which its label counts for nothing ...
NORWEGIAN_FLOOR = 0.5  # ... and `no`: what it takes for Danish is often Norwegian, hardly ever the reverse
SUPPORT = 0.08  # share of its own function words without which a label is not believed
CLEAR_HITS = 3  # function words that a language needs at least to be told by them ...
CLEAR_SHARE = 0.15  # ... as a share of the words, which running text in a language exceeds twice over ...
CLEAR_LEAD = 0.05  # ... and their lead over the runner-up's, as a share of the words
FORM_TOLD = 0.4  # log-odds at which a document's form of Norwegian is told ...
FORM_CLEAR = 4.0  # ... and a segment's
FORM_CLOSE = 8.0  # log-odds below which all of a document's words are weighed
WEIGHED_LEAD = 2.0  # log-odds by which a Scandinavian language must lead when all words are weighed ...
WEIGHED_LEAD_ALONE = 4.0  # ... and where langdetect was not asked
MIXED_WORDS = 20  # words in another language that make a document mixed ...
MIXED_SHARE = 0.1  # ... if they are this share of the words whose language is told


_Stretch = tuple[Segment, str, Tally]  # a segment, its text, and the tally of its words


@dataclass(frozen=True, slots=True)
class Detection:
    """`language` is the decision (BCP 47, `und` if unknown); `label` and `probability` are langdetect's."""

    language: str
    label: str | None
    probability: float | None
    segments: tuple[Segment, ...]  # the page's, each with its language
    issues: frozenset[Issue]


def detect(text: str, segments: Sequence[Segment], prior: str | None) -> Detection:
    """The language of the segments' prose, and of each segment that is long enough to tell.

    `prior` (BCP 47, or `no` for either form of Norwegian) is the language declared for the path: it
    decides where the text does not. Without prose, headline, subheadings and captions are read
    instead, by their words alone. `mixed_language` is set where at least twenty words, and a tenth
    of the article, are in another language. Of a segment only the first `READ` code points are read.
    """
    blank = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    texts = [blank[start:end] for _, start, end, _, _ in segments]
    if len(text) > READ:
        texts = [one[:READ] for one in texts]
    stretches = list(zip(segments, texts, tallies(texts), strict=True))
    prose = [stretch for stretch in stretches if stretch[0].kind in PROSE]
    answer = _asked(prose)
    read = prose or [stretch for stretch in stretches if stretch[0].kind not in SILENT]
    language = _document_language(read, answer, prior)
    lane = lane_of().get(language)
    told = [_segment_language(text, counted, language, lane) for _, text, counted in stretches]
    return Detection(
        language,
        answer.label if answer else None,
        answer.probability if answer else None,
        tuple(
            [
                tuple.__new__(Segment, (kind, start, end, credit, code))  # as Segment(), but sooner
                for (kind, start, end, credit, _), code in zip(segments, told, strict=True)
            ]
        ),
        _issues(language, stretches, told),
    )


def _asked(prose: Iterable[_Stretch]) -> Answer | None:
    sample = "\n".join([text for _, text, _ in prose])
    return ask(sample) if len(sample) >= ASKED else None


def _document_language(read: Sequence[_Stretch], answer: Answer | None, prior: str | None) -> str:
    """What words and langdetect make of the stretches, else what was declared; `no` becomes a form of it."""
    counted = _total(read)
    hits = counted.hits()
    language = _clear(hits, counted.words) or _scandinavian(read, hits, answer)
    if answer and language not in NORDIC and language != answer.label:
        betrayed = answer.label in MISLABELLED and _betrayed(read)
        language = _leading(hits, UNPROFILED) if betrayed else _believed(answer, hits, counted.words)
    language = language or prior or UNKNOWN
    if language != NORWEGIAN:
        return language
    return _norwegian_form(read) or (prior if prior in FORMS else None) or UNKNOWN


def _clear(hits: Sequence[int], words: int) -> str | None:
    """The language whose function words lead clearly."""
    second, first = sorted(hits)[-2:]
    clear = first >= max(CLEAR_HITS, CLEAR_SHARE * words) and first - second >= CLEAR_LEAD * words
    return lanes()[hits.index(first)] if clear else None


def _scandinavian(read: Sequence[_Stretch], hits: Sequence[int], answer: Answer | None) -> str | None:
    """The Scandinavian language that leads when all words are weighed, where nothing speaks for another one.

    langdetect, asked, must have named one of them; not asked, one of them must have the most function words.
    """
    most = max(hits)
    leads = most > 0 and any(hits[lane_of()[code]] == most for code in SCANDINAVIAN)
    if not (answer.label in SCANDINAVIAN if answer else leads) or _betrayed(read):
        return None
    weights = weigh("\n".join(text for _, text, _ in read))
    weights[NORWEGIAN] = max(weights.pop(form) for form in sorted(FORMS))
    second, first = sorted((weight, code) for code, weight in weights.items())[-2:]
    lead = WEIGHED_LEAD if answer else WEIGHED_LEAD_ALONE
    return first[1] if first[0] - second[0] >= lead else None


def _believed(answer: Answer, hits: Sequence[int], words: int) -> str | None:
    """The label as BCP 47, unless it is unsure or the language's own function words are missing."""
    label = answer.label
    floor = NORWEGIAN_FLOOR if label == NORWEGIAN else FLOOR
    own = hits[lane_of()[label]] if label in lane_of() else words
    supported = own >= max(SUPPORT * words, *hits)
    return BCP_47.get(label, label) if supported and answer.probability >= floor else None


def _betrayed(read: Sequence[_Stretch]) -> bool:
    letters = sum(text.count(letter) for _, text, _ in read for letter in BETRAYING_LETTERS)
    return letters >= BETRAYING_SHARE * sum(len(text) for _, text, _ in read)


def _leading(hits: Sequence[int], codes: Sequence[str]) -> str | None:
    """The one of the languages that has more function words than the others; None at a draw."""
    second, first = sorted((hits[lane_of()[code]], code) for code in codes)[-2:]
    return first[1] if first[0] > second[0] else None


def _norwegian_form(read: Sequence[_Stretch]) -> str | None:
    """`nb` or `nn`: the reporter's telling words decide, then everybody's, then every word.

    Quoted people keep their own form: half the quotes of a nynorsk paper may be bokmål.
    """
    odds = total([counted for _, text, counted in read if text[:1] not in QUOTE_OPENERS]).nynorsk()
    if abs(odds) < FORM_CLOSE:
        odds = _total(read).nynorsk()
    if abs(odds) < FORM_CLOSE:
        weights = weigh("\n".join(text for _, text, _ in read))
        odds = weights["nn"] - weights["nb"]
    return _form(odds, FORM_TOLD)


def _form(odds: float, floor: float) -> str | None:
    if abs(odds) < floor:
        return None
    return "nn" if odds > 0 else "nb"


def _total(stretches: Iterable[_Stretch]) -> Tally:
    return total([counted for _, _, counted in stretches])


def _segment_language(text: str, counted: Tally, document: str, lane: int | None) -> str | None:
    """The language of one stretch; None where it is too short or unclear.

    `lane` is the document's language's, None where it has no function words. Where no language is
    clear, the document's own words are enough to say that nothing changed; so where they lead, as
    nearly everywhere, by how much is not asked.
    """
    words = counted.words
    if words < CLEAR_HITS:
        return None
    own = 0 if lane is None else counted.hits_in(lane)
    enough = own >= CLEAR_HITS and own >= SUPPORT * words
    if enough and not counted.surpasses(own) and not _changes_form(counted, document):
        return document
    hits = counted.hits()
    clear = _clear(hits, words)
    if clear == NORWEGIAN:
        return _form(counted.nynorsk(), FORM_CLEAR) or (document if document in FORMS else None)
    if clear:
        return clear
    return document if enough else _asked_alone(text, words, hits)


def _changes_form(counted: Tally, document: str) -> bool:
    """Whether the words of a Norwegian document are clearly of its other form."""
    if document == "nb":
        return counted.nynorsk() >= FORM_CLEAR
    return document == "nn" and counted.nynorsk() <= -FORM_CLEAR


def _asked_alone(text: str, words: int, hits: Sequence[int]) -> str | None:
    """What langdetect makes of a longer stretch without known function words, if it is running text."""
    if len(text) < ASKED_ALONE:
        return None
    sample = text.split(maxsplit=SAMPLED_WORDS)[:SAMPLED_WORDS]
    running = sum(word[0].isalpha() and not word[0].isupper() for word in sample)
    if running < (1 - NAMES_SHARE) * len(sample):
        return None
    answer = ask(text)
    if answer is None or answer.label == NORWEGIAN:
        return None
    return _believed(answer, hits, words)


def _issues(language: str, stretches: Sequence[_Stretch], told: Sequence[str | None]) -> frozenset[Issue]:
    if language == UNKNOWN:
        return frozenset({Issue.LANGUAGE_UNSURE})
    if {language, None}.issuperset(told):
        return frozenset()
    words = [
        (code, counted.words)
        for (segment, _, counted), code in zip(stretches, told, strict=True)
        if code and segment.kind not in SILENT
    ]
    other = sum(count for code, count in words if code != language)
    mixed = other >= max(MIXED_WORDS, MIXED_SHARE * sum(count for _, count in words))
    return frozenset({Issue.MIXED_LANGUAGE}) if mixed else frozenset()

"""Lines that are no prose: notices, ads, buttons, time lines, read-more lines, list heads."""

from __future__ import annotations

import re

from transforms.segments.lexicon import Notice, Phrase, first_word, lexicon

_LONGEST = 240  # characters: a longer line is prose, whatever it begins with
_TAIL = 60  # characters after a notice that may still belong to it
_LONGEST_TIME = 100
_LONGEST_ONE_WORD = 60
_MARKS = ",.:;!?…- –—|>»)"
_BULLETS = "•*>|-( "
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_HAS_DIGIT = re.compile("[0-9]")
_SENTENCE_END = frozenset(".!?")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}(?:/\S*)?|<[^<>]*>|\{\{[^{}]*\}\}"
)
_LETTER_OR_DIGIT = re.compile(r"\w")


def notice(line: str) -> Phrase | None:
    """The phrase that makes the line furniture, or None."""
    if len(line) > _LONGEST:
        return None
    words = line.lstrip(_BULLETS) or line
    for phrase in lexicon().phrases.get(first_word(words).casefold(), ()):
        if _announces(phrase, words.casefold(), line):
            return phrase
    return None


def _announces(phrase: Phrase, folded: str, line: str) -> bool:
    """Whether a line in lower case begins with the phrase in the manner of its kind."""
    rest = folded[len(phrase.words) :]
    if not folded.startswith(phrase.words) or rest[:1].isalnum():
        return False
    tail = rest.strip(_MARKS)
    match phrase.notice:
        case Notice.BUTTON:
            return all(word in lexicon().buttons for word in tail.split())
        case Notice.FACTS | Notice.SUMMARY:
            return not tail or rest[0] == ":" or (rest[0] == " " and line[: len(phrase.words)].isupper())
        case Notice.NOTICE:
            return not tail or rest[0] in ".!:" or " " in phrase.words
        case Notice.PAYWALL if tail and line[-1] == ".":
            return any(stem in folded for stem in lexicon().paywall_stems)
        case _:
            return not tail or _is_opener(phrase, rest, line)


def _is_opener(phrase: Phrase, rest: str, line: str) -> bool:
    """Whether a phrase with more after it opens furniture; one word alone may also open a sentence."""
    if (
        " " in phrase.words
        or phrase.words[-1] in ":?©"
        or rest[0] in ":|"
        or rest.lstrip(_MARKS)[:1].isdigit()
    ):
        return True
    return len(line) <= _LONGEST_ONE_WORD and line[-1] not in _SENTENCE_END


def notice_end(line: str, phrase: Phrase) -> int | None:
    """Where prose goes on after a notice on the same line; None when the whole line is furniture."""
    if phrase.notice is not Notice.NOTICE:
        return None
    end = len(line) - len(line.lstrip(_BULLETS)) + len(phrase.words)
    while end < len(line) and line[end] in ".!…)":
        end += 1
    goes_on = len(line) - end > _TAIL and line[end - 1] in _SENTENCE_END
    return end if goes_on else None


def is_time_line(line: str) -> bool:
    """Whether a line holds nothing but dates, times and words about them."""
    if len(line) > _LONGEST_TIME:
        return False
    known = lexicon()
    words: list[str] = []
    for found in _WORD.finditer(line):
        word = found[0].casefold()
        if word not in known.time_words:
            return False
        words.append(word)
    if not words:
        return _HAS_DIGIT.search(line) is not None
    return len(words) > 1 or _HAS_DIGIT.search(line) is not None or words[0] in known.status_words


def is_debris(line: str) -> bool:
    """Whether a line holds neither a letter nor a digit (`***`), or is a web address or a lost tag."""
    if not _LETTER_OR_DIGIT.search(line):
        return True
    alone = " " not in line or line[0] in "<{"
    return alone and len(line) <= _LONGEST and _ADDRESS.fullmatch(line) is not None

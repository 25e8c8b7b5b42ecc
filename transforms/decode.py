"""Bytes to text: byte-order mark, strict UTF-8, declared, detected, windows-1252 with a flag."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

from schemas.documents import EncodingSource, Issue
from schemas.fates import Reason
from transforms.view import WINDOWS_1252, is_damaged


@dataclass(frozen=True, slots=True)
class Hint:
    """What spalte.toml says about a path; part of the settings digest."""

    encoding: str | None = None  # Python codec name
    language: str | None = None  # BCP 47 prior


@dataclass(frozen=True, slots=True)
class Decoded:
    """The decoded file. Only a byte-order mark is missing from `text`."""

    text: str
    encoding: str
    encoding_source: EncodingSource
    issues: frozenset[Issue]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why the content is unusable; `detail` is one sentence that says what is wrong and what to do."""

    reason: Reason
    detail: str


_Reading = tuple[str, str, EncodingSource]  # text, encoding, how it became known

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    *(b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04"),
    *(b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"BZh", b"\xfd7zXZ"),
)

# Single-byte (and East Asian) encodings that a house could have written each language in, likeliest first.
_CANDIDATES = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "ro", "sq", "bs"), ("cp1250", "iso8859_2", "cp852")),
    **dict.fromkeys(("et", "lv", "lt"), ("cp1257", "iso8859_13")),
    **dict.fromkeys(("ru", "bg", "sr", "mk", "be"), ("cp1251", "koi8_r", "iso8859_5", "cp866")),
    "uk": ("cp1251", "koi8_u", "iso8859_5", "cp866"),
    "el": ("cp1253", "iso8859_7"),
    "tr": ("cp1254", "iso8859_9"),
    "he": ("cp1255", "iso8859_8"),
    "ar": ("cp1256", "iso8859_6"),
    "ja": ("shift_jis", "euc_jp"),
    "zh": ("gb18030", "big5"),
    "ko": ("cp949", "euc_kr"),
}
_WESTERN = ("cp1252", "mac_roman", "cp850")
_UNKNOWN = (*_WESTERN, "cp1250", "cp1251", "koi8_r", "cp1253", "shift_jis", "gb18030")
_WESTERN_LANGUAGES = frozenset(
    ("nb", "nn", "no", "da", "sv", "fi", "is", "fo", "en", "de", "nl", "fr", "es", "it", "pt", "ca")
)

# What no Western text holds: rare characters, a quotation mark inside a word, a capital after a small letter.
_ODD = re.compile(
    "[^\x00-\x7f\xa0«»°§©®·½¼¿¡ªº²³´×£€–—‘’‚“”„…•†™æøåäöüßéèêëàâáãçñóòôõíìîïúùûðþýœÆØÅÄÖÜÉÈÊÀÁÂÃÇÑÓÒÔÕÍÎÚÐÞ]"
    "|[^\\W\\d_][‘‚“”„¿¡†](?=[^\\W\\d_])|[²³ªº](?=[^\\W\\d_])|[a-zß-ÿœ][À-ÞŒ]"
)
_ODD_SHARE = 0.05  # of the characters beyond ASCII
_CLOSE = 0.03  # charset-normalizer's "chaos" of two candidates that it cannot tell apart

_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32)))
_CHARS_PER_CONTROL = 100
_PIECE = 2**20  # code points, or bytes, that are looked at together: a text may have 64 MiB
_LOST = re.compile("[?\ufffd]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_LETTERS_PER_LOSS = 50


def decode(data: bytes, hint: Hint) -> Decoded | Rejection:
    """The bytes of one file as text, or why they are unusable. Never raises.

    Tried in order: byte-order mark, strict UTF-8, the declared encoding, detection among the encodings
    that the language prior allows, windows-1252. Nothing is normalised; damage stays, flagged.
    """
    if data.startswith(_MAGIC):
        return _rejected(Reason.BINARY, "The file is a document, picture or archive, no plain text")
    text, encoding, source = _marked(data) or _unicode(data) or _declared(data, hint) or _detected(data, hint)
    lost = _lost_letters(text)
    issues = _issues(text, encoding, source, hint) | ({Issue.LETTERS_LOST} if lost else set())
    return _rejection(text, lost) or Decoded(text, encoding, source, issues)


def _marked(data: bytes) -> _Reading | None:
    """Text after a byte-order mark; bytes that the encoding cannot hold become U+FFFD."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, "utf-8-sig" if mark == codecs.BOM_UTF8 else encoding[:6], EncodingSource.BOM
    return None


def _unicode(data: bytes) -> _Reading | None:
    """Strict UTF-8."""
    try:
        return data.decode("utf-8"), "utf-8", EncodingSource.UTF8
    except UnicodeDecodeError:
        return None


def _declared(data: bytes, hint: Hint) -> _Reading | None:
    """The declared encoding, unless the bytes (or Python) do not know it."""
    try:
        name = codecs.lookup(hint.encoding or "").name
        text = _windows_1252(data) if name == "cp1252" else data.decode(name)
    except (LookupError, ValueError):
        return None
    return text, name, EncodingSource.DECLARED


def _detected(data: bytes, hint: Hint) -> _Reading:
    """The most plausible candidate, or windows-1252."""
    return _torn_utf8(data) or _western(data, hint) or _normalised(data, hint) or _last_resort(data)


def _torn_utf8(data: bytes) -> _Reading | None:
    """UTF-8 with a few broken bytes (a cut file, a bad splice): each becomes U+FFFD."""
    text = data.decode("utf-8", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return (text, "utf-8", EncodingSource.DETECTED) if beyond > 5 * text.count("\ufffd") else None


def _western(data: bytes, hint: Hint) -> _Reading | None:
    """Windows-1252 where (almost) every character beyond ASCII is one that Western text uses."""
    if hint.language not in _WESTERN_LANGUAGES and hint.language is not None:
        return None
    text = _windows_1252(data)
    beyond = len(data) - len(data.decode("ascii", "ignore"))
    odd = sum(1 for _ in _ODD.finditer(text))
    plausible = odd <= beyond * _ODD_SHARE and beyond * 3 <= len(data)
    return (text, "cp1252", EncodingSource.DETECTED) if plausible else None


def _normalised(data: bytes, hint: Hint) -> _Reading | None:
    """charset-normalizer's choice; between candidates that it finds equally clean, the likeliest."""
    language = hint.language or ""
    candidates = _WESTERN if language in _WESTERN_LANGUAGES else _CANDIDATES.get(language, _UNKNOWN)
    matches = charset_normalizer.from_bytes(data, cp_isolation=list(candidates), enable_fallback=False)
    if not matches:
        return None
    cleanest = min(match.chaos for match in matches)
    close = [match for match in matches if match.chaos <= cleanest + _CLOSE and match.encoding in candidates]
    if not close:
        return None
    # Windows-1252 was looked at before and found odd, so here it comes last.
    best = min(close, key=lambda match: (match.encoding == "cp1252", candidates.index(match.encoding)))
    return data.decode(best.encoding, "replace"), best.encoding, EncodingSource.DETECTED


def _last_resort(data: bytes) -> _Reading:
    return _windows_1252(data), "cp1252", EncodingSource.FALLBACK


def _windows_1252(data: bytes) -> str:
    """Windows-1252 as browsers read it: every byte has a character, so nothing is lost."""
    return codecs.charmap_decode(data, "strict", WINDOWS_1252)[0]


def _rejection(text: str, lost: int) -> Rejection | None:
    """Why nobody should read this text, if so."""
    if not text or text.isspace():
        return _rejected(Reason.EMPTY, "The file is empty or holds nothing but blanks")
    if _controls(text) * _CHARS_PER_CONTROL > len(text):
        return _rejected(Reason.BINARY, "The file holds control characters as no text does")
    if lost and lost * _LETTERS_PER_LOSS > sum(map(str.isalpha, text)):
        return _rejected(Reason.DESTROYED, f"{lost} letters are lost, more than one in {_LETTERS_PER_LOSS}")
    return None


def _controls(text: str) -> int:
    """How many control characters stand in the text; in UTF-8 each is the one byte that it is in ASCII."""
    pieces = (text[at : at + _PIECE].encode("utf-8", "replace") for at in range(0, len(text), _PIECE))
    return sum(len(data) - len(data.translate(None, _CONTROLS)) for data in pieces)


def _rejected(reason: Reason, what: str) -> Rejection:
    return Rejection(reason, f"{what}. {reason.remedy}")


def _lost_letters(text: str) -> int:
    """How many runs of `?` or U+FFFD stand where a letter must have been; web addresses do not count."""
    if "?" not in text and "\ufffd" not in text:
        return 0
    if not any(map(_stands_for_letter, _LOST.finditer(text))):
        return 0
    return sum(map(_stands_for_letter, _LOST.finditer(_ADDRESS.sub(" ", text))))


def _stands_for_letter(found: re.Match[str]) -> bool:
    """Whether the mark stands inside a word or at its beginning; a capital after `?` begins a sentence."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if found[0][0] == "\ufffd" and (before.isalpha() or after.isalpha()):
        return True
    if not after.isalpha() or (before.isalpha() and before.islower() and after.isupper()):
        return False
    return before.isalpha() or not (before in ".!…" and before)


def _issues(text: str, encoding: str, source: EncodingSource, hint: Hint) -> frozenset[Issue]:
    unusual = source is EncodingSource.DETECTED and encoding not in ("utf-8", "cp1252")
    flags = {
        Issue.ENCODING_DAMAGED: is_damaged(text) or "\ufffd" in text,
        Issue.ENCODING_GUESSED: source is EncodingSource.FALLBACK or (unusual and hint.language is None),
    }
    return frozenset(issue for issue, holds in flags.items() if holds)

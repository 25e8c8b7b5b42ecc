"""The walk: bytes -> Article, room by room."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from schemas.entities import EntityEngine
from transforms.decode import Decoded, Hint, Rejection, decode
from transforms.entities import Mention, find_mentions
from transforms.entities.engine import load
from transforms.header import Header, read_header
from transforms.language import UNKNOWN, Detection, detect
from transforms.quotes import Quote, extract
from transforms.segments import Page, one_piece, segment
from transforms.speakers import resolve
from transforms.speakers.facts import with_facts
from transforms.view import View, clean

_NO_HINT = Hint()
_START = 10_000  # code points of a text that is too long to read in which its date is looked for


@dataclass(frozen=True, slots=True)
class Raw:
    """One raw file: its path below the raw root, its stored size and hash, its (decompressed) bytes."""

    uri: str
    sha256: str
    size: int
    data: bytes
    hint: Hint = _NO_HINT


@dataclass(frozen=True, slots=True)
class Article:
    """Everything that was understood of one raw file; spans count in `view`, rows map them back."""

    raw: Raw
    decoded: Decoded
    view: View
    header: Header
    page: Page
    detection: Detection
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]

    @property
    def document_id(self) -> str:
        """blake2b-128 of the source's path, hexadecimal."""
        return hashlib.blake2b(self.raw.uri.encode(), digest_size=16).hexdigest()

    @property
    def issues(self) -> list[str]:
        """Codes of all rooms, sorted."""
        return sorted(self.decoded.issues | self.header.issues | self.page.issues | self.detection.issues)


def read_article(raw: Raw, entities: str = EntityEngine.CASCADE) -> Article | Rejection:
    """One raw file as an article, or why its content is unusable. Never raises on any bytes.

    `entities` names the engine that finds names (see `transforms.entities.engine.load`).
    """
    decoded = decode(raw.data, raw.hint)
    if isinstance(decoded, Rejection):
        return decoded
    view = clean(decoded.text)
    header = read_header(view.text, raw.uri)
    page = segment(view.text, header)
    detection = detect(view.text, page.segments, raw.hint.language)
    engine = load(entities)
    mentions = find_mentions(view.text, detection.segments, detection.language, engine) if engine else ()
    quotes = extract(view.text, detection.segments, mentions, detection.language)
    quotes = resolve(view.text, detection.segments, mentions, quotes, detection.language)
    mentions = with_facts(mentions, quotes)
    return Article(raw, decoded, view, header, page, detection, mentions, quotes)


def keep_article(raw: Raw) -> Article | Rejection:
    """A raw file that is too long to read: its text and date, one piece of furniture, flagged `too_long`.

    Takes up to six times the size of its bytes of memory, and 0.25 seconds a MB. Never raises on any bytes.
    """
    decoded = decode(raw.data, raw.hint)
    if isinstance(decoded, Rejection):
        return decoded
    header = read_header(decoded.text[:_START], raw.uri)
    page = one_piece(decoded.text, header)
    detection = Detection(UNKNOWN, None, None, page.segments, frozenset())
    return Article(replace(raw, data=b""), decoded, View(decoded.text), header, page, detection, (), ())

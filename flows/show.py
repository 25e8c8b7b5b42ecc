"""One article in the terminal, with what the job understood of it: segments, quotes, entities."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.errors import NotFoundError
from flows.stores.place import Place
from schemas.dataset import scan_folder, version
from schemas.published import Published

_QUOTE_STYLES = {
    "direct": "white on dark_green",
    "partial": "white on purple4",
    "indirect": "white on grey30",
}
_LABEL_STYLES = {"PER": "bold yellow", "ORG": "bold cyan", "GPE": "bold magenta", "LOC": "magenta"}
_OTHER_LABEL = "bold bright_blue"

#: Code points of a segment that are shown: a text too long to understand is one of up to 64 million.
_LONGEST = 20_000

#: Terminals obey control characters and turn text round; a blank for each, or the offsets would shift.
_CONTROLS = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " "
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A document with the rows of the other tables."""

    document: Row
    segments: list[Row]
    quotes: list[Row]
    entities: list[Row]


def find_document(wanted: str, out: Place) -> Shown:
    """The document with this id, the unique beginning of one, or this source path.

    Raises NotFoundError when there is none, or more than one.
    """
    folder = version(str(out))
    document = _document(wanted, folder, out)
    same = [pl.col(name) == document[name] for name in ("document_id", "language", "year", "month")]
    rows = {
        name: scan_folder(name, folder).filter(*same).sort("start").collect().to_dicts()
        for name in ("segments", "quotes", "entities")
    }
    return Shown(document, **rows)


def print_document(shown: Shown, console: Console) -> None:
    """The article segment by segment, quotes on a ground and entities in colours, then the quotes."""
    console.print(_facts(shown.document))
    console.print(_article(shown))
    console.print(_quotes(shown.quotes))
    console.print(_legend())


def _document(wanted: str, folder: Path | Published, out: Place) -> Row:
    id_or_path = pl.col("document_id").str.starts_with(wanted) | (pl.col("source_uri") == wanted)
    found = scan_folder("documents", folder).filter(id_or_path).head(2).collect().to_dicts()
    if len(found) != 1:
        how_many = "More than one document begins" if found else "No document begins"
        raise NotFoundError(
            f"{how_many} with `{wanted}` in {out}. Give more of the id, or the path below the raw root; "
            f"`spalte sources {out}` lists both."
        )
    return found[0]


def _facts(document: Row) -> RenderableType:
    date = f"{document['date']} ({document['date_precision']})" if document["date"] else "undated"
    facts = {
        "document": document["document_id"],
        "source": document["source_uri"],
        "headline": document["headline"],
        "date": date,
        "language": f"{document['language']} (langdetect: {document['language_detected']})",
        "byline": ", ".join(document["byline"]),
        "issues": ", ".join(document["issues"]),
    }
    grid = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value:
            grid.add_row(Text(name, style="dim"), Text(str(value).translate(_CONTROLS)))
    return grid


def _article(shown: Shown) -> RenderableType:
    text = Text(shown.document["text"].translate(_CONTROLS))
    for quote in shown.quotes:
        text.stylize(_QUOTE_STYLES[quote["kind"]], quote["start"], quote["end"])
    for mention in shown.entities:
        style = _LABEL_STYLES.get(mention["label"], _OTHER_LABEL)
        text.stylize(style, mention["start"], mention["end"])
    grid = Table.grid(padding=(0, 2))
    for part in shown.segments:
        end = min(part["end"], part["start"] + _LONGEST)
        words = text[part["start"] : end]
        if end < part["end"]:
            words.append(f" … and {part['end'] - end:,} code points more", style="dim")
        grid.add_row(Text(part["kind"], style="dim"), words)
    return Group(Text(), grid)


def _quotes(quotes: list[Row]) -> RenderableType:
    table = Table("speaker", "cue", "words", box=None, title="\nWho said what", title_justify="left")
    for quote in quotes:
        speaker = quote["speaker_name"] or quote["speaker"] or "?"
        table.add_row(
            *(Text((value or "").translate(_CONTROLS)) for value in (speaker, quote["cue"], quote["text"]))
        )
    return table if quotes else Text()


def _legend() -> Text:
    pairs = [*_QUOTE_STYLES.items(), *_LABEL_STYLES.items(), ("PROD EVT", _OTHER_LABEL)]
    return Text("  ").join(Text(name, style=style) for name, style in pairs)

"""Spalte's way to the language of each file and no further: decode, header, segments, language.

    python benchmarks/peers/language.py RAW

Prints the CPU seconds of the work, imports and language data left out, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time

from transforms.decode import Hint, Rejection, decode
from transforms.header import read_header
from transforms.language import detect
from transforms.segments import segment
from transforms.view import clean


def language_of(name: str, data: bytes) -> str | None:
    """BCP 47 code of the text in `data`, None where it is unusable; `name` may hold its date."""
    decoded = decode(data, Hint())
    if isinstance(decoded, Rejection):
        return None
    text = clean(decoded.text).text
    return detect(text, segment(text, read_header(text, name)).segments, None).language


def main(raw: Path) -> None:
    """Detect the language of every .txt file below `raw`."""
    language_of("a.txt", b"Regjeringen sier at veien er stengt, og det er ikke bra.")  # data is read
    started = process_time()
    paths = sorted(raw.rglob("*.txt"))
    for path in paths:
        language_of(path.name, path.read_bytes())
    print(json.dumps({"files": len(paths), "cpu_seconds": process_time() - started}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Coverage-guided fuzzing of the walk: any bytes give an article whose rows are true, or a rejection.

    python tests/faults/fuzz_article.py [seconds [folder of what was found]]

Needs `pip install -e '.[fuzz]'`. Seeds are the articles of this repository. What fails is left as
`crash-*` in the working folder, what takes more than ten seconds as `timeout-*`.

An hour by hand on 2026-11-23 (31,223 inputs on a part of one busy core, 3,921 edges): nothing found.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from tempfile import mkdtemp

import atheris

_ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(_ROOT))

with atheris.instrument_imports(include=["transforms"]):
    from schemas.entities import EntityEngine
    from transforms.article import Article, Raw, read_article
    from transforms.rows import tables

_LONGEST = 16_384  # bytes; what long texts do is the adversarial benchmark's question


def check(data: bytes) -> None:
    """Raise unless `data` gives a rejection, or an article whose rows slice to their text."""
    raw = Raw("2022/02/x.txt", hashlib.sha256(data).hexdigest(), len(data), data)
    article = read_article(raw, EntityEngine.OFF)
    if not isinstance(article, Article):
        assert article.detail
        return
    rows = tables([article], "fuzz")
    text = article.decoded.text
    for quote in rows["quotes"].to_pylist():
        assert text[quote["start"] : quote["end"]] == quote["text"]
    for segment in rows["segments"].to_pylist():
        assert 0 <= segment["start"] < segment["end"] <= len(text)


def _seeds(folder: Path) -> Path:
    articles = [*(_ROOT / "data" / "raw").rglob("*.txt"), *(_ROOT / "tests/golden/articles").glob("*.txt")]
    for number, path in enumerate(sorted(articles)):
        (folder / f"seed-{number:04d}").write_bytes(path.read_bytes()[:_LONGEST])
    return folder


def main(seconds: str = "60", found: str | None = None) -> None:
    """Fuzz for so many seconds; what widens the coverage goes into `found`."""
    corpus = Path(found or mkdtemp())
    corpus.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=10", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], *options, str(corpus), str(_seeds(Path(mkdtemp())))], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])

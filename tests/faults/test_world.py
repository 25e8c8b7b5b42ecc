"""The world around a run: clocks, time zones, locales, masks and paths change nothing in the rows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.verify import verify
from schemas import scan
from tests.faults.corpus import write_article
from tests.faults.runs import SMALL, Ended, ended, spalte_run, start
from tests.flows.rows import files

pytestmark = pytest.mark.faults

ARTICLES = 12

#: Moves the clock of a run and its workers: Python imports a module of this name when it starts.
_CLOCK = """
import datetime, os, time
shift = float(os.environ["CLOCK_SHIFT"])
real_time, real_ns, real_datetime = time.time, time.time_ns, datetime.datetime
time.time = lambda: real_time() + shift
time.time_ns = lambda: real_ns() + int(shift * 1e9)
class Shifted(real_datetime):
    @classmethod
    def now(cls, tz=None):
        return real_datetime.fromtimestamp(time.time(), tz)
datetime.datetime = Shifted
"""

_YEAR = 365 * 24 * 3600


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for number in range(ARTICLES):
        write_article(tmp_path / f"raw/{number}.txt", number)
    return tmp_path / "raw"


@pytest.fixture
def plain(raw: Path, tmp_path: Path) -> Path:
    """What a run in the ordinary world makes of the articles."""
    _complete(spalte_run(raw, tmp_path / "plain"))
    return tmp_path / "plain"


def _complete(run: Ended) -> None:
    assert run.status == 0, run.err
    assert "Traceback" not in run.out + run.err


@pytest.mark.fault(
    5,
    "The clock jumps between runs",
    how="the clock of the run and its workers a year ahead, then two years back, a new and a changed "
    "file each time",
    happened="every change is read, the documents are those of a run with the right clock",
)
def test_a_clock_that_jumps_hides_no_change(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(_CLOCK)
    for night, shift in enumerate((_YEAR, -_YEAR, 0)):
        write_article(raw / f"new-{night}.txt", 50 + night, hours=1)
        write_article(raw / "3.txt", 60 + night, hours=0)
        env = {"PYTHONPATH": str(tmp_path / "clock"), "CLOCK_SHIFT": str(shift)}
        _complete(spalte_run(raw, out, env=env))
    started = scan("runs", out).collect()["started_at"]
    assert {round((started.max() - moment).total_seconds() / _YEAR) for moment in started} == {0, 1, 2}  # type: ignore[operator]
    _complete(spalte_run(raw, tmp_path / "again"))
    assert files(out) == files(tmp_path / "again")
    assert list(verify(out)) == []


@pytest.mark.fault(
    5,
    "Time zone, locale, mask",
    how="`TZ=Pacific/Auckland`, `LC_ALL=C` without UTF-8 mode, umask 077, one after another",
    happened="byte-equal; with umask 077 only the owner may read",
)
@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Pacific/Auckland"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"UMASK": "077"},
    ],
)
def test_the_environment_changes_no_byte(raw: Path, plain: Path, tmp_path: Path, env: dict[str, str]) -> None:
    out = tmp_path / "out"
    mask = int(env.get("UMASK", "022"), 8)
    _complete(spalte_run(raw, out, env=env, before=lambda: _set_umask(mask)))
    assert files(out) == files(plain)
    others = {path.stat().st_mode & 0o077 for path in out.rglob("*.parquet")}
    assert (others == {0}) == ("UMASK" in env)
    _complete(spalte_run(raw, out, env={"TZ": "America/Los_Angeles"}))
    assert scan("runs", out).collect()["unchanged"].to_list() == [0, ARTICLES]


def _set_umask(mask: int) -> None:
    os.umask(mask)


@pytest.mark.fault(
    5,
    "Odd paths",
    how="spaces, emoji, a quote, a line break and invalid UTF-8 in the raw root, the output and file names, "
    "also with `LC_ALL=C`",
    happened="read; `source_uri` is valid Unicode and leads back to the file; an output path that is no "
    "UTF-8 is refused",
)
@pytest.mark.parametrize("env", [{}, {"LC_ALL": "C"}])
def test_odd_paths_are_paths(tmp_path: Path, env: dict[str, str]) -> None:
    root = os.fsencode(tmp_path) + "/å 🐟 'x'".encode()
    names = ["plain.txt", "med mellomrom.txt", "🐟/fisk.txt", "to\nlinjer.txt", 'sitat".txt']
    odd = [*(name.encode() for name in names), b"latin\xe5/bl\xe5.txt", b"prosent%E5.txt"]
    for number, name in enumerate(odd):
        write_article(Path(os.fsdecode(root + b"/raw \xff/" + name)), number)
    out = root + "/ut 🐟".encode()
    _complete(ended(start(root + b"/raw \xff", out, *SMALL, env=env)))
    found = scan("sources", os.fsdecode(out)).collect()
    assert found["status"].to_list() == ["ok"] * len(odd)
    assert set(found["source_uri"]) == {*names, "latin%E5/bl%E5.txt", "prosent%25E5.txt"}
    assert list(verify(Path(os.fsdecode(out)))) == []
    _complete(ended(start(root + b"/raw \xff", out, *SMALL)))
    assert scan("runs", os.fsdecode(out)).collect()["unchanged"].to_list() == [0, len(odd)]
    refused = ended(start(root + b"/raw \xff", root + b"/out \xfe", *SMALL, env=env))
    assert refused.status == 2
    assert "is no valid UTF-8" in refused.err

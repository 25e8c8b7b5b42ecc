from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from flows.damage import damage_named, damaged_files
from flows.errors import DamagedError
from flows.verify import verify
from tests.flows.conftest import House, article

MARCH = "language=nb/year=2022/month=03"


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 3
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _empty(_: bytes) -> bytes:
    return b""


def harm(house: House, folder: str, how: Callable[[bytes], bytes]) -> Path:
    """Damage the file in a folder of the dataset; its path as a reader opens it."""
    (path,) = (house.out / folder).glob("*.parquet")
    path.write_bytes(how(path.read_bytes()))
    return path


def change_march(house: House) -> None:
    """A changed text of March, so that the next run writes its partition again."""
    text = article(3).replace("2022-02", "2022-03")
    house.write("2022/03/c.txt", f"{text}\nMannskapet har fri til onsdag.\n", age=7200)


@pytest.mark.parametrize("how", [_cut, _flipped, _empty])
@pytest.mark.parametrize("folder", [f"documents/{MARCH}", f"quotes/{MARCH}", "runs"])
def test_a_run_names_the_damaged_file_and_leaves_the_dataset(
    harbour: House, folder: str, how: Callable[[bytes], bytes]
) -> None:
    harbour.run()
    path = harm(harbour, folder, how)
    before = harbour.hashes()
    change_march(harbour)
    with pytest.raises(DamagedError) as told:
        harbour.run()
    assert str(told.value).startswith(
        f"{path} is damaged: its bytes are not those that were published. Put it"
    )
    assert harbour.hashes() == before


def test_an_empty_ledger_is_not_taken_for_no_ledger(harbour: House) -> None:
    harbour.run()
    (month,) = {path.parent for path in (harbour.out / "sources").rglob("*.parquet")} - {
        harbour.out / "sources/year=0/month=0"
    }
    harm(harbour, str(month.relative_to(harbour.out)), _empty)
    with pytest.raises(DamagedError, match=rf"sources/.* Without one, move {harbour.out} away"):
        harbour.run()


def test_several_damaged_files_are_counted_and_verify_lists_them(harbour: House) -> None:
    harbour.run()
    for table in ("documents", "segments", "quotes"):
        harm(harbour, f"{table}/{MARCH}", _cut)
    change_march(harbour)
    with pytest.raises(
        DamagedError, match=rf"So are 2 more files, which `spalte verify {harbour.out}` lists"
    ):
        harbour.run()
    assert len(list(verify(harbour.out))) == 3


def test_damage_to_what_a_run_does_not_touch_is_left_to_verify(harbour: House) -> None:
    harbour.run()
    harm(harbour, f"quotes/{MARCH}", _flipped)
    harbour.run()
    assert [finding.where.split("/part")[0] for finding in verify(harbour.out)] == [f"quotes/{MARCH}"]


@pytest.mark.parametrize("table", ["documents", "segments", "quotes", "entities"])
def test_the_remedy_works(harbour: House, table: str, capsys: pytest.CaptureFixture[str]) -> None:
    change_march(harbour)
    harbour.run()
    sound = harbour.hashes()
    path = harm(harbour, f"{table}/{MARCH}", _cut)
    rebuild = ["rebuild", str(harbour.raw), str(harbour.out), "--since", "2022-03", "--until", "2022-03"]
    with pytest.raises(SystemExit, match="1"):
        main([*rebuild, "--direct", "--workers", "0"])
    assert (
        f"delete it and run `spalte {' '.join(rebuild).replace(str(harbour.raw), 'RAW')}`"
        in capsys.readouterr().err
    )
    path.unlink()
    with pytest.raises(SystemExit, match="0"):
        main([*rebuild, "--direct", "--workers", "0"])
    assert harbour.hashes() == sound
    assert list(verify(harbour.out)) == []


def test_an_error_over_sound_files_goes_on_as_it_is(harbour: House) -> None:
    harbour.run()
    with pytest.raises(ValueError, match="no parquet"), damage_named(harbour.out):
        raise ValueError("no parquet")


def test_what_the_system_says_is_not_damage(harbour: House) -> None:
    harbour.run()
    harm(harbour, f"quotes/{MARCH}", _cut)
    assert len(damaged_files(harbour.out)) == 1
    with pytest.raises(OSError, match="full"), damage_named(harbour.out):
        raise OSError(errno.ENOSPC, "full")

from __future__ import annotations

import pytest

from flows.cli import main
from flows.exit_status import ExitStatus
from flows.stores import objects
from tests.flows.conftest import article
from tests.flows.stores.conftest import Warehouse


@pytest.fixture
def published(warehouse: Warehouse) -> Warehouse:
    """Two articles in a store, that another machine has read."""
    for name in ("2022/a.txt", "2022/b.txt"):
        warehouse.write(name, article(len(name)))
    warehouse.run()
    warehouse.move("second")
    return warehouse


def spalte(*arguments: str) -> int:
    """Exit status of a command line."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_every_command_takes_an_address(published: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = published.raw.url, published.out.url
    published.write("2022/c.txt", article(9))
    assert spalte("run", raw, out, "--dry-run") == 0
    assert "new, would be read" in capsys.readouterr().out
    assert spalte("run", raw, out, "--direct", "--workers", "1", "--entities", "off") == 0
    told = capsys.readouterr().out
    assert f"{raw} -> {out}" in told
    assert f'schemas.scan("quotes", "{out}")' in told

    assert spalte("sources", out) == 0
    assert "2022/a.txt" in capsys.readouterr().out
    assert spalte("show", "2022/a.txt", out) == 0
    assert "Ferja til Solvik er innstilt" in capsys.readouterr().out
    assert spalte("report", out) == 0
    assert f"in {out}" in capsys.readouterr().out.replace("\\", "").replace("\n", " ")
    assert spalte("verify", out) == 0
    assert "Nothing is off." in capsys.readouterr().out
    assert spalte("rebuild", raw, out, "--direct", "--workers", "0", "--entities", "off") == 0
    assert published.rows("documents").height == 3


def test_what_is_forgotten_is_in_no_object_any_more(published: Warehouse) -> None:
    before = set(published.keys("files"))
    assert spalte("forget", "2022/a.txt", "--out", published.out.url) == 0
    assert published.rows("documents")["source_uri"].to_list() == ["2022/b.txt"]
    assert len(published.keys("versions")) == 1
    assert set(published.keys("files")) == {f"files/{file.path}" for file in published.manifest()}
    gone = {key.split("/")[1] for key in before - set(published.keys("files"))}
    assert gone == {"documents", "segments", "quotes", "sources", "runs"}


def test_verify_names_the_object_that_changed(
    published: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    key = next(key for key in published.keys("files/quotes") if "language=nb" in key)
    data, _ = objects.get(published.out, key) or (b"", None)
    objects.write(published.out, key, data[:100] + b"?" + data[101:])
    assert spalte("verify", published.out.url) == ExitStatus.FAILED
    assert f"{key} does not hold the bytes" in capsys.readouterr().err.replace("\n", " ")


def test_a_place_without_a_dataset_is_named(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("verify", "sources"):
        assert spalte(command, warehouse.out.url) == ExitStatus.FAILED
        assert f"No dataset in {warehouse.out.url}" in capsys.readouterr().err.replace("\n", "")

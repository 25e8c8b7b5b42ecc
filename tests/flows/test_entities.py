from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from flows import entities
from flows.entities import check_engine, engine_version
from flows.errors import SettingsError
from flows.settings import load
from schemas.entities import EntityEngine
from tests.flows.conftest import House, article, counts

LAZY = """
import sys
from flows import cli
try:
    cli.main(sys.argv[1:])
except SystemExit as exit_:
    assert not exit_.code
assert not {"onnxruntime", "tokenizers", "spacy"} & set(sys.modules)
"""


@pytest.mark.parametrize("name", EntityEngine)
def test_every_engine_can_be_chosen(name: EntityEngine, tmp_path: Path) -> None:
    (tmp_path / "spalte.toml").write_text(f'entities = "{name}"')
    check_engine(load(tmp_path / "raw").entities)


def test_cascade_is_the_default() -> None:
    assert load(Path("raw")).entities == EntityEngine.CASCADE


def test_an_unknown_engine_is_answered_with_those_that_exist() -> None:
    with pytest.raises(SettingsError, match="There are cascade, accurate, fast, off, spacy:<pipeline>"):
        check_engine("slow")


@pytest.mark.parametrize(
    ("name", "missing", "remedy"),
    [
        ("fast", {"onnxruntime"}, "pip install onnxruntime"),
        ("spacy:xx_none_sm", {"spacy"}, "pip install 'spalte[spacy]'"),
        ("spacy:xx_none_sm", {"xx_none_sm"}, "python -m spacy download xx_none_sm"),
        ("spacy:no/folder", set(), "neither the name of a spaCy pipeline nor a folder of one"),
    ],
)
def test_a_missing_library_is_named_with_its_remedy(
    name: str, missing: set[str], remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entities, "find_spec", lambda library: None if library in missing else object())
    with pytest.raises(SettingsError) as caught:
        check_engine(name)
    assert remedy in str(caught.value)


def test_the_engine_is_part_of_what_changes_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(tmp_path / "raw")
    digests = {settings.model_copy(update={"entities": name}).digest for name in EntityEngine}
    assert len(digests) == len(EntityEngine)
    monkeypatch.setattr(entities, "find_spec", lambda _: object())
    monkeypatch.setattr(entities.importlib.metadata, "version", lambda _: "3.8.0")
    assert engine_version("spacy:xx_none_sm") == "spacy:xx_none_sm-3.8.0"


def test_the_option_wins_and_its_engine_is_in_the_rows(house: House) -> None:
    house.write("a.txt", article(1))
    house.run(entities="fast")
    assert house.rows("entities")["engine"].str.starts_with("fast-").all()
    house.run(entities="cascade", reread="stale")
    assert house.rows("entities")["engine"].str.starts_with("cascade-").all()


def test_off_leaves_no_names_and_quotes_keep_their_speakers(house: House) -> None:
    house.write("a.txt", article(1))
    house.run(entities="off")
    assert house.rows("entities").is_empty()
    assert house.rows("quotes").get_column("speaker_name").to_list() == ["Berit Moe"]
    assert house.rows("documents").select(pl.col("entities").sum()).item() == 0


def test_another_engine_alone_reads_nothing_again(harbour: House) -> None:
    harbour.run(entities="off")
    assert counts(harbour) == {"unchanged": 3}


@pytest.mark.parametrize("options", [["--direct", "--entities", "off"], ["--dry-run"]])
def test_an_engine_that_reads_nothing_is_not_imported(harbour: House, options: list[str]) -> None:
    command = ["run", str(harbour.raw), str(harbour.out), "--workers", "0", *options]
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", LAZY, *command], cwd=root, check=True, capture_output=True)  # noqa: S603 (our own program)

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.errors import SettingsError
from flows.raw_file import Limits
from flows.settings import Settings, glob_pattern, load


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without settings."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path, text: str) -> Path:
    path = folder / "spalte.toml"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_every_setting_has_a_default() -> None:
    settings = load(Path("raw"))
    assert settings.batch_size == 500
    mib = 1024**2
    assert settings.limits == Limits(
        file_bytes=64 * mib,
        text_bytes=64 * mib,
        article_bytes=2 * mib,
        ratio=200,
        archive_bytes=4096 * mib,
        archive_members=100_000,
    )
    assert settings.max_shrink == 0.10


def test_the_working_folder_wins_over_the_folder_of_the_raw_root(tmp_path: Path) -> None:
    written(tmp_path / "corpus", "batch_size = 7")
    assert load(tmp_path / "corpus/raw").batch_size == 7
    written(tmp_path, "batch_size = 8")
    assert load(tmp_path / "corpus/raw").batch_size == 8


def test_a_named_file_wins_over_both(tmp_path: Path) -> None:
    written(tmp_path, "batch_size = 8")
    other = written(tmp_path / "other", "batch_size = 9")
    assert load(Path("raw"), other).batch_size == 9


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "batch_size = 8\n[limits]\nratio = 10\nfile_bytes = 11")
    monkeypatch.setenv("SPALTE_BATCH_SIZE", "9")
    monkeypatch.setenv("SPALTE_LIMITS__RATIO", "12")
    settings = load(Path("raw"))
    assert settings.batch_size == 9
    assert (settings.limits.ratio, settings.limits.file_bytes) == (12, 11)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("batchsize = 7", "batchsize"),
        ("[limits]\nfile_size = 7", "limits.file_size"),
        ("[alarms]\nmax_rejected = 7", "alarms.max_rejected"),
        ('[sources."a/**"]\nlang = "nb"', "sources.a/**.lang"),
    ],
)
def test_an_unknown_key_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError, match=re.escape(f"`{named}`: no such setting")) as caught:
        load(Path("raw"))
    assert path.name in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "batch_size = 0",
        "max_shrink = 2",
        "[limits]\nratio = 0",
        '[sources."a/**"]\nencoding = "klingon"',
        "batch_size =",
        "workers = 'many'",
    ],
)
def test_a_value_that_cannot_be_used_is_an_error(tmp_path: Path, text: str) -> None:
    written(tmp_path, text)
    with pytest.raises(SettingsError, match=r"spalte\.toml"):
        load(Path("raw"))


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(Path("raw"), tmp_path / "missing.toml")


def test_the_digest_tells_what_changes_rows(tmp_path: Path) -> None:
    plain = load(Path("raw")).digest
    for harmless in (
        "batch_size = 7",
        "workers = 3",
        "[alarms]\nmin_documents = 3",
        '[sources."x"]\nexclude = true',
    ):
        written(tmp_path, harmless)
        assert load(Path("raw")).digest == plain
    for telling in (
        "[limits]\nratio = 7",
        '[sources."x"]\nlanguage = "nb"',
        '[sources."x"]\nencoding = "latin-1"',
    ):
        written(tmp_path, telling)
        assert load(Path("raw")).digest != plain


def test_two_spellings_of_an_encoding_are_one_setting(tmp_path: Path) -> None:
    digests = set()
    for name in ("latin-1", "ISO-8859-1", "iso8859_1"):
        written(tmp_path, f'[sources."x"]\nencoding = "{name}"')
        digests.add(load(Path("raw")).digest)
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("glob", "matching", "other"),
    [
        ("*.txt", ["a.txt"], ["b/a.txt", "a.txt.gz"]),
        ("b/**", ["b/a.txt", "b/c/a.txt"], ["c/a.txt", "bb/a.txt"]),
        ("**/old/*.txt", ["old/a.txt", "b/c/old/a.txt"], ["older/a.txt", "old/b/a.txt"]),
        ("a?.txt", ["a1.txt"], ["a.txt", "a/.txt"]),
        ("a.txt", ["a.txt"], ["abtxt"]),
    ],
)
def test_stars_and_question_marks_stay_in_a_folder_double_stars_do_not(
    glob: str, matching: list[str], other: list[str]
) -> None:
    pattern = re.compile(glob_pattern(glob))
    assert all(pattern.search(uri) for uri in matching)
    assert not any(pattern.search(uri) for uri in other)


def test_the_example_in_the_docs_can_be_used(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/6_operate.md").read_text()
    (example,) = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    written(tmp_path, example)
    settings = load(Path("raw"))
    defaults = Settings()
    assert settings.limits == defaults.limits
    assert settings.alarms == defaults.alarms
    assert set(settings.sources) == {"archive/**", "**/drafts/**"}
    assert set(re.findall(r"^(\w+) =", example, re.MULTILINE)) >= set(Settings.model_fields) - {
        "limits", "alarms", "sources"
    }  # fmt: skip


def test_excluded_globs_become_one_pattern(tmp_path: Path) -> None:
    assert load(Path("raw")).excluded is None
    written(tmp_path, '[sources."a/**"]\nexclude = true\n[sources."b/**"]\nlanguage = "nb"')
    excluded = load(Path("raw")).excluded
    assert excluded is not None
    assert re.search(excluded, "a/x.txt")
    assert not re.search(excluded, "b/x.txt")

"""Imports point one way: `schemas <- transforms <- flows`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: What a package may never import: the packages above it, and the effects that it must not have.
FORBIDDEN = {
    "schemas": {"transforms", "flows", "prefect", "random", "time", "subprocess", "socket", "logging"},
    "transforms": {
        *("flows", "prefect", "cyclopts", "rich", "pydantic_settings"),
        *("os", "pathlib", "io", "shutil", "tempfile", "glob", "fcntl", "gzip", "zipfile"),
        *("time", "random", "secrets", "uuid", "locale"),
        *("socket", "urllib", "http", "subprocess", "threading", "multiprocessing", "concurrent", "asyncio"),
        *("logging", "sys", "warnings"),
    },
    "flows": {"tests", "benchmarks"},
}

#: Calls that read a clock, the environment or a file without an import that would show it.
IMPURE_CALLS = {
    "open",
    "print",
    "input",
    "now",
    "today",
    "utcnow",
    "read_parquet",
    "scan_parquet",
    "write_parquet",
}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports(source: str) -> Iterator[str]:
    """Top-level names of everything that `source` imports, at any depth."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield str(node.module).split(".")[0]


def calls(source: str) -> Iterator[str]:
    """Last names of everything that `source` calls."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@pytest.mark.parametrize("package", FORBIDDEN)
def test_no_module_imports_against_the_arrow(package: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules(package)
        if (found := FORBIDDEN[package] & set(imports(path.read_text(encoding="utf-8"))))
    }
    assert wrong == {}


def test_transforms_read_no_clock_and_no_file() -> None:
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules("transforms")
        if (found := IMPURE_CALLS & set(calls(path.read_text(encoding="utf-8"))))
    }
    assert wrong == {}


def test_the_packages_have_modules_to_look_at() -> None:
    assert all(modules(package) for package in ("schemas", "transforms"))


def test_an_import_inside_a_function_is_seen() -> None:
    assert list(imports("def f():\n    import prefect.flows\n    from os.path import join\n")) == [
        "prefect",
        "os",
    ]


def test_a_clock_is_seen() -> None:
    assert "now" in set(calls("import datetime as dt\nstamp = dt.datetime.now()\n"))

"""What tests of several packages need: a Prefect that is not new."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def environment(home: Path, **more: str) -> dict[str, str]:
    """This environment with the Prefect of a folder, which knows nothing yet if the folder is empty."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**clean, "PREFECT_HOME": str(home / "prefect"), "DO_NOT_TRACK": "1", **more}


@pytest.fixture(scope="session")
def prefect_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of Prefect's as its first use makes it, made once for all processes of the tests."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    made = shared / "prefect" / "prefect.db"
    with (shared / "prefect.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            upgrade = ["server", "database", "upgrade", "--yes"]
            tool = Path(sys.executable).with_name("prefect")
            new = shared / "new" / "prefect"
            new.mkdir(parents=True)
            subprocess.run([tool, *upgrade], env=environment(new.parent), capture_output=True, check=True)  # noqa: S603
            new.rename(made.parent)
    return made


@pytest.fixture
def prefect_home(tmp_path: Path, prefect_database: Path) -> Path:
    """The test's folder, for `environment`: its Prefect has been used before."""
    give_database(prefect_database, tmp_path)
    return tmp_path


def give_database(database: Path, home: Path) -> None:
    """Let the Prefect of a folder begin with a copy of the database."""
    (home / "prefect").mkdir()
    shutil.copy(database, home / "prefect")

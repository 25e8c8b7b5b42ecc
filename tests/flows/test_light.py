from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def printed(script: str) -> str:
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()  # noqa: S603


def test_a_run_imports_no_way_into_databases_and_whoever_wants_it_still_can() -> None:
    script = (
        "import sys\n"
        "from flows.light import load_schemas\n"
        "load_schemas()\n"
        "import flows.local_run\n"
        "asked = {'dataframely', 'sqlalchemy', 'prefect', 'onnxruntime', 'transforms.quotes'}\n"
        "print(*asked & set(sys.modules))\n"
        "import sqlalchemy\n"
        "print(sqlalchemy.select.__name__)\n"
    )
    assert printed(script).splitlines() == ["dataframely", "select"]


def test_what_is_loaded_already_stays() -> None:
    script = (
        "import sys, sqlalchemy\n"
        "from flows.light import load_schemas\n"
        "load_schemas()\n"
        "print(sys.modules['sqlalchemy'] is sqlalchemy)\n"
    )
    assert printed(script) == "True"

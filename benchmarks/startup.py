"""What somebody waits for: first output and the sample run, with Prefect and without."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from watched import run_spalte

RAW = Path(__file__).parent.parent / "data" / "raw"


def measure() -> dict[str, Any]:
    """Seconds to the first output and to the end over the sample corpus; what Prefect adds."""
    with tempfile.TemporaryDirectory() as folder:
        home = {"PREFECT_HOME": str(Path(folder) / "prefect")}
        runs = {
            "prefect_first": run_spalte("run", RAW, Path(folder) / "1", environment=home),
            "prefect_warm": run_spalte("run", RAW, Path(folder) / "2", environment=home),
            "direct": run_spalte("run", RAW, Path(folder) / "3", "--direct"),
        }
    return {
        **{name: one._asdict() for name, one in runs.items()},
        "prefect_adds_seconds": round(runs["prefect_warm"].seconds - runs["direct"].seconds, 2),
    }

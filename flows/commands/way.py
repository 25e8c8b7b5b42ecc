"""How a run works, whatever it reads: what `spalte run`, `rebuild` and `retry` have in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.logs import LogStyle
from flows.options import Options
from flows.runner import RunnerName

_Count = Annotated[int | None, Parameter(validator=Number(gte=1))]
_Workers = Annotated[int | None, Parameter(validator=Number(gte=0))]


@Parameter(name="*")  # its fields are options of the command, not of a `--way`
@dataclass(frozen=True, kw_only=True)
class Way:
    """Options of every command that reads.

    Args:
        direct: Without Prefect: the same steps, the same bytes, no local server to start.
        dry_run: Say what would be read, and write nothing.
        workers: Worker processes (default: one a core; 0: read in this process).
        batch_size: Most files in a batch (default: 500).
        entities: What finds names: cascade, accurate, fast, off or spacy:<pipeline> (default: cascade).
        config: Settings file (default: spalte.toml here, or beside RAW).
        log: What is said on standard error: brief, text or json (default: brief).
        runner: Cluster that reads and merges, by Prefect's task runner: dask or ray (docs/6_operate.md).
        address: Address of that cluster (default: one of WORKERS processes, for the time of the run).
    """

    direct: bool = False
    dry_run: bool = False
    workers: _Workers = None
    batch_size: _Count = None
    entities: str | None = None
    config: Path | None = None
    log: LogStyle | None = None
    runner: RunnerName | None = None
    address: str | None = None

    def options(self) -> Options:
        """What of this a run wants to know."""
        return Options(
            self.config,
            self.workers,
            self.batch_size,
            self.entities,
            log=self.log,
            runner=self.runner,
            address=self.address,
        )


WAY = Way()

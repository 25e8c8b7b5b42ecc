"""The command line: `spalte` and its commands, which stand in `flows.commands`.

Exit status: 0 completed, 1 failed, 2 wrong use, 3 completed but an alarm bound was violated.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError, Parameter
from rich.console import Console
from rich.markup import escape

from flows.code_version import package_version
from flows.commands.dataset import forget, report, show, sources, verify
from flows.commands.nights import serve
from flows.commands.runs import rebuild, retry, run
from flows.errors import SpalteError, UsageError
from flows.exit_status import ExitStatus
from flows.logs import printable
from schemas.errors import NoDatasetError

#: Objects made between two looks for cycles: Python's own 700 look at what is imported again and again.
_SELDOM = 100_000

_AS_IT_WAS = "The dataset is as it was before the run."

app = App(
    name="spalte",
    version=package_version,
    help="A folder of raw dated news texts becomes partitioned Parquet.",
    help_format="plaintext",  # the others load a Markdown parser for every page of help
    default_parameter=Parameter(negative=()),
    suppress_keyboard_interrupt=False,
)

for command in (run, rebuild, retry, serve, forget, sources, show, report, verify):
    app.command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)  # what is left goes with the process: to look for cycles in it takes time
    sys.exit(_status(arguments))


def _status(arguments: Sequence[str] | None) -> int:
    """Exit status of a command line; every error is one message on standard error."""
    try:
        return app(arguments, exit_on_error=False, result_action="return_value") or ExitStatus.COMPLETED
    except CycloptsError:  # it has printed what is wrong
        return ExitStatus.WRONG_USE
    except UsageError as error:
        return _complain(str(error), ExitStatus.WRONG_USE)
    except KeyboardInterrupt:
        return _complain(f"Interrupted. {_AS_IT_WAS}", ExitStatus.FAILED)
    except Exception as error:
        if "SPALTE_DEBUG" in os.environ:
            raise
        return _complain(_message(error), ExitStatus.FAILED)


def _message(error: Exception) -> str:
    if isinstance(error, (SpalteError, NoDatasetError)):
        return str(error)
    what = f"{type(error).__name__}: {error}".rstrip(".")
    return f"{what}. {_AS_IT_WAS} SPALTE_DEBUG=1 shows where it happened."


def _complain(message: str, status: int) -> int:
    Console(stderr=True).print(
        f"[red]Error:[/] {escape(printable(message))}", soft_wrap=True, highlight=False
    )
    return status


if __name__ == "__main__":
    main()

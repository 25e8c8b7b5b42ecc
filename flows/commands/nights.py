"""`spalte serve`: every night, from one process."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from flows.commands.places import OUT, RAW
from flows.exit_status import ExitStatus
from flows.stores.place import place


def serve(
    raw: str = RAW,
    out: str = OUT,
    *,
    cron: str = "30 4 * * *",
    timezone: str = "Europe/Oslo",
    config: Path | None = None,
) -> ExitStatus:
    """Stay, and bring the dataset at OUT up to date every night; one process, no other set-up.

    Args:
        raw: Folder of the raw files.
        out: Folder of the dataset.
        cron: When: minute, hour, day of the month, month, day of the week (quote it).
        timezone: Whose clock: an IANA name.
        config: Settings file (default: spalte.toml here, or beside RAW).
    """
    from flows import serve as nights

    nights.serve(nights.Nights(place(raw), place(out), config, cron, timezone), Console())
    return ExitStatus.COMPLETED

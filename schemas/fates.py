"""What becomes of a raw file, and why: the closed sets of `sources`.

Apart from the table, so that the command line knows them without loading polars.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What became of a raw file."""

    OK = "ok"  # its rows are in the dataset
    REJECTED = "rejected"  # its content is unusable; tried again when the file or the code changes
    UNREADABLE = "unreadable"  # it could not be read; old rows stay, tried again every run
    REMOVED = "removed"  # gone from the raw root; its rows stay until `spalte run --prune`
    FORGOTTEN = "forgotten"  # its rows are out: gone and pruned, or taken out with `spalte forget`


class Reason(StrEnum):
    """Why the rows of a file are not in the dataset. The remedy of each stands in `remedy`."""

    EMPTY = "empty"  # no text in it
    BINARY = "binary"  # no text file
    DESTROYED = "destroyed"  # more than one letter in 50 is lost
    TOO_LARGE = "too_large"  # above the size limits
    BAD_ARCHIVE = "bad_archive"  # a cut or damaged archive or compressed file
    ENCRYPTED = "encrypted"  # a member of an archive that asks for a password
    NO_PERMISSION = "no_permission"  # the user that runs Spalte may not read it
    VANISHED = "vanished"  # gone between the listing and the reading
    IO_ERROR = "io_error"  # the disk or network share failed
    WORKER_DIED = "worker_died"  # reading it ends a process, mostly for want of memory
    INTERNAL = "internal"  # a bug in Spalte, not in the file
    ON_REQUEST = "on_request"  # taken out with `spalte forget`, and not read again

    @property
    def remedy(self) -> str:
        """What the user can do about it, one sentence."""
        return _REMEDIES[self]


_REMEDIES = {
    Reason.EMPTY: "Fetch the file again; it holds no text.",
    Reason.BINARY: "Convert it to plain text, or exclude it in spalte.toml.",
    Reason.DESTROYED: "Fetch it again from the source; letters were replaced by question marks before it reached Spalte.",
    Reason.TOO_LARGE: "Split it, or raise the size limits in spalte.toml.",
    Reason.BAD_ARCHIVE: "Fetch it again; the archive is cut or damaged.",
    Reason.ENCRYPTED: "Store it without a password, or unpack it.",
    Reason.NO_PERMISSION: "Give the user that runs Spalte the right to read it.",
    Reason.VANISHED: "Nothing to do: it disappeared during the run and is looked for again next time.",
    Reason.IO_ERROR: "Check the disk or network share; the file is tried again next run.",
    Reason.WORKER_DIED: "Give the run more memory, split the file or exclude it in spalte.toml; `spalte retry` tries it again.",
    Reason.INTERNAL: "Report this as a bug with the file; it is tried again when the code changes.",
    Reason.ON_REQUEST: "`spalte forget --undo` lets it in again.",
}

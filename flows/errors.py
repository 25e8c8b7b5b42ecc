"""What a run may stop with: each message says what, where and what to do about it."""

from __future__ import annotations


class SpalteError(Exception):
    """Something the user can do something about; printed without a traceback."""


class LockedError(SpalteError):
    """Another run is writing to the same processed root."""


class DatasetTooNewError(SpalteError):
    """The dataset was written by a newer Spalte, whose columns this one does not know."""


class OccupiedError(SpalteError):
    """Something that Spalte did not write stands where it would write."""


class DuplicateDocumentError(SpalteError):
    """Two sets of rows claim the same document; writing both would corrupt the table."""


class WorkerError(SpalteError):
    """Worker processes die over too many files, or over none."""


class OutputError(SpalteError):
    """The system does not let the run write: no room, no right, an ill disk."""


class DamagedError(SpalteError):
    """A file of the dataset is not what was published."""


class StoreError(SpalteError):
    """An object store refuses, cannot be reached, or was written to by another meanwhile."""


class UsageError(SpalteError):
    """The command cannot mean what it says."""


class SettingsError(UsageError):
    """A setting is unknown or has a value that cannot be used."""


class RawRootError(SpalteError):
    """The raw root is missing, empty or cannot be listed."""


class ShrunkError(SpalteError):
    """More known sources are gone than a night should take."""


class NotFoundError(SpalteError):
    """The user asked for something that the dataset does not hold."""

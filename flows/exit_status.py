"""What the command line tells the shell."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """How a command ended."""

    COMPLETED = 0
    FAILED = 1
    WRONG_USE = 2
    ALARMED = 3  # completed, but an alarm bound was violated

"""Who holds a lock, for the message to whoever is refused."""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import Mapping
from datetime import UTC, datetime


def signature() -> dict[str, object]:
    """This process, now: owner, pid, host, since when."""
    return {
        "owner": _user(),
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def described(holder: Mapping[str, object]) -> str:
    """Who signed, in words. Raises KeyError for what is no signature."""
    return f"process {holder['pid']} of {holder['owner']} on {holder['host']} since {holder['since']}"


def _user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        return str(os.getuid())

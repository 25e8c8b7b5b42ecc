"""The folder of a partition: `language=nb/year=2022/month=02` below its table."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from schemas import Table

#: What stands for a key that is not known.
#: Language of what is too short or too unclear.
UNKNOWN_LANGUAGE = "und"

_UNKNOWN: Mapping[str, str | int] = {"language": UNKNOWN_LANGUAGE, "year": 0, "month": 0}


def partition_folder(keys: Mapping[str, str | int]) -> str:
    """Folder of the partition with these keys, in their order, relative to its table.

    Months have two digits, unknown ones (0) one: `year=2022/month=02`, `year=0/month=0`.
    """
    return "/".join(f"{name}={_spelled(name, value)}" for name, value in keys.items())


def unknown_partition(table: Table) -> str:
    """Folder that every version of `table` holds, if need be with a zero-row file; empty without keys."""
    return partition_folder({name: _UNKNOWN[name] for name in table.keys})


def _spelled(name: str, value: str | int) -> str:
    if name == "month" and value:
        return f"{value:02d}"
    return quote(str(value), safe="")

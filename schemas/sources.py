"""sources: the ledger, one row per raw file ever seen."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from schemas.fates import Reason, Status
from schemas.table import Table, closed


class Sources(dy.Schema):
    """One row per raw file ever seen, archives and their members included, with what the last run made of it."""

    source_uri = dy.String(
        primary_key=True,
        description="Path of the raw file below the raw root, with `/`; of a member of an archive `news.zip!/path/in/it.txt`. Bytes that are no UTF-8, `%`, and `!` before `/` are percent-encoded.",
    )
    sha256 = dy.String(
        nullable=True, description="SHA-256 of the raw bytes when last read; null when never read."
    )
    bytes = dy.Int64(min=0, description="Size in bytes when last seen; of a member, unpacked.")
    mtime = dy.Int64(
        description="Modification time when last seen, nanoseconds since 1970; of a member, its archive's."
    )
    status = closed(Status, description="What became of the file.")
    reason = closed(Reason, nullable=True, description="Why it is rejected, unreadable or forgotten.")
    detail = dy.String(
        nullable=True, description="One sentence: what is wrong and what to do, or what an archive holds."
    )
    document_id = dy.String(
        nullable=True, description="The document, when its rows are in the dataset; null for an archive."
    )
    partition = dy.String(
        nullable=True, description="Partition that its rows went to (`language=nb/year=2022/month=02`)."
    )
    revision = dy.Int32(
        min=0, description="How often its content has changed since it was first read, from 0."
    )
    run_id = dy.String(description="The run that last changed this row.")
    first_seen = dy.Datetime(time_unit="us", time_zone="UTC", description="When the file was first seen.")
    processed_at = dy.Datetime(
        time_unit="us", time_zone="UTC", description="When the run that last read it began."
    )
    pipeline_version = dy.String(description="Version of the code that last read it.")
    settings_digest = dy.String(description="Digest of the settings that it was last read with.")


SOURCES = Table("sources", Sources, {"year": pl.Int32(), "month": pl.Int32()}, ("source_uri",))

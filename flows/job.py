"""What a run is asked to do."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

from flows.entities import check_engine
from flows.errors import RawRootError, UsageError
from flows.options import Options
from flows.output import check_path
from flows.runner import Cluster, cluster_of
from flows.settings import Settings, load
from flows.stores.place import Place, absolute, lies_below, place
from flows.stores.upstream import place_of
from flows.versions import current


@dataclass(frozen=True, slots=True)
class Job:
    """One run: where from, where to, how, since when, on which cluster if any. `run_id` sorts by time."""

    raw: Place
    out: Path
    options: Options
    settings: Settings
    run_id: str
    started_at: dt.datetime
    engine: str
    cluster: Cluster | None = None


def new_job(raw: Place, out: Path, options: Options, engine: str) -> Job:
    """A job that begins now.

    Raises RawRootError when there is no raw root and no dataset either (where there is one, the run
    itself says so and leaves a report), SettingsError when the settings cannot be used or
    the engine of entities is not installed, and UsageError when the output would land below the raw
    root, which a run never writes to, or has a path that cannot be written to, and for a cluster that
    cannot be.
    """
    cluster = cluster_of(options.runner, options.address)
    if cluster:  # its workers have working folders of their own
        raw, out, engine = place(absolute(raw)), out.absolute(), cluster.name
    check_path(out)
    if current(out) is None:
        check_root(raw)
    if lies_below(place_of(out), raw):
        raise UsageError(f"{place_of(out)} lies below the raw root {raw}. Choose an output outside it.")
    asked = {"workers": options.workers, "batch_size": options.batch_size, "entities": options.entities}
    given = {name: value for name, value in asked.items() if value is not None}
    settings = load(raw, options.config).model_copy(update=given)
    if cluster and not settings.workers:
        raise UsageError("A cluster has at least one worker. Leave --runner or --workers 0 out.")
    check_engine(settings.entities)
    now = dt.datetime.now(dt.UTC)
    return Job(raw, out, options, settings, new_run_id(now), now, engine, cluster)


def check_root(raw: Place) -> None:
    """Raises RawRootError when there is no raw root; that of a store shows when it is listed."""
    if isinstance(raw, Path) and not raw.is_dir():
        raise RawRootError(f"The raw root {raw} is no folder. Mount it, or correct the path.")


def new_run_id(now: dt.datetime) -> str:
    """Start time (UTC) and a random tail: sorts by time."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"

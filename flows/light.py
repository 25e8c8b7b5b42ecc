"""Imports that a run can do without."""

from __future__ import annotations

import sys


def load_schemas() -> None:
    """Import the library of the schemas without SQLAlchemy, where neither is loaded yet.

    dataframely loads SQLAlchemy wherever it finds it, and Prefect installs it: a sixth of what a run
    imports, for a way into databases that no run goes. Only for processes of our own: here dataframely
    takes SQLAlchemy for not installed; whoever imports it later gets it as ever.
    """
    if "sqlalchemy" in sys.modules:
        return
    sys.modules["sqlalchemy"] = None  # type: ignore[assignment]  # as documented: cannot be imported
    try:
        import dataframely  # noqa: F401, PLC0415 (this is what the block is for)
    finally:
        del sys.modules["sqlalchemy"]

"""Where a command reads and writes when it is not told."""

from __future__ import annotations

from pathlib import Path

RAW, OUT = Path("data/raw"), Path("data/processed")

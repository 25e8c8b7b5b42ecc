"""Where a command reads and writes when it is not told."""

from __future__ import annotations

RAW, OUT = "data/raw", "data/processed"

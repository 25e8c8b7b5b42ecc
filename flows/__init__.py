"""WHEN and WHERE: Prefect flows and tasks, storage, the ledger, the command line. Owns every side effect."""

import os

# pyarrow reads it when it is first imported. Its own choice, mimalloc, keeps what was freed: a fifth more
# memory at the peak of a run, which is no faster for it.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

"""The report of a run: its row in `runs`, the page on disk, and the facts that every teller shares."""

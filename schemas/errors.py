"""What reading a dataset may stop with."""

from __future__ import annotations


class NoDatasetError(FileNotFoundError):
    """There is no processed dataset at the root."""

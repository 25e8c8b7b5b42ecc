"""Text to segments: every non-blank stretch gets exactly one kind."""

from transforms.segments.page import one_piece, segment
from transforms.segments.records import Page, Segment

__all__ = ["Page", "Segment", "one_piece", "segment"]

"""Quotes in an article: the words, the cue and the mention of the speaker."""

from transforms.quotes.extract import extract
from transforms.quotes.record import Quote, Span

__all__ = ["Quote", "Span", "extract"]

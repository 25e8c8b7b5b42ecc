"""What a night brought against the nights before: counts, bounds, and sentences for those who must know."""

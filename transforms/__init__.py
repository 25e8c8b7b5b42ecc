"""HOW one article becomes rows: pure functions over bytes, text and frames."""

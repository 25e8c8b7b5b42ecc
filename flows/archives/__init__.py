"""Archives of raw texts: their members are sources, listed and unpacked in memory."""

"""The engines: the fast model, the accurate one, both in a cascade, and any spaCy pipeline."""

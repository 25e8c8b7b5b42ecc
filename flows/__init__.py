"""WHEN and WHERE: Prefect flows and tasks, storage, the ledger, the command line. Owns every side effect."""

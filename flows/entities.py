"""Which engine of names a run asks for: is it there, and which version of it."""

from __future__ import annotations

import importlib.metadata
from importlib.util import find_spec
from pathlib import Path

from flows.errors import SettingsError
from schemas.entities import SPACY, EntityEngine

_MODEL_LIBRARIES = ("onnxruntime", "tokenizers")


def check_engine(name: str) -> None:
    """Raise SettingsError for an unknown engine, or one whose library or pipeline is not installed.

    Nothing is imported: the workers load the engine, and only when there is something to read.
    """
    if name.startswith(SPACY):
        _check_pipeline(name.removeprefix(SPACY))
    elif name not in list(EntityEngine):
        known = ", ".join([*EntityEngine, f"{SPACY}<pipeline>"])
        raise SettingsError(f"No engine `{name}` finds entities. There are {known}.")
    elif name != EntityEngine.OFF:
        for library in _MODEL_LIBRARIES:
            if find_spec(library) is None:
                raise SettingsError(
                    f"`entities = {name}` needs {library}, which is not installed. "
                    f"Run `pip install {library}`, or use --entities {EntityEngine.OFF}."
                )


def engine_version(name: str) -> str:
    """What tells an engine from others in `settings_digest`; the shipped models count as code."""
    pipeline = name.removeprefix(SPACY)
    if pipeline == name or find_spec(pipeline) is None:
        return name
    return f"{name}-{importlib.metadata.version(pipeline)}"


def _check_pipeline(pipeline: str) -> None:
    if find_spec("spacy") is None:
        raise SettingsError(
            f"`{SPACY}{pipeline}` needs spaCy, which is not installed. Run `pip install 'spalte[spacy]'`."
        )
    if not pipeline.isidentifier() and not Path(pipeline, "meta.json").is_file():
        raise SettingsError(f"`{pipeline}` is neither the name of a spaCy pipeline nor a folder of one.")
    if pipeline.isidentifier() and find_spec(pipeline) is None:
        raise SettingsError(
            f"The spaCy pipeline `{pipeline}` is not installed. "
            f"Run `pip install {pipeline}`, or `python -m spacy download {pipeline}`."
        )

"""langdetect, the detector of record: seeded, and the same on every machine.

The Rust engine langdetect-rs gives the same probabilities forty times faster and is used where it
is installed; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

try:
    import langdetect_rs as engine
    from langdetect_rs._seed import seed_state
except ImportError:
    import langdetect as engine

#: Code points that langdetect gets to read: on 1,124 articles it gave the labels that 3,000 give, and the
#: same probabilities.
SAMPLE = 600

#: How often langdetect draws n-grams from a whole sample until it is sure; it averages the answers. The
#: figures above are with two. Its own seven are for shorter texts, where one draw says little; most of
#: its time goes here.
TRIALS = 2


class Answer(NamedTuple):
    """langdetect's first label, and its probability rounded to four places."""

    label: str
    probability: float


def ask(text: str) -> Answer | None:
    """What langdetect makes of the first `SAMPLE` code points; None when they hold no letters it knows."""
    detector = _factory(engine).create()
    detector.append(text[:SAMPLE])
    if len(text) >= SAMPLE:
        detector.n_trial = TRIALS
    shares = _shares(detector)
    most = max(shares, default=0.0)
    if most <= detector.PROB_THRESHOLD:
        return None
    return Answer(detector.langlist[shares.index(most)], round(most, 4))


def _shares(detector: Any) -> Sequence[float]:  # noqa: ANN401 (neither engine ships types)
    """The probability of each of the detector's `langlist`; none where it finds no letters that it knows.

    langdetect-rs's detector takes the n-grams out of its text twice, first to see whether there are any,
    which is a quarter of its time; its `_core`, which does it for the detector, says so the first time.
    """
    core = getattr(detector, "_core", None)
    if core:
        detector.cleaning_text()
        state = seed_state(detector.seed)
        found, failed = core.detect_block(detector.text, detector.alpha, detector.n_trial, None, state)
        if isinstance(failed, Exception):
            raise failed
        return found or ()
    try:
        detector.get_probabilities()
    except engine.LangDetectException:
        return ()
    shares: Sequence[float] = detector.langprob
    return shares


@cache
def _factory(module: Any) -> Any:  # noqa: ANN401 (neither engine ships types)
    """A factory of our own: nothing that other code seeds or loads reaches it.

    Profiles are loaded by name, because langdetect's own order is the file system's and moves the
    last bits of a probability from machine to machine. langdetect-rs has the same ones ready, which
    takes a quarter of the time.
    """
    factory = module.DetectorFactory()
    factory.set_seed(0)
    core = getattr(factory, "_core", None)
    if core:
        core.load_builtin(sorted(module._core.builtin_files()))  # noqa: SLF001 (what it offers takes langdetect's order)
        factory.langlist = core.langs()
    else:
        profiles = sorted(files("langdetect").joinpath("profiles").iterdir(), key=lambda file: file.name)
        factory.load_json_profile([file.read_text(encoding="utf-8") for file in profiles])
    return factory

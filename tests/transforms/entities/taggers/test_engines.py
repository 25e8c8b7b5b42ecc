"""What holds for every engine that the package ships: the same document, the same scores, bit for bit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.entities import EntityEngine, Label
from transforms.entities.engine import load
from transforms.entities.taggers.accurate import AccurateTagger
from transforms.entities.taggers.cascade import CascadeTagger, unsure_sentences
from transforms.entities.taggers.decode import TAGS, Scores
from transforms.entities.taggers.fast import FastTagger

Tagger = FastTagger | AccurateTagger | CascadeTagger

STORY = [
    sentence.split()
    for sentence in (
        "Ordfører Kari Lunde ( Ap ) i Skogvik møtte Norsk Havneforbund i Bergen .",
        "– Vi må bygge ny kai , sa Lunde til Skogvik Avis .",
        "Saken skal opp igjen i mai .",
        "Statsminister Ola Brekke lovet penger da han kom fra København på tirsdag .",
    )
]
OTHER = [["Anna", "Ek", "vann", "tävlingen", "i", "Uppsala", ",", "skriver", "Dagbladet", "Norr", "."]] * 3
LONG = [sentence for _ in range(15) for sentence in STORY]

PROGRAM = """
import sys
from transforms.entities.engine import load
sentences = [line.split() for line in sys.argv[2].splitlines()]
sys.stdout.write(load(sys.argv[1]).scores(sentences).tobytes().hex())
"""


@pytest.fixture(params=[EntityEngine.FAST, EntityEngine.ACCURATE, EntityEngine.CASCADE])
def tagger(request: pytest.FixtureRequest) -> Tagger:
    return load(request.param)


def found(tagger: Tagger, sentences: Sequence[Sequence[str]]) -> set[tuple[str, Label]]:
    tagged = zip(sentences, tagger.tag(sentences), strict=True)
    return {(" ".join(words[s.first : s.stop]), s.label) for words, spans in tagged for s in spans}


def test_names_are_found(tagger: Tagger) -> None:
    people = {("Kari Lunde", Label.PER), ("Lunde", Label.PER), ("Ola Brekke", Label.PER)}
    assert found(tagger, STORY) >= people | {("København", Label.GPE), ("Norsk Havneforbund", Label.ORG)}


def test_a_document_has_its_scores_whatever_was_read_before(tagger: Tagger) -> None:
    alone = [tagger.scores(one).tobytes() for one in (STORY, OTHER, LONG)]
    assert [tagger.scores(one).tobytes() for one in (LONG, STORY, OTHER)] == [alone[2], *alone[:2]]


def test_a_new_engine_gives_the_same_scores(tagger: Tagger) -> None:
    assert type(tagger)().scores(STORY[::-1]).tobytes() == tagger.scores(STORY[::-1]).tobytes()


def test_another_process_gives_the_same_scores() -> None:
    text = "\n".join(" ".join(words) for words in STORY)
    command = [sys.executable, "-c", PROGRAM, EntityEngine.CASCADE, text]
    ran = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 (our own program)
    assert ran.stdout.decode() == load(EntityEngine.CASCADE).scores(STORY).tobytes().hex()


words = st.text(max_size=12) | st.sampled_from(["Oslo", "\ud800", "", " ", "–", "X" * 3000, "\x00", "日本"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(words, max_size=8), max_size=6))
def test_any_words_can_be_read(sentences: list[list[str]]) -> None:
    for name in (EntityEngine.FAST, EntityEngine.ACCURATE, EntityEngine.CASCADE):
        tagger = load(name)
        scores = tagger.scores(sentences)
        assert scores.shape == (sum(map(len, sentences)), TAGS)
        assert np.isfinite(scores).all()
        for sentence, spans in zip(sentences, tagger.tag(sentences), strict=True):
            assert all(0 <= span.first < span.stop <= len(sentence) for span in spans)


def test_a_sentence_longer_than_any_window_is_read_whole(tagger: Tagger) -> None:
    assert len(tagger.scores([["Her"], ["Lunde"] * 1200])) == 1201


def test_the_cascade_asks_the_accurate_model_about_unsure_sentences_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Sequence[Sequence[str]]] = []
    read = AccurateTagger.scores

    def watched(self: AccurateTagger, sentences: Sequence[Sequence[str]]) -> Scores:
        asked.append(sentences)
        return read(self, sentences)

    monkeypatch.setattr(AccurateTagger, "scores", watched)
    scores = load(EntityEngine.CASCADE).scores(STORY)
    fast = load(EntityEngine.FAST).scores(STORY)
    lengths = np.array([len(sentence) for sentence in STORY])
    unsure = unsure_sentences(fast, lengths)
    assert asked == [[sentence for sentence, is_unsure in zip(STORY, unsure, strict=True) if is_unsure]]
    assert 0 < unsure.sum() < len(STORY)
    kept = ~np.repeat(unsure, lengths)
    assert (scores[kept] == fast[kept]).all()


def test_a_sentence_is_unsure_when_one_of_its_words_is() -> None:
    scores = np.zeros((4, TAGS), np.float32)
    scores[:3, 0] = 20
    assert unsure_sentences(scores, np.array([2, 0, 2])).tolist() == [False, False, True]

"""Any installed spaCy pipeline that finds names, as an engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import spacy

from schemas.entities import SPACY, Label
from transforms.entities.engine import Span, Tagged

#: What the schemes of published pipelines call our labels; their others are left out.
_LABELS: Mapping[str, Label] = {
    **dict.fromkeys(("PER", "PERSON", "PRS", "persName"), Label.PER),
    **dict.fromkeys(("ORG", "orgName"), Label.ORG),
    **dict.fromkeys(("GPE", "GPE_LOC", "GPE_ORG"), Label.GPE),
    **dict.fromkeys(("LOC", "FAC", "placeName", "geogName"), Label.LOC),
    **dict.fromkeys(("PROD", "PRODUCT", "WORK_OF_ART", "WRK", "OBJ"), Label.PROD),
    **dict.fromkeys(("EVT", "EVENT"), Label.EVT),
}

#: Components that names do not need, and that cost most of the time.
_NOT_NEEDED = ("tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer")

#: A pipeline gives no probabilities; its users know it better than we do.
_CONFIDENCE = 0.8


class PipelineTagger:
    """Runs the pipeline on the words that Spalte cut."""

    skims = True

    def __init__(self, pipeline: str) -> None:
        """Load `pipeline`, a package or a folder; OSError where there is none."""
        self._nlp = spacy.load(pipeline, exclude=_NOT_NEEDED)
        self.name = f"{SPACY}{pipeline}-{self._nlp.meta['version']}"

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """The names of each sentence of one document; each is read by itself."""
        return [_names(self._nlp(self._document(sentence))) if sentence else () for sentence in sentences]

    def _document(self, words: Sequence[str]) -> Any:  # noqa: ANN401 (spaCy may not be installed where types are checked)
        # spaCy refuses empty words and half surrogate pairs.
        sound = [word.encode("utf-8", "replace").decode() or "?" for word in words]
        return spacy.tokens.Doc(self._nlp.vocab, words=sound)


def _names(document: Any) -> Tagged:  # noqa: ANN401 (as above)
    known = [(entity, _LABELS[entity.label_]) for entity in document.ents if entity.label_ in _LABELS]
    return tuple(Span(entity.start, entity.end, label, _CONFIDENCE) for entity, label in known)

"""quotes: who said what, as it stands in the text."""

from __future__ import annotations

from enum import StrEnum

import dataframely as dy
import polars as pl

from schemas.documents import LANGUAGE_MONTH
from schemas.segments import SegmentKind
from schemas.table import Table, closed


class QuoteKind(StrEnum):
    """How the words are reported."""

    DIRECT = "direct"  # whole sentences word for word, after a dash or in quotation marks
    PARTIAL = "partial"  # a fragment in quotation marks inside the reporter's own sentence
    INDIRECT = "indirect"  # the content clause of a reporting verb, without marks


class SpeakerKind(StrEnum):
    """What kind of source `speaker_name` is."""

    PERSON = "person"  # a person with a name
    ORGANISATION = "organisation"  # an organisation, authority, company or document
    ROLE = "role"  # a role or noun that the article gives no name for
    INTERVIEWER = "interviewer"  # who asks in an interview
    UNNAMED = "unnamed"  # a source that the article keeps nameless


class QuoteRule(StrEnum):
    """Which pattern found the quote: the opener (dash, marks, none) and where its source stands."""

    DASH_CLAUSE_AFTER = "dash_clause_after"  # – A, sier Nord.
    DASH_CLAUSE_BEFORE = "dash_clause_before"  # Nord svarer: – A.
    DASH_NEXT_SENTENCE = "dash_next_sentence"  # – A. Det sier Nord.
    DASH_RESUMED = "dash_resumed"  # – A, sier Nord. – B. / – A, sier Nord. B.
    DASH_CONTINUED = "dash_continued"  # a dash paragraph after the same speaker's, no clause
    DASH_FOLLOWED = "dash_followed"  # a dash paragraph before the same speaker's, whose clause serves both
    DASH_QUESTION = "dash_question"  # an interviewer's question
    DASH_ANSWER = "dash_answer"  # the answer to a question, no clause
    DASH_TITLE = "dash_title"  # a headline or subheading
    DASH_ALONE = "dash_alone"  # no clause, after the reporter's own words
    MARKS_CLAUSE_AFTER = "marks_clause_after"  # «A», sier Nord.
    MARKS_CLAUSE_INSIDE = "marks_clause_inside"  # « A, a dit Nord, B »
    MARKS_CLAUSE_BEFORE = "marks_clause_before"  # Nord skriver: «A.»
    MARKS_NEXT_SENTENCE = "marks_next_sentence"  # «A.» Det sier Nord.
    MARKS_RESUMED = "marks_resumed"  # «A», sier Nord. «B.»
    MARKS_CONTINUED = "marks_continued"  # the opening mark again, in the next paragraph
    MARKS_FOLLOWED = "marks_followed"  # a marked paragraph before the same speaker's, one clause for both
    MARKS_TITLE = "marks_title"  # a headline or subheading
    MARKS_ALONE = "marks_alone"  # whole sentences in marks without a source
    LOST_DASH = "lost_dash"  # A, sier Nord. (no dash, but first person)
    FRAGMENT_CUE = "fragment_cue"  # Nord kaller det «a».
    FRAGMENT_ACCORDING = "fragment_according"  # ifølge Nord «a».
    FRAGMENT_CONTINUED = "fragment_continued"  # another fragment right after one with a source
    INDIRECT_THAT = "indirect_that"  # Nord sier at a.
    INDIRECT_BARE = "indirect_bare"  # Nord sier a.
    INDIRECT_CLAUSE_FIRST = "indirect_clause_first"  # A, sier Nord.
    INDIRECT_NEXT_SENTENCE = "indirect_next_sentence"  # A. Det sier Nord.
    ACCORDING_TO = "according_to"  # Ifølge Nord a. / A, ifølge Nord.
    MOOD = "mood"  # the verb's mood alone says that it is reported (German Konjunktiv I)


class Quotes(dy.Schema):
    """One row per contiguous stretch of one speaker's words."""

    quote_id = dy.String(
        primary_key=True,
        regex="^[0-9a-f]{32}$",
        description="blake2b-128 of document_id, start, end and kind, hexadecimal.",
    )
    document_id = dy.String(regex="^[0-9a-f]{32}$", description="The document.")
    quote_index = dy.Int32(min=0, description="Position in the document, from 0, by start and end.")
    kind = closed(QuoteKind, description="How the words are reported.")
    start = dy.Int32(
        min=0, description="First code point of the words in `documents.text`: no dash, no mark."
    )
    end = dy.Int32(
        min=1, description="Code point after the last word: no mark, no comma of the reporting clause."
    )
    text = dy.String(min_length=1, description="The words: `documents.text[start:end]`.")
    turn = dy.Int32(
        min=0,
        description="One number for the parts of an interrupted or continued utterance, from 0 in the document.",
    )
    cue = dy.String(
        nullable=True, description="The reporting verb or phrase as it stands (`sier`, `ifølge`)."
    )
    cue_start = dy.Int32(nullable=True, description="First code point of `cue`.")
    cue_end = dy.Int32(nullable=True, description="Code point after `cue`.")
    cue_lemma = dy.String(nullable=True, description="Dictionary form of `cue` (`si`).")
    speaker = dy.String(
        nullable=True,
        description="The mention of the speaker as it stands in the reporting clause: name without title, pronoun or noun.",
    )
    speaker_start = dy.Int32(nullable=True, description="First code point of `speaker`.")
    speaker_end = dy.Int32(nullable=True, description="Code point after `speaker`.")
    speaker_name = dy.String(
        nullable=True,
        description="Who it is: the fullest name that the article gives, repaired; null when the text does not say.",
    )
    speaker_kind = closed(SpeakerKind, nullable=True, description="What kind of source the speaker is.")
    speaker_role = dy.String(nullable=True, description="Role of the speaker, as the article states it.")
    speaker_party = dy.String(nullable=True, description="Party of the speaker, as the article states it.")
    medium = dy.String(
        nullable=True, description="Whom or what the words were given to (`NTB` in `til NTB`)."
    )
    segment_kind = closed(SegmentKind, description="Kind of the segment that holds the quote.")
    rule = closed(QuoteRule, description="Name of the rule that found the quote.")
    confidence = dy.Float64(
        min=0,
        max=1,
        description="Share of such rows that are right (words and speaker), measured on annotated articles.",
    )

    @dy.rule()
    def mentions_have_offsets(cls) -> pl.Expr:
        """`cue` and `speaker` are null together with their offsets."""
        cue = pl.col("cue").is_null() == pl.col("cue_start").is_null()
        return cue & (pl.col("speaker").is_null() == pl.col("speaker_start").is_null())


QUOTES = Table("quotes", Quotes, LANGUAGE_MONTH, ("document_id", "quote_index"))

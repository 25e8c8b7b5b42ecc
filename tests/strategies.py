"""Hypothesis strategies for the raw format: text made of the marks and words that trip a parser."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = [
    " date 2022-02 ", " date 2022-02-15 ", " date 2022-13 ", "\n", "\n\n", "\r\n", "\r\n\r\n", " ", "\u00a0", "\ufeff",
    "–", "– ", "-", "- ", "—", "«", "»", '"', "“", "”", "„", "‘", "’", "'", ",", ".", "!", "?", "…", ":", "(", ")",
    "Ola Nord", "Kari Sund", "Nord", "han", "hun", "ho", "statsministeren", "politiet", "ordfører Kari Sund (Ap)",
    "sier", "sa", "mener", "seier", "siger", "säger", "said", "sagte", "ifølge", "ifølgje", "according to", "at", "that",
    "Det sier", "til NTB", "veien er stengt", "vegen er stengd", "Eg", "Jeg", "I", "Vi venter", "the road is closed",
    "innenriks", "NTB", "(©NTB)", "Foto: Kari Sund / NTB", "VAR PÅ KAMP:", "Les også:", "annonse", "Publisert:",
    "Ã¥", "Ã¸", "â€“", "Â«", "&quot;", "&amp;", "\u00ad", "\u200b", "?", "\ufffd", "12", "3–1", "1.000", "\t", "\x00",
]  # fmt: skip

#: Text in the raw format's vocabulary, in any order: damaged more often than not.
news = st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=60).map("".join)

#: The same as bytes, in the encodings that occur, or any bytes at all.
raw = (
    st.binary(max_size=200)
    | st.builds(lambda text: text.encode("utf-8", "replace"), news)
    | st.builds(lambda text: text.encode("cp1252", "replace"), news)
    | st.builds(lambda text: text.encode("utf-16", "replace"), news)
)

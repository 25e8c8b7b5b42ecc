"""Draw what was measured: docs/charts/peers.png, rooms.png, and both in speed.html, which needs no network.

    python benchmarks/charts.py [--results benchmarks/results] [--out docs/charts]

Needs the packages of the extra `bench`, and peers.json and stages.json among the results.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl

HERE = Path(__file__).parent
OURS, THEIRS, INK, QUIET = "#0b6e69", "#a9b3bd", "#1f2933", "#616e7c"
WIDTH = 520
BAR = 26
BYTES = 3000  # an article, for the rooms

#: How a contender is called, and which question it answers.
CONTENDERS = {
    "floor": ("read and write the texts, no more", "quotes"),
    "spalte, no names": ("Spalte", "quotes"),
    "datatrove": ("Spalte's rules in datatrove", "quotes"),
    "script, no names": ("a script: langdetect, regexes, pandas", "quotes"),
    "spalte, fast": ("Spalte --entities fast", "quotes and names"),
    "spalte, cascade": ("Spalte --entities cascade", "quotes and names"),
    "script, spaCy": ("the script with a small spaCy pipeline", "quotes and names"),
    "script, spaCy for names only": ("the same, only its names", "quotes and names"),
}
#: Rooms of stages.json, small ones together.
ROOMS = {
    "decode, header": ("decode", "view", "header"),
    **{room: (room,) for room in ("segments", "language", "quotes", "speakers")},
    "rows": ("rows and stage",),
}


def main() -> None:
    """Read the results, write the charts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--results", type=Path, default=HERE / "results")
    parser.add_argument("--out", type=Path, default=HERE.parent / "docs" / "charts")
    asked = parser.parse_args()
    peers, stages = (
        json.loads((asked.results / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("peers", "stages")
    )
    charts = {"peers": peers_chart(peers), "rooms": rooms_chart(peers, stages)}
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, chart in charts.items():
        _styled(chart).save(asked.out / f"{name}.png", scale_factor=2)
    _styled(alt.vconcat(*charts.values(), spacing=40)).save(asked.out / "speed.html", inline=True)


def peers_chart(peers: Mapping[str, Any]) -> alt.VConcatChart:
    """Milliseconds an article of Spalte and of what somebody would use instead."""
    measured = peers["generated"]
    cost = measured["milliseconds_per_article"]
    rows = [
        {"what": what, "task": task, "ours": name.startswith("spalte"), "median": cost[name]["median"]}
        for name, (what, task) in CONTENDERS.items()
        if name in cost
    ]
    return _bars(rows, ["quotes", "quotes and names"], _peers_title(measured))


def _peers_title(measured: Mapping[str, Any]) -> alt.TitleParams:
    ours = measured["milliseconds_per_article"]["spalte, no names"]["median"]
    finding = f"Who said what: {ours:.1f} ms an article"
    for one in measured["times_as_fast"]:
        if (one["is"], one["than"]) == ("spalte, no names", "script, no names"):
            finding += f", {one['median']:.1f} times as fast as a script"
    articles = max(measured["articles"].values())
    return alt.TitleParams(
        finding,
        subtitle=f"CPU time on one core for an article of {measured['mean_bytes'] / 1000:.1f} kB: "
        f"median of {measured['rounds']} rounds, up to {articles:,} articles",
    )


def rooms_chart(peers: Mapping[str, Any], stages: Mapping[str, Any]) -> alt.VConcatChart:
    """Where the time of the whole job goes, names left out, per 3 kB."""
    measured = peers["generated"]
    whole = measured["whole_job_per_3_kB"]
    floor = measured["milliseconds_per_article"]["floor"]["median"] * BYTES / measured["mean_bytes"]
    rooms = stages["newspaper"]["milliseconds_per_3_kB"]
    cost = {name: sum(rooms[room] for room in together) for name, together in ROOMS.items()}
    cost["plan, merge, publish"] = max(0.0, whole["median"] - sum(cost.values()))
    rows = [{"what": name, "task": "", "ours": True, "median": one} for name, one in cost.items()]
    rows.append({"what": "all of the floor", "task": "", "ours": False, "median": floor})
    dearest = max(cost, key=lambda name: cost[name])
    title = alt.TitleParams(
        f"{dearest.capitalize()}: {cost[dearest]:.1f} of the {whole['median']:.1f} ms of an article",
        subtitle=f"CPU time on one core for 3 kB, names left out; {whole['budget']:.0f} ms are allowed. "
        "The floor only reads and writes the texts",
    )
    return _bars(rows, [""], title)


def _bars(
    rows: Sequence[Mapping[str, Any]], panels: Sequence[str], title: alt.TitleParams
) -> alt.VConcatChart:
    """Bars from the shortest to the longest, with their figures; a panel for each task, one scale."""
    most = max(row["median"] for row in rows) * 1.12
    drawn = [
        _panel([row for row in rows if row["task"] == panel], most).properties(
            title=alt.TitleParams(panel, offset=4, fontSize=13, fontWeight="normal", color=QUIET)
        )
        for panel in panels
    ]
    return alt.vconcat(*drawn, spacing=16).properties(title=title)


def _panel(rows: Sequence[Mapping[str, Any]], most: float) -> alt.LayerChart:
    frame = pl.DataFrame([{"label": _label(row["median"]), **row} for row in rows])
    base = alt.Chart(frame, width=WIDTH, height=BAR * len(rows)).encode(
        y=alt.Y("what:N", sort=alt.SortField("median"), title=None),
        x=alt.X("median:Q", axis=None, scale=alt.Scale(domain=[0, most])),
    )
    colour = alt.condition("datum.ours", alt.value(OURS), alt.value(THEIRS))
    return base.mark_bar(height=BAR - 8).encode(color=colour) + base.mark_text(
        align="left", dx=5, fontSize=13, color=INK
    ).encode(text="label:N")


def _label(milliseconds: float) -> str:
    return f"{milliseconds:.2f} ms" if milliseconds < 1 else f"{milliseconds:.1f} ms"


def _styled(chart: alt.VConcatChart) -> alt.VConcatChart:
    """Dark ink on a white card, so that it reads on a dark page too."""
    return (
        chart.configure(background="white", padding=18, font="DejaVu Sans, Helvetica, Arial, sans-serif")
        .configure_axis(
            labelFontSize=13, labelColor=INK, labelLimit=300, domain=False, ticks=False, labelPadding=8
        )
        .configure_title(
            anchor="start",
            frame="bounds",
            offset=12,
            fontSize=17,
            color=INK,
            subtitleFontSize=12.5,
            subtitleColor=QUIET,
            subtitlePadding=5,
        )
        .configure_view(stroke=None)
    )


if __name__ == "__main__":
    main()

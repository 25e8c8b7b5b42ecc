"""Draw what was measured: docs/charts/peers.png, rooms.png, and both in speed.html, which needs no network.

    python benchmarks/charts.py [--results benchmarks/results] [--out docs/charts]

Needs the packages of the extra `bench`, and peers.json, stages.json and workers.json among the results.
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

#: How a contender is called, and which question it answers.
CONTENDERS = {
    "floor": ("read and write the texts, no more", "quotes"),
    "spalte, no names": ("Spalte", "quotes"),
    "datatrove": ("Spalte's rules in datatrove", "quotes"),
    "script, no names": ("a script: langdetect, regexes, pandas", "quotes"),
    "spalte, fast": ("Spalte --entities fast", "quotes and names"),
    "spalte, cascade": ("Spalte --entities cascade", "quotes and names"),
    "script, spaCy": ("the script with a small spaCy pipeline", "quotes and names"),
    "script, spaCy for names only": ("the script, spaCy for names only", "quotes and names"),
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
    peers, stages, workers = (
        json.loads((asked.results / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("peers", "stages", "workers")
    )
    charts = {"peers": peers_chart(peers), "rooms": rooms_chart(peers, stages, workers)}
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, chart in charts.items():
        _styled(chart).save(asked.out / f"{name}.png", scale_factor=2)
    _styled(alt.vconcat(*charts.values(), spacing=40)).save(asked.out / "speed.html", inline=True)


def peers_chart(peers: Mapping[str, Any]) -> alt.VConcatChart:
    """Milliseconds an article of Spalte and of what somebody would use instead."""
    measured = peers["generated"]
    cost = measured["milliseconds_per_article"]
    rows = [
        _row(what, task, cost[name]["median"], _milliseconds(cost[name]["median"]), name.startswith("spalte"))
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


def rooms_chart(
    peers: Mapping[str, Any], stages: Mapping[str, Any], workers: Mapping[str, Any]
) -> alt.VConcatChart:
    """Where the time of the whole job goes, names left out.

    In shares: each of the three results compares what ran side by side, but the machine need not have been
    as fast for one as for another.
    """
    rooms = stages["newspaper"]["milliseconds_per_3_kB"]
    cost = {name: sum(rooms[room] for room in together) for name, together in ROOMS.items()}
    phases = {name: one["median"] for name, one in workers["seconds"]["one worker"].items()}
    cost["plan, merge, publish"] = sum(cost.values()) * (phases["whole"] / phases["work"] - 1)
    shares = {name: one / sum(cost.values()) for name, one in cost.items()}
    dearest = max(shares, key=lambda name: shares[name])
    measured = peers["generated"]["milliseconds_per_article"]
    floor = measured["floor"]["median"] / measured["spalte, no names"]["median"]
    rows = [_row(name, "", one, f"{one:.0%}", ours=True) for name, one in shares.items()]
    rows.append(_row("all of the floor", "", floor, f"{floor:.0%}", ours=False))
    title = alt.TitleParams(
        f"{dearest.capitalize()}: {shares[dearest]:.0%} of the time of an article",
        subtitle="Shares of the CPU time, names left out. The floor only reads and writes the texts",
    )
    return _bars(rows, [""], title)


def _row(what: str, task: str, value: float, label: str, ours: bool) -> dict[str, Any]:  # noqa: FBT001 (a column)
    """A bar."""
    return {"what": what, "task": task, "value": value, "label": label, "ours": ours}


def _bars(
    rows: Sequence[Mapping[str, Any]], panels: Sequence[str], title: alt.TitleParams
) -> alt.VConcatChart:
    """Bars from the shortest to the longest, with their figures; a panel for each task, one scale."""
    most = max(row["value"] for row in rows) * 1.12
    drawn = [
        _panel([row for row in rows if row["task"] == panel], most).properties(
            title=alt.TitleParams(panel, offset=4, fontSize=13, fontWeight="normal", color=QUIET)
        )
        for panel in panels
    ]
    return alt.vconcat(*drawn, spacing=16).properties(title=title)


def _panel(rows: Sequence[Mapping[str, Any]], most: float) -> alt.LayerChart:
    frame = pl.DataFrame(rows)
    base = alt.Chart(frame, width=WIDTH, height=BAR * len(rows)).encode(
        y=alt.Y("what:N", sort=alt.SortField("value"), title=None),
        x=alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, most])),
    )
    colour = alt.condition("datum.ours", alt.value(OURS), alt.value(THEIRS))
    return base.mark_bar(height=BAR - 8).encode(color=colour) + base.mark_text(
        align="left", dx=5, fontSize=13, color=INK
    ).encode(text="label:N")


def _milliseconds(milliseconds: float) -> str:
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

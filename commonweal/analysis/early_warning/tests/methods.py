"""How does the early warning go about it, told with tables that it works out while the page is made?

`python -m commonweal.analysis.early_warning.tests.methods` writes docs/methods/early-warning.md; a test compares the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from commonweal.analysis.early_warning import (
    EarsMethod,
    EarsSettings,
    FarringtonSettings,
    Finding,
    Mode,
    Series,
    Threshold,
    find_latest,
)
from commonweal.analysis.early_warning.tests.plain import levels

PAGE = Path(__file__).resolve().parents[4] / "docs" / "methods" / "early-warning.md"
WORDS = Path(__file__).with_name("methods_words.md")

# Reports of a small town by quarter: three years that are the baseline, and the quarter that is judged.
QUARTERS = {"2016": (4, 6, 6, 5), "2017": (3, 13, 19, 8), "2018": (9, 4, 8, 1)}
NOW = 31
BY_HAND = FarringtonSettings(
    years_back=3, half_window=0, season_groups=4, past_left_out=0, trend=False, reweight=False
)
# A longer series by month, for what cannot be shown in a dozen numbers.
MONTHS = (6, 4, 7, 9, 8, 12, 15, 11, 9, 7, 5, 6) * 6
BY_MONTH = FarringtonSettings(years_back=5, half_window=1, season_groups=4, past_left_out=3, trend=False)
WEEKS_BEFORE = (4, 6, 5, 3, 7, 5, 5)


def quarters(now: int | None = NOW) -> Series:
    """Judged is the third quarter, so the year before it begins with a third quarter too."""
    counts = [count for year in QUARTERS.values() for count in year]
    return Series([*counts, 5, 7, now], per_year=4)


def last(series: Series, settings: FarringtonSettings | EarsSettings) -> Finding:
    return find_latest([series], settings)[0]


def months(last_count: int | None = 14, **at: int | None) -> Series:
    counts: list[int | None] = [*MONTHS[:-5], last_count]
    for place, count in at.items():
        counts[int(place.removeprefix("m"))] = count
    return Series(counts, per_year=12)


def page() -> str:
    """The words of the page, with each table put where it is named."""
    text = WORDS.read_text(encoding="utf-8")
    for name, table in TABLES.items():
        assert text.count("{" + name + "}") == 1, name
        text = text.replace("{" + name + "}", table())
    return text


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *([_said(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _said(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        cell = 0.0 if abs(cell) < 1e-12 else cell
        return f"{cell:.3f}".rstrip("0").rstrip(".") if abs(cell) >= 0.001 or cell == 0 else f"{cell:.1e}"
    return "–" if cell is None else str(cell)


def _baseline() -> str:
    """Where each week of the years before belongs, for the settings that the program uses."""
    usual = FarringtonSettings()
    now = 52 * 5 + 3
    group = levels([now - 52 * year for year in range(6)], usual)
    sizes = Counter(group.values())
    rows = [
        ["this week and the three before it", "–", "left out, with 23 more"],
        [
            "the same week of each of 5 years, and 3 on either side",
            usual.season_groups,
            sizes[usual.season_groups],
        ],
        *(
            [f"block {block} of each year, counted forward from there", block, sizes[block]]
            for block in (1, 2, 9)
        ),
    ]
    return _table(["weeks", "season group", "weeks in the baseline"], rows)


def _by_hand() -> str:
    baseline = [*[count for year in QUARTERS.values() for count in year], 5, 7][2:]
    seasons = [(place + 2) % 4 for place in range(len(baseline))]
    means = {
        s: sum(c for c, season in zip(baseline, seasons, strict=True) if season == s) / seasons.count(s)
        for s in range(4)
    }
    rows = []
    for season, name in enumerate(("first", "second", "third", "fourth")):
        counts = [c for c, s in zip(baseline, seasons, strict=True) if s == season]
        off = sum((c - means[season]) ** 2 / means[season] for c in counts)
        rows.append([name, ", ".join(map(str, counts)), means[season], off])
    return _table(
        ["quarter", "counted in the three years before", "their mean", "sum of (count − mean)² / mean"], rows
    )


def _by_hand_said() -> str:
    rows = []
    for now in (11, 30, 31, 40):
        found = last(quarters(now), BY_HAND)
        rows.append(
            [now, found.expected, found.phi, found.upper_bound, found.score, found.p_value, found.alarm]
        )
    return _table(["counted now", "expected", "phi", "upper bound", "score", "p-value", "alarm"], rows)


def _outbreak() -> str:
    rows = []
    for label, series in (("as it was", months()), ("with 70 in one month three years ago", months(m31=70))):
        for reweight in (False, True):
            found = last(series, replace(BY_MONTH, reweight=reweight))
            rows.append([label, reweight, found.expected, found.phi, found.upper_bound])
    return _table(["the past", "weighed down", "expected", "phi", "upper bound"], rows)


def _thresholds() -> str:
    series = months(m31=70, m9=2)
    rows = []
    for threshold in Threshold:
        for mode in (Mode.COMPAT, Mode.CORRECTED):
            found = last(series, replace(BY_MONTH, threshold=threshold, mode=mode, alpha=0.01))
            rows.append(
                [threshold, mode, found.expected, found.upper_bound, found.mu0, found.score, found.p_value]
            )
    return _table(["threshold", "mode", "expected", "upper bound", "mu0", "score", "p-value"], rows)


def _missing() -> str:
    young = Series([40] * 30 + list(MONTHS[:42]), per_year=12)
    cases = {
        "all months known": (months(), BY_MONTH),
        "one month of the baseline missing": (months(m31=None), BY_MONTH),
        "the same month a nil return": (months(m31=0), BY_MONTH),
        "this month missing": (months(None), BY_MONTH),
        "another way of counting until month 30, not declared": (young, BY_MONTH),
        "the same, declared as a break": (replace(young, breaks=(30,)), BY_MONTH),
        "the same, and one year is enough": (replace(young, breaks=(30,)), replace(BY_MONTH, fewest_years=1)),
    }
    rows = []
    for label, (series, settings) in cases.items():
        found = last(series, settings)
        used, missing = (found.baseline.used, found.baseline.missing) if found.baseline else (None, None)
        rows.append([label, used, missing, found.expected, found.upper_bound, found.alarm, found.why])
    return _table(["case", "used", "missing", "expected", "upper bound", "alarm", "why"], rows)


def _ears() -> str:
    rows = []
    for method in EarsMethod:
        for now in (7, 12):
            series = Series([4, 5, 4, *WEEKS_BEFORE, 9, 11, now])
            found = last(series, EarsSettings(method=method))
            places = f"{found.baseline.first + 1} to {found.baseline.last + 1}" if found.baseline else None
            rows.append([method, now, places, found.expected, found.upper_bound, found.alarm])
    return _table(["method", "week 13", "weeks looked at", "expected", "upper bound", "alarm"], rows)


TABLES = {
    "baseline": _baseline,
    "by_hand": _by_hand,
    "by_hand_said": _by_hand_said,
    "outbreak": _outbreak,
    "thresholds": _thresholds,
    "missing": _missing,
    "ears": _ears,
}


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

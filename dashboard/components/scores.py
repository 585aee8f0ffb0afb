"""Agreement cards, their differences and their baselines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.core.evidence_model import Estimate, NoScore, Score, Spread
from dashboard.i18n import count, interval, interval_of, number, of_space, percent, text
from dashboard.ui.copy_button import copy_button

BANDS = (0.05, 0.3, 0.5, 0.7, 0.9)
"""Where the words for an agreement change, from `score.band.0` to `score.band.5`."""


@dataclass(frozen=True)
class Difference:
    """How far the first space is above the second, on the products that both hold.

    `interval` is None where none can be relied on; `reclustering_sd` is what clustering anew moves
    the difference by, None where that is not known.
    """

    first: str
    second: str
    value: float
    interval: tuple[float, float] | None
    n: int
    reclustering_sd: float | None = None

    @property
    def is_distinct(self) -> bool:
        """Whether the first is above the second, beyond sampling and clustering anew."""
        if self.interval is None or self.interval[0] <= 0 <= self.interval[1]:
            return False
        return abs(self.value) >= (self.reclustering_sd or 0.0)


def reading(low: float, high: float, language: str) -> str:
    """Say an agreement in words: one where the whole interval has it, else from which to which.

    Examples
    --------
    >>> reading(0.55, 0.61, "en"), reading(0.66, 0.74, "en")
    ('clear agreement', 'clear to strong agreement')
    """
    words = [
        text(f"score.band.{sum(edge <= value for edge in BANDS)}", language)
        for value in (low, high)
    ]
    if words[0] == words[1]:
        return text("score.reading", language, band=words[0])
    return text("score.reading.between", language, low=words[0], high=words[1])


def agreement_card(title: str, score: Score | NoScore, language: str) -> list[Component]:
    """Show the agreement of one space with the categories.

    Parameters
    ----------
    title : str
        Name of the space.
    score : Score or NoScore
    language : str
    """
    if isinstance(score, NoScore):
        return [
            html.H3(title, className="card-title beside-copy"),
            copy_button(language),
            html.P(text("score.none", language), className="score-value score-value-none"),
            html.P(score.reason, className="score-reason"),
        ]
    low, high = score.interval or (score.value, score.value)
    facts = [
        (text("score.size", language), None, number(score.n, language)),
        (text("score.groups", language), None, number(score.k, language)),
        *_spreads(score, language),
    ]
    return [
        html.Div(
            [
                html.H3(title, className="card-title"),
                html.P(_sentence(reading(low, high, language)), className="tag"),
            ],
            className="card-head",
        ),
        copy_button(language),
        html.Div(
            [
                html.P(number(score.value, language, 2), className="score-value"),
                html.P(
                    [
                        html.Span(_interval(score, language)),
                        html.Span(
                            text(_interval_note(score), language),
                            className="hint",
                        ),
                    ],
                    className="score-interval",
                ),
            ],
            className="score-line",
        ),
        _ruler(score, language),
        html.Dl(
            [html.Div([html.Dt([*_key(key), name]), html.Dd(value)]) for name, key, value in facts],
            className="score-facts",
        ),
        *_density(score, language),
    ]


def differences(gaps: Sequence[Difference], language: str) -> list[Component]:
    """Say which spaces can be told apart, and by how much."""
    if not gaps:
        return []
    items: list[Component] = [html.Span(text("score.differences", language), className="label")]
    for gap in gaps:
        same = not gap.is_distinct
        if gap.interval is None:
            verdict = text("score.unsure", language, difference=number(abs(gap.value), language, 2))
        else:
            verdict = text(
                "score.same" if same else "score.distinct",
                language,
                difference=number(gap.value, language, 2, signed=True),
                interval=interval(*gap.interval, language, signed=True),
            )
        name = text(
            "score.pair" if same else "score.order",
            language,
            first=of_space("space.", gap.first, language),
            second=of_space("space.", gap.second, language),
        )
        items.append(
            html.Span([html.Span(name, className="gap-name"), html.Span(verdict)], className="gap")
        )
    smallest = number(min(gap.n for gap in gaps), language)
    notes = [text("score.differences.note", language, n=smallest)]
    if any(gap.interval is None for gap in gaps):
        notes.append(text("score.unsure.why", language))
    return [*items, *(html.Span(note, className="hint") for note in notes)]


def baseline_line(
    baselines: Sequence[tuple[str, str]], language: str, *, is_filtered: bool
) -> list[Component]:
    """List what the scores are compared with, each with its agreement on the whole catalogue."""
    title = "score.baselines.whole" if is_filtered else "score.baselines.line"
    return [
        html.Span(text(title, language), className="label"),
        *(
            html.Span([html.Span(name, className="gap-name"), html.Span(value)], className="gap")
            for name, value in baselines
        ),
    ]


def _ruler(score: Score, language: str) -> Component:
    """Draw the value, its interval and the seeds on a scale from 0 to 1."""
    parts = [html.Span(className="ruler-value", style={"left": _percent_of_scale(score.value)})]
    if score.interval:
        parts.insert(0, html.Span(className="ruler-interval", style=_stretch(*score.interval)))
    if score.seed_mean is not None and score.seed_sd is not None and not score.is_filtered:
        low, high = score.seed_mean - score.seed_sd, score.seed_mean + score.seed_sd
        parts.append(html.Span(className="ruler-seeds", style=_stretch(low, high)))
    ticks = [
        html.Span(
            number(at, language, 0 if at in (0, 1) else 1),
            className="ruler-tick",
            style={"left": _percent_of_scale(at)},
        )
        for at in (0.0, 0.5, 1.0)
    ]
    label = text(
        "score.figure",
        language,
        value=number(score.value, language, 2),
        interval=_interval(score, language),
    )
    named: dict[str, Any] = {"aria-label": label}
    return html.Div([*parts, *ticks], className="ruler", role="img", **named)


def _interval_note(score: Score) -> str:
    """Key of what the interval is of, or of why there is none."""
    if score.interval:
        return "score.interval.note"
    return f"score.interval.why.{score.missing}" if score.missing else "score.interval.why"


def _interval(score: Score, language: str) -> str:
    if score.interval is None:
        return text("score.interval.none", language)
    shown = interval(*score.interval, language)
    return text("score.interval", language, interval=shown)


def _spreads(score: Score, language: str) -> list[tuple[str, str | None, str]]:
    """Name each spread apart: seeds, clustering and training anew, and what chance gives."""
    facts: list[tuple[str, str | None, str]] = []
    spread = score.spread or Spread(None, None, None, None)
    if score.seed_mean is not None and score.seed_sd is not None:
        value = text(
            f"score.seeds.{'whole' if score.is_filtered else 'value'}",
            language,
            mean=number(score.seed_mean, language, 2),
            sd=number(score.seed_sd, language, 2),
        )
        # A bar of the whole catalogue is not drawn beside a score of a part of it.
        drawn = None if score.is_filtered else "seeds"
        facts.append((text("score.seeds", language), drawn, value))
    for key, sd in (("halves", spread.halves_sd), ("trainings", spread.training_sd)):
        if sd is not None:
            value = text(
                f"score.sd.{'whole' if score.is_filtered else 'value'}",
                language,
                sd=number(sd, language, 2),
            )
            facts.append((text(f"score.{key}", language), None, value))
    if spread.null_mean is not None and spread.null_high is not None:
        value = text(
            "score.null.value",
            language,
            mean=number(spread.null_mean, language, 2),
            high=number(spread.null_high, language, 3),
        )
        facts.append((text("score.null", language), None, value))
    return facts


def _key(key: str | None) -> list[Component]:
    """Draw the bar of the ruler that a fact belongs to."""
    return [html.Span(className=f"key key-{key}")] if key else []


def _density(score: Score, language: str) -> list[Component]:
    """Say what HDBSCAN found, with and without what it leaves as noise."""
    density = score.density
    if density is None:
        return []
    sentence = text(
        "score.density",
        language,
        clusters=count("clusters", density.k, language),
        noise=percent(density.noise, language),
        value=_estimate(density.with_noise, language),
    )
    if density.without_noise is not None:
        sentence += text(
            "score.density.without",
            language,
            value=_estimate(density.without_noise, language),
            n=number(density.without_noise.n, language),
        )
    # Folded: the maps below are to be seen without scrolling on a laptop.
    return [
        html.Details(
            [
                html.Summary(text("score.density.title", language)),
                html.P(sentence, className="hint"),
            ],
            className="score-density",
        )
    ]


def _estimate(estimate: Estimate, language: str) -> str:
    written = number(estimate.value, language, 2)
    if estimate.interval is None:
        return f"{written} ({interval_of(None, language)})"
    return f"{written} {interval_of(estimate.interval, language)}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _percent_of_scale(value: float) -> str:
    return f"{min(max(value, 0.0), 1.0) * 100:.1f}%"


def _stretch(low: float, high: float) -> dict[str, Any]:
    low, high = max(low, 0.0), min(max(high, 0.0), 1.0)
    return {"left": _percent_of_scale(low), "width": f"max(3px, {max(high - low, 0) * 100:.1f}%)"}

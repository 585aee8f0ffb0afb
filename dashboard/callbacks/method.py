"""The facts of the build, and what the texts give without the words that name categories."""

import json
from collections.abc import Iterable, Mapping

from dash import Dash, Input, Output
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.ablation import as_table
from dashboard.components.html_fragment import FRAGMENT, with_fragments
from dashboard.core.filter_state import FilterState, parse_int, resolve_view
from dashboard.i18n import number, text
from dashboard.queries.ablation import ablations
from dashboard.ui.tables import facts

GROUPS = ("facts", "versions", "seconds", "settings")


def register(app: Dash) -> None:
    """Add the callback of the page's tables."""
    app.callback(
        Output(ids.METHOD_ABLATION, FRAGMENT),
        Output(ids.METHOD_BUILD, FRAGMENT),
        Input(ids.view_request("method"), "data"),
        prevent_initial_call=True,
    )(with_fragments(draw))


def draw(view_state: object) -> tuple[list[Component], list[Component]]:
    """Show what the texts give without some words, and the facts of the build."""
    view = resolve_view(view_state)
    left_out = parse_int(view.catalogue.about.get("ablation.words"), 0)
    return as_table(ablations(view.database), left_out, view.language), describe(view)


def describe(view: FilterState) -> list[Component]:
    """List what the build says of itself, in four tables."""
    groups = grouped(view.catalogue.about, view.language)
    heads = (
        text("method.build.name", view.language),
        text("method.build.value", view.language),
    )
    return [
        facts(text(f"method.build.{group}", view.language), heads, groups[group])
        for group in GROUPS
        if groups[group]
    ]


def grouped(about: Mapping[str, str], language: str) -> dict[str, list[tuple[str, str]]]:
    """Sort the `builds` table into facts, versions, seconds and settings."""
    groups: dict[str, list[tuple[str, str]]] = {group: [] for group in GROUPS}
    for key, value in sorted(about.items()):
        if key.startswith("version."):
            groups["versions"].append((key.removeprefix("version."), value))
        elif key.startswith("seconds."):
            try:
                written = number(float(value), language, 1)
            except ValueError:
                written = value
            groups["seconds"].append((key.removeprefix("seconds."), written))
        elif key == "settings":
            groups["settings"] += _flat(value)
        else:
            groups["facts"].append((key, value))
    return groups


def _flat(settings: str) -> Iterable[tuple[str, str]]:
    """Write nested settings one a line; as they are where they are no JSON."""
    try:
        read = json.loads(settings)
    except ValueError:
        return [("settings", settings)]
    lines: list[tuple[str, str]] = []

    def walk(prefix: str, value: object) -> None:
        if isinstance(value, dict):
            for key in sorted(value):
                walk(f"{prefix}.{key}" if prefix else str(key), value[key])
        else:
            lines.append((prefix, json.dumps(value, ensure_ascii=False).strip('"')))

    walk("", read)
    return lines

"""Figures as tables: what a chart shows, and names with their values."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.html_fragment import Rows
from dashboard.i18n import text


def equivalent(
    columns: Sequence[str],
    rows: Sequence[Sequence[Component | str]],
    caption: str,
    language: str,
) -> Component:
    """Give what a chart shows as a table, folded: its first column names the row.

    Parameters
    ----------
    columns : sequence of str
    rows : sequence of sequence of str, or of components for what can be clicked
        As many cells as columns.
    caption : str
    language : str
    """
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in columns]))
    body = html.Tbody(Rows(rows))
    return html.Details(
        [
            html.Summary(text("table.open", language)),
            html.Div(
                html.Table([html.Caption(caption), head, body], className="equivalent"),
                className="equivalent-frame",
                tabIndex=0,
            ),
        ]
    )


def facts(title: str, columns: Sequence[str], rows: Sequence[tuple[str, str]]) -> Component:
    """List names and values under a title, folded."""
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in columns]))
    table = html.Table([head, html.Tbody(Rows(rows))], className="equivalent")
    return html.Details(
        [
            html.Summary(f"{title} ({len(rows)})"),
            html.Div(table, className="equivalent-frame", tabIndex=0),
        ]
    )

"""Figures as tables: what a chart shows, and names with their values."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

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
    language : {'fr', 'en'}
    """
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in columns]))
    body = html.Tbody(
        [
            html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])])
            for row in rows
        ]
    )
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
    body = [html.Tr([html.Th(name, scope="row"), html.Td(value)]) for name, value in rows]
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in columns]))
    table = html.Table([head, html.Tbody(body)], className="equivalent")
    return html.Details(
        [
            html.Summary(f"{title} ({len(rows)})"),
            html.Div(table, className="equivalent-frame", tabIndex=0),
        ]
    )

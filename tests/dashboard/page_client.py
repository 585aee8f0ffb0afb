"""Call the app's callbacks as the page does: by HTTP, with the outputs it declared."""

import json
from typing import Any

import plotly.graph_objects as go
from flask.testing import FlaskClient

from dashboard import ids
from dashboard.app import server
from dashboard.components.html_fragment import FRAGMENT


def components(nodes: list[Any]) -> list[Any]:
    """Read what the page's script builds as the components it was written from."""
    return [
        node
        if isinstance(node, str)
        else {"type": node[0], "props": {**node[1], "children": components(node[2])}}
        for node in nodes
    ]


class Page:
    """The state of a page, without a browser: which value each property has."""

    def __init__(self) -> None:
        self.client: FlaskClient = server.test_client()
        self.values: dict[tuple[str, str], Any] = {}
        self.show("maps")
        self.set(ids.LEVEL, "value", "1").set(ids.TREE, "checked", [])
        self.set(ids.LANGUAGE, "value", "en").set(ids.SCHEME, "value", "light")
        self.set(ids.METHOD, "value", "auto").set(ids.COLOUR, "value", "category")
        self.set(ids.TOOL, "value", "select").set(ids.CROSSTAB_SPACE, "value", "text")
        self.set(ids.CROSSTAB_MEASURE, "value", "counts")
        self.set(ids.CATEGORIES_SPACE, "value", "text").set(ids.STABILITY_SPACE, "value", "text")

    def set(self, component: str, prop: str, value: Any) -> "Page":
        """Give a property a value."""
        self.values[component, prop] = value
        return self

    def show(self, view: str) -> "Page":
        """Show a page, or a view within the page of products."""
        is_within = view in ids.PRODUCT_SUBPAGES
        self.set(ids.PRODUCTS_SUBPAGE, "value", view if is_within else ids.PRODUCT_SUBPAGES[0])
        return self.set(ids.PAGE, "data", "products" if is_within else view)

    def names(self) -> list[str]:
        """Every callback that runs on the server."""
        dependencies = self.client.get("/_dash-dependencies").get_json()
        return [
            dependency["output"]
            for dependency in dependencies
            if not dependency["clientside_function"]
        ]

    def ask(self, output: str, triggered: str | None = None) -> dict[str, Any] | None:
        """Run the callback whose outputs hold a property; None where nothing is to be updated."""
        dependencies = self.client.get("/_dash-dependencies").get_json()
        written = output.replace(".children", f".{FRAGMENT}")
        [callback] = [
            dependency
            for dependency in dependencies
            if {output, written} & {dependency["output"], *self._parts_of(dependency["output"])}
            and not dependency["clientside_function"]
        ]
        body = {
            "output": callback["output"],
            "outputs": self._outputs(callback["output"]),
            "inputs": [self._filled(item) for item in callback["inputs"]],
            "state": [self._filled(item) for item in callback["state"]],
            "changedPropIds": [triggered] if triggered else [],
        }
        response = self.client.post("/_dash-update-component", json=body)
        if response.status_code == 204:
            return None
        assert response.status_code == 200, response.get_data(as_text=True)[-800:]
        answer: dict[str, Any] = response.get_json()["response"]
        for properties in answer.values():
            if "figure" in properties:
                go.Figure(properties["figure"])  # refuses what plotly does not know
            if FRAGMENT in properties:
                properties["children"] = components(json.loads(properties[FRAGMENT]))
        return answer

    @staticmethod
    def _parts_of(output: str) -> list[str]:
        return output.strip(".").split("...")

    def _outputs(self, output: str) -> Any:
        parts = self._parts_of(output)
        outputs = [self._named(*part.rsplit(".", 1)) for part in parts]
        return outputs if output.startswith("..") else outputs[0]

    @staticmethod
    def _named(component: str, prop: str) -> dict[str, str]:
        return {"id": component, "property": prop.split("@")[0]}

    def _filled(self, dependency: dict[str, Any]) -> Any:
        value = self.values.get((dependency["id"], dependency["property"]))
        if dependency["id"] in map(ids.view_request, ids.VIEW_REQUESTS):
            value = self._asked(dependency["id"])
        return {**self._named(dependency["id"], dependency["property"]), "value": value}

    def _asked(self, view: str) -> dict[str, Any] | None:
        """What a view is asked to show, None while it is hidden: `page.ask` of assets/page.js."""
        page = self.values[ids.PAGE, "data"]
        shown = self.values[ids.PRODUCTS_SUBPAGE, "value"] if page == "products" else page
        opened = (name for name, within in ids.FOLDS.items() if within == shown)
        if view not in map(ids.view_request, (shown, *opened)):
            return None
        return {
            "build": self.values.get((ids.BUILD, "data")),
            "level": self.values[ids.LEVEL, "value"],
            "branches": self.values[ids.TREE, "checked"],
            "language": self.values[ids.LANGUAGE, "value"],
            "scheme": self.values[ids.SCHEME, "value"],
        }

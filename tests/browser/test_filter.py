"""What the filter leaves is counted in the browser, and shown without more ado."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from dashboard.callbacks import filters
from dashboard.core.catalogue import CategoryTree, Path
from dashboard.core.filter_state import branch_key, branch_path
from dashboard.core.selection import encode
from tests.browser.test_dashboard import choose, tick

LEFT = "(given) => window.dash_clientside.filter.left(...given)"
COVER = "(given) => window.dash_clientside.url_state.cover(...given)"
# Products on inner nodes, without a path, and a node below which a single product stands.
SMALL = [("A", "A1"), ("A", "A2"), ("A",), ("B", "B1"), (), ("B", "B1")]
# More nodes than a byte counts, more rows than whole bytes hold.
LARGE = [(f"{n % 7}", f"{n % 61}", f"{n % 311}")[: 1 + n % 3] for n in range(1_003)]


@pytest.mark.parametrize("paths", [SMALL, LARGE])
def test_the_browser_keeps_the_rows_that_the_server_keeps(page: Page, paths: list[Path]) -> None:
    tree = CategoryTree(paths)
    rng = np.random.default_rng(0)
    sets: list[list[Path]] = [[], list(tree.leaves), list(tree.leaves[:-1]), [("gone",)]]
    for share in (0.02, 0.5, 0.9, 0.99):
        sets.append([leaf for leaf in tree.leaves if rng.random() < share])
    tree_and_branches = (filters.tree_nodes(tree, "build"), filters.branches(tree))
    for checked in sets:
        kept = tree.rows_under(checked)
        rows_left = page.evaluate(
            LEFT, [*tree_and_branches, [branch_key(leaf) for leaf in checked]]
        )
        assert rows_left == {"rows": encode(kept), "count": int(kept.sum()), "n": len(paths)}
        # A page asks with the fewest branches that stand for the ticked leaves.
        covering = page.evaluate(
            COVER, [tree_and_branches[1], [branch_key(leaf) for leaf in checked]]
        )
        covering_paths = [branch_path(branch) for branch in covering]
        assert (tree.rows_under(tree.leaves_under(covering_paths)) == kept).all()
        assert len(covering_paths) <= len(checked)


def test_a_control_of_the_filter_answers_without_an_animation(page: Page) -> None:
    """Its frames would be painted while the page prepares what was asked for."""
    page.evaluate(
        """() => {
            window.moved = [];
            document.querySelector(".panel").addEventListener("transitionrun",
                (event) => window.moved.push(`${event.target.className} ${event.propertyName}`));
        }"""
    )
    name = page.locator(".tree .mantine-Tree-label").first.inner_text().rsplit(" (", 1)[0]
    tick(page, name)
    expect(page.locator("#summary")).to_contain_text("affichés sur")
    choose(page, "level", "2")
    expect(page.locator("#chips")).to_contain_text("Niveau 2")
    assert page.evaluate("() => window.moved") == []


def test_what_is_folded_is_built_once_it_is_opened_and_stays_open(page: Page) -> None:
    folded = page.locator("#crosstab-table details")
    expect(folded.locator("summary")).to_be_visible()
    expect(folded.locator("td")).to_have_count(0)
    folded.locator("summary").click()
    expect(folded.locator("td").first).to_be_visible()
    rows = folded.locator("tbody tr").count()
    choose(page, "level", "2")
    expect(folded.locator("tbody tr")).not_to_have_count(rows)
    expect(folded.locator("td").first).to_be_visible()
    choose(page, "level", "1")
    expect(folded.locator("tbody tr")).to_have_count(rows)


def test_a_folded_chart_is_asked_for_once_it_is_unfolded(page: Page) -> None:
    traces = "() => document.querySelector('#baselines .js-plotly-plot')?._fullData?.length ?? 0"
    name = page.locator(".tree .mantine-Tree-label").first.inner_text().rsplit(" (", 1)[0]
    tick(page, name)
    page.wait_for_selector("#crosstab .hm")
    assert page.evaluate(traces) == 0
    page.get_by_text("Voir sur une échelle").click()
    page.wait_for_function(f"() => ({traces})() > 0")
    choose(page, "level", "3")
    page.wait_for_function(f"() => ({traces})() === 0")  # open, it follows: nothing is scored there


def test_what_dash_watches_of_a_chart_keeps_its_height(page: Page) -> None:
    """Else each change of the height has the chart drawn twice, the second time a moment later."""
    heights = """() => {
        const graph = document.querySelector("#crosstab");
        const watched = [graph, ...graph.children].map((each) => each.offsetHeight);
        return [watched, graph.parentElement.clientHeight];
    }"""
    watched, frame = page.evaluate(heights)
    choose(page, "level", "2")
    page.wait_for_function(f"(before) => ({heights})()[1] !== before", arg=frame)
    assert page.evaluate(heights)[0] == watched
    # And the width is followed all the same, where the frame is no narrower than the chart.
    choose(page, "level", "1")
    page.set_viewport_size({"width": 1200, "height": 900})
    page.wait_for_function(
        """() => {
            const graph = document.querySelector("#crosstab .js-plotly-plot");
            return graph.clientWidth < 900 && graph._fullLayout.width === graph.clientWidth;
        }"""
    )


def test_a_change_of_the_branches_does_not_write_the_whole_tree(page: Page) -> None:
    """The tree's component would, for each node in sight, and keep every such text."""
    name = page.locator(".tree .mantine-Tree-label").first.inner_text().rsplit(" (", 1)[0]
    page.evaluate(
        """() => {
            const write = JSON.stringify;
            window.longest = 0;
            JSON.stringify = function (...given) {
                const text = write.apply(this, given);
                const [, tree] = Array.isArray(given[0]) ? given[0] : [];
                if (Array.isArray(tree) && tree[0]?.children) {
                    window.longest = Math.max(window.longest, write(tree).length);
                }
                return text;
            };
        }"""
    )
    tick(page, name)
    expect(page.locator("#summary")).to_contain_text("affichés sur")
    in_sight = page.locator(".tree [role=treeitem]").count()
    assert 0 < page.evaluate("() => window.longest") < 200 * in_sight

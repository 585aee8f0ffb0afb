"""What is said of the texts without the words that name their categories."""

from dataclasses import replace

import pytest

from dashboard import ids
from dashboard.components.ablation import as_table, sentence
from dashboard.core.database import Database
from dashboard.queries.ablation import ablations
from tests.dashboard.page_client import Page
from tests.dashboard.test_callbacks import text_of


def test_the_method_page_has_every_measure_and_the_words(database: Database) -> None:
    build = {"build": database.file.name, "reason": None, "found": ""}
    answer = Page().set(ids.BUILD, "data", build).show("method").ask("method-ablation.children")
    assert answer is not None
    shown = text_of(answer[ids.METHOD_ABLATION]["children"])
    assert "1 First suggestion right, new brand 80% 70% −10.0 [−15.0 – −5.0] 110" in shown
    assert "2 ARI, mean of five random starts 0.80 0.70 −0.10 [−0.15 – −0.02] 110" in shown
    assert "4 words removed: mug, lamp, shoe, hat" in shown


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "without these 4 words (mug, lamp, shoe…), the first suggestion by text is right for "
            "70% of the products instead of 80% (level 2",
        ),
        ("fr", "est juste pour 70\u202f% des produits au lieu de 80\u202f% (niveau 2"),
    ],
)
def test_the_verdict_says_it_in_a_sentence(database: Database, language: str, said: str) -> None:
    found = ablations(database)
    assert said in sentence(found, 2, language)
    assert sentence(found, 3, language) == ""
    for interval in (None, (-0.1, 0.02)):  # no loss that is sure
        unsure = [replace(one, interval=interval) for one in found]
        assert sentence(unsure, 2, language) == ""


def test_where_no_word_names_a_category_that_is_said() -> None:
    [note] = as_table([], 0, "en")
    assert "no word in the texts names a category" in str(note)
    [note] = as_table([], 12, "en")
    assert "nothing is left of the texts" in str(note)
    assert sentence([], 1, "en") == ""

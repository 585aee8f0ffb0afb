"""Spellings that only bytes tell apart are one name; those of other letters are reported."""

from etl.reading.spelling import lookalikes, one_spelling


def test_width_and_invisible_characters_make_no_category() -> None:
    paths = [("Ｔｅａ", "Pots"), ("Tea", "Pots"), ("Tea\u200d", "Pots"), ("Tea", "Cups")]
    assert one_spelling(paths) == [
        ("Tea", "Pots"),
        ("Tea", "Pots"),
        ("Tea", "Pots"),
        ("Tea", "Cups"),
    ]


def test_case_and_accents_make_one_and_are_reported_under_their_parent() -> None:
    paths = [("Déco", "Vases"), ("Déco", "vases"), ("deco", "Vases"), ("Jardin", "VASES")]
    assert one_spelling(paths) == paths
    assert lookalikes(paths) == [
        [(("Déco",), 2), (("deco",), 1)],
        [(("Déco", "Vases"), 1), (("Déco", "vases"), 1)],
    ]

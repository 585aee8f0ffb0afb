"""A price is read by the convention of its column, and is not guessed where there is none."""

import pytest

from etl.reading.prices import AMBIGUOUS, UNREADABLE, currencies, read_prices


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        ("499", 499.0),
        ("1,299.00", 1299.0),
        ("1.299,00", 1299.0),
        ("12,50 €", 12.5),
        ("Rs. 1,29,999", 129999.0),
        ("1.299.000", 1299000.0),
        ("1 299,50", 1299.5),
        ("1\u202f299,50 €", 1299.5),
        ("CHF 1'299.–", 1299.0),
        ("1.299,-", 1299.0),
        ("$1,299", 1299.0),
        ("12,500 DT", 12.5),
        ("5.000 FCFA", 5000.0),
        ("1,980円(税込)", 1980.0),
        ("0,990", 0.99),
        ("16,510000", 16.51),
        ("À partir de 12,90 €", 12.9),
        ("0", 0.0),
        (".99", 0.99),
        (",99 €", 0.99),
    ],
)
def test_what_a_cell_says_by_itself(cell: str, price: float) -> None:
    assert read_prices([cell]) == [(price, None)]


@pytest.mark.parametrize(
    ("cells", "prices"),
    [
        (["80 €", "2.053 €", "186 €"], [80, 2053, 186]),  # thousands, beside prices below them
        (["12,50", "1.299"], [12.5, 1299]),
        (["12.50", "1.299"], [12.5, 1.299]),
        (["1,299.00", "2,500"], [1299, 2500]),
        (["7 990 Ft", "12.990 Ft"], [7990, 12990]),
    ],
)
def test_what_the_column_says(cells: list[str], prices: list[float]) -> None:
    assert [price for price, _ in read_prices(cells)] == prices


@pytest.mark.parametrize("cells", [["1.299"], ["1.299", "2053"], ["12,50", "12.50", "1.299"]])
def test_what_neither_says_is_not_guessed(cells: list[str]) -> None:
    read = read_prices(cells)
    assert read[cells.index("1.299")] == (None, AMBIGUOUS)
    assert all(price is not None for price, problem in read if problem is None)


@pytest.mark.parametrize(("decimal", "price"), [(",", 1299.0), (".", 1.299)])
def test_the_mapping_settles_it(decimal: str, price: float) -> None:
    assert read_prices(["1.299", None], decimal) == [(price, None), (None, None)]


def test_a_sign_that_the_cells_contradict_is_not_believed() -> None:
    assert read_prices(["10.90", "1.299"], ",") == [(None, UNREADABLE), (1299.0, None)]


@pytest.mark.parametrize(
    "cell",
    [
        "free",
        "-5",
        "−5",
        "NaN",
        "1e999",
        "10-20",
        "12,90 - 15,90",
        "1.2.3",
        "1 299 00",
        "-",
        "(12.50)",
        "12.50-",
        "99¢",
        "99 cts",
        "45p",
        "50%",
        "1.5K",
        "12½",
    ],
)
def test_what_is_no_price(cell: str) -> None:
    assert read_prices([cell]) == [(None, UNREADABLE)]


def test_currencies_are_counted_by_any_of_their_names() -> None:
    assert currencies(["12 €", "EUR 3", "4 euros", "US$ 5", "7", None]) == {"€": 3, "$": 1}

"""Sampling groups and brands that the name says, without a look at any category."""

import pytest

from etl.analysis.groups import ALONE, ENOUGH_BRANDED, sampling_groups

NONE: list[str | None] = [None] * 100


def together(names: list[str], brands: list[str | None], sellers: list[str | None]) -> list[int]:
    """Which products are of one group: for each, the first that is of the same."""
    codes = sampling_groups(names, brands, sellers).codes.tolist()
    return [codes.index(code) for code in codes]


def test_a_seller_comes_before_a_brand_and_a_brand_before_a_name() -> None:
    names = ["Titan watch", "HP laptop", "Titan strap", "Titan case", "Lamp"]
    brands = ["Titan", "HP", "titan ", None, None]
    assert together(names, brands, NONE[:5]) == [0, 1, 0, 0, 4]
    sellers = ["Shop A", "shop a", None, None, "SHOP B"]
    assert together(names, brands, sellers) == [0, 0, 2, 2, 4]
    assert together(names, brands, ["Shop A"] * 5) == together(names, brands, NONE[:5])


def test_the_longest_brand_that_a_name_begins_with_is_its_brand() -> None:
    names = ["Allure Auto mat", "Allure scarf", "Allure Auto cover 12", "Allure shawl", "Allured"]
    brands = ["Allure Auto", "Allure", None, None, None]
    groups = sampling_groups(names, brands, NONE[:5])
    assert groups.brands == ["Allure Auto", "Allure", "allure auto", "allure", None]
    assert groups.n_recovered == 2
    assert groups.brand_codes.tolist() == [1, 0, 1, 0, ALONE]


@pytest.mark.parametrize(
    ("first", "brand_is_recovered", "is_alone"),
    [
        ("{brand} lamp {i}", True, False),  # names begin with brands
        ("Lamp {i} by {brand}", False, True),  # they do not
    ],
)
def test_a_first_word_is_a_brand_where_names_begin_with_brands(
    first: str, brand_is_recovered: bool, is_alone: bool
) -> None:
    names = [first.format(brand=f"Brand{i % 5}", i=i) for i in range(ENOUGH_BRANDED)]
    brands: list[str | None] = [f"Brand{i % 5}" for i in range(ENOUGH_BRANDED)]
    new = [first.format(brand="Solaro", i=i) for i in (98, 99)]
    groups = sampling_groups(names + new, [*brands, None, None], NONE[: len(names) + 2])
    assert (groups.brands[-1] == "solaro") == brand_is_recovered
    assert (groups.codes[-1] != groups.codes[-2]) == is_alone


def test_without_any_brand_the_first_word_groups_but_is_no_brand() -> None:
    groups = sampling_groups(
        ["Robe rouge", "robe bleue", "« Veste » noire", ""], NONE[:4], NONE[:4]
    )
    codes = groups.codes.tolist()
    assert codes[0] == codes[1]
    assert len(set(codes)) == 3
    assert groups.brands == [None] * 4
    assert set(groups.brand_codes.tolist()) == {ALONE}


def test_signs_and_numbers_are_no_first_word() -> None:
    names = ["2 x Acme tape", "Acme - box", "100 % Acme", '"Acme" pen', "12"]
    assert together(names, NONE[:5], NONE[:5])[1:4] == [1, 1, 1]
    assert sampling_groups([], [], []).codes.tolist() == []


def test_a_noun_that_begins_a_name_is_no_brand() -> None:
    """Names of branded products begin with their brand; others with what the product is."""
    names = [f"Brand{i % 5} montre acier {i}" for i in range(ENOUGH_BRANDED)]
    brands: list[str | None] = [f"Brand{i % 5}" for i in range(ENOUGH_BRANDED)]
    names += ["montre dorée", "Solaro montre 7"]
    groups = sampling_groups(names, [*brands, None, None], NONE[: len(names)])
    assert groups.brands[-2:] == [None, "solaro"]
    assert groups.kind == "brands"


def test_a_known_brand_is_found_where_no_space_ends_it() -> None:
    names = ["小米手机甲", "小米手表乙", "台灯丙"]
    groups = sampling_groups(names, ["小米", None, None], NONE[:3])
    assert groups.brands == ["小米", "小米", None]
    assert groups.codes[0] == groups.codes[1] != groups.codes[2]


@pytest.mark.parametrize(
    ("brand", "seller", "kind"),
    [("B", "S", "sellers"), ("B", None, "brands"), (None, None, "names")],
)
def test_what_groups_most_products_is_named(
    brand: str | None, seller: str | None, kind: str
) -> None:
    sellers = [seller and f"{seller}{i}" for i in range(4)]
    assert sampling_groups(["a b"] * 4, [brand] * 4, sellers).kind == kind

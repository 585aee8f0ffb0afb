"""The load report: what became of the rows of the catalogue's file, and why."""

from dataclasses import dataclass

SET_ASIDE = "set_aside"
"""The severity of a row that is no product; the other one is a warning."""


@dataclass(frozen=True)
class Kind:
    """How often the load report says one thing: its lines, and the products they are about."""

    severity: str
    stage: str
    code: str
    n: int
    n_products: int


@dataclass(frozen=True)
class Line:
    """One line of the load report; `is_product` where its product is in the catalogue."""

    severity: str
    stage: str
    row: int | None
    product_id: str | None
    code: str
    reason: str
    is_product: bool


@dataclass(frozen=True)
class Account:
    """Rows of the file, and what became of them.

    Attributes
    ----------
    read : int or None
        None where the build does not say.
    products, set_aside : int
    """

    read: int | None
    products: int
    set_aside: int

    @property
    def is_even(self) -> bool:
        """Whether every row that was read is a product or was set aside."""
        return self.read is not None and self.read == self.products + self.set_aside

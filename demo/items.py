"""One product of the demo shop, before it becomes a row and a photo."""

from __future__ import annotations

from dataclasses import dataclass

from demo.canvas import Colour
from demo.tree import Department, Shelf


@dataclass(frozen=True)
class Item:
    """A product as it truly is.

    Attributes
    ----------
    product_id : str
        Opaque: 32 hexadecimal digits.
    department, shelf : Department, Shelf
        Where it belongs.
    noun : str
        What its seller calls it.
    brand : str
        Its maker.
    colour_name : str
        As written in its text.
    colour : Colour
        As drawn on its photo.
    price : float
        Before any discount.
    """

    product_id: str
    department: Department
    shelf: Shelf
    noun: str
    brand: str
    colour_name: str
    colour: Colour
    price: float

    @property
    def path(self) -> tuple[str, ...]:
        """The categories it belongs to, from the top."""
        return (self.department.name, *self.shelf.path)

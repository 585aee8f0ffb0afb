"""What the demo shop's products look like: one function per kind of object."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from demo.canvas import Canvas, Colour
from demo.drawings import beauty, clothing, electronics, garden, home, kitchen, toys

Drawing = Callable[[Canvas, Colour, Random], None]

# Every public function defined in these modules draws one kind of object, under its own name.
DRAWINGS: dict[str, Drawing] = {
    name: value
    for module in (beauty, clothing, electronics, garden, home, kitchen, toys)
    for name, value in vars(module).items()
    if callable(value) and not name.startswith("_") and value.__module__ == module.__name__
}

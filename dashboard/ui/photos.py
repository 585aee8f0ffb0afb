"""A product as its photo shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProductPhoto:
    """A product as its photo shows it; `photo` is an address, None without one."""

    product_id: str
    name: str
    photo: str | None

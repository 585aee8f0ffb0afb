"""What the demo shop sells, one module per department, and under which brands."""

from __future__ import annotations

from demo.departments.beauty import BEAUTY
from demo.departments.clothing import CLOTHING
from demo.departments.electronics import ELECTRONICS
from demo.departments.garden import GARDEN
from demo.departments.home import HOME
from demo.departments.kitchen import KITCHEN
from demo.departments.toys import TOYS
from demo.tree import Department

DEPARTMENTS: tuple[Department, ...] = (
    CLOTHING,
    KITCHEN,
    HOME,
    ELECTRONICS,
    GARDEN,
    TOYS,
    BEAUTY,
)

# Invented names, and the departments each sells in: some keep to one, some sell everywhere.
BRANDS: dict[str, tuple[Department, ...]] = {
    "Avelune": (CLOTHING, BEAUTY),
    "Tarnwick": (CLOTHING,),
    "Coralie Voss": (CLOTHING, BEAUTY, HOME),
    "Montesk": (CLOTHING, TOYS),
    "Brasswick": (KITCHEN, HOME),
    "Oldamar": (KITCHEN,),
    "Pepperlane": (KITCHEN, GARDEN),
    "Kuchenalt": (KITCHEN, ELECTRONICS),
    "Lumivar": (HOME, ELECTRONICS),
    "Hollin & Reed": (HOME, GARDEN),
    "Sundvik": (HOME,),
    "Voltari": (ELECTRONICS,),
    "Nexomar": (ELECTRONICS, TOYS),
    "Quorra Tech": (ELECTRONICS,),
    "Ironbeck": (GARDEN,),
    "Fernhold": (GARDEN, HOME),
    "Greftel": (GARDEN, KITCHEN),
    "Piccobello Toys": (TOYS,),
    "Tumblewick": (TOYS, CLOTHING),
    "Mirabou": (BEAUTY,),
    "Sorelle Lind": (BEAUTY, CLOTHING),
    "Generix": DEPARTMENTS,
    "Bazarine": DEPARTMENTS,
    "Daily Basics": DEPARTMENTS,
}

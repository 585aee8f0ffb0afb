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

# Invented names of small makers, who keep to one department: most brands of a marketplace do.
_SMALL: tuple[tuple[Department, str], ...] = (
    (CLOTHING, "Ardenne Fil, Bellwool, Corsandre, Dunmarle, Estivane, Farrowcloth, Gallisten"),
    (CLOTHING, "Hemsworth Row, Ilvara, Jolinette, Karstad, Lainecourt, Morvella"),
    (KITCHEN, "Almaduna, Boilwright, Casserand, Dishford, Emberpan, Forkhaven, Gratinelle"),
    (KITCHEN, "Hobstone, Ladlemore, Marmisol, Nutwick, Ovenhall, Platterby"),
    (HOME, "Aldercove, Bramhaus, Coussinel, Drapmont, Eiderton, Floorwell, Glimmerd"),
    (HOME, "Hearthby, Inglemoor, Jutewick, Lampadel, Mirrane, Nestworth"),
    (ELECTRONICS, "Ampradon, Byteloom, Cablewise, Dataflint, Echovane, Fluxmere, Gigatarn"),
    (ELECTRONICS, "Hertzlow, Ionbrook, Joulery, Kilodyne, Loopwave, Milliverb"),
    (GARDEN, "Aldgrove, Bloomshed, Compostella, Diggory, Earthwell, Forsythe Yard, Greenlatch"),
    (GARDEN, "Hedgerton, Ivydell, Jardinot, Lawnmere, Mulchester, Nettleby"),
    (TOYS, "Abalino, Bricketo, Cubidou, Dominello, Eskimble, Fabulino, Gigglewood"),
    (TOYS, "Hopscot, Igloofy, Jollibox, Kitewing, Ludovane, Marbelino"),
    (BEAUTY, "Amberlys, Balmoria, Cremisse, Dermavel, Eclatine, Florabelle, Glossard"),
    (BEAUTY, "Hydralune, Irisane, Jasmelle, Kohlmira, Lavandou, Mellisia"),
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
    **{name: (department,) for department, names in _SMALL for name in names.split(", ")},
}

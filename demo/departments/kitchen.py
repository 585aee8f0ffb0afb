"""Cookware and tableware."""

from __future__ import annotations

from demo.tree import Department, shelf, words

KITCHEN = Department(
    name="Kitchen & Table",
    facts=words(
        "safe contact with food, a place in every kitchen, easy serving, dinner for the family,"
        " a taste of good cooking, a recipe leaflet, a chef's choice, an evenly glazed surface,"
        " a clean table, meals made with care"
    ),
    moments=words(
        "at breakfast, at dinner, at tea time, in a busy kitchen, on the family table,"
        " at a picnic, while cooking for guests"
    ),
    people=words("home cooks, chefs, food lovers, families, restaurants, hosts"),
    scene="tiles",
    shelves=(
        shelf(
            "Drinkware > Mugs",
            "mug",
            "coffee mug, mug, tea cup, ceramic mug",
            "a wide handle, a printed motif, room for a large coffee, a glazed rim,"
            " a microwave safe body",
            "ceramic, gift",
            (5, 25),
            1.6,
        ),
        shelf(
            "Drinkware > Glasses",
            "glass",
            "wine glass, glass goblet, red wine glass",
            "a slender stem, a thin rim, a clear bowl, a set of six glasses, a round foot",
            "glassware, gift",
            (8, 60),
        ),
        shelf(
            "Drinkware > Water Bottles",
            "flask",
            "water bottle, drinking bottle, insulated flask",
            "cold drinks for a whole day, a screw lid, double walls, a carry loop, a sip spout",
            "liquid, metal",
            (9, 45),
        ),
        shelf(
            "Cookware > Frying Pans",
            "pan",
            "frying pan, skillet, non-stick pan",
            "a non-stick coating, an induction base, a riveted handle, even heat, a pouring lip",
            "metal",
            (18, 95),
        ),
        shelf(
            "Cookware > Saucepans",
            "cookpot",
            "saucepan, stock pot, casserole, cooking pot",
            "a vented lid, two side handles, a thick base, litre marks inside, slow simmering",
            "metal",
            (20, 130),
        ),
        shelf(
            "Cookware > Small Appliances > Kettles",
            "kettle",
            "electric kettle, kettle, cordless kettle",
            "boiling water in minutes, an automatic shut off, a limescale filter,"
            " a swivel base, a water gauge",
            "electric, metal",
            (22, 90),
        ),
        shelf(
            "Cutlery > Knives > Chef Knives",
            "knife",
            "chef knife, kitchen knife, santoku knife",
            "a razor sharp edge, a forged blade, a finger guard, clean slicing, a balanced bolster",
            "metal, grip",
            (14, 160),
        ),
        shelf(
            "Cutlery > Spoons & Forks",
            "cutlery",
            "cutlery set, spoon and fork set, flatware",
            "polished forks, deep spoons, a mirror finish, twenty four pieces, a drawer box",
            "metal, gift",
            (15, 120),
        ),
        shelf(
            "Tableware > Plates",
            "plate",
            "dinner plate, plate, porcelain plate",
            "a raised edge, a hand painted border, a stack of plates, a coupe shape,"
            " a porcelain glaze",
            "ceramic",
            (6, 50),
            1.2,
        ),
        shelf(
            "Tableware > Bowls",
            "bowl",
            "salad bowl, soup bowl, serving bowl",
            "a deep shape, generous portions of soup, a footed base, nested bowls, a salad set",
            "ceramic",
            (6, 55),
        ),
    ),
)

"""Gardening and hand tools."""

from __future__ import annotations

from demo.tree import Department, shelf, words

GARDEN = Department(
    name="Garden & Tools",
    facts=words(
        "a healthy garden, jobs around the house, work in all weathers, a tidy shed,"
        " a hanging hole, rust protection, professional results, fertile soil,"
        " a tool for life, repairs made simple"
    ),
    moments=words(
        "in the garden, in the workshop, on the balcony, on the building site,"
        " in the greenhouse, on spring mornings, in the shed"
    ),
    people=words("gardeners, craftsmen, handymen, landlords, builders, allotment holders"),
    scene="meadow",
    shelves=(
        shelf(
            "Gardening > Plant Pots",
            "plantpot",
            "plant pot, flower pot, planter, terracotta pot",
            "a drainage hole, a matching saucer, frost resistance, deep roots, a green plant",
            "ceramic, outdoor",
            (5, 60),
            1.5,
        ),
        shelf(
            "Gardening > Watering > Watering Cans",
            "wateringcan",
            "watering can, garden watering can",
            "a removable rose, a long spout, ten litres of water, a gentle sprinkle, seedling care",
            "liquid, outdoor",
            (9, 45),
        ),
        shelf(
            "Gardening > Watering > Sprayers",
            "sprayer",
            "trigger sprayer, spray bottle, plant mister",
            "a fine mist, an adjustable nozzle, a trigger pump, weed killer, leaf feed",
            "liquid",
            (4, 30),
        ),
        shelf(
            "Gardening > Digging > Spades & Shovels",
            "spade",
            "garden spade, shovel, digging spade",
            "a D shaped handle, a foot tread, a pointed blade, heavy clay, an ash shaft",
            "wood, grip, outdoor",
            (15, 70),
        ),
        shelf(
            "Gardening > Digging > Rakes",
            "rake",
            "garden rake, leaf rake, bow rake",
            "fourteen teeth, dry leaves, an even seed bed, a long shaft, a spring tine head",
            "wood, grip, outdoor",
            (12, 50),
            0.8,
        ),
        shelf(
            "Hand Tools > Hammers",
            "hammer",
            "claw hammer, hammer, carpenter hammer",
            "a forged head, nail pulling, a shock absorbing shaft,"
            " a magnetic nail holder, a milled face",
            "grip, wood",
            (9, 50),
            1.2,
        ),
        shelf(
            "Hand Tools > Screwdrivers",
            "screwdriver",
            "screwdriver, screwdriver set, phillips screwdriver",
            "a magnetic tip, chrome vanadium, slotted bits, high torque, an insulated shank",
            "grip",
            (5, 45),
        ),
        shelf(
            "Hand Tools > Spanners",
            "spanner",
            "combination spanner, spanner, wrench set",
            "a ring end, bolts and nuts, metric sizes, a tight jaw, chrome vanadium",
            "metal, grip",
            (7, 80),
        ),
        shelf(
            "Hand Tools > Saws",
            "saw",
            "hand saw, wood saw, panel saw",
            "hardened teeth, fast cuts in timber, a comfort handle,"
            " a flexible blade, a tooth guard",
            "wood, grip",
            (10, 55),
        ),
    ),
)

"""Decoration and lighting."""

from __future__ import annotations

from demo.tree import Department, shelf, words

HOME = Department(
    name="Home Decor & Lighting",
    facts=words(
        "a cosy living room, a modern interior, a Scandinavian look, a decorative accent,"
        " a warm atmosphere, an elegant room, a bohemian touch, a finish that suits every wall,"
        " a vintage charm, a restful bedroom"
    ),
    moments=words(
        "in the living room, in the bedroom, on the sideboard, in the hallway,"
        " beside the sofa, on a quiet evening, in a rented flat"
    ),
    people=words("interior designers, new homes, hotels, decorators, tenants, couples"),
    scene="room",
    shelves=(
        shelf(
            "Lighting > Lamps > Table Lamps",
            "lamp",
            "table lamp, bedside lamp, desk lamp",
            "a pleated shade, a warm glow, an inline dimmer, a turned base, a reading light",
            "electric, ceramic",
            (25, 140),
            1.5,
        ),
        shelf(
            "Lighting > Lamps > Floor Lamps > Tripod Lamps",
            "floorlamp",
            "floor lamp, tripod lamp, standing lamp",
            "three wooden legs, a linen shade, a foot switch, a tall stand, indirect light",
            "electric, wood",
            (50, 220),
        ),
        shelf(
            "Lighting > Light Bulbs",
            "bulb",
            "filament bulb, light bulb, LED bulb",
            "a golden filament, an E27 screw cap, warm white light, lumens to spare, a globe shape",
            "electric, glassware",
            (4, 25),
        ),
        shelf(
            "Decoration > Vases",
            "vase",
            "vase, flower vase, ceramic vase, decorative vase",
            "a narrow neck, dried flowers, a reactive glaze, a sculptural form, a bouquet display",
            "ceramic, glassware, gift",
            (12, 110),
            1.4,
        ),
        shelf(
            "Decoration > Picture Frames",
            "frame",
            "picture frame, photo frame, wall frame",
            "an acid free mount, a hanging hook, a landscape print,"
            " a bevelled moulding, a glass front",
            "wood, glassware, gift",
            (8, 60),
        ),
        shelf(
            "Decoration > Candles",
            "candle",
            "scented candle, pillar candle, soy candle",
            "a cotton wick, forty hours of burning, soy wax, a vanilla scent, a flickering flame",
            "scent, gift",
            (6, 40),
        ),
        shelf(
            "Textiles > Cushions",
            "cushion",
            "cushion, throw pillow, cushion cover",
            "a hidden zip, a plump filling, a tasselled edge, a velvet front, a sofa accent",
            "fabric",
            (9, 45),
            1.2,
        ),
        shelf(
            "Clocks > Wall Clocks",
            "clock",
            "wall clock, clock, quartz clock",
            "a silent sweep, large numerals, an accurate quartz movement,"
            " black hands, an hour dial",
            "battery, wood",
            (12, 80),
            1.2,
        ),
    ),
)

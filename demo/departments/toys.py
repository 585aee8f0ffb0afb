"""Toys and games."""

from __future__ import annotations

from demo.tree import Department, shelf, words

TOYS = Department(
    name="Toys & Games",
    facts=words(
        "hours of play, bright colours, little hands, imagination and fun, rounded edges,"
        " an age of three and above, a birthday hit, safe paint, learning through play,"
        " a friend for the playroom"
    ),
    moments=words(
        "at birthday parties, at nursery, in the playroom, on rainy afternoons,"
        " at bedtime, on family game night, on car journeys"
    ),
    people=words("children, toddlers, kids, boys and girls, grandchildren, preschoolers"),
    scene="playroom",
    shelves=(
        shelf(
            "Vehicles > Toy Cars",
            "toycar",
            "toy car, racing car, pull back car, toy truck",
            "free rolling wheels, a pull back motor, opening doors, a race track, a little driver",
            "wood, gift",
            (5, 35),
            1.5,
        ),
        shelf(
            "Vehicles > Trains",
            "train",
            "wooden train, train set, toy locomotive",
            "magnetic couplings, a steam engine, railway tracks, three wagons, a station bell",
            "wood, gift",
            (12, 80),
        ),
        shelf(
            "Soft Toys > Teddy Bears",
            "teddy",
            "teddy bear, plush bear, cuddly bear",
            "a cuddly tummy, stitched eyes, a bow tie, a bear hug, a plush coat",
            "fabric, gift",
            (10, 50),
            1.4,
        ),
        shelf(
            "Soft Toys > Rabbits",
            "rabbit",
            "plush rabbit, bunny, soft toy rabbit",
            "long floppy ears, a fluffy tail, a pink nose, a bunny to cuddle, a plush coat",
            "fabric, gift",
            (10, 45),
        ),
        shelf(
            "Building & Puzzles > Building Blocks",
            "blocks",
            "building blocks, stacking blocks, construction set",
            "interlocking bricks, letters and numbers, towers and castles,"
            " a storage tub, fifty pieces",
            "wood",
            (8, 60),
            1.3,
        ),
        shelf(
            "Building & Puzzles > Puzzles > Jigsaws",
            "puzzle",
            "jigsaw puzzle, puzzle, floor puzzle",
            "a hundred pieces, a finished picture, thick card, a poster guide, a perfect fit",
            "wood",
            (6, 30),
        ),
        shelf(
            "Outdoor Play > Balls",
            "ball",
            "play ball, football, beach ball, bouncy ball",
            "a high bounce, a stitched panel, a kick about, a pump needle, a soft touch",
            "outdoor, leather",
            (4, 30),
            1.2,
        ),
        shelf(
            "Outdoor Play > Kites",
            "kite",
            "kite, diamond kite, stunt kite",
            "a long tail, a winder with string, a steady breeze, ripstop sails, an easy launch",
            "outdoor, fabric",
            (7, 35),
        ),
    ),
)

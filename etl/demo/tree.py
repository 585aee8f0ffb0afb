"""What the demo shop sells: departments, shelves, and the words each shelf is described with.

A shelf (:class:`Shelf`) is a leaf of the category tree. Its words come from three places, so that
texts overlap the way real ones do: its own ``facts``, its department's, and the ``themes`` it
shares with shelves of *other* departments (a lamp and a laptop both speak of watts and cables).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shelf:
    """A leaf of the category tree.

    Attributes
    ----------
    path : tuple of str
        Category names below the department, 2 to 4 of them.
    drawing : str
        Name of the function in :mod:`etl.demo.drawings` that draws its products.
    nouns : tuple of str
        What a seller calls one product.
    facts : tuple of str
        Noun phrases that only this shelf's products boast of.
    themes : tuple of str
        Keys of :data:`etl.demo.phrases.THEMES`.
    prices : tuple of int
        Lowest and highest usual price.
    share : float
        How many products it holds, relative to the others.
    """

    path: tuple[str, ...]
    drawing: str
    nouns: tuple[str, ...]
    facts: tuple[str, ...]
    themes: tuple[str, ...]
    prices: tuple[int, int]
    share: float = 1.0


@dataclass(frozen=True)
class Department:
    """A top category: its shelves, and what all of them have in common.

    Attributes
    ----------
    name : str
        The top category.
    facts : tuple of str
        Noun phrases any of its products may boast of.
    moments : tuple of str
        When or where its products are used.
    people : tuple of str
        Whom its products are for.
    scene : str
        The background its photographer prefers, a key of :data:`etl.demo.scenes.SCENES`.
    shelves : tuple of Shelf
        Its leaves.
    """

    name: str
    facts: tuple[str, ...]
    moments: tuple[str, ...]
    people: tuple[str, ...]
    scene: str
    shelves: tuple[Shelf, ...]


def _words(text: str) -> tuple[str, ...]:
    """Split a comma-separated table cell."""
    return tuple(part.strip() for part in text.split(","))


def _shelf(
    path: str,
    drawing: str,
    nouns: str,
    facts: str,
    themes: str,
    prices: tuple[int, int],
    share: float = 1.0,
) -> Shelf:
    """Build a shelf from the cells of one row of the tables below."""
    levels = tuple(path.split(" > "))
    return Shelf(levels, drawing, _words(nouns), _words(facts), _words(themes), prices, share)


CLOTHING = Department(
    name="Clothing & Shoes",
    facts=_words(
        "a flattering cut, a regular fit, sizes from XS to XXL, an easy match with jeans,"
        " a wardrobe classic, a slim waist, a fashionable look, the new season's style,"
        " comfortable wear all day, a design from our own fashion studio"
    ),
    moments=_words(
        "at the office, at a party, on a casual weekend, on a city walk, at a wedding,"
        " in the warm season, on a first date"
    ),
    people=_words("women, men, ladies, gentlemen, fashion lovers, teenagers"),
    scene="linen",
    shelves=(
        _shelf(
            "Women > Dresses > Summer Dresses",
            "dress",
            "summer dress, sundress, short dress, cotton dress",
            "thin shoulder straps, a flared hem, a floral print, a knee length skirt, a round neckline",
            "fabric",
            (25, 90),
            1.4,
        ),
        _shelf(
            "Women > Dresses > Evening Dresses",
            "gown",
            "evening dress, gown, cocktail dress, maxi dress",
            "a floor length skirt, a sleeveless bodice, a satin sheen, a deep neckline, a hidden zip",
            "fabric",
            (60, 240),
        ),
        _shelf(
            "Women > Skirts",
            "skirt",
            "pleated skirt, skirt, midi skirt",
            "fine pleats, an elastic waistband, a side zip, a lined skirt, a playful hem",
            "fabric",
            (20, 80),
        ),
        _shelf(
            "Men > Shirts > T-Shirts",
            "tshirt",
            "t-shirt, tee, crew neck tee, short sleeve shirt",
            "short sleeves, a crew neck, a printed chest, a tagless collar, a jersey knit",
            "fabric",
            (9, 40),
            1.5,
        ),
        _shelf(
            "Men > Trousers",
            "trousers",
            "trousers, chinos, cargo trousers, jeans",
            "five pockets, a straight leg, a zip fly, belt loops, a turned up hem",
            "fabric",
            (25, 110),
        ),
        _shelf(
            "Shoes > Trainers",
            "trainer",
            "trainers, sneakers, running shoes, sports shoes",
            "a cushioned sole, flat laces, a padded ankle, a mesh upper, a grippy outsole",
            "leather, outdoor",
            (30, 140),
            1.2,
        ),
        _shelf(
            "Shoes > Boots > Ankle Boots",
            "boot",
            "ankle boots, boots, chelsea boots",
            "a pull tab, a low heel, elastic side panels, a warm lining, a stitched welt",
            "leather, outdoor",
            (45, 180),
        ),
        _shelf(
            "Bags & Hats > Handbags",
            "handbag",
            "handbag, shoulder bag, tote bag, purse",
            "a magnetic clasp, a shoulder strap, an inner pocket, two carry handles, a zipped purse",
            "leather, gift",
            (30, 190),
        ),
        _shelf(
            "Bags & Hats > Caps",
            "cap",
            "baseball cap, cap, snapback cap",
            "a curved visor, an adjustable strap, an embroidered front, six panels, a sun brim",
            "fabric, outdoor",
            (9, 35),
            0.8,
        ),
    ),
)

KITCHEN = Department(
    name="Kitchen & Table",
    facts=_words(
        "safe contact with food, a place in every kitchen, easy serving, dinner for the family,"
        " a taste of good cooking, a recipe leaflet, a chef's choice, an evenly glazed surface,"
        " a clean table, meals made with care"
    ),
    moments=_words(
        "at breakfast, at dinner, at tea time, in a busy kitchen, on the family table,"
        " at a picnic, while cooking for guests"
    ),
    people=_words("home cooks, chefs, food lovers, families, restaurants, hosts"),
    scene="tiles",
    shelves=(
        _shelf(
            "Drinkware > Mugs",
            "mug",
            "coffee mug, mug, tea cup, ceramic mug",
            "a wide handle, a printed motif, room for a large coffee, a glazed rim, a microwave safe body",
            "ceramic, gift",
            (5, 25),
            1.6,
        ),
        _shelf(
            "Drinkware > Glasses",
            "glass",
            "wine glass, glass goblet, red wine glass",
            "a slender stem, a thin rim, a clear bowl, a set of six glasses, a round foot",
            "glassware, gift",
            (8, 60),
        ),
        _shelf(
            "Drinkware > Water Bottles",
            "flask",
            "water bottle, drinking bottle, insulated flask",
            "cold drinks for a whole day, a screw lid, double walls, a carry loop, a sip spout",
            "liquid, metal",
            (9, 45),
        ),
        _shelf(
            "Cookware > Frying Pans",
            "pan",
            "frying pan, skillet, non-stick pan",
            "a non-stick coating, an induction base, a riveted handle, even heat, a pouring lip",
            "metal",
            (18, 95),
        ),
        _shelf(
            "Cookware > Saucepans",
            "cookpot",
            "saucepan, stock pot, casserole, cooking pot",
            "a vented lid, two side handles, a thick base, litre marks inside, slow simmering",
            "metal",
            (20, 130),
        ),
        _shelf(
            "Cookware > Small Appliances > Kettles",
            "kettle",
            "electric kettle, kettle, cordless kettle",
            "boiling water in minutes, an automatic shut off, a limescale filter, a swivel base, a water gauge",
            "electric, metal",
            (22, 90),
        ),
        _shelf(
            "Cutlery > Knives > Chef Knives",
            "knife",
            "chef knife, kitchen knife, santoku knife",
            "a razor sharp edge, a forged blade, a finger guard, clean slicing, a balanced bolster",
            "metal, grip",
            (14, 160),
        ),
        _shelf(
            "Cutlery > Spoons & Forks",
            "cutlery",
            "cutlery set, spoon and fork set, flatware",
            "polished forks, deep spoons, a mirror finish, twenty four pieces, a drawer box",
            "metal, gift",
            (15, 120),
        ),
        _shelf(
            "Tableware > Plates",
            "plate",
            "dinner plate, plate, porcelain plate",
            "a raised edge, a hand painted border, a stack of plates, a coupe shape, a porcelain glaze",
            "ceramic",
            (6, 50),
            1.2,
        ),
        _shelf(
            "Tableware > Bowls",
            "bowl",
            "salad bowl, soup bowl, serving bowl",
            "a deep shape, generous portions of soup, a footed base, nested bowls, a salad set",
            "ceramic",
            (6, 55),
        ),
    ),
)

HOME = Department(
    name="Home Decor & Lighting",
    facts=_words(
        "a cosy living room, a modern interior, a Scandinavian look, a decorative accent,"
        " a warm atmosphere, an elegant room, a bohemian touch, a finish that suits every wall,"
        " a vintage charm, a restful bedroom"
    ),
    moments=_words(
        "in the living room, in the bedroom, on the sideboard, in the hallway,"
        " beside the sofa, on a quiet evening, in a rented flat"
    ),
    people=_words("interior designers, new homes, hotels, decorators, tenants, couples"),
    scene="room",
    shelves=(
        _shelf(
            "Lighting > Lamps > Table Lamps",
            "lamp",
            "table lamp, bedside lamp, desk lamp",
            "a pleated shade, a warm glow, an inline dimmer, a turned base, a reading light",
            "electric, ceramic",
            (25, 140),
            1.5,
        ),
        _shelf(
            "Lighting > Lamps > Floor Lamps > Tripod Lamps",
            "floorlamp",
            "floor lamp, tripod lamp, standing lamp",
            "three wooden legs, a linen shade, a foot switch, a tall stand, indirect light",
            "electric, wood",
            (50, 220),
        ),
        _shelf(
            "Lighting > Light Bulbs",
            "bulb",
            "filament bulb, light bulb, LED bulb",
            "a golden filament, an E27 screw cap, warm white light, lumens to spare, a globe shape",
            "electric, glassware",
            (4, 25),
        ),
        _shelf(
            "Decoration > Vases",
            "vase",
            "vase, flower vase, ceramic vase, decorative vase",
            "a narrow neck, dried flowers, a reactive glaze, a sculptural form, a bouquet display",
            "ceramic, glassware, gift",
            (12, 110),
            1.4,
        ),
        _shelf(
            "Decoration > Picture Frames",
            "frame",
            "picture frame, photo frame, wall frame",
            "an acid free mount, a hanging hook, a landscape print, a bevelled moulding, a glass front",
            "wood, glassware, gift",
            (8, 60),
        ),
        _shelf(
            "Decoration > Candles",
            "candle",
            "scented candle, pillar candle, soy candle",
            "a cotton wick, forty hours of burning, soy wax, a vanilla scent, a flickering flame",
            "scent, gift",
            (6, 40),
        ),
        _shelf(
            "Textiles > Cushions",
            "cushion",
            "cushion, throw pillow, cushion cover",
            "a hidden zip, a plump filling, a tasselled edge, a velvet front, a sofa accent",
            "fabric",
            (9, 45),
            1.2,
        ),
        _shelf(
            "Clocks > Wall Clocks",
            "clock",
            "wall clock, clock, quartz clock",
            "a silent sweep, large numerals, an accurate quartz movement, black hands, an hour dial",
            "battery, wood",
            (12, 80),
            1.2,
        ),
    ),
)

ELECTRONICS = Department(
    name="Computers & Audio",
    facts=_words(
        "a wireless connection, a fast processor, plug and play, a driver download,"
        " low latency, crisp sound, a high resolution, memory for your files,"
        " support for every system, a quick start guide, updates over the air"
    ),
    moments=_words(
        "at the desk, on video calls, while gaming, on the train, in the home office,"
        " while streaming music, on the campus"
    ),
    people=_words("gamers, students, developers, commuters, streamers, offices"),
    scene="dark",
    shelves=(
        _shelf(
            "Computers > Laptops > Ultrabooks",
            "laptop",
            "laptop, notebook, ultrabook, notebook computer",
            "a full HD display, a solid state drive, a backlit keyboard, eight cores, a webcam",
            "battery, electric",
            (350, 1900),
            1.4,
        ),
        _shelf(
            "Computers > Tablets",
            "tablet",
            "tablet, tablet computer, touch tablet",
            "a touch screen, a stylus, a rear camera, ten inches of display, a kids mode",
            "battery",
            (120, 800),
        ),
        _shelf(
            "Computers > Peripherals > Keyboards",
            "keyboard",
            "mechanical keyboard, keyboard, wireless keyboard",
            "hot swap switches, programmable keys, a numeric pad, a wrist rest, quiet typing",
            "battery, electric",
            (20, 180),
        ),
        _shelf(
            "Computers > Peripherals > Mice",
            "mouse",
            "wireless mouse, optical mouse, gaming mouse",
            "an optical sensor, a scroll wheel, side buttons, adjustable dpi, a nano receiver",
            "battery, grip",
            (9, 95),
        ),
        _shelf(
            "Audio > Headphones > Over-Ear",
            "headphones",
            "headphones, over-ear headphones, headset",
            "noise cancelling, soft ear cushions, deep bass, a folding headband, a boom microphone",
            "battery",
            (30, 350),
            1.3,
        ),
        _shelf(
            "Audio > Speakers",
            "speaker",
            "bluetooth speaker, portable speaker, bookshelf speaker",
            "a passive radiator, stereo pairing, punchy bass, a rugged grille, a microphone for calls",
            "battery, electric, outdoor",
            (25, 260),
            1.2,
        ),
        _shelf(
            "Phones & Cameras > Smartphones",
            "phone",
            "smartphone, mobile phone, phone",
            "a triple camera, dual sim, an OLED screen, a fingerprint reader, night photos",
            "battery",
            (130, 1100),
            1.3,
        ),
        _shelf(
            "Phones & Cameras > Cameras",
            "camera",
            "digital camera, compact camera, mirrorless camera",
            "an optical zoom, a tilting screen, a hot shoe, raw photos, image stabilisation",
            "battery, glassware",
            (180, 1500),
        ),
    ),
)

GARDEN = Department(
    name="Garden & Tools",
    facts=_words(
        "a healthy garden, jobs around the house, work in all weathers, a tidy shed,"
        " a hanging hole, rust protection, professional results, fertile soil,"
        " a tool for life, repairs made simple"
    ),
    moments=_words(
        "in the garden, in the workshop, on the balcony, on the building site,"
        " in the greenhouse, on spring mornings, in the shed"
    ),
    people=_words("gardeners, craftsmen, handymen, landlords, builders, allotment holders"),
    scene="meadow",
    shelves=(
        _shelf(
            "Gardening > Plant Pots",
            "plantpot",
            "plant pot, flower pot, planter, terracotta pot",
            "a drainage hole, a matching saucer, frost resistance, deep roots, a green plant",
            "ceramic, outdoor",
            (5, 60),
            1.5,
        ),
        _shelf(
            "Gardening > Watering > Watering Cans",
            "wateringcan",
            "watering can, garden watering can",
            "a removable rose, a long spout, ten litres of water, a gentle sprinkle, seedling care",
            "liquid, outdoor",
            (9, 45),
        ),
        _shelf(
            "Gardening > Watering > Sprayers",
            "sprayer",
            "trigger sprayer, spray bottle, plant mister",
            "a fine mist, an adjustable nozzle, a trigger pump, weed killer, leaf feed",
            "liquid",
            (4, 30),
        ),
        _shelf(
            "Gardening > Digging > Spades & Shovels",
            "spade",
            "garden spade, shovel, digging spade",
            "a D shaped handle, a foot tread, a pointed blade, heavy clay, an ash shaft",
            "wood, grip, outdoor",
            (15, 70),
        ),
        _shelf(
            "Gardening > Digging > Rakes",
            "rake",
            "garden rake, leaf rake, bow rake",
            "fourteen teeth, dry leaves, an even seed bed, a long shaft, a spring tine head",
            "wood, grip, outdoor",
            (12, 50),
            0.8,
        ),
        _shelf(
            "Hand Tools > Hammers",
            "hammer",
            "claw hammer, hammer, carpenter hammer",
            "a forged head, nail pulling, a shock absorbing shaft, a magnetic nail holder, a milled face",
            "grip, metal",
            (9, 50),
            1.2,
        ),
        _shelf(
            "Hand Tools > Screwdrivers",
            "screwdriver",
            "screwdriver, screwdriver set, phillips screwdriver",
            "a magnetic tip, chrome vanadium, slotted bits, high torque, an insulated shank",
            "grip, metal",
            (5, 45),
        ),
        _shelf(
            "Hand Tools > Spanners",
            "spanner",
            "combination spanner, spanner, wrench set",
            "a ring end, bolts and nuts, metric sizes, a tight jaw, chrome vanadium",
            "metal, grip",
            (7, 80),
        ),
        _shelf(
            "Hand Tools > Saws",
            "saw",
            "hand saw, wood saw, panel saw",
            "hardened teeth, fast cuts in timber, a comfort handle, a flexible blade, a tooth guard",
            "wood, grip, metal",
            (10, 55),
        ),
    ),
)

TOYS = Department(
    name="Toys & Games",
    facts=_words(
        "hours of play, bright colours, little hands, imagination and fun, rounded edges,"
        " an age of three and above, a birthday hit, safe paint, learning through play,"
        " a friend for the playroom"
    ),
    moments=_words(
        "at birthday parties, at nursery, in the playroom, on rainy afternoons,"
        " at bedtime, on family game night, on car journeys"
    ),
    people=_words("children, toddlers, kids, boys and girls, grandchildren, preschoolers"),
    scene="playroom",
    shelves=(
        _shelf(
            "Vehicles > Toy Cars",
            "toycar",
            "toy car, racing car, pull back car, toy truck",
            "free rolling wheels, a pull back motor, opening doors, a race track, a little driver",
            "wood, gift",
            (5, 35),
            1.5,
        ),
        _shelf(
            "Vehicles > Trains",
            "train",
            "wooden train, train set, toy locomotive",
            "magnetic couplings, a steam engine, railway tracks, three wagons, a station bell",
            "wood, gift",
            (12, 80),
        ),
        _shelf(
            "Soft Toys > Teddy Bears",
            "teddy",
            "teddy bear, plush bear, cuddly bear",
            "a cuddly tummy, stitched eyes, a bow tie, a bear hug, a plush coat",
            "fabric, gift",
            (10, 50),
            1.4,
        ),
        _shelf(
            "Soft Toys > Rabbits",
            "rabbit",
            "plush rabbit, bunny, soft toy rabbit",
            "long floppy ears, a fluffy tail, a pink nose, a bunny to cuddle, a plush coat",
            "fabric, gift",
            (10, 45),
        ),
        _shelf(
            "Building & Puzzles > Building Blocks",
            "blocks",
            "building blocks, stacking blocks, construction set",
            "interlocking bricks, letters and numbers, towers and castles, a storage tub, fifty pieces",
            "wood",
            (8, 60),
            1.3,
        ),
        _shelf(
            "Building & Puzzles > Puzzles > Jigsaws",
            "puzzle",
            "jigsaw puzzle, puzzle, floor puzzle",
            "a hundred pieces, a finished picture, thick card, a poster guide, a perfect fit",
            "wood",
            (6, 30),
        ),
        _shelf(
            "Outdoor Play > Balls",
            "ball",
            "play ball, football, beach ball, bouncy ball",
            "a high bounce, a stitched panel, a kick about, a pump needle, a soft touch",
            "outdoor, leather",
            (4, 30),
            1.2,
        ),
        _shelf(
            "Outdoor Play > Kites",
            "kite",
            "kite, diamond kite, stunt kite",
            "a long tail, a winder with string, a steady breeze, ripstop sails, an easy launch",
            "outdoor, fabric",
            (7, 35),
        ),
    ),
)

BEAUTY = Department(
    name="Beauty & Care",
    facts=_words(
        "a dermatologist's test, sensitive skin, a natural formula, no parabens, a radiant look,"
        " vegan ingredients, a daily beauty ritual, a travel size, a salon result,"
        " a cruelty free promise"
    ),
    moments=_words(
        "in the bathroom, in the morning routine, before going out, after the shower,"
        " at the spa, on special nights, while travelling"
    ),
    people=_words("women, men, dry skin, beauty addicts, salons, brides"),
    scene="pastel",
    shelves=(
        _shelf(
            "Hair > Shampoo",
            "pumpbottle",
            "shampoo, repair shampoo, moisturising shampoo, conditioner",
            "shiny hair, argan oil, a rich lather, an anti dandruff action, keratin",
            "liquid, scent",
            (4, 28),
            1.5,
        ),
        _shelf(
            "Hair > Brushes",
            "hairbrush",
            "hair brush, paddle brush, detangling brush",
            "flexible bristles, a cushioned pad, knot free hair, a scalp massage, boar bristles",
            "wood, grip",
            (5, 35),
        ),
        _shelf(
            "Make-Up > Lips > Lipsticks",
            "lipstick",
            "lipstick, matte lipstick, lip colour",
            "a matte finish, vitamin E, a creamy bullet, full lips, a smudge proof shade",
            "scent, gift",
            (5, 38),
            1.4,
        ),
        _shelf(
            "Make-Up > Nails > Nail Polish",
            "nailpolish",
            "nail polish, nail lacquer, gel polish",
            "a quick dry formula, a wide brush, glossy nails, a chip free week, a top coat",
            "liquid, glassware",
            (3, 20),
        ),
        _shelf(
            "Skin > Face Creams",
            "jar",
            "face cream, night cream, moisturiser, day cream",
            "hyaluronic acid, fewer wrinkles, a silky texture, aloe vera, deep hydration",
            "scent, liquid",
            (8, 75),
            1.3,
        ),
        _shelf(
            "Skin > Soaps",
            "soap",
            "soap bar, handmade soap, olive oil soap",
            "olive oil, a creamy foam, shea butter, a cold process, dried lavender",
            "scent, gift",
            (3, 16),
        ),
        _shelf(
            "Fragrance > Perfumes",
            "perfume",
            "eau de parfum, perfume, fragrance, cologne",
            "top notes of bergamot, a heart of jasmine, a musky base, an atomiser, a lasting trail",
            "scent, glassware, gift",
            (18, 140),
            1.4,
        ),
    ),
)

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

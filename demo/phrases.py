"""Sentences of the demo shop's sellers: a grammar's tables, without the machinery.

``[symbol]`` stands for one of the symbol's alternatives. Symbols in lower case are rules of
:data:`RULES`; those that depend on the product (``[noun]``, ``[fact]``, ...) are supplied by
:mod:`demo.grammar`.
"""

from __future__ import annotations

# Vocabulary shared by shelves of different departments: what makes texts of unlike things alike.
THEMES: dict[str, dict[str, tuple[str, ...]]] = {
    "fabric": {
        "fact": (
            "soft breathable cotton",
            "double stitched seams",
            "a polyester and cotton blend",
            "colours that survive the wash",
            "a velvety feel",
            "hypoallergenic fabric",
        ),
        "spec": ("Fabric: cotton blend", "Wash: 30 degrees", "Weave: plain", "Lining: polyester"),
        "care": (
            "Wash inside out with similar colours.",
            "Machine wash cold and dry in the shade.",
            "Do not bleach; iron the fabric on low heat.",
        ),
    },
    "leather": {
        "fact": (
            "grained synthetic leather",
            "hand stitched leather",
            "a wipe clean surface",
            "sturdy stitching",
        ),
        "spec": ("Upper: synthetic leather", "Closure: zip or lace", "Finish: grained"),
        "care": ("Wipe with a soft cloth and feed the leather once a season.",),
    },
    "ceramic": {
        "fact": (
            "glazed stoneware",
            "kiln fired clay",
            "a hand thrown ceramic body",
            "a crackle glaze",
            "a matt ceramic finish",
        ),
        "spec": ("Material: stoneware", "Glaze: food safe", "Height: 14 cm", "Weight: 480 g"),
        "care": (
            "Handle with care: ceramic can chip.",
            "Each piece leaves the kiln a little different.",
        ),
    },
    "glassware": {
        "fact": ("clear glass", "lead free crystal", "thick glass walls", "a crystal clear look"),
        "spec": ("Material: glass", "Transparency: clear", "Fragile: yes"),
        "care": ("Polish the glass with a lint free cloth.",),
    },
    "metal": {
        "fact": (
            "brushed stainless steel",
            "a rust free steel body",
            "hardened carbon steel",
            "a solid metal build",
            "die cast aluminium",
        ),
        "spec": ("Material: stainless steel", "Finish: brushed", "Grade: 18/10", "Weight: 620 g"),
        "care": ("Dry the steel after use to keep it free of stains.",),
    },
    "wood": {
        "fact": (
            "solid beech wood",
            "timber from managed forests",
            "a smooth sanded grain",
            "oiled oak",
        ),
        "spec": ("Material: beech wood", "Finish: oiled", "Wood type: solid"),
        "care": ("Wipe the wood with a damp cloth and oil it now and then.",),
    },
    "electric": {
        "fact": (
            "a long power cable",
            "an energy saving LED",
            "low power consumption",
            "an indicator light",
            "a safety certified plug",
        ),
        "spec": ("Voltage: 230 V", "Power: 40 watt", "Cable: 1.8 m", "Plug: type C"),
        "care": ("Unplug the power cable before cleaning.", "Keep the plug away from water."),
    },
    "battery": {
        "fact": (
            "a rechargeable lithium battery",
            "a USB charging cable",
            "a battery that lasts for days",
            "a low battery warning",
        ),
        "spec": ("Battery: included", "Charging: USB", "Battery life: up to 30 hours"),
        "care": ("Charge the battery fully before first use.",),
    },
    "liquid": {
        "fact": (
            "a leak proof cap",
            "a refillable bottle",
            "a generous 500 ml",
            "a spill free pump",
            "recyclable plastic",
        ),
        "spec": ("Volume: 500 ml", "Cap: leak proof", "Bottle: recyclable", "Contents: 250 ml"),
        "care": ("Rinse the bottle and close the cap after use.", "Keep the bottle upright."),
    },
    "scent": {
        "fact": (
            "a fresh lavender scent",
            "essential oils",
            "notes of vanilla and rose",
            "a long lasting fragrance",
        ),
        "spec": ("Scent: lavender", "Shelf life: 24 months", "Fragrance family: floral"),
        "care": ("Keep away from direct sun and from the eyes.",),
    },
    "gift": {
        "fact": (
            "a gift box with a ribbon",
            "a lovely present",
            "a greeting card",
            "an anniversary surprise",
        ),
        "spec": ("Packaging: gift box", "Occasion: birthday", "Occasion: anniversary"),
        "care": ("The gift box can be kept for storage.",),
    },
    "outdoor": {
        "fact": (
            "weatherproof build",
            "a rugged outdoor design",
            "protection from rain and sun",
            "grip on wet ground",
        ),
        "spec": ("Use: outdoor", "Weatherproof: yes", "UV resistant: yes"),
        "care": ("Shake off mud and let it dry outdoors.",),
    },
    "grip": {
        "fact": (
            "an ergonomic grip",
            "a rubberised handle",
            "a non slip grip",
            "a handle that fits either hand",
        ),
        "spec": ("Handle: rubberised", "Grip: ergonomic", "Suited for: either hand"),
        "care": ("Keep the handle dry and free of grease.",),
    },
}

RULES: dict[str, tuple[str, ...]] = {
    # What a description is made of; alternatives repeat where they are more usual.
    "description": (
        "[pitch] [body] [boiler]",
        "[pitch] [body] [body] [specs]",
        "[features] [pitch] [body] [specs]",
        "[features] [specs] [boiler]",
        "[body] [body] [boiler] [boiler]",
        "[specs] [body]",
        "[listing] [features] [care] [boiler]",
        "[listing] [body] [care]",
        "[pitch] [features] [sizes] [boiler]",
        "[body] [sizes] [stuffing]",
        "[title]. [body] [stuffing] [boiler]",
        "[body] [care]",
    ),
    "terse": (
        "[title].",
        "[title]. [boiler]",
        "[listing]",
        "Buy [title] at [price]. [boiler] [boiler]",
        "[noun] as shown in the picture. [boiler]",
        "New, unused. Colour [colour]. [boiler]",
    ),
    # Sellers who speak of anything but the product.
    "chatty": (
        "Our family has been trading since 1987. [boiler] Please read our other offers too. [boiler]",
        "Dear customer, photos may differ a little from the [noun] you receive. [boiler] [boiler]",
        "Limited stock! [boiler] Follow the shop and save on the next order. [boiler]",
    ),
    "pitch": (
        "[title] is made for [people] who want [fact].",
        "Looking for [fact]? This [noun] by [brand] has it, and [fact] too.",
        "Meet the [colour] [noun] from [brand]: [fact], [fact].",
        "With [fact] and [fact], this [noun] is at its best [moment].",
        "Enjoy [fact] [moment].",
        "[brand] brings you a [noun] with [fact].",
        "[Fact], [fact] and [fact]: the [noun] that [people] asked for.",
        "Why choose this [noun]? Because of [fact].",
    ),
    "body": (
        "[say] [say]",
        "[say] [say] [say]",
        "[say]",
        "[say] [shared] [say]",
        "[shared] [say]",
    ),
    "say": (
        "It offers [fact] and [fact].",
        "You will notice [fact].",
        "The [noun] combines [fact] with [fact].",
        "[Fact] makes it a favourite of [people].",
        "Ideal [moment], thanks to [fact].",
        "Thought out for [people]: [fact].",
        "[people] love it [moment].",
        "Whether [moment] or [moment], count on [fact].",
        "Not only [fact] but also [fact].",
    ),
    "shared": (
        "Made with [theme_fact].",
        "Count on [theme_fact] and [theme_fact].",
        "[Theme_fact] for years of service.",
        "It features [theme_fact].",
        "We chose [theme_fact] for this [noun].",
    ),
    "features": (
        "Highlights: [fact]; [fact]; [theme_fact].",
        "What you get: * [fact] * [theme_fact] * [fact]",
        "In short - [fact] - [fact] - [theme_fact] - [colour]",
        "Main features of the [title]: [fact], [theme_fact], [fact], [fact]",
        "+ [fact] + [fact] + [fact]",
    ),
    "specs": (
        "Details: [theme_spec], [theme_spec], Colour: [colour]",
        "Specifications Brand: [brand] | [theme_spec] | Colour: [colour] | Type: [noun]",
        "Data sheet. [theme_spec]. Item: [noun]. Pack of [count].",
        "Type: [noun], [theme_spec], In the box: [count] [noun]",
    ),
    "care": ("[theme_care]", "Care: [theme_care]", "[theme_care] [theme_care]"),
    "sizes": (
        "Available sizes: S / M / L / XL.",
        "Sizes: small, medium and large; see the table of measures.",
        "Size guide: measure twice, order once. Length [count]0 cm, width [count]5 cm.",
        "Dimensions [count]2 x [count]4 x [count]1 cm.",
    ),
    "listing": (
        "[title] - price [price] - order online today.",
        "Get the [title] for only [price].",
        "Online offer: [title], [colour], [price].",
        "[title] | best price [price] | [noun] | [brand]",
    ),
    "stuffing": (
        "Keywords: [noun], [noun], [noun] online, cheap [noun], best [noun] for [people].",
        "[noun] [noun] [brand] [noun] [colour] [noun] gift sale",
        "People also search for: [noun], [anynoun], [anynoun], [anynoun].",
        "Tags [noun] [anynoun] [brand] [colour] offer",
    ),
    "boiler": (
        "Free delivery on orders above 30.",
        "Ships within two working days from our warehouse.",
        "Thirty days to change your mind, return is on us.",
        "One year warranty against manufacturing faults.",
        "Two year guarantee, invoice included.",
        "Pay on delivery or by card.",
        "Genuine product, sealed by the maker.",
        "Colours may look different on your screen.",
        "Questions? Our customer service answers seven days a week.",
        "Offer valid while stocks last.",
        "Thousands of happy buyers cannot be wrong.",
        "Bulk orders welcome, ask for a quote.",
        "Packed without plastic.",
        "Rated five stars by verified buyers.",
    ),
    "count": ("1", "2", "3", "4", "6"),
}

ADJECTIVES: tuple[str, ...] = (
    "Classic", "Premium", "Modern", "Compact", "Deluxe", "Original", "Everyday", "Elegant",
    "Essential", "Vintage", "Light", "Pro", "Mini", "Royal", "Urban", "Smart", "Pure", "Nordic",
)  # fmt: skip

# Whole descriptions without a Latin letter: Hindi, Chinese, Greek, Arabic.
FOREIGN: tuple[str, ...] = (
    "यह उत्पाद मज़बूत और सुंदर है। रोज़ के उपयोग के लिए अच्छा, घर के हर सदस्य को पसंद आएगा।",
    "做工精细,经久耐用,适合日常使用。全国包邮,七天无理由退换。",
    "Ανθεκτικό και όμορφο προϊόν για κάθε μέρα. Αποστολή σε δύο ημέρες, εύκολη επιστροφή.",
    "منتج متين وجميل للاستخدام اليومي. توصيل سريع وإرجاع سهل خلال ثلاثين يوما.",
)

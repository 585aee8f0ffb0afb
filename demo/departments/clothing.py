"""Clothes, shoes and bags."""

from __future__ import annotations

from demo.tree import Department, shelf, words

CLOTHING = Department(
    name="Clothing & Shoes",
    facts=words(
        "a flattering cut, a regular fit, sizes from XS to XXL, an easy match with jeans,"
        " a wardrobe classic, a slim waist, a fashionable look, the new season's style,"
        " comfortable wear all day, a design from our own fashion studio"
    ),
    moments=words(
        "at the office, at a party, on a casual weekend, on a city walk, at a wedding,"
        " in the warm season, on a first date"
    ),
    people=words("women, men, ladies, gentlemen, fashion lovers, teenagers"),
    scene="linen",
    shelves=(
        shelf(
            "Women > Dresses > Summer Dresses",
            "dress",
            "summer dress, sundress, short dress, cotton dress",
            "thin shoulder straps, a flared hem, a floral print,"
            " a knee length skirt, a round neckline",
            "fabric",
            (25, 90),
            1.4,
        ),
        shelf(
            "Women > Dresses > Evening Dresses",
            "gown",
            "evening dress, gown, cocktail dress, maxi dress",
            "a floor length skirt, a sleeveless bodice, a satin sheen,"
            " a deep neckline, a hidden zip",
            "fabric",
            (60, 240),
        ),
        shelf(
            "Women > Skirts",
            "skirt",
            "pleated skirt, skirt, midi skirt",
            "fine pleats, an elastic waistband, a side zip, a lined skirt, a playful hem",
            "fabric",
            (20, 80),
        ),
        shelf(
            "Men > Shirts > T-Shirts",
            "tshirt",
            "t-shirt, tee, crew neck tee, short sleeve shirt",
            "short sleeves, a crew neck, a printed chest, a tagless collar, a jersey knit",
            "fabric",
            (9, 40),
            1.5,
        ),
        shelf(
            "Men > Trousers",
            "trousers",
            "trousers, chinos, cargo trousers, jeans",
            "five pockets, a straight leg, a zip fly, belt loops, a turned up hem",
            "fabric",
            (25, 110),
        ),
        shelf(
            "Shoes > Trainers",
            "trainer",
            "trainers, sneakers, running shoes, sports shoes",
            "a cushioned sole, flat laces, a padded ankle, a mesh upper, a grippy outsole",
            "leather, outdoor",
            (30, 140),
            1.2,
        ),
        shelf(
            "Shoes > Boots > Ankle Boots",
            "boot",
            "ankle boots, boots, chelsea boots",
            "a pull tab, a low heel, elastic side panels, a warm lining, a stitched welt",
            "leather, outdoor",
            (45, 180),
        ),
        shelf(
            "Bags & Hats > Handbags",
            "handbag",
            "handbag, shoulder bag, tote bag, purse",
            "a magnetic clasp, a shoulder strap, an inner pocket, two carry handles,"
            " a zipped purse",
            "leather, gift",
            (30, 190),
        ),
        shelf(
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

"""Cosmetics and care."""

from __future__ import annotations

from demo.tree import Department, shelf, words

BEAUTY = Department(
    name="Beauty & Care",
    facts=words(
        "a dermatologist's test, sensitive skin, a natural formula, no parabens, a radiant look,"
        " vegan ingredients, a daily beauty ritual, a travel size, a salon result,"
        " a cruelty free promise"
    ),
    moments=words(
        "in the bathroom, in the morning routine, before going out, after the shower,"
        " at the spa, on special nights, while travelling"
    ),
    people=words("women, men, owners of dry skin, beauty addicts, salons, brides"),
    scene="pastel",
    shelves=(
        shelf(
            "Hair > Shampoo",
            "pumpbottle",
            "shampoo, repair shampoo, moisturising shampoo, conditioner",
            "shiny hair, argan oil, a rich lather, an anti dandruff action, keratin",
            "liquid, scent",
            (4, 28),
            1.5,
        ),
        shelf(
            "Hair > Brushes",
            "hairbrush",
            "hair brush, paddle brush, detangling brush",
            "flexible bristles, a cushioned pad, knot free hair, a scalp massage, boar bristles",
            "wood, grip",
            (5, 35),
        ),
        shelf(
            "Make-Up > Lips > Lipsticks",
            "lipstick",
            "lipstick, matte lipstick, lip colour",
            "a matte finish, vitamin E, a creamy bullet, full lips, a smudge proof shade",
            "scent, gift",
            (5, 38),
            1.4,
        ),
        shelf(
            "Make-Up > Nails > Nail Polish",
            "nailpolish",
            "nail polish, nail lacquer, gel polish",
            "a quick dry formula, a wide brush, glossy nails, a chip free week, a top coat",
            "liquid, glassware",
            (3, 20),
        ),
        shelf(
            "Skin > Face Creams",
            "jar",
            "face cream, night cream, moisturiser, day cream",
            "hyaluronic acid, fewer wrinkles, a silky texture, aloe vera, deep hydration",
            "scent, liquid",
            (8, 75),
            1.3,
        ),
        shelf(
            "Skin > Soaps",
            "soap",
            "soap bar, handmade soap, olive oil soap",
            "olive oil, a creamy foam, shea butter, a cold process, dried lavender",
            "scent, gift",
            (3, 16),
        ),
        shelf(
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

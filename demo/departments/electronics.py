"""Computers, phones and audio."""

from __future__ import annotations

from demo.tree import Department, shelf, words

ELECTRONICS = Department(
    name="Computers & Audio",
    facts=words(
        "a wireless connection, a fast processor, plug and play, a driver download,"
        " low latency, crisp sound, a high resolution, memory for your files,"
        " support for every system, a quick start guide, updates over the air"
    ),
    moments=words(
        "at the desk, on video calls, while gaming, on the train, in the home office,"
        " while streaming music, on the campus"
    ),
    people=words("gamers, students, developers, commuters, streamers, offices"),
    scene="dark",
    shelves=(
        shelf(
            "Computers > Laptops > Ultrabooks",
            "laptop",
            "laptop, notebook, ultrabook, notebook computer",
            "a full HD display, a solid state drive, a backlit keyboard, eight cores, a webcam",
            "battery, electric",
            (350, 1900),
            1.4,
        ),
        shelf(
            "Computers > Tablets",
            "tablet",
            "tablet, tablet computer, touch tablet",
            "a touch screen, a stylus, a rear camera, ten inches of display, a kids mode",
            "battery",
            (120, 800),
        ),
        shelf(
            "Computers > Peripherals > Keyboards",
            "keyboard",
            "mechanical keyboard, keyboard, wireless keyboard",
            "hot swap switches, programmable keys, a numeric pad, a wrist rest, quiet typing",
            "battery, electric",
            (20, 180),
        ),
        shelf(
            "Computers > Peripherals > Mice",
            "mouse",
            "wireless mouse, optical mouse, gaming mouse",
            "an optical sensor, a scroll wheel, side buttons, adjustable dpi, a nano receiver",
            "battery, grip",
            (9, 95),
        ),
        shelf(
            "Audio > Headphones > Over-Ear",
            "headphones",
            "headphones, over-ear headphones, headset",
            "noise cancelling, soft ear cushions, deep bass, a folding headband, a boom microphone",
            "battery",
            (30, 350),
            1.3,
        ),
        shelf(
            "Audio > Speakers",
            "speaker",
            "bluetooth speaker, portable speaker, bookshelf speaker",
            "a passive radiator, stereo pairing, punchy bass, a rugged grille,"
            " a microphone for calls",
            "battery, electric, outdoor",
            (25, 260),
            1.2,
        ),
        shelf(
            "Phones & Cameras > Smartphones",
            "phone",
            "smartphone, mobile phone, phone",
            "a triple camera, dual sim, an OLED screen, a fingerprint reader, night photos",
            "battery",
            (130, 1100),
            1.3,
        ),
        shelf(
            "Phones & Cameras > Cameras",
            "camera",
            "digital camera, compact camera, mirrorless camera",
            "an optical zoom, a tilting screen, a hot shoe, raw photos, image stabilisation",
            "battery, glassware",
            (180, 1500),
        ),
    ),
)

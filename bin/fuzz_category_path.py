"""Is there a cell that the category-path parser does not survive? A search guided by coverage.

    python bin/fuzz_category_path.py FOLDER [--seconds N]

Ends with status 0 where nothing was found, and prints libFuzzer's figures. Inputs that reach new
code, and the one that fails, are kept in the folder: the next run goes on from them. It is no part
of `make test`: tests/etl/reading/test_fuzz.py holds the same properties there, without guidance.

atheris, from the development requirements, has wheels for Linux on x86-64 and Python 3.11 to 3.13.
"""

import argparse
import json
import re
import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

atheris.enabled_hooks.add("RegEx")
atheris.enabled_hooks.add("str")
with atheris.instrument_imports(include=["etl.reading.category", "etl.reading.mapping", "json"]):
    from etl.reading.category import MOST_LEVELS, category_path
    from etl.reading.mapping import Column

SEPARATORS = (None, ">>", ">", "|", "/")
PATTERNS = (
    None,
    re.compile("category:([^|]+)"),
    re.compile("(?:in (\\w+))?;"),
    re.compile("<(.*?)>"),
)
# The forms that shops write; the first four bytes choose separator, pattern and flags.
SEEDS = (
    (b"\x01\x00\x01\x01", "Blue mug", json.dumps(["Kitchen >> Mugs >> Blue mug"])),
    (b"\x01\x00\x01\x01", "Blue mug with a handle", json.dumps(["Kitchen >> Blue mug wi..."])),
    (b"\x00\x01\x00\x00", "Mug", "category:Kitchen|category:Mugs|brand:Acme"),
    (b"\x02\x00\x00\x01", "Mug", "Kitchen > Mugs > Mug (300 ml)"),
    (b"\x01\x00\x01\x00", "Mug", json.dumps(["\\ud800", "é", "蓝"])),
    (b"\x00\x02\x01\x01", "Mug", '[["A"], {"a": 1e999}, null]'),
)


def try_one(data: bytes) -> None:
    """Parse one cell and hold what comes out to its contract."""
    if len(data) < 5:
        return
    separator, pattern, json_list, drop_own_name, length = data[:5]
    # What a file of UTF-8 can hold, and no more.
    name = data[5 : 5 + length].decode(errors="ignore")
    cell = data[5 + length :].decode(errors="ignore")
    column = Column(
        ("category",),
        pattern=PATTERNS[pattern % len(PATTERNS)],
        separator=SEPARATORS[separator % len(SEPARATORS)],
        json_list=bool(json_list & 1),
        drop_own_name=bool(drop_own_name & 1),
    )
    path, _, problem = category_path([cell], column, name)
    is_missing = problem is not None and problem[0] != "category_gap"
    if (path == ()) is not is_missing:
        raise AssertionError("a path that is missing without a word, or there in spite of one")
    if len(path) > MOST_LEVELS:
        raise AssertionError("too deep")
    for part in path:
        if not part or part != " ".join(part.split()):
            raise AssertionError("an empty level, or spaces around it")
        part.encode()  # can be stored


def main() -> None:
    """Search, from the seeds and what earlier runs kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for number, (choices, name, cell) in enumerate(SEEDS):
        content = choices + bytes([len(name.encode())]) + name.encode() + cell.encode()
        (arguments.folder / f"seed-{number}").write_bytes(content)
    options = [
        f"-max_total_time={arguments.seconds}",
        f"-artifact_prefix={arguments.folder}/",
        "-max_len=4096",
        "-timeout=5",  # seconds for one cell
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(arguments.folder)], try_one)
    atheris.Fuzz()  # ends the process


if __name__ == "__main__":
    main()

"""What a catalogue file is, which mapping fits it, and what would go wrong: nothing is computed."""

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.config import DATA, InputError
from etl.messages import count, message
from etl.reading.catalogue import (
    SET_ASIDE,
    Catalogue,
    Finding,
    locate_photo,
    read_catalogue,
    shared_findings,
)
from etl.reading.mapping import FIELDS, REQUIRED, CatalogueMapping, load_mapping, parse_mapping
from etl.reading.misfits import misfits, photo_misfits, refuse_misfit
from etl.reading.photos import PhotoFolder
from etl.reading.proposal import ColumnProfile, as_toml, profile, propose, refuse_incomplete
from etl.reading.rows import Row
from etl.reading.table import FileOptions, open_table

DEFAULT_MAPPING = DATA / "catalogs" / "flipkart.toml"

# Rows by which a mapping is proposed.
SAMPLE = 2_000
OF_SOME = ("parent", "seller")  # fields that only some shops have
SHOWN_EXAMPLES, SHOWN_CELL = 3, 40


def choose_mapping(catalog: Path, named: Path | None) -> tuple[CatalogueMapping, str | None]:
    """Read the mapping of a catalogue, or propose one.

    Parameters
    ----------
    catalog : Path
    named : Path or None
        The mapping file of the request; without one, the default one where its required columns
        are in the file, else the proposal.

    Returns
    -------
    mapping : CatalogueMapping
    proposed : str or None
        The text of a proposal.

    Raises
    ------
    InputError
        If the mapping or the catalogue cannot be read, or no column fits a required field.
    """
    if named is not None:
        return load_mapping(named), None
    default = load_mapping(DEFAULT_MAPPING)
    header = open_table(catalog).header
    needed = {name for field in REQUIRED for name in default.columns[field].columns}
    if needed <= set(header):
        columns = {
            field: column
            for field, column in default.columns.items()
            if set(column.columns) <= set(header)
        }
        return CatalogueMapping(columns, text=default.text), None
    text = propose_mapping(catalog)
    return parse_mapping(text), text


def propose_mapping(catalog: Path) -> str:
    """Propose a mapping file for a catalogue.

    Raises
    ------
    InputError
        If the catalogue cannot be read, or no column fits a required field.
    """
    look = _look(catalog)
    if not look.rows:
        fault = look.first_fault
        if fault is None:
            raise InputError(message("catalog_no_row", path=catalog))
        reason = message(fault.fault[0], **fault.fault[1]) if fault.fault else ""
        raise InputError(
            message("catalog_no_whole_row", path=catalog, line=fault.line, reason=reason)
        )
    proposal = propose(look.profiles)
    refuse_incomplete(catalog, proposal, look.header)
    return as_toml(proposal)


def describe_file(about: dict[str, str]) -> str:
    """Say in one sentence what a file is."""
    parts = [message(f"form_{about['form']}")]
    if "compression" in about:
        parts.append(message("file_compression", compression=about["compression"]))
    if "sheet" in about:
        parts.append(message("file_sheet", sheet=about["sheet"]))
    if "other_sheets" in about:
        parts.append(message("file_other_sheets", sheets=about["other_sheets"]))
    if "encoding" in about:
        judged = "file_encoding_judged" if "encoding_judged" in about else "file_encoding"
        parts.append(message(judged, encoding=about["encoding"]))
    if "delimiter" in about:
        parts.append(message("file_delimiter", delimiter=about["delimiter"]))
    return ", ".join(parts)


def inspect(catalog: Path, images: Path | None, named: Path | None) -> Iterator[str]:
    """Say what a catalogue file is, its columns, its mapping, and what would go wrong with it.

    Parameters
    ----------
    catalog : Path
    images : Path or None
        The folder of photos; `images/` beside the file where it is not given.
    named : Path or None
        A mapping file; without one, one is proposed.

    Yields
    ------
    str
        Lines for a person.

    Raises
    ------
    InputError
        If the file cannot be read at all.
    """
    options = None if named is None else load_mapping(named).file
    look = _look(catalog, options)
    yield message("inspect_file", path=catalog, what=describe_file(look.about))
    yield ""
    yield from _columns(look)
    yield ""
    try:
        mapping, proposed = choose_mapping(catalog, named)
        if proposed is not None:
            yield message("inspect_proposal")
        elif named is None:
            yield message("inspect_default", path=DEFAULT_MAPPING.name)
        else:
            yield message("inspect_mapping", path=named)
        yield ""
        yield from (proposed or mapping.text).splitlines()
        yield ""
        yield from _foretell(
            catalog, mapping, catalog.parent / "images" if images is None else images
        )
    except InputError as refusal:
        yield str(refusal)


@dataclass(frozen=True)
class _Look:
    """The first rows of a file."""

    header: list[str]
    profiles: list[ColumnProfile]
    rows: int
    first_fault: Row | None
    about: dict[str, str]


def _look(catalog: Path, options: FileOptions | None = None) -> _Look:
    table = open_table(catalog, options)
    rows = list(itertools.islice(table.rows, SAMPLE))
    whole = [row.cells for row in rows if row.fault is None]
    first_fault = next((row for row in rows if row.fault is not None), None)
    profiles = profile(table.header, whole)
    return _Look(table.header, profiles, len(whole), first_fault, table.about)


def _columns(look: _Look) -> Iterator[str]:
    profiles = look.profiles
    yield message("inspect_columns", n=len(profiles), rows=look.rows)
    width = min(max((len(column.name) for column in profiles), default=0), SHOWN_CELL)
    for column in profiles:
        examples = " | ".join(
            " ".join(cell.split())[:SHOWN_CELL]
            for cell in list(dict.fromkeys(column.cells))[:SHOWN_EXAMPLES]
        )
        filled = f"{len(column.cells) / max(column.n, 1):.0%}"
        yield f"  {column.name[:SHOWN_CELL]:{width}}  {filled:>4}  {examples}"


def _foretell(catalog: Path, mapping: CatalogueMapping, images: Path) -> Iterator[str]:
    """What a run would say of the rows: counts by reason with the first of each."""
    catalogue = read_catalogue(catalog, mapping)
    refuse_misfit(catalog, catalogue, mapping)
    photos = PhotoFolder(images)
    located = [locate_photo(product, photos) for product in catalogue.products]
    of_photos = [finding for _, finding in located if finding is not None]
    n_photos = sum(path is not None for path, _ in located)
    of_photos += shared_findings(
        catalogue.products,
        [
            None if path is None else hashlib.sha256(path.read_bytes()).digest()
            for path, _ in located
        ],
    ).values()
    yield message(
        "inspect_rows",
        rows=count("rows_read", catalogue.rows_read),
        products=count("products", len(catalogue.products)),
        set_aside=count("set_aside", catalogue.set_aside),
    )
    yield from _levels(catalogue)
    absent = [field for field in FIELDS if field not in mapping.columns and field not in OF_SOME]
    if absent:
        yield message("inspect_absent", fields=", ".join(absent))
    yield message("inspect_photos", found=n_photos, n=len(located), folder=images)
    general = misfits(catalogue, mapping) + photo_misfits(catalogue.products, of_photos, images)
    findings = [*general, *catalogue.findings, *of_photos]
    yield message("inspect_problems") if findings else message("inspect_no_problem")
    for finding, n in _by_reason(findings):
        if finding.row is None:
            yield f"  {finding.reason}"
        else:
            key = "inspect_set_aside" if finding.severity == SET_ASIDE else "inspect_warning"
            yield "  " + message(key, n=n, row=finding.row, reason=finding.reason)


def _levels(catalogue: Catalogue) -> Iterator[str]:
    paths = [product.category_path for product in catalogue.products]
    depths = range(1, max(map(len, paths), default=0) + 1)
    counts = [len({path[:depth] for path in paths if len(path) >= depth}) for depth in depths]
    shown = ", ".join(f"{depth} ({n})" for depth, n in zip(depths, counts, strict=True))
    yield message("inspect_levels", levels=shown or "-")
    for path in list(dict.fromkeys(path for path in paths if path))[:SHOWN_EXAMPLES]:
        yield f"  {' > '.join(path)}"


def _by_reason(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """The first finding of each kind, and how many there are; each that is about the whole file."""
    counts = Counter((finding.severity, finding.code) for finding in findings)
    seen = set()
    for finding in findings:
        kind = (finding.severity, finding.code)
        if finding.row is None or kind not in seen:
            seen.add(kind)
            yield finding, counts[kind]

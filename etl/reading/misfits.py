"""Systematic misses: a field of the mapping that fits (nearly) no row of the file."""

from collections.abc import Sequence
from pathlib import Path

from etl.config import InputError
from etl.messages import count, message
from etl.reading.catalogue import Catalogue, Finding, Product, general_warning
from etl.reading.mapping import CatalogueMapping, Column
from etl.reading.photos import ADDRESS, MISSING

MIN_PRODUCTS = 2  # one product has no neighbour
# A field that fits a smaller share of the rows fits none: the mapping is of another file.
FEWEST_SHARE = 0.02


def refuse_misfit(path: Path, catalogue: Catalogue, mapping: CatalogueMapping) -> None:
    """Refuse a catalogue of which a required field fits nearly no row.

    Raises
    ------
    InputError
        With the commonest reason and its first row, or the first cell and what was looked for.
    """
    n, rows = len(catalogue.products), catalogue.rows_read
    if n < MIN_PRODUCTS or n < FEWEST_SHARE * rows:
        reason = catalogue.commonest_reason
        sentence = "catalog_too_small" if reason is None else "catalog_set_aside"
        values: dict[str, object] = {"path": path, "n": n, "needed": MIN_PRODUCTS}
        if reason is not None:
            values |= {
                "rows": count("rows_read", rows),
                "set_aside": count("set_aside", catalogue.set_aside),
                "reason": reason.reason,
                "row": reason.row,
                "line": reason.line,
            }
        raise InputError(message(sentence, **values))
    fit = catalogue.fits["category"]
    if fit.filled and fit.fitted < FEWEST_SHARE * fit.filled:
        looked = _what_was_looked_for(catalogue, mapping, "category")
        raise InputError(
            message("category_never", path=path, n=fit.fitted, rows=fit.filled, **looked)
        )


def misfits(catalogue: Catalogue, mapping: CatalogueMapping) -> list[Finding]:
    """Say which optional field fits nearly no row; one line a field, and not one a row."""
    findings = []
    for field, fit in catalogue.fits.items():
        if field in ("id", "name", "image", "parent"):
            continue
        fitted = fit.fitted
        if field == "price":
            fitted = sum(product.price is not None for product in catalogue.products)
        if fitted <= FEWEST_SHARE * max(fit.filled, 1):
            looked = _what_was_looked_for(catalogue, mapping, field)
            code = "column_empty" if fit.filled == 0 else "field_never"
            findings.append(
                general_warning("extract", code, field=field, n=fitted, rows=fit.filled, **looked)
            )
    return findings


def photo_misfits(
    products: Sequence[Product], findings: Sequence[Finding], folder: Path
) -> list[Finding]:
    """Say where nearly no photo was found, which is the first, and where it was looked for."""
    named = [product for product in products if product.image_file is not None]
    lost = [finding for finding in findings if finding.code in (MISSING, ADDRESS)]
    if not lost or len(lost) < (1 - FEWEST_SHARE) * len(named):
        return []
    addresses = sum(finding.code == ADDRESS for finding in lost)
    code = "photos_are_addresses" if addresses > len(lost) / 2 else "photos_never"
    return [
        general_warning(
            "image",
            code,
            n=len(lost),
            named=len(named),
            first=(named[0].image_file or "")[:100],
            folder=folder,
        )
    ]


def _what_was_looked_for(
    catalogue: Catalogue, mapping: CatalogueMapping, field: str
) -> dict[str, object]:
    column = mapping.columns[field]
    fit = catalogue.fits[field]
    return {
        "columns": ", ".join(column.columns),
        "first": fit.first_miss or "",
        "wanted": _wanted(column, field),
    }


def _wanted(column: Column, field: str) -> str:
    """What a cell has to look like, in words."""
    if column.json_list:
        return message("wanted_json_list")
    if column.pattern is not None:
        return message("wanted_pattern", pattern=column.pattern.pattern)
    return message("wanted_price" if field == "price" else "wanted_text")

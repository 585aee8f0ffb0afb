"""The feasibility report of a published database: `python -m etl report --html FILE`."""

from pathlib import Path

from etl.config import InputError
from etl.messages import language, message
from etl.publishing import store
from verdict.page import html
from verdict.report import Report
from verdict.rules import Thresholds, decide
from verdict.savings import Work
from verdict.study import measure, prepare


def gather(database: Path, thresholds: Thresholds | None = None) -> Report:
    """Judge each space at each clustered level of a database.

    Parameters
    ----------
    database : Path
    thresholds : Thresholds, optional

    Returns
    -------
    Report

    Raises
    ------
    InputError
        If the database is missing, or not of this schema.
    """
    limits = thresholds or Thresholds()
    tables = store.read_study(database)
    verdicts = []
    for space, level in tables.clusters:
        case = prepare(
            space,
            level,
            tables.paths,
            tables.groups,
            tables.clusters[space, level],
            tables.suggested[space, level],
            tables.seeds[space, level],
            tables.builds.get("groups.kind", "brands"),
        )
        verdicts.append(decide(measure(case, None, limits.precision), limits))
    return Report(
        catalogue=tables.builds["catalog_name"],
        built_at=tables.builds["built_at"],
        n_products=len(tables.paths),
        thresholds=limits,
        work=Work(),
        verdicts=verdicts,
    )


def write(database: Path, file: Path) -> None:
    """Write the report as one HTML file, in the language of the person.

    Raises
    ------
    InputError
        If the database cannot be read, or the file not be written.
    """
    page = html(gather(database), language())
    aside = file.with_name(f".{file.name}.writing")
    try:
        aside.write_text(page, encoding="utf-8")
        aside.replace(file)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise InputError(
            message("cannot_write", path=file, detail=error.strerror or error)
        ) from None

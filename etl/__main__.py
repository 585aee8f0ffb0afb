"""The command line: `python -m etl run | inspect | demo | report`."""

import errno
import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from typer.exceptions import TyperException

from etl.config import InputError, Request
from etl.messages import message, write_number
from etl.runtime import journal, terminal
from etl.runtime.workers import one_thread_a_process
from journal import is_json, keep_to_json

if TYPE_CHECKING:
    from rich.table import Table

Item = TypeVar("Item")

DEMO = Path("data/demo")

PROMISES = {
    "first_right": "rehearsal_first_right",
    "precision": "rehearsal_precision",
    "coverage": "rehearsal_coverage",
}
"""What each measure of a rehearsal is called."""

# A full disk, a folder that is not ours: nothing that a change of the code would mend.
REFUSALS = {
    errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.ENAMETOOLONG, errno.ENOSPC, errno.EPERM,
    errno.EROFS,
}  # fmt: skip

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="From a catalogue (CSV, photos) to a database of vectors, maps, clusters and scores.\n\n"
    "D’un catalogue (CSV et photos) à une base de vecteurs, cartes, groupes et scores.",
)


@app.command()
def run(
    catalog: Annotated[
        Path | None,
        typer.Option(help="Catalogue file / fichier catalogue (default / défaut : demo)."),
    ] = None,
    images: Annotated[
        Path | None, typer.Option(help="Photo folder / dossier des photos (images/).")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="Column mapping / correspondance des colonnes (TOML).")
    ] = None,
    database: Annotated[
        Path, typer.Option(help="Published database / base publiée.")
    ] = Request.database,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Worker processes / processus (cores / cœurs).")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Recompute everything / tout recalculer.")
    ] = False,
    reuse_models: Annotated[
        bool,
        typer.Option(
            "--reuse-models",
            help="Keep the published models and maps / garder modèles et cartes publiés.",
        ),
    ] = False,
    rehearse: Annotated[
        bool,
        typer.Option(
            "--rehearse",
            help="Hide half of the brands and check the promises on them / "
            "masquer la moitié des marques et y vérifier les promesses.",
        ),
    ] = False,
    text_model: Annotated[
        Path | None, typer.Option(help="Pretrained fastText / fastText pré-entraîné (.bin, .vec).")
    ] = None,
    image_model: Annotated[
        Path | None, typer.Option(help="Another ResNet / un autre ResNet (.onnx).")
    ] = None,
) -> None:
    """Load a catalogue and publish its database / charger un catalogue, publier sa base."""
    one_thread_a_process()
    # After the limit on threads: the numeric libraries read it when they load.
    from etl import pipeline  # noqa: PLC0415

    start = time.perf_counter()
    if catalog is None:
        catalog = DEMO / "products.csv"
        if not catalog.is_file():
            _write_demo(DEMO)
        _log(message("log_demo", path=DEMO))
    request = Request(
        catalog=catalog,
        images=catalog.parent / "images" if images is None else images,
        mapping=mapping,
        database=database,
        force=force,
        reuse_models=reuse_models,
        rehearse=rehearse,
        text_model=text_model,
        image_model=image_model,
        jobs=jobs or Request.jobs,
    )
    outcome = pipeline.run(request, _progress)
    try:
        _print_scores(outcome.database)
    except OSError as error:  # it is published all the same
        _log(message("not_printed", detail=error.strerror or error))
    seconds = write_number(time.perf_counter() - start, 1)
    set_aside = message("log_set_aside", n=outcome.set_aside) if outcome.set_aside else ""
    _log(message("log_done", seconds=seconds, set_aside=set_aside).rstrip())
    _log(message("log_open", path=database))


@app.command()
def inspect(
    catalog: Annotated[Path, typer.Argument(help="Catalogue file / fichier catalogue.")],
    mapping: Annotated[
        Path | None, typer.Option(help="Mapping to try / correspondance à essayer (TOML).")
    ] = None,
    images: Annotated[
        Path | None, typer.Option(help="Photo folder / dossier des photos (images/).")
    ] = None,
    write_mapping: Annotated[
        Path | None, typer.Option(help="Write the proposal / écrire la proposition (TOML).")
    ] = None,
) -> None:
    """Say what a file contains and what would go wrong / dire ce que contient un fichier."""
    from etl.reading import inspection  # noqa: PLC0415 - DuckDB loads for a while

    for line in inspection.inspect(catalog, images, mapping):
        typer.echo(line)
    if write_mapping is not None:
        _write_mapping(write_mapping, inspection.propose_mapping(catalog))


def _write_mapping(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise InputError(message("mapping_exists", path=path)) from None
    except OSError as error:
        raise InputError(
            message("cannot_write", path=path, detail=error.strerror or error)
        ) from None
    _log(message("log_mapping_written", path=path))


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder to write / dossier à écrire.")],
    products: Annotated[int, typer.Option(min=30, help="Number of products / de produits.")] = 420,
    seed: Annotated[int, typer.Option(min=0, help="Another catalogue / un autre catalogue.")] = 0,
) -> None:
    """Write the demo catalogue / écrire le catalogue de démonstration."""
    _write_demo(out, products, seed)


@app.command()
def report(
    database: Annotated[
        Path, typer.Option(readable=False, help="Published database / base publiée.")
    ] = Request.database,
    json: Annotated[
        bool, typer.Option("--json", help="For a program / pour un programme.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write the verdict / écrire le verdict (HTML).")
    ] = None,
) -> None:
    """Show the scores of a database / montrer les scores d’une base."""
    # pandas and DuckDB load for a second
    from etl.publishing import report as verdict_report  # noqa: PLC0415
    from etl.publishing import store  # noqa: PLC0415

    if html is not None:
        verdict_report.write(database, html)
        _log(message("log_report", path=html))
    if json:
        print(store.as_json(store.read_scores(database)))  # typer's own takes any pipe for UTF-8
    elif html is None:
        _print_scores(database)


def main() -> int:
    """Run the command line.

    Returns
    -------
    int
        0 done; 2 bad usage or unusable input, said in one sentence; 1 anything else.
    """
    terminal.prepare()
    if is_json(os.environ):
        keep_to_json()
    journal.start(os.environ)
    status = 0
    try:
        with terminal.printing():
            status = int(app(standalone_mode=False) or 0)
    except TyperException as error:  # the command line itself is wrong
        if detail := error.format_message().rstrip("."):
            _refuse(message("bad_usage", detail=detail))
        return 2
    except InputError as error:
        _refuse(str(error))
        return 2
    except typer.Abort:
        return 1
    except Exception as error:  # noqa: BLE001 - said in a sentence, with exit status 1
        if isinstance(error, OSError) and error.errno in REFUSALS:
            _refuse(str(InputError(message("refused", detail=_of_system(error)))))
            return 2
        journal.failure(message("failed", detail=error), os.environ)
        return 1
    return status


def _of_system(error: OSError) -> str:
    """What the system says, and of which file."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)


def _write_demo(out: Path, products: int = 420, seed: int = 0) -> None:
    from demo import write_demo  # noqa: PLC0415 - draws with Pillow, needed here only

    try:
        write_demo(out, products=products, seed=seed)
    except OSError as error:
        raise InputError(
            message("cannot_write", path=out, detail=error.strerror or error)
        ) from None
    _log(message("log_demo_written", n=products, path=out))


def _progress(stage: str, items: Iterable[Item], total: int) -> Iterable[Item]:
    """Show a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console  # noqa: PLC0415 - on a terminal only
    from rich.progress import track  # noqa: PLC0415

    return track(items, description=f"{stage:10}", total=total, console=Console(stderr=True))


def _print_scores(database: Path) -> None:
    """The table of scores, for a person."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from etl.publishing import store  # noqa: PLC0415

    scores = store.read_scores(database, own_level_only=True)
    value = {(row["space"], row["k"], row["level"], row["metric"]): row["value"] for row in scores}
    none = message("no_interval")
    levels = store.read_levels(database)
    notes = [message("table_interval")] if scores else []
    if not levels:
        notes.append(message("no_level"))
    elif not scores and any(level.is_scored for level in levels):
        notes.append(message("no_score"))
    for reason, is_clustered in (("levels_of_one", True), ("levels_thin", False)):
        named = [
            str(level.level)
            for level in levels
            if level.is_clustered == is_clustered and not level.is_scored
        ]
        if named:
            notes.append(message(reason, levels=", ".join(named)))
    table = Table(title=message("table_title"), caption="\n".join(notes))
    for heading in ("table_space", "table_level"):
        table.add_column(message(heading), overflow="fold")
    for heading in (
        "k",
        "n",
        "ARI",
        "95 %",
        message("table_seeds"),
        message("table_ceiling"),
        "AMI",
        "V",
    ):
        table.add_column(heading, justify="right", overflow="fold")
    for row in scores:
        if row["metric"] != "ari":
            continue
        key = (row["space"], row["k"], row["level"])
        mean, sd = value.get((*key, "ari_seed_mean")), value.get((*key, "ari_seed_sd"))
        ceiling = value.get((*key, "ari_vote"))
        table.add_row(
            str(row["space"]),
            str(row["level"]),
            str(row["k"]),
            str(row["n"]),
            f"{row['value']:.3f}",
            none
            if row["ci_low"] is None or row["ci_high"] is None
            else f"{row['ci_low']:.3f} – {row['ci_high']:.3f}",
            "" if mean is None or sd is None else f"{mean:.3f} ± {sd:.3f}",
            "" if ceiling is None else f"{ceiling:.3f}",
            f"{value[(*key, 'ami')]:.3f}",
            f"{value[(*key, 'v_measure')]:.3f}",
        )
    tables = [table, *_rehearsal_table(store.read_rehearsal(database))]
    width = None if sys.stdout.isatty() else 120
    with terminal.printing():
        Console(width=width).print(*tables)


def _rehearsal_table(promises: Sequence[Mapping[str, object]]) -> Iterator["Table"]:
    """The table of promises, where they were tried."""
    from rich.table import Table  # noqa: PLC0415

    if not promises:
        return
    table = Table(title=message("rehearsal_title"), caption=message("rehearsal_caption"))
    for heading in ("table_space", "table_level", "rehearsal_measure"):
        table.add_column(message(heading), overflow="fold")
    for heading in ("rehearsal_promised", "rehearsal_found", "rehearsal_kept", "n"):
        table.add_column(message(heading) if heading != "n" else "n", justify="right")
    for row in promises:
        share = {name: f"{row[name]:.3f}" for name in row if isinstance(row[name], float)}
        table.add_row(
            str(row["space"]),
            str(row["level"]),
            message(PROMISES[str(row["measure"])]),
            f"{share['promised']} (≥ {share['promised_low']})",
            f"{share['found']} [{share['found_low']} – {share['found_high']}]",
            f"{row['kept']} / {row['repeats']}",
            str(row["n"]),
        )
    yield table


def _refuse(line: str) -> None:
    logging.getLogger("etl").error(line)


def _log(line: str) -> None:
    logging.getLogger("etl").info(line)


if __name__ == "__main__":
    sys.exit(main())

"""The command line: what a person or a scheduler gets back from it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as cli
from etl import messages, pipeline
from etl.pipeline import provenance
from etl.publishing import report as verdict_report
from etl.publishing.store import read_scores
from etl.spaces import SPACES
from localisation import Texts
from tests.conftest import RunEtl
from tests.localisation.pseudo_language import LANGUAGE, pseudo_texts, words_of
from tests.storage.locked_file import held_open
from verdict.words import number, say

Main = Callable[..., tuple[int, list[str]]]
STUDIED = {space.name for space in SPACES if space.is_studied}


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Main:
    """The command in this process: its exit status and the lines that it says."""

    def run(*arguments: object) -> tuple[int, list[str]]:
        caplog.clear()
        monkeypatch.setattr("sys.argv", ["etl", *map(str, arguments)])
        with caplog.at_level("INFO", logger="etl"):
            status = cli.main()
        return status, [record.getMessage() for record in caplog.records]

    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return run


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """The smallest catalogue that the default mapping can read."""
    path = tmp_path / "shop" / "products.csv"
    (path.parent / "images").mkdir(parents=True)
    columns = "uniq_id,product_name,product_category_tree,discounted_price,image,description,brand"
    path.write_text(f"{columns}\n1,Blue cup,,,,,\n2,Red shirt,,,,,\n", encoding="utf-8")
    return path


@pytest.fixture
def published(demo_database: Path, tmp_path: Path) -> Path:
    """A published database, to be found untouched."""
    link = tmp_path / "catalog.duckdb"
    shutil.copy(demo_database, tmp_path / demo_database.readlink())
    link.symlink_to(demo_database.readlink())
    return link


def state(link: Path) -> tuple[set[str], Path, bytes]:
    names = {path.name for path in link.parent.glob("*.duckdb*") if path.suffix != ".lock"}
    return names, link.readlink(), link.read_bytes()


@pytest.mark.parametrize("option", [("--jobs", "0"), ("--jobs", "many"), ("--colour", "red")])
def test_what_cannot_be_used_is_one_sentence_and_status_2(
    main: Main,
    published: Path,
    catalogue: Path,
    capfd: pytest.CaptureFixture[str],
    option: tuple[str, str],
) -> None:
    """Of what is given as options; files that cannot be used are in bad_inputs/."""
    before, original = state(published), catalogue.read_bytes()
    status, lines = main("run", "--catalog", catalogue, "--database", published, *option)
    assert status == 2
    assert option[0] in lines[-1]
    assert "\n" not in lines[-1]
    assert "Traceback" not in "".join(capfd.readouterr())
    assert state(published) == before
    assert catalogue.read_bytes() == original


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--catalog", "none.csv"),
        ("run", "--nope"),
        ("run", "--jobs", "0"),
        ("report", "--database", "none.duckdb"),
        ("demo",),
        ("demo", "--out", "somewhere", "--products", "3"),
        ("explore",),
    ],
)
def test_the_process_itself_ends_so(run_etl: RunEtl, arguments: tuple[str, ...]) -> None:
    done = run_etl(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_what_is_refused_is_an_error_for_a_program(run_etl: RunEtl) -> None:
    [line] = run_etl("report", "--database", "none.duckdb", LOG_FORMAT="json").stderr.splitlines()
    assert json.loads(line)["level"] == "error"


def test_the_sentence_is_french_for_the_french(run_etl: RunEtl) -> None:
    done = run_etl("report", "--database", "none.duckdb", LC_ALL="fr_FR.UTF-8")
    assert done.stderr.startswith("Base introuvable\u00a0: none.duckdb.")


def test_the_unexpected_is_status_1_and_says_where(
    main: Main,
    catalogue: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(pipeline, "run", fail)
    database = tmp_path / "new" / "catalog.duckdb"
    status, lines = main("run", "--catalog", catalogue, "--database", database)
    assert status == 1
    assert lines == ["Unexpected failure: a fault of ours"]
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_help_is_not_a_failure(main: Main, capfd: pytest.CaptureFixture[str]) -> None:
    assert main("run", "--help") == (0, [])
    shown = capfd.readouterr().out
    for option in ("catalog", "images", "mapping", "database", "jobs", "force", "text-model"):
        assert f"--{option}" in shown


def test_a_run_in_a_pipe_logs_a_line_a_stage_and_no_bar(demo_database: Path) -> None:
    log = (demo_database.parent / "log.txt").read_text(encoding="utf-8")
    stages = [line.split(":")[0] for line in log.splitlines()]
    order = ("extract", "text", "image", "fuse", "neighbours", "project", "cluster", "evaluate")
    assert [stage for stage in stages if stage in order] == list(order)
    assert "set aside" in log
    assert f"CATALOG_DATABASE={demo_database}" in log.splitlines()[-1]
    assert not {"\r", "\x1b", "━", "%"} & set(log)


def test_the_report_for_a_program_has_these_keys(
    main: Main, demo_database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main("report", "--database", demo_database, "--json")[0] == 0
    rows = json.loads(capfd.readouterr().out)
    keys = {"space", "level", "k", "n", "metric", "value", "ci_low", "ci_high"}
    assert all(set(row) == keys for row in rows)
    of_own = {(row["space"], row["level"]) for row in rows if row["metric"] == "ari"}
    assert {("text", 1), ("image", 1), ("fused", 1), ("fused", 2)} <= of_own
    assert all(row["level"] is None for row in rows if row["metric"] == "silhouette")


def test_the_report_for_a_person_shows_each_space_and_level(
    main: Main, demo_database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main("report", "--database", demo_database)[0] == 0
    shown = capfd.readouterr().out
    for space in ("text", "image", "fused", "text_tfidf", "image_histogram"):
        assert sum(space in line.split() for line in shown.splitlines()) == 2


def test_the_table_of_scores_is_in_a_third_language(
    main: Main, demo_database: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    english = Path(messages.__file__).with_name("texts") / "en.toml"
    (tmp_path / f"{LANGUAGE}.toml").write_text(pseudo_texts(english), encoding="utf-8")
    monkeypatch.setattr(messages, "TEXTS", Texts(tmp_path, default=LANGUAGE))
    assert main("report", "--database", demo_database)[0] == 0
    shown = capfd.readouterr().out
    assert shown.count("⟦") > 3
    spaces = words_of(["text image fused text_tfidf image_histogram"])
    assert words_of([shown]) - spaces == {"ARI", "AMI"}


def test_the_demo_is_written_and_said(main: Main, tmp_path: Path) -> None:
    status, lines = main("demo", "--out", tmp_path / "demo", "--products", 30)
    assert (status, len(lines)) == (0, 1)
    names = sorted(path.name for path in (tmp_path / "demo").iterdir())
    assert names == ["images", "products.csv", "truth.csv"]
    (tmp_path / "file").touch()
    assert main("demo", "--out", tmp_path / "file")[0] == 2


@pytest.mark.parametrize(("locale", "title"), [("C.UTF-8", "en"), ("fr_FR.UTF-8", "fr")])
def test_the_verdict_is_one_file_in_the_language_of_the_person(
    main: Main, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    locale: str, title: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("LC_ALL", locale)
    file = tmp_path / "verdict.html"
    file.write_text("the one before", encoding="utf-8")
    status, lines = main("report", "--database", published, "--html", file)
    assert status == 0
    assert str(file) in lines[-1]
    page = file.read_text(encoding="utf-8")
    assert f'<html lang="{title}">' in page
    assert say("report.title", title) in page
    assert not list(tmp_path.glob(".verdict*"))
    for row in read_scores(published, own_level_only=True):
        if row["metric"] == "ari" and row["space"] in STUDIED:
            assert number(float(str(row["value"])), title, 2) in page


def test_json_keeps_its_contract_beside_the_file(
    main: Main, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main("report", "--database", published, "--json")
    alone = capsys.readouterr().out
    assert main("report", "--database", published, "--json", "--html", tmp_path / "v.html")[0] == 0
    assert capsys.readouterr().out == alone
    keys = {"space", "level", "k", "n", "metric", "value", "ci_low", "ci_high"}
    assert {frozenset(row) for row in json.loads(alone)} == {frozenset(keys)}


def test_a_verdict_that_cannot_be_written_is_one_sentence_and_status_2(
    main: Main, published: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "taken.html"
    folder.mkdir()
    for file in (tmp_path / "none" / "verdict.html", folder):
        status, lines = main("report", "--database", published, "--html", file)
        assert status == 2
        assert str(file) in lines[-1]
        assert "Traceback" not in "".join(capfd.readouterr())
    assert main("report", "--database", tmp_path / "none", "--html", tmp_path / "v.html")[0] == 2
    assert not list(tmp_path.glob("*.html")) or list(tmp_path.glob("*.html")) == [folder]
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("language", "sentence"), [("C.UTF-8", "is locked"), ("fr_FR", "est verrouillé")]
)
def test_a_database_that_another_program_holds_is_called_locked(
    main: Main, published: Path, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    with held_open(published) as holder:
        status, [line] = main("report", "--database", published)
        assert not provenance.holds(published, "another")
    assert status == 2
    assert sentence in line
    assert f"(PID {holder})" in line
    assert "-readonly" in line
    assert main("report", "--database", published, "--json")[0] == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is not a database"), (b"PK" * 99, "is not a database"), (None, "is damaged")],
)
def test_a_database_that_is_none_is_called_so(
    main: Main, published: Path, content: bytes | None, sentence: str
) -> None:
    file = published.parent / "other.duckdb"
    file.write_bytes(published.read_bytes()[:9_000] if content is None else content)
    status, [line] = main("report", "--database", file)
    assert (status, sentence in line) == (2, True), line


def test_a_database_without_one_of_its_tables_is_called_incomplete(
    main: Main, published: Path
) -> None:
    file = changed(published, "DROP TABLE spaces")
    status, [line] = main("report", "--database", file)
    assert (status, "incomplete" in line) == (2, True), line


def test_levels_too_thin_are_not_blamed_on_texts_and_photos(
    main: Main, published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = changed(
        published,
        "UPDATE levels SET is_clustered = false; UPDATE clusterings SET is_default = false",
    )
    assert main("report", "--database", file)[0] == 0
    shown = capfd.readouterr().out
    assert "Not scored" in shown
    assert "nothing to score" not in shown


def changed(published: Path, statements: str) -> Path:
    file = published.parent / "other.duckdb"
    file.write_bytes(published.read_bytes())
    with duckdb.connect(str(file)) as connection:
        connection.execute(statements)
    return file


def test_the_verdict_scores_as_the_pipeline_did(published: Path) -> None:
    scores = {
        (row["space"], row["level"]): row
        for row in read_scores(published, own_level_only=True)
        if row["metric"] == "ari" and row["space"] in STUDIED
    }
    judged = verdict_report.gather(published).verdicts
    assert len(judged) == len(scores) > 0
    for verdict in judged:
        row, scored = scores[verdict.evidence.space, verdict.evidence.level], verdict.evidence
        assert scored.agreement is not None
        assert scored.agreement.value == pytest.approx(row["value"])
        assert scored.n == row["n"]
        if row["ci_low"] is not None:
            assert scored.agreement.interval == pytest.approx((row["ci_low"], row["ci_high"]))

"""The rules of the house: what the docs, the commands and the lock files promise each other."""

import ast
import doctest
import importlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.fr.md")
LOCKS = ("requirements.txt", "requirements-etl.txt", "requirements-dev.txt")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PIPELINE: list[str] = PYPROJECT["project"]["dependencies"]
SHARED: list[str] = PYPROJECT["dependency-groups"]["shared"]
WEB = [*SHARED, *(line for line in PYPROJECT["dependency-groups"]["web"] if isinstance(line, str))]
DEVELOPMENT: list[str] = PYPROJECT["dependency-groups"]["dev"]
PACKAGES: list[str] = PYPROJECT["tool"]["importlinter"]["root_packages"]
LARGEST_FILE = 700 * 1024


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tracked(*patterns: str) -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in listing.stdout.split("\0") if name]


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def code(markdown: str) -> str:
    """Give what stands between backticks or fences, with comments left out."""
    blocks = re.findall(r"```.*?```|`[^`\n]+`", markdown, flags=re.DOTALL)
    return re.sub(r"(?m)\s+# .*$", "", "\n".join(blocks))


# -- the docs -------------------------------------------------------------------------


def stages() -> list[tuple[str, str, str]]:
    """Read STAGES without importing the pipeline and its libraries."""
    for node in ast.parse(read("etl/pipeline/__init__.py")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "STAGES":
            return list(ast.literal_eval(node.value))
    raise AssertionError("etl/pipeline/__init__.py has no STAGES")


def test_the_readme_shows_the_stages_of_the_pipeline() -> None:
    rows = "\n".join(f"| {stage} | {reads} | {writes} |" for stage, reads, writes in stages())
    assert rows in read("README.md")


@pytest.mark.parametrize("readme", READMES)
def test_the_stages_are_modules_in_the_order_of_the_readme(readme: str) -> None:
    table = read(readme).split("| --- | --- | --- |\n")[2].split("\n\n")[0]
    names = [row.split(" | ")[0].removeprefix("| ") for row in table.splitlines()]
    assert names == [stage for stage, _, _ in stages()]
    assert names.pop(0) == "extract"  # a folder: etl/reading
    assert all(any((ROOT / "etl").glob(f"*/{name}.py")) for name in names)


def test_both_readmes_have_the_same_parts_and_commands() -> None:
    english, french = map(read, READMES)
    assert re.findall(r"(?m)^#+", english) == re.findall(r"(?m)^#+", french)
    # The stages' row texts are prose; everything between backticks is the same in both.
    assert code(english) == code(french)


@pytest.mark.parametrize("doc", [*READMES, "CONTRIBUTING.md", "data/README.md", ".ci/run"])
def test_the_commands_of_the_docs_exist(doc: str) -> None:
    text = read(doc) if doc == ".ci/run" else code(read(doc))
    targets = set(re.findall(r"(?m)^([a-z]+):", read("Makefile")))
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= targets


def test_make_alone_lists_every_command() -> None:
    alone = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    listing = subprocess.run(
        ["make"], cwd=ROOT, env=alone, check=True, capture_output=True, text=True
    )
    listed = listing.stdout
    phony = re.search(r"(?m)^\.PHONY: (.*)$", read("Makefile"))
    assert phony
    # chromium is a step of `make test`, not a command.
    assert re.findall(r"(?m)^make (\w+) ", listed) == [
        name for name in phony.group(1).split() if name != "chromium"
    ]
    assert all(" / " in line for line in listed.splitlines())  # English / French


@pytest.mark.parametrize("doc", tracked("*.md"))
def test_links_between_files_lead_somewhere(doc: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", read(doc)):
        assert ((ROOT / doc).parent / target).exists(), target


STATUS = re.compile(
    r"\d{4}-\d{2}-\d{2}\. (Accepted|Superseded by \[ADR \d+\]\(\d{4}-[a-z0-9-]+\.md\))\."
)
"""The day of a decision record, and whether it still holds."""


def test_decisions_are_numbered_in_order_with_a_date_and_a_status() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "adr").glob("*.md"))
    assert [name[:5] for name in names] == [f"{n + 1:04d}-" for n in range(len(names))]
    for number, name in enumerate(names, start=1):
        record = read(f"docs/adr/{name}")
        title, _, status = record.splitlines()[:3]
        assert title.startswith(f"# {number}. ")
        assert STATUS.match(status), (name, status)
        assert re.findall(r"(?m)^## (.*)$", record) == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if ">>> " in path.read_text(encoding="utf-8")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_examples_in_docstrings_run(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    failed, attempted = doctest.testmod(importlib.import_module(name))
    assert attempted > 0
    assert failed == 0


def test_no_tracked_file_is_large() -> None:
    sizes = {name: (ROOT / name).lstat().st_size for name in tracked() if (ROOT / name).exists()}
    assert {name: size for name, size in sizes.items() if size > LARGEST_FILE} == {}


# -- the dependencies -----------------------------------------------------------------


def locked(name: str) -> dict[str, str]:
    pins = re.findall(r"(?m)^([a-z0-9-]+)==([^ ]+)", read(name))
    return dict(pins)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_place_and_hashes_everything(lock: str) -> None:
    lines = [line for line in read(lock).splitlines() if not line.startswith("#")]
    assert not [line for line in lines if "/" in line or "@" in line or line.startswith("-")]
    pins = re.split(r"(?m)^(?=\S)", "\n".join(lines))[1:]
    assert len(pins) == len(locked(lock))
    assert all("--hash=sha256:" in pin for pin in pins)


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("requirements.txt", WEB),
        ("requirements-etl.txt", PIPELINE),
        ("requirements-dev.txt", [*WEB, *PIPELINE, *DEVELOPMENT]),
    ],
)
def test_a_lock_file_holds_what_the_project_asks_for(lock: str, requirements: list[str]) -> None:
    """If this fails: `make lock`."""
    pins = locked(lock)
    for requirement in map(Requirement, requirements):
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier
    everything = locked("requirements-dev.txt")
    assert {name: everything[name] for name in pins} == pins


def test_what_both_sides_need_is_the_same_for_both() -> None:
    assert set(SHARED) <= set(PIPELINE)


def test_the_changelog_begins_with_the_version() -> None:
    version = re.search(r'(?m)^__version__ = "(.*)"$', read("etl/__init__.py"))
    entry = re.search(r"(?m)^## (\S+)", read("CHANGELOG.md"))
    assert version
    assert entry
    assert version.group(1) == entry.group(1)


def test_the_web_process_installs_no_library_of_the_pipeline() -> None:
    needed = set(locked("requirements.txt"))
    pipeline = {canonicalize_name(Requirement(line).name) for line in set(PIPELINE) - set(SHARED)}
    pipeline -= {"charset-normalizer"}  # comes with requests, and is not imported there
    assert not needed & (pipeline | {"numba", "llvmlite", "torch", "tqdm"})


@pytest.mark.parametrize(
    ("package", "requirements"),
    [
        ("agreement", SHARED),
        ("journal", SHARED),
        ("localisation", SHARED),
        ("storage", SHARED),
        ("verdict", SHARED),
        ("dashboard", WEB),
        ("etl", PIPELINE),
    ],
)
def test_what_is_imported_is_asked_for(package: str, requirements: list[str]) -> None:
    required = {canonicalize_name(Requirement(line).name) for line in requirements}
    providers = packages_distributions()
    for path in modules():
        if path.relative_to(ROOT).parts[0] != package:
            continue
        for imported in imports(path) - set(sys.stdlib_module_names) - set(PACKAGES):
            distributions = {canonicalize_name(name) for name in providers[imported]}
            assert distributions & required, f"{path.name} imports {imported}"


def test_the_dashboard_writes_csv_in_one_place() -> None:
    """Where cells that a spreadsheet would run as formulas are made harmless."""
    writers = [path for path in modules() if path.is_relative_to(ROOT / "dashboard")]
    assert [path.name for path in writers if "csv" in imports(path)] == ["spreadsheet.py"]


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


# -- setting up -----------------------------------------------------------------------


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of commands with next to nothing in it, to be the whole PATH."""
    commands = tmp_path / "bin"
    commands.mkdir()
    for name in ("sh", "cksum", "tr", "rm", "make", "touch", "chmod", "env", "tail", "mkdir"):
        where = shutil.which(name)
        assert where
        (commands / name).symlink_to(where)
    return commands


def command(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run_bare(bare: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments,
        cwd=bare.parent,
        env={"PATH": str(bare), "CALLS": str(bare.parent / "calls")},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def checkout(bare: Path) -> Path:
    for name in ("Makefile", "requirements-dev.txt"):
        shutil.copy(ROOT / name, bare.parent)
    return bare.parent


FAKE_PYTHON = """case "$1" in
-c) exit {too_old} ;;
-m) exit {no_venv} ;;
esac"""


@pytest.mark.parametrize(
    ("too_old", "no_venv", "sentence"), [(1, 0, "Python 3.11"), (0, 1, "python3-venv")]
)
def test_install_says_in_one_line_what_is_missing(
    bare: Path, checkout: Path, too_old: int, no_venv: int, sentence: str
) -> None:
    command(bare, "python3", FAKE_PYTHON.format(too_old=too_old, no_venv=no_venv))
    done = run_bare(bare, "make", "install")
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make:")]
    assert done.returncode != 0
    assert len(lines) == 1
    assert sentence in lines[0]
    assert not (checkout / ".venv").exists()


def test_install_takes_the_first_python_that_is_new_enough_and_installs_once(
    bare: Path, checkout: Path
) -> None:
    command(bare, "python3", "exit 1")
    command(bare, "python3.13", "exit 127")  # a shim without its Python
    command(
        bare,
        "python3.12",
        """if [ "$1" = -m ]; then
    echo made >> "$CALLS"; mkdir -p .venv/bin .venv/lib/python3.12/site-packages
    printf '#!/bin/sh\\necho "$@" >> "$CALLS"\\n' > .venv/bin/pip; chmod +x .venv/bin/pip
fi""",
    )
    for _ in range(2):
        assert run_bare(bare, "make", "install").returncode == 0
    calls = (checkout / "calls").read_text().splitlines()
    assert len(calls) == 2
    assert calls[0] == "made"
    assert calls[1].endswith("--require-hashes -r requirements-dev.txt")
    (on_path,) = checkout.glob(".venv/lib/*/site-packages/checkout.pth")
    assert on_path.read_text() == f"{checkout}\n"
    with (checkout / "requirements-dev.txt").open("a") as lock:
        lock.write("# changed\n")
    run_bare(bare, "make", "install")
    assert len((checkout / "calls").read_text().splitlines()) == 3


def install_chromium(bare: Path) -> subprocess.CompletedProcess[str]:
    return run_bare(bare, "sh", str(ROOT / "bin" / "install-chromium"))


def test_chromium_is_left_alone_where_it_is(bare: Path) -> None:
    command(bare, "chromium", "")
    done = install_chromium(bare)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(("user", "through_sudo"), [(0, False), (1000, True)])
def test_chromium_is_installed_with_sudo_where_needed(
    bare: Path, user: int, through_sudo: bool
) -> None:
    command(bare, "id", f"echo {user}")
    command(bare, "sudo", 'echo "sudo $1" >> "$CALLS"; exec "$@"')
    command(
        bare,
        "apt-get",
        f"""echo "$@" >> "$CALLS"
if [ "$1" = install ]; then touch {bare}/chromium; chmod +x {bare}/chromium; fi""",
    )
    done = install_chromium(bare)
    assert (done.returncode, done.stderr) == (0, "")
    calls = (bare.parent / "calls").read_text()
    assert "install" in calls
    assert "chromium" in calls
    assert ("sudo" in calls) is through_sudo


@pytest.mark.parametrize(
    ("apt", "reason"),
    [
        (None, "no apt-get"),
        ("echo W: slow >&2; echo E: no network >&2; exit 100", "E: no network"),
        ("echo nothing to do", "nothing to do"),
    ],
)
def test_chromium_that_cannot_be_installed_is_one_line(
    bare: Path, apt: str | None, reason: str
) -> None:
    command(bare, "id", "echo 0")
    if apt is not None:
        command(bare, "apt-get", apt)
    done = install_chromium(bare)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("Chromium is missing")
    assert done.stderr.endswith(f": {reason}\n")


# -- deploying ------------------------------------------------------------------------


def web_command() -> str:
    (line,) = read("Procfile").splitlines()
    kind, _, web = line.partition(": ")
    assert kind == "web"
    return web


def test_the_procfile_is_one_plain_command() -> None:
    web = web_command()
    assert not re.search(r"[;&|<>]", web)
    assert "=" not in web.split()[0]
    assert "--bind 0.0.0.0:$PORT" in web


def test_the_image_and_the_procfile_run_the_same_command() -> None:
    commands = re.findall(r"(?m)^CMD (.*)$", read("Dockerfile"))
    assert commands == [f"exec {web_command()}"]


def test_the_image_installs_the_web_process_only_and_copies_what_exists() -> None:
    first, second = re.split(r"(?m)^FROM ", read("Dockerfile"))[1:]
    assert "requirements-etl.txt" in first
    assert "requirements-etl.txt" not in second
    assert not re.search(r"(?m)^COPY etl", second)
    copied = re.findall(r"(?m)^COPY (?!--from)(\S+)", first + second)
    let_through = re.findall(r"(?m)^!(\S+)$", read(".dockerignore"))
    for name in copied:
        assert (ROOT / name).exists()
        assert any(f"{path}/".startswith(f"{name}/") for path in let_through)

"""A run that is killed leaves the published database whole, and the next one goes on from there."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from etl.publishing.publication import check_target, only_writer, scratch
from tests.conftest import ROOT


def killed(folder: Path, moments: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.etl.killed", folder, str(moments), "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_kill_at_any_moment(tmp_path: Path) -> None:
    assert "killed" in killed(tmp_path, 4)


@pytest.mark.soak
def test_kill_at_fifty_moments(tmp_path: Path) -> None:
    output = killed(tmp_path, 50)
    print(output)
    assert output.count("killed") > 25


def until(done: Callable[[], bool]) -> None:
    """Wait for a state that must come soon."""
    limit = time.monotonic() + 60
    while not done():
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_the_workers_of_a_killed_run_end_with_it() -> None:
    code = (
        "import time\nfrom etl.runtime.workers import ProcessPool\n"
        "with ProcessPool(2) as workers:\n"
        "    print(*next(workers.map(divmod, [9], [5])), flush=True)\n"
        "    time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "1 4\n"
        children = psutil.Process(run.pid).children(recursive=True)
        assert children
        run.send_signal(signal.SIGKILL)
    until(lambda: not any(child.is_running() and child.status() != "zombie" for child in children))


def test_only_files_of_killed_runs_are_removed(tmp_path: Path) -> None:
    publication = check_target(tmp_path / "catalog.duckdb")
    name = f".{publication.new_file('ab').name}.building"
    orphans = [name, f"{name}.wal", ".catalog.duckdb.new", ".catalog.work/etl/cut.onnx"]
    others = [name.replace("catalog", "catalog-2"), ".catalog.cache", "catalog.csv", ".other.work"]
    for orphan in [*orphans, *others]:
        (tmp_path / orphan).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / orphan).touch()
    with only_writer(publication), scratch(publication) as folder:
        assert list(folder.iterdir()) == []
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*others, ".catalog.duckdb.lock"}


def test_a_second_run_says_so_and_ends_with_status_2(tmp_path: Path) -> None:
    """Through processes: the first is stopped while it holds the right to publish."""
    link = tmp_path / "catalog.duckdb"
    code = (
        "import sys; from pathlib import Path\n"
        "from etl.publishing.publication import check_target, only_writer\n"
        "with only_writer(check_target(Path(sys.argv[1]))):\n"
        "    print('holds', flush=True); sys.stdin.read()"
    )
    catalog = tmp_path / "products.csv"
    catalog.write_text("uniq_id,product_name,product_category_tree\n", encoding="utf-8")
    second = [
        sys.executable,
        "-m",
        "etl",
        "run",
        "--catalog",
        str(catalog),
        "--database",
        str(link),
    ]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(link)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "holds\n"
        done = subprocess.run(
            second, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.startswith("Another run is writing")
        assert len(done.stderr.splitlines()) == 1
        first.kill()
    # The right goes with the process: the next run gets as far as the catalogue.
    done = subprocess.run(
        second, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "Another run" not in done.stderr

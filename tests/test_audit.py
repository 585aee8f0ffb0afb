"""`make audit` never passes for a step that was not done, but where that is asked for."""

import json
import runpy
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "bin/advisories.py"
SKIPPED = {"name": "numpy", "skip_reason": "Dependency not found on PyPI"}
CLEAN = {"name": "dash", "version": "4.4.1", "vulns": []}
FAULTY = {
    "name": "flask",
    "version": "0.1",
    "vulns": [{"id": "PYSEC-1", "description": "an open door"}],
}
Audit = Callable[..., tuple[int, str]]


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Audit:
    """The step with what pip-audit answers: dependencies, or none and words of its own."""

    def run(
        *packages: dict[str, object], words: str = "", offline: bool = False
    ) -> tuple[int, str]:
        written = json.dumps({"dependencies": packages}) if packages else ""
        answer = subprocess.CompletedProcess("", 1 if words else 0, stdout=written, stderr=words)
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: answer)
        monkeypatch.setenv("OFFLINE", "1" if offline else "")
        status = runpy.run_path(str(SCRIPT))["main"]()
        return status, "".join(capsys.readouterr())

    return run


def test_advisories_that_cannot_be_reached_are_a_failure_that_says_so(audit: Audit) -> None:
    for status, output in (
        audit(SKIPPED, SKIPPED),  # a mirror that knows no advisory
        audit(words="Traceback\nConnectionError: no route to pypi.org"),
    ):
        assert status == 1
        assert "NOT looked for, the advisories cannot be reached" in output
        assert "NON recherchées" in output
    assert "no route to pypi.org" in output


def test_offline_says_that_it_was_not_done_and_passes(audit: Audit) -> None:
    status, output = audit(FAULTY, offline=True)
    assert status == 0
    assert "NOT looked for, OFFLINE=1" in output


def test_a_known_fault_and_a_package_that_nobody_knows_are_failures(audit: Audit) -> None:
    status, output = audit(CLEAN, FAULTY)
    assert (status, output) == (1, "flask 0.1: PYSEC-1 an open door\n")
    status, output = audit(CLEAN, SKIPPED)
    assert status == 1
    assert "numpy" in output


def test_packages_without_a_known_fault_pass(audit: Audit) -> None:
    status, output = audit(CLEAN)
    assert status == 0
    assert "1 packages, no known fault" in output

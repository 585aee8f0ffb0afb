"""Ask PyPI's advisories for known faults of what is installed: `make audit`.

Where they cannot be asked, that is said and is a failure; `OFFLINE=1` says that this is known.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ASK = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")
LOCK = "requirements-dev.txt"
NOT_DONE = "Known faults: NOT looked for, {why} / failles connues : NON recherchées, {pourquoi}"


def main() -> int:
    """Return 0 where no fault is known, or where nobody expects to know; 1 else."""
    if os.environ.get("OFFLINE") == "1":
        return _not_done("OFFLINE=1", "OFFLINE=1", status=0)
    command = [str(Path(sys.executable).with_name("pip-audit")), *ASK, "--requirement", LOCK]
    audit = subprocess.run(command, check=False, capture_output=True, text=True)
    packages = _dependencies(audit.stdout)
    known = [package for package in packages if "vulns" in package]
    if not known:
        # A mirror answers for no package, a machine without a network for no address.
        if audit.returncode:
            print(audit.stderr.strip().rpartition("\n")[-1], file=sys.stderr)
        return _not_done(
            "the advisories cannot be reached (OFFLINE=1 accepts that).",
            "les avis sont hors d’atteinte (OFFLINE=1 l’accepte).",
            status=1,
        )
    faults = [
        f"{package['name']} {package.get('version', '')}: {told}"
        for package in packages
        for told in (
            [f"{fault['id']} {fault['description']}" for fault in package["vulns"]]
            if "vulns" in package
            else [package["skip_reason"]]
        )
    ]
    print("\n".join(faults) or f"{len(known)} packages, no known fault / aucune faille connue")
    return 1 if faults else 0


def _dependencies(written: str) -> list[dict[str, Any]]:
    try:
        return list(json.loads(written)["dependencies"])
    except (ValueError, KeyError):
        return []


def _not_done(why: str, pourquoi: str, status: int) -> int:
    print(NOT_DONE.format(why=why, pourquoi=pourquoi), file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())

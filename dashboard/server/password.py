"""Hash of a password: `python -m dashboard.server.password` prints one.

The password is never an argument: those are seen by every process of a machine.
"""

import getpass
import os
import sys

from werkzeug.security import generate_password_hash

from dashboard.i18n import language_of, text

LEAST = 12
"""Characters of a password."""
METHOD = "scrypt:32768:8:1"
"""32 MB and about 0.1 s for each try."""


def main(arguments: list[str]) -> int:
    """Ask for a password and print its hash; 0 where that was done, 2 where it was not."""
    lang = language_of(os.environ)
    problem = None
    password = ""
    if arguments:
        problem = text("password.arguments", lang)
    elif sys.stdin.isatty():
        password = getpass.getpass(text("password.first", lang))
        if getpass.getpass(text("password.again", lang)) != password:
            problem = text("password.differ", lang)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if problem is None and len(password) < LEAST:
        problem = text("password.short", lang, n=LEAST)
    if problem is not None:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(f"{generate_password_hash(password, METHOD)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

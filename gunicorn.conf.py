"""How the dashboard is served; gunicorn reads this file from the current folder.

The Procfile, the Dockerfile and `make serve` give the address and nothing else.
"""

import logging
import os
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # the command has it later only

from journal import is_json, keep_to_json

if is_json(os.environ):
    keep_to_json()

MEMORY = "/dev/shm"  # noqa: S108  # nosec B108


def temporary_folder() -> str:
    """Return where workers show that they live: in memory, or where other temporary files are.

    On a machine whose disks may not be written, all temporary files go into memory.
    """
    try:
        usual = tempfile.gettempdir()
    except FileNotFoundError:
        usual = None
    try:
        with tempfile.TemporaryFile(dir=MEMORY):
            tempfile.tempdir = usual or MEMORY
            return MEMORY
    except OSError:
        if usual is None:
            # What needs no sentence loads nothing.
            from dashboard.i18n import language_of, text  # noqa: PLC0415

            sys.exit(text("settings.temporary", language_of(os.environ)))
        return usual


worker_tmp_dir = temporary_folder()
worker_class = "gthread"
# WEB_CONCURRENCY is what a PaaS sets from the memory of its machine.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True  # libraries are loaded once and shared; the database is opened in the workers
timeout = 60
graceful_timeout = 25  # a PaaS kills 30 seconds after its first signal
keepalive = 5
accesslog = None  # the router in front of the application writes one
# FORWARDED_PROXIES alone decides whom to believe, and of what.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
limit_request_line = 4094  # the longest address of ours asks for 200 rows: about 1,500
limit_request_fields = 64
limit_request_field_size = 8190  # a header of a proxy that signs people in is long
control_socket_disable = True  # one file in the home folder, fought over by two servers


WARM = "warm"
"""Name of the thread that reads the database before the first request."""


def on_starting(_server: Any) -> None:
    """Fetch the database where an address is given, before any worker is there to open it."""
    from dashboard.app import SETTINGS  # noqa: PLC0415
    from dashboard.core.database import published_path  # noqa: PLC0415 - loaded with the application
    from dashboard.i18n import language_of  # noqa: PLC0415
    from dashboard.server.fetch import FetchError, fetch  # noqa: PLC0415

    if not SETTINGS.catalog_url:
        return
    try:
        fetch(SETTINGS, published_path(), language_of(os.environ))
    except FetchError as error:
        sys.exit(str(error))


def post_worker_init(_worker: Any) -> None:
    """Read the database while nobody waits for it: it is opened after the fork, never before."""
    from dashboard.callbacks.first_render import warm  # noqa: PLC0415 - loaded with the application

    threading.Thread(target=warm, name=WARM, daemon=True).start()


def worker_exit(_server: Any, _worker: Any) -> None:
    """End at once where the database is still being read for the first time.

    Nobody waits for that any more, and the interpreter, which ends under it, would have DuckDB
    complain line by line of what is left.
    """
    if any(thread.name == WARM for thread in threading.enumerate()):
        logging.shutdown()
        os._exit(0)

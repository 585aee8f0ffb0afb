"""Engine: processes of this machine, with the same bits whatever their number.

Every process computes on one thread: sums over threads depend on who comes
first, and t-SNE, UMAP and k-means amplify the last bit.
"""

import contextlib
import multiprocessing
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import forkserver
from types import TracebackType
from typing import Self, TypeVar

from etl.config import InputError
from etl.messages import message

Result = TypeVar("Result")

THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMBA_NUM_THREADS",
)

COMPILED = "NUMBA_CACHE_DIR"

# A socket's path has 104 bytes on macOS, 108 on Linux, and 32 are the names that multiprocessing
# gives it and its folder, which nobody else can enter.
LONGEST = 70
SHORT = ("/tmp", "/dev/shm")  # noqa: S108  # nosec B108


def one_thread_a_process() -> None:
    """Limit this process and its children to one thread each.

    To be called before numpy is first imported; the native libraries read these
    variables when they load.
    """
    for variable in THREAD_VARIABLES:
        os.environ[variable] = "1"


class ProcessPool:
    """Engine: processes of this machine.

    Parameters
    ----------
    jobs : int
        Number of processes, at least 1.
    modules : sequence of str
        What the work needs. They load beside this process, from now on, and once for all
        processes of the pool.
    """

    name = "processes"

    def __init__(self, jobs: int, modules: Sequence[str] = ()) -> None:
        one_thread_a_process()
        # Forked children of a process with threads can hang: these are forked from one of their
        # own, which has nothing but the modules.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(modules))
        let_compile()
        _start_beside()
        self._pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent)

    def __enter__(self) -> Self:
        """Use the pool in a `with` statement, which ends its processes."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; work that has not started is dropped.

        They are waited for where something failed: nothing may write any more then.
        """
        self._pool.shutdown(wait=error is not None, cancel_futures=True)

    def map(
        self,
        function: Callable[..., Result],
        *arguments: Sequence[object],
        chunk: int = 1,
        few: int = 0,
    ) -> Iterator[Result]:
        """Call the function in any process; up to `few` calls are made in this one."""
        if len(arguments[0]) <= few:
            return map(function, *arguments)
        return self._pool.map(function, *arguments, chunksize=chunk)


def let_compile() -> None:
    """Give UMAP's compiler a folder: without one it refuses to work.

    It keeps what it compiled beside the library, or in the home folder. Who may write neither has
    it compile in the folder of the run, anew each time.
    """
    library = find_spec("umap")
    usual = [os.path.expanduser("~"), *((library and library.submodule_search_locations) or ())]  # noqa: PTH111 - may be unknown
    if COMPILED not in os.environ and not any(os.access(folder, os.W_OK) for folder in usual):
        os.environ[COMPILED] = tempfile.gettempdir()


def _start_beside() -> None:
    """Start the process that the others are forked from.

    Its socket lies in the system's folder for temporary files, not in that of the run, which is
    gone before this process ends; or in another, where that cannot be written or the path would be
    too long for it.

    Raises
    ------
    InputError
        If there is none.
    """
    of_run, tempfile.tempdir = tempfile.tempdir, None
    try:
        tempfile.tempdir = _folder_of_socket()
        forkserver.ensure_running()
    finally:
        tempfile.tempdir = of_run


def _folder_of_socket() -> str:
    folders = list(SHORT)
    with contextlib.suppress(FileNotFoundError):  # none can be written
        folders.insert(0, tempfile.gettempdir())
    for folder in folders:
        if len(os.fsencode(folder)) <= LONGEST and os.access(folder, os.W_OK | os.X_OK):
            return folder
    raise InputError(message("no_temporary_folder"))


def _end_with_parent() -> None:
    """End this process when the one that started it is killed: nobody else would tell it."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()

"""Photos of a catalogue, found in their folder under the names that shops write."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

FOUND, MISSING, SEVERAL = "found", "image_missing", "image_several"
OUTSIDE, ADDRESS = "image_outside", "image_address"

# Of the words of the shorter name, those that the names of variants have in common.
VARIANT_SHARE = 0.5

SCHEMES = ("http://", "https://", "//")


class PhotoFolder:
    """A folder of photos, and the names of its files.

    Parameters
    ----------
    folder : Path
        Nothing outside it is ever opened, whatever the catalogue or a symbolic link says.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = folder.resolve()
        self._names: dict[str, list[Path]] | None = None

    def find(self, name: str) -> tuple[Path | None, str]:
        """Find a photo by what the catalogue calls it.

        The name is tried as it is; then in composed form and unquoted, its slashes turned, without
        leading slash, address or query; then by its last parts; then without regard to case, where
        one file only answers.

        Parameters
        ----------
        name : str

        Returns
        -------
        path : Path or None
        status : str
            `FOUND`, or why there is none: `MISSING`, `SEVERAL`, `OUTSIDE` or `ADDRESS`.
        """
        path, escapes = self._within(name)
        if path is not None:
            return path, FOUND
        for candidate in _candidates(name):
            paths = self._index().get(_folded(candidate), [])
            exact = [path for path in paths if _composed(self._relative(path)) == candidate]
            answer = exact if len(exact) == 1 else paths
            if len(answer) > 1:
                return None, SEVERAL
            if answer:
                path, _ = self._within(self._relative(answer[0]))
                if path is not None:
                    return path, FOUND
        if escapes:
            return None, OUTSIDE
        return None, ADDRESS if name.casefold().startswith(SCHEMES) else MISSING

    def _within(self, name: str) -> tuple[Path | None, bool]:
        """The file of that name, where it is one within the folder, and whether the name leaves it.

        "/m/h/mh01.jpg" is how some shops write a name within it: it leaves it where there is such
        a file.
        """
        try:
            path = (self.folder / name).resolve()
            is_inside, is_file = path.is_relative_to(self._root), path.is_file()
        except (OSError, ValueError, RuntimeError):  # too long, a NUL byte, a loop of links
            return None, False
        if is_inside:
            return (path if is_file else None), False
        return None, is_file or _climbs(name)

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _index(self) -> dict[str, list[Path]]:
        """Every file by its path below the folder and by the last parts of it, folded."""
        if self._names is None:
            self._names = {}
            for path in sorted(self.folder.rglob("*")):
                if path.is_file():
                    for part in _endings(_folded(self._relative(path))):
                        self._names.setdefault(part, []).append(path)
        return self._names


def _candidates(name: str) -> Iterator[str]:
    """What the file may be called, the most like the name first."""
    for text in dict.fromkeys((name, unquote(name), unquote(unquote(name)))):
        if _climbs(text):
            continue
        yield from _endings(_composed(text))
        yield from _endings(_composed(text.split("?")[0].split("#")[0]))


def _climbs(name: str) -> bool:
    return ".." in name.replace("\\", "/").split("/")


def _endings(name: str) -> Iterator[str]:
    """A path and its last parts: a/b/c, b/c, c."""
    parts = [part for part in posixpath.normpath(name.replace("\\", "/")).split("/") if part]
    for start in range(len(parts)):
        yield "/".join(parts[start:])


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    return _composed(_composed(name).casefold())


def shared_photos(names: Sequence[str], contents: Sequence[bytes | None]) -> dict[int, int]:
    """Find the products whose photo is that of products of other names.

    A placeholder, a logo or a chart of sizes says nothing of a product. One photo for the variants
    of an article does: their names share most of their words.

    Parameters
    ----------
    names : sequence of str
    contents : sequence of bytes or None
        Hash of the photo of each product; None where there is none.

    Returns
    -------
    dict of int to int
        Place of each such product, and the number of products that share its photo.

    Examples
    --------
    >>> shared_photos(["Blue mug", "Red mug", "Garden chair"], [b"a", b"a", b"a"])
    {0: 3, 1: 3, 2: 3}
    >>> shared_photos(["Hoodie red S", "Hoodie red M"], [b"a", b"a"])
    {}
    """
    groups: dict[bytes, list[int]] = {}
    for index, content in enumerate(contents):
        if content is not None:
            groups.setdefault(content, []).append(index)
    return {
        index: len(indices)
        for indices in groups.values()
        if len(indices) > 1 and not _are_variants([names[index] for index in indices])
        for index in indices
    }


def _are_variants(names: Sequence[str]) -> bool:
    first, *others = [set(re.findall(r"\w+", name.casefold())) for name in names]
    return all(
        len(first & words) >= VARIANT_SHARE * min(len(first), len(words)) for words in others
    )

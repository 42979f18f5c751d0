"""Where a graph is saved, and in which form."""

from __future__ import annotations

import os
import stat as stat_
import tempfile

from . import _core
from ._errors import OptionError, OutputError

class Whole:
    """A path to write to that becomes the target when all went well, and goes otherwise."""

    def __init__(self, target: str) -> None:
        self._target = os.path.realpath(target)
        self._asked = target

    def __enter__(self) -> str:
        try:
            self._mode = os.stat(self._target).st_mode
        except OSError:
            self._mode = 0
        self._direct = bool(self._mode) and not stat_.S_ISREG(self._mode)
        if self._direct:  # a pipe, a device
            return self._target
        try:
            file, self._temporary = tempfile.mkstemp(".tmp", ".entente-", os.path.dirname(self._target))
        except OSError as error:
            raise OutputError(
                f"cannot be written: {error.strerror}", "check its folder and the permissions there", self._asked
            ) from None
        os.close(file)
        return self._temporary

    def __exit__(self, type: object, value: object, traceback: object) -> None:
        if self._direct:
            return
        try:
            if value is not None:
                return
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(self._temporary, stat_.S_IMODE(self._mode) if self._mode else 0o666 & ~mask)
            with open(self._temporary, "rb") as written:
                os.fsync(written.fileno())
            os.replace(self._temporary, self._target)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", "check its folder", self._asked) from None
        finally:
            if os.path.exists(self._temporary):
                os.unlink(self._temporary)


def known_format(format: str) -> str:
    names = [row[0] for row in _core.formats()]
    if format not in names:
        raise OptionError(f'unknown format "{format}"', f"known are {', '.join(names)}", "format")
    return format


def format_of_path(path: str, format: str) -> tuple[str, list[str]]:
    """The name of the format, and its files if it is a folder."""
    rows = _core.formats()
    if format:
        known_format(format)
        rows = [row for row in rows if row[0] == format]
    else:
        rows = [row for row in rows if path.endswith(row[1])]
    if not rows:
        extensions = ", ".join("FOLDER/" if row[3] else row[1] for row in _core.formats())
        raise OptionError(
            f'unknown extension "{os.path.splitext(path)[1]}"', f"known are {extensions}; or say format=", path
        )
    best = max(rows, key=lambda row: len(row[1]))  # ".plover.csv" goes before ".csv"
    return best[0], best[3]


def formats() -> dict[str, str]:
    """The formats that a graph can be saved in: name, and what it is for.

    Examples
    --------
    >>> import entente
    >>> entente.formats()["nquads"]
    'N-Quads, for triple stores; can be read back'
    """
    return {row[0]: row[2] for row in _core.formats()}

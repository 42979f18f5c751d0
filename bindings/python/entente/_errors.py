"""What goes wrong, as exceptions: each says what was seen, where, and what to do about it."""

from __future__ import annotations


class Error(Exception):
    """Anything that Entente cannot do with what it was given.

    Attributes
    ----------
    seen : str
        What was found; starts in lower case.
    remedy : str
        What to do about it; ``""`` if nothing can be said.
    source : str
        The file, name or setting it was found in; ``""`` if there is none.
    line : int
        The line in ``source``, from 1; 0 for all of it.

    Examples
    --------
    >>> import entente
    >>> try:
    ...     entente.load("missing.jsonld")
    ... except entente.Error as error:
    ...     print(error.source, "|", error.seen, "|", error.remedy)
    missing.jsonld | cannot be read: No such file or directory | check the path
    """

    seen: str
    remedy: str
    source: str
    line: int

    def __init__(self, seen: str, remedy: str = "", source: str = "", line: int = 0) -> None:
        super().__init__(seen, remedy, source, line)
        self.seen = seen
        self.remedy = remedy
        self.source = source
        self.line = line

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}: " if self.line else f"{self.source}: " if self.source else ""
        return place + self.seen + (f"; {self.remedy}" if self.remedy else "")


class ReadError(Error, ValueError):
    """An article cannot be read: empty, binary, too large, of a language without a model, or it takes too long."""


class DataError(Error, ValueError):
    """A graph, fragment, model, schema or file of decisions is not valid."""


class OptionError(Error, ValueError):
    """An argument is none that the question or format knows: a date, a type of relation, an extension."""


class NotFound(Error, LookupError):
    """A name or id is not in the graph. ``remedy`` names the nearest that are."""


class Ambiguous(Error, LookupError):
    """A name is that of several things. ``remedy`` gives their ids."""


class StoreError(Error, OSError):
    """A store is missing, busy, full, damaged, or of a newer version."""

    def __str__(self) -> str:
        return Error.__str__(self)


class OutputError(Error, OSError):
    """An output cannot be written, or Graphviz cannot draw it."""

    def __str__(self) -> str:
        return Error.__str__(self)


class ReadWarning(UserWarning):
    """An article was left out; the message is the line that the exception would have had."""

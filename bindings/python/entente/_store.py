"""A graph on disk that grows day by day."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Literal

from . import _core
from ._errors import NotFound
from ._graph import Graph
from ._things import Source
from ._reader import Article


class Store:
    """One file that holds articles and what they say; each is there whole or not at all, whatever happens.

    The same file as that of ``entente add``. It is closed at the end of a ``with`` block. Threads may share it; one
    process writes at a time.

    Parameters
    ----------
    path : path-like
        The file.
    mode : str
        ``"create"`` makes it if there is none, ``"write"`` does not, ``"read"`` changes nothing.
    wait : float
        Seconds to wait for another process that writes.

    Raises
    ------
    StoreError
        If it is missing, busy, damaged, no store, or of a newer version.

    Examples
    --------
    >>> import entente, os, tempfile
    >>> reader = entente.Reader()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with entente.Store(os.path.join(folder, "news.db")) as store:
    ...         article = reader.read("Russia attacked Ukraine.")
    ...         print(store.add(article), store.add(article), len(store))
    ...         store.graph
    added unchanged 1
    <Graph of 1 article, 2 nodes, 1 relation>
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        mode: Literal["create", "write", "read"] = "create",
        *,
        wait: float = 10.0,
    ) -> None:
        self._core = _core.Store(os.fspath(path), mode, int(1000 * wait))

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, type: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was added is on disk already."""
        self._core.close()

    def add(self, article: Article) -> Literal["added", "replaced", "unchanged"]:
        """Add an article with its text; when this returns, it is on disk.

        An article with the same id is replaced if it differs.

        Raises
        ------
        StoreError
            If it is busy, full or damaged; it is then as before.
        """
        return self._core.add(article._core)  # type: ignore[return-value]

    def remove(self, article: Article | Source | str) -> None:
        """Take an article out, by itself or its id.

        Raises
        ------
        NotFound
            If it is not there.
        """
        id = article if isinstance(article, str) else article.id
        if not self._core.withdraw(id):
            raise NotFound("no such article in the store", "see store.articles", id)

    @property
    def articles(self) -> list[Source]:
        """The articles, by id."""
        return [Source(*row) for row in self._core.articles()]

    def article(self, id: str) -> Article:
        """What an article says, without its text.

        Raises
        ------
        NotFound
            If it is not there.
        """
        return Article(self._core.fragment(id))

    def text(self, id: str) -> str:
        """The text that was stored with an article; ``""`` if none was."""
        return self._core.text(id)

    @property
    def graph(self) -> Graph:
        """The graph of all articles, read in one transaction."""
        return Graph._of(self._core.load())

    def check(self) -> list[str]:
        """What is wrong with the file, one line for each thing; empty if all is well."""
        return self._core.check()

    def __len__(self) -> int:
        return self._core.article_count()

    def __contains__(self, article: object) -> bool:
        id = getattr(article, "id", article)
        return isinstance(id, str) and any(one.id == id for one in self.articles)

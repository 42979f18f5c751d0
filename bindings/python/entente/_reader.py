"""From texts to articles that were understood."""

from __future__ import annotations

import os
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar, cast, overload

from . import _core
from ._errors import DataError, ReadError, ReadWarning
from ._things import Evidence, Node, Quote, Relation, Source
from ._text import Sentence, Token

Format: TypeAlias = Literal["", "text", "html", "json"]
Paths: TypeAlias = "str | os.PathLike[str] | Iterable[str | os.PathLike[str]]"
Context = TypeVar("Context")
Item = TypeVar("Item")
Made = TypeVar("Made")


def _warn(error: ReadError) -> None:
    warnings.warn(str(error), ReadWarning, stacklevel=2)


def _paths(paths: Paths) -> list[str]:
    return [os.fspath(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]


class Article:
    """What one article says, with its words. Immutable.

    Made by a :class:`Reader`, or, without its text, by :meth:`from_json` and :meth:`Store.article`.

    Examples
    --------
    >>> import entente
    >>> article = entente.Reader().read("Russia attacked Ukraine on Monday.", date="2024-10-30")
    >>> relation = article.relations[0]
    >>> print(relation.subject, relation.type, relation.object, relation.status, relation.time)
    Russia attacks Ukraine affirmed 2024-10-28
    >>> quote = article.quotes[0]
    >>> article.text[quote.start:quote.end] == quote.text
    True
    """

    def __init__(self, core: _core.Article) -> None:
        self._core = core

    @classmethod
    def from_json(cls, line: str) -> Article:
        """The article of a line of ``entente extract``, or of :meth:`to_json`; without its text.

        Raises
        ------
        DataError
            If it is no fragment.
        """
        try:
            return cls(_core.article_of_json(line, "fragment", 1, None))
        except UnicodeEncodeError:
            raise DataError("is not valid Unicode", "", "fragment", 1) from None

    def to_json(self) -> str:
        """What the graph keeps of it, as the one line that ``entente extract`` writes, without the line end."""
        return self._core.to_json().rstrip("\n")

    @cached_property
    def info(self) -> Source:
        """What the graph knows of it: id, name, title, language, day, …"""
        return Source(*self._core.row())

    @property
    def id(self) -> str:
        """``"article/…"``, from the given id, else the address, else the hash of the text."""
        return self.info.id

    @property
    def title(self) -> str:
        """Its headline, or ``""``."""
        return self.info.title

    @property
    def language(self) -> str:
        """BCP 47 code: ``"fr"``, ``"en"``."""
        return self.info.language

    @property
    def published(self) -> str:
        """ISO 8601 date, or ``""``."""
        return self.info.published

    @cached_property
    def text(self) -> str:
        """The text that all spans count in, headline and date line included; ``""`` if it was not read here.

        It is what was given, in Unicode's form NFC and with ``"\\n"`` as line ends; of a page, the article alone.
        """
        return self._core.text()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order, with their words; none if it was not read here."""
        text = self.text

        def token(row: tuple[int, int, str, str, str, str, str, int], index: int) -> Token:
            start, end, form, lemma, pos, features, dep, head = row
            return Token(start, end, text[start:end], form, lemma, pos, features, dep, index if head < 0 else head)

        return tuple(
            Sentence(start, end, text[start:end], tuple(token(row, i) for i, row in enumerate(rows)))
            for start, end, rows in self._core.sentences()
        )

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of all sentences, in order. ``head`` counts within the sentence."""
        return tuple(token for sentence in self.sentences for token in sentence.tokens)

    @cached_property
    def _view(self) -> _core.View:
        graph = _core.Graph(None)
        graph.add(self._core)
        return graph.view("", "", True)

    @property
    def entities(self) -> list[Node]:
        """The people, states, organizations, forces, groups, places and events that it speaks of, by id."""
        return [Node(self._view, id) for id in self._view.node_ids()]

    @property
    def relations(self) -> list[Relation]:
        """Who does what to whom, by (subject, type, object)."""
        return [Relation(self._view, number) for number in range(self._view.edge_count())]

    @property
    def evidence(self) -> list[Evidence]:
        """Each place that tells a relation, in the order of the text."""
        return sorted((at for one in self.relations for at in one.evidence), key=lambda at: (at.start, at.end))

    @property
    def quotes(self) -> list[Quote]:
        """The words that tell its relations, each stretch once, in the order of the text."""
        return sorted({at.quote for at in self.evidence}, key=lambda quote: (quote.start, quote.end))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Article) and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        title = self.title or self.info.name
        return f"<Article {title!r}: {len(self.entities)} entities, {len(self.relations)} relations>"

    def _repr_html_(self) -> str:
        """The text with the words that tell a relation marked, and what they tell on hovering."""
        marks: dict[tuple[int, int], list[str]] = {}
        for at in self.evidence:
            trigger = at.trigger
            marks.setdefault((trigger.start, trigger.end), []).append(f"{at.relation} ({at.status})")
        if not self.text:
            return "".join(one._repr_html_() for one in self.relations)
        parts, done = [], 0
        for (start, end), told in sorted(marks.items()):
            if start < done:
                continue
            parts.append(escape(self.text[done:start]))
            parts.append(f'<mark title="{escape("; ".join(told))}">{escape(self.text[start:end])}</mark>')
            done = end
        parts.append(escape(self.text[done:]))
        return '<div style="white-space: pre-wrap">' + "".join(parts) + "</div>"


class Reader:
    """Reads articles in French and English. Loading takes about half a second; keep it.

    Any number of threads may use one reader. No network is used.

    Parameters
    ----------
    models : path-like
        Folder of language models; those of the package, or of ``ENTENTE_MODELS``, if it is not given.
    schema, gazetteers, frames, ontologies : path-like or iterable of path-like
        Further data: folders laid out as ``schema/``; names; relation frames; relation types.
    max_seconds : float
        Longest time that an article may take.
    max_megabytes : int
        Largest article that is read.

    Raises
    ------
    DataError
        If a file of data is not valid; with the line, where there is one.

    Examples
    --------
    >>> import entente
    >>> reader = entente.Reader()
    >>> reader.languages
    ['en', 'fr']
    """

    def __init__(
        self,
        models: str | os.PathLike[str] | None = None,
        *,
        schema: Paths = (),
        gazetteers: Paths = (),
        frames: Paths = (),
        ontologies: Paths = (),
        max_seconds: float = 300.0,
        max_megabytes: int = 10,
    ) -> None:
        self._max_megabytes = max_megabytes
        self._core = _core.Reader(
            _models(models), _paths(schema), _paths(gazetteers), _paths(frames), _paths(ontologies), max_seconds
        )

    @property
    def languages(self) -> list[str]:
        """Codes of the languages whose relations it reads."""
        return self._core.languages()

    @property
    def name(self) -> str:
        """Version, and a sum over all models and data: two readers of one name read alike."""
        return self._core.name()

    def _raw(self, text: str | bytes, lang: str | None, date: str | None, format: Format, source: str) -> _core.Raw:
        try:
            content = text.encode() if isinstance(text, str) else text
        except UnicodeEncodeError as error:
            raise ReadError(
                f"is not valid Unicode: character {error.start} is half of a surrogate pair",
                "decode it from its bytes again",
                source,
            ) from None
        return _core.raw(content, source, format, lang or "", date or "", self._max_megabytes)

    def _read(self, raw: _core.Raw) -> Article:
        return Article(self._core.read(raw))

    def read(
        self,
        text: str | bytes,
        lang: str | None = None,
        date: str | None = None,
        *,
        format: Format = "",
        source: str = "-",
    ) -> Article:
        """Read one article.

        Parameters
        ----------
        text : str or bytes
            Text, a page (HTML) or a JSON object with ``text`` and, if known, ``id``, ``title``, ``date``, ``language``,
            ``source``. Bytes may be in any encoding.
        lang : str
            ``"fr"`` or ``"en"``; found out if it is not given.
        date : str
            ISO 8601 date for an article that gives none: the day that *yesterday* counts from.
        format : str
            ``"text"``, ``"html"`` or ``"json"``; told by the first characters if it is not given.
        source : str
            A path or address: what errors and the graph call it.

        Raises
        ------
        ReadError
            If it is empty, too large, mixed in encoding, of a language without a model, or takes too long.

        Examples
        --------
        >>> import entente
        >>> article = entente.Reader().read("La Pologne soutient l'Ukraine.", lang="fr")
        >>> [str(relation) for relation in article.relations]
        ['Pologne supports Ukraine']
        """
        return self._read(self._raw(text, lang, date, format, source))

    def read_file(self, path: str | os.PathLike[str], lang: str | None = None, date: str | None = None) -> Article:
        """Read a file that holds one article: text, a page, or JSON.

        Raises
        ------
        ReadError
            Also if it is missing, or holds no article or several (see :meth:`read_files`).
        """
        source = _core.Source([os.fspath(path)], lang or "", date or "", self._max_megabytes)
        first = source.next()
        if first is None:
            raise ReadError("holds no article", "give a file of text, HTML or JSON", os.fspath(path))
        if source.next() is not None:
            raise ReadError("holds several articles", "use read_files", os.fspath(path))
        return self._read(first)

    def read_files(
        self,
        paths: Paths,
        lang: str | None = None,
        date: str | None = None,
        *,
        jobs: int | None = None,
        on_error: Callable[[ReadError], None] = _warn,
    ) -> Iterator[Article]:
        """Read files (text, HTML, JSON Lines) and folders, as ``entente build`` does; order and memory as :meth:`pipe`.

        Examples
        --------
        >>> import entente, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = pathlib.Path(folder, "a.txt").write_text("Russia attacked Ukraine.")
        ...     entente.merge(entente.Reader().read_files(folder))
        <Graph of 1 article, 2 nodes, 1 relation>
        """
        source = _core.Source(_paths(paths), lang or "", date or "", self._max_megabytes)

        def raws() -> Iterator[_core.Raw | ReadError]:
            while True:
                try:
                    raw = source.next()
                except ReadError as error:
                    yield error
                else:
                    if raw is None:
                        return
                    yield raw

        for _, article in self._in_order(((None, raw) for raw in raws()), jobs, on_error):
            yield article

    @overload
    def pipe(
        self,
        texts: Iterable[str | bytes],
        lang: str | None = None,
        date: str | None = None,
        *,
        jobs: int | None = None,
        as_tuples: Literal[False] = False,
        on_error: Callable[[ReadError], None] = _warn,
    ) -> Iterator[Article]: ...
    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str | bytes, Context]],
        lang: str | None = None,
        date: str | None = None,
        *,
        jobs: int | None = None,
        as_tuples: Literal[True],
        on_error: Callable[[ReadError], None] = _warn,
    ) -> Iterator[tuple[Article, Context]]: ...
    def pipe(
        self,
        texts: Iterable[str | bytes] | Iterable[tuple[str | bytes, Context]],
        lang: str | None = None,
        date: str | None = None,
        *,
        jobs: int | None = None,
        as_tuples: bool = False,
        on_error: Callable[[ReadError], None] = _warn,
    ) -> Iterator[Article] | Iterator[tuple[Article, Context]]:
        """Read many articles on several threads, in order; other Python code runs meanwhile.

        A text is taken only when there is room: at most four articles for each thread are in memory at a time.

        Parameters
        ----------
        texts : iterable
            What :meth:`read` takes; with ``as_tuples``, pairs of it and anything that belongs to it.
        lang, date : str
            As in :meth:`read`, for all of them.
        jobs : int
            Threads; as many as this process has processors if it is not given. The articles are the same for any number.
        as_tuples : bool
            Give pairs of article and what belongs to it.
        on_error : callable
            Called with the :class:`ReadError` of an article that is left out; a warning if it is not given.

        Examples
        --------
        >>> import entente
        >>> reader, errors = entente.Reader(), []
        >>> texts = [("Russia attacked Ukraine.", 1), ("", 2), ("Poland supports Ukraine.", 3)]
        >>> [n for article, n in reader.pipe(texts, as_tuples=True, on_error=errors.append)]
        [1, 3]
        >>> print(errors[0].seen)
        is empty
        """

        def raws() -> Iterator[tuple[object, _core.Raw | ReadError]]:
            pairs = cast("Iterable[tuple[str | bytes, Context]]", texts if as_tuples else ((one, None) for one in texts))
            for number, (text, context) in enumerate(pairs):
                try:
                    yield context, self._raw(text, lang, date, "", f"text {number}")
                except ReadError as error:
                    yield context, error

        read = self._in_order(raws(), jobs, on_error)
        if as_tuples:
            return ((article, cast("Context", context)) for context, article in read)
        return (article for _, article in read)

    def _in_order(
        self,
        raws: Iterable[tuple[Context, _core.Raw | ReadError]],
        jobs: int | None,
        on_error: Callable[[ReadError], None],
    ) -> Iterator[tuple[Context, Article]]:
        def read(raw: _core.Raw | ReadError) -> Article | ReadError:
            if isinstance(raw, ReadError):
                return raw
            try:
                return self._read(raw)
            except ReadError as error:
                return error

        workers = jobs if jobs is not None else _processors()
        if workers < 1:
            raise ValueError("jobs is below 1; give the number of threads")
        for context, made in _ordered(raws, read, workers):
            if isinstance(made, ReadError):
                on_error(made)
            else:
                yield context, made


def _ordered(
    items: Iterable[tuple[Context, Item]], work: Callable[[Item], Made], workers: int
) -> Iterator[tuple[Context, Made]]:
    """What ``work`` makes of each item, in order, with a window of items under way."""
    waiting: deque[tuple[Context, Future[Made]]] = deque()
    with ThreadPoolExecutor(workers, "entente") as pool:
        try:
            for context, item in items:
                waiting.append((context, pool.submit(work, item)))
                if len(waiting) >= 4 * workers:
                    context, future = waiting.popleft()
                    yield context, future.result()
            while waiting:
                context, future = waiting.popleft()
                yield context, future.result()
        finally:  # whoever stops early waits for what has begun, not for what has not
            for _, future in waiting:
                future.cancel()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _models(asked: str | os.PathLike[str] | None) -> str:
    """As asked, else $ENTENTE_MODELS, else those of the package, else those of a program installed beside Python."""
    if asked is not None:
        places = [Path(asked)]
    else:
        places = [Path(os.environ["ENTENTE_MODELS"])] if os.environ.get("ENTENTE_MODELS") else []
        places.append(Path(__file__).parent / "models")
        places.append(Path(sys.prefix) / "share" / "entente" / "models")
    for place in places:
        if any(place.glob("*.model")):
            return str(place)
    raise DataError(
        "no language models there", "give models=, or set ENTENTE_MODELS, to a folder of *.model files", str(places[0])
    )

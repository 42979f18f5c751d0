"""The graph of any number of articles, and the questions to it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _core
from ._answers import (
    Balance,
    Camp,
    Camps,
    Card,
    Centrality,
    Changes,
    Common,
    CommonRelative,
    Contradiction,
    Decision,
    Event,
    FaultLine,
    Path,
    Relative,
    Triad,
    Turn,
)
from ._errors import Ambiguous, NotFound, OptionError
from ._files import Whole, format_of_path, known_format
from ._things import EdgeRow, Evidence, Node, Relation, Source

if TYPE_CHECKING:
    import igraph  # type: ignore[import-untyped]
    import networkx
    import pandas
    import rdflib

    from ._reader import Article

Names: TypeAlias = "str | Iterable[str]"
_RelativeRow: TypeAlias = tuple[str, float, float, float, int, list[int]]


def _list(names: Names) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _sound(name: str) -> str:
    """The name without what UTF-8 cannot hold: such a name is simply not found."""
    return name.encode("utf-8", "replace").decode()


class Graph:
    """What any number of articles say. A set of articles: order and repetition make no difference.

    Made by :func:`merge`, :func:`load` or :attr:`Store.graph`; ``Graph()`` is the empty one. Two graphs are equal if the
    same is said in the same articles. What it was asked stays valid when it changes, and tells of the graph as it was.
    Any number of threads may ask one graph; changing it while others ask is for the caller to order.

    Parameters
    ----------
    articles : iterable of Article
        What to start with.
    overrides : str
        Decisions of yours, as lines: ``same ID ID``, ``different ID ID``, ``rename ID NAME``, ``type ID TYPE``,
        ``reject ID RELATION ID``, ``retype ID RELATION ID OTHER``; the last two may end with the id of an article.

    Examples
    --------
    >>> import entente
    >>> reader = entente.Reader()
    >>> graph = entente.merge(reader.read(text) for text in
    ...     ["Russia attacked Ukraine.", "Poland supports Ukraine."])
    >>> graph
    <Graph of 2 articles, 3 nodes, 2 relations>
    >>> [str(relation) for relation in graph.relations]
    ['Poland supports Ukraine', 'Russia attacks Ukraine']
    """

    def __init__(self, articles: Iterable[Article] = (), *, overrides: str = "") -> None:
        self._core = _core.Graph(None)
        self._overrides = overrides
        for article in articles:
            self._core.add(article._core)

    @classmethod
    def _of(cls, core: _core.Graph, overrides: str = "") -> Graph:
        graph = cls(overrides=overrides)
        graph._core = core
        return graph

    @cached_property
    def _view(self) -> _core.View:
        return self._core.view(self._overrides, "overrides", False)

    def _changed(self) -> None:
        self.__dict__.pop("_view", None)

    # ---- What is in it

    @property
    def articles(self) -> list[Source]:
        """The articles, by id."""
        return [Source(*row) for row in self._core.articles()]

    @property
    def nodes(self) -> list[Node]:
        """All things, by id; what several articles speak of is one."""
        return [Node(self._view, id) for id in self._view.node_ids()]

    @property
    def relations(self) -> list[Relation]:
        """All relations, by (subject, type, object)."""
        return [Relation(self._view, number) for number in range(self._view.edge_count())]

    @property
    def decisions(self) -> list[Decision]:
        """Who was taken for whom across articles, and who was not; sorted."""
        return [Decision(*row) for row in self._view.decisions()]

    @property
    def doubts(self) -> list[Decision]:
        """The decisions that a person should look at."""
        return [one for one in self.decisions if one.verdict == "possiblySameAs"]

    def __len__(self) -> int:
        return self._core.article_count()

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, article: object) -> bool:
        id = getattr(article, "id", article)
        return isinstance(id, str) and self._core.has(id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Graph) and self._core.equals(other._core)

    __hash__ = None  # type: ignore[assignment]  # it can change

    def __repr__(self) -> str:
        counts = (len(self), "article"), (len(self._view.node_ids()), "node"), (self._view.edge_count(), "relation")
        return "<Graph of " + ", ".join(f"{n} {what}" + "s" * (n != 1) for n, what in counts) + ">"

    # ---- Merging

    def add(self, *articles: Article) -> Graph:
        """Join what articles say into this graph, and return it.

        An article that is in it already changes nothing; one with the same id and another text is replaced by the later
        of the two.

        Returns
        -------
        Graph
            The graph itself.
        """
        for article in articles:
            self._core.add(article._core)
        self._changed()
        return self

    def merge(self, *others: Graph) -> Graph:
        """Join other graphs into this one, and return it."""
        for other in others:
            self._core.merge(other._core)
        self._changed()
        return self

    def __or__(self, other: Graph) -> Graph:
        return Graph._of(self._core.copy(), self._overrides).merge(other)

    def without(self, *articles: Article | Source | str) -> Graph:
        """A new graph without what these articles say, as if they had never been added.

        Parameters
        ----------
        *articles : Article, Source or str
            Or their ids.

        Raises
        ------
        NotFound
            If one is not in the graph.

        Examples
        --------
        >>> import entente
        >>> reader = entente.Reader()
        >>> first, second = reader.pipe(["Russia attacked Ukraine.", "Poland supports Ukraine."])
        >>> entente.merge([first, second]).without(second) == entente.merge([first])
        True
        """
        core = self._core.copy()
        for article in articles:
            id = article if isinstance(article, str) else article.id
            if not core.withdraw(id):
                raise NotFound("no such article in the graph", "see graph.articles", id)
        return Graph._of(core, self._overrides)

    def part(
        self,
        about: str = "",
        *,
        depth: int = 1,
        since: str = "",
        until: str = "",
        type: Names = (),
        node_type: Names = (),
    ) -> Graph:
        """The part that concerns one thing, a time, some kinds of relation.

        Parameters
        ----------
        about : str
            A name or id: only what is at most ``depth`` steps away from it.
        since, until : str
            ISO 8601 dates, both included; undated evidence does not match.
        type, node_type : str or iterable of str
            Names of relation types; types of both ends.

        Raises
        ------
        NotFound, Ambiguous
            For ``about``.
        OptionError
            For a date or type that is none.
        """
        id = self._id(about) if about else ""
        return Graph._of(self._view.part(id, depth, since, until, set(_list(type)), set(_list(node_type))))

    # ---- Names

    def find(self, name: str) -> list[Node]:
        """The things of that name, in any language, accents and case aside, or of that id; best attested first.

        Examples
        --------
        >>> import entente
        >>> graph = entente.merge([entente.Reader().read("La Russie a attaqué l'Ukraine.")])
        >>> graph.find("russie")
        [<State 'Russie'>]
        """
        matches, _ = self._view.names(_sound(name))
        return [Node(self._view, row[0]) for row in matches]

    def _id(self, name: str | Node) -> str:
        if isinstance(name, Node):
            return name.id
        matches, suggestions = self._view.names(_sound(name))
        if len(matches) == 1:
            return matches[0][0]
        others = ", ".join(f"{row[1]} ({row[0]})" for row in matches or suggestions)
        if matches:
            raise Ambiguous("names several things", "say which by its id: " + others, name)
        raise NotFound("is not in the graph", "the nearest are " + others if others else "", name)

    def _relation(self, row: EdgeRow | int) -> Relation:
        return Relation(self._view, row)

    def _relations(self, rows: Iterable[EdgeRow] | Iterable[int]) -> tuple[Relation, ...]:
        return tuple(Relation(self._view, row) for row in rows)

    def _node(self, id: str) -> Node:
        return Node(self._view, id)

    def _nodes(self, ids: Iterable[str]) -> tuple[Node, ...]:
        return tuple(map(self._node, ids))

    def _relative(self, row: _RelativeRow) -> Relative:
        id, weight, towards, back, sources, edges = row
        return Relative(Node(self._view, id), weight, towards, back, sources, self._relations(edges))

    def _event(self, row: tuple[str, str, EdgeRow, _core.Evidence]) -> Event:
        first, last, edge, evidence = row
        return Event(first, last, self._relation(edge), Evidence(self._view, evidence))

    def _filter(
        self,
        *,
        type: Names = (),
        category: Names = (),
        quad: Names = (),
        subject: str | Node = "",
        object: str | Node = "",
        about: str | Node = "",
        since: str = "",
        until: str = "",
        polarity: str = "",
        modality: str = "",
        attributed_to: str | Node = "",
        min_confidence: float = 0.0,
        min_sources: int = 0,
    ) -> _core.View.Filter:
        asked = _core.View.Filter()
        for name in _list(type):
            asked.relation(name)
        for name in _list(category):
            asked.category(name)
        asked.quads(_list(quad))
        ends = [self._id(name) if name else "" for name in (subject, object, about, attributed_to)]
        asked.ends(*ends)
        asked.days(since, until)
        asked.status(polarity, modality)
        asked.least(min_confidence, min_sources)
        return asked

    # ---- Questions

    def edges(
        self,
        *,
        type: Names = (),
        category: Names = (),
        quad: Names = (),
        subject: str | Node = "",
        object: str | Node = "",
        about: str | Node = "",
        since: str = "",
        until: str = "",
        polarity: Literal["", "affirmed", "negated"] = "",
        modality: Literal["", "actual", "reported", "possible", "planned"] = "",
        attributed_to: str | Node = "",
        min_confidence: float = 0.0,
        min_sources: int = 0,
    ) -> list[Relation]:
        """Relations with at least one piece of evidence that matches all that is given.

        Parameters
        ----------
        type, category, quad : str or iterable of str
            Relation types (``"attacks"``), PLOVER categories (``"THREATEN"``), classes (``"material-conflict"``).
        subject, object, about, attributed_to : str or Node
            Names or ids: who does it, to whom, either of them, who is quoted.
        since, until : str
            ISO 8601 dates, both included; undated evidence does not match.
        polarity, modality : str
            Only what is said so.
        min_confidence : float
            In [0, 1].
        min_sources : int
            Independent ones.

        Returns
        -------
        list of Relation
            By (subject, type, object); support and days are of the evidence that matches.

        Raises
        ------
        NotFound, Ambiguous
            For a name.
        OptionError
            For a date, type, category or class that is none.

        Examples
        --------
        >>> import entente
        >>> graph = entente.merge([entente.Reader().read("Russia attacked Ukraine. Poland supports Ukraine.")])
        >>> graph.edges(type="attacks", object="Ukraine")
        [<Relation Russia attacks Ukraine (affirmed)>]
        """
        asked = self._filter(
            type=type, category=category, quad=quad, subject=subject, object=object, about=about, since=since,
            until=until, polarity=polarity, modality=modality, attributed_to=attributed_to,
            min_confidence=min_confidence, min_sources=min_sources,
        )  # fmt: skip
        return list(self._relations(self._view.edges(asked)))

    def evidence(
        self,
        *,
        type: Names = (),
        category: Names = (),
        quad: Names = (),
        subject: str | Node = "",
        object: str | Node = "",
        about: str | Node = "",
        since: str = "",
        until: str = "",
        polarity: Literal["", "affirmed", "negated"] = "",
        modality: Literal["", "actual", "reported", "possible", "planned"] = "",
        attributed_to: str | Node = "",
        min_confidence: float = 0.0,
        min_sources: int = 0,
    ) -> list[Evidence]:
        """The quotes behind :meth:`edges` of the same arguments, relation by relation."""
        asked = self._filter(
            type=type, category=category, quad=quad, subject=subject, object=object, about=about, since=since,
            until=until, polarity=polarity, modality=modality, attributed_to=attributed_to,
            min_confidence=min_confidence, min_sources=min_sources,
        )  # fmt: skip
        view = self._view
        return [
            Evidence(view, one) for edge in view.edges(asked) for one in view.matching_evidence(edge[0], asked)
        ]

    def node(self, name: str | Node, *, count: int = 10, half_life: float = 0.0, alone: bool = False) -> Card:
        """One node on a card: its roles, strongest allies and rivals, latest events, at most ``count`` of each.

        Parameters and errors are those of :meth:`allies`.
        """
        id = self._id(name)
        articles, sources, first, last, roles, allies, rivals, recent = self._view.card(id, count, half_life, alone)
        return Card(
            Node(self._view, id), articles, sources, first, last, self._relations(roles),
            tuple(map(self._relative, allies)), tuple(map(self._relative, rivals)), tuple(map(self._event, recent)),
        )  # fmt: skip

    def allies(self, name: str | Node, *, half_life: float = 0.0, alone: bool = False) -> list[Relative]:
        """With whom one cooperates, heaviest first.

        Parameters
        ----------
        name : str or Node
            Any name, in any language, or an id.
        half_life : float
            Days after which a tie counts half; 0: age does not matter.
        alone : bool
            Without those who act for the named ones (leaders, ministries, armies).

        Raises
        ------
        NotFound, Ambiguous
            For the name.

        Examples
        --------
        >>> import entente
        >>> graph = entente.merge([entente.Reader().read("Russia attacked Ukraine. Poland supports Ukraine.")])
        >>> [ally.node.name for ally in graph.allies("Ukraine")]
        ['Poland']
        """
        return [self._relative(row) for row in self._view.allies(self._id(name), half_life, alone)]

    def rivals(self, name: str | Node, *, half_life: float = 0.0, alone: bool = False) -> list[Relative]:
        """With whom one is in conflict, heaviest first. Parameters and errors are those of :meth:`allies`."""
        return [self._relative(row) for row in self._view.rivals(self._id(name), half_life, alone)]

    def between(self, x: str | Node, y: str | Node, *, alone: bool = False) -> list[Relation]:
        """All that links two, and the deeds of one to a third party for the other; what ``x`` does first."""
        return list(self._relations(self._view.between(self._id(x), self._id(y), alone)))

    def path(self, x: str | Node, y: str | Node, *, count: int = 3, min_confidence: float = 0.0) -> list[Path]:
        """The best ways from one to another, whatever the direction of the relations; fewest steps first."""
        return [
            Path(self._nodes(nodes), self._relations(edges), cost)
            for nodes, edges, cost in self._view.paths(self._id(x), self._id(y), count, min_confidence)
        ]

    def common(self, x: str | Node, y: str | Node, *, half_life: float = 0.0, alone: bool = False) -> Common:
        """Whom two have in common."""
        kinds = self._view.common(self._id(x), self._id(y), half_life, alone)
        allies, rivals, divided = (
            tuple(CommonRelative(Node(self._view, id), a, b) for id, a, b in rows) for rows in kinds
        )
        return Common(allies, rivals, divided)

    def camps(self, *, count: int = 0, half_life: float = 0.0, alone: bool = False) -> Camps:
        """Blocs and fault lines: little conflict inside a camp, little cooperation across two.

        Parameters
        ----------
        count : int
            At most so many; 0 finds the number as well.
        half_life, alone
            See :meth:`allies`.
        """
        rows, faults, frustration = self._view.camps(count, half_life, alone)
        camps = tuple(Camp(self._nodes(members), cohesion) for members, cohesion in rows)
        return Camps(camps, tuple(FaultLine(camps[a], camps[b], *of) for a, b, *of in faults), frustration)

    def balance(self, *, half_life: float = 0.0, alone: bool = False) -> Balance:
        """Triads by their signs."""
        friends, common_enemy, torn, all_enemies, degree, most_torn = self._view.balance(half_life, alone)
        node = self._node
        triads = tuple(Triad(node(x), node(y), node(z), xy, yz, xz) for x, y, z, xy, yz, xz in most_torn)
        return Balance(friends, common_enemy, torn, all_enemies, degree, triads)

    def central(self, *, count: int = 20, half_life: float = 0.0) -> list[Centrality]:
        """Who matters, by PageRank; at most ``count``."""
        return [Centrality(Node(self._view, id), *of) for id, *of in self._view.central(half_life)[:count]]

    def timeline(
        self, x: str | Node, y: str | Node | None = None, *, since: str = "", until: str = "", alone: bool = False
    ) -> list[Event]:
        """What is told of one, or of two together, by day; what is undated is left out.

        Raises
        ------
        NotFound, Ambiguous
            For a name.
        OptionError
            For a date that is none.
        """
        asked = self._filter(since=since, until=until)  # dates are checked, and read, as those of any filter
        asked.ends("-", "", "", "")
        self._view.edges(asked)
        events = self._view.timeline(self._id(x), self._id(y) if y is not None else "", alone)
        return [
            self._event(row)
            for row in events
            if (not since or row[1] >= since) and (not until or row[0][: len(until)] <= until)
        ]

    def changes(self, since: str, *, half_life: float = 0.0, alone: bool = False) -> Changes:
        """What is different since a day (ISO 8601)."""
        sides, started, ended = self._view.changes(since, half_life, alone)
        turns = tuple(Turn(self._node(x), self._node(y), before, after) for x, y, before, after in sides)
        return Changes(turns, self._relations(started), self._relations(ended))

    def contradictions(self, about: str | Node = "") -> list[Contradiction]:
        """Relations that one affirms and another denies, and numbers that differ."""
        return [
            Contradiction(
                kind,
                self._relation(edge),
                tuple(Evidence(self._view, at) for at in one),
                tuple(Evidence(self._view, at) for at in other),
            )
            for kind, edge, one, other in self._view.contradictions(self._id(about) if about else "")
        ]

    # ---- Other forms

    def to_pandas(self) -> tuple[pandas.DataFrame, pandas.DataFrame]:
        """Two frames: a row for each relation, and a row for each piece of evidence.

        Returns
        -------
        relations, evidence : pandas.DataFrame
            The column ``relation`` of the second is the index of the first. Ends, sources and participants are ids (or
            words, where the text names no node); days are ISO 8601 strings.

        Examples
        --------
        >>> import entente
        >>> graph = entente.merge([entente.Reader().read("Russia attacked Ukraine.")])
        >>> relations, evidence = graph.to_pandas()
        >>> relations[["subject_name", "type", "object_name"]].values.tolist()
        [['Russia', 'attacks', 'Ukraine']]
        """
        import pandas

        return pandas.DataFrame(self._view.relation_columns()), pandas.DataFrame(self._view.evidence_columns())

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """A directed multigraph: nodes by id, relations by (subject, object, type) with their support as attributes.

        Examples
        --------
        >>> import entente
        >>> graph = entente.merge([entente.Reader().read("Russia attacked Ukraine.")]).to_networkx()
        >>> list(graph.edges(keys=True))
        [('state/russia', 'state/ukraine', 'attacks')]
        """
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for node in self.nodes:
            graph.add_node(node.id, name=node.name, type=node.type)
        for subject, object, attributes in self._attributes():
            graph.add_edge(subject, object, key=attributes["type"], **attributes)
        return graph

    def to_igraph(self) -> igraph.Graph:
        """A directed graph; vertices have ``id``, ``name`` (of the thing) and ``type``, edges the same as in NetworkX."""
        import igraph

        nodes = self.nodes
        at = {node.id: i for i, node in enumerate(nodes)}
        edges = list(self._attributes())
        graph = igraph.Graph(n=len(nodes), edges=[(at[a], at[b]) for a, b, _ in edges], directed=True)
        for key in ("id", "name", "type"):
            graph.vs[key] = [getattr(node, key) for node in nodes]
        for key in edges[0][2] if edges else ():
            graph.es[key] = [attributes[key] for _, _, attributes in edges]
        return graph

    def _attributes(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for one in self.relations:
            yield one.subject.id, one.object.id, {
                "type": one.type,
                "status": one.status,
                "confidence": one.confidence,
                "articles": one.articles,
                "sources": one.sources,
                "first": one.first,
                "last": one.last,
            }  # fmt: skip

    def to_rdflib(self, *, base: str = "https://entente.example/") -> rdflib.Graph:
        """The triples of the JSON-LD form; ids are appended to ``base``."""
        import rdflib

        return rdflib.Graph().parse(data=self.to_bytes("nquads", base=base), format="nt")

    def to_bytes(
        self,
        format: str = "jsonld",
        *,
        base: str = "https://entente.example/",
        lang: Literal["en", "fr"] = "en",
        title: str = "",
        dark: bool = False,
        camps: bool = False,
        top: int = 0,
    ) -> bytes:
        """What :meth:`save` would write, for formats that are one file; ``format`` is a name of :func:`formats`."""
        core, view = self._core, self._view
        return core.written(view, known_format(format), base, lang, title, dark, camps, top)

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        format: str = "",
        base: str = "https://entente.example/",
        lang: Literal["en", "fr"] = "en",
        title: str = "",
        dark: bool = False,
        camps: bool = False,
        top: int = 0,
    ) -> None:
        """Write the graph, in a format by extension; the file is there whole or not at all.

        Parameters
        ----------
        path : path-like
            ``.jsonld``, ``.svg``, ``.html``, ``.graphml``, ``.csv`` … or a folder, ending in ``/``: see :func:`formats`.
        format : str
            The name of a format, whatever the extension.
        base : str
            IRI that ids are appended to.
        lang : str
            Language of names and labels in pictures and pages.
        title, dark, camps
            Of pictures and pages: the title, a dark ground, camps drawn together.
        top : int
            Most things in a picture (0: 200) or page (0: all).

        Raises
        ------
        OptionError
            For an extension or format that is not known.
        OutputError
            If it cannot be written or drawn.

        Examples
        --------
        >>> import entente, os, tempfile
        >>> graph = entente.merge([entente.Reader().read("Russia attacked Ukraine.")])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     graph.save(os.path.join(folder, "graph.jsonld"))
        ...     entente.load(os.path.join(folder, "graph.jsonld"))
        <Graph of 1 article, 2 nodes, 1 relation>
        """
        target = os.fspath(path)
        name, files = format_of_path(target, format)
        core, view = self._core, self._view
        for file in files or [""]:
            into = os.path.join(target, file) if file else target
            if file:
                os.makedirs(target, exist_ok=True)
            with Whole(into) as temporary:
                core.write(view, name, file, temporary, base, lang, title, dark, camps, top)

    def _repr_svg_(self) -> str | None:
        if self._view.edge_count() == 0:
            return None
        return self.to_bytes("svg", top=30).decode()


def merge(articles: Iterable[Article | Graph], *, overrides: str = "") -> Graph:
    """One graph of articles and graphs; order and repetition make no difference.

    Parameters
    ----------
    articles : iterable of Article or Graph
        May be :meth:`Reader.pipe`: only what the graph keeps of each stays in memory.
    overrides : str
        See :class:`Graph`.

    Examples
    --------
    >>> import entente
    >>> reader = entente.Reader()
    >>> a, b = reader.pipe(["Russia attacked Ukraine.", "Poland supports Ukraine."])
    >>> entente.merge([a, b]) == entente.merge([b, a, b])
    True
    """
    graph = Graph(overrides=overrides)
    for one in articles:
        graph.merge(one) if isinstance(one, Graph) else graph.add(one)
    return graph


def load(path: str | os.PathLike[str], *, overrides: str = "") -> Graph:
    """Read a graph in any form that can be read back: JSON-LD, N-Quads, GraphML, fragments (JSON Lines), a store.

    Raises
    ------
    DataError
        If it cannot be read, or is no graph; with the line, where there is one.
    """
    return Graph._of(_core.read_graph(os.fspath(path), None), overrides)

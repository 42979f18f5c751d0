"""The graph of any number of articles, what is in it, and the questions to it."""

from __future__ import annotations

import builtins
import os
import stat as stat_
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _core
from ._errors import Ambiguous, NotFound, OptionError, OutputError
from ._text import Span

if TYPE_CHECKING:
    import igraph  # type: ignore[import-untyped]
    import networkx
    import pandas
    import rdflib

    from ._reader import Article

Names: TypeAlias = "str | Iterable[str]"
_EdgeRow: TypeAlias = tuple[int, str, str, str, float, float, int, int, str, str, str]
_RelativeRow: TypeAlias = tuple[str, float, float, float, int, list[int]]


def _list(names: Names) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


@dataclass(frozen=True, slots=True)
class Source:
    """An article as the graph knows it: everything but its text.

    Attributes
    ----------
    id : str
        ``"article/…"``, from the given id, else the address, else the hash.
    hash : str
        SHA-256 of the text that all spans count in, in hexadecimal.
    name, title, language, published, location : str
        File name or given id; headline; BCP 47 code; ISO 8601 date; path or address. ``""`` for what is unknown.
    """

    id: str
    hash: str
    name: str
    title: str
    language: str
    published: str
    location: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """Words of an article, ``text == article.text[start:end]``.

    Attributes
    ----------
    article : str
        The id of the article.
    """

    article: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the text gives it: *environ 10 000 soldats* is ``Quantity(10000.0, "soldats", True)``."""

    value: float
    unit: str
    approximate: bool


class Node:
    """A person, state, organization, force, group, place or event of a graph. It looks at the graph and copies nothing.

    Nodes are equal if they have the same id.
    """

    __slots__ = ("_view", "_id")

    def __init__(self, view: _core.View, id: str) -> None:
        self._view = view
        self._id = id

    @property
    def id(self) -> str:
        """What it is, as an id: ``"state/north-korea"``."""
        return self._id

    @property
    def name(self) -> str:
        """The name that most articles give."""
        return self._view.node_name(self._id)

    @property
    def type(self) -> str:
        """Person, State, Organization, MilitaryUnit, Group, Place or Event."""
        return self._view.node_type(self._id)

    @property
    def alternate_names(self) -> list[str]:
        """All its other names, sorted."""
        return self._view.node(self._id)[3]

    @property
    def descriptions(self) -> list[str]:
        """What the articles say that it is: ``["boxer"]``; sorted."""
        return self._view.node(self._id)[4]

    @property
    def wikidata(self) -> str:
        """Its Wikidata item (``"Q423"``), or ``""``."""
        return self._view.node(self._id)[5]

    @property
    def iso(self) -> str:
        """The ISO 3166-1 code of a state (``"KP"``), or ``""``."""
        return self._view.node(self._id)[6]

    @property
    def mentions(self) -> list[Quote]:
        """Where the articles speak of it, by article and place."""
        return [Quote(start, end, text, article) for article, start, end, text in self._view.mentions(self._id)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and other._id == self._id

    def __hash__(self) -> int:
        return hash(self._id)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<{self.type} {self.name!r}>"


class Evidence:
    """One place where an article says what a relation says. It looks at the graph and copies nothing."""

    __slots__ = ("_view", "_at")

    def __init__(self, view: _core.View, at: _core.Evidence) -> None:
        self._view = view
        self._at = at

    @property
    def text(self) -> str:
        """The words that carry the claim; ``article.text[start:end]``."""
        return self._at.exact

    @property
    def start(self) -> int:
        """Where the words begin, in characters of the article's text."""
        return self._at.begin

    @property
    def end(self) -> int:
        """Where the words end, in characters of the article's text."""
        return self._at.end

    @property
    def quote(self) -> Quote:
        """The words with their place."""
        return Quote(self.start, self.end, self.text, self._at.article)

    @property
    def trigger(self) -> Span:
        """The word that tells the relation. Its text is ``""`` if it stands outside the quote."""
        start, end = self._at.trigger_begin, self._at.trigger_end
        inside = self.start <= start and end <= self.end
        return Span(start, end, self.text[start - self.start : end - self.start] if inside else "")

    @property
    def article(self) -> Source:
        """The article that says so."""
        return Source(*self._view.article(self._at.article))

    @property
    def relation(self) -> Relation:
        """The relation that this is evidence of, with all its evidence."""
        return Relation(self._view, self._at.edge)

    @property
    def polarity(self) -> str:
        """``"affirmed"`` or ``"negated"``."""
        return self._at.polarity

    @property
    def modality(self) -> str:
        """``"actual"``, ``"reported"``, ``"possible"`` or ``"planned"``."""
        return self._at.modality

    @property
    def status(self) -> str:
        """Polarity and modality in words: ``"affirmed"``, ``"negated, reported"``."""
        return self.polarity if self.modality == "actual" else f"{self.polarity}, {self.modality}"

    @property
    def object_role(self) -> str:
        """``"addressee"`` or ``"about"`` where the object of a statement is one of them, else ``""``."""
        return self._at.object_role

    @property
    def source(self) -> Node | None:
        """Who is quoted for it; None if the article itself says it."""
        return Node(self._view, self._at.attributed_to) if self._at.attributed_to else None

    @property
    def time(self) -> str:
        """ISO 8601 date or interval of what happened, or ``""``."""
        return self._at.time

    @property
    def quantity(self) -> Quantity | None:
        """How many or how much."""
        of = self._at.quantity
        return None if of is None else Quantity(*of)

    def _participant(self, row: tuple[str, str]) -> Node | str | None:
        node, words = row
        return Node(self._view, node) if node else words or None

    @property
    def destination(self) -> Node | str | None:
        """Where to: a node, or the words; None if nothing is said."""
        return self._participant(self._at.destination)

    @property
    def beneficiary(self) -> Node | str | None:
        """For whom."""
        return self._participant(self._at.beneficiary)

    @property
    def instrument(self) -> Node | str | None:
        """With what."""
        return self._participant(self._at.instrument)

    @property
    def location(self) -> Node | str | None:
        """Where."""
        return self._participant(self._at.location)

    @property
    def confidence(self) -> float:
        """The share of such claims that are right, in [0, 1]."""
        return self._at.confidence

    @property
    def frame(self) -> str:
        """What proposed it: ``"fr/deploys/déployer"``, or ``"model/…"`` for the reading model alone."""
        return self._at.frame

    @property
    def why(self) -> str:
        """The word and the rule that it rests on, in one line."""
        word = self.trigger.text
        return f"“{word}” ({self.frame})" if word else self.frame

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Evidence {self.text!r} {self.status} {self.article.name}>"

    def _repr_html_(self) -> str:
        trigger = self.trigger
        words = escape(self.text)
        if trigger.text:
            at = trigger.start - self.start
            words = (
                f"{escape(self.text[:at])}<mark>{escape(trigger.text)}</mark>{escape(self.text[at + len(trigger) :])}"
            )
        notes = [self.status]
        if (source := self.source) is not None:
            notes.append("according to " + source.name)
        article = self.article
        notes.append(article.title or article.name)
        if article.published:
            notes.append(article.published)
        return f"<blockquote>{words}<br><small>{escape(' · '.join(notes))}</small></blockquote>"


class Relation:
    """What all evidence says of one (subject, type, object). It looks at the graph and copies nothing.

    As an answer to a question with a filter, its support and days are those of the evidence that matches.
    """

    __slots__ = ("_view", "_row")

    def __init__(self, view: _core.View, edge: int | _EdgeRow) -> None:
        self._view = view
        self._row: _EdgeRow = view.edge(edge) if isinstance(edge, int) else edge

    @property
    def number(self) -> int:
        """Its place among the graph's relations, from 0: the row of :meth:`Graph.to_pandas`."""
        return self._row[0]

    @property
    def subject(self) -> Node:
        """Who does it."""
        return Node(self._view, self._row[1])

    @property
    def type(self) -> str:
        """What is done: ``"attacks"``, ``"supports"``, …"""
        return self._row[2]

    @property
    def object(self) -> Node:
        """To whom."""
        return Node(self._view, self._row[3])

    @property
    def status(self) -> str:
        """``"affirmed"``, ``"denied"`` or ``"contested"``, and how: ``"affirmed, reported"``."""
        affirmed, denied, modality = self._row[4], self._row[5], self._row[8]
        word = "contested" if affirmed > 0 and denied > 0 else "denied" if denied > affirmed else "affirmed"
        return word if modality == "actual" else f"{word}, {modality}"

    @property
    def confidence(self) -> float:
        """How well it is borne out, in [0, 1]; independent sources add up."""
        return max(self._row[4], self._row[5])

    @property
    def affirmed(self) -> float:
        """The same over the evidence that affirms it."""
        return self._row[4]

    @property
    def denied(self) -> float:
        """The same over the evidence that denies it."""
        return self._row[5]

    @property
    def articles(self) -> int:
        """How many articles say or deny it."""
        return self._row[6]

    @property
    def sources(self) -> int:
        """How many of them are independent: copies count once."""
        return self._row[7]

    @property
    def first(self) -> str:
        """First day of its evidence, ISO 8601; ``""`` if it is undated."""
        return self._row[9]

    @property
    def last(self) -> str:
        """Last day of its evidence, ISO 8601; ``""`` if it is undated."""
        return self._row[10]

    @property
    def evidence(self) -> list[Evidence]:
        """Each place that says so, by article and place; never empty."""
        return [Evidence(self._view, at) for at in self._view.evidence(self.number)]

    @property
    def best(self) -> Evidence:
        """The surest evidence; what speaks as the relation does goes first."""
        negated = self.denied > self.affirmed
        return max(self.evidence, key=lambda one: ((one.polarity == "negated") == negated, one.confidence))

    @property
    def time(self) -> str:
        """When it happened, by the surest evidence that says so; ``""`` if none does."""
        dated = [one for one in self.evidence if one.time]
        return max(dated, key=lambda one: one.confidence).time if dated else ""

    @property
    def source(self) -> Node | None:
        """Who is quoted for it in the surest evidence; None if the article itself says it."""
        return self.best.source

    @property
    def why(self) -> str:
        """The word and the rule that the surest evidence rests on, in one line."""
        return self.best.why

    def __eq__(self, other: builtins.object) -> bool:
        return isinstance(other, Relation) and other._row[1:4] == self._row[1:4]

    def __hash__(self) -> int:
        return hash(self._row[1:4])

    def __str__(self) -> str:
        return f"{self.subject} {self.type} {self.object}"

    def __repr__(self) -> str:
        return f"<Relation {self} ({self.status})>"

    def _repr_html_(self) -> str:
        quotes = "".join(one._repr_html_() for one in self.evidence)
        return f"<p><b>{escape(str(self))}</b> ({escape(self.status)}, {self.confidence:.2f})</p>{quotes}"


@dataclass(frozen=True, slots=True)
class Relative:
    """One with whom another is in cooperation or conflict.

    Attributes
    ----------
    node : Node
    weight : float
        Above 0 for an ally, below for a rival; both directions and all who act for them added up. Its parts are
        ``towards`` (what the one asked about does) and ``back`` (what is done to it).
    towards, back : float
    sources : int
        Independent sources of the best attested relation.
    relations : tuple of Relation
        What the weight rests on, heaviest first.
    """

    node: Node
    weight: float
    towards: float
    back: float
    sources: int
    relations: tuple[Relation, ...]

    def __str__(self) -> str:
        return f"{self.node} ({self.weight:+.2f})"


@dataclass(frozen=True, slots=True)
class Event:
    """What is told of a day.

    Attributes
    ----------
    first, last : str
        ISO 8601 days, both included.
    relation : Relation
    evidence : Evidence
    """

    first: str
    last: str
    relation: Relation
    evidence: Evidence

    def __str__(self) -> str:
        return f"{self.first} {self.relation}"


@dataclass(frozen=True, slots=True)
class Card:
    """One node with all that matters of it.

    Attributes
    ----------
    node : Node
    articles, sources : int
        How many articles speak of it, and how many of these are independent.
    first, last : str
        ISO 8601 days of all evidence; ``""`` if it is undated.
    roles : tuple of Relation
        Standing ties: leads, memberOf, partOf, …
    allies, rivals : tuple of Relative
        The strongest.
    recent : tuple of Event
        The latest events, latest first.
    """

    node: Node
    articles: int
    sources: int
    first: str
    last: str
    roles: tuple[Relation, ...]
    allies: tuple[Relative, ...]
    rivals: tuple[Relative, ...]
    recent: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one to another.

    Attributes
    ----------
    nodes : tuple of Node
        From the first to the last.
    relations : tuple of Relation
        One for each step, in either direction.
    cost : float
        Sum of 2 − confidence: fewest steps first, then the best evidence.
    """

    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]
    cost: float

    def __str__(self) -> str:
        return " – ".join(node.name for node in self.nodes)


@dataclass(frozen=True, slots=True)
class CommonRelative:
    """One that two others share, with its weight to each."""

    node: Node
    weight_x: float
    weight_y: float


@dataclass(frozen=True, slots=True)
class Common:
    """Whom two have in common: allies of both, rivals of both, and who is with one and against the other."""

    allies: tuple[CommonRelative, ...]
    rivals: tuple[CommonRelative, ...]
    divided: tuple[CommonRelative, ...]


@dataclass(frozen=True, slots=True)
class Camp:
    """A bloc: its members, heaviest first, and the cooperation inside it."""

    members: tuple[Node, ...]
    cohesion: float

    def __str__(self) -> str:
        return ", ".join(node.name for node in self.members)


@dataclass(frozen=True, slots=True)
class FaultLine:
    """Conflict and cooperation across two camps, both at least 0."""

    camp_a: Camp
    camp_b: Camp
    conflict: float
    cooperation: float


@dataclass(frozen=True, slots=True)
class Camps:
    """Blocs and fault lines.

    Attributes
    ----------
    camps : tuple of Camp
        Largest first. Who stands alone against somebody is a camp of one.
    faults : tuple of FaultLine
        Most conflict first.
    frustration : float
        Share of all weight that is conflict inside a camp or cooperation across two; 0 is perfect.
    """

    camps: tuple[Camp, ...]
    faults: tuple[FaultLine, ...]
    frustration: float


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors and the signed weights between them."""

    x: Node
    y: Node
    z: Node
    xy: float
    yz: float
    xz: float


@dataclass(frozen=True, slots=True)
class Balance:
    """Triads by their signs.

    Attributes
    ----------
    friends, common_enemy, torn, all_enemies : int
        + + +, + − −, + + − and − − −.
    degree : float
        Share of balanced triads (the first two kinds); 1 if there is none.
    most_torn : tuple of Triad
        The heaviest + + −, at most ten.
    """

    friends: int
    common_enemy: int
    torn: int
    all_enemies: int
    degree: float
    most_torn: tuple[Triad, ...]


@dataclass(frozen=True, slots=True)
class Centrality:
    """How much a node matters.

    Attributes
    ----------
    node : Node
    page_rank : float
        Over all relations; sums to 1.
    betweenness : float
        Share of shortest paths through it, in [0, 1]; 0 in graphs of more than 5,000 nodes.
    strength_in, strength_out : float
        Sums of the absolute weights of what is done to it and what it does.
    """

    node: Node
    page_rank: float
    betweenness: float
    strength_in: float
    strength_out: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A pair that changed sides: its weight up to and from the day."""

    x: Node
    y: Node
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different since a day: pairs that changed sides, relations that are new, and such that are now denied."""

    sides: tuple[Turn, ...]
    started: tuple[Relation, ...]
    ended: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Evidence against evidence.

    Attributes
    ----------
    kind : str
        ``"denial"``: one affirms, the other denies; ``"quantity"``: the lowest and the highest number.
    relation : Relation
    one, other : tuple of Evidence
    """

    kind: str
    relation: Relation
    one: tuple[Evidence, ...]
    other: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who was taken for whom, and why.

    Attributes
    ----------
    verdict : str
        ``"same"``, ``"possiblySameAs"`` or ``"different"``.
    a, b : str
        As the articles name them; a line ``verdict a b`` of an overrides file replays the decision.
    node_a, node_b : str
        Ids in the graph; equal if they were joined.
    score : float
    reason : str
    """

    verdict: str
    a: str
    b: str
    node_a: str
    node_b: str
    score: float
    reason: str


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
        Decisions on who is who, as lines: ``same ID ID``, ``different ID ID``, ``rename ID NAME``, ``type ID TYPE``.

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

    def _relation(self, row: _EdgeRow | int) -> Relation:
        return Relation(self._view, row)

    def _relations(self, rows: Iterable[_EdgeRow] | Iterable[int]) -> tuple[Relation, ...]:
        return tuple(Relation(self._view, row) for row in rows)

    def _node(self, id: str) -> Node:
        return Node(self._view, id)

    def _nodes(self, ids: Iterable[str]) -> tuple[Node, ...]:
        return tuple(map(self._node, ids))

    def _relative(self, row: _RelativeRow) -> Relative:
        id, weight, towards, back, sources, edges = row
        return Relative(Node(self._view, id), weight, towards, back, sources, self._relations(edges))

    def _event(self, row: tuple[str, str, _EdgeRow, _core.Evidence]) -> Event:
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
        return core.written(view, _known(format), base, lang, title, dark, camps, top)

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
        name, files = _format_of(target, format)
        core, view = self._core, self._view
        for file in files or [""]:
            into = os.path.join(target, file) if file else target
            if file:
                os.makedirs(target, exist_ok=True)
            with _whole(into) as temporary:
                core.write(view, name, file, temporary, base, lang, title, dark, camps, top)

    def _repr_svg_(self) -> str | None:
        if self._view.edge_count() == 0:
            return None
        return self.to_bytes("svg", top=30).decode()


class _whole:
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


def _sound(name: str) -> str:
    """The name without what UTF-8 cannot hold: such a name is simply not found."""
    return name.encode("utf-8", "replace").decode()


def _known(format: str) -> str:
    names = [row[0] for row in _core.formats()]
    if format not in names:
        raise OptionError(f'unknown format "{format}"', f"known are {', '.join(names)}", "format")
    return format


def _format_of(path: str, format: str) -> tuple[str, list[str]]:
    """The name of the format, and its files if it is a folder."""
    rows = _core.formats()
    if format:
        _known(format)
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

"""What the questions to a graph are answered with."""

from __future__ import annotations

from dataclasses import dataclass

from ._things import Evidence, Node, Relation

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

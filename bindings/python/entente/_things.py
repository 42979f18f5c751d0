"""What a graph is made of: articles, quotes, nodes, and relations with their evidence."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from . import _core
from ._text import Span

EdgeRow: TypeAlias = tuple[int, str, str, str, float, float, int, int, str, str, str]


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

    def __init__(self, view: _core.View, edge: int | EdgeRow) -> None:
        self._view = view
        self._row: EdgeRow = view.edge(edge) if isinstance(edge, int) else edge

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

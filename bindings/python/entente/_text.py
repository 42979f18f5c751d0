"""Stretches of a text: spans, words, sentences. All places are indices of the Python string."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text, ``text == article.text[start:end]``.

    Attributes
    ----------
    start, end : int
        Half-open, in characters (code points) of the article's text.
    text : str
        The words.
    """

    start: int
    end: int
    text: str

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Token(Span):
    """A syntactic word, by the conventions of Universal Dependencies.

    The words of a contraction that do not spell it (French *du* = *de* + *le*) have the span of the whole; ``form`` is
    the word itself.

    Attributes
    ----------
    form, lemma : str
        The word, and its dictionary form.
    pos : str
        Universal part of speech: ``"NOUN"``, ``"VERB"``, …
    features : str
        ``"Gender=Masc|Number=Sing"``, or ``""``.
    dep : str
        What it is to its head: ``"nsubj"``, ``"obj"``, …; ``"root"`` for the root.
    head : int
        Index of the head in the sentence's tokens; its own index for the root.
    """

    form: str
    lemma: str
    pos: str
    features: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence and its words.

    Attributes
    ----------
    tokens : tuple of Token
    """

    tokens: tuple[Token, ...]

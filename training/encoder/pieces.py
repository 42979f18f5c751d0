"""Words to pieces: the unigram model of the pre-trained encoder, word by word. Twin of extract/neural/pieces.cpp.

A word is normalised code point by code point, gets the mark U+2581 in front where white space (or the beginning of the
text) precedes it, and is cut into the known pieces with the highest sum of scores; of equal sums the one whose last
piece begins first wins. A code point that no piece covers is the unknown piece; a word that normalises to nothing is
the unknown piece too, so that no word is lost.
"""
import functools

MARK = "\u2581"
UNKNOWN_PENALTY = 10.0   # below the lowest score of a piece
LONGEST_WORD = 64        # code points of a word that are looked at


class Pieces:
    def __init__(self, pieces, scores, mappings, unknown):
        """`pieces`: strings in the order of the embedding's rows; special ones are the empty string."""
        self.ids = {piece: i for i, piece in enumerate(pieces) if piece}
        self.scores, self.mappings, self.unknown = [float(s) for s in scores], mappings, unknown
        self.longest = max(map(len, self.ids), default=1)
        self.lowest = min((self.scores[i] for i in self.ids.values()), default=0.0) - UNKNOWN_PENALTY
        self.of = functools.lru_cache(maxsize=1 << 20)(self._of)

    def normalise(self, form):
        return "".join(self.mappings.get(ord(c), c) for c in form[:LONGEST_WORD])

    def _of(self, form, spaced):
        """Rows of the word's pieces, never none. `spaced`: white space or nothing stands before the word."""
        word = self.normalise(form).replace(" ", "")
        if not word:
            return (self.unknown,)
        if spaced:
            word = MARK + word
        n = len(word)
        best, back = [0.0] + [None] * n, [None] * (n + 1)
        for i in range(n):
            for end in range(i + 1, min(n, i + self.longest) + 1):
                row = self.ids.get(word[i:end])
                if row is None:
                    if end > i + 1:
                        continue
                    score = best[i] + self.lowest
                    row = self.unknown
                else:
                    score = best[i] + self.scores[row]
                if best[end] is None or score > best[end]:
                    best[end], back[end] = score, (i, row)
        rows, at = [], n
        while at:
            at, row = back[at]
            rows.append(row)
        return tuple(reversed(rows))

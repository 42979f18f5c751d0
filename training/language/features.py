"""What the network sees of a word: an exact twin of extract/language/features.cpp.

A word is folded (typographic apostrophes and quotes to ASCII, letters to lower case), looked up in the vocabulary,
and spelled as a bag of hashed character n-grams, affixes and shapes, so that unseen words have a vector too.
"""

MAX_LETTERS = 32

FOLDED = {0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x2032: "'", 0x60: "'",
          0x201C: '"', 0x201D: '"', 0x201E: '"', 0xAB: '"', 0xBB: '"',
          0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-"}


def lower_letter(c: int) -> int:
    """Lower case of a code point: Latin, Greek and Cyrillic by arithmetic, so that it needs no tables."""
    if 0x41 <= c <= 0x5A or (0xC0 <= c <= 0xDE and c != 0xD7):
        return c + 32
    if c in (0x130, 0x131, 0x138, 0x149, 0x178, 0x17F):
        return 0xFF if c == 0x178 else c
    if 0x100 <= c <= 0x137 or 0x14A <= c <= 0x177:
        return c | 1
    if 0x139 <= c <= 0x148 or 0x179 <= c <= 0x17E:
        return c + 1 if c % 2 else c
    if 0x391 <= c <= 0x3A9 or 0x410 <= c <= 0x42F:
        return c + 32
    if 0x400 <= c <= 0x40F:
        return c + 80
    return c


def fold(form: str) -> str:
    return "".join(FOLDED.get(ord(c), c) for c in form)


def lower(folded: str) -> str:
    return "".join(chr(lower_letter(ord(c))) for c in folded)


def vocabulary_key(folded: str) -> str:
    return "".join("0" if "0" <= c <= "9" else c for c in lower(folded))


def hash32(text: str, seed: int) -> int:
    """FNV-1a over code points, finished with a mixing step (the multiplier of splitmix)."""
    h = 2166136261 ^ seed
    for c in text:
        h = ((h ^ ord(c)) * 16777619) & 0xFFFFFFFF
    h = ((h ^ (h >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    return h ^ (h >> 13)


def hash64(text: str) -> int:
    return hash32(text, 0x51ED) << 32 | hash32(text, 0xA11CE)


def shape_letter(c: str) -> str:
    if "0" <= c <= "9":
        return "d"
    if lower_letter(ord(c)) != ord(c):
        return "X"
    if c.isascii():
        return "x" if "a" <= c <= "z" else c
    return "x"


def shape(folded: str) -> str:
    """Xx, X, xx-Xx, dd ...: runs longer than two are cut."""
    out = []
    for c in map(shape_letter, folded[:MAX_LETTERS]):
        if not (len(out) >= 2 and out[-1] == c and out[-2] == c):
            out.append(c)
    return "".join(out)


def ngrams(folded: str, buckets: int) -> list[int]:
    """Buckets of the n-grams (3 to 5 letters) of <word> and of the whole word."""
    word = "<" + lower(folded[:MAX_LETTERS]) + ">"
    found = [hash32(word, 7) % buckets]
    for n in (3, 4, 5):
        found += [hash32(word[i:i + n], n) % buckets for i in range(len(word) - n + 1)]
    return found


def affixes(folded: str, first: bool, buckets: int) -> list[int]:
    """Buckets of prefixes and suffixes as written, of the shape, and of the shape at the start of a sentence."""
    word = folded[:MAX_LETTERS]
    small = lower(word)
    s = shape(word)
    texts = [(small[:1], 11), (small[:2], 12), (small[:3], 13), (small[-1:], 21), (small[-2:], 22), (small[-3:], 23),
             (small[-4:], 24), (s, 31), (("^" if first else "-") + s[:4], 32),
             (small[-2:] + "|" + s[:2], 33)]
    return [hash32(text, seed) % buckets for text, seed in texts]


def gazetteer_rows(bits: int, buckets: int) -> list[int]:
    """Buckets that say in which lists of names a word occurs: one for each bit."""
    return [hash32(chr(ord("A") + bit), 41) % buckets for bit in range(8) if bits >> bit & 1]

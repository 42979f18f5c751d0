"""Lemma rules: how the written form becomes the lemma.

"L|k|s": take the lower-cased form, cut k letters off its end, add s. "K|k|s": the same on the form as written.
"=lemma": the lemma itself (forms that share no beginning with it). Twin of extract/language/lemma.cpp.
"""
from features import fold, lower


def rule_of(form, lemma):
    form, lemma = fold(form), fold(lemma)
    small = lower(form)
    if lemma == form and lemma != small:
        return "K|0|"
    if lemma == lower(lemma):
        kind, base = "L", small
    else:
        kind, base = "K", form
    common = 0
    while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
        common += 1
    if common == 0 or len(base) - common > 8:
        return "=" + lemma
    return f"{kind}|{len(base) - common}|{lemma[common:]}"


def apply(rule, form):
    form = fold(form)
    if rule.startswith("="):
        return rule[1:]
    kind, cut, added = rule.split("|", 2)
    base = lower(form) if kind == "L" else form
    return None if int(cut) > len(base) else base[:len(base) - int(cut)] + added

"""Words of a text: what counts as written, "Ej aktuellt" and its motivation, stems, and how alike two texts are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

_ORD = re.compile(r"[^\W_]+")
_EJ_AKTUELLT = re.compile(r"[\W_]*(?:ej|inte|icke)\s+aktuell[ta]?\b[\W_]*", re.IGNORECASE)


def _ordmangd(rader: str) -> frozenset[str]:
    return frozenset(rader.split())


# Said beside "Ej aktuellt", these tell when or for whom, but not why.
_FYLLNAD = _ordmangd("""
    alls denna detta den här dag för i idag just kund kunden månad månaden nu nuläget period perioden tillfället under
    ännu aktuell aktuellt
""")
_NEJ = _ordmangd("nej inget inga ingen ej")
_INTE = _NEJ | {"inte"}
_EFTER_INTE = _ordmangd("aktuellt behov behövs hinder problem")
_MEN = _ordmangd("men dock däremot utom förutom")
_KORT_NEKANDE = 15
"""Longest text, in words, that is taken for a plain no."""

# Words that say nothing of what a goal is about; "grund" stands in "på grund av".
_STOPPORD = _ordmangd("""
    alla allt andra annan annat behov behöver bland blir bättre cirka dagar deltar delta delvis denna dessa detta efter
    eller enligt finns fler flera fram från före genom gjort grund göra hade hans hela hennes honom igen inför inom
    innan insats insatsen inte kan klara klarar komma kommer kund kunden kunde kundens kunna med medan mellan mera mest
    minst minska mycket månad månaden mål målet delmål nivå någon något några när nästa också olika procent samt
    samtliga sedan senast ska skall skulle själv som stöd till tillsammans under ungefär upp utan utifrån vara varit
    varje vecka veckan veckor vilka vilken vilket väl över öka ökad
""")


def orden(text: str) -> list[str]:
    """The words of a text in small letters, without signs."""
    return _ORD.findall(text.lower())


def ar_tom(text: str) -> bool:
    """Nothing written: no letter and no digit."""
    return _ORD.search(text) is None


def ar_ej_aktuellt(text: str) -> bool:
    """The section says that it does not apply (K 8.1)."""
    return _EJ_AKTUELLT.match(text) is not None


def motivering_av(text: str) -> str:
    """The motivation after "Ej aktuellt", "" where there is none."""
    m = _EJ_AKTUELLT.match(text)
    if m is None:
        return ""
    resten = text[m.end() :].strip()
    return "" if all(o in _FYLLNAD for o in orden(resten)) else resten


def ar_nej(text: str) -> bool:
    """A plain no: nothing, "Ej aktuellt", "Inget behov", "Nej". One that goes on with "men" is none."""
    o = orden(text)
    if not o or ar_ej_aktuellt(text):
        return True
    if len(o) > _KORT_NEKANDE or _MEN.intersection(o):
        return False
    return o[0] in _NEJ or any(x in _INTE and y in _EFTER_INTE for x, y in pairwise(o))


# --- Stems -------------------------------------------------------------------------------------------------------

# Endings of nouns, adjectives and verbs, the longest first; one is taken off, and four letters are left.
_ANDELSER = sorted(
    _ordmangd("""
        heternas heterna hetens heten heter het ningarnas ningarna ningens ningen ningar ning ernas erna arnas arna
        ornas orna andet ande ades ade aste aren arens are ast ans an ens en ets et ern ers er ars ar ors or es as ad
        at a e
    """),
    key=lambda s: (-len(s), s),
)
_MINSTA_STAM = 4
_LANG_STAM = 5
"""From this length a stem is also found at the beginning of a longer word (Swedish joins words)."""


@lru_cache(maxsize=20_000)
def stam(o: str) -> str:
    """The word without its most usual endings; rough, and the same for forms of the same word."""
    for andelse in _ANDELSER:
        if o.endswith(andelse) and len(o) - len(andelse) >= _MINSTA_STAM:
            o = o[: -len(andelse)]
            break
    for slut in ("ligt", "lig", "igt", "ig"):
        if o.endswith(slut) and len(o) - len(slut) >= _MINSTA_STAM:
            return o[: -len(slut)]
    return o


def barande(text: str) -> tuple[str, ...]:
    """Stems of the words that a goal is recognised by, each once, in order."""
    ut = [stam(o) for o in orden(text) if len(o) >= _MINSTA_STAM and o not in _STOPPORD and not o.isdigit()]
    return tuple(dict.fromkeys(ut))


class Ordforrad:
    """The stems of some texts, to look for goals in."""

    __slots__ = ("_stammar",)

    def __init__(self, texter: Iterable[str]) -> None:
        self._stammar = {stam(o) for t in texter for o in orden(t)}

    def har(self, s: str) -> bool:
        """The stem; a long one also as the beginning of a word, or but for its last letter (närvaro, närvaron)."""
        if s in self._stammar:
            return True
        kort = s[: max(_LANG_STAM, len(s) - 1)]
        return len(s) >= _LANG_STAM and any(x == kort or x.startswith(s) for x in self._stammar)

    def namner(self, text: str) -> bool:
        """Half of the words that carry the text are there; of a long one, three are enough.

        A text without such words ("80 %") cannot be looked for and counts as mentioned.
        """
        stammar = barande(text)
        behovs = min((len(stammar) + 1) // 2, 3)
        return sum(self.har(s) for s in stammar) >= behovs


# --- Likeness ----------------------------------------------------------------------------------------------------


def likhet(a: Sequence[str], b: Sequence[str], foljd: int) -> int:
    """How alike two texts are, from their words, 0–100: the share of runs of so many words that both have (Dice)."""
    x, y = _foljder(a, foljd), _foljder(b, foljd)
    if not x and not y:
        return 100
    return 200 * (x & y).total() // (x.total() + y.total())


def _foljder(o: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    if len(o) < n:
        return Counter([tuple(o)] if o else [])
    return Counter(zip(*(o[i:] for i in range(n)), strict=False))

"""Words as search knows them: what is put into the index, what is asked for, and what is shown of a find.

Both sides are folded by `sortering.sokform`, so that each engine is handed plain words and has no say in what a word
is: "asa" finds Åsa, "dordevic" finds Đorđević.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .sortering import sokform, sokform_pa_plats

_ORD = re.compile(r"[^\W_]+")
LANGST_ORD = 60
"""A longer word is known by its beginning."""
FLEST_ORD = 8
KORTAST_BORJAN = 2
"""A beginning of one letter would find nearly everything."""
_FORE, _EFTER = 60, 120


def ord_i(text: str) -> list[str]:
    """The folded words of a text, in order. "I-2024/17" is three words."""
    return [o[:LANGST_ORD] for o in _ORD.findall(sokform(text))]


def indexord(texter: Iterable[str | None], utom: Iterable[str | None] = ()) -> list[str]:
    """Each word once, without those that `utom` holds (a protected person's names), nor numbers as long as theirs."""
    ut = set[str]()
    for t in texter:
        if t:
            ut.update(ord_i(t))
    namn = {o for t in utom if t for o in ord_i(t)}
    if namn:
        ut = {o for o in ut if o not in namn and o.removesuffix("s") not in namn and not _LANGT_NUMMER.fullmatch(o)}
    return sorted(ut)


_LANGT_NUMMER = re.compile(r"\d{4}|\d{6,}")
"""A birth date, a personnummer, or the last four figures of one."""


@dataclass(frozen=True, slots=True)
class Fraga:
    """What is asked for: whole words, and the beginning of the last one; `borjan` empty = all are whole."""

    hela: tuple[str, ...]
    borjan: str

    @classmethod
    def av(cls, text: str) -> Fraga:
        """A single last letter is left out until there are more of it."""
        alla = ord_i(text)[:FLEST_ORD]
        if not alla:
            return cls((), "")
        *hela, sista = alla
        return cls(tuple(dict.fromkeys(hela)), sista if len(sista) >= KORTAST_BORJAN else "")

    @property
    def tom(self) -> bool:
        return not self.borjan and not self.hela

    def traffar(self, ord_: str) -> str:
        """Which part of the question a folded word answers, or ""."""
        if ord_ in self.hela:
            return ord_
        return self.borjan if self.borjan and ord_.startswith(self.borjan) else ""


@dataclass(frozen=True, slots=True)
class Utdrag:
    """A few words of a text on one line; `markerade`: (start, length) of the words that were asked for."""

    text: str
    markerade: tuple[tuple[int, int], ...] = ()


def utdrag(texter: Iterable[str], fraga: Fraga) -> Utdrag | None:
    """From the text that answers most of the question: the first place it does. None if none does.

    Where it does twice as well further on (two words side by side) is not looked for: the first is what one expects.
    """
    if fraga.tom:
        return None
    bast: tuple[int, str, str | None, int] | None = None
    delar = len({*fraga.hela, fraga.borjan} - {""})
    for t in texter:
        hel = unicodedata.normalize("NFC", " ".join(t.split()))
        vikt = sokform_pa_plats(hel)
        svar = set[str]()
        forst = -1
        for borjar, _, del_ in _traffar(hel, vikt, fraga):
            svar.add(del_)
            forst = borjar if forst < 0 else forst
            if len(svar) == delar:
                break
        if svar and (bast is None or len(svar) > bast[0]):
            bast = (len(svar), hel, vikt, forst)
            if len(svar) == delar:
                break
    if bast is None:
        return None
    _, hel, vikt, forst = bast
    fran = 0 if forst <= _FORE else hel.find(" ", forst - _FORE, forst) + 1 or forst
    till = len(hel) if len(hel) <= forst + _EFTER else max(hel.rfind(" ", forst, forst + _EFTER), forst + 1)
    if till < len(hel) and not hel[forst:till].strip():
        till = forst + _EFTER
    fore = "… " if fran else ""
    ut = fore + hel[fran:till] + (" …" if till < len(hel) else "")
    bit = None if vikt is None else vikt[fran:till]
    marken = _traffar(hel[fran:till], bit, fraga)
    return Utdrag(ut, tuple((borjar + len(fore), langd) for borjar, langd, _ in marken))


def _traffar(text: str, vikt: str | None, fraga: Fraga) -> Iterator[tuple[int, int, str]]:
    """Words of a text that answer a part of the question: (start, length, part). `vikt`: the text folded in place."""
    if vikt is None:
        for m in _ORD.finditer(text):
            if del_ := next((x for o in ord_i(m[0]) if (x := fraga.traffar(o))), ""):
                yield m.start(), len(m[0]), del_
        return
    for m in _monster(fraga).finditer(vikt):
        yield m.start(), len(m[0]), fraga.traffar(m[0][:LANGST_ORD])


@lru_cache(64)
def _monster(fraga: Fraga) -> re.Pattern[str]:
    """Finds in a folded text what `Fraga.traffar` says of each of its words.

    That none begins inside a word is asked after its letters: what begins with letters is found as a plain search is.
    """
    delar = [(o, r"[^\W_]*" if len(o) == LANGST_ORD else r"(?![^\W_])") for o in fraga.hela]
    if fraga.borjan:
        delar.append((fraga.borjan, r"[^\W_]*"))
    return re.compile("|".join(rf"{o}(?<![^\W_]{o}){slut}" for o, slut in delar))

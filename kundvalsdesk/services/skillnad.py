"""What is new in a text since the one before it, word by word, for reading."""

from __future__ import annotations

import re
from typing import NamedTuple

from .granskningstyper import Bit

_ORD = re.compile(r"(\w+|[^\w\s])(\s*)")
_LUFT = re.compile(r"\s*")

MINSTA_O = 2
"""Equal words between two changes, no more than these, are read as part of the change."""
STOR_O = 5
"""So are up to these where each of the changes beside them is twice as long."""
STORST = 400_000_000
"""Largest product of word counts that is compared; beyond it the middle counts as rewritten (memory)."""


class _Ord(NamedTuple):
    """A word or sign, and the space after it."""

    ord: str
    luft: str


class _Lopp(NamedTuple):
    """A run of both texts: words a1:a2 of the old one became b1:b2 of the new one, or are equal."""

    lika: bool
    a1: int
    a2: int
    b1: int
    b2: int

    @property
    def langd(self) -> int:
        return max(self.a2 - self.a1, self.b2 - self.b1)


def _dela(text: str) -> list[_Ord]:
    """The words of a text; a first one without letters holds the space before them. Joined again they are the text."""
    m = _LUFT.match(text)
    inledning = m.group() if m else ""
    return [_Ord("", inledning), *(_Ord(*x) for x in _ORD.findall(text, len(inledning)))]


def _steg(a: list[_Ord], b: list[_Ord]) -> list[_Lopp]:
    from rapidfuzz.distance import LCSseq

    x, y = [o.ord for o in a], [o.ord for o in b]
    n = next((n for n, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y)))
    if (len(x) - n) * (len(y) - n) > STORST:
        return [_Lopp(True, 0, n, 0, n), _Lopp(False, n, len(x), n, len(y))]
    # rapidfuzz names a run that is rewritten in pieces; pieces that adjoin are one change.
    ut: list[_Lopp] = []
    for op in LCSseq.opcodes(x, y):
        nytt = _Lopp(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end)
        if ut and not ut[-1].lika and not nytt.lika:
            nytt = _Lopp(False, ut[-1].a1, nytt.a2, ut[-1].b1, nytt.b2)
            ut.pop()
        ut.append(nytt)
    return ut


def _utan_oar(steg: list[_Lopp], a: list[_Ord]) -> list[_Lopp]:
    """Small equal islands become part of the changes on both sides of them: half sentences can be read."""
    ut: list[_Lopp] = []
    for n, s in enumerate(steg):
        if ut and not ut[-1].lika:
            if not s.lika:
                s = _Lopp(False, ut[-1].a1, s.a2, ut[-1].b1, s.b2)
                ut.pop()
            elif n + 1 < len(steg):
                ord_ = sum(a[i].ord[:1].isalnum() for i in range(s.a1, s.a2))
                runtom = min(ut[-1].langd, steg[n + 1].langd)
                if ord_ <= MINSTA_O or (ord_ <= STOR_O and runtom >= 2 * ord_):
                    s = _Lopp(False, ut[-1].a1, s.a2, ut[-1].b1, s.b2)
                    ut.pop()
        ut.append(s)
    return ut


def _text(o: list[_Ord], fran: int, till: int) -> str:
    return "".join(x.ord + x.luft for x in o[fran:till])


def skillnad(fore: str, nu: str) -> tuple[Bit, ...]:
    """The two texts as runs of words. `lika` and `nytt` joined are `nu`; `lika` and `borta` joined are `fore`."""
    a, b = _dela(fore), _dela(nu)
    bitar: list[tuple[str, str]] = []

    def lagg(slag: str, text: str) -> None:
        if not text:
            return
        if bitar and bitar[-1][0] == slag:
            bitar[-1] = (slag, bitar[-1][1] + text)
        else:
            bitar.append((slag, text))

    for s in _utan_oar(_steg(a, b), a):
        if not s.lika:
            lagg("borta", _text(a, s.a1, s.a2))
            lagg("nytt", _text(b, s.b1, s.b2))
            continue
        for x, y in zip(a[s.a1 : s.a2], b[s.b1 : s.b2], strict=True):
            if x.luft == y.luft:
                lagg("lika", x.ord + x.luft)
            else:  # the same word, moved to another line
                lagg("lika", x.ord)
                lagg("borta", x.luft)
                lagg("nytt", y.luft)
    return tuple(Bit(*x) for x in bitar)

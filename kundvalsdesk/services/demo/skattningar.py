"""Where the made-up kunder stand on the scale of their kundval, month by month: most get on, some stand still, a few
fall back, and a month now and then could not be judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from zlib import crc32

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from ...models import Genomforandeplan, Manadsrapport, Slutrapport

HOGST = 5
_BORJAN = {"FAI2": (1, 1, 2), "FAI1": (2, 2, 3), "AMI1": (2, 3, 2), "AMI2": (1, 2, 2), "ISA1": (1, 2, 1),
           "ISA2": (1, 2, 2)}  # fmt: skip
_MAL = {"FAI2": (3, 4, 3), "FAI1": (5, 4, 5), "AMI1": (5, 5, 5), "AMI2": (5, 5, 4), "ISA1": (4, 4, 3),
        "ISA2": (4, 5, 4)}  # fmt: skip
_EGEN = ("arbete", "studier", "foretag")
_VIDARE = ("annan_insats", "byte_anordnare", "annan_myndighet")
_EJ_BEDOMD, _SVACKA = 19, 7
"""One month in so many could not be judged; one in so many was worse than the one before."""


class Skattning:
    """The course of one insats on the scale. `antal`: its months."""

    def __init__(self, nyckel: str, kod: str, antal: int, orsak: str | None) -> None:
        self._fro = crc32(nyckel.encode())
        self._antal = max(1, antal)
        n = self._fro % 3
        self.start, self.mal = _BORJAN[kod][n], _MAL[kod][n]
        kvar = self._fro // 7 % 4
        if orsak in _EGEN:
            self.slut = self.mal
        elif orsak in _VIDARE:
            # The last step of AMI is work itself.
            self.slut = min(self.mal, HOGST - 1) if kod.startswith("AMI") or not kvar else self.mal
        elif orsak is None:
            self.slut = min(self.mal - (kvar == 0), HOGST - kod.startswith("AMI"))
        else:
            self.slut = max(1, self.start + (-1, 0, 1, 1)[kvar])

    def manad(self, nr: int) -> int | None:
        """Where the kund stands at the end of month `nr`, the first is 0; None: not judged."""
        slump = crc32(nr.to_bytes(2), self._fro)
        if slump % _EJ_BEDOMD == 0:
            return None
        andel = (nr + 1) / (self._antal + 1)
        steg = self.start + round((self.slut - self.start) * andel)
        if 0 < nr < self._antal - 1 and slump % _SVACKA == 0:
            steg -= 1
        return min(HOGST, max(1, steg))


def skriv(session: Session, skattningar: dict[int, tuple[Skattning, list[str]]]) -> None:
    """Writes them on the rows of all plans and reports that have come in, by insats with its months."""
    varden: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    for tabell, vad in ((Genomforandeplan, "inkommen"), (Manadsrapport, "klarmarkerad"), (Slutrapport, "inkommen")):
        t: Any = tabell.__table__
        kolumner = [t.c.id, t.c.insats_id, *([t.c.manad] if "manad" in t.c else [])]
        for r in session.execute(select(*kolumner).where(t.c[vad].is_not(None))):
            if r.insats_id in skattningar:
                varden[t].append({"rad": r.id, **_pa_raden(t.name, r, *skattningar[r.insats_id])})
    for t, rader in varden.items():
        nya: dict[str, Any] = {k: bindparam(k) for k in rader[0] if k != "rad"}
        session.execute(update(t).where(t.c.id == bindparam("rad")).values(nya), rader)


def _pa_raden(tabell: str, r: Any, s: Skattning, manader: Iterable[str]) -> dict[str, int | None]:
    if tabell == "genomforandeplan":
        return {"skalsteg_start": s.start, "skalsteg_mal": s.mal}
    if tabell == "slutrapport":
        return {"skalsteg": s.slut}
    return {"skalsteg": s.manad(list(manader).index(r.manad)) if r.manad in manader else None}

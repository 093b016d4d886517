"""The yearly uppföljning of a kundval: the model as data, where its steps stand in a year, and what a plan lacks.

The model comes in as the plain dict of its TOML file; anything unknown, missing or of the wrong kind is refused with
file, key and reason (`Modellfel`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from .formular import KUNDVAL
from .fristtyper import Frist
from .kalender import ar_arbetsdag, rulla
from .tomltabell import Tomltabell

STEGNR = range(1, 9)
TERTIAL = (1, 2, 3)
UTKAST, BESLUTAD, REDOVISAD = "utkast", "beslutad", "redovisad"
LAGEN = (UTKAST, BESLUTAD, REDOVISAD)
FRISTKOD = "uppfoljningssteg"
KOD = re.compile("[a-z][a-z0-9_]{1,29}")
_DAG = re.compile("[0-9]{2}-[0-9]{2}")


class Modellfel(ValueError):
    """A model that cannot be used: `fil`, `nyckel` (dotted) and `skal`, one Swedish sentence together."""

    def __init__(self, fil: str, nyckel: str, skal: str) -> None:
        super().__init__(f"Modellen {fil} kan inte användas: {nyckel or 'filen'} {skal}.")


class Modellsteg(NamedTuple):
    nr: int
    namn: str
    text: str


class Modelldel(NamedTuple):
    """What is followed up, and by what (M24)."""

    namn: str
    text: str


class Krav(NamedTuple):
    """What the reglemente demands of the plan (S24). `hjalp`: what may show that it is met."""

    kod: str
    namn: str
    hjalp: str


class Mallsteg(NamedTuple):
    """Something to be done. `steg`: which of the eight it belongs to; a year may have several of one."""

    steg: int
    tertial: int
    manad: int
    dag: int
    rubrik: str
    text: str
    ansvarig: str


class Mall(NamedTuple):
    kod: str
    namn: str
    kalla: str
    steg: tuple[Mallsteg, ...]


class Kundval(NamedTuple):
    """A kundval that a plan can be set up for. `koder`: those of our own that it holds; none of another nämnd's."""

    namn: str
    namnd: str
    koder: tuple[str, ...]
    mall: str


class Modell(NamedTuple):
    namn: str
    kalla: str
    gul_kvar: int
    steg: tuple[Modellsteg, ...]
    delar: tuple[Modelldel, ...]
    krav: tuple[Krav, ...]
    mallar: tuple[Mall, ...]
    kundval: tuple[Kundval, ...]

    def mall(self, kod: str) -> Mall | None:
        return next((m for m in self.mallar if m.kod == kod), None)

    def stegets(self, nr: int) -> Modellsteg:
        return self.steg[nr - 1]


# --- Reading it -----------------------------------------------------------------------------------------------------


def las_modell(fil: str, data: Mapping[str, Any]) -> Modell:
    """Raises Modellfel with file, key and reason."""
    las = Tomltabell(fil, "", dict(data), Modellfel)
    namn, kalla, gul = las.text("namn"), las.text("kalla"), las.tal("gul_kvar", minst=0) or 0
    steg = []
    for t in las.lista("steg"):
        steg.append(Modellsteg(t.tal("nr") or 0, t.text("namn"), t.text("text")))
        t.slut()
    if [s.nr for s in steg] != list(STEGNR):
        raise las.fel("steg", "ska ha stegen 1 till 8 i ordning")
    delar = []
    for t in las.lista("del"):
        delar.append(Modelldel(t.text("namn"), t.text("text")))
        t.slut()
    krav = []
    for t in las.lista("krav"):
        krav.append(Krav(_kod(t), t.text("namn"), t.text("hjalp")))
        t.slut()
    mallar = [_mall(t) for t in las.lista("mall")]
    kundval = []
    for t in las.lista("kundval"):
        kundval.append(
            Kundval(
                t.text("namn"), t.text("namnd"), t.texter("koder", KUNDVAL), t.kod("mall", [m.kod for m in mallar])
            )
        )
        t.slut()
    for nyckel, koder in (
        ("krav", [k.kod for k in krav]),
        ("mall", [m.kod for m in mallar]),
        ("kundval", [(k.namnd, k.namn) for k in kundval]),
    ):
        if not koder or len(set(koder)) < len(koder):
            raise las.fel(nyckel, "saknas eller står två gånger")
    las.slut()
    return Modell(namn, kalla, gul, tuple(steg), tuple(delar), tuple(krav), tuple(mallar), tuple(kundval))


def _kod(t: Tomltabell) -> str:
    kod = t.text("kod")
    if not KOD.fullmatch(kod):
        raise t.fel("kod", "ska vara små bokstäver a–z, siffror och understreck")
    return kod


def _mall(las: Tomltabell) -> Mall:
    kod, namn, kalla = _kod(las), las.text("namn"), las.text("kalla")
    steg = []
    for t in las.lista("steg"):
        nr, tert = t.tal("steg") or 0, t.tal("tertial") or 0
        senast = t.text("senast")
        m, d = (int(x) for x in senast.split("-")) if _DAG.fullmatch(senast) else (0, 0)
        if nr not in STEGNR:
            raise t.fel("steg", "ska vara 1 till 8")
        if not 1 <= m <= 12 or not 1 <= d <= monthrange(2023, m)[1]:
            raise t.fel("senast", "ska vara en dag i varje år, skriven MM-DD")
        if tert != (m + 3) // 4:
            raise t.fel("tertial", f"är {tert}, men {senast} ligger i tertial {(m + 3) // 4}")
        steg.append(Mallsteg(nr, tert, m, d, t.text("rubrik"), t.text("text", False), t.text("ansvarig")))
        t.slut()
    las.slut()
    if saknade := [n for n in STEGNR if n not in {s.steg for s in steg}]:
        raise las.fel("steg", f"saknar steg {saknade[0]}")
    return Mall(kod, namn, kalla, tuple(steg))


# --- Where the steps stand in a year --------------------------------------------------------------------------------


def tertial(d: date) -> int:
    return (d.month + 3) // 4


def tertialets(ar: int, nr: int) -> tuple[date, date]:
    """First and last day of a tertial."""
    return date(ar, nr * 4 - 3, 1), date(ar, nr * 4, monthrange(ar, nr * 4)[1])


def arbetsdag(d: date) -> date:
    """d, or the next arbetsdag (T1); the one before where the next lies in another tertial."""
    nasta = rulla(d)
    if (nasta.year, tertial(nasta)) == (d.year, tertial(d)):
        return nasta
    while not ar_arbetsdag(d):
        d -= timedelta(days=1)
    return d


def placera(s: Mallsteg, ar: int) -> date:
    return arbetsdag(date(ar, s.manad, s.dag))


def flytta(d: date, ar: int) -> date:
    """The corresponding arbetsdag of another year: the same day of the same month, or the next arbetsdag after it."""
    return arbetsdag(date(ar, d.month, min(d.day, monthrange(ar, d.month)[1])))


# --- How it goes ----------------------------------------------------------------------------------------------------


class Plansteg(NamedTuple):
    """What there is to know of a step of a plan."""

    steg: int
    tertial: int
    forfaller: date
    ansvarig: str = ""
    klar: date | None = None


def frist(s: Plansteg, gul_kvar: int, namn: str, kalla: str) -> Frist:
    """The deadline of a step: it opens with its tertial."""
    return Frist(
        FRISTKOD, str(s.steg), s.ansvarig, tertialets(s.forfaller.year, s.tertial)[0], s.forfaller, s.klar, False,
        None, False, gul_kvar, kalla, (), namn, "ovrigt", "tertial", (),
    )  # fmt: skip


class Brister(NamedTuple):
    """What a plan lacks, for whoever decides it or reads it: which steps and demands, and what has not been done."""

    steg: tuple[int, ...]
    utan_ansvarig: tuple[int, ...]
    krav: tuple[str, ...]
    beslut: bool
    kommunstyrelsen: bool

    @property
    def antal(self) -> int:
        return len(self.steg) + len(self.utan_ansvarig) + len(self.krav) + int(self.beslut) + int(self.kommunstyrelsen)


def saknas(modell: Modell, lage: str, steg: Iterable[Plansteg], uppfyllda: Iterable[str]) -> Brister:
    alla, kanda = list(steg), set(uppfyllda)
    finns = {s.steg for s in alla}
    return Brister(
        tuple(n for n in STEGNR if n not in finns),
        tuple(sorted({s.steg for s in alla if not s.ansvarig.strip()})),
        tuple(k.kod for k in modell.krav if k.kod not in kanda),
        lage == UTKAST,
        lage != REDOVISAD,
    )

"""The kundenkät: tables 12 and 13, and the results per anordnare and per insats (kvalitetsuppfoljning §4).

Results of fewer than five answers are nobody's to read, and must not follow from what is shown either. What is shown
is all made here, in one go and always the same: whoever shows less of it shows a part, and nobody asks in another way.

- Anordnare with fewer than five answers are one group. Can that not be shown, its answers are in no figure at all, so
  no sum tells of them. All sums are over the groups that are shown.
- Insatser are other groups of the same answers, so what is left out of them is the difference between two sums that
  are shown. The smallest of the others are left out with it, until the difference says nothing of any one of them.
- So too with each question: the number of answers to it is a sum over the groups, and a group that few have answered
  it in would be what is left. And small ones that are known only together are not known where all have said the
  same, for then each of them has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from .femregeln import MINST, dolda_grupper, gar_ihop
from .sortering import sortnyckel
from .statistik import andel
from .statistikprov import Motsagelse
from .statistiktabeller import Rad, Tabell

LAGST, HOGST = 1, 5
NOJD_FRAN, MISSNOJD_TILL = 4, 2
FARRE = "Färre än fem svar"
VET_INTE = "Vet inte"
TOLV, TRETTON = "12", "13"
_ALLRA_MEST = MINST - 1

Tal = tuple[int, int, int]
"""How many answers, how many of them nöjda, how many missnöjda."""


class Fraga(NamedTuple):
    """`visas`: whether it is in the results; `helhet`: it asks of the whole, and is what anordnare are compared by."""

    text: str
    visas: bool = True
    helhet: bool = False


class Svar(NamedTuple):
    """What came in, from nobody. `insats` "": vet inte; `varden`: one for each question, None where there is none."""

    anordnare: str
    insats: str
    varden: tuple[int | None, ...]


class Fragade(NamedTuple):
    """At one anordnare: insatser in the period, and kunder that have been asked."""

    insatser: int
    tillfragade: int


@dataclass(frozen=True, slots=True)
class Gruppsvar:
    """What a group has answered to one question; None where that is not shown, or of nothing."""

    fraga: str
    antal: int | None
    nojda: int | None
    missnojda: int | None


@dataclass(frozen=True, slots=True)
class Grupp:
    namn: str
    antal: int
    fragor: tuple[Gruppsvar, ...]


@dataclass(frozen=True, slots=True)
class Enkatresultat:
    """All that may be shown of a kundenkät. `helhet`: share nöjda and number of answers to the question of the whole,
    for each anordnare that has one to show."""

    anordnare: tuple[Rad, ...]
    fragor: tuple[Rad, ...]
    per_anordnare: tuple[Grupp, ...]
    per_insats: tuple[Grupp, ...]
    helhet: dict[str, tuple[int, int]]


# --- Putting it together -------------------------------------------------------------------------------------------


def stall_upp(fragor: Sequence[Fraga], svar: Iterable[Svar], fragade: Mapping[str, Fragade]) -> Enkatresultat:
    """`fragade`: every anordnare that had an insats or somebody to ask."""
    alla = list(svar)
    antal = Counter(s.anordnare for s in alla)
    namn = [*{*fragade, *antal}]
    sma = [a for a in namn if antal[a] < MINST]
    tillfragade = [fragade[a].tillfragade if a in fragade else _ALLRA_MEST for a in sma]
    ihop = gar_ihop([antal[a] for a in sma], tillfragade)
    grupp = {a: a for a in namn if antal[a] >= MINST} | (dict.fromkeys(sma, FARRE) if ihop else {})
    visade = [s for s in alla if s.anordnare in grupp]
    per_anordnare = _tal(((grupp[s.anordnare], s.varden) for s in visade), fragor)
    rader = _raderna(grupp, Counter(grupp[s.anordnare] for s in visade), fragade)
    hela = _tal((("", s.varden) for s in visade), fragor).get("", {})
    kanda = {f: t for f, t in hela.items() if t[0] >= MINST}
    ordning = [str(r["anordnare"]) for r in rader]
    grupper = _grupper(ordning, Counter(grupp[s.anordnare] for s in visade), per_anordnare, kanda)
    return Enkatresultat(
        rader,
        tuple(_frageraden(f, kanda.get(f)) for f in _visas(fragor)),
        grupper,
        _per_insats(visade, fragor, kanda),
        _helhet(fragor, grupper),
    )


def _visas(fragor: Sequence[Fraga]) -> list[str]:
    return [f.text for f in fragor if f.visas]


def _tal(svar: Iterable[tuple[str, tuple[int | None, ...]]], fragor: Sequence[Fraga]) -> dict[str, dict[str, Tal]]:
    """Per group and question that is shown; each of them, also where nobody has answered it."""
    ut: dict[str, dict[str, Tal]] = {}
    for grupp, varden in svar:
        rad = ut.setdefault(grupp, dict.fromkeys(_visas(fragor), (0, 0, 0)))
        for f, v in zip(fragor, varden, strict=True):
            if f.visas and v is not None:
                n, nojda, missnojda = rad[f.text]
                rad[f.text] = n + 1, nojda + (v >= NOJD_FRAN), missnojda + (v <= MISSNOJD_TILL)
    return ut


def _raderna(grupp: Mapping[str, str], antal: Mapping[str, int], fragade: Mapping[str, Fragade]) -> tuple[Rad, ...]:
    """The rows of table 12: the largest first, then by name; those that are together last."""
    insatser: Counter[str] = Counter()
    tillfragade: Counter[str] = Counter()
    for a, g in grupp.items():
        f = fragade.get(a, Fragade(0, 0))
        insatser[g] += f.insatser
        tillfragade[g] += f.tillfragade
    alla = sum(antal.values())
    ordning = sorted(antal, key=lambda g: (g == FARRE, -insatser[g], sortnyckel(g)))
    return tuple(
        {"anordnare": g, "insatser": insatser[g], "tillfragade": tillfragade[g], "svar": antal[g],
         "svarsfrekvens": andel(antal[g], tillfragade[g]), "andel_av_svar": andel(antal[g], alla)}
        for g in ordning
    )  # fmt: skip


def _frageraden(fraga: str, t: Tal | None) -> Rad:
    n, nojda, missnojda = t or (0, 0, 0)
    return {"fraga": fraga, "andel_nojda": andel(nojda, n), "andel_missnojda": andel(missnojda, n),
            "antal_svar": n or None}  # fmt: skip


def _grupper(
    namn: Sequence[str], antal: Mapping[str, int], tal: Mapping[str, Mapping[str, Tal]], hela: Mapping[str, Tal],
    utanfor: Sequence[str] = (),
) -> tuple[Grupp, ...]:  # fmt: skip
    """Groups with their questions. `utanfor`: groups of the same answers that are not shown at all."""
    dolda: dict[str, set[str]] = {}
    for f in hela:
        alla = {g: tal[g][f] for g in (*namn, *utanfor)}
        enas = partial(_enas, alla, hela[f])
        ihop = (FARRE,) if FARRE in alla and enas((FARRE,)) else ()
        dolda[f] = dolda_grupper({g: t[0] for g, t in alla.items()}, alltid=(*utanfor, *ihop), noll=True, enas=enas)
    ut = []
    for g in namn:
        rad = tal[g]
        ut.append(
            Grupp(g, antal[g], tuple(
                _gruppsvar(f, rad[f]) if f in hela and g not in dolda[f] else Gruppsvar(f, None, None, None)
                for f in rad
            ))
        )  # fmt: skip
    return tuple(ut)


def _enas(alla: Mapping[str, Tal], hela: Tal, vilka: Iterable[str]) -> bool:
    """Whether some groups are of one mind, so that what they say together is what each of them says. Where everybody
    is, all know it of each."""
    return not _enig([hela]) and _enig([alla[g] for g in vilka])


def _enig(tal: Sequence[Tal]) -> bool:
    n, nojda, missnojda = (sum(t[nr] for t in tal) for nr in range(3))
    return n > 0 and (nojda == n or missnojda == n or nojda == missnojda == 0)


def _gruppsvar(fraga: str, t: Tal) -> Gruppsvar:
    n, nojda, missnojda = t
    return Gruppsvar(fraga, n, andel(nojda, n), andel(missnojda, n))


def _per_insats(visade: Sequence[Svar], fragor: Sequence[Fraga], hela: Mapping[str, Tal]) -> tuple[Grupp, ...]:
    antal = Counter(s.insats or VET_INTE for s in visade)
    sma = [k for k, n in antal.items() if n < MINST]
    ihop = gar_ihop([antal[k] for k in sma])
    grupp = {k: FARRE if ihop and k in sma else k for k in antal}
    tal = _tal(((grupp[s.insats or VET_INTE], s.varden) for s in visade), fragor)
    summor = Counter(grupp[s.insats or VET_INTE] for s in visade)
    utanfor = dolda_grupper(summor, noll=False)
    namn = sorted(summor.keys() - utanfor, key=lambda g: (g == FARRE, g == VET_INTE, -summor[g], sortnyckel(g)))
    return _grupper(namn, summor, tal, hela, sorted(utanfor))


def _helhet(fragor: Sequence[Fraga], grupper: Iterable[Grupp]) -> dict[str, tuple[int, int]]:
    helhet = next((f.text for f in fragor if f.helhet and f.visas), None)
    return {
        g.namn: (s.nojda, s.antal)
        for g in grupper
        for s in g.fragor
        if g.namn != FARRE and s.fraga == helhet and s.nojda is not None and s.antal is not None
    }


def prova(r: Enkatresultat) -> None:
    """Held against each other before anything is shown, as the other tables are. Raises Motsagelse."""
    svar = {str(x["anordnare"]): _tal_i(x, "svar") for x in r.anordnare}
    if svar != {g.namn: g.antal for g in r.per_anordnare}:
        raise Motsagelse("12 och resultatet per anordnare")
    alla = sum(svar.values())
    for vad, grupper in (("anordnare", r.per_anordnare), ("insats", r.per_insats)):
        if sum(g.antal for g in grupper) > alla or any(g.antal < MINST for g in grupper):
            raise Motsagelse(f"12 och resultatet per {vad}")
        for rad in r.fragor:
            fraga, hela = rad["fraga"], _tal_i(rad, "antal_svar")
            visas = [(g.antal, s.antal) for g in grupper for s in g.fragor if s.fraga == fraga and s.antal is not None]
            if hela > alla or sum(n for _, n in visas) > hela or any(not MINST <= n <= g for g, n in visas):
                raise Motsagelse(f"13 och resultatet per {vad}")


# --- As tables -----------------------------------------------------------------------------------------------------


def tabeller(per_kundval: Mapping[str, Enkatresultat]) -> dict[str, Tabell]:
    """Tables 12 and 13, of one kundval or of several: each row is of one of them, and the sums are over the rows."""
    tolv: list[Rad] = [
        {"anordnare": r["anordnare"], "kundval": k} | r for k, x in per_kundval.items() for r in x.anordnare
    ]
    tretton: list[Rad] = [{"fraga": r["fraga"], "kundval": k} | r for k, x in per_kundval.items() for r in x.fragor]
    vilket = next(iter(per_kundval)) if len(per_kundval) == 1 else ""
    insatser, fragade, svar = (sum(_tal_i(r, k) for r in tolv) for k in ("insatser", "tillfragade", "svar"))
    summa: Rad = {
        "kundval": vilket, "insatser": insatser, "tillfragade": fragade, "svar": svar,
        "svarsfrekvens": andel(svar, fragade), "andel_av_svar": andel(svar, svar),
    }  # fmt: skip
    if len(per_kundval) > 1:
        for r in tolv:
            r["andel_av_svar"] = andel(_tal_i(r, "svar"), svar)
    antal = sum(_tal_i(r, "antal_svar") for r in tretton)
    hela: Rad = {"kundval": vilket, "andel_nojda": None, "andel_missnojda": None, "antal_svar": antal or None}
    return {
        TOLV: Tabell(TOLV, "anordnare", ("anordnare", *summa), tuple(tolv), summa),
        TRETTON: Tabell(TRETTON, "fraga", ("fraga", *hela), tuple(tretton), hela),
    }


def _tal_i(r: Rad, kolumn: str) -> int:
    v = r[kolumn]
    return v if isinstance(v, int) else 0

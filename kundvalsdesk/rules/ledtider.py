"""How long the way from beslut to an approved plan takes, and how much of it is done in time.

Everything of a month is about the same insatser: those granted in it. Days are counted as the frister count them:
arbetsdagar to the bemanning and for the approval, calendar days to the plan. What is in time is what the frister say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from .fakta import Insatsfakta
from .frister import forfaller_av, till_plan
from .kalender import arbetsdagar_mellan, manad, manadens_forsta, manader
from .regelverk import Regelverkssamling
from .statistik import andel
from .statistikprov import Motsagelse
from .statistiktabeller import Rad, Tabell

STEG = {"bemanning": "bemannade", "plan": "planer", "godkannande": "godkanda"}
"""What is waited for, and the column of how many have got there."""
_FRIST = {"bemanning": "bemanning", "genomforandeplan": "plan", "granska_plan": "godkannande"}
_FRISTEN = {steg: frist for frist, steg in _FRIST.items()}
I_TID, SEN = "i_tid", "sen"
KOLUMNER = (
    "beslutade",
    *(k for s, klara in STEG.items() for k in (klara, f"median_{s}", f"i_tid_{s}", f"sena_{s}", f"andel_i_tid_{s}")),
    "median_hela_vagen",
)
_DAG = timedelta(days=1)


class Vag(NamedTuple):
    """One insats: for each step how many days it took, None if it has not been reached, and whether in time.
    `hela`: calendar days from beslut to approval."""

    beslut: date
    dagar: dict[str, int]
    lage: dict[str, str]
    hela: int | None


class Vagmatt:
    """The ways of many insatser, by the rule sets and as of one day. A year may be some ten thousand insatser."""

    def __init__(self, regelverk: Regelverkssamling, idag: date) -> None:
        self._regelverk = regelverk
        self._idag = idag

    def vag(self, f: Insatsfakta) -> Vag | None:
        """None for an insats that nobody has granted, or that is kept for statistics only."""
        if f.beslut is None or f.historik:
            return None
        inkomna = [p for p in f.planer if p.inkommen]
        plan = min(inkomna, key=lambda p: p.version) if inkomna else None
        inne = plan.inkommen if plan is not None else None
        godkand = plan.godkand if plan is not None and inne is not None else None
        dagar: dict[str, int] = {}
        if f.bemannad is not None:
            dagar["bemanning"] = arbetsdagar_mellan(f.beslut + _DAG, f.bemannad)
        if inne is not None:
            dagar["plan"] = max((inne - f.beslut).days, 0)
        if inne is not None and godkand is not None:
            dagar["godkannande"] = arbetsdagar_mellan(inne + _DAG, godkand)
        hela = max((godkand - f.beslut).days, 0) if godkand is not None else None
        utlost = {"bemanning": f.aktualiserad, "plan": f.start, "godkannande": inne}
        klara = {"bemanning": f.bemannad, "plan": inne, "godkannande": godkand}
        lage = {}
        for steg, klar in klara.items():
            if klar is not None and (d := utlost[steg]) is not None:
                forfaller = forfaller_av(_FRISTEN[steg], f.kod, d, self._regelverk)
                if f.bevakas_fran is None or forfaller >= f.bevakas_fran:
                    lage[steg] = I_TID if klar <= forfaller else SEN
        if len(dagar) < len(STEG):
            version = str(plan.version) if plan is not None else ""
            lage |= dict.fromkeys(self._forsenade(f, version), SEN)
        return Vag(f.beslut, dagar, lage, hela)

    def _forsenade(self, f: Insatsfakta, version: str) -> Iterator[str]:
        """Steps that are waited for still, and longer than they may be."""
        for x in till_plan(f, self._regelverk):
            steg = _FRIST.get(x.kod, "")
            if not steg or (steg == "godkannande" and x.avser != version) or x.klar is not None or x.vilande:
                continue
            if self._idag > x.forfaller and (x.stangs is None or x.stangs > self._idag):
                yield steg


def vag(f: Insatsfakta, regelverk: Regelverkssamling, idag: date) -> Vag | None:
    return Vagmatt(regelverk, idag).vag(f)


def raknas_i(v: Vag) -> set[str]:
    """The columns of numbers that an insats is counted in."""
    ut = {"beslutade", *(STEG[s] for s in v.dagar)}
    return ut | {f"{'i_tid' if hur == I_TID else 'sena'}_{s}" for s, hur in v.lage.items()}


class _Raknat:
    """What there is of some insatser: counts only, which do not grow with how many they are."""

    def __init__(self) -> None:
        self.antal = 0
        self.dagar: dict[str, Counter[int]] = defaultdict(Counter)
        self.lage: Counter[tuple[str, str]] = Counter()
        self.hela: Counter[int] = Counter()

    def lagg(self, v: Vag) -> None:
        self.antal += 1
        for s, n in v.dagar.items():
            self.dagar[s][n] += 1
        for hur in v.lage.items():
            self.lage[hur] += 1
        if v.hela is not None:
            self.hela[v.hela] += 1

    def lagg_alla(self, av: _Raknat) -> None:
        self.antal += av.antal
        for s, dagar in av.dagar.items():
            self.dagar[s].update(dagar)
        self.lage.update(av.lage)
        self.hela.update(av.hela)

    def rad(self) -> Rad:
        ut: Rad = {"beslutade": self.antal}
        for s, klara in STEG.items():
            i_tid, sena = self.lage[s, I_TID], self.lage[s, SEN]
            ut |= {
                klara: self.dagar[s].total(), f"median_{s}": mitten(self.dagar[s]), f"i_tid_{s}": i_tid,
                f"sena_{s}": sena, f"andel_i_tid_{s}": andel(i_tid, i_tid + sena),
            }  # fmt: skip
        return ut | {"median_hela_vagen": mitten(self.hela)}


def ledtidstabell(nummer: str, vagar: Iterable[Vag]) -> Tabell:
    """Month by month, from the first with anything to the last; the sum is of all insatser, also its medians."""
    per: dict[str, _Raknat] = defaultdict(_Raknat)
    for v in vagar:
        per[manad(v.beslut)].lagg(v)
    alla = _Raknat()
    for egna in per.values():
        alla.lagg_alla(egna)
    rader: list[Rad] = []
    if per:
        forst, sist = (manadens_forsta(m) for m in (min(per), max(per)))
        rader = [{"manad": m, **per[m].rad()} for m in manader(forst, sist)]
    t = Tabell(nummer, "manad", ("manad", *KOLUMNER), tuple(rader), alla.rad())
    prova_ledtider(t)
    return t


def mitten(antal: Counter[int]) -> Decimal | None:
    """The one in the middle, or half-way between the two: one decimal says it exactly."""
    if not (n := antal.total()):
        return None
    mitten: list[int] = []
    sedda = 0
    for tal in sorted(antal):
        sedda += antal[tal]
        mitten += [tal] * ((sedda > (n - 1) // 2) + (sedda > n // 2) - len(mitten))
        if len(mitten) == 2:
            break
    return Decimal(5 * sum(mitten)).scaleb(-1)


def prova_ledtider(t: Tabell) -> None:
    """The figures of a row are of the same insatser, and the rows are together the sum. Raises Motsagelse."""
    for r in (*t.rader, t.totalt):
        n = _tal(r, "beslutade")
        for s, klara in STEG.items():
            i_tid, sena, antal = _tal(r, f"i_tid_{s}"), _tal(r, f"sena_{s}"), _tal(r, klara)
            if antal > n or i_tid + sena > n or i_tid > antal:
                raise Motsagelse(f"{t.nummer}, {klara}")
            if (r[f"median_{s}"] is None) != (antal == 0) or r[f"andel_i_tid_{s}"] != andel(i_tid, i_tid + sena):
                raise Motsagelse(f"{t.nummer}, {s}")
        if _tal(r, "godkanda") > _tal(r, "planer") or (r["median_hela_vagen"] is None) != (r["godkanda"] == 0):
            raise Motsagelse(f"{t.nummer}, godkanda")
    for kol in KOLUMNER:
        if kol.startswith("median"):
            _mitt_i(t, kol)
        elif not kol.startswith("andel") and _tal(t.totalt, kol) != sum(_tal(r, kol) for r in t.rader):
            raise Motsagelse(f"{t.nummer}, summan av {kol}")


def _mitt_i(t: Tabell, kol: str) -> None:
    """The median of all lies between those of the months."""
    egna = [v for r in t.rader if isinstance(v := r[kol], Decimal)]
    alla = t.totalt[kol]
    if isinstance(alla, Decimal) and not min(egna) <= alla <= max(egna):
        raise Motsagelse(f"{t.nummer}, {kol}")


def _tal(r: Rad, kol: str) -> int:
    v = r[kol]
    if not isinstance(v, int):
        raise Motsagelse(f"{kol} är inget antal")
    return v

"""What must hold between the cells of a row, and between rows: one list of functions per sheet.

Every function is pure: it gets the values of one row and what is known of the others (`Lage`), and gives
remarks. What stops is exactly what the transfer format names; every other rule of the flow only warns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from ...rules.kalender import manadens_forsta, nasta_manad, slutdatum
from ...rules.kriterier import alder_avvikelse, malgrupp_avvikelse
from ...rules.regelverk import Regelverkssamling
from ...rules.steg import avslut_fel
from ...texter.meningar import avvikelse_ord
from . import tolkning


class Anmarkning(NamedTuple):
    """A remark on a row. `blad`/`rad` are set when it is about another row than the one being read."""

    kolumn: str
    mening: str
    stoppar: bool = True
    blad: str = ""
    rad: int = 0


class Handlaggarinfo(NamedTuple):
    id: int
    roll: str


@dataclass(slots=True)
class Kundinfo:
    id: int
    fodd: date | None
    malgrupp: str | None
    skydd: str | None
    kundansvarig_id: int | None
    ny: bool = True


@dataclass(slots=True)
class Insatsinfo:
    """What checks need to know of an insats, of the import or of the database."""

    id: int
    kund_id: int
    kod: str
    start: date | None
    slut: date | None
    sista_dag: date | None
    historik: bool
    parallell: bool = False
    ny: bool = True
    rad: int = 0
    nyckel: str = ""


class Retur(NamedTuple):
    """A second or later return: its row in the sheet, and its days."""

    rad: int
    aterremitterad: date
    inkommen_igen: date | None


@dataclass
class Lage:
    """Everything known of other rows: keys and the few facts that checks ask for, never whole rows."""

    regelverk: Regelverkssamling
    handlaggare: dict[str, Handlaggarinfo] = field(default_factory=dict)
    anordnare: dict[str, int] = field(default_factory=dict)
    kunder: dict[str, Kundinfo] = field(default_factory=dict)
    insatser: dict[str, Insatsinfo] = field(default_factory=dict)
    auktorisationer: dict[int, list[tuple[str, date, date | None]]] = field(default_factory=dict)
    beviljade: dict[str, int] = field(default_factory=dict)
    senare_returer: dict[tuple[str, str], list[Retur]] = field(default_factory=dict)

    def beslutat_slut(self, nyckel: str, i: Insatsinfo) -> date | None:
        """The decided end date: as it stands, or computed with the granted extensions; None if there is
        none."""
        if i.slut is not None or i.start is None:
            return i.slut
        manader = self.regelverk.slutdatum_manader(i.kod, i.start, self.beviljade.get(nyckel, 0))
        return None if manader is None else slutdatum(i.start, manader)


Varden = dict[str, Any]
Kontroll = Callable[[Varden, Lage], Iterator[Anmarkning]]


def _ordning(v: Varden, kolumner: Sequence[str]) -> Iterator[Anmarkning]:
    """Each date that is there must not lie before the one before it."""
    forra: str | None = None
    for k in kolumner:
        if v.get(k) is None:
            continue
        if forra is not None and v[k] < v[forra]:
            yield Anmarkning(
                k, f"{k} ({v[k]}) ligger före {forra} ({v[forra]}). Datumet ska vara samma dag eller senare."
            )
        forra = k


def _period(v: Varden, _: Lage) -> Iterator[Anmarkning]:
    return _ordning(v, ("fran", "till"))


# --- kunder
# ------------------------------------------------------------------------------------------------------


def _personnummer_och_fodelsedatum(v: Varden, _: Lage) -> Iterator[Anmarkning]:
    pnr, fodd = v.get("personnummer"), v.get("fodelsedatum")
    if pnr and fodd and tolkning.fodelsedatum(pnr) not in (None, fodd):
        yield Anmarkning("fodelsedatum", "Födelsedatumet stämmer inte med personnumret.", False)


# --- insatser
# ----------------------------------------------------------------------------------------------------


def _insatsens_ordning(v: Varden, _: Lage) -> Iterator[Anmarkning]:
    return _ordning(v, ("beslut", "aktualiserad", "bemannad", "uppdrag", "start", "sista_dag"))


def _gammal_kod(v: Varden, lage: Lage) -> Iterator[Anmarkning]:
    regel = lage.regelverk.insats(v["kod"]) if v.get("kod") else None
    if regel is not None and regel.endast_historik and not v.get("historik"):
        yield Anmarkning("kod", f"{regel.kod} finns bara för statistik. Sätt historik till ja.")


_AVSLUTSFEL = {
    "fullfoljd_fel_dag": ("sista_dag", "En fullföljd insats slutar på beslutat slutdatum ({slut})."),
    "tidigt_fel_dag": (
        "sista_dag",
        "En insats som avbryts eller avslutas i förtid ska sluta före beslutat slutdatum ({slut}).",
    ),
    "orsak_bara_fullfoljd": ("avslutsorsak", "Orsaken {orsak} kan bara stå för en fullföljd insats."),
    "avbruten_fel_orsak": ("avslutsorsak", "En avbruten insats ska ha en avbrottsorsak, inte {orsak}."),
    "fortid_fel_orsak": ("avslutsorsak", "{orsak} är en avbrottsorsak. Då ska avslutstyp vara avbruten."),
}


def _avslut(v: Varden, lage: Lage) -> Iterator[Anmarkning]:
    dag, typ, orsak = v.get("sista_dag"), v.get("avslutstyp"), v.get("avslutsorsak")
    if not v.get("historik") and any((dag, typ, orsak)):
        for k, varde in (("sista_dag", dag), ("avslutstyp", typ), ("avslutsorsak", orsak)):
            if not varde:
                yield Anmarkning(
                    k, f"{k} saknas. Ett avslut har sista_dag, avslutstyp och avslutsorsak (utom vid historik)."
                )
    if typ is None or (orsak is None and dag is None):
        return
    slut = lage.beslutat_slut(v["insats"], _info(v)) if dag is not None else None
    # What is missing (allowed for historik) is filled with something that fits, so that the rest is still
    # checked.
    provorsak = orsak or {"fortid": "arbete", "avbruten": "flytt"}.get(typ, "insatstid_slut")
    fel = avslut_fel(lage.regelverk, typ, provorsak, dag or date.min, slut)
    if fel in _AVSLUTSFEL:
        kolumn, mening = _AVSLUTSFEL[fel]
        yield Anmarkning(kolumn, mening.format(slut=slut, orsak=orsak))
    elif typ == "fullfoljd" and slut is None and dag is not None and v.get("start") is None and not v.get("historik"):
        yield Anmarkning("slut", "Insatsen är fullföljd men saknar både startdatum och slutdatum.", False)


def _info(v: Varden) -> Insatsinfo:
    return Insatsinfo(
        0, 0, v.get("kod") or "", v.get("start"), v.get("slut"), v.get("sista_dag"), bool(v.get("historik"))
    )


def _deltid(v: Varden, _: Lage) -> Iterator[Anmarkning]:
    if (v.get("omfattning") or 100) < 100 and not v.get("deltid_skal") and not v.get("historik"):
        yield Anmarkning("deltid_skal", "Deltid ska ha ett skäl (K 6.4.1).", False)


def _ny_kod_fran(v: Varden, lage: Lage) -> Iterator[Anmarkning]:
    start, kod = v.get("start"), v.get("kod")
    if start is None or not kod or v.get("historik"):
        return
    regelverk = lage.regelverk.for_dag(start)
    if regelverk is None or kod not in regelverk.insatser:
        forsta = min((r.fran for r in lage.regelverk.alla if kod in r.insatser), default=None)
        yield Anmarkning("start", f"{kod} får starta från och med {forsta} (K 2).", False)


def _auktoriserad(v: Varden, lage: Lage) -> Iterator[Anmarkning]:
    dag = v.get("beslut") or v.get("aktualiserad") or v.get("start")
    anordnare = lage.anordnare.get(v.get("anordnare") or "")
    regel = lage.regelverk.insats(v["kod"]) if v.get("kod") else None
    if dag is None or anordnare is None or regel is None or v.get("historik"):
        return
    for avser, fran, till in lage.auktorisationer.get(anordnare, ()):
        if avser in (regel.kod, regel.kundval) and fran <= dag and (till is None or dag <= till):
            return
    yield Anmarkning("anordnare", f"Anordnaren har ingen auktorisation för {regel.kod} den {dag} (K 5.4).", False)


def _malgrupp(v: Varden, lage: Lage) -> Iterator[Anmarkning]:
    kund = lage.kunder.get(v.get("kund") or "")
    dag = v.get("beslut") or v.get("start")
    if kund is None or dag is None or v.get("historik"):
        return
    regel = lage.regelverk.insats(v.get("kod") or "", dag)
    grupp = lage.regelverk.malgrupper().get(kund.malgrupp or "")
    if regel is not None and (a := malgrupp_avvikelse(regel, kund.malgrupp)) is not None:
        yield Anmarkning("kod", f"{avvikelse_ord(a, grupp, regel.kod)} (K 2)", False)
    if (a := alder_avvikelse(grupp, kund.fodd, dag)) is not None:
        yield Anmarkning("kund", f"{avvikelse_ord(a, grupp, '')} (K 1.2)", False)


def parallella(lage: Lage) -> Iterator[tuple[int, Anmarkning]]:
    """Insatser of one kund that run at the same time without an assessment of it: row and remark."""
    per_kund: dict[int, list[tuple[date, date, Insatsinfo]]] = {}
    for nyckel, i in lage.insatser.items():
        if i.start is not None and not i.historik:
            till = i.sista_dag or lage.beslutat_slut(nyckel, i) or date.max
            per_kund.setdefault(i.kund_id, []).append((i.start, till, i))
    for rader in per_kund.values():
        rader.sort(key=lambda r: r[0])
        for n, (start, _, i) in enumerate(rader):
            if not i.ny or i.parallell:
                continue
            if any(till >= start and not annan.parallell for _, till, annan in rader[:n]):
                mening = "Kunden har en annan insats samtidigt. Det kräver en dokumenterad bedömning (K 8.4)."
                yield i.rad, Anmarkning("parallell_bedomning", mening, False)


# --- planer, rapporter, förlängningar
# ------------------------------------------------------------------------------


def _granskning(forsta: str, igen: str, avser: Callable[[Varden], str]) -> Kontroll:
    """Came in, returned, came in again, returned once more … , approved: in that order."""

    def kontroll(v: Varden, lage: Lage) -> Iterator[Anmarkning]:
        senare = lage.senare_returer.get((v["insats"], avser(v)), ()) if lage.senare_returer else ()
        if not senare:
            yield from _ordning(v, (forsta, "aterremitterad", igen, "godkand"))
            return
        yield from kedja([(k, v.get(k)) for k in (forsta, "aterremitterad", igen)], senare, v.get("godkand"))

    return kontroll


def kedja(
    borjan: Sequence[tuple[str, date | None]], senare: Sequence[Retur], godkand: date | None
) -> Iterator[Anmarkning]:
    """The same with second and later returns, which stand in a sheet of their own (row 0: in the
    database)."""
    steg: list[tuple[str, date | None, int]] = [(k, d, 0) for k, d in borjan]
    for r in sorted(senare, key=lambda r: r.aterremitterad):
        steg += [("aterremitterad", r.aterremitterad, r.rad), ("inkommen_igen", r.inkommen_igen, r.rad)]
    steg.append(("godkand", godkand, 0))
    forra: tuple[str, date] | None = None
    for kolumn, dag, rad in steg:
        if dag is None:
            continue
        if forra is not None and dag < forra[1]:
            mening = f"{kolumn} ({dag}) ligger före {forra[0]} ({forra[1]}). Datumet ska vara samma dag eller senare."
            yield Anmarkning(kolumn, mening, True, "aterremisser" if rad else "", rad)
        forra = (kolumn, dag)


def _manaden_ingar(v: Varden, lage: Lage) -> Iterator[Anmarkning]:
    i = lage.insatser.get(v["insats"] or "")
    if i is None or not v.get("manad"):
        return
    manad: str = v["manad"]
    if i.start is None:
        yield Anmarkning("manad", "Insatsen har inget startdatum, så ingen månad har någon dag av insatsen.")
        return
    sista = i.sista_dag or lage.beslutat_slut(v["insats"], i)
    forsta_dag = manadens_forsta(manad)
    sista_i_manaden = manadens_forsta(nasta_manad(manad)) - timedelta(days=1)
    if sista_i_manaden < i.start or (sista is not None and forsta_dag > sista):
        pagar = f"{i.start} till {sista}" if sista is not None else f"{i.start} och framåt"
        yield Anmarkning("manad", f"Insatsen har ingen dag i {manad}. Den pågår {pagar}.")


def _forlangning(v: Varden, lage: Lage) -> Iterator[Anmarkning]:
    yield from _ordning(v, ("begard", "beslutad"))
    begard_av, beslutad_av = v.get("begard_av"), v.get("beslutad_av")
    if beslutad_av is not None:
        if beslutad_av == begard_av:
            yield Anmarkning(
                "beslutad_av", "En förlängning ska beslutas av någon annan än den som begärde den (K 11)."
            )
        handlaggare = lage.handlaggare.get(beslutad_av)
        if handlaggare is not None and handlaggare.roll != "arbetsledare":
            yield Anmarkning("beslutad_av", "En förlängning ska beslutas av en arbetsledare (K 11).")
    if v.get("beslut") and beslutad_av is None:
        yield Anmarkning("beslutad_av", "Förlängningen har ett beslut men det framgår inte vem som beslutade.", False)
    antal = lage.beviljade.get(v["insats"] or "", 0)
    if v.get("beslut") == "beviljad" and antal > 2:
        yield Anmarkning("beslut", f"Insatsen har {antal} beviljade förlängningar. Högst två får ges (K 11).", False)


def _roll(v: Varden, _: Lage) -> Iterator[Anmarkning]:
    if not v.get("roll"):
        yield Anmarkning("roll", "Handläggaren har ingen roll och får därför inte göra något i programmet.", False)


KONTROLLER: dict[str, tuple[Kontroll, ...]] = {
    "handlaggare": (_roll,),
    "auktorisationer": (_period,),
    "kunder": (_personnummer_och_fodelsedatum,),
    "insatser": (_insatsens_ordning, _gammal_kod, _avslut, _deltid, _ny_kod_fran, _auktoriserad, _malgrupp),
    "genomforandeplaner": (_granskning("inkommen", "inkommen_igen", lambda v: str(v["version"])),),
    "manadsrapporter": (
        _manaden_ingar,
        _granskning("klarmarkerad", "klarmarkerad_igen", lambda v: v["manad"] or ""),
    ),
    "slutrapporter": (_granskning("inkommen", "inkommen_igen", lambda _: "slut"),),
    "franvaro": (_period,),
    "forlangningar": (_forlangning,),
    "aterremisser": (lambda v, _: _ordning(v, ("aterremitterad", "inkommen_igen")),),
}

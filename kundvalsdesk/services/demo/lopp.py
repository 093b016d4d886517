"""One made-up insats, told from beslut to approved slutrapport and cut off at today.

Everything is planned first, as if the whole story were known; what lies after today is then left out. So the same
insats is a day further on tomorrow, and some thing or other is always due.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from ...rules.kalender import manad, manadens_forsta, manader, nasta_manad, plus_manader, rulla, slutdatum
from .bok import Bok, arbetsdag_mellan, efter, fore, senast

_DAG = timedelta(days=1)


@dataclass(slots=True)
class Plan:
    """What is to be told of one insats; `slut` is the decided end date without extensions."""

    nummer: int
    kund: str
    kod: str
    anordnare: str
    kv: str
    al: str
    start: date
    manader: int
    forlangningar: int = 0
    avslutstyp: str | None = None
    avslutsorsak: str | None = None
    sista: date | None = None
    avslutsbeslut: date | None = None
    utan_dokument: bool = False
    utan_slutrapport: bool = False
    omfattning: int = 100
    deltid_skal: str | None = None
    parallell: str | None = None
    forvald: bool = False
    stopp: str = ""
    """A step that has not been taken though its day has come: beslut, aktualisering, bemanning, uppdrag, plan."""
    rapport_saknas: bool = False
    lage: str = ""
    """A state that it is in just today. Late at the karriärvägledare: trepart, plan, slutrapport. Returned and not in
    again: plan_ute, rapport_ute, rapport_ute_igen (for the second time), slutrapport_ute. Submitted late, so many
    arbetsdagar ago, and not yet approved: rapport_in 3; returned in between: rapport_in_igen 5."""
    hinder: str = ""
    """A kind of frånvaro, see FRANVARO."""
    forlangning: str = ""
    """begard, avslag or beviljad."""

    @property
    def nyckel(self) -> str:
        return f"{self.start.year}-{self.nummer:04d}"

    @property
    def slut(self) -> date:
        return slutdatum(self.start, self.manader + self.forlangningar)


class Lopp:
    def __init__(self, bok: Bok, idag: date, slump: Random, texter: Mapping[str, Any]) -> None:
        self.bok = bok
        self.idag = idag
        self.slump = slump
        self.texter = texter

    def beratta(self, p: Plan) -> None:
        """Adds all rows of the insats."""
        s, idag = self.slump, self.idag
        uppdrag = fore(p.start, s.choice((0, 1, 1, 2, 3, 5)))
        bemannad = fore(uppdrag, s.choice((0, 1, 1)))
        aktualiserad = fore(bemannad, 3 if s.random() < 0.06 else s.choice((0, 1, 1)))
        beslut = fore(aktualiserad, s.choice((0, 1, 2, 4)))
        ordning = ("aktualisering", "bemanning", "uppdrag", "plan")
        stopp = ordning.index(p.stopp) if p.stopp else len(ordning)
        tagna = [senast(d, idag) if n < stopp else None for n, d in enumerate((aktualiserad, bemannad, uppdrag))]
        startat = tagna[2] is not None
        avslut = p.sista is not None and p.avslutsbeslut is not None and p.avslutsbeslut <= idag
        dokument = None if p.utan_dokument or not p.avslutsbeslut else efter(p.avslutsbeslut, s.choice((0, 0, 1)))
        self.bok.rad(
            "insatser",
            insats=p.nyckel,
            kund=p.kund,
            kod=p.kod,
            anordnare=p.anordnare if tagna[0] else "",
            beslut=senast(beslut, idag),
            aktualiserad=tagna[0],
            bemannad=tagna[1],
            uppdrag=tagna[2],
            start=p.start if startat else None,
            slut=p.slut if startat else None,
            omfattning=p.omfattning,
            deltid_skal=p.deltid_skal,
            parallell_bedomning=p.parallell,
            sista_dag=p.sista if avslut else None,
            avslutsbeslut=p.avslutsbeslut if avslut else None,
            avslutstyp=p.avslutstyp if avslut else None,
            avslutsorsak=p.avslutsorsak if avslut else None,
            avbrottsdokument=senast(dokument, idag) if avslut else None,
            forvald=p.forvald,
            historik=False,
        )
        if not startat:
            return
        sista = p.sista if avslut and p.sista else p.slut
        self._moten(p, uppdrag, sista)
        if p.stopp != "plan":
            self._genomforandeplaner(p, sista)
        if p.start <= idag:
            self._rapporter(p, sista)
            self._franvaro(p, sista)
            self._forlangning(p)
        if avslut and p.sista and p.avslutsbeslut and not p.utan_slutrapport:
            self._slutrapport(p, p.sista, p.avslutsbeslut)

    # --- Meetings and plans -------------------------------------------------------------------------------------

    def _moten(self, p: Plan, uppdrag: date, sista: date) -> None:
        s, idag = self.slump, self.idag
        forsta = efter(uppdrag, s.choice((1, 2, 3, 4, 4)))
        if s.random() < 0.05:
            forsta = efter(rulla(uppdrag + timedelta(days=7)), s.choice((1, 2)))
        moten: set[tuple[date, str]] = {(forsta, "uppstartsmote")}
        # Weekly contacts of late only: older ones say nothing that a view of the demo shows.
        vecka = max(p.start, idag - timedelta(days=49))
        while vecka <= min(sista, idag):
            veckokontakt = (arbetsdag_mellan(s, vecka, min(vecka + timedelta(days=4), sista)), "veckokontakt")
            # Not every anordnare tells of them before the month is over: then they stand in its report alone.
            if p.nummer % 3 == 1:
                moten.add(veckokontakt)
            vecka += timedelta(days=7)
        bas = p.start
        while (forfaller := rulla(plus_manader(bas, 3))) <= sista:
            if p.lage == "trepart" and forfaller > idag - timedelta(days=30):
                break
            bas = fore(forfaller, s.choice((0, 1, 2, 2, 3, 4, 5, 6)))
            if s.random() < 0.06:
                bas = efter(forfaller, s.choice((1, 2, 3)))
            moten.add((bas, "trepart"))
        for dag, typ in sorted(moten):
            if dag <= min(sista, idag):
                self.bok.rad("kontakter", insats=p.nyckel, datum=dag, typ=typ)

    def _genomforandeplaner(self, p: Plan, sista: date) -> None:
        s, idag = self.slump, self.idag
        inkommen = arbetsdag_mellan(s, p.start + timedelta(days=6), p.start + timedelta(days=14))
        if s.random() < 0.07:
            inkommen = efter(p.start + timedelta(days=14), s.choice((2, 3, 5)))
        version = 1
        revision = efter(plus_manader(p.start, 3), s.choice((1, 2, 3))) if s.random() < 0.45 else None
        if p.lage.startswith("plan"):
            inkommen = idag
        while inkommen <= min(idag, sista):
            retur, igen, godkand = self._granskad(inkommen, 5, retur=0.15)
            if p.lage == "plan":
                inkommen, retur, igen, godkand = fore(idag, s.choice((6, 7, 8))), None, None, idag + _DAG
            elif p.lage == "plan_ute":
                inkommen, retur, igen, godkand = fore(idag, 4), fore(idag, 2), None, idag + _DAG
            begard = senast(revision, min(idag, sista)) if godkand <= idag else None
            self.bok.rad(
                "genomforandeplaner",
                insats=p.nyckel,
                version=version,
                inkommen=inkommen,
                aterremitterad=senast(retur, idag),
                inkommen_igen=senast(igen, idag),
                godkand=senast(godkand, idag),
                revidering_begard=begard,
            )
            if begard is None:
                return
            version += 1
            inkommen = efter(begard, 7 if s.random() < 0.08 else s.choice((2, 3, 4, 4, 5)))
            revision = efter(plus_manader(begard, 4), 1) if s.random() < 0.4 else None

    def _granskad(self, inkommen: date, tid: int, *, retur: float) -> tuple[date | None, date | None, date]:
        """Returned, in again, approved: a review that as a rule keeps to `tid` arbetsdagar."""
        s = self.slump
        sen = s.random() < 0.06
        if s.random() < retur:
            tillbaka = efter(inkommen, s.choice((1, 1, 2)))
            igen = efter(tillbaka, s.choice((1, 2, 2, 3)))
            return tillbaka, igen, efter(igen, s.choice((2, 3)) if sen else 1)
        return None, None, efter(inkommen, tid + s.choice((1, 2, 3)) if sen else s.randint(2, tid))

    # --- Reports ------------------------------------------------------------------------------------------------

    def _rapporter(self, p: Plan, sista: date) -> None:
        s, idag = self.slump, self.idag
        for m in manader(p.start, min(sista, idag)):
            nasta = manadens_forsta(nasta_manad(m))
            oppnar = min(nasta, sista + _DAG) if m == manad(sista) else nasta
            sjunde = nasta.replace(day=7)
            klar = arbetsdag_mellan(s, oppnar, sjunde)
            if s.random() < 0.06:
                klar = efter(sjunde, s.choice((1, 2, 3, 5)))
            if p.rapport_saknas and nasta <= idag < plus_manader(nasta, 3):
                continue
            retur, igen, godkand = self._granskning(klar, nasta)
            andra = s.random() < 0.15
            if p.lage.startswith("rapport_ute") and sjunde <= idag < plus_manader(sjunde, 1):
                self._ute(p, m, klar)
                continue
            if p.lage.startswith("rapport_in") and nasta <= idag < plus_manader(nasta, 1):
                klar = fore(idag, int(p.lage.split()[1]))
                retur, igen = (fore(idag, 3), fore(idag, 1)) if "igen" in p.lage else (None, None)
                godkand = idag + _DAG
            if klar > idag:
                continue
            self.bok.rad(
                "manadsrapporter",
                insats=p.nyckel,
                manad=m,
                klarmarkerad=klar,
                aterremitterad=senast(retur, idag),
                klarmarkerad_igen=senast(igen, idag),
                godkand=senast(efter(godkand, 5) if retur and andra else godkand, idag),
                underlag=senast(efter(klar, s.choice((0, 0, 1, 2))), idag),
            )
            if retur and igen and andra:
                self._andra_retur(p, m, igen)

    def _ute(self, p: Plan, m: str, klar: date) -> None:
        """The latest report, sent back and not yet in again."""
        tillbaka, igen = fore(self.idag, 1), None
        if p.lage == "rapport_ute_igen":
            self.bok.rad(
                "aterremisser",
                insats=p.nyckel,
                avser=m,
                aterremitterad=tillbaka,
                skal=self.slump.choice(self.texter["aterremiss"]),
            )
            tillbaka, igen = fore(self.idag, 4), fore(self.idag, 2)
        self.bok.rad(
            "manadsrapporter",
            insats=p.nyckel,
            manad=m,
            klarmarkerad=min(klar, tillbaka),
            aterremitterad=tillbaka,
            klarmarkerad_igen=igen,
            underlag=min(klar, tillbaka),
        )

    def _andra_retur(self, p: Plan, avser: str, igen: date) -> None:
        """A second return, between the first coming in again and the approval."""
        s = self.slump
        tillbaka = efter(igen, 1)
        if tillbaka <= self.idag:
            self.bok.rad(
                "aterremisser",
                insats=p.nyckel,
                avser=avser,
                aterremitterad=tillbaka,
                inkommen_igen=senast(efter(tillbaka, s.choice((2, 3))), self.idag),
                skal=s.choice(self.texter["aterremiss"]),
            )

    def _granskning(self, klar: date, nasta: date) -> tuple[date | None, date | None, date]:
        """Returned, in again, approved: reviewed by the 12th and approved by the 15th, as a rule."""
        s = self.slump
        femtonde = nasta.replace(day=15)
        if s.random() < 0.14:
            retur = efter(klar, s.choice((1, 2, 3)))
            igen = efter(retur, s.choice((2, 3, 4)))
            return retur, igen, efter(igen, s.choice((1, 2, 3, 4)))
        godkand = efter(klar, s.randint(1, 3))
        if s.random() < 0.25:
            godkand = max(godkand, arbetsdag_mellan(s, nasta.replace(day=8), nasta.replace(day=12)))
        if s.random() < 0.02:
            godkand = efter(max(godkand, femtonde), s.choice((1, 2, 3, 4)))
        return None, None, godkand

    # --- Absence ------------------------------------------------------------------------------------------------

    def _franvaro(self, p: Plan, sista: date) -> None:
        s, idag = self.slump, self.idag
        for typ, fran, till, mer in self._hinder(p.hinder):
            if p.start <= fran <= min(sista, idag if typ != "ledighet" else sista):
                self._franvarorad(p, typ, fran, till, mer)
        gjorda = {s.choice(("sjuk", "sjuk", "vab", "annan", "ogiltig")) for _ in range(s.choice((0, 0, 0, 1, 2)))}
        for typ in sorted(gjorda) if not p.hinder else ():
            spann = (min(sista, idag) - p.start).days - 8
            if spann < 4:
                continue
            fran = rulla(p.start + timedelta(days=s.randrange(spann)))
            till = fran if typ in ("annan", "ogiltig") else fran + timedelta(days=s.randrange(4))
            kant: dict[str, Any] = {"registrerad": senast(efter(fran, 1), idag)}
            if typ == "ogiltig":
                kant["meddelad"] = senast(efter(fran, 0) if s.random() < 0.5 else rulla(fran + _DAG), idag)
            if till <= idag:
                self._franvarorad(p, typ, fran, till, kant)

    def _franvarorad(self, p: Plan, typ: str, fran: date, till: date | None, mer: Mapping[str, Any]) -> None:
        orsak = self.slump.choice(self.texter["franvaro"][typ])
        self.bok.rad("franvaro", **{"insats": p.nyckel, "typ": typ, "fran": fran, "till": till, "orsak": orsak, **mer})

    def _hinder(self, hinder: str) -> Sequence[tuple[str, date, date | None, Mapping[str, Any]]]:
        """Rows of a kind of frånvaro that is in the middle of something today."""
        i = self.idag

        def dagar(n: int) -> date:
            return i - timedelta(days=n)

        match hinder:
            case "sjuk_ny":
                return [("sjuk", fore(i, 2), None, {"registrerad": fore(i, 1)})]
            case "sjuk_utan_intyg":
                return [("sjuk", dagar(9), None, {"registrerad": dagar(8)})]
            case "sjuk_intyg_hos_anordnaren":
                return [("sjuk", dagar(12), None, {"registrerad": dagar(12), "intyg_anordnare": fore(dagar(4), 0)})]
            case "sjuk_lang":
                return [
                    ("sjuk", dagar(17), None, {"intyg_anordnare": fore(dagar(10), 0), "intyg_kv": fore(dagar(5), 0)})
                ]
            case "sjuk_lang_sen":
                return [
                    ("sjuk", dagar(26), None, {"intyg_anordnare": fore(dagar(19), 0), "intyg_kv": fore(dagar(14), 0)})
                ]
            case "sjuk_bedomd":
                return [
                    (
                        "sjuk",
                        dagar(25),
                        None,
                        {
                            "intyg_anordnare": fore(dagar(18), 0),
                            "intyg_kv": fore(dagar(12), 0),
                            "bedomd": fore(dagar(6), 0),
                        },
                    )
                ]
            case "sjuk_upprepad":
                rader: list[tuple[str, date, date | None, Mapping[str, Any]]] = [
                    ("sjuk", fore(dagar(n), 0), fore(dagar(n), 0) + _DAG, {"registrerad": fore(dagar(n), 0)})
                    for n in (60, 40, 20)
                ]
                return [*rader, ("sjuk", fore(i, 1), None, {"registrerad": fore(i, 1), "intyg_fran_dag_ett": True})]
            case "vab":
                return [("vab", fore(i, 1), None, {"registrerad": fore(i, 1)})]
            case "vab_utan_intyg":
                return [("vab", dagar(10), None, {"registrerad": dagar(9)})]
            case "annan":
                return [("annan", fore(i, 1), fore(i, 1), {"registrerad": i})]
            case "ogiltig_ny":
                return [("ogiltig", fore(i, 0), fore(i, 0), {"kontaktforsok": 3, "registrerad": i})]
            case "ogiltig_omeddelad":
                return [("ogiltig", fore(i, 3), fore(i, 3), {"kontaktforsok": 3, "registrerad": fore(i, 1)})]
            case "ledighet":
                fran = rulla(i + timedelta(days=5))
                return [("ledighet", fran, fran + timedelta(days=9), {"registrerad": fore(i, 2)})]
            case "ledighet_lang":
                fran = rulla(i + timedelta(days=12))
                return [("ledighet", fran, fran + timedelta(days=24), {"registrerad": fore(i, 2)})]
        return []

    # --- Extension and end --------------------------------------------------------------------------------------

    def _forlangning(self, p: Plan) -> None:
        if not p.forlangning:
            return
        s, idag = self.slump, self.idag
        fore_slut = slutdatum(p.start, p.manader)
        begard = fore(idag, s.choice((1, 2))) if p.forlangning == "begard" else fore(fore_slut, s.choice((8, 10, 12)))
        beslutad = None if p.forlangning == "begard" else efter(begard, s.choice((1, 2, 3, 4)))
        if begard > idag or begard < p.start:
            return
        self.bok.rad(
            "forlangningar",
            insats=p.nyckel,
            begard=begard,
            begard_av=p.kv,
            motivering=s.choice(self.texter["forlangning"]),
            beslutad=senast(beslutad, idag),
            beslutad_av=p.al if senast(beslutad, idag) else "",
            beslut=p.forlangning if senast(beslutad, idag) else "",
        )

    def _slutrapport(self, p: Plan, sista: date, beslut: date) -> None:
        s, idag = self.slump, self.idag
        if p.avslutstyp == "fullfoljd":
            tid = sista - _DAG
        else:
            tid = (beslut if p.avslutstyp == "fortid" else sista) + timedelta(days=14)
        inkommen = max(fore(tid, s.choice((0, 1, 2, 4, 6))), beslut)
        if s.random() < 0.08:
            inkommen = efter(tid, s.choice((1, 2, 4)))
        if inkommen > idag and not p.lage:
            return
        retur, igen, godkand = self._granskad(inkommen, 5, retur=0.15)
        if p.lage == "slutrapport":
            inkommen, retur, igen, godkand = fore(idag, s.choice((6, 7))), None, None, idag + _DAG
        elif p.lage == "slutrapport_ute":
            inkommen, retur, igen, godkand = fore(idag, 5), fore(idag, 2), None, idag + _DAG
        andra = bool(retur and igen and s.random() < 0.2)
        self.bok.rad(
            "slutrapporter",
            insats=p.nyckel,
            inkommen=inkommen,
            aterremitterad=senast(retur, idag),
            inkommen_igen=senast(igen, idag),
            godkand=senast(efter(godkand, 5) if andra else godkand, idag),
            nasta_steg=s.choice(self.texter["nasta_steg"]),
        )
        if andra and igen:
            self._andra_retur(p, "slut", igen)

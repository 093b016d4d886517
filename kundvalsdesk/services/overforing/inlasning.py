"""Takes in the transfer format: all of it, or nothing.

A good import is read once: each row is checked and written as it comes, in one transaction. At the first
fault all is undone, and the sheets are read again without writing, to list every fault.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ...fel import Databasfel, Nekad
from ...models import Handling, sokindex
from ...models.motor import Databas
from ...rules.regelverk import Regelverkssamling
from .. import forval
from ..arbetsenhet import Arbetsenhet, enhet
from ..arendetyper import Importfel, Importresultat
from ..frister import rakna_om
from ..handling import skriv_handling
from ..loggkedja import utan_rader
from ..typer import Aktor, Andring, Framsteg
from . import kontroller
from .blad import BLAD, BLAD_EFTER_NAMN, Blad
from .kontroller import Anmarkning, Retur
from .lasning import Kalla, oppna_kalla
from .mottagare import Mottagare
from .rader import Lasfel
from .register import granskningsdagar, las_lage, nya_insatser_per_kund
from .tabellhuvud import Huvud, las_huvud

Innehall = Path | Mapping[str, Iterable[Mapping[str, str]]]
Visa = Callable[[Framsteg], None]

HOGST_FEL = 5000
"""Faults that are listed; a file with more is the wrong file."""
_STEG = 1000


FAR_INTE = "Ärenden läses in av en arbetsledare eller systemspecialist, i en delad databas av den som äger den."


class _Omtag(Exception):
    """A fault was found while writing: undo, and read again to list all."""


class _Provkort(Exception):
    """A trial run that went well: undo."""


def las_in(
    databas: Databas,
    aktor: Aktor,
    regelverk: Regelverkssamling,
    idag: date,
    kalla: Innehall,
    *,
    provkor: bool = False,
    framsteg: Visa | None = None,
    stopp: Callable[[], bool] | None = None,
    handling_id: str | None = None,
) -> Importresultat:
    """Reads a folder of CSV files, a workbook, or rows in memory into the database; all or nothing.

    Faults of the content come back in `fel`, and then nothing has been taken in. A source that cannot be
    read at all, or a stop asked for by `stopp`, raises Nekad; what the database's surroundings did raises
    Databasfel. An action id that has been done before gives its first answer again.

    For those from whom nothing is hidden: what is taken in may be about any kund. In a shared database for its owner,
    who alone may state numbers and keys.
    """
    if not (aktor.agare or (databas.lokal and aktor.har("arbetsledare", "systemspecialist"))):
        raise Nekad("roll", FAR_INTE)
    kallan = oppna_kalla(kalla)
    try:
        fel_vid_skrivning: Databasfel | None = None
        try:
            with enhet(databas, aktor, regelverk, idag, skriv=True, handling_id=handling_id) as e:
                gjord = e.session.get(Handling, e.handling_id)
                if gjord is not None:
                    return Importresultat(_antal(json.loads(gjord.andring)["antal"]))
                utan_rader(e.anslutning)
                inlasning = Inlasning(e, kallan, True, framsteg, stopp)
                inlasning.kor()
                if provkor:
                    raise _Provkort
            return Importresultat(inlasning.antal, (), tuple(inlasning.varningar))
        except _Provkort:
            return Importresultat(_antal({}), (), tuple(inlasning.varningar), provade=inlasning.antal)
        except _Omtag:
            pass
        except Databasfel as fel:
            if fel.kod != "dubblett":
                raise
            fel_vid_skrivning = fel
        with enhet(databas, aktor, regelverk, idag) as e:
            inlasning = Inlasning(e, kallan, False, framsteg, stopp)
            inlasning.kor()
        if not inlasning.fel and fel_vid_skrivning is not None:
            raise fel_vid_skrivning  # somebody else's row came in between; it is not in the file
        return Importresultat(_antal({}), tuple(inlasning.fel), tuple(inlasning.varningar))
    finally:
        kallan.stang()


def _antal(antal: Mapping[str, int]) -> dict[str, int]:
    return {b.namn: antal.get(b.namn, 0) for b in BLAD}


class Inlasning:
    """One reading of a source: writing (and stopping at the first fault), or listing every fault."""

    def __init__(
        self,
        e: Arbetsenhet,
        kalla: Kalla,
        skriv: bool,
        framsteg: Visa | None,
        stopp: Callable[[], bool] | None,
    ) -> None:
        self.e = e
        self.kalla = kalla
        self.skriv = skriv
        self.antal = _antal({})
        self.fel: list[Importfel] = []
        self.varningar: list[Importfel] = []
        self._framsteg = framsteg
        self._stopp = stopp
        self._last = 0
        self._totalt = 0
        self.berorda: set[int] = set()
        self.obesvarade: set[tuple[str, str]] = set()

    # --- the reading as a whole
    # ---------------------------------------------------------------------------------

    def kor(self) -> None:
        self._totalt = max(self.kalla.antal_rader(), 1) if self._framsteg else 0
        self.lage = las_lage(self.e)
        self._koder = {
            ("insatser", "kod"): tuple(self.e.regelverk.insatskoder()),
            ("insatser", "avslutsorsak"): tuple(self.e.regelverk.avslutsorsaker()),
            ("kunder", "malgrupp"): tuple(self.e.regelverk.malgrupper()),
            ("auktorisationer", "avser"): tuple(
                dict.fromkeys(
                    [r.kundval for r in self.e.regelverk.insatskoder().values()] + list(self.e.regelverk.insatskoder())
                )
            ),
        }
        finns = self.kalla.namn()
        for namn in finns:
            if namn not in BLAD_EFTER_NAMN:
                kanda = ", ".join(b.namn for b in BLAD)
                self.anmark(namn, 1, Anmarkning("", f"Bladet är okänt. Blad som kan läsas in är: {kanda}."))
        self._las_i_forvag(finns)
        if self.skriv and "auktorisationer" in finns:
            forval.publicera(self.e)  # what holds now stands, whatever the new authorisations say of it
        for blad in BLAD:
            if blad.namn in finns:
                self._las_blad(blad)
            if blad.namn == "insatser":
                for rad, anmarkning in kontroller.parallella(self.lage):
                    self.anmark("insatser", rad, anmarkning)
        self._returer_utan_rapport()
        self._ordna()
        if self.skriv:
            self._avsluta()

    def _las_i_forvag(self, finns: list[str]) -> None:
        """Extensions move end dates, and later returns belong to reports: both are few, and known
        beforehand."""
        for v, _ in self._tyst(finns, "forlangningar"):
            if v["insats"] and v["beslut"] == "beviljad":
                self.lage.beviljade[v["insats"]] = self.lage.beviljade.get(v["insats"], 0) + 1
        for v, rad in self._tyst(finns, "aterremisser"):
            if v["insats"] and v["avser"] and v["aterremitterad"]:
                nyckel = (v["insats"], v["avser"])
                retur = Retur(rad, v["aterremitterad"], v["inkommen_igen"])
                self.lage.senare_returer.setdefault(nyckel, []).append(retur)
        self.obesvarade = set(self.lage.senare_returer)

    def _tyst(self, finns: list[str], namn: str) -> Iterator[tuple[dict[str, Any], int]]:
        """Rows of a sheet as far as they can be read; what is wrong with them is said when their turn
        comes."""
        if namn not in finns:
            return
        try:
            rader = self.kalla.rader(namn)
            huvud = self._huvud(BLAD_EFTER_NAMN[namn], next(rader, (1, []))[1])
            for nummer, celler in rader:
                v, _ = huvud.tolka(celler)
                yield v, nummer
        except Lasfel:
            return

    def _huvud(self, blad: Blad, rubrik: Iterable[str]) -> Huvud:
        koder = {k: v for (b, k), v in self._koder.items() if b == blad.namn}
        return las_huvud(blad, list(rubrik), koder)

    def _las_blad(self, blad: Blad) -> None:
        mottagare = Mottagare(self, blad)
        nummer = 1
        try:
            rader = self.kalla.rader(blad.namn)
            huvud = self._huvud(blad, next(rader, (1, []))[1])
            for anmarkning in huvud.fel:
                self.anmark(blad.namn, 1, anmarkning)
            if huvud.fel and not huvud.lasbart:
                return
            for nummer, celler in rader:
                self._last += 1
                if self._last % _STEG == 0:
                    self._visa(f"Läser {blad.namn}")
                if not any(celler):
                    continue
                v, fel = huvud.tolka(celler)
                mottagare.ta_emot(nummer, v, fel)
        except Lasfel as fel_i_filen:
            self.anmark(blad.namn, fel_i_filen.rad, Anmarkning("", fel_i_filen.mening))
            return
        mottagare.tom()

    def _visa(self, vad: str, klart: int | None = None, totalt: int | None = None) -> None:
        if self._stopp is not None and self._stopp():
            raise Nekad("avbruten", "Inläsningen avbröts. Ingenting har lästs in.")
        if self._framsteg is not None:
            totalt = self._totalt if totalt is None else totalt
            self._framsteg(Framsteg(min(self._last if klart is None else klart, totalt), totalt, vad))

    def anmark(self, blad: str, rad: int, a: Anmarkning) -> None:
        post = Importfel(a.blad or blad, a.rad or rad, a.kolumn, a.mening)
        if not a.stoppar:
            if len(self.varningar) < HOGST_FEL:
                self.varningar.append(post)
            return
        if self.skriv:
            raise _Omtag
        if len(self.fel) < HOGST_FEL:
            self.fel.append(post)

    def _ordna(self) -> None:
        plats = {b.namn: n for n, b in enumerate(BLAD)}
        for lista in (self.fel, self.varningar):
            lista.sort(key=lambda f: (plats.get(f.blad, -1), f.blad, f.rad))

    def _returer_utan_rapport(self) -> None:
        """Later returns of what is not in the import must belong to something in the database."""
        for insats, avser in sorted(self.obesvarade):
            i = self.lage.insatser.get(insats)
            if i is None:
                continue  # said already: the insats is missing
            nya = self.lage.senare_returer[insats, avser]
            dagar = None if i.ny else granskningsdagar(self.e, i.id, avser)
            if dagar is None:
                for r in nya:
                    self.anmark(
                        "aterremisser",
                        r.rad,
                        Anmarkning("avser", "Det finns ingen rapport eller plan som återremissen kan höra till."),
                    )
                continue
            borjan, gamla, godkand = dagar
            # While writing, the new ones are in the database already.
            alla = gamla if self.skriv else [*gamla, *nya]
            for a in kontroller.kedja(borjan, alla, godkand):
                self.anmark("aterremisser", nya[0].rad, a)

    # --- the end
    # ------------------------------------------------------------------------------------------------

    def _avsluta(self) -> None:
        e = self.e
        self._visa("Räknar frister", 0)
        per_kund = nya_insatser_per_kund(self.lage)
        ids = set(self.berorda)
        for i in self.lage.insatser.values():
            if i.ny and not i.historik:
                ids.add(i.id)
            if i.ny:  # a new beslut also concerns the kund's other insatser
                ids.update(per_kund[i.kund_id])
        rakna_om(e.session, e.regelverk, sorted(ids), lambda n, av: self._visa("Räknar frister", n, av), e.idag)
        e.session.flush()
        sokindex.indexera(e.anslutning, sokindex.ARENDE, [i.id for i in self.lage.insatser.values() if i.ny])
        sokindex.komplettera(e.anslutning, (sokindex.ANORDNARE,))
        if self.antal["auktorisationer"]:
            forval.publicera(e)
        skriv_handling(e, Andring(e.handling_id, "importera", delar=frozenset({"import"})), antal=self.antal)

"""What made-up plans and reports say: a course of an insats from its first day to its last, month by month.

No chance but a checksum of the key: a report says the same whichever of the others are written, and consecutive
months take consecutive texts. The kund is never named.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any
from zlib import crc32

from ...resurser import resurs
from ...rules.fakta import Insatsfakta
from ...rules.granskning.kontakter import veckor
from ...rules.granskning.underlag import manadens_dagar
from ...rules.kalender import ar_arbetsdag, manad, manader
from ...rules.progressionsregler import EJ_BEDOMT, stegord
from ...rules.rapporttyper import (
    LAGE_MAL,
    LAGE_NU,
    LAGE_START,
    MAL,
    NASTA_STEG,
    PROGRESSION,
    Delmal,
    Formular,
    Franvarorad,
    Innehall,
    Kontaktrad,
)
from ...texter.rapportnamn import rubrik_klar
from ..regelverk import las_regelverk
from .skattningar import Skattning

_DAG = timedelta(days=1)
_FORSKJUTNING = (0.66, 0.33, 0.0)
"""The first sub-goal is ahead of the second, and that of the third, in steps."""
_KLARA_PLANEN = (0.5, 0.75, 1.0)
"""Share of the insats after which each sub-goal of the plan is to be done."""
_MOTEN = {"uppstartsmote": "Uppstartsmöte", "trepart": "Trepartssamtal"}
_SATT = ("mote", "arbetsplats", "mote", "telefon", "digitalt")
_RESULTAT = {
    "arbete": "arbete", "studier": "studier", "foretag": "foretag", "insatstid_slut": "insatstid_slut",
    "annan_insats": "annan_insats", "byte_anordnare": "annan_insats", "annan_myndighet": "annan_insats",
}  # fmt: skip
_ORSAK = {"sjuk": "Förkylning", "vab": "Barn med feber", "annan": "Läkarbesök", "ogiltig": "Uteblev utan besked",
          "ledighet": "Semester"}  # fmt: skip


@cache
def ordlistor() -> dict[str, Any]:
    return tomllib.loads(resurs("demo", "rapporter.toml").read_text(encoding="utf-8"))


@cache
def spar() -> dict[str, list[dict[str, Any]]]:
    """Courses by insatskod."""
    ut: dict[str, list[dict[str, Any]]] = {}
    for kundval in ("ami", "fai", "isa"):
        for s in tomllib.loads(resurs("demo", f"spar-{kundval}.toml").read_text(encoding="utf-8"))["spar"]:
            for kod in s["koder"]:
                ut.setdefault(kod, []).append(s)
    return ut


class Kurs:
    """The course of one insats: `start` to `sista`, of which the reports tell."""

    def __init__(self, nyckel: str, f: Insatsfakta, start: date, sista: date) -> None:
        self.nyckel, self.fakta, self.start, self.sista = nyckel, f, start, sista
        self.kundval = f.kod[:3]
        self._fro = crc32(nyckel.encode())
        self.spar: dict[str, Any] = spar()[f.kod][self._fro % len(spar()[f.kod])]
        self.manader = list(manader(start, sista))
        self.skattning = Skattning(nyckel, f.kod, len(self.manader), f.avslutsorsak)
        self._skala = las_regelverk().progression(start).skalor[self.kundval]

    def _stegord(self, steg: int | None) -> str:
        return EJ_BEDOMT if steg is None else stegord(steg, self._skala)

    def _val(self, lista: Sequence[str], vad: str, nr: int = 0) -> str:
        """The text of a list for month `nr`; another insats begins elsewhere in it."""
        return lista[(crc32(vad.encode(), self._fro) + nr) % len(lista)]

    def _text(self, slag: str, kod: str, nr: int) -> str:
        o = ordlistor()[slag]
        egna = o.get(self.kundval, {})
        lista = egna[kod] if kod in egna else o["alla"][kod]
        text = self._val(lista, kod, nr)
        if nr == 0 and "förra" in text:  # the first report has none before it
            text = next(t for t in lista if "förra" not in t)
        if "{plats" not in text:
            return text
        if "plats" not in self.spar:
            return "Ej aktuellt. Insatsen har ännu ingen arbetsplats, enligt planen."
        return text.replace("{platsen}", self.spar["platsen"]).replace("{plats}", self.spar["plats"])

    def steg(self, nr: int) -> list[int]:
        """How far each sub-goal has come in month `nr` of the insats."""
        sista = len(self.spar["delmal"][0]["steg"]) - 1
        andel = nr / max(1, len(self.manader) - 1) * sista
        return [min(sista, int(andel + fore)) for fore in _FORSKJUTNING]

    def _nr(self, m: str) -> int:
        return self.manader.index(m) if m in self.manader else max(0, len(self.manader) - 1)

    # --- The plan ---------------------------------------------------------------------------------------------------

    def plan(self, formular: Formular, version: int) -> Innehall:
        texter = []
        for a in formular.avsnitt:
            if a.kod == MAL:
                text = self.spar["mal"]
            elif a.kod in (LAGE_START, LAGE_MAL):
                text = self._stegord(self.skattning.start if a.kod == LAGE_START else self.skattning.mal)
            elif a.kod == "andringar":
                lista = ordlistor()["plan"]["alla"]
                text = lista["forsta_versionen"][0] if version == 1 else self._val(lista[a.kod], a.kod, version)
            else:
                # A new version says most as before: only how the week looks, and the support.
                text = self._text("plan", a.kod, version if a.kod in ("planering", "stod") else 1)
            texter.append((a.kod, text))
        dagar = (self.sista - self.start).days
        delmal = tuple(
            Delmal(
                n + 1,
                d["text"],
                d["aktivitet"],
                min(self.sista, self.start + timedelta(days=round(dagar * andel * (0.9 + 0.03 * min(version, 3))))),
            )
            for n, (d, andel) in enumerate(zip(self.spar["delmal"], _KLARA_PLANEN, strict=True))
        )
        return Innehall(rubrik_klar("plan", str(version)), tuple(texter), delmal)

    # --- The report of a month --------------------------------------------------------------------------------------

    def rapport(self, formular: Formular, m: str) -> Innehall:
        nr = self._nr(m)
        egna = {PROGRESSION: self.progression(nr), LAGE_NU: self._stegord(self.skattning.manad(nr))}
        texter = tuple((a.kod, egna.get(a.kod) or self._text("rapport", a.kod, nr)) for a in formular.avsnitt)
        franvaro = self._franvaro(m)
        return Innehall(rubrik_klar("rapport", m), texter, self._delmal(nr), self._kontakter(m, franvaro), franvaro)

    def progression(self, nr: int, utom: int = -1) -> str:
        """What has moved this month first told in full; what has not, in short. `utom`: a sub-goal left out."""
        o = ordlistor()
        nu = self.steg(nr)
        forra = self.steg(nr - 1) if nr else [-1] * len(nu)
        nya: list[str] = []
        gamla: dict[str, list[str]] = {}
        for n, d in enumerate(self.spar["delmal"]):
            if n == utom:
                continue
            if nu[n] != forra[n]:
                nya.append(d["steg"][nu[n]])
            else:
                gamla.setdefault("uppnadda" if nu[n] == len(d["steg"]) - 1 else "fortsatter", []).append(d["text"])
        hant = [*self.spar["hant"], *o["hant"]]
        return " ".join(
            x
            for x in (
                self._val(o["inledning"], "inledning", nr),
                *(nya or [self._val(o["befasta"], "befasta", nr)]),
                self._val(hant, "hant", nr),
                *(self._val(o[k], k, nr).replace("{delmal}", "” och ”".join(v)) for k, v in gamla.items()),
            )
            if x
        )

    def _delmal(self, nr: int) -> tuple[Delmal, ...]:
        ut = []
        for n, (d, steg) in enumerate(zip(self.spar["delmal"], self.steg(nr), strict=True)):
            if steg == len(d["steg"]) - 1:
                lage = "uppnatt"
            else:
                lage = "inte_paborjat" if steg == 0 and n == 2 else "pa_vag"
            ut.append(Delmal(n + 1, d["text"], lage=lage, kommentar=self._val(ordlistor()["kommentar"], f"k{n}", nr)))
        return tuple(ut)

    def _kontakter(self, m: str, franvaro: tuple[Franvarorad, ...]) -> tuple[Kontaktrad, ...]:
        """Those that are registered, and one for each week that has none."""
        dagar = manadens_dagar(m)
        if dagar is None:
            return ()
        forsta, sista = max(dagar[0], self.start), min(dagar[1], self.sista)
        ut: dict[date, Kontaktrad] = {}
        for k in self.fakta.kontakter:
            if forsta <= k.datum <= sista:
                mote = _MOTEN.get(k.typ)
                ut[k.datum] = Kontaktrad(k.datum, "mote", mote) if mote else self._kontakt(m, k.datum)
        borta = {r.fran + n * _DAG for r in franvaro if r.fran for n in range(((r.till or sista) - r.fran).days + 1)}
        for mandag, sondag in veckor(m):
            if any(mandag <= d <= sondag for d in ut):
                continue
            lediga = [
                d for n in range(5)
                if ar_arbetsdag(d := mandag + n * _DAG) and d not in borta and self.start <= d <= self.sista
            ]  # fmt: skip
            # A week may begin in the month before: its day in this month is the one told.
            lediga = [d for d in lediga if forsta <= d <= sista] or lediga
            if lediga:
                d = lediga[crc32(m.encode(), self._fro) % len(lediga)]
                ut[d] = self._kontakt(m, d)
        return tuple(ut[d] for d in sorted(ut))

    def _kontakt(self, m: str, d: date) -> Kontaktrad:
        return Kontaktrad(d, self._val(_SATT, m, d.day), self._val(ordlistor()["kontakt"], m, d.day))

    def _franvaro(self, m: str) -> tuple[Franvarorad, ...]:
        """As registered, so far as it lies in the month."""
        dagar = manadens_dagar(m)
        if dagar is None:
            return ()
        forsta, sista = max(dagar[0], self.start), min(dagar[1], self.sista)
        ut: list[Franvarorad] = []
        for f in sorted(self.fakta.franvaro, key=lambda f: (f.fran, f.typ)):
            fran, till = max(f.fran, forsta), min(f.till or sista, sista)
            if ut and ut[-1].till is not None:
                fran = max(fran, ut[-1].till + _DAG)
            if fran <= till:
                lang = (till - f.fran).days >= 7
                intyg = True if f.intyg_anordnare is not None and lang else None
                ut.append(Franvarorad(f.typ, fran, till, _ORSAK[f.typ], intyg))
        return tuple(ut)

    # --- The end ----------------------------------------------------------------------------------------------------

    def slutrapport(self, formular: Formular) -> Innehall:
        o, orsak = ordlistor(), self.fakta.avslutsorsak or "insatstid_slut"
        egen = orsak in ("arbete", "studier", "foretag")
        nr = self._nr(manad(self.sista))
        nadda = self.steg(nr) if egen else [max(0, s - (n > 0)) for n, s in enumerate(self.steg(nr))]
        texter = []
        for a in formular.avsnitt:
            if a.kod == "resultat":
                text = o["resultat"][_RESULTAT.get(orsak, "avbrott")]
            elif a.kod == PROGRESSION:
                text = " ".join(
                    f"{d['steg'][0]} {d['steg'][s]}" if s else d["steg"][0]
                    for d, s in zip(self.spar["delmal"], nadda, strict=True)
                )
                text = f"Från första månaden till den sista, delmål för delmål: {text}"
            elif a.kod == LAGE_NU:
                text = self._stegord(self.skattning.slut)
            elif a.kod == NASTA_STEG:
                text = o[NASTA_STEG]["klar"] if egen else self._val(o[NASTA_STEG][self.kundval], a.kod)
            else:
                text = self._text("slutrapport", a.kod, nr)
            texter.append((a.kod, text))
        delmal = tuple(
            Delmal(n + 1, d["text"], lage="uppnatt" if s == len(d["steg"]) - 1 else "pa_vag" if s else "utgar")
            for n, (d, s) in enumerate(zip(self.spar["delmal"], nadda, strict=True))
        )
        return Innehall(rubrik_klar("slutrapport", "slut"), tuple(texter), delmal)

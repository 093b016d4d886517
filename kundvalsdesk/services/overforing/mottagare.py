"""Takes in the rows of one sheet, one by one: references, keys, checks, and the row for the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ...models import Kundidentitet
from ...rules.sortering import kundens_soktext, kundens_sortnyckel
from ..arbetsenhet import Arbetsenhet
from .blad import Blad
from .kontroller import KONTROLLER, Anmarkning, Handlaggarinfo, Insatsinfo, Kundinfo, Lage
from .register import MED_NYCKEL, Dubbletter, Idgivare, Skrivare, tabell, tabell_for
from .tolkning import fodelsedatum, visa


class Pagaende(Protocol):
    """The reading that a sheet is part of: what it writes with, and what it tells of what has come in."""

    e: Arbetsenhet
    skriv: bool
    lage: Lage
    antal: dict[str, int]
    berorda: set[int]
    obesvarade: set[tuple[str, str]]

    def anmark(self, blad: str, rad: int, a: Anmarkning) -> None: ...


class Mottagare:
    """Takes in the rows of one sheet: checks, references, keys, and the row for the database."""

    def __init__(self, inlasning: Pagaende, blad: Blad) -> None:
        self.i = inlasning
        self.blad = blad
        self.lage = inlasning.lage
        self._kontroller = KONTROLLER.get(blad.namn, ())
        self._till = [k for k in blad.kolumner if k.till]
        self._egna = [(k.namn, k.i_databasen) for k in blad.kolumner if not k.till]
        self._kravda = [k.namn for k in blad.kolumner if k.kravs]
        self._version = "version" in tabell(blad.namn).c
        self._skrivare = Skrivare(inlasning.e, tabell(blad.namn))
        self._identiteter: Skrivare | None = None
        self._identitet: dict[str, Any] | None = None
        if blad.namn == "kunder":
            self._identiteter = Skrivare(inlasning.e, tabell_for(Kundidentitet), self._skrivare)
        self._id = Idgivare(inlasning.e, blad.namn, inlasning.skriv) if blad.namn in MED_NYCKEL else None
        self._eget: Callable[[int, dict[str, Any], dict[str, Any]], None] | None = {
            "handlaggare": self._handlaggare,
            "anordnare": self._anordnare,
            "auktorisationer": self._auktorisationer,
            "kunder": self._kunder,
            "insatser": self._insatser,
        }.get(blad.namn)
        noga = not inlasning.skriv and blad.namn not in MED_NYCKEL
        self._dubbletter = Dubbletter(inlasning.e, blad) if noga else None

    def ta_emot(self, nummer: int, v: dict[str, Any], fel: list[Anmarkning]) -> None:
        anmark = self.i.anmark
        namn = self.blad.namn
        for a in fel:
            anmark(namn, nummer, a)
        felaktiga = {a.kolumn for a in fel}
        for k in self._kravda:
            if v[k] is None and k not in felaktiga:
                anmark(namn, nummer, Anmarkning(k, f"{k} saknas. Varje rad i {namn} måste ha {k}."))
        pekare: dict[str, int | None] = {}
        for kolumn in self._till:
            varde = v[kolumn.namn]
            pekare[kolumn.i_databasen] = id_ = self._id_for(str(kolumn.till), varde)
            if id_ is None and varde is not None:
                visad = "Värdet" if namn == "kunder" else f"”{visa(varde)}”"
                mening = f"{visad} finns varken i bladet {kolumn.till} eller i databasen."
                anmark(namn, nummer, Anmarkning(kolumn.namn, mening))
        if all(v[k] is not None for k in self.blad.nyckel):
            self._nyckel(nummer, v, pekare)
        for kontroll in self._kontroller:
            for a in kontroll(v, self.lage):
                anmark(namn, nummer, a)
        if namn in ("manadsrapporter", "genomforandeplaner", "slutrapporter") and self.i.obesvarade:
            self.i.obesvarade.discard((v["insats"], str(v.get("manad") or v.get("version") or "slut")))
        self._spara(nummer, v, pekare)
        self.i.antal[namn] += 1

    def _id_for(self, blad: str, nyckel: str | None) -> int | None:
        if nyckel is None:
            return None
        if blad == "insatser":
            i = self.lage.insatser.get(nyckel)
            if i is not None and not i.ny:
                self.i.berorda.add(i.id)
            return i.id if i else None
        if blad == "handlaggare":
            h = self.lage.handlaggare.get(nyckel)
            return h.id if h else None
        if blad == "kunder":
            k = self.lage.kunder.get(nyckel)
            return k.id if k else None
        return self.lage.anordnare.get(nyckel)

    def _nyckel(self, nummer: int, v: dict[str, Any], pekare: dict[str, int | None]) -> None:
        """Refuses a key that exists already, in the file or in the database."""
        var = ""
        if self._id is not None:
            nyckel = v[self.blad.nyckel[0]]
            if self._id_for(self.blad.namn, nyckel) is not None:
                var = "filen eller databasen"
        elif self._dubbletter is not None:
            delar = tuple(pekare.get(self.blad.index[k].i_databasen, v[k]) for k in self.blad.nyckel)
            if None not in delar:
                var = self._dubbletter.finns(delar)
        if var:
            ord_ = " och ".join(self.blad.nyckel)
            mening = f"Raden finns redan i {var}: samma {ord_}. Inget skrivs över."
            self.i.anmark(self.blad.namn, nummer, Anmarkning(self.blad.nyckel[0], mening))

    def _spara(self, nummer: int, v: dict[str, Any], pekare: dict[str, int | None]) -> None:
        rad: dict[str, Any] = {i_databasen: v[namn] for namn, i_databasen in self._egna}
        rad.update(pekare)
        if self._version:
            rad["version"] = 1
        if self._eget is not None:
            self._eget(nummer, v, rad)
        if self.i.skriv:
            self._skrivare.lagg(rad)
            if self._identiteter is not None and self._identitet is not None:
                self._identiteter.lagg(self._identitet)

    def _handlaggare(self, _: int, v: dict[str, Any], rad: dict[str, Any]) -> None:
        if v["anvandare"] is None or v["anvandare"] in self.lage.handlaggare or self._id is None:
            return
        rad.update(id=self._id.ny(), namn=v["namn"] or "", roll=v["roll"] or "")
        self.lage.handlaggare[v["anvandare"]] = Handlaggarinfo(rad["id"], rad["roll"])

    def _anordnare(self, _: int, v: dict[str, Any], rad: dict[str, Any]) -> None:
        if v["anordnare"] is None or v["anordnare"] in self.lage.anordnare or self._id is None:
            return
        rad["id"] = self.lage.anordnare[v["anordnare"]] = self._id.ny()

    def _auktorisationer(self, _: int, v: dict[str, Any], rad: dict[str, Any]) -> None:
        if rad["anordnare_id"] is not None and v["avser"] and v["fran"]:
            giltig = (v["avser"], v["fran"], v["till"])
            self.lage.auktorisationer.setdefault(rad["anordnare_id"], []).append(giltig)

    def _kunder(self, _: int, v: dict[str, Any], rad: dict[str, Any]) -> None:
        identitet = {k: rad.pop(k) for k in ("personnummer", "fodelsedatum", "fornamn", "efternamn")}
        if v["kund"] is None or v["kund"] in self.lage.kunder or self._id is None or self._identiteter is None:
            return
        rad["id"] = id_ = self._id.ny()
        fodd = v["fodelsedatum"] or (fodelsedatum(v["personnummer"]) if v["personnummer"] else None)
        self.lage.kunder[v["kund"]] = Kundinfo(id_, fodd, v["malgrupp"], v["skydd"], rad["kundansvarig_id"])
        if self.i.skriv:
            identitet.update(
                kund_id=id_,
                sortnyckel=kundens_sortnyckel(v["fornamn"], v["efternamn"]),
                soktext=kundens_soktext(v["fornamn"], v["efternamn"]),
                skydd=v["skydd"],
                kundansvarig_id=rad["kundansvarig_id"],
                version=1,
            )
            self._identitet = identitet

    def _insatser(self, nummer: int, v: dict[str, Any], rad: dict[str, Any]) -> None:
        if v["insats"] is None or v["insats"] in self.lage.insatser or self._id is None:
            return
        regel = self.i.e.regelverk.insats(v["kod"]) if v["kod"] else None
        kund = self.lage.kunder.get(v["kund"] or "")
        rad.update(
            id=self._id.ny(),
            historik=bool(v["historik"]),
            kundval=regel.kundval if regel else "",
            skydd=kund.skydd if kund else None,
            kundansvarig_id=kund.kundansvarig_id if kund else None,
        )
        self.lage.insatser[v["insats"]] = Insatsinfo(
            rad["id"], kund.id if kund else 0, v["kod"] or "", v["start"], v["slut"], v["sista_dag"],
            rad["historik"], bool(v["parallell_bedomning"]), True, nummer,
        )  # fmt: skip

    def tom(self) -> None:
        if self.i.skriv:
            self._skrivare.tom()
            if self._identiteter is not None:
                self._identiteter.tom()

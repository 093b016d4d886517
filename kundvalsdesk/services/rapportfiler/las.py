"""Reads a filled-in form: from the bytes of a file to a Last, or a Nekad that says why not.

A form is known by what stands in it, never by the name of the file. Nothing is asked of the case here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ...fel import Nekad
from ...rules.formular import KUNDVAL
from ...rules.rapporttyper import (
    FRANVAROTYPER,
    LAGEN,
    SATT,
    SLAG,
    TABELLER,
    Delmal,
    Formular,
    Franvarorad,
    Innehall,
    Kontaktrad,
)
from ..granskningstyper import Last
from ..rapportformular import formular_for, formular_med_namn
from . import koder
from .ark import Ark, Cell, hitta, okant_formular
from .celler import LANGSTA_TEXT, dag, janej, krav_rader, text, val
from .paket import Paket
from .rubrik import kontrollera_avser, tolka_rubrik

LANGSTA_NYCKEL = 40


class _Rad(NamedTuple):
    """A row of the form: its code, and its cells by their distance from the column of the codes."""

    kod: str
    nummer: int
    celler: Mapping[int, Cell]

    @property
    def tom(self) -> bool:
        return not any(c.slag == "formel" or c.text.strip() for c in self.celler.values())


def las_fil(data: bytes) -> Last:
    """What a file says. Raises Nekad, whatever the bytes are; the code tells which guard it met."""
    funnet = hitta(Paket(data), koder.MARKE)
    if funnet is None:
        raise okant_formular()
    ark, rad, kolumn = funnet
    formular = _formular(ark.rader[rad][kolumn].text[len(koder.MARKE) :].strip())
    return _Lasare(formular, ark, kolumn).las(data)


def _formular(namn: str) -> Formular:
    """The form of this name, an older version too while it is kept: an anordnare fills in what they were given.
    Raises Nekad for one that is no longer kept, a newer or an unknown one."""
    delar = namn.split("/")
    if len(delar) != 3 or delar[0] not in SLAG or delar[1] not in KUNDVAL or not delar[2].isdecimal():
        raise okant_formular()
    nu = formular_for(delar[0], delar[1])
    version = int(delar[2][:9])
    if version < nu.version:
        if (forr := formular_med_namn(f"{delar[0]}/{delar[1]}/{version}")) is not None:
            return forr
        raise Nekad(
            "aldre_formular",
            f"Formuläret är version {version} och har ersatts av version {nu.version}. Skicka ett nytt formulär "
            "till anordnaren.",
        )
    if version > nu.version:
        raise Nekad(
            "nyare_formular", f"Formuläret är version {version}, som är nyare än programmet. Uppgradera programmet."
        )
    return nu


class _Lasare:
    def __init__(self, formular: Formular, ark: Ark, kolumn: int) -> None:
        self._f = formular
        self._ark = ark
        self._rader = tuple(self._med_koder(kolumn))
        self._ar: int | None = None

    def _med_koder(self, kolumn: int) -> Iterator[_Rad]:
        """The rows in order. One without a code that says something goes on with the row above it."""
        forra = koder.FAST
        for nummer in sorted(self._ark.rader):
            celler = self._ark.rader[nummer]
            kod = celler[kolumn].text.strip() if kolumn in celler else ""
            rad = _Rad(kod or _fortsatt(forra), nummer, {k - kolumn: c for k, c in celler.items() if k > kolumn})
            if kod or not rad.tom:
                yield rad
            forra = kod or forra

    def _varde(self, borjan: str) -> str:
        return next((r.kod[len(borjan) :].strip() for r in self._rader if r.kod.startswith(borjan)), "")

    def las(self, data: bytes) -> Last:
        insats, avser = self._varde(koder.INSATS), self._varde(koder.AVSER)
        # The number goes into questions and sentences: only what can be one gets there.
        if not insats or len(insats) > LANGSTA_NYCKEL or not insats.isprintable():
            raise Nekad("okand_insats", "Formuläret säger inte vilken insats det gäller. Använd ett nytt formulär.")
        kontrollera_avser(self._f.slag, avser)
        if self._f.slag == "rapport":
            self._ar = int(avser[:4])
        rubrik = " ".join(
            " ".join(self._texter(r, "i rubriken", 200).split()) for r in self._rader if r.kod == koder.RUBRIK
        ).strip()
        return Last(
            slag=self._f.slag,
            insats=insats,
            avser=avser,
            formular=self._f.namn,
            klar=tolka_rubrik(self._f.slag, avser, rubrik),
            innehall=Innehall(
                rubrik, self._avsnitt(), self._delmal(), tuple(self._kontakter()), tuple(self._franvaro())
            ),
            sha256=hashlib.sha256(data).hexdigest(),
            original=data,
        )

    def _texter(self, r: _Rad, var: str, hogst: int) -> str:
        """All that stands in a row: one answer, also where merged cells have been taken apart."""
        delar = [text(c, var, hogst) for _, c in sorted(r.celler.items())]
        return "\n".join(d for d in delar if d)

    def _avsnitt(self) -> tuple[tuple[str, str], ...]:
        svar: dict[str, list[str]] = {}
        for r in self._rader:
            if r.kod.startswith(koder.AVSNITT):
                kod = r.kod[len(koder.AVSNITT) :]
                a = self._f.avsnitt_for(kod)
                if a is None:
                    raise okant_formular()
                if t := self._texter(r, f"under rubriken ”{a.rubrik}”", LANGSTA_TEXT):
                    svar.setdefault(kod, []).append(t)
        ut = []
        for a in self._f.avsnitt:
            hela = "\n".join(svar.get(a.kod, ()))
            if len(hela) > LANGSTA_TEXT:
                raise Nekad(
                    "lang",
                    f"Texten är för lång under rubriken ”{a.rubrik}”: {len(hela)} tecken. "
                    f"Den får ha högst {LANGSTA_TEXT}.",
                )
            ut.append((a.kod, hela))
        return tuple(ut)

    def _tabell(self, tabell: str, galler: Callable[[str], bool]) -> Iterator[tuple[_Rad, str]]:
        """The rows of a table, with the words that say where: "på rad 3 i tabellen Frånvaro"."""
        n = ifyllda = 0
        for r in self._rader:
            if galler(r.kod):
                n += 1
                if not r.tom:
                    ifyllda += 1
                    krav_rader(ifyllda, TABELLER[tabell])
                    yield r, f"på rad {n} i tabellen {TABELLER[tabell]}"

    def _delmal(self) -> tuple[Delmal, ...]:
        ut: list[Delmal] = []
        for r, var in self._tabell("delmal", lambda k: k.startswith(koder.DELMAL)):
            nr = r.kod[len(koder.DELMAL) :]
            text_, fritt = (text(r.celler.get(k), var) for k in (koder.DELMAL_TEXT, koder.DELMAL_FRITT))
            sist = r.celler.get(koder.DELMAL_VAL)
            nasta = max((d.nr for d in ut), default=0) + 1
            nummer = int(nr) if nr.isdecimal() and len(nr) < 4 and int(nr) >= nasta else nasta
            if self._f.slag == "plan":
                klart = dag(sist, var, None, self._ark.fran1904)
                if text_ or fritt or klart:
                    ut.append(Delmal(nummer, text_, aktivitet=fritt, klart_senast=klart))
                continue
            lage, skrivet = val(sist, var, LAGEN)
            if text_ or fritt or skrivet:
                ut.append(Delmal(nummer, text_, lage=lage, kommentar=_med(skrivet if not lage else "", fritt)))
        return tuple(ut)

    def _kontakter(self) -> Iterator[Kontaktrad]:
        for r, var in self._tabell("kontakter", lambda k: k == koder.KONTAKT):
            d = dag(r.celler.get(koder.KONTAKT_DATUM), var, self._ar, self._ark.fran1904)
            satt, skrivet = val(r.celler.get(koder.KONTAKT_SATT), var, SATT)
            kommentar = text(r.celler.get(koder.KONTAKT_TEXT), var)
            if skrivet and not satt:
                satt, kommentar = "annat", _med(skrivet, kommentar)
            yield Kontaktrad(d, satt, kommentar)

    def _franvaro(self) -> Iterator[Franvarorad]:
        for r, var in self._tabell("franvaro", lambda k: k == koder.FRANVARO):
            fran = dag(r.celler.get(koder.FRANVARO_FRAN), var, self._ar, self._ark.fran1904)
            till = dag(r.celler.get(koder.FRANVARO_TILL), var, self._ar, self._ark.fran1904)
            typ, skrivet = val(r.celler.get(koder.FRANVARO_TYP), var, FRANVAROTYPER)
            orsak = text(r.celler.get(koder.FRANVARO_ORSAK), var)
            yield Franvarorad(
                typ,
                fran,
                till,
                _med(skrivet if not typ else "", orsak),
                janej(r.celler.get(koder.FRANVARO_INTYG), var),
            )


def _fortsatt(forra: str) -> str:
    """The code of a row without one: another row of the same table or answer; else nothing that is read."""
    if forra.startswith(koder.DELMAL):
        return f"{koder.DELMAL}+"
    return forra if forra.startswith(koder.AVSNITT) or forra in (koder.KONTAKT, koder.FRANVARO) else koder.FAST


def _med(forst: str, sedan: str) -> str:
    return ". ".join(t for t in (forst.rstrip("."), sedan) if t)

"""Flags of a report in words, and what to ask the anordnare for: one short sentence per code of rules.granskning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from ..rules.kalender import ar_arbetsdag
from ..rules.rapporttyper import Anmarkning
from .datum import dag_manad, datum_langt, uppraknat
from .meningar import FRANVAROORD

_DAG = timedelta(days=1)
_KORT_TEXT = 60


def period_ord(fran: date, till: date | None) -> str:
    """As 12–18 augusti, 29 juli–4 augusti, 20 augusti; without an end "från 20 augusti"."""
    if till is None:
        return f"från {dag_manad(fran)}"
    if till <= fran:
        return dag_manad(fran)
    if (fran.year, fran.month) == (till.year, till.month):
        return f"{fran.day}–{dag_manad(till)}"
    return f"{dag_manad(fran)}–{dag_manad(till)}"


def perioder_ord(dagar: Sequence[date]) -> str:
    """As 12–16 och 20 augusti: days in order, runs over a weekend or a holiday put together, the month said last."""
    perioder: list[tuple[date, date]] = []
    for d in sorted(dagar):
        if perioder and _foljer(perioder[-1][1], d):
            perioder[-1] = (perioder[-1][0], d)
        else:
            perioder.append((d, d))
    ord_ = [period_ord(*p) for p in perioder]
    for n in range(len(ord_) - 1):
        manad = f" {dag_manad(perioder[n][1]).partition(' ')[2]}"
        if len({(d.year, d.month) for d in (*perioder[n], perioder[n + 1][0])}) == 1:
            ord_[n] = ord_[n].removesuffix(manad)
    return uppraknat(ord_)


def _foljer(a: date, b: date) -> bool:
    return not any(ar_arbetsdag(a + n * _DAG) for n in range(1, (b - a).days))


def _kort(text: str) -> str:
    t = " ".join(text.split()).rstrip(".")
    return t if len(t) <= _KORT_TEXT else f"{t[: _KORT_TEXT - 1].rstrip()}…"


def _lik(vad: str, procent: int) -> str:
    if procent == 100:
        return f"{vad} är densamma som förra månaden"
    return f"{vad} är nästan densamma som förra månaden ({procent} %)"


def _typ(typ: str) -> str:
    return FRANVAROORD.get(typ, typ).lower()


def _borta(fran: date | None, till: date | None) -> str:
    """Which row of absence, as well as it can be told."""
    return f"Frånvaron {period_ord(fran, till)}" if fran is not None else "Frånvaron"


def _intyg(vad: str, fran: date, dag_ett: bool) -> str:
    varfor = "från första dagen" if dag_ett else "från dag åtta"
    return f"{vad} {varfor} saknas för frånvaron från {dag_manad(fran)}"


def _registrerad(dagar: Sequence[date], ar: str) -> str:
    """As "20 augusti är inte registrerad", "19 och 20 augusti är registrerade"."""
    return f"{perioder_ord(dagar)} {ar} {'registrerad' if len(dagar) == 1 else 'registrerade'}"


def _fyll_i(rubrik: str, far_vara_ej_aktuellt: bool) -> str:
    annars = ", eller skriv ”Ej aktuellt” och varför" if far_vara_ej_aktuellt else ""
    return f"Fyll i avsnittet ”{rubrik}”{annars}."


_Mening = Callable[..., str]

# Code: what the reviewer reads. Each takes the flag's data.
_MENING: dict[str, _Mening] = {
    "tomt": lambda rubrik, far: "Avsnittet är tomt",
    "ej_aktuellt_utan_motivering": lambda: "”Ej aktuellt” saknar motivering",
    "ej_aktuellt_inte_har": lambda rubrik: "”Ej aktuellt” går inte att svara här",
    "progression_saknas": lambda: "Progressionen är inte beskriven",
    "progression_ej_aktuellt": lambda: "Progressionen kan inte vara ”Ej aktuellt”",
    "utanfor_skalan": lambda n: f"Svaret är inget av skalans {n} steg",
    "lik_foregaende": lambda procent: _lik("Texten", procent),
    "lik_hela": lambda procent: _lik("Hela rapporten", procent),
    "vecka_utan_kontakt": lambda nr, fran, till: f"Vecka {nr} ({period_ord(fran, till)}) har ingen kontakt",
    "kontakt_utan_datum": lambda: "Kontakten saknar datum",
    "kontakt_utanfor": lambda d: f"Kontakten {datum_langt(d)} hör inte till månaden",
    "franvaro_utan_typ": lambda: "Frånvaron saknar typ",
    "franvaro_utan_datum": lambda: "Frånvaron saknar datum",
    "franvaro_utan_orsak": lambda fran, till: f"{_borta(fran, till)} saknar orsak",
    "franvaro_baklanges": lambda fran, till: f"Frånvaron från {dag_manad(fran)} slutar innan den börjar",
    "franvaro_utanfor": lambda fran, till: f"{_borta(fran, till)} ligger utanför månaden eller insatsen",
    "franvaro_overlappar": lambda fran, till: f"{_borta(fran, till)} överlappar raden före eller står i fel ordning",
    "franvaro_ej_registrerad": lambda dagar: f"{_registrerad(dagar, 'är inte')} i ärendet",
    "franvaro_ej_i_rapport": lambda dagar: f"{_registrerad(dagar, 'är')} i ärendet men står inte här",
    "franvaro_annan_typ": lambda dagar, typ: f"{_registrerad(dagar, 'är')} som {_typ(typ)} i ärendet",
    "lakarintyg_saknas": lambda fran, dag_ett: _intyg("Läkarintyg", fran, dag_ett),
    "vabintyg_saknas": lambda fran, dag_ett: _intyg("Intyg om vård av barn", fran, dag_ett),
    "upprepad_sjukfranvaro": lambda n, manader: f"Sjuk {n} gånger på {manader} månader: dags för trepartssamtal",
    "andra_moten": lambda: "Möten med andra hindrar planeringen",
    "andra_moten_namns_inte": lambda n: f"Annan frånvaro {n} gånger: står det hur planeringen påverkas?",
    "annan_insats": lambda: "Anordnaren ser behov av annan insats",
    "justering": lambda: "Anordnaren ser behov av att justera planen",
    "uppfoljningsmote": lambda: "Anordnaren ser behov av ett uppföljningsmöte",
    "mal_namns_inte": lambda: "Planens mål nämns inte",
    "delmal_namns_inte": lambda nr, text: f"Delmål {nr} nämns inte: {_kort(text)}",
    "mal_saknas": lambda: "Planen har inget mål",
    "delmal_saknas": lambda: "Planen har inga delmål",
    "delmal_utan_text": lambda nr: f"Delmål {nr} säger inte vad som ska nås",
    "delmal_utan_aktivitet": lambda nr: f"Delmål {nr} saknar aktivitet",
    "delmal_utan_datum": lambda nr: f"Delmål {nr} saknar datum",
    "delmal_utanfor": lambda nr, d: f"Delmål {nr} ska vara klart {datum_langt(d)}, utanför insatsen",
    "plan_oforandrad": lambda: "Planen säger detsamma som förra versionen",
    "nasta_steg_saknas": lambda: "Bedömning av nästa steg saknas",
    "delmal_utan_resultat": lambda nr, text: f"Delmål {nr} har inget resultat: {_kort(text)}",
}  # fmt: skip

# Code: what to ask the anordnare for in an återremiss, from its data.
_FRAS: dict[str, _Mening] = {
    "tomt": _fyll_i,
    "ej_aktuellt_utan_motivering": lambda: "Motivera kort varför ”Ej aktuellt” gäller.",
    "ej_aktuellt_inte_har": lambda rubrik: f"Skriv något under ”{rubrik}”: där går det inte att svara ”Ej aktuellt”.",
    "progression_saknas": lambda: "Beskriv kundens progression mot mål och delmål.",
    "progression_ej_aktuellt": lambda: "Beskriv kundens progression mot mål och delmål, även om den är liten.",
    "utanfor_skalan": lambda n: f"Välj det av skalans {n} steg som stämmer bäst.",
    "lik_foregaende": lambda procent: "Beskriv vad som har hänt den här månaden: texten är förra månadens.",
    "lik_hela": lambda procent: "Beskriv vad som har hänt den här månaden: rapporten är i stort sett förra månadens.",
    "vecka_utan_kontakt": lambda nr, fran, till: (
        f"Ange kontakten med kunden vecka {nr} ({period_ord(fran, till)}), eller varför ingen hölls."
    ),
    "kontakt_utan_datum": lambda: "Ange datum för varje kontakt.",
    "kontakt_utanfor": lambda d: f"Kontrollera kontakten {datum_langt(d)}: den hör inte till månaden.",
    "franvaro_utan_typ": lambda: "Ange vilken sorts frånvaro det är på varje rad.",
    "franvaro_utan_datum": lambda: "Ange datum för all frånvaro.",
    "franvaro_utan_orsak": lambda fran, till: f"Ange orsak till {_borta(fran, till).lower()}.",
    "franvaro_baklanges": lambda fran, till: f"Rätta datumen för frånvaron från {dag_manad(fran)}.",
    "franvaro_utanfor": lambda fran, till: f"Kontrollera datumen för {_borta(fran, till).lower()}.",
    "franvaro_overlappar": lambda fran, till: "Skriv frånvaron i datumordning, varje dag en gång.",
    "franvaro_ej_registrerad": lambda dagar: f"Meddela frånvaron {perioder_ord(dagar)} även i ärendet.",
    "franvaro_ej_i_rapport": lambda dagar: f"Redogör för frånvaron {perioder_ord(dagar)} med datum och orsak.",
    "franvaro_annan_typ": lambda dagar, typ: f"Kontrollera vilken sorts frånvaro {perioder_ord(dagar)} var.",
    "lakarintyg_saknas": lambda fran, dag_ett: f"Skicka läkarintyg för frånvaron från {dag_manad(fran)}.",
    "vabintyg_saknas": lambda fran, dag_ett: f"Skicka intyg om vård av barn för frånvaron från {dag_manad(fran)}.",
    "upprepad_sjukfranvaro": lambda n, manader: "Föreslå tid för ett trepartssamtal om sjukfrånvaron.",
    "andra_moten": lambda: "Beskriv hur planeringen kan läggas så att möten med andra inte hindrar den.",
    "andra_moten_namns_inte": lambda n: "Beskriv om möten med andra aktörer påverkar kundens planering.",
    "annan_insats": lambda: "Beskriv vilken annan insats kunden behöver, och varför.",
    "justering": lambda: "Skicka en reviderad genomförandeplan med de ändringar som behövs.",
    "uppfoljningsmote": lambda: "Föreslå tid och innehåll för uppföljningsmötet.",
    "mal_namns_inte": lambda: "Beskriv hur det går i förhållande till planens mål.",
    "delmal_namns_inte": lambda nr, text: f"Beskriv hur det går med delmål {nr}.",
    "mal_saknas": lambda: "Skriv målet med insatsen.",
    "delmal_saknas": lambda: "Skriv delmål på vägen mot målet, med aktivitet och datum.",
    "delmal_utan_text": lambda nr: f"Skriv vad som ska nås i delmål {nr}.",
    "delmal_utan_aktivitet": lambda nr: f"Skriv vilka aktiviteter som leder till delmål {nr}.",
    "delmal_utan_datum": lambda nr: f"Ange när delmål {nr} ska vara klart.",
    "delmal_utanfor": lambda nr, d: f"Ändra datumet för delmål {nr}: det ligger utanför insatsen.",
    "plan_oforandrad": lambda: "Visa vad som är ändrat i den nya versionen av planen.",
    "nasta_steg_saknas": lambda: "Skriv en bedömning av lämpligt nästa steg.",
    "delmal_utan_resultat": lambda nr, text: f"Skriv hur det gick med delmål {nr}.",
}  # fmt: skip

KODER = tuple(_MENING)


def mening(a: Anmarkning) -> str:
    """The flag in one short sentence, without a full stop: a source may follow it."""
    data: tuple[Any, ...] = a.data
    return _MENING[a.kod](*data)


def fras(a: Anmarkning) -> str | None:
    """What to ask the anordnare for because of this flag."""
    data: tuple[Any, ...] = a.data
    return _FRAS[a.kod](*data) if a.kod in _FRAS else None

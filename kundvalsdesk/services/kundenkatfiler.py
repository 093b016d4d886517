"""The kundenkät as files: the send list, the form that answers are typed into, and the results.

Nothing in them becomes a formula in a spreadsheet. The send list has what it takes to send something to somebody, and
nothing of their case but the anordnare that the questions are about.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from ..rules.kundenkat import Grupp
from ..rules.statistiktabeller import Cell, Tabell
from ..texter import kundenkat as enkatord
from ..texter import statistik as ord_
from .ersattningsfiler import ofarlig
from .kundenkattyper import Enkatrad, Mottagare, Resultatsvar
from .overforing.blad import Blad, Kolumn
from .overforing.filskrivare import Bokskrivare

UTSKICK = ("Förnamn", "Efternamn", "Personnummer", "Anordnare")
TOTALT = "totalt"


def utskick(alla: Sequence[Mottagare], slut: str) -> bytes:
    """ ".xlsx" or ".csv"."""
    rader = [(m.fornamn, m.efternamn, m.personnummer, m.anordnare) for m in alla]
    return _fil("Utskick", UTSKICK, rader, slut)


def svarsmall(enkat: Enkatrad, slut: str) -> bytes:
    """An empty file with the columns that answers are read from."""
    return _fil("Svar", ("Anordnare", "Insats", *(f.text for f in enkat.fragor)), (), slut)


def _fil(blad: str, kolumner: Sequence[str], rader: Iterable[Sequence[str]], slut: str) -> bytes:
    if slut == ".csv":
        ut = io.StringIO()
        skrivare = csv.writer(ut, delimiter=";", lineterminator="\n")
        skrivare.writerow([ofarlig(k) for k in kolumner])
        skrivare.writerows([ofarlig(t) for t in r] for r in rader)
        return ut.getvalue().encode("utf-8-sig")
    fil = io.BytesIO()
    bok = Bokskrivare(fil)
    bok.borja(Blad(blad, (), tuple(Kolumn(k) for k in kolumner)))
    for r in rader:
        bok.rad(list(r))
    bok.klar()
    bok.close()
    return fil.getvalue()


# --- Results -------------------------------------------------------------------------------------------------------


def som_data(svar: Resultatsvar) -> dict[str, Any]:
    x, r = svar.enkat, svar.resultat
    return {
        "ar": x.ar,
        "kundval": x.kundval,
        "namn": x.namn,
        "fran": x.fran.isoformat(),
        "till": x.till.isoformat(),
        "tabeller": {n: {"rader": list(t.rader), TOTALT: t.totalt} for n, t in svar.tabeller.items()},
        "per_anordnare": [_grupp("anordnare", g) for g in r.per_anordnare],
        "per_insats": [_grupp("insats", g) for g in r.per_insats],
    }


def _grupp(namn: str, g: Grupp) -> dict[str, Any]:
    return {
        namn: g.namn,
        "svar": g.antal,
        "fragor": [
            {"fraga": s.fraga, "antal_svar": s.antal, "andel_nojda": s.nojda, "andel_missnojda": s.missnojda}
            for s in g.fragor
        ],
    }


def grupprader(svar: Resultatsvar) -> list[tuple[str, str, str, Cell, Cell, Cell]]:
    """A row for each group and question: of what, which, question, answers, share nöjda, share missnöjda."""
    return [
        (vad, g.namn, s.fraga, s.antal, s.nojda, s.missnojda)
        for vad, grupper in (("anordnare", svar.resultat.per_anordnare), ("insats", svar.resultat.per_insats))
        for g in grupper
        for s in g.fragor
    ]


def som_csv(svar: Resultatsvar) -> str:
    """A row for each row of tables 12 and 13 and one for its sum, then one for each group and question."""
    kolumner = list(dict.fromkeys(k for t in svar.tabeller.values() for k in t.kolumner))
    ut = io.StringIO()
    skrivare = csv.DictWriter(ut, ("tabell", "rad", "insats", *kolumner), delimiter=";", lineterminator="\n")
    skrivare.writeheader()
    for t in svar.tabeller.values():
        for r in (*t.rader, t.totalt):
            vad = {"tabell": t.nummer, "rad": TOTALT if r is t.totalt else "rad"}
            skrivare.writerow(vad | {k: ofarlig(v) if isinstance(v, str) else v for k, v in r.items()})
    for vad_, namn, fraga, antal, nojda, missnojda in grupprader(svar):
        skrivare.writerow(
            {"tabell": f"per_{vad_}", "rad": "rad", vad_: ofarlig(namn), "kundval": svar.enkat.kundval,
             "fraga": ofarlig(fraga), "antal_svar": antal, "andel_nojda": nojda, "andel_missnojda": missnojda}
        )  # fmt: skip
    return ut.getvalue()


def som_bok(svar: Resultatsvar) -> bytes:
    ut = io.BytesIO()
    bok = Bokskrivare(ut)
    x = svar.enkat
    bok.borja(Blad("Om", (), (Kolumn(x.namn), Kolumn(ord_.period_ord(x.fran, x.till)))))
    for mening in enkatord.FORKLARING:
        bok.rad((mening,))
    for t in svar.tabeller.values():
        _blad(bok, t)
    for vad, rubrik in (("anordnare", "Per anordnare"), ("insats", "Per insats")):
        kolumner = (ord_.kolumn_ord(vad), "Fråga", "Antal svar", "Andel nöjda, %", "Andel missnöjda, %")
        bok.borja(Blad(rubrik, (), tuple(Kolumn(k) for k in kolumner)))
        for vilken, namn, fraga, *tal in grupprader(svar):
            if vilken == vad:
                bok.rad([ord_.rad_ord(vad, namn), fraga, *(_cell(v) for v in tal)])
    bok.klar()
    bok.close()
    return ut.getvalue()


def _blad(bok: Bokskrivare, t: Tabell) -> None:
    bok.borja(Blad(f"Tabell {t.nummer}", (), tuple(Kolumn(ord_.kolumn_ord(k)) for k in t.kolumner)))
    for r in t.rader:
        bok.rad([_cell(r[k]) for k in t.kolumner])
    bok.rad(["Totalt", *(_cell(t.totalt[k]) for k in t.kolumner[1:])])


def _cell(v: Cell) -> Any:
    return ord_.ODEFINIERAT if v is None else v

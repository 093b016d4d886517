"""The rules for what may stand in a section or a table, when it is typed by hand as when it comes in a file."""

from __future__ import annotations

from dataclasses import replace

from ..fel import Nekad
from ..rules.rapporttyper import FRANVAROTYPER, LAGEN, SATT, TABELLER, Formular, Innehall
from .arendelage import rimligt
from .rapportfiler.celler import LANGSTA_RAD, LANGSTA_TEXT, krav_rader
from .rapportfiler.celler import stadad as stada


def _text(varde: str, falt: str, var: str, hogst: int) -> str:
    try:
        return stada(varde, var, hogst)
    except Nekad as nej:
        raise Nekad(nej.kod, nej.mening, falt) from None


def _val(varde: str, koder: dict[str, str], falt: str) -> str:
    if varde and varde not in koder:
        raise Nekad("okant_val", "Välj något i listan.", falt)
    return varde


def ordnat(f: Formular, i: Innehall) -> Innehall:
    """The content in the order of the form, cleaned as that of a file is. Raises Nekad with the section as field."""
    for kod, _ in i.texter:
        if f.avsnitt_for(kod) is None:
            raise Nekad("okant_avsnitt", "Formuläret har inget sådant avsnitt. Öppna det på nytt.", kod)
    for tabell, rader in (("delmal", i.delmal), ("kontakter", i.kontakter), ("franvaro", i.franvaro)):
        if rader and tabell not in f.tabeller:
            raise Nekad("okant_avsnitt", "Formuläret har ingen sådan tabell. Öppna det på nytt.", tabell)
        try:
            krav_rader(len(rader), TABELLER[tabell])
        except Nekad as nej:
            raise Nekad(nej.kod, nej.mening, tabell) from None
        for rad in rader:
            for namn in ("datum", "fran", "till", "klart_senast"):
                if (d := getattr(rad, namn, None)) is not None:
                    rimligt(d, tabell)

    def cell(tabell: str, n: int, text: str) -> str:
        return _text(text, tabell, f"på rad {n} i tabellen {TABELLER[tabell]}", LANGSTA_RAD)

    return Innehall(
        i.rubrik,
        tuple(
            (a.kod, _text(i.text(a.kod), a.kod, f"under rubriken ”{a.rubrik}”", LANGSTA_TEXT)) for a in f.avsnitt
        ),
        tuple(
            replace(
                d, text=cell("delmal", n, d.text), aktivitet=cell("delmal", n, d.aktivitet),
                kommentar=cell("delmal", n, d.kommentar), lage=_val(d.lage, LAGEN, "delmal"),
            )
            for n, d in enumerate(i.delmal, 1)
        ),
        tuple(
            replace(k, kommentar=cell("kontakter", n, k.kommentar), satt=_val(k.satt, SATT, "kontakter"))
            for n, k in enumerate(i.kontakter, 1)
        ),
        tuple(
            replace(v, orsak=cell("franvaro", n, v.orsak), typ=_val(v.typ, FRANVAROTYPER, "franvaro"))
            for n, v in enumerate(i.franvaro, 1)
        ),
    )  # fmt: skip

"""A registerutdrag on paper: what the law asks to be told, and every row about the kund."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...rules.rapporttyper import SLUT, Innehall
from ...texter.brister import sak_ord
from ...texter.datum import manad_ar
from ...texter.faltord import falt_ord, varde_ord
from ...texter.gallring import tabell_ord
from ...texter.meningar import KONTAKTORD
from ..arbetsenhet import Arbetsenhet
from ..rapportformular import formular_med_namn
from ..registerutdrag import TYP, Registerutdrag
from . import utfardande
from .formuleringar import Texter, Tryckt, slag
from .register import DOKUMENTSLAG
from .text import utskrivbart

_EJ_PA_PAPPER = frozenset(
    ("underlag_sha256", "sha256", "uid", "formular", "sekvens", "mediatyp", "historik", "underlag")
)
"""Checksums and the like, and the snapshot of a document, which says what the document says: in the other file."""
_STAR_REDAN = frozenset((t, f) for t in ("kundidentitet", "insats") for f in ("skydd", "kundansvarig_id"))
"""What guards these rows is repeated from the kund."""
_SOM_TABELL, _BREDAST, _KORT = 2, 6, 22
"""A table is of so many rows at least, and so many columns and letters in a cell at most."""
_HOGST, _BORJAN, _RUBRIK, _MELLAN = 300.0, 120.0, 46.0, 9.0
"""Points: what is higher may be divided, with so much of it on the first page; a heading with its air; between two."""
_SLAG = {"plan": "Genomförandeplan", "rapport": "Månadsrapport", "slutrapport": "Slutrapport"}
_KALLA = {"fil": "Formulärfil"}
_PROGRESSION = {"finns": "Ifylld", "saknas": "Saknas", "ej_aktuellt": "Ej aktuellt"}
_ORD = {
    "fornamn": "Förnamn", "efternamn": "Efternamn", "personnummer": "Personnummer", "fodelsedatum": "Födelsedatum",
    "insats_id": "Ärende", "skriven_av": "Skriven av", "signerad_av": "Signerad av", "mottagen_av": "Mottagen av",
    "tillagd_av": "Tillagd av", "utfardat": "Utfärdat", "utfardat_av": "Utfärdat av", "storlek": "Storlek, byte",
    "omgang": "Omgång", "progression": "Progression", "rattar_id": "Rättar en tidigare",
    "ersatter_id": "Ersätter ett tidigare", "inlamning_id": "Kom som fil", "formular": "Formulär", "kalla": "Källa",
}  # fmt: skip


def _koder(tabell: str, falt: str) -> str:
    """By which name the meanings of a column's codes are known."""
    return "insatskod" if (tabell, falt) in (("insats", "kod"), ("ersattningsrad", "kod")) else falt


def rita(e: Arbetsenhet, u: Registerutdrag) -> bytes:
    avs = utfardande.avsandarens(e)
    return _rita(u, utfardande.logga_for(e, avs["logga"]), avs["farg"])


def prov(gemensamt: Mapping[str, Any], texter: tuple[Tryckt, ...], logga: bytes) -> bytes:
    """Of nobody, for a look at its texts."""
    t = Texter(TYP, texter)
    plats = {n: f.platser for n, f in slag(TYP).formuleringar.items()}
    u = Registerutdrag(
        "K0000", datetime(2024, 9, 10, 8, 0), gemensamt["organisation"], gemensamt["enhet"], gemensamt["kontakt"],
        t("inledning", **plats["inledning"]),
        (("Ändamål", t("andamal")), ("Rättslig grund", t("rattslig_grund")), ("Mottagare", t("mottagare")),
         ("Hur länge", t("lagringstid", **plats["lagringstid"])), ("Varifrån", t("kalla"))),
        t.rader("rattigheter"), t.rader("utelamnat"),
        {"kund": [{"nyckel": "K0000"}], "kundidentitet": [{"fornamn": "Kim", "efternamn": "Exempel"}]}, False,
    )  # fmt: skip
    return _rita(u, logga, gemensamt.get("farg", ""))


def _rita(u: Registerutdrag, logga: bytes, farg: str) -> bytes:
    from . import mall

    huvud = mall.Dokumenthuvud(
        typ="Registerutdrag", nummer="", datum=u.skapat.date(),
        rader=(("Kund", u.kund), ("Datum", u.skapat.date().isoformat())),
        undertitel="Enligt dataskyddsförordningen artikel 15",
    )  # fmt: skip
    flode: list[Any] = [*mall.framhavd(u.inledning), *mall.rubrik("Om behandlingen"), *mall.etiketter(u.upplysningar)]
    flode += [*mall.rubrik("Dina rättigheter"), *mall.punkter(u.rattigheter)]
    flode += [*mall.rubrik("Det här är inte med"), *mall.punkter(u.utelamnat)]
    for tabell, rader in u.tabeller.items():
        if rader:
            flode += _avsnitt(u, tabell, rader)
    avsandare = mall.Avsandare(u.organisation, u.enhet, u.kontakt, logga, farg)
    return mall.bygg(huvud, avsandare, flode)


def _avsnitt(u: Registerutdrag, tabell: str, rader: list[dict[str, Any]]) -> list[Any]:
    """Many short rows are a table; else each is a list of labels, not divided between pages if it need not be."""
    from reportlab.platypus import CondPageBreak, Spacer

    from . import mall
    from .stilar import BREDD

    namn = tabell_ord(tabell)
    rubrik = mall.rubrik(f"{namn[:1].upper()}{namn[1:]} ({len(rader)})" if len(rader) > 1 else namn.capitalize())
    block = [_par(u, tabell, rad) for rad in rader]
    if kolumner := _kolumner(block):
        celler = [[next((v for f, v in par if f == k), "–") for k in kolumner] for par in block]
        delar = [_vikt(k, [rad[n] for rad in celler]) for n, k in enumerate(kolumner)]
        return [*rubrik, *mall.tabell([(k, d / sum(delar)) for k, d in zip(kolumner, delar, strict=True)], celler)]
    ut: list[Any] = []
    for n, par in enumerate(block, 1):
        if len(block) > 1 and par:
            par[0] = (f"{n}. {par[0][0]}", par[0][1])
        etiketter = mall.etiketter(par)
        hojd = sum(f.wrap(BREDD, _HOGST)[1] for f in etiketter)
        ut.append(CondPageBreak((hojd if hojd < _HOGST else _BORJAN) + (_RUBRIK if n == 1 else _MELLAN)))
        ut += rubrik if n == 1 else [Spacer(1, _MELLAN)]
        ut += etiketter
    return ut


def _par(u: Registerutdrag, tabell: str, rad: dict[str, Any]) -> list[tuple[str, str]]:
    ut = []
    for f, v in rad.items():
        if f in _EJ_PA_PAPPER or (tabell, f) in _STAR_REDAN:
            continue
        if (tabell, f) == ("rapportinnehall", "innehall"):
            ut += [(rubrik, utskrivbart(text)) for rubrik, text in _rapporten(str(v), str(rad.get("formular", "")))]
        else:
            ord_ = u.ord_.get(_koder(tabell, f), {}).get(str(v)) or _ord(tabell, f, v)
            ut.append((_falt(tabell, f), utskrivbart(ord_)))
    return ut


def _rapporten(innehall: str, formular: str) -> list[tuple[str, str]]:
    """What an anordnare has written, under the headings of the form."""
    try:
        i = Innehall.fran_json(innehall)
    except (ValueError, KeyError, TypeError):
        return [("Innehåll", innehall)]
    f = formular_med_namn(formular)
    rubriker = {a.kod: a.rubrik for a in f.avsnitt} if f else {}
    ut = [(rubriker.get(kod, kod), text) for kod, text in i.texter if text]
    for n, d in enumerate(i.delmal, 1):
        ut.append((f"Delmål {n}", "\n".join(t for t in (d.text, d.aktivitet, d.kommentar) if t)))
    ut += [
        (f"Kontakt {k.datum.isoformat() if k.datum else ''}".strip(), k.kommentar) for k in i.kontakter if k.kommentar
    ]
    ut += [(f"Frånvaro {x.fran.isoformat() if x.fran else ''}".strip(), x.orsak) for x in i.franvaro if x.orsak]
    return ut or [("Innehåll", "–")]


def _vikt(kolumn: str, celler: list[str]) -> int:
    """Letters that a column needs: of its longest word, or of what stands in it."""
    return 2 + max(9, *(len(o) for o in kolumn.split()), *(len(c) for c in celler))


def _kolumner(block: list[list[tuple[str, str]]]) -> list[str]:
    """The columns of a table of the rows, in their order; none where it would be too wide."""
    if len(block) < _SOM_TABELL or any(len(v) > _KORT or "\n" in v for par in block for _, v in par):
        return []
    ut: list[str] = []
    for par in block:
        if len({f for f, _ in par}) < len(par):
            return []
        plats = 0
        for f, _ in par:
            if f in ut:
                plats = ut.index(f) + 1
            else:
                ut.insert(plats, f)
                plats += 1
    return ut if len(ut) <= _BREDAST else []


def _falt(tabell: str, falt: str) -> str:
    if tabell == "insats" and falt == "nyckel":
        return "Ärende"
    if tabell == "kund" and falt == "nyckel":
        return "Kundnummer"
    if tabell == "dokument" and falt in ("nummer", "typ"):
        return "Nummer" if falt == "nummer" else "Slag"
    return _ORD.get(falt) or falt_ord(tabell, falt)


def _vilken(avser: str) -> str:
    """A month, the version of a plan, or the slutrapport."""
    if re.fullmatch(r"\d{4}-\d\d", avser):
        ord_ = manad_ar(avser)
        return f"{ord_[:1].upper()}{ord_[1:]}"
    return f"Version {avser}" if avser.isdecimal() else "Slutrapport" if avser == SLUT else avser


def _ord(tabell: str, falt: str, v: Any) -> str:
    if isinstance(v, dict):
        return f"Filen, {v['byte']} byte, finns i den maskinläsbara filen"
    if isinstance(v, bool):
        return "Ja" if v else "Nej"
    if falt in ("rattar_id", "ersatter_id", "inlamning_id"):
        return "Ja"
    if falt in ("manad", "avser", "avser_manad") and tabell != "brist":
        return _vilken(str(v))
    if falt == "slag" and v in _SLAG:
        return _SLAG[v]
    if (tabell, falt) == ("rapportinnehall", "progression"):
        return _PROGRESSION.get(v, str(v))
    if (tabell, falt) == ("rapportinnehall", "kalla"):
        return _KALLA.get(v, "Inskriven på enheten")
    if tabell == "inlamning" and falt == "innehall":
        return "Se rapportens innehåll"
    if tabell == "dokument" and falt == "typ" and v in DOKUMENTSLAG:
        return DOKUMENTSLAG[v].titel
    if tabell == "brist" and falt == "avser":
        ord_ = sak_ord(str(v))
        return f"{ord_[:1].upper()}{ord_[1:]}"
    if tabell == "kontakt" and falt == "typ":
        return KONTAKTORD.get(v, str(v))
    text = str(v)
    if len(text) >= 16 and text[4:5] == "-" and text[10:11] == "T":
        text = text.replace("T", " ")[:16].replace(":", ".")
    return varde_ord(tabell, falt, text)

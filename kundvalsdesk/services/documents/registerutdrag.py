"""A registerutdrag on paper: what the law asks to be told, and every row about the kund."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...fel import Databasfel
from ...models.sokindex import rapporttexter
from ...texter.brister import sak_ord
from ...texter.faltord import falt_ord, varde_ord
from ...texter.gallring import tabell_ord
from ...texter.meningar import KONTAKTORD
from ..arbetsenhet import Arbetsenhet
from ..registerutdrag import TYP, Registerutdrag
from . import utfardande
from .formuleringar import Texter, Tryckt, slag
from .register import DOKUMENTSLAG
from .text import utskrivbart

_EJ_PA_PAPPER = frozenset(
    ("underlag_sha256", "sha256", "uid", "formular", "sekvens", "mediatyp", "historik", "underlag")
)
"""Checksums and the like, and the snapshot of a document, which says what the document says: in the other file."""
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
    from reportlab.platypus import Spacer

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
        if not rader:
            continue
        namn = tabell_ord(tabell)
        flode += mall.rubrik(f"{namn[:1].upper()}{namn[1:]} ({len(rader)})" if len(rader) > 1 else namn.capitalize())
        for n, rad in enumerate(rader, 1):
            synliga = {f: v for f, v in rad.items() if f not in _EJ_PA_PAPPER}
            par = [
                (_falt(tabell, f), utskrivbart(u.ord_.get(_koder(tabell, f), {}).get(str(v)) or _ord(tabell, f, v)))
                for f, v in synliga.items()
            ]
            if len(rader) > 1 and par:
                par[0] = (f"{n}. {par[0][0]}", par[0][1])
                if n > 1:
                    flode.append(Spacer(1, 9))
            flode += mall.etiketter(par)
    avsandare = mall.Avsandare(u.organisation, u.enhet, u.kontakt, logga, farg)
    return mall.bygg(huvud, avsandare, flode)


def _falt(tabell: str, falt: str) -> str:
    if tabell == "insats" and falt == "nyckel":
        return "Ärende"
    if tabell == "kund" and falt == "nyckel":
        return "Kundnummer"
    if tabell == "dokument" and falt in ("nummer", "typ"):
        return "Nummer" if falt == "nummer" else "Slag"
    return _ORD.get(falt) or falt_ord(tabell, falt)


def _ord(tabell: str, falt: str, v: Any) -> str:
    if isinstance(v, dict):
        return f"Filen, {v['byte']} byte, finns i den maskinläsbara filen"
    if isinstance(v, bool):
        return "Ja" if v else "Nej"
    if falt in ("rattar_id", "ersatter_id", "inlamning_id"):
        return "Ja"
    if tabell == "rapportinnehall" and falt == "innehall":
        try:
            return "\n".join(rapporttexter(v)) or "–"
        except (Databasfel, ValueError, KeyError, TypeError):
            return str(v)
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

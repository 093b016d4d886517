"""The beslut to grant an insats (K 5.3): what, how long and why; for the kund in plain words, or internally."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from ...texter.datum import datum_langt
from ...texter.meningar import insats_ord
from .blad import EXEMPLAR, Blad, dag, hel, insats_med_namn, stycke
from .formuleringar import Texter
from .lasare import KUND
from .text import Fet
from .underlag import Insatsunderlag


@dataclass(frozen=True, slots=True, kw_only=True)
class Insatsbeslutsunderlag(Insatsunderlag):
    """`val`: eget | forval | "" (no anordnare chosen yet). `omfattning` 0: decided with the uppdrag.

    Only internally: `malgrupp`, `avvikelser` and `beslutat_av`.
    """

    TYP: ClassVar[str] = "insatsbeslut"
    SAK: ClassVar[tuple[str, ...]] = (
        "for_vem", "insats", "insatskod", "kund", "anordnare", "start", "slut", "beslutad", "val", "omfattning",
        "deltid_skal", "malgrupp", "avvikelser", "motivering", "bedomning",
    )  # fmt: skip
    OM: ClassVar[tuple[str, ...]] = ("for_vem",)

    for_vem: str
    beslutad: date
    slut: date | None
    hogst_manader: int
    val: str
    omfattning: int
    deltid_skal: Annotated[str, "Skälet till deltid"]
    kriterium: str
    mal: str
    motivering: Annotated[str, "Motiveringen"]
    bedomning: Annotated[str, "Bedömningen av parallella insatser"]
    kontakta: Annotated[str, "Karriärvägledarens namn"]
    epost: Annotated[str, "Karriärvägledarens e-postadress"]
    malgrupp: str = ""
    avvikelser: tuple[str, ...] = ()
    beslutat_av: Annotated[str, "Namnet på den som har beslutat"] = ""


def omfattning_ord(omfattning: int) -> str:
    if not omfattning:
        return "Bestäms i uppdraget till anordnaren"
    return "Heltid" if omfattning >= 100 else f"Deltid, {omfattning} procent"


def blad(u: Insatsbeslutsunderlag) -> Blad:
    return _till_kunden(u) if u.for_vem == KUND else _internt(u)


def _tid(u: Insatsbeslutsunderlag) -> list[tuple[str, Any]]:
    rader: list[tuple[str, Any]] = []
    if u.hogst_manader and u.slut is None:
        rader.append(("Längsta tid", "En månad" if u.hogst_manader == 1 else f"{u.hogst_manader} månader"))
    if u.start is not None:
        rader += [("Startdatum", (Fet(dag(u.start)),)), ("Slutdatum", dag(u.slut))]
    else:
        rader.append(("Startdatum", "Bestäms i uppdraget till anordnaren"))
    return [*rader, ("Omfattning", omfattning_ord(u.omfattning))]


_VAL_KUND = {
    "eget": "Du har själv valt anordnare.",
    "forval": "Du har valt att ta den anordnare som står på tur i förvalslistan.",
    "": "Du har inte valt anordnare ännu.",
}
_VAL_INTERNT = {
    "eget": "Kundens eget val",
    "forval": "Förvalsanordnaren enligt förvalslistan",
    "": "Kunden har inte valt ännu",
}


def _till_kunden(u: Insatsbeslutsunderlag) -> Blad:
    from . import mall

    ruta: list[str] = ["Du får insatsen ", Fet(insats_med_namn(u.insatskod, u.insatsnamn))]
    ruta += [" hos ", Fet(u.anordnare), "."] if u.anordnare else ["."]
    t = Texter(u.TYP, u.texter)
    flode = [
        *mall.framhavd(ruta),
        *mall.rubrik("Det här är beslutat"),
        *mall.etiketter(
            [
                ("Beslutet gäller", u.kund),
                ("Beslutsdatum", dag(u.beslutad)),
                *_tid(u),
                *([("Därför deltid", u.deltid_skal)] if u.deltid_skal else []),
                ("Anordnare", [d for d in (u.anordnare and f"{u.anordnare}. ", _VAL_KUND[u.val]) if d]),
                ("Din karriärvägledare", ", ".join(d for d in (u.kontakta, u.epost) if d) or u.kontakt),
                *([("Målet med insatsen", u.mal)] if u.mal else []),
                *([("Krav för insatsen", u.kriterium)] if u.kriterium else []),
            ]
        ),
        *stycke("Därför får du insatsen", u.motivering),
        *stycke("Om du har flera insatser samtidigt", u.bedomning),
        *mall.rubrik("Så fungerar det"),
        *mall.punkter(
            [
                *([] if u.anordnare else [t("valja")]),
                *t.rader("sa_fungerar"),
            ]
        ),
        *mall.rubrik("Vem beslutar, och hur du blir hörd"),
        *mall.lopande(t("hord")),
    ]
    return Blad(t("undertitel_kund"), flode)


def _internt(u: Insatsbeslutsunderlag) -> Blad:
    from . import mall

    insats, nar = Fet(insats_ord(u.insatskod)), Fet(hel(datum_langt(u.beslutad)))
    ruta = ["Insatsen ", insats, " beviljas. Beslutet är från ", nar, "."]
    flode = [
        *mall.framhavd(ruta),
        *mall.rubrik("Beslutet"),
        *mall.etiketter(
            [
                ("Kund", u.kund),
                ("Insats", insats_med_namn(u.insatskod, u.insatsnamn)),
                ("Beslutsdatum", dag(u.beslutad)),
                *([("Beslutat av", u.beslutat_av)] if u.beslutat_av else []),
                *_tid(u),
                *([("Skäl till deltid", u.deltid_skal)] if u.deltid_skal else []),
                ("Anordnare", u.anordnare or "–"),
                ("Val av anordnare", _VAL_INTERNT[u.val]),
                ("Mål för insatsen", u.mal or "–"),
            ]
        ),
        *mall.rubrik("Kriterium och målgrupp"),
        *mall.etiketter(
            [
                ("Kriterium", u.kriterium or "–"),
                ("Kundens målgrupp", u.malgrupp or "Inte angiven"),
                *(("Uppfylls inte", a) for a in u.avvikelser),
            ]
        ),
        *stycke("Motivering", u.motivering),
        *stycke("Bedömning av parallella insatser", u.bedomning),
    ]
    return Blad(f"Beslut att bevilja en kundvalsinsats. {EXEMPLAR[u.for_vem]}", flode)

"""The end of an insats: the decision and its document (K 13)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..fel import Nekad
from ..models import Insats
from ..rules.steg import Lage, avslut_fel
from ..texter.datum import datum_langt
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_fore, inte_i_framtiden, lage_for, oppna_arende, prova, rimligt
from .handling import handling, kontrollera_version
from .typer import Andring

AVSLUTSFEL = {
    "okand_orsak": ("Välj en orsak.", "avslutsorsak"),
    "okand_typ": ("Välj om insatsen är fullföljd, avslutad i förtid eller avbruten.", "avslutstyp"),
    "fullfoljd_fel_dag": (
        "En fullföljd insats slutar på beslutat slutdatum. Ändra sista dag, eller välj i förtid eller avbruten.",
        "sista_dag",
    ),
    "tidigt_fel_dag": (
        "Sista dag ska ligga före beslutat slutdatum. Slutar insatsen på slutdatum är den fullföljd.",
        "sista_dag",
    ),
    "orsak_bara_fullfoljd": ("Den orsaken gäller bara fullföljda insatser.", "avslutsorsak"),
    "avbruten_fel_orsak": (
        "En avbruten insats har en orsak som är ett avbrott. Med den här orsaken är insatsen avslutad i förtid.",
        "avslutsorsak",
    ),
    "fortid_fel_orsak": ("Den orsaken är ett avbrott. Välj typen avbruten.", "avslutsorsak"),
}


class Avslut(NamedTuple):
    """What is decided. `sista_dag` None: the decided end date, for a completed insats."""

    avslutstyp: str
    avslutsorsak: str
    sista_dag: date | None
    beslut: date
    orsak_dold: bool = False
    kommentar: str = ""


def provat(e: Arbetsenhet, insats: str, sedd_version: int, a: Avslut) -> tuple[Insats, Lage, date]:
    """The case and the last day, if this end may be decided now. Raises Nekad with the field, Konflikt."""
    i = oppna_arende(e, insats)
    sista_dag = a.sista_dag
    if sista_dag is None and a.avslutstyp == "fullfoljd":
        sista_dag = lage_for(e, i).ramar.slut_nu
    if sista_dag is None:
        raise Nekad("saknas", "Fyll i sista dag.", "sista_dag")
    kontrollera_version(e, i, sedd_version, _mina(a, sista_dag))
    x = prova(e, i, "avsluta")
    rimligt(sista_dag, "sista_dag")
    inte_i_framtiden(e, a.beslut, "beslut")
    inte_fore(sista_dag, i.start or i.beslut, "startdatum" if i.start else "beslutet", "sista_dag")
    inte_fore(a.beslut, i.beslut, "beslutet om insatsen", "beslut")
    if i.start is None and a.avslutstyp == "fullfoljd":
        raise Nekad("ej_startad", "En insats som inte har startat kan inte vara fullföljd.", "avslutstyp")
    if fel := avslut_fel(e.regelverk, a.avslutstyp, a.avslutsorsak, sista_dag, x.ramar.slut_nu):
        mening, falt = AVSLUTSFEL[fel]
        if fel in ("fullfoljd_fel_dag", "tidigt_fel_dag") and x.ramar.slut_nu:
            mening = f"{mening} Beslutat slutdatum är {datum_langt(x.ramar.slut_nu)}."
        raise Nekad(fel, mening, falt)
    if a.orsak_dold and not e.regelverk.avslutsorsaker()[a.avslutsorsak].far_dolja:
        raise Nekad("far_ej_dolja", "Den orsaken kan inte döljas för anordnaren.", "orsak_dold")
    if not a.orsak_dold:
        _gar_att_skriva_ut(a.kommentar)
    return i, x, sista_dag


def _mina(a: Avslut, sista_dag: date) -> dict[str, object]:
    return {
        "avslutstyp": a.avslutstyp,
        "avslutsorsak": a.avslutsorsak,
        "sista_dag": sista_dag,
        "avslutsbeslut": a.beslut,
        "avslut_kommentar": a.kommentar.strip() or None,
        "orsak_dold": a.orsak_dold,
    }


def avsluta(e: Arbetsenhet, insats: str, sedd_version: int, a: Avslut) -> Andring:
    """The karriärvägledare decides that the insats ends, with type, reason and last day (K 13, regelverk §5)."""
    i, _, sista_dag = provat(e, insats, sedd_version, a)
    with handling(e, "avsluta", "insats") as h:
        h.insats(i, hela_kunden=True)
        for falt, varde in _mina(a, sista_dag).items():
            setattr(i, falt, varde)
    return h.andring


def _gar_att_skriva_ut(kommentar: str) -> None:
    """Raises Nekad for a sign that the document has no letter for: afterwards the comment is decided and stays."""
    if kommentar.isascii():
        return  # spares the fonts
    from .documents.text import rensa

    try:
        rensa(kommentar, "Kommentaren")
    except Nekad as fel:
        raise Nekad(fel.kod, fel.mening, "kommentar") from None


def utfarda_avbrottsdokument(e: Arbetsenhet, insats: str, sedd_version: int | None) -> Andring:
    """Issues the avbrottsdokument of a decided end; the document itself is read by services.documents (K 13)."""
    from .documents import avbrottsunderlag

    i = oppna_arende(e, insats)
    if sedd_version is not None:
        kontrollera_version(e, i, sedd_version, {})
    prova(e, i, "avbrottsdokument")
    with handling(e, "avbrottsdokument", "dokument", "insats") as h:
        h.insats(i)
        avbrottsunderlag.utfarda(e, i, sedd_version)
    return h.andring

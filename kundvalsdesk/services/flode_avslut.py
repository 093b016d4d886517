"""The end of an insats: the decision and its document; förlängning before it (K 11, K 13)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ..fel import Nekad
from ..models import Forlangning
from ..rules.steg import avslut_fel
from ..texter.datum import datum_langt
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_fore, inte_i_framtiden, krav_text, lage_for, oppna_arende, prova, rimligt
from .handling import handling, kontrollera_version, krav_roll
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


def avsluta(
    e: Arbetsenhet,
    insats: str,
    sedd_version: int,
    avslutstyp: str,
    avslutsorsak: str,
    sista_dag: date | None,
    beslut: date,
    orsak_dold: bool = False,
    kommentar: str = "",
) -> Andring:
    """The karriärvägledare decides that the insats ends, with type, reason and last day (K 13, regelverk §5).

    `sista_dag` None: the decided end date, for a completed insats.
    """
    i = oppna_arende(e, insats)
    if sista_dag is None:
        sista_dag = lage_for(e, i).ramar.slut_nu if avslutstyp == "fullfoljd" else None
    if sista_dag is None:
        raise Nekad("saknas", "Fyll i sista dag.", "sista_dag")
    mina: dict[str, object] = {
        "avslutstyp": avslutstyp,
        "avslutsorsak": avslutsorsak,
        "sista_dag": sista_dag,
        "avslutsbeslut": beslut,
        "avslut_kommentar": kommentar.strip() or None,
    }
    kontrollera_version(e, i, sedd_version, mina)
    x = prova(e, i, "avsluta")
    rimligt(sista_dag, "sista_dag")
    inte_i_framtiden(e, beslut, "beslut")
    inte_fore(sista_dag, i.start or i.beslut, "startdatum" if i.start else "beslutet", "sista_dag")
    inte_fore(beslut, i.beslut, "beslutet om insatsen", "beslut")
    if i.start is None and avslutstyp == "fullfoljd":
        raise Nekad("ej_startad", "En insats som inte har startat kan inte vara fullföljd.", "avslutstyp")
    if fel := avslut_fel(e.regelverk, avslutstyp, avslutsorsak, sista_dag, x.ramar.slut_nu):
        mening, falt = AVSLUTSFEL[fel]
        if fel in ("fullfoljd_fel_dag", "tidigt_fel_dag") and x.ramar.slut_nu:
            mening = f"{mening} Beslutat slutdatum är {datum_langt(x.ramar.slut_nu)}."
        raise Nekad(fel, mening, falt)
    if orsak_dold and not e.regelverk.avslutsorsaker()[avslutsorsak].far_dolja:
        raise Nekad("far_ej_dolja", "Den orsaken kan inte döljas för anordnaren.", "orsak_dold")
    if not orsak_dold:
        _gar_att_skriva_ut(kommentar)
    with handling(e, "avsluta", "insats") as h:
        h.insats(i, hela_kunden=True)
        for falt, varde in mina.items():
            setattr(i, falt, varde)
        i.orsak_dold = orsak_dold
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
    from .documents import utfardande

    i = oppna_arende(e, insats)
    prova(e, i, "avbrottsdokument")
    with handling(e, "avbrottsdokument", "dokument", "insats") as h:
        h.insats(i)
        utfardande.utfarda_avbrottsdokument(e, insats, sedd_version)
    return h.andring


def begar_forlangning(e: Arbetsenhet, insats: str, sedd_version: int, datum: date, motivering: str) -> Andring:
    """The karriärvägledare asks for one more month, with the reason why the goal can be reached in it (K 11)."""
    i = oppna_arende(e, insats)
    kontrollera_version(e, i, sedd_version, {})
    prova(e, i, "forlangning_begar")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, i.start, "startdatum", "datum")
    text = krav_text(motivering, "Motivering", "motivering")
    if e.session.scalar(select(Forlangning.id).where(Forlangning.insats_id == i.id, Forlangning.begard == datum)):
        raise Nekad("finns", "En förlängning är redan begärd den dagen.", "datum")
    with handling(e, "forlangning_begar", "forlangning") as h:
        e.session.add(
            Forlangning(insats_id=i.id, begard=datum, begard_av_id=e.aktor.handlaggare_id, motivering=text)
        )  # fmt: skip
        h.insats(i)
    return h.andring


def besluta_forlangning(
    e: Arbetsenhet, insats: str, begard: str, sedd_version: int, datum: date, beslut: str, skal: str = ""
) -> Andring:
    """An arbetsledare other than the one who asked decides, before the end date (K 11)."""
    krav_roll(e.aktor, "arbetsledare")
    i = oppna_arende(e, insats)
    rad = forlangning_rad(e, i.id, begard)
    if rad is not None:
        kontrollera_version(e, rad, sedd_version, {"beslutad": datum, "beslut": beslut})
    x = prova(e, i, "forlangning_besluta", begard)
    assert rad is not None  # noqa: S101 - prova has refused a missing one
    if rad.begard_av_id is not None and rad.begard_av_id == e.aktor.handlaggare_id:
        raise Nekad("egen_begaran", "Den som har begärt förlängningen kan inte besluta om den.")
    if beslut not in ("beviljad", "avslag"):
        raise Nekad("beslut", "Välj bevilja eller avslå.", "beslut")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, rad.begard, "begäran", "datum")
    if beslut == "beviljad":
        rv = e.regelverk.for_dag(e.idag) or e.regelverk.senaste
        regel = rv.forlangning or e.regelverk.senaste.forlangning
        if regel and sum(f.beviljad for f in x.fakta.forlangningar) >= regel.max_antal:
            raise Nekad("forlangning_max", "Insatsen har redan förlängts så många gånger som rutinerna tillåter.")
        if x.ramar.slut_nu is not None and datum > x.ramar.slut_nu:
            raise Nekad("forlangning_sen", "Slutdatum har passerat. En förlängning beslutas före slutdatum.", "datum")
    text = krav_text(skal, "Skäl till avslaget", "skal") if beslut == "avslag" else skal.strip()
    with handling(e, "forlangning_besluta", "forlangning", "insats") as h:
        h.insats(i)
        rad.beslutad, rad.beslut, rad.beslutad_av_id = datum, beslut, e.aktor.handlaggare_id
        rad.beslut_skal = text or None
        if beslut == "beviljad" and i.slut is not None:
            # Always reckoned from the start with n + k months, never from the previous end date (regelverk §1).
            antal = sum(f.beviljad for f in x.fakta.forlangningar) + 1
            i.slut = x.ramar.slut_med(antal)
    return h.andring


def forlangning_rad(e: Arbetsenhet, insats_id: int, begard: str) -> Forlangning | None:
    """The request that was made on a day (ISO)."""
    try:
        dag = date.fromisoformat(begard)
    except ValueError:
        return None
    return e.session.scalar(select(Forlangning).where(Forlangning.insats_id == insats_id, Forlangning.begard == dag))

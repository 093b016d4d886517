"""A mail with an issued document attached, as a file to look through and send. That it was saved is logged.

The mail itself never says more than the number of the case: what is about a person stands in the document alone.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Dokument, Insats
from ..texter.meningar import insats_ord
from .arbetsenhet import Arbetsenhet
from .arendelage import oppna_arende
from .brevfil import Bifogad, brevfil, gar_att_skriva_till
from .documents import utfardande
from .documents.fran_arendet import roll_pa_dokument
from .dokumentflik import BREV, om_dokument, titel
from .dokumenttyper import Brevforslag
from .fritext import hamta_i_arendet, utan_kundens_namn
from .handling import handling
from .installningar import organisation
from .paket.beslut import prova_paket
from .skydd import krav_skickbart
from .typer import Andring

PERSONUPPGIFTER = (
    "Dokumentet innehåller uppgifter om kunden. Skicka det bara på det sätt som kommunen har bestämt för sådana "
    "uppgifter, annars med vanlig post."
)


def forslag(e: Arbetsenhet, insats: str, dokument_id: int) -> Brevforslag:
    """The mail as it would be saved. Raises Nekad for a document that stays in the house."""
    i = oppna_arende(e, insats)
    return _forslag(e, i, hamta_i_arendet(e, Dokument, i, dokument_id, "Dokumentet"))


def _forslag(e: Arbetsenhet, i: Insats, d: Dokument) -> Brevforslag:
    om = om_dokument(d.typ, d.underlag)
    if om.till not in ("anordnare", "kund"):
        raise Nekad("internt", "Dokumentet är internt och skickas inte. Utfärda det som är till mottagaren i stället.")
    krav_skickbart(e, i, d)
    anordnare = e.session.get(Anordnare, i.anordnare_id) if om.till == "anordnare" and i.anordnare_id else None
    till = (anordnare.epost or "") if anordnare else ""
    vad = ", ".join(o for o in (titel(d.typ), om.om) if o)
    amne = f"{vad}, ärende {i.nyckel}"
    org = organisation(e)
    text = (
        f"Hej,\n\n{vad} i ärende {i.nyckel}, {insats_ord(i.kod)}, finns som bifogad PDF, {d.nummer}.\n\n"
        f"Med vänlig hälsning\n{e.aktor.namn}, {roll_pa_dokument(e.aktor)}\n"
        f"{org['enhet']}, {org['namn']}\n{org['kontakt']}\n"
    )
    utan_kundens_namn(e, i, {"": amne}, ut=True)
    namn = anordnare.namn if anordnare and not i.skydd else "anordnaren" if om.till == "anordnare" else "kunden"
    fil = utfardande.filnamn(d.nummer)
    return Brevforslag(
        d.id, amne, text, till if gar_att_skriva_till(till) else "", namn, fil, str(Path(fil).with_suffix(".eml")),
        " ".join(v for v in (_ersatt(e, d), PERSONUPPGIFTER if d.typ != "aterremiss" else "") if v),
    )  # fmt: skip


def _ersatt(e: Arbetsenhet, d: Dokument) -> str:
    """An earlier one may be asked for, but not be sent by mistake: what has been put right since stands in it."""
    av = e.session.scalar(select(Dokument.nummer).where(Dokument.ersatter_id == d.id).limit(1))
    return f"Dokumentet är ersatt av {av}." if av else ""


def spara(e: Arbetsenhet, insats: str, dokument_id: int, fil: Path) -> Andring:
    """Writes the mail to a file and logs it; what cannot be written is not logged. Needs a unit that writes."""
    i = oppna_arende(e, insats)
    prova_paket(e, "dokument_brev")
    d = hamta_i_arendet(e, Dokument, i, dokument_id, "Dokumentet")
    b = _forslag(e, i, d)
    _, pdf = utfardande.las_dokument(e, d.id)
    eml = brevfil(b.amne, b.text, b.till, Bifogad(b.bilaga, "application/pdf", pdf))
    with handling(e, "dokument_brev", "dokument") as h:
        h.anteckna(d, BREV, om_dokument(d.typ, d.underlag).till)
        h.insats(i)
    skriv_hel(fil, eml, e.handling_id)
    return h.andring


def skriv_hel(fil: Path, innehall: bytes, marke: str) -> None:
    """A file that is there already is replaced only by a whole one. Raises Nekad where it cannot be written."""
    halv = fil.with_name(f".{marke[:12]}.tmp")
    try:
        halv.write_bytes(innehall)
        halv.replace(fil)
    except OSError:
        with suppress(OSError):
            halv.unlink(missing_ok=True)
        raise Nekad(
            "fil", f"Filen {fil.name} gick inte att spara där. Välj en annan mapp eller frigör utrymme."
        ) from None

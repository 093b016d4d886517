"""The avbrottsdokument of a case: what it says today, and issuing it. No log here: services.flode_avslut has it."""

from __future__ import annotations

from datetime import date

from ...fel import Nekad
from ...models import Insats
from ...rules.ramar import slut_nu
from .. import dokumenttexter
from ..arbetsenhet import Arbetsenhet
from ..arendelage import oppna_arende
from ..frister import fakta_for
from . import utfardande
from .avbrottsdokument import Avbrottsunderlag
from .fran_arendet import gemensamt, maskerad, om_insatsen
from .villkor import villkor

ORSAK_DOLD = "Orsaken lämnas inte ut"


def bygg_underlag(e: Arbetsenhet, insats: Insats, ersatter: str = "") -> Avbrottsunderlag:
    """The snapshot of today. Raises Nekad if the end is not decided.

    A withheld reason leaves no trace: neither the reason nor the comment is in the snapshot (K 13.4).
    """
    if insats.sista_dag is None or insats.avslutstyp is None or insats.avslutsorsak is None:
        raise Nekad(
            "inget_avslut",
            "Avbrottsdokumentet kan skrivas först när avslutet är beslutat med typ, orsak och sista dag.",
        )
    fakta, _ = fakta_for(e.session, [insats.id])[insats.id]
    orsak = e.regelverk.avslutsorsaker().get(insats.avslutsorsak)
    return Avbrottsunderlag(
        **gemensamt(e, insats),
        **om_insatsen(e, insats),
        ersatter=ersatter,
        slut=slut_nu(fakta, e.regelverk, sum(f.beviljad for f in fakta.forlangningar)),
        sista_dag=insats.sista_dag,
        avslutstyp=insats.avslutstyp,
        avslutstyp_ord=e.regelverk.avslutstyper().get(insats.avslutstyp, insats.avslutstyp),
        orsak=ORSAK_DOLD if insats.orsak_dold else (orsak.namn if orsak else insats.avslutsorsak),
        kommentar="" if insats.orsak_dold else maskerad(e, insats)(insats.avslut_kommentar),
        villkor=villkor(fakta, e.regelverk, e.idag, dokumenttexter.texter(e, Avbrottsunderlag.TYP)),
    )


def forhandsgranska(e: Arbetsenhet, insats_nyckel: str) -> bytes:
    """The document as it would be issued now, marked as a preview; takes no number and stores nothing."""
    insats = oppna_arende(e, insats_nyckel)
    senaste = utfardande.senaste(e, insats, Avbrottsunderlag)
    return utfardande.forhandsgranska(e, bygg_underlag(e, insats, senaste.nummer if senaste else ""))


def utfarda(e: Arbetsenhet, insats: Insats, sedd_version: int | None) -> utfardande.Utfardat:
    """Issues the document of a decided end, and notes the day on the insats. Raises as utfardande.utfarda."""
    ut = utfardande.utfarda(e, insats, lambda: bygg_underlag(e, insats), sedd_version)
    _notera(insats, ut.utfardat, ersatter=ut.ny and bool(ut.ersatter))
    e.session.flush()
    return ut


def _notera(insats: Insats, dag: date, *, ersatter: bool) -> None:
    """The day on the insats. One taken over from another system stays: the frist was met there."""
    if insats.avbrottsdokument is None or ersatter:
        insats.avbrottsdokument = dag


def senaste_dokument(e: Arbetsenhet, insats_nyckel: str) -> tuple[str, bytes]:
    """Number and bytes of the avbrottsdokument issued last for an insats. Raises as utfardande.las_dokument."""
    senaste = utfardande.senaste(e, oppna_arende(e, insats_nyckel), Avbrottsunderlag)
    if senaste is None:
        raise Nekad("finns_inte", f"Inget avbrottsdokument är utfärdat för {insats_nyckel}.")
    return utfardande.las_dokument(e, senaste.id)

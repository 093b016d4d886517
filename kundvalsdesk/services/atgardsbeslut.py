"""Steps that another than whoever proposed them decides: the arbetsledare, or the nämnd with its diarienummer.

A withdrawn auktorisation takes effect with its decision, in the same transaction.
"""

from __future__ import annotations

from datetime import date

from ..fel import Nekad
from ..models import Atgard, Atgardssteg
from ..rules import atgarder as r
from ..texter.atgarder import BESLUTSORD
from ..texter.datum import datum_langt
from . import aterkallelse
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_i_framtiden, krav_text
from .atgardslista import DEL, ORORD, atgarden, krav_oppen, steget
from .atgardsmodell import atgardsmodell
from .atgardstyper import BESLUTAR, ROLLER, Effekter
from .handling import handling, kontrollera_version, krav_roll
from .typer import Andring


def _foreslaget(
    e: Arbetsenhet, steg_id: int, sedd_version: int, mina: dict[str, object]
) -> tuple[Atgardssteg, Atgard]:  # fmt: skip
    krav_roll(e.aktor, BESLUTAR)
    s = steget(e, steg_id)
    a = atgarden(e, s.atgard_id)
    kontrollera_version(e, s, sedd_version, mina)
    if s.lage != r.FORESLAGET:
        raise Nekad("lage", "Steget väntar inte på något beslut. Hämta om åtgärden.")
    krav_oppen(e, a)
    return s, a


def besluta(
    e: Arbetsenhet, steg_id: int, sedd_version: int, beslutsfattare: str, dag: date, diarienummer: str = ""
) -> Andring:
    """By an arbetsledare who did not propose it, or as what the nämnd has decided, which an arbetsledare writes down.
    Raises Nekad where the dates of the step have passed meanwhile."""
    diarienummer = " ".join(diarienummer.split())
    s, a = _foreslaget(e, steg_id, sedd_version, {"beslutsfattare": beslutsfattare, "diarienummer": diarienummer})
    far = atgardsmodell().slag(s.slag).beslutas_av
    if beslutsfattare not in far:
        vem = " eller ".join(BESLUTSORD[x].lower() for x in far)
        raise Nekad("beslutsfattare", f"Steget beslutas av {vem}.", "beslutsfattare")
    if beslutsfattare == r.ARBETSLEDARE and s.foreslagen_av == e.aktor.anvandare:
        raise Nekad("eget", "Du har föreslagit steget. Någon annan beslutar det.")
    if beslutsfattare == r.NAMND:
        diarienummer = krav_text(diarienummer, "Nämndens beslut, paragraf eller diarienummer", "diarienummer")
    if len(diarienummer) > 120:
        raise Nekad("lang", "Skriv högst 120 tecken.", "diarienummer")
    inte_i_framtiden(e, dag, "datum")
    if dag < s.datum:
        raise Nekad("ordning", f"Steget föreslogs {datum_langt(s.datum)} och beslutades inte före det.", "datum")
    if s.senast is not None and s.senast < e.idag:
        raise Nekad("varit", "Dagen då det ska vara åtgärdat har passerat. Be om ett nytt förslag.")
    if s.galler_fran is not None and s.galler_fran <= e.idag:
        raise Nekad("varit", "Dagen då återkallelsen börjar gälla har passerat. Be om ett nytt förslag.")
    with handling(e, "atgardssteg_besluta", DEL, "anordnare") as h:
        if s.slag == r.ATERKALLELSE:
            aterkallelse.genomfor(e, s)
        s.lage, s.beslutsfattare, s.beslutad, s.diarienummer = r.BESLUTAT, beslutsfattare, dag, diarienummer
        s.beslutad_av = e.aktor.anvandare
        h.ny_version(a, ORORD)
    return h.andring


def avsla(e: Arbetsenhet, steg_id: int, sedd_version: int, skal: str) -> Andring:
    """The proposal is not followed: it stays, with the reason, and another may be made."""
    s, a = _foreslaget(e, steg_id, sedd_version, {"beslut_skal": skal.strip()})
    skal = krav_text(skal, "Skälet", "skal")
    if s.foreslagen_av == e.aktor.anvandare:
        raise Nekad("eget", "Du har föreslagit steget. Någon annan beslutar det.")
    with handling(e, "atgardssteg_avsla", DEL) as h:
        s.lage, s.beslutsfattare, s.beslutad, s.beslut_skal = r.AVSLAGET, r.ARBETSLEDARE, e.idag, skal
        s.beslutad_av = e.aktor.anvandare
        h.ny_version(a, ORORD)
    return h.andring


def effekter(e: Arbetsenhet, steg_id: int) -> Effekter | None:
    """What happens when a step is decided, before it is; None for one that does nothing by itself."""
    krav_roll(e.aktor, *ROLLER)
    s = steget(e, steg_id)
    return aterkallelse.effekter(e, s) if s.slag == r.ATERKALLELSE and s.lage == r.FORESLAGET else None

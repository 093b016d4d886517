"""A brist of an anordnare that is dealt with: what is wanting, how it came to be known, who follows it up.

    skapa(e, plan_id, anordnare_id, Atgardsuppgifter(…), BEGARAN, Steguppgifter(…))

Who follows up writes; anmärkning, föreläggande and a withdrawn auktorisation are decided by another (`atgardsbeslut`).
What has been communicated stands (`atgardsbrev`); a step that was wrong is corrected by another (`atgardssteg`).
"""

from __future__ import annotations

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnargranskning, Atgard, Bedomning, Besok
from ..rules import atgarder as r
from ..texter.atgarder import URSPRUNG
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_i_framtiden, krav_text, rimligt
from .atgardslista import DEL, atgarden, kommunicerad, krav_oppen, planens_punkter, stegen
from .atgardssteg import nytt_steg
from .atgardstyper import Atgardsuppgifter, Steguppgifter
from .fritext import till_anordnaren
from .handling import handling, kontrollera_version, redan_gjord
from .typer import Andring
from .uppfoljning import LANGST_NAMN, krav_anordnare, krav_skriver, planen


def _krav_uppgifter(e: Arbetsenhet, plan_id: int, anordnare_id: int, u: Atgardsuppgifter) -> Atgardsuppgifter:
    brist = krav_text(u.brist, "Vad som brister", "brist")
    ansvarig = " ".join(krav_text(u.ansvarig, "Vem som följer upp", "ansvarig").split())
    if len(ansvarig) > LANGST_NAMN:
        raise Nekad("lang", f"Skriv högst {LANGST_NAMN} tecken.", "ansvarig")
    rimligt(u.konstaterad, "konstaterad")
    inte_i_framtiden(e, u.konstaterad, "konstaterad")
    if u.ursprung not in URSPRUNG:
        raise Nekad("ursprung", f"Välj hur bristen upptäcktes: {', '.join(URSPRUNG.values()).lower()}.", "ursprung")
    for vad, nr, finns in (
        ("Kontrollpunkten", u.punkt_id, planens_punkter(e, plan_id) if u.punkt_id else set()),
        ("Besöket", u.besok_id, _besoken(e, plan_id, anordnare_id) if u.besok_id else set()),
        ("Bedömningen", u.bedomning_id, _bedomda(e, plan_id, anordnare_id) if u.bedomning_id else set()),
    ):
        if nr and nr not in finns:
            raise Nekad("okand", f"{vad} hör inte till uppföljningen. Hämta om listan.")
    return Atgardsuppgifter(
        brist, u.konstaterad, ansvarig, u.ursprung, u.punkt_id, u.bedomning_id, u.besok_id
    )  # fmt: skip


def _bedomda(e: Arbetsenhet, plan_id: int, anordnare_id: int) -> set[int]:
    g = Anordnargranskning
    q = select(Bedomning.id).join(g, g.id == Bedomning.granskning_id)
    return set(e.session.scalars(q.where(g.uppfoljning_id == plan_id, g.anordnare_id == anordnare_id)))


def _besoken(e: Arbetsenhet, plan_id: int, anordnare_id: int) -> set[int]:
    q = select(Besok.id).where(Besok.uppfoljning_id == plan_id, Besok.anordnare_id == anordnare_id)
    return set(e.session.scalars(q))


def skapa(
    e: Arbetsenhet, plan_id: int, anordnare_id: int, u: Atgardsuppgifter, slag: str, steg: Steguppgifter
) -> Andring:
    """A brist with its first step, a begäran about åtgärd as a rule; another step directly takes a reason."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    p = planen(e, plan_id)
    krav_anordnare(e, anordnare_id)
    u = _krav_uppgifter(e, p.id, anordnare_id, u)
    till_anordnaren(u.brist, "brist")
    with handling(e, "atgard_skapa", DEL) as h:
        a = Atgard(
            uppfoljning_id=p.id, anordnare_id=anordnare_id, punkt_id=u.punkt_id or None,
            bedomning_id=u.bedomning_id or None, besok_id=u.besok_id or None, ursprung=u.ursprung,
            konstaterad=u.konstaterad, brist=u.brist, ansvarig=u.ansvarig, skapad=e.idag,
        )  # fmt: skip
        e.session.add(a)
        e.session.flush()
        nytt_steg(e, h, a, slag, steg, fran=u.konstaterad if slag == r.BEGARAN else None)
    return h.andring


def andra(e: Arbetsenhet, atgard_id: int, sedd_version: int, u: Atgardsuppgifter) -> Andring:
    """Who follows up; the brist itself only as long as the anordnare has been told nothing."""
    krav_skriver(e)
    a = atgarden(e, atgard_id)
    u = _krav_uppgifter(e, a.uppfoljning_id, a.anordnare_id, u)
    mina: dict[str, object] = {"ansvarig": u.ansvarig}
    if not kommunicerad(e, a.id):
        till_anordnaren(u.brist, "brist")
        mina |= {
            "brist": u.brist,
            "konstaterad": u.konstaterad,
            "ursprung": u.ursprung,
            "punkt_id": u.punkt_id or None,
        }
    elif (u.brist, u.konstaterad) != (a.brist, a.konstaterad):
        raise Nekad(
            "kommunicerad", "Anordnaren har fått bristen så som den står. Rätta det steget i stället.", "brist"
        )
    kontrollera_version(e, a, sedd_version, mina)
    krav_oppen(e, a)
    with handling(e, "atgard_andra", DEL) as h:
        for falt, v in mina.items():
            setattr(a, falt, v)
    return h.andring


def makulera(e: Arbetsenhet, atgard_id: int, sedd_version: int, skal: str) -> Andring:
    """Written down by mistake: nothing is deleted, and the reason stands."""
    krav_skriver(e)
    a = atgarden(e, atgard_id)
    kontrollera_version(e, a, sedd_version, {"skal": skal.strip()})
    krav_oppen(e, a)
    skal = krav_text(skal, "Skälet", "skal")
    if kommunicerad(e, a.id):
        raise Nekad("kommunicerad", "Anordnaren har fått ett brev om bristen. Följ upp den i stället, som avhjälpt.")
    if any(s.lage == r.BESLUTAT for s in stegen(e, [a.id]).get(a.id, [])):
        raise Nekad("beslutad", "Ett steg är beslutat. Det kommuniceras, eller rättas efteråt.")
    with handling(e, "atgard_makulera", DEL) as h:
        a.makulerad, a.skal = e.idag, skal
    return h.andring

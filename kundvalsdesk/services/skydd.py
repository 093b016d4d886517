"""Protected identity on a kund that is there already: set, changed or lifted; and what then still carries the name.

What people wrote before that is shown with N. for each part of the name. An issued document is never changed: one that
carries the name is read by those who may see the kund's details, each reading is logged, and it is sent to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Dokument, Insats, Kund, Kundidentitet
from ..texter.meningar import SKYDDORD
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_arenderatt, krav_text, oppna_arende
from .arendeposter import Post, Poster
from .arendetyper import Falt, Handelse, Stegval
from .fritext import utan_kundens_namn
from .handling import handling, kontrollera_version
from .innehav import ansvarar
from .kunder import hamta_kund
from .maskning import utan_namn
from .typer import Andring

KOD = "skydd"
BARA = "Uppgifterna är skyddade och visas bara för kundansvarig och arbetsledare."
BAR_NAMNET = "visar skyddad kunds namn"
HAVS = "nej"
"""What the form says for no protection any longer."""


def far_avsloja(e: Arbetsenhet, kund: Kund) -> bool:
    """Who may see a protected person's details: the kundansvarig, their vikarie while it lasts, and an arbetsledare
    (regelverk §9)."""
    return e.aktor.har("arbetsledare") or ansvarar(e, kund.id, kund.kundansvarig_id)


# --- Setting it -------------------------------------------------------------------------------------------------


def steg(e: Arbetsenhet, kund: Kund) -> list[Stegval]:
    """What a case offers to those who may see the details."""
    if not far_avsloja(e, kund):
        return []
    har = kund.skydd is not None
    slag = tuple((k, v.capitalize()) for k, v in SKYDDORD.items())
    return [
        Stegval(
            KOD, "Ändra eller häv skyddade personuppgifter" if har else "Sätt skyddade personuppgifter",
            "Spara skyddet", sedd_version=kund.version,
            falt=(
                Falt("skydd", "Skyddade personuppgifter", "val", varde=kund.skydd or "",
                     val=(*slag, (HAVS, "Inget skydd längre")) if har else slag,
                     hjalp="Gäller kunden och alla kundens insatser, från och med nu."),
                Falt("skal", "Skäl", "stor_text",
                     hjalp="Till exempel vad som har meddelats och när. Skriv inte kundens namn. Står i loggen."),
            ),
            hjalp="Med skydd döljs namn och nummer överallt och visas bara för kundansvarig och arbetsledare. Redan "
            "utfärdade dokument ändras inte: de som bär namnet märks i fliken Dokument, läses bara av samma personer "
            "och skickas inte. Det som redan är utskrivet, skickat eller uttaget i ett offlinepaket når skyddet inte.",
        )
    ]  # fmt: skip


def satt(e: Arbetsenhet, insats: str, kund: str, sedd_version: int, skydd: str, skal: str) -> Andring:
    """Sets, changes or (with HAVS) lifts the protection of the kund of a case, or of one named by its key."""
    krav_arenderatt(e)
    k = e.session.get_one(Kund, oppna_arende(e, insats).kund_id) if insats else hamta_kund(e, kund)
    if not far_avsloja(e, k):
        raise Nekad("skydd", "Skyddet ändras av kundansvarig eller en arbetsledare.")
    nytt = None if skydd == HAVS else skydd
    kontrollera_version(e, k, sedd_version, {"skydd": nytt})
    if nytt is not None and nytt not in SKYDDORD:
        raise Nekad("skydd", "Välj slag av skydd.", "skydd")
    if nytt == k.skydd:
        raise Nekad("samma", "Det skyddet gäller redan." if nytt else "Kunden har inget skydd.", "skydd")
    skal = krav_text(skal, "Skäl", "skal")
    with handling(e, KOD, "kund", "insats", "dokument") as h:
        k.skydd = nytt
        if (identitet := e.session.get(Kundidentitet, k.id)) is not None:
            identitet.skydd = nytt
        h.kund(k)
        for i in e.session.scalars(select(Insats).where(Insats.kund_id == k.id).order_by(Insats.id)).all():
            i.skydd = nytt
            h.insats(i)
        utan_kundens_namn(e, k, {"skal": skal})
        h.anteckna(k, "skal", skal)
    return h.andring


# --- What was written before ------------------------------------------------------------------------------------


def maskerad(e: Arbetsenhet, i: Insats) -> Callable[[str], str] | None:
    """Takes a protected person's name and numbers out of what people have written; None where nothing is hidden."""
    if i.skydd is None:
        return None
    return _mask(e.session.get(Kundidentitet, i.kund_id))


def _mask(identitet: Kundidentitet | None) -> Callable[[str], str]:
    fore, efter = (identitet.fornamn or "", identitet.efternamn or "") if identitet else ("", "")
    return lambda text: utan_namn(text, fore, efter, skyddad=True)


def utan_namnet(e: Arbetsenhet, i: Insats, poster: Poster) -> Poster:
    """The posts of a tab as they may be shown."""
    mask = maskerad(e, i)
    return poster if mask is None else replace(poster, rader=tuple(_post(p, mask) for p in poster.rader))


def _post(p: Post, mask: Callable[[str], str]) -> Post:
    return replace(
        p, rubrik=mask(p.rubrik), under=mask(p.under), text=mask(p.text),
        fakta=tuple((namn, mask(v)) for namn, v in p.fakta), steg=tuple(_ifyllt(s, mask) for s in p.steg),
    )  # fmt: skip


def _ifyllt(s: Stegval, mask: Callable[[str], str]) -> Stegval:
    """What stands in a form when it opens: with the name in it, it could not be saved again either."""
    return replace(s, falt=tuple(replace(f, varde=mask(f.varde)) for f in s.falt))


def steg_utan_namnet(e: Arbetsenhet, i: Insats, steg: tuple[Stegval, ...]) -> tuple[Stegval, ...]:
    """The steps of a case, with what their forms open with as it may be shown."""
    mask = maskerad(e, i)
    return steg if mask is None else tuple(_ifyllt(s, mask) for s in steg)


def handelser_utan_namnet(e: Arbetsenhet, i: Insats, handelser: tuple[Handelse, ...]) -> tuple[Handelse, ...]:
    """The timeline as it may be shown."""
    mask = maskerad(e, i)
    if mask is None:
        return handelser
    return tuple(replace(h, rubrik=mask(h.rubrik), text=mask(h.text)) for h in handelser)


# --- Issued documents -------------------------------------------------------------------------------------------


def bar_namnet(e: Arbetsenhet, i: Insats, underlag: str) -> bool:
    """Whether a document that was drawn from this snapshot carries the name or number of a person now protected."""
    mask = maskerad(e, i)
    if mask is None:
        return False
    try:
        return _i_nagot(json.loads(underlag), mask)
    except (ValueError, RecursionError):
        return True  # what cannot be read may well say it


def _i_nagot(v: Any, mask: Callable[[str], str]) -> bool:
    if isinstance(v, str):
        return mask(v) != v
    if isinstance(v, dict):
        return any(_i_nagot(x, mask) for x in v.values())
    return isinstance(v, list) and any(_i_nagot(x, mask) for x in v)


def krav_lasning(e: Arbetsenhet, d: Dokument) -> None:
    """Before an issued document is shown: raises Nekad for one that carries a protected name and somebody who may not
    see it, and logs the reading of somebody who may."""
    i = e.session.get(Insats, d.insats_id)
    if i is None or not bar_namnet(e, i, d.underlag):
        return
    if not far_avsloja(e, e.session.get_one(Kund, i.kund_id)):
        raise Nekad("skydd", BARA)
    if not e.skriv:
        raise Nekad("skydd_logg", "Dokumentet bär en skyddad kunds namn. Öppna det från ärendets flik Dokument.")
    with handling(e, "visa_skyddade_uppgifter", "logg") as h:
        h.anteckna(d, "visad", d.nummer)


def krav_skickbart(e: Arbetsenhet, i: Insats, d: Dokument) -> None:
    """Raises Nekad for a document that would carry the name out of the house."""
    if bar_namnet(e, i, d.underlag):
        raise Nekad(
            "skydd",
            "Dokumentet bär den skyddade kundens namn och skickas inte. Utfärda ett nytt: det har bara numret.",
        )

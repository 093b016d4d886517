"""The unit's own wordings of the documents' standing texts: what holds, how it came to be, changing it, going back.

Every change is a row of its own, so what a text has said at any time is still there. Issued documents keep theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from ..fel import Faltkonflikt, Konflikt, Nekad
from ..models import Dokumenttext, Handlaggare
from .arbetsenhet import KONFLIKT, Arbetsenhet
from .documents import formuleringar as f
from .documents.formuleringar import Formulering, Texter, Tryckt
from .dokumenttexttyper import Textgrupp, Texthistorik, Textrad, Textvy
from .handling import handling, krav_roll, redan_gjord
from .typer import Andring

ROLL = "systemspecialist"


def texter(e: Arbetsenhet, typ: str) -> Texter:
    """The texts of a kind as they hold now."""
    return Texter(typ, egna(e, typ))


def egna(e: Arbetsenhet, typ: str) -> tuple[Tryckt, ...]:
    """Those that the unit has worded itself. One that this program no longer can fill in is left out."""
    rader = e.session.execute(
        select(Dokumenttext.namn, Dokumenttext.text).where(Dokumenttext.typ == typ).order_by(Dokumenttext.nummer)
    )
    nu = {namn: text for namn, text in rader if typ in f.typer() and namn in f.slag(typ).formuleringar}
    return tuple(Tryckt(namn, t) for namn, t in nu.items() if t is not None and _haller(f.hamta(typ, namn), t))


def _haller(text: Formulering, ordalydelse: str) -> bool:
    try:
        return f.prova(text, ordalydelse) == ordalydelse
    except Nekad:
        return False


def lista(e: Arbetsenhet) -> tuple[Textgrupp, ...]:
    """Every kind with its texts. Raises Nekad for other roles than systemspecialist."""
    krav_roll(e.aktor, ROLL)
    ut = []
    for typ in f.typer():
        slag, egna_ = f.slag(typ), {t.namn for t in egna(e, typ)}
        ut.append(
            Textgrupp(
                typ, slag.titel, tuple(Textrad(t.namn, t.rubrik, t.namn in egna_) for t in slag.formuleringar.values())
            )
        )
    return tuple(sorted(ut, key=lambda g: g.titel))


def hamta(e: Arbetsenhet, typ: str, namn: str) -> Textvy:
    """A text with all it has said, newest first. Raises Nekad."""
    krav_roll(e.aktor, ROLL)
    text = f.hamta(typ, namn)
    rader = e.session.execute(
        select(Dokumenttext, func.coalesce(Handlaggare.namn, Dokumenttext.sparad_av))
        .outerjoin(Handlaggare, Handlaggare.anvandare == Dokumenttext.sparad_av)
        .where(Dokumenttext.typ == typ, Dokumenttext.namn == namn)
        .order_by(Dokumenttext.nummer.desc())
    ).all()
    historik = [
        Texthistorik(r.nummer, r.text if r.text is not None else text.text, r.text is None, r.sparad, vem)
        for r, vem in rader
    ]
    return Textvy(
        typ, namn, f.slag(typ).titel, text.rubrik, texter(e, typ).mall(namn), historik[0].nummer if historik else 0,
        tuple(text.platser.items()), text.kravs, text.hogst, text.rader, text.tom,
        (*historik, Texthistorik(0, text.text, True, None, "")),
    )  # fmt: skip


def forhandsgranska(e: Arbetsenhet, typ: str, namn: str, text: str) -> bytes:
    """A made-up document with the text as it would be. Raises Nekad for a broken one; stores nothing."""
    from .documents.provblad import ritat
    from .documents.utfardande import avsandarens, logga_for

    krav_roll(e.aktor, ROLL)
    formulering = f.hamta(typ, namn)
    ny = Tryckt(namn, f.prova(formulering, text))
    alla = tuple(ny if t.namn == namn else t for t in texter(e, typ).tryckta())
    fran = avsandarens(e)
    return ritat(typ, fran, alla, formulering, logga_for(e, fran["logga"]))


def spara(e: Arbetsenhet, typ: str, namn: str, sedd: int, text: str) -> Andring:
    """Words a text anew from now on. `sedd`: the number of the wording that was shown. Raises Nekad, Konflikt."""
    formulering = f.hamta(typ, namn)
    return _lagg_till(e, formulering, sedd, f.prova(formulering, text))


def aterga(e: Arbetsenhet, typ: str, namn: str, sedd: int, nummer: int) -> Andring:
    """Back to an earlier wording; 0: the program's own. What has been between them stays in the history."""
    formulering = f.hamta(typ, namn)
    if nummer == 0:
        return _lagg_till(e, formulering, sedd, None)
    tidigare = e.session.execute(
        select(Dokumenttext.text).where(
            Dokumenttext.typ == typ, Dokumenttext.namn == namn, Dokumenttext.nummer == nummer
        )
    ).one_or_none()
    if tidigare is None:
        raise Nekad("okand_lydelse", "Den lydelsen finns inte. Öppna texten på nytt.")
    # It has been right once; a newer program may have other places.
    text = None if tidigare.text is None else f.prova(formulering, tidigare.text)
    return _lagg_till(e, formulering, sedd, text)


def _lagg_till(e: Arbetsenhet, formulering: Formulering, sedd: int, text: str | None) -> Andring:
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    krav_roll(e.aktor, ROLL)
    typ, namn = formulering.typ, formulering.namn
    nu = hamta(e, typ, namn)
    if nu.nummer != sedd:
        sist = nu.historik[0]
        mitt = formulering.text if text is None else text
        raise Konflikt(KONFLIKT, [Faltkonflikt("Texten", mitt, nu.text)], sist.vem, sist.nar)
    programmets = nu.historik[0].programmets
    if programmets if text is None else nu.text == text:
        raise Nekad("oforandrad", "Texten är som den redan står. Ingenting har sparats.", "text")
    with handling(e, "dokumenttext", "dokumenttexter") as h:
        e.session.add(
            Dokumenttext(typ=typ, namn=namn, nummer=nu.nummer + 1, text=text, sparad=e.nu, sparad_av=e.aktor.anvandare)
        )
    return h.andring


def frysta(e: Arbetsenhet, typ: str) -> tuple[Tryckt, ...]:
    """What a snapshot of this kind keeps; nothing for a kind without texts."""
    return texter(e, typ).tryckta() if typ in f.typer() else ()


def allmanna_fraser(e: Arbetsenhet, slag: str) -> Sequence[str]:
    """The phrases that a reviewer may take for a plan, a rapport or a slutrapport."""
    return texter(e, "aterremiss").rader(f"fraser_{slag}")

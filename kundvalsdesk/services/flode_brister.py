"""Taking a view on a brist of an anordnare (K 13.5): the program finds it, a person judges it, and may judge anew."""

from __future__ import annotations

from sqlalchemy import select

from ..fel import Nekad
from ..models import Brist, Insats
from ..rules.brister import Bristfynd, brister
from ..rules.steg import Lage
from ..texter.brister import BEDOMNINGORD, brist_ord, forklara_brist
from . import notiser
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text, lage_for, oppna_arende
from .arendetyper import Falt, Stegval
from .brister import KOD, progression_for
from .handling import handling, kontrollera_version
from .typer import Andring

SAKNAS = "Bristen finns inte längre: det som den byggde på har ändrats. Hämta om ärendet."
REDAN = "Någon har redan tagit ställning till bristen."
EJ_BEDOMD = "Ingen har tagit ställning till bristen ännu."


def _alla(e: Arbetsenhet, i: Insats, x: Lage) -> dict[str, Bristfynd]:
    """Brister of a case that have begun, by "kod:avser"."""
    alla = brister(x.fakta, progression_for(e.session, [i.id]).get(i.id, {}), e.regelverk, x.frister)
    return {f"{b.kod}:{b.avser}": b for b in alla if b.fran <= e.idag}


def fynd_for(e: Arbetsenhet, i: Insats, mal: str) -> Bristfynd | None:
    """One brist of a case; None if it has not begun, or its cause is gone."""
    return _alla(e, i, lage_for(e, i)).get(mal)


def _rad(e: Arbetsenhet, i: Insats, mal: str) -> Brist | None:
    kod, _, avser = mal.partition(":")
    return e.session.scalar(select(Brist).where(Brist.insats_id == i.id, Brist.kod == kod, Brist.avser == avser))


def bedom(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, bedomning: str, kommentar: str) -> Andring:
    """A person's view: a brist, or none, and why. It stays closed whatever the rules find later."""
    i = oppna_arende(e, insats)
    rad = _rad(e, i, mal)
    kontrollera_version(e, i if rad is None else rad, sedd_version, {"bedomning": bedomning, "kommentar": kommentar})
    if rad is not None and rad.avslutad is not None:
        raise Nekad("redan_bedomd", REDAN)
    fynd = fynd_for(e, i, mal)
    if fynd is None:
        raise Nekad("brist_saknas", SAKNAS)
    if bedomning not in BEDOMNINGORD:
        raise Nekad("bedomning", "Välj om det är en brist eller inte.", "bedomning")
    kommentar = krav_text(kommentar, "Motiveringen", "kommentar")
    with handling(e, "brist_bedom", KOD) as h:
        h.insats(i)
        if rad is None:  # it has opened by time alone: nothing has been written in the case since
            rad = Brist(insats_id=i.id, anordnare_id=i.anordnare_id, kod=fynd.kod, avser=fynd.avser, fran=fynd.fran)
            e.session.add(rad)
        rad.avslutad, rad.avslutad_av_id = e.idag, e.aktor.handlaggare_id
        rad.bedomning, rad.kommentar = bedomning, kommentar
        notiser.lasta(e, KOD, i.id, mal=mal)
    return h.andring


def ateroppna(e: Arbetsenhet, insats: str, mal: str, sedd_version: int) -> Andring:
    """The view is taken back: the brist is open again, if its cause still stands. The log keeps what it was."""
    i = oppna_arende(e, insats)
    rad = _rad(e, i, mal)
    if rad is None or rad.avslutad is None:
        raise Nekad("ej_bedomd", EJ_BEDOMD)
    kontrollera_version(e, rad, sedd_version, {"bedomning": None, "kommentar": None})
    with handling(e, "brist_ateroppna", KOD) as h:
        h.insats(i)
        rad.avslutad = rad.avslutad_av_id = rad.bedomning = rad.kommentar = None
    return h.andring


def steg_for_brister(e: Arbetsenhet, i: Insats, x: Lage) -> tuple[list[Stegval], list[Stegval]]:
    """The forms of a case's brister: those to take a view on, and those that can be opened again."""
    if i.historik:
        return [], []
    rader = {(b.kod, b.avser): b for b in e.session.scalars(select(Brist).where(Brist.insats_id == i.id))}
    oppna = []
    for b in _alla(e, i, x).values():
        rad = rader.get((b.kod, b.avser))
        if rad is None or rad.avslutad is None:
            oppna.append(_bedom_steg(e, b, i.version if rad is None else rad.version))
    stangda = [
        Stegval(
            "brist_ateroppna",
            f"Öppna bristen igen: {brist_ord(b.kod, b.avser)}",
            "Öppna igen",
            mal=f"{b.kod}:{b.avser}",
            sedd_version=b.version,
            falt=(_upplysning("_bedomning", "Bedömning", BEDOMNINGORD.get(b.bedomning or "", "–")),
                  _upplysning("_kommentar", "Motivering", b.kommentar or "–")),
        )
        for b in rader.values()
        if b.avslutad is not None
    ]  # fmt: skip
    return oppna, stangda


def _upplysning(namn: str, rubrik: str, varde: str) -> Falt:
    return Falt(namn, rubrik, "upplysning", kravs=False, varde=varde)


def _bedom_steg(e: Arbetsenhet, b: Bristfynd, version: int) -> Stegval:
    mal = f"{b.kod}:{b.avser}"
    ord_ = brist_ord(b.kod, b.avser)
    return Stegval(
        "brist_bedom",
        f"Ta ställning till brist: {ord_}",
        "Spara bedömningen",
        mal=mal,
        sedd_version=version,
        falt=(
            _upplysning("_varfor", "Varför", " ".join(forklara_brist(b, e.regelverk)[:2])),
            Falt("bedomning", "Bedömning", "val", val=tuple(BEDOMNINGORD.items())),
            Falt("kommentar", "Motivering", "stor_text", hjalp="Vad säger anordnaren, och vad görs åt det?"),
        ),
        viktig=True,
        fyller=((KOD, mal),),
    )

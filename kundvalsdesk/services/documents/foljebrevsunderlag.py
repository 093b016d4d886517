"""The snapshot of a cover letter: to whom, with which of the issued documents. Only those that the reader may have."""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlalchemy import select

from ...fel import Databasfel, Nekad
from ...models import Anordnare, Dokument, Insats, Kund
from ...texter.datum import datum_kort
from ..arbetsenhet import Arbetsenhet
from ..arendetyper import Falt
from ..fritext import utan_kundens_namn
from ..skydd import bar_namnet
from .foljebrev import Bilagt, Foljebrevsunderlag
from .fran_arendet import gemensamt, kund_pa_dokument
from .lasare import ANORDNARE, KUND, Val, lasarfalt, vald_lasare
from .register import DOKUMENTSLAG
from .underlag import las_rad

TILL = (ANORDNARE, KUND)
HOGST_RADER = 5
"""Lines of an address beside the name: as many as the window shows."""
HOGST_TECKEN = 80


class _Utfardat(NamedTuple):
    id: int
    bilagt: Bilagt
    lasare: tuple[str, ...]


def falt(e: Arbetsenhet, i: Insats) -> tuple[Falt, ...]:
    try:
        dokument = _dokument(e, i)
    except Databasfel as fel:  # the other kinds can be issued all the same
        raise Nekad("skadat", fel.mening) from None
    if not dokument:
        raise Nekad("inga_dokument", "Det finns inget utfärdat dokument att skicka.")
    adress = () if _skyddad(e, i) else (
        Falt("adress", "Kundens adress", "stor_text", kravs=False, visas_om=("for_vem", (KUND,)),
             hjalp="Gata, postnummer och ort, en rad för varje. Sparas bara i brevet."),
    )  # fmt: skip
    return (
        lasarfalt(_lasare(dokument)),
        *adress,
        *(
            Falt(f"dokument_{d.id}", f"{d.bilagt.titel}, {d.bilagt.nummer}, {datum_kort(d.bilagt.utfardat, e.idag)}",
                 "ja_nej", varde="ja", visas_om=("for_vem", d.lasare))
            for d in dokument
        ),
        Falt("meddelande", "Meddelande", "stor_text", kravs=False, hjalp="Lämna tomt för en vanlig mening."),
    )  # fmt: skip


def underlag(e: Arbetsenhet, i: Insats, val: Val) -> Foljebrevsunderlag:
    dokument = _dokument(e, i)
    for_vem = vald_lasare(val, (*_lasare(dokument), *TILL))
    med = [d.bilagt for d in dokument if for_vem in d.lasare and val.get(f"dokument_{d.id}", "ja") == "ja"]
    if not med:
        raise Nekad("inga_dokument", "Välj minst ett dokument att skicka med.")
    meddelande = val.get("meddelande", "").strip()
    utan_kundens_namn(e, i, {"meddelande": meddelande})
    mottagare = _anordnaren(e, i) if for_vem == ANORDNARE else _kunden(e, i, val.get("adress", ""))
    return Foljebrevsunderlag(
        **gemensamt(e, i), for_vem=for_vem, insatskod=i.kod, mottagare=mottagare, meddelande=meddelande,
        bilagor=tuple(med),
    )  # fmt: skip


def _lasare(dokument: list[_Utfardat]) -> list[str]:
    """Those that there is something to send to."""
    return [t for t in TILL if any(t in d.lasare for d in dokument)]


def _dokument(e: Arbetsenhet, i: Insats) -> list[_Utfardat]:
    """Those that stand and may be sent, in the order they were issued, with who may have them."""
    d = Dokument
    q = select(d.id, d.typ, d.nummer, d.utfardat, d.underlag, d.ersatter_id).where(d.insats_id == i.id).order_by(d.id)
    rader = e.session.execute(q).all()
    ersatta = {r.ersatter_id for r in rader}
    ut = []
    for r in rader:
        slag = DOKUMENTSLAG.get(r.typ)
        if slag is None or r.id in ersatta or r.typ == Foljebrevsunderlag.TYP or bar_namnet(e, i, r.underlag):
            continue
        for_vem = las_rad(r.underlag).get("for_vem", "")
        lasare = tuple(t for t in TILL if t == for_vem) if for_vem else slag.lases_av
        if lasare:
            ut.append(_Utfardat(r.id, Bilagt(r.nummer, slag.titel, r.utfardat), lasare))
    return ut


def _skyddad(e: Arbetsenhet, i: Insats) -> bool:
    return bool(i.skydd or e.session.get_one(Kund, i.kund_id).skydd)


def _anordnaren(e: Arbetsenhet, i: Insats) -> tuple[str, ...]:
    """Where a protected person can be found is not printed (regelverk §9): the name has to do."""
    anordnare = e.session.get(Anordnare, i.anordnare_id) if i.anordnare_id else None
    if anordnare is None:
        raise Nekad("ingen_anordnare", "Kunden har inte valt anordnare ännu.", "for_vem")
    adress = "" if _skyddad(e, i) else (anordnare.adress or "")
    return (anordnare.namn, *_rader(re.sub(", *", "\n", adress)))


def _kunden(e: Arbetsenhet, i: Insats, adress: str) -> tuple[str, ...]:
    rader = _rader(adress)
    if rader and _skyddad(e, i):
        raise Nekad("skyddad", "Kundens uppgifter är skyddade. Följebrevet skrivs utan adress.", "adress")
    if len(rader) > HOGST_RADER:
        raise Nekad("adress", f"Adressen får ha högst {HOGST_RADER} rader för att synas i kuvertet.", "adress")
    if any(len(rad) > HOGST_TECKEN for rad in rader):
        raise Nekad("adress", f"En rad i adressen får ha högst {HOGST_TECKEN} tecken.", "adress")
    return (kund_pa_dokument(e, i), *rader)


def _rader(text: str) -> tuple[str, ...]:
    return tuple(rad.strip() for rad in text.splitlines() if rad.strip())

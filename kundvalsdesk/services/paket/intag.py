"""Taking in: the decisions are done again at home, in order, by the same door and with the versions seen.

Each is a unit of work of its own with the id it had offline, so a second attempt finishes what a first one began and
does nothing twice. What somebody else has changed meanwhile meets the usual Konflikt and stays as it is. The package
is thrown away only afterwards, by `avsluta`, when what was not done has been shown.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...fel import Databasfel, Konflikt, Nekad
from ...models import (
    Aterremiss,
    Granskningsutkast,
    Handlaggare,
    Handling,
    Insats,
    Installning,
    Logg,
    Manadsrapport,
    Paket,
    Paketbeslut,
)
from ...rules.rapporttyper import SLAG
from ...texter.datum import datum_langt, tid_ord
from ...texter.meningar import BEDOMNINGORD
from ...texter.rapportnamn import rapportnamn
from .. import handlingar, notiser
from ..arbetsenhet import Arbetsenhet, transaktion
from ..flode_angra import BESLUT
from ..handling import handling, redan_gjord
from ..innehav import har
from ..rapportrader import rad_for
from ..typer import ARENDEROLLER, Framsteg
from ..uppfoljningstyper import SKRIVER
from ..utkast import rapportslag, spara_utkast, utkast_for
from . import besoksintag
from .beslut import prova_beslut, sak
from .fil import STANGT, oppnat, trott_pa_sitt_ord
from .typer import Beslutsord, Ejinfort, NyEnhet, Paketinfo, Paketresultat, Rapportera
from .uttag import databas_id

_HANT = {
    "ny_text": "Ny version har kommit in",
    "igen": "Kompletterad",
    "angra": "Beslutet ångrat",
    "underlag": "Faktureringsunderlag registrerat",
}
"""What may have happened to a report that still waits, by the end of the action's name."""
_VEM = {False: "tog besluten i det och läser in det", True: "skrev i det och läser in det"}
"""Who takes in a package: of reports, of visits."""
_UTKAST_UR = "Ur offlinepaketet:"


def ta_in(
    ny_enhet: NyEnhet, fil: Path, fras: str, rapportera: Rapportera = lambda _: None
) -> Paketresultat:  # fmt: skip
    """Does the decisions of a package at home. Raises Nekad if the package as a whole is refused, Databasfel if the
    file or the database fails on the way; what has been done by then stays done, and a new attempt goes on."""
    with oppnat(fil, fras) as (paket, info), trott_pa_sitt_ord(), transaktion(paket) as s:
        beslut = _beslut(s)
        if info.besok:
            om_besok = besoksintag.las(s)
        else:
            prova_beslut(s, beslut)
        utkast = s.scalars(select(Granskningsutkast).where(Granskningsutkast.andrad > info.skrivet)).all()
        nycklar: dict[int, str] = {r.id: r.nyckel for r in s.execute(select(Insats.id, Insats.nyckel))}
    with ny_enhet(False, None) as e:
        inlast = _prova(e, info)
    if inlast:  # done in full before, but the file was left behind
        return Paketresultat(
            info.paket_id, info.namn, 0, len(beslut), 0, (), (), tuple(b.handling_id for b in beslut),
            besok=bool(info.besok),
        )  # fmt: skip
    if info.besok:
        return besoksintag.for_in(ny_enhet, info, om_besok, rapportera)
    inlasta = redan = 0
    konflikter: list[Ejinfort] = []
    nekade: list[Ejinfort] = []
    for n, b in enumerate(beslut):
        rapportera(Framsteg(n, len(beslut), "För in besluten"))
        try:
            with ny_enhet(True, b.handling_id) as e:
                if (gjord := redan_gjord(e)) is not None:
                    if (gjord.handling, gjord.insatser) != (b.kod, (b.insats,)):
                        raise Nekad("annan_handling", "Beslutet har samma id som något annat som redan är gjort.")
                    redan += 1
                    continue
                _krav_har(e, info, b.insats)
                handlingar.utfor(e, b.kod, b.insats, b.mal, b.sedd_version, json.loads(b.varden))
            inlasta += 1
        except Konflikt as fel:
            with ny_enhet(False, None) as e:
                konflikter.append(_ejinfort(b, fel.mening, _deras(e, b, fel)))
        except Nekad as fel:
            nekade.append(_ejinfort(b, fel.mening, None))
    fick = 0
    for u in utkast:
        try:
            with ny_enhet(True, None) as e:
                fick += _for_in_utkast(e, nycklar[u.insats_id], u)
        except Nekad as fel:  # the two together are too long: it is shown, before the package goes
            nekade.append(_utkast_kvar(nycklar[u.insats_id], u, fel.mening))
    rapportera(Framsteg(len(beslut), len(beslut), "För in besluten"))
    return Paketresultat(
        info.paket_id, info.namn, inlasta, redan, fick, tuple(konflikter), tuple(nekade),
        tuple(b.handling_id for b in beslut),
    )  # fmt: skip


def _beslut(s: Session) -> list[Paketbeslut]:
    return list(s.scalars(select(Paketbeslut).where(Paketbeslut.angrad.is_(None)).order_by(Paketbeslut.id)))


# --- May it be taken in? ---------------------------------------------------------------------------------------


def _prova(e: Arbetsenhet, info: Paketinfo) -> bool:
    """Raises Nekad if this package is not taken in here, or not by this actor. True: that has been done in full."""
    if databas_id(e) != info.databas:
        raise Nekad(
            "annan_databas",
            "Paketet är uttaget ur en annan databas än den här, och ingenting har förts in. Öppna den databas som "
            "det togs ut ur.",
        )
    h = e.session.scalar(select(Handlaggare).where(Handlaggare.anvandare == info.handlaggare))
    if h is None:
        raise Nekad(
            "handlaggare_borta",
            f"{info.namn} finns inte längre bland handläggarna, så paketet förs inte in.",
        )
    if info.besok:
        if not e.aktor.har(SKRIVER):
            raise Nekad("roll", "Din roll ger inte längre rätt att skriva om besök, så paketet förs inte in.")
    else:
        _prova_granskare(e, info, h)
    if e.aktor.anvandare != info.aktor.anvandare and not e.aktor.agare:
        raise Nekad("annan_person", f"Paketet togs ut av {info.aktor.namn}, som {_VEM[bool(info.besok)]}.")
    hos_annan = not info.besok and e.aktor.anvandare != info.handlaggare
    if hos_annan and not e.aktor.agare and not e.aktor.har("arbetsledare"):
        raise Nekad(
            "arbetsledare_borta",
            f"Paketet gäller rapporter hos {info.namn}, och du är inte längre arbetsledare. Besluten förs inte in.",
        )
    rad = e.session.get(Paket, info.paket_id)
    if rad is None or rad.lage != "inlast":
        return False
    if info.stangt:
        return True
    nar = f" {tid_ord(rad.inlast)}" if rad.inlast else ""
    raise Nekad("redan_inlast", f"Paketet lästes in{nar}. Det läses inte in en gång till. Ta bort filen.")


def _prova_granskare(e: Arbetsenhet, info: Paketinfo, h: Handlaggare) -> None:
    if h.roll not in ARENDEROLLER:
        raise Nekad(
            "roll_borta",
            f"{info.namn} är inte längre karriärvägledare eller arbetsledare, så besluten i paketet förs inte in.",
        )
    if not e.aktor.har(*ARENDEROLLER):
        raise Nekad("roll", "Din roll ger inte längre rätt att granska, så besluten i paketet förs inte in.")


def _krav_har(e: Arbetsenhet, info: Paketinfo, nyckel: str) -> None:
    """The right to decide went with the kund: to whoever has it now."""
    i = e.session.execute(select(Insats.kund_id, Insats.kundansvarig_id).where(Insats.nyckel == nyckel)).one_or_none()
    nu = notiser.anvandare(e, har(e, i.kund_id, i.kundansvarig_id)) if i is not None else None
    if nu != info.handlaggare:
        raise Nekad("inte_kundansvarig", f"{info.namn} har inte längre ärende {nyckel}.")


# --- What was not done ------------------------------------------------------------------------------------------


def _ejinfort(b: Paketbeslut, mening: str, deras: Beslutsord | None) -> Ejinfort:
    slag, avser = sak(b.kod, b.mal)
    v: dict[str, str] = json.loads(b.varden)
    text = v.get("skal") or v.get("nasta_steg") or BEDOMNINGORD.get(v.get("bedomning", ""), "")
    try:
        datum = date.fromisoformat(v.get("datum", ""))
    except ValueError:
        datum = None
    mitt = Beslutsord(BESLUT[b.kod], datum, text, "", b.tid)
    return Ejinfort(b.insats, slag, avser, rapportnamn(slag, avser), mening, mitt, deras)


def _deras(e: Arbetsenhet, b: Paketbeslut, fel: Konflikt) -> Beslutsord | None:
    """What stands at home now, and who did it when."""
    slag, avser = sak(b.kod, b.mal)
    i = e.session.scalar(select(Insats).where(Insats.nyckel == b.insats))
    rad = rad_for(e, i, slag, avser) if i is not None else None
    if i is None or rad is None:
        return None
    if rad.godkand:
        text = getattr(rad, "nasta_steg", None) or BEDOMNINGORD.get(getattr(rad, "bedomning", None) or "", "")
        return Beslutsord("Godkänd", rad.godkand, text, fel.vem, fel.nar)
    if (ute := _retur(e, i, rad, avser)) is not None:
        return Beslutsord("Återremitterad", ute[0], ute[1] or "", fel.vem, fel.nar)
    skillnader = "\n".join(f"{s.falt}: {s.deras}" for s in fel.skillnader if s.deras != "–")
    return Beslutsord(_hant(e, rad), None, skillnader, fel.vem, fel.nar)


def _retur(e: Arbetsenhet, i: Insats, rad: Any, avser: str) -> tuple[date, str | None] | None:
    """Day and reason of the latest return, if it has not come in again."""
    a = Aterremiss
    senare = e.session.execute(
        select(a.aterremitterad, a.skal, a.inkommen_igen)
        .where(a.insats_id == i.id, a.avser == avser)
        .order_by(a.aterremitterad.desc())
        .limit(1)
    ).one_or_none()
    if senare is not None:
        return None if senare.inkommen_igen else (senare.aterremitterad, senare.skal)
    igen = rad.klarmarkerad_igen if isinstance(rad, Manadsrapport) else rad.inkommen_igen
    return None if rad.aterremitterad is None or igen else (rad.aterremitterad, rad.aterremiss_skal)


def _hant(e: Arbetsenhet, rad: Any) -> str:
    namn = e.session.scalar(
        select(Handling.namn)
        .join(Logg, Logg.handling_id == Handling.id)
        .where(Logg.tabell == rad.__tablename__, Logg.rad_id == rad.id)
        .order_by(Logg.id.desc())
        .limit(1)
    )
    return next((ord_ for slut, ord_ in _HANT.items() if (namn or "").endswith(slut)), "Ändrad")


def ord_om(b: Beslutsord) -> str:
    """A decision in one line: "Godkänd 18 september 2024: Insatsen fortsätter"."""
    nar = f" {datum_langt(b.datum)}" if b.datum else ""
    return f"{b.vad}{nar}" + (f": {b.text}" if b.text else "")


# --- Drafts -----------------------------------------------------------------------------------------------------


def _for_in_utkast(e: Arbetsenhet, insats: str, u: Granskningsutkast) -> int:
    """A draft that was written on offline. One that was written at home later is kept, with this one after it."""
    i = e.session.scalar(select(Insats).where(Insats.nyckel == insats))
    if i is None:
        return 0
    slag = rapportslag(u.slag)
    rad = rad_for(e, i, slag, u.avser) if slag in SLAG else None
    if rad is None or rad.godkand:
        return 0
    g = Granskningsutkast
    hemma = e.session.scalar(
        select(g).where(g.anvandare == e.aktor.anvandare, g.insats_id == i.id, g.slag == u.slag, g.avser == u.avser)
    )
    har = utkast_for(e, i.id, u.slag, u.avser)
    if u.text in har:
        return 0
    senare = hemma is not None and hemma.andrad > u.andrad
    spara_utkast(e, insats, u.slag, u.avser, f"{har}\n\n{_UTKAST_UR}\n{u.text}" if senare else u.text)
    return 1


def _utkast_kvar(insats: str, u: Granskningsutkast, mening: str) -> Ejinfort:
    slag = rapportslag(u.slag)
    mitt = Beslutsord("Påbörjat skäl" if slag == u.slag else "Påbörjat nästa steg", None, u.text, "", u.andrad)
    return Ejinfort(insats, slag, u.avser, rapportnamn(slag, u.avser), mening, mitt)


# --- Afterwards -------------------------------------------------------------------------------------------------


def avsluta(ny_enhet: NyEnhet, fil: Path, fras: str, resultat: Paketresultat) -> None:
    """What was not done has been seen: the package is marked as taken in, here and in itself, and the file removed.

    Nothing is removed if something has been decided in it since, or if it is another package.
    """
    with oppnat(fil, fras) as (paket, info), transaktion(paket, skriv=True) as s:
        if info.paket_id != resultat.paket_id:
            raise Nekad("annat_paket", "Filen är ett annat paket än det som lästes in. Den har inte tagits bort.")
        if tuple(b.handling_id for b in _beslut(s)) != resultat.beslut:
            raise Nekad("nya_beslut", "I paketet har gjorts mer sedan det lästes in. Läs in det en gång till.")
        if not info.stangt:
            s.add(Installning(nyckel=STANGT, varde=datetime.now().isoformat(timespec="seconds")))
    with ny_enhet(True, str(uuid5(UUID(info.paket_id), "paket_in"))) as e:
        if redan_gjord(e) is None:
            _bokfor(e, info)
    _ta_bort(fil)


def _bokfor(e: Arbetsenhet, info: Paketinfo) -> None:
    with handling(e, "paket_in", "paket"):
        if not info.besok:
            notiser.stryk(e, "paket_ute", paket=info.paket_id)
        rad = e.session.get(Paket, info.paket_id)
        if rad is None:  # the database has been restored from a copy that is older than the package
            h = e.session.scalar(select(Handlaggare.id).where(Handlaggare.anvandare == info.handlaggare))
            rad = Paket(
                id=info.paket_id, handlaggare_id=h, skapat=info.uttaget,
                skapat_av=info.aktor.anvandare, antal=info.antal,
            )  # fmt: skip
            e.session.add(rad)
        rad.lage, rad.inlast = "inlast", e.nu


def _ta_bort(fil: Path) -> None:
    try:
        fil.unlink(missing_ok=True)
    except OSError:
        raise Databasfel(
            "finns_kvar", "Paketet är inläst, men filen kunde inte tas bort. Ta bort den själv."
        ) from None
    with suppress(OSError):
        fil.with_name(f"{fil.name}-journal").unlink(missing_ok=True)

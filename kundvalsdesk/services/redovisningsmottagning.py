"""Kvalitetsredovisningar come in: taken in, parked or refused, as the other forms are (services.mottagning).

What is refused leaves nothing. What is received is kept as it came, with its SHA-256, and never changed; a second one
from the same anordnare becomes a new version, and the one before stays.
"""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import func, select

from ..fel import Konflikt, Nekad
from ..models import Anordnare, Uppfoljning, Uppfoljningslista, Uppfoljningsredovisning, Uppfoljningssvar
from ..rules.kontrollpunkter import UTSAND
from ..rules.sortering import sokform
from ..texter.datum import tid_ord
from . import redovisningar as R  # noqa: N812 - what has come in
from .arbetsenhet import Arbetsenhet
from .granskningstyper import Mottaget
from .handling import handling, kontrollera_version, las_raden, redan_gjord
from .inkorg import NyEnhet, las_bytes
from .kontrollpunkter import punktrader, utsand
from .rapportfiler.redovisning import las_redovisning
from .redovisningstyper import LastRedovisning
from .typer import Andring
from .uppfoljning import DEL, krav_skriver, planen


def ta_emot(e: Arbetsenhet, data: bytes, fil: str = "") -> Mottaget:
    """Takes in one file; everything but a role that may not is answered."""
    krav_skriver(e)
    svar = Mottaget("avvisad", "", "", fil=fil)
    try:
        last = las_redovisning(data)
        if redan_gjord(e) is not None and (gjord := _tidigare(e, last.sha256)) is not None:
            return _utfall(svar, gjord, e.session.get_one(Anordnare, gjord.anordnare_id).namn)
        return _ta_emot(e, last, svar)
    except Nekad as nej:
        return Mottaget("avvisad", nej.kod, nej.mening, fil=fil)


def ta_emot_fil(ny_enhet: NyEnhet, fil: Path) -> Mottaget:
    """One file in a unit of its own."""
    try:
        data = las_bytes(fil)
    except OSError:
        mening = "Filen går inte att läsa. Stäng den i andra program och försök igen."
        return Mottaget("avvisad", "olaslig", mening, fil=fil.name)
    try:
        with ny_enhet() as e:
            return ta_emot(e, data, fil.name)
    except Konflikt as k:
        return Mottaget("avvisad", "konflikt", k.mening, fil=fil.name)


def _tidigare(e: Arbetsenhet, sha256: str) -> Uppfoljningsredovisning | None:
    return e.session.scalar(select(Uppfoljningsredovisning).where(Uppfoljningsredovisning.sha256 == sha256))


def _ta_emot(e: Arbetsenhet, last: LastRedovisning, svar: Mottaget) -> Mottaget:
    forra = _tidigare(e, last.sha256)
    if forra is not None and forra.lage != R.AVFORD:
        lage = " och ligger åt sidan" if forra.lage == R.PARKERAD else ""
        raise Nekad("dubblett", f"Samma fil togs emot {tid_ord(forra.mottagen)}{lage}. Den tas inte in en gång till.")
    p = _planen(e, last)
    lista = _listan(e, p, last)
    a = _anordnaren(e, last)
    rader = {r.kod: r for r in punktrader(e, lista.id)}
    if okanda := [s.kod for s in last.svar if s.kod not in rader]:
        raise Nekad("okand_punkt", f"Formuläret har {len(okanda)} frågor som inte finns i version {lista.nummer} av "
                    "kontrollpunkterna. Använd ett nytt formulär.")  # fmt: skip
    if not any(r for x, r in R.svarande(e, p, lista) if x.id == a.id):
        raise Nekad("svarar_inte", f"{a.namn} är inte auktoriserad i {p.kundval} och ska inte svara.")
    if all(s.tomt for s in last.svar):
        raise Nekad("tom", "Inga frågor är besvarade. Be anordnaren fylla i formuläret och skicka det igen.")
    skal = "" if last.klar else R.UTKAST
    if not skal and lista.id != utsand(e, p.id).id:
        skal = R.ALDRE
    with handling(e, "uppfoljningsredovisning_in", DEL):
        las_raden(e, lista)
        rad = forra or _ny(e, last, lista, a)
        rad.mottagen, rad.skal = e.nu, skal or None
        rad.lage, rad.nummer = (R.PARKERAD, None) if skal else (R.INTAGEN, _nasta(e, p.id, a.id))
        if forra is None:
            e.session.add(rad)
            e.session.flush()
            e.session.add_all(
                Uppfoljningssvar(redovisning_id=rad.id, punkt_id=rader[s.kod].id, uppfyllt=s.uppfyllt, svar=s.svar,
                                 bevis=s.bevis)
                for s in last.svar
            )  # fmt: skip
    return _utfall(svar, rad, a.namn)


def _utfall(svar: Mottaget, r: Uppfoljningsredovisning, namn: str) -> Mottaget:
    if r.lage == R.PARKERAD:
        return Mottaget("parkerad", r.skal or "", R.SKAL[r.skal or R.UTKAST], fil=svar.fil)
    vad = "är intagen" if r.nummer == 1 else f"är intagen som version {r.nummer}"
    return Mottaget("intagen", "", f"{namn}s redovisning {vad}.", fil=svar.fil)


def _ny(e: Arbetsenhet, last: LastRedovisning, lista: Uppfoljningslista, a: Anordnare) -> Uppfoljningsredovisning:
    return Uppfoljningsredovisning(
        lista_id=lista.id, anordnare_id=a.id, sha256=last.sha256, mottagen=e.nu, mottagen_av=e.aktor.anvandare,
        storlek=len(last.original), original=last.original, lage=R.PARKERAD,
        uppgifter=json.dumps(dict(last.uppgifter), ensure_ascii=False),
    )  # fmt: skip


def _nasta(e: Arbetsenhet, plan_id: int, anordnare_id: int) -> int:
    r, li = Uppfoljningsredovisning, Uppfoljningslista
    q = select(func.max(r.nummer)).join(li, li.id == r.lista_id)
    return (e.session.scalar(q.where(li.uppfoljning_id == plan_id, r.anordnare_id == anordnare_id)) or 0) + 1


def _planen(e: Arbetsenhet, last: LastRedovisning) -> Uppfoljning:
    x = Uppfoljning
    for p in e.session.scalars(select(x).where(x.ar == last.ar)):
        if (sokform(p.namnd), sokform(p.kundval)) == (sokform(last.namnd), sokform(last.kundval)):
            return p
    raise Nekad("ingen_plan", f"Det finns ingen uppföljning av {last.kundval or 'kundvalet'} {last.ar} i programmet.")


def _listan(e: Arbetsenhet, p: Uppfoljning, last: LastRedovisning) -> Uppfoljningslista:
    x = Uppfoljningslista
    lista = e.session.scalar(select(x).where(x.uppfoljning_id == p.id, x.nummer == last.version, x.lage == UTSAND))
    if lista is None:
        raise Nekad("okand_version", f"Version {last.version} av frågorna har inte skickats ut. Använd ett nytt "
                    "formulär.")  # fmt: skip
    return lista


def _anordnaren(e: Arbetsenhet, last: LastRedovisning) -> Anordnare:
    """By its number, else by what it is or was called."""
    for a in e.session.scalars(select(Anordnare)):
        if last.nyckel in (a.orgnr, a.namn, *(a.tidigare_namn or "").splitlines()):
            return a
    raise Nekad("okand_anordnare", "Anordnaren som formuläret gäller finns inte i registret.")


# --- Parked ones ---------------------------------------------------------------------------------------------------


def _parkerad(e: Arbetsenhet, redovisning_id: int, sedd_version: int) -> tuple[Uppfoljningsredovisning, int]:
    krav_skriver(e)
    r = R.redovisningen(e, redovisning_id)
    kontrollera_version(e, r, sedd_version, {})
    if r.lage != R.PARKERAD:
        raise Nekad("ej_parkerad", "Redovisningen ligger inte längre åt sidan. Hämta om listan.")
    return r, planen(e, e.session.get_one(Uppfoljningslista, r.lista_id).uppfoljning_id).id


def ta_in(e: Arbetsenhet, redovisning_id: int, sedd_version: int) -> Andring:
    """A person decides that a parked one counts."""
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    r, plan_id = _parkerad(e, redovisning_id, sedd_version)
    with handling(e, "uppfoljningsredovisning_ta_in", DEL) as h:
        las_raden(e, e.session.get_one(Uppfoljningslista, r.lista_id))
        r.lage, r.nummer = R.INTAGEN, _nasta(e, plan_id, r.anordnare_id)
    return h.andring


def avfor(e: Arbetsenhet, redovisning_id: int, sedd_version: int) -> Andring:
    """A person puts a parked one away. The file stays; should it come again it is received as new."""
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    r, _ = _parkerad(e, redovisning_id, sedd_version)
    with handling(e, "uppfoljningsredovisning_avfor", DEL) as h:
        r.lage = R.AVFORD
    return h.andring

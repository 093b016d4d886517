"""The sub-commands for the database and its cases: transfer, frister."""

from __future__ import annotations

import csv
import io
import os
from datetime import date, datetime
from typing import Any

from ..fel import Databasfel, FleraFel, Nekad
from ..models.motor import Adress, Databas, tolka_adress
from ..rules.frister import frister as alla_frister
from ..rules.fristtyper import Frist
from ..rules.regelverk import FRISTKODER
from ..rules.trafikljus import kvar_for, ljus
from ..services import databas as databasvard
from ..services.arbetsenhet import Arbetsenhet, aktor_for, lasning
from ..services.arendelage import krav_arenderatt, oppna_arende
from ..services.arendetyper import Importfel, Importresultat
from ..services.frister import alla_fakta, fakta_for
from ..services.overforing import las_in, skriv_ut
from ..services.regelverk import las_regelverk
from ..services.typer import Aktor
from ..texter.forklaring import LJUS_ORD, att_gora, kalla_ord
from ..texter.forklaring import forklara as forklara_frist
from ..texter.sakerhetskopia import for_gammal, senast_ord
from ..val import Val, sag, skriv
from .grund import Framstegsrad, dagens, enhet_for, oppen, skriv_json

MANGA_FEL = 20
"""More errors or warnings than are seen at once: a line then says how many more there were."""
FRISTFALT = (
    "insats", "kod", "avser", "ansvarig", "utlost", "forfaller", "ljus", "kvar", "klar", "kalla", "tolkning",
)  # fmt: skip


# --- databas ----------------------------------------------------------------------------------------------------


def databas(val: Val) -> int:
    """databas skapa | uppgradera | status | kontrollera."""
    adress = tolka_adress(val.db)
    if val.del_ == "skapa":
        databasvard.skapa(adress).stang()
        sag(f"Databasen är skapad: {adress.visning}.")
    elif val.del_ == "uppgradera":
        gjort = databasvard.uppgradera(adress)
        if gjort.fran == gjort.till:
            sag(f"Databasen har redan version {gjort.till}. Inget behövde göras.")
        else:
            kopia = f" Den gamla finns kvar som {gjort.kopia}." if gjort.kopia else ""
            sag(f"Databasen är uppgraderad från version {gjort.fran} till {gjort.till}.{kopia}")
    elif val.del_ == "status":
        _status(val, adress)
    else:
        try:
            return _kontrollera(adress)
        except Databasfel as fel:
            if fel.kod == "ingen_ratt" and adress.fil is None:
                raise Nekad("agare", "En delad databas gås igenom av den som äger den. Logga in som den.") from None
            raise
    return 0


def _status(val: Val, adress: Adress) -> None:
    """What calls for something to be done goes to standard error too: the clock, and an old backup of kunder."""
    svar = databasvard.status(adress)
    skriv_json(svar)
    if klocka := svar["klocka"]:
        sag(str(klocka))
    antal = svar["antal"]
    if "sakerhetskopia" in svar and (not isinstance(antal, dict) or antal.get("kund")):
        senast = datetime.fromisoformat(str(svar["sakerhetskopia"])) if svar["sakerhetskopia"] else None
        if for_gammal(senast, dagens(val)):
            sag(senast_ord(senast, dagens(val)))


def _kontrollera(adress: Adress) -> int:
    """What is wrong goes to standard output as data and to standard error as sentences; 1 if there is anything."""
    from ..services.kontroll import kontrollera

    db = databasvard.oppna(adress)
    try:
        svar = kontrollera(db)
    finally:
        db.stang()
    skriv_json(
        {
            "dokument": svar.dokument,
            "logg": {"rader": svar.loggrader, "sista": svar.loggslut},
            "fel": [{"dokument": nr, "fel": mening} for nr, mening in svar.fel],
        }
    )
    for _, mening in svar.fel:
        sag(mening)
    return 1 if svar.fel else 0


# --- importera, exportera ---------------------------------------------------------------------------------------


def _felrad(f: Importfel) -> str:
    plats = ", ".join(p for p in (f.blad, f"rad {f.rad}" if f.rad else "", f.kolumn) if p)
    return f"{plats}: {f.fel}" if plats else f.fel


def _forsta(rader: tuple[str, ...], en: str, flera: str) -> list[str]:
    """As many as are read, and how many more there are."""
    kvar = len(rader) - MANGA_FEL
    till = [f"… och {kvar} {en if kvar == 1 else flera} till. Alla står i svaret på standard ut."] if kvar > 0 else []
    return [*rader[:MANGA_FEL], *till]


def _felpost(f: Importfel) -> dict[str, Any]:
    return {"blad": f.blad, "rad": f.rad, "kolumn": f.kolumn, "fel": f.fel}


def importera(val: Val) -> int:
    """Takes in a folder or a workbook, all or nothing. A local database that does not exist is made for it."""
    assert val.plats is not None  # noqa: S101 - the parser demands it
    adress = tolka_adress(val.db)
    if adress.fil is None or os.path.lexists(adress.fil) or not os.path.lexists(val.plats):
        with oppen(val) as (db, aktor):
            ut = _las_in(val, db, aktor)
    else:
        ut = _las_in_i_ny(val, adress)
    svar: dict[str, Any] = {
        "inlasta": ut.inlasta,
        "fel": [_felpost(f) for f in ut.fel],
        "varningar": [_felpost(f) for f in ut.varningar],
    }
    if val.provkor:
        svar["provade"] = ut.provade
    skriv_json(svar)
    for rad in _forsta(tuple(f"Varning: {_felrad(f)}" for f in ut.varningar), "varning", "varningar"):
        sag(rad)
    if ut.fel:
        rader = _forsta(tuple(_felrad(f) for f in ut.fel), "fel", "fel")
        if len(ut.fel) > MANGA_FEL:
            rader.append(f"{len(ut.fel)} fel. Ingenting har lästs in.")
        raise FleraFel(rader)
    return 0


def _las_in(val: Val, db: Databas, aktor: Aktor) -> Importresultat:
    assert val.plats is not None  # noqa: S101 - the parser demands it
    return las_in(db, aktor, las_regelverk(), dagens(val), val.plats, provkor=val.provkor, framsteg=Framstegsrad())


class _IngetInlast(Exception):
    """Nothing has been taken in: the database made for it is not wanted."""

    def __init__(self, ut: Importresultat) -> None:
        super().__init__()
        self.ut = ut


def _las_in_i_ny(val: Val, adress: Adress) -> Importresultat:
    """The database is made beside its place and put there when all is in: a refusal or a broken run leaves none."""
    try:
        with databasvard.blivande(adress) as db:
            with lasning(db) as anslutning:
                aktor = aktor_for(anslutning, val.som)
            ut = _las_in(val, db, aktor)
            if ut.fel or val.provkor:
                raise _IngetInlast(ut)
    except _IngetInlast as inget:
        return inget.ut
    sag(f"Databasen fanns inte och skapades: {adress.visning}.")
    return ut


def exportera(val: Val) -> int:
    """Writes all cases to a folder (or a workbook) in the transfer format."""
    assert val.plats is not None  # noqa: S101 - the parser demands it
    with oppen(val) as (db, aktor):
        antal = skriv_ut(db, aktor, las_regelverk(), dagens(val), val.plats, framsteg=Framstegsrad())
    skriv_json({"utskrivna": antal})
    return 0


# --- frister ----------------------------------------------------------------------------------------------------


def _fristpost(nyckel: str, f: Frist, lj: str, idag: date) -> dict[str, Any]:
    def tid(d: date, t: Any) -> str:
        return t.isoformat(timespec="minutes") if t is not None else d.isoformat()

    varden = (
        nyckel, f.kod, f.avser, f.ansvarig, tid(f.utlost, f.utlost_tid), tid(f.forfaller, f.forfaller_tid), lj,
        kvar_for(f, idag), tid(f.klar, f.klar_tid) if f.klar else None, f.kalla, ", ".join(f.tolkning),
    )  # fmt: skip
    return dict(zip(FRISTFALT, varden, strict=True))


def frister(val: Val) -> int:
    """Lists the frister, computed from the facts as they stand; --alla: done and lapsed ones too."""
    idag = dagens(val)
    poster: list[dict[str, Any]] = []
    with enhet_for(val) as e:
        krav_arenderatt(e)
        for _, fakta, rad in alla_fakta(e.session):
            for f in alla_frister(fakta, e.regelverk):
                lj = ljus(f, idag)
                if lj is not None and (val.alla or lj not in ("klar", "bortfallen")):
                    poster.append(_fristpost(rad.nyckel, f, lj, idag))
    poster.sort(key=lambda p: (p["forfaller"], p["insats"], p["kod"], p["avser"]))
    if val.format == "csv":
        ut = io.StringIO()
        skrivare = csv.DictWriter(ut, FRISTFALT, delimiter=";", lineterminator="\n")
        skrivare.writeheader()
        skrivare.writerows(poster)
        skriv(ut.getvalue())
    else:
        skriv_json(poster)
    return 0


def forklara(val: Val) -> int:
    """Says in words why a frist of an insats is what it is."""
    if val.kod not in FRISTKODER:
        raise Nekad("okand_frist", f"Det finns ingen frist med koden {val.kod}. Koderna är: {', '.join(FRISTKODER)}.")
    idag = dagens(val)
    with enhet_for(val) as e:
        i = oppna_arende(e, val.insats)
        alla = [f for f in alla_frister(fakta_for(e.session, [i.id])[i.id][0], e.regelverk) if f.kod == val.kod]
        if val.avser is not None:
            alla = [f for f in alla if f.avser == val.avser]
        if not alla:
            om = f" för {val.avser}" if val.avser else ""
            raise Nekad("ingen_frist", f"Insatsen {val.insats} har ingen frist {val.kod}{om}.")
        for f in alla:
            skriv(_forklaring(val.insats, f, e, idag))
    return 0


def _forklaring(insats: str, f: Frist, e: Arbetsenhet, idag: date) -> str:
    lj = ljus(f, idag)
    lage = LJUS_ORD[lj] if lj else f"öppnas {f.utlost.isoformat()}"
    forfaller = f.forfaller_tid.isoformat(sep=" ", timespec="minutes") if f.forfaller_tid else f.forfaller.isoformat()
    rubrik = f"{insats}: {att_gora(f.kod, f.avser, f.namn)}. Förfaller {forfaller} ({lage})."
    stycken = [rubrik, *forklara_frist(f, e.regelverk, idag), f"Källa: {kalla_ord(f.kalla)}."]
    return "\n".join(stycken) + "\n\n"

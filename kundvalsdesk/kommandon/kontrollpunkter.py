"""The parts of the sub-command for uppföljning that are about kontrollpunkter: read, set up, changed, sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ..fel import Nekad
from ..services import handlingar
from ..services import kontrollpunkter as tjanst
from ..services import uppfoljning as planer
from ..services.arbetsenhet import Arbetsenhet
from ..services.kontrollpunktformular import SVARSTID
from ..services.kontrollpunkttyper import Listrad, Punktlista, Punktrad
from ..val import Val
from .grund import dagens, enhet_for, skriv_json

DELAR = ("punkter", "punkter-skapa", "punkter-skicka", "punkt")
NY = "ny"
_FALT = {"del": "delen", "punkt": "punkt", "fraga": "fraga", "bevis": "bevis", "galler": "galler"}
"""What --satt calls the fields of a point, and what the program does."""


def gor(val: Val) -> int:
    return {"punkter": _visa, "punkter-skapa": _skapa, "punkter-skicka": _skicka, "punkt": _punkt}[val.del_](val)


def _plan(e: Arbetsenhet, val: Val) -> int:
    return planer.hitta(e, val.ar, val.kundval, val.namnd)


def _skriv(e: Arbetsenhet, plan_id: int, nummer: int = 0) -> None:
    skriv_json(_data(tjanst.hamta(e, plan_id, nummer)))


def _data(x: Punktlista) -> dict[str, Any]:
    return {
        "ar": x.ar, "namnd": x.namnd, "kundval": x.kundval,
        "version": x.lista.nummer if x.lista else None, "versioner": [_version(v) for v in x.listor],
        "punkter": [_rad(p) for p in x.punkter], "borttagna": [p.punkt for p in x.borta],
    }  # fmt: skip


def _version(v: Listrad) -> dict[str, Any]:
    return {
        "version": v.nummer, "lage": v.lage, "utsand": str(v.utsand) if v.utsand else None,
        "utsand_av": v.utsand_av or None, "svar_senast": str(v.svar_senast) if v.svar_senast else None,
    }  # fmt: skip


def _rad(p: Punktrad) -> dict[str, Any]:
    x = p.punkt._asdict()
    return {"nummer": p.nummer, "del": x.pop("delen"), **x, "sedan_forra": p.hur or None}


def _visa(val: Val) -> int:
    with enhet_for(val) as e:
        _skriv(e, _plan(e, val), int(val.nummer or 0))
    return 0


def _skapa(val: Val) -> int:
    fran = tjanst.FORRA if val.forra_aret else tjanst.MALL
    with enhet_for(val, skriv=True) as e:
        nr = _plan(e, val)
        handlingar.utfor(e, "uppfoljningspunkter_skapa", "", str(nr), 0, {"fran": fran})
        _skriv(e, nr)
    return 0


def _skicka(val: Val) -> int:
    dag = val.dag or dagens(val)
    with enhet_for(val, skriv=True) as e:
        nr = _plan(e, val)
        lista = tjanst.hamta(e, nr).lista
        if lista is None:
            raise Nekad("inga_punkter", "Uppföljningen har inga kontrollpunkter. Lägg upp dem med punkter-skapa.")
        varden = {"datum": str(dag), "svar_senast": str(val.svar_senast or dag + timedelta(days=SVARSTID))}
        handlingar.utfor(e, "uppfoljningspunkter_skicka", "", str(nr), lista.version, varden)
        _skriv(e, nr)
    return 0


def _punkt(val: Val) -> int:
    """One is added, changed, or asked no longer."""
    nya = _falten(val.satt)
    with enhet_for(val, skriv=True) as e:
        nr = _plan(e, val)
        if val.punkt == NY:
            handlingar.utfor(e, "uppfoljningspunkt_lagg_till", "", str(nr), 0, {"delen": "A", **nya})
        else:
            alla = tjanst.hamta(e, nr).punkter
            p = next((x for x in alla if val.punkt.upper() == x.nummer), None)
            if p is None:
                raise Nekad("punkt", f"Kontrollpunkten {val.punkt} finns inte. Skriv till exempel A3, eller {NY}.")
            kod = "uppfoljningspunkt_ta_bort" if val.ta_bort else "uppfoljningspunkt_andra"
            stod = {f: getattr(p.punkt, f) for f in _FALT.values()}
            handlingar.utfor(e, kod, "", str(p.id), p.version, {} if val.ta_bort else stod | nya)
        _skriv(e, nr)
    return 0


def _falten(satt: list[str]) -> dict[str, str]:
    ut = {}
    for s in satt:
        namn, lika, varde = s.partition("=")
        if not lika or namn not in _FALT:
            raise Nekad("falt", f"Skriv --satt FÄLT=VÄRDE, där fältet är {', '.join(_FALT)}. Det stod {s}.")
        ut[_FALT[namn]] = varde
    return ut

"""The sub-command for visits at anordnare: listed, planned, moved, called off, held, on paper and in a calendar."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare
from ..rules.sortering import sokform
from ..services import besok as tjanst
from ..services import besoksprotokoll, handlingar, uppfoljning
from ..services.arbetsenhet import Arbetsenhet
from ..services.besoktyper import Besoksvy
from ..val import Val
from .grund import enhet_for, skriv_fil, skriv_json

_KOD = {"planera": "besok_planera", "flytta": "besok_flytta", "stall-in": "besok_stall_in", "hallet": "besok_hallet",
        "signera": "besok_signera"}  # fmt: skip


def besok(val: Val) -> int:
    if val.del_ == "lista":
        return _lista(val)
    return _gor(val) if val.del_ in _KOD else _fil(val)


def _lista(val: Val) -> int:
    """The visits, each with what was seen."""
    with enhet_for(val) as e:
        sokt = sokform(val.kundval or "")
        koder = {p.id: p.koder for p in uppfoljning.lista(e)}
        skriv_json([
            _data(tjanst.hamta(e, r.id)) for r in tjanst.lista(e)
            if (not val.ar or r.ar == val.ar)
            and (not sokt or sokform(r.kundval) == sokt or (val.kundval or "").upper() in koder[r.plan_id])
        ])  # fmt: skip
    return 0


def _data(x: Besoksvy) -> dict[str, Any]:
    r = x.rad
    return {
        "nummer": r.id, "ar": r.ar, "kundval": r.kundval, "anordnare": r.anordnare, "kontor": r.kontor,
        "plats": r.plats, "start": r.start.isoformat(timespec="minutes"), "slut": r.slut.isoformat(timespec="minutes"),
        "lage": r.lage, "flyttat": r.flyttat, "vantar_pa": r.vantan.vad or None,
        "senast": str(r.vantan.forfaller) if r.vantan.forfaller else None, "ljus": r.vantan.ljus or None,
        "fran_oss": list(x.fran_oss), "fran_dem": list(x.fran_dem), "sammanfattning": x.sammanfattning,
        "signerat": str(r.signerad) if r.signerad else None, "version": r.protokoll,
        "fragor": [{"nummer": f.ordning, "fraga": f.fraga, "iakttagelse": f.iakttagelse, "bedomning": f.bedomning}
                   for f in x.fragor],
        "punkter": [{"nummer": p.id, "fraga": p.ordning or None, "vad": p.vad, "ansvarig": p.ansvarig,
                     "senast": str(p.forfaller), "klar": str(p.klar) if p.klar else None, "notering": p.notering}
                    for p in x.punkter],
    }  # fmt: skip


def _gor(val: Val) -> int:
    """The same as the form does in the window; what is not said is as it was."""
    fran, _, till = val.klockan.partition("-")
    with enhet_for(val, skriv=True) as e:
        varden = {
            "dag": str(val.dag or ""), "fran": fran, "till": till, "skal": val.skal, "kontor": val.kontor,
            "plats": val.var, "fran_oss": "\n".join(val.fran_oss), "fran_dem": "\n".join(val.fran_dem),
        }  # fmt: skip
        if val.del_ == "planera":
            mal, version = uppfoljning.hitta(e, val.ar, val.kundval, val.namnd), 0
            varden |= {"anordnare": str(_anordnare(e, val.anordnare)), "fran_oss": varden["fran_oss"] or e.aktor.namn}
        else:
            mal = int(val.besok)
            x = tjanst.hamta(e, mal)
            version = x.rad.version
            if val.del_ == "hallet":
                varden |= {
                    "kontor": val.kontor or x.rad.kontor, "plats": val.var or x.rad.plats,
                    "fran_oss": varden["fran_oss"] or "\n".join(x.fran_oss),
                    "fran_dem": varden["fran_dem"] or "\n".join(x.fran_dem),
                }  # fmt: skip
        fore = {r.id for r in tjanst.lista(e)}
        handlingar.utfor(e, _KOD[val.del_], "", str(mal), version, varden)
        nya = {r.id for r in tjanst.lista(e)} - fore
        skriv_json(_data(tjanst.hamta(e, next(iter(nya), mal))))
    return 0


def _anordnare(e: Arbetsenhet, namn: str) -> int:
    traff = [a.id for a in e.session.scalars(select(Anordnare)) if sokform(a.namn) == sokform(namn)]
    if not traff:
        raise Nekad("anordnare", f"Det finns ingen anordnare som heter {namn}.", "anordnare")
    return traff[0]


def _fil(val: Val) -> int:
    nr = int(val.besok)
    with enhet_for(val) as e:
        if val.del_ == "kallelse":
            _, data = tjanst.kallelsefil(e, nr)
        elif val.del_ == "protokoll" and (val.protokollversion or tjanst.hamta(e, nr).last):
            _, data = besoksprotokoll.signerat(e, nr, val.protokollversion)
        else:
            from ..services.documents import besok as papper

            _, data = papper.checklista(e, nr) if val.del_ == "checklista" else papper.protokoll(e, nr)
    assert val.ut is not None  # noqa: S101 - the command line has asked for it
    skriv_fil(val.ut, data)
    return 0

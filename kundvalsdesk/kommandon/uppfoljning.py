"""The sub-command for uppföljning: plans listed, set up, copied, their steps marked done, printed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from ..fel import Nekad
from ..rules.sortering import sokform
from ..services import handlingar
from ..services import uppfoljning as tjanst
from ..services.uppfoljningsformular import EGET
from ..services.uppfoljningsmodell import modell
from ..services.uppfoljningstyper import Plan, Planrad
from ..texter.uppfoljning import bristmeningar
from ..val import Val
from .grund import dagens, enhet_for, skriv_fil, skriv_json


def uppfoljning(val: Val) -> int:
    if val.del_.startswith("punkt"):
        from . import kontrollpunkter

        return kontrollpunkter.gor(val)
    if val.del_ in ("formular", "ta-emot", "redovisningar"):
        from . import redovisningar

        return redovisningar.gor(val)
    if val.del_ == "bedom" or val.del_.startswith("granskning"):
        from . import bedomningar

        return bedomningar.gor(val)
    return {"lista": _lista, "skapa": _skapa, "kopiera": _kopiera, "klar": _klar, "plan": _plan,
            "oversikt": _oversikt}[val.del_](val)  # fmt: skip


def _lista(val: Val) -> int:
    """The plans, each with its steps."""
    with enhet_for(val) as e:
        rader = tjanst.lista(e, val.ar or None)
        sokt, hos = sokform(val.kundval or ""), sokform(val.namnd)
        skriv_json([
            _data(tjanst.hamta(e, r.id)) for r in rader
            if (not sokt or sokform(r.kundval) == sokt or (val.kundval or "").upper() in r.koder)
            and (not hos or sokform(r.namnd) == hos)
        ])  # fmt: skip
    return 0


def _data(p: Plan) -> dict[str, Any]:
    r = p.rad
    return {
        **_rad(r), "tema": r.tema,
        "steg": [
            {"nummer": s.id, "steg": s.steg, "rubrik": s.rubrik, "tertial": s.tertial, "ansvarig": s.ansvarig,
             "forfaller": str(s.forfaller), "ljus": s.ljus or None, "klar": _dag(s.klar), "klar_av": s.klar_av or None,
             "notering": s.notering}
            for s in p.steg
        ],
        "krav": [{"krav": k.namn, "uppfyllt": _dag(k.uppfyllt), "belagg": k.belagg} for k in p.krav],
        "andringar": [asdict(a) | {"datum": str(a.datum)} for a in p.andringar],
    }  # fmt: skip


def _rad(r: Planrad) -> dict[str, Any]:
    return {
        "ar": r.ar, "namnd": r.namnd, "kundval": r.kundval, "koder": list(r.koder), "lage": r.lage,
        "beslutad": _dag(r.beslutad), "beslut": r.beslut or None, "redovisad": _dag(r.redovisad),
        "klara": r.klara, "antal": r.antal, "saknas": list(bristmeningar(modell(), r.brister)),
    }  # fmt: skip


def _dag(d: date | None) -> str | None:
    return str(d) if d else None


def _skapa(val: Val) -> int:
    kundval = val.kundval or ""
    kant = next((n for n, k in enumerate(modell().kundval) if sokform(k.namn) == sokform(kundval)), None)
    eget = val.namnd or val.koder or val.mall or kant is None
    varden = {"vilket": EGET if eget else str(kant), "ar": str(val.ar)}
    if eget:
        if not val.namnd:
            raise Nekad("namnd", f"Ange nämnden med --namnd: {kundval} är inget kundval som programmet känner.")
        varden |= {"kundval": kundval, "namnd": val.namnd, "koder": val.koder, "mall": val.mall}
    with enhet_for(val, skriv=True) as e:
        handlingar.utfor(e, "uppfoljning_skapa", "", "", 0, varden)
        skriv_json(_data(tjanst.hamta(e, tjanst.hitta(e, val.ar, kundval, val.namnd))))
    return 0


def _kopiera(val: Val) -> int:
    till = val.till_ar or val.ar + 1
    with enhet_for(val, skriv=True) as e:
        nr = tjanst.hitta(e, val.ar, val.kundval, val.namnd)
        namnd = tjanst.hamta(e, nr).rad.namnd
        handlingar.utfor(e, "uppfoljning_kopiera", "", str(nr), 0, {"ar": str(till)})
        skriv_json(_data(tjanst.hamta(e, tjanst.hitta(e, till, val.kundval, namnd))))
    return 0


def _klar(val: Val) -> int:
    with enhet_for(val, skriv=True) as e:
        nr = int(val.steg)
        p = tjanst.hamta(e, tjanst.stegets_plan(e, nr))
        version = next(s.version for s in p.steg if s.id == nr)
        kod = "uppfoljningssteg_oppna" if val.angra else "uppfoljningssteg_klar"
        varden = {"datum": str(val.dag or dagens(val)), "notering": val.notering}
        handlingar.utfor(e, kod, "", val.steg, version, {} if val.angra else varden)
        skriv_json(_data(tjanst.hamta(e, p.rad.id)))
    return 0


def _plan(val: Val) -> int:
    """One kundval's, or all of a nämnd's."""
    with enhet_for(val) as e:
        if val.kundval:
            ids = [tjanst.hitta(e, val.ar, val.kundval, val.namnd)]
        else:
            ids = [r.id for r in tjanst.lista(e, val.ar) if sokform(r.namnd) == sokform(val.namnd)]
        if not ids:
            raise Nekad("ingen_plan", f"{val.namnd} har ingen uppföljning {val.ar}. Skapa den först.")
        if val.ut is None:
            skriv_json([_data(tjanst.hamta(e, n)) for n in ids])
            return 0
        from ..services.documents import uppfoljning as papper

        _, pdf = papper.fil(e, ids, val.for_vem or papper.NAMND)
    skriv_fil(val.ut, pdf)
    return 0


def _oversikt(val: Val) -> int:
    with enhet_for(val) as e:
        if val.ut is not None:
            from ..services.documents import uppfoljning as papper

            _, pdf = papper.oversikt(e, val.ar)
        else:
            o = tjanst.oversikt(e, val.ar)
    if val.ut is not None:
        skriv_fil(val.ut, pdf)
    else:
        skriv_json({"ar": o.ar, "planer": [_rad(r) for r in o.planer], "utan_plan": [asdict(s) for s in o.saknade]})
    return 0

"""The sub-command for stickprov: asked for, drawn, looked at, told in figures, drawn once more."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..fel import Nekad
from ..rules.sortering import sokform
from ..services import handlingar, uppfoljning
from ..services import stickprov as tjanst
from ..services.besok import val_av_anordnare
from ..services.stickprovtyper import Provrad
from ..val import Val
from .grund import enhet_for, skriv_json


def stickprov(val: Val) -> int:
    return {"lista": _lista, "bestall": _bestall, "visa": _visa, "kontrollera": _kontrollera}.get(val.del_, _gor)(val)


def _data(s: Provrad) -> dict[str, Any]:
    data = asdict(s)
    for falt in ("plan_id", "version", "fragor", "utfall", "utelamnade"):
        del data[falt]
    return {
        **{k: str(v) if k in ("fran", "till", "bestallt", "draget", "klart") and v else v for k, v in data.items()},
        "utelamnade": dict(s.utelamnade),
        "fragor": [{"kod": f.kod, "fraga": f.fraga, "avser": f.avser} for f in s.fragor],
        "utfall": [{"kod": u.fraga.kod, "ja": u.ja, "nej": u.nej, "ej": u.ej} for u in s.utfall],
    }  # fmt: skip


def _lista(val: Val) -> int:
    with enhet_for(val) as e:
        skriv_json([_data(s) for s in tjanst.lista(e) if not val.ar or s.ar == val.ar])
    return 0


def _bestall(val: Val) -> int:
    with enhet_for(val, skriv=True) as e:
        plan = uppfoljning.hitta(e, val.ar, val.kundval, val.namnd)
        kod = val.kundval.upper() if val.kundval.upper() in uppfoljning.hamta(e, plan).rad.koder else ""
        vem = [a.id for a in val_av_anordnare(e) if sokform(a.namn) == sokform(val.anordnare)]
        if val.anordnare and not vem:
            raise Nekad("anordnare", f"Det finns ingen anordnare som heter {val.anordnare}.", "anordnare")
        varden = {
            "syfte": val.syfte, "fran": str(val.fran), "till": str(val.till), "kundval": kod,
            "anordnare": str(vem[0]) if vem else "", "storlek": str(val.storlek),
            "utan_dragna": "nej" if val.aven_dragna else "ja",
        }  # fmt: skip
        handlingar.utfor(e, "stickprov_bestall", "", str(plan), 0, varden)
        skriv_json(_data(tjanst.lista(e, plan)[0]))
    return 0


def _visa(val: Val) -> int:
    """With its cases, by number, for who draws."""
    with enhet_for(val) as e:
        s = tjanst.hamta(e, int(val.prov))
        arenden = [
            {"ordning": a.ordning, "arende": a.arende, "anordnare": a.anordnare, "svar": a.svar,
             "kommentar": a.kommentar, "granskat": str(a.granskat) if a.granskat else None}
            for a in tjanst.arenden(e, s.id)
        ]  # fmt: skip
        skriv_json(_data(s) | {"arenden": arenden})
    return 0


def _kontrollera(val: Val) -> int:
    with enhet_for(val) as e:
        k = tjanst.kontrollera(e, int(val.prov))
        skriv_json({"stammer": k.stammer, **asdict(k)})
    return 0


def _gor(val: Val) -> int:
    nr = int(val.prov)
    with enhet_for(val, skriv=True) as e:
        s = tjanst.hamta(e, nr)
        mal, version, varden = val.prov, s.version, {"skal": val.skal}
        if val.del_ == "granska":
            a = next((a for a in tjanst.arenden(e, nr) if a.arende == val.arende), None)
            if a is None:
                raise Nekad("inget_arende", f"Ärende {val.arende} finns inte i stickprovet.")
            par = dict(x.split("=", 1) for x in val.svar)
            varden = {"kommentar": val.kommentar or a.kommentar}
            varden |= {f"svar_{f.kod}": par.get(f.kod, a.svar.get(f.kod, "")) for f in s.fragor}
            mal, version = f"{nr}:{a.id}", a.version
        handlingar.utfor(e, f"stickprov_{val.del_}", "", mal, version, varden)
        skriv_json(_data(tjanst.hamta(e, nr)))
    return 0

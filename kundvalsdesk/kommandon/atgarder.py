"""The sub-command for åtgärder after a brist: listed, begun, followed up, decided, told by letters."""

from __future__ import annotations

from typing import Any

from ..fel import Nekad
from ..rules.sortering import sokform
from ..services import atgardsbeslut, atgardsbrev, atgardslista, handlingar, uppfoljning
from ..services.arbetsenhet import Arbetsenhet
from ..services.aterkallelse import effektrader, valbara
from ..services.atgardstyper import Atgardsrad, Atgardsvy, Stegrad
from ..services.besok import val_av_anordnare
from ..val import Val
from .grund import enhet_for, skriv_fil, skriv_json

_PA_ATGARDEN = {"folj-upp": "atgard_folj_upp", "makulera": "atgard_makulera", "foresla": "atgardssteg_foresla"}
_PA_STEGET = {"besluta": "atgardssteg_besluta", "avsla": "atgardssteg_avsla", "kommunicera": "atgardssteg_kommunicera"}


def atgarder(val: Val) -> int:
    return {"lista": _lista, "visa": _visa, "ny": _ny, "brev": _brev, "effekter": _effekter}.get(val.del_, _gor)(val)


def _rad(r: Atgardsrad) -> dict[str, Any]:
    return {
        "nummer": r.id, "ar": r.ar, "kundval": r.kundval, "anordnare": r.anordnare, "kontrollpunkt": r.punkt or None,
        "ursprung": r.ursprung, "brist": r.brist, "konstaterad": str(r.konstaterad), "ansvarig": r.ansvarig,
        "lage": r.lage, "steg": r.steg or None, "hogsta_steg": r.hogst or None, "vantar_pa": r.vantan.vad or None,
        "till": str(r.vantan.forfaller) if r.vantan.forfaller else None, "ljus": r.vantan.ljus or None,
        "senast": _dag(r.senast), "foljs_upp": _dag(r.foljs_upp),
    }  # fmt: skip


def _dag(d: object) -> str | None:
    return str(d) if d else None


def _steg(s: Stegrad) -> dict[str, Any]:
    return {
        "nummer": s.nummer, "steg": s.slag, "lage": s.lage, "datum": str(s.datum), "skal": s.skal, "direkt": s.hopp,
        "ska_goras": s.ska_goras, "senast": _dag(s.senast), "foljs_upp": _dag(s.foljs_upp),
        "resultat": s.resultat or None, "rattar": s.rattar or None, "rattad": s.rattad,
        "galler_fran": _dag(s.galler_fran), "foreslagen_av": s.foreslagen_av,
        "beslutsfattare": s.beslutsfattare or None, "beslutad": _dag(s.beslutad), "beslutad_av": s.beslutad_av or None,
        "diarienummer": s.diarienummer or None, "varfor_inte": s.beslut_skal or None,
        "kommunicerad": _dag(s.kommunicerad), "brev": s.brev or None,
    }  # fmt: skip


def _data(x: Atgardsvy) -> dict[str, Any]:
    return _rad(x.rad) | {
        "nasta_steg": x.nasta or None, "makulerad": _dag(x.makulerad), "skal": x.skal or None,
        "granskas_igen": _dag(x.ny_granskning), "stegen": [_steg(s) for s in x.steg],
    }  # fmt: skip


def _lista(val: Val) -> int:
    with enhet_for(val) as e:
        sokt, vem = sokform(val.kundval or ""), sokform(val.anordnare)
        koder = {p.id: p.koder for p in uppfoljning.lista(e)}
        skriv_json([
            _rad(r) for r in atgardslista.lista(e, oppna=val.oppna)
            if (not val.ar or r.ar == val.ar) and (not vem or sokform(r.anordnare) == vem)
            and (not sokt or sokform(r.kundval) == sokt or (val.kundval or "").upper() in koder[r.plan_id])
        ])  # fmt: skip
    return 0


def _visa(val: Val) -> int:
    with enhet_for(val) as e:
        skriv_json(_data(atgardslista.hamta(e, int(val.atgard))))
    return 0


def _varden(e: Arbetsenhet, val: Val, anordnare_id: int) -> dict[str, str]:
    """As the form has them; what is not said is left out or as the form begins."""
    ut = {
        "skal": val.skal, "hopp": val.hopp, "ska_goras": val.ska_goras, "senast": str(val.senast or ""),
        "foljs_upp": str(val.foljs_upp or ""), "galler_fran": str(val.galler_fran or ""),
    }  # fmt: skip
    if val.avser is not None and val.galler_fran is not None:
        koder = {k.strip().upper() for k in val.avser.split(",")} - {""}
        if not koder:
            raise Nekad("avser", "Skriv vad som återkallas, till exempel AMI.", "galler_fran")
        har = valbara(e, anordnare_id, val.galler_fran)
        if okanda := koder - {a.avser for a in har}:
            raise Nekad("avser", f"Anordnaren är inte auktoriserad för {sorted(okanda)[0]} den dagen.", "galler_fran")
        ut |= {f"auktorisation_{a.id}": "ja" if a.avser in koder else "nej" for a in har}
    return ut


def _ny(val: Val) -> int:
    with enhet_for(val, skriv=True) as e:
        plan = uppfoljning.hitta(e, val.ar, val.kundval, val.namnd)
        vem = [a.id for a in val_av_anordnare(e) if sokform(a.namn) == sokform(val.anordnare)]
        if not vem:
            raise Nekad("anordnare", f"Det finns ingen anordnare som heter {val.anordnare}.", "anordnare")
        punkt = [i for i, namn in atgardslista.punktval(e, plan) if namn.split()[0] == val.punkt.upper()]
        if val.punkt and not punkt:
            raise Nekad("punkt", f"Kontrollpunkt {val.punkt} finns inte i listan som gäller.", "punkt")
        varden = _varden(e, val, vem[0]) | {
            "anordnare": str(vem[0]), "ursprung": val.ursprung, "punkt": str(punkt[0]) if punkt else "",
            "konstaterad": str(val.konstaterad or e.idag), "brist": val.brist, "slag": val.steg or "begaran",
            "ansvarig": val.ansvarig or e.aktor.namn,
        }  # fmt: skip
        fore = {r.id for r in atgardslista.lista(e)}
        handlingar.utfor(e, "atgard_skapa", "", f"{plan}:", 0, varden)
        nya = {r.id for r in atgardslista.lista(e)} - fore
        skriv_json(_data(atgardslista.hamta(e, nya.pop())))
    return 0


def _pa_gang(x: Atgardsvy) -> Stegrad:
    if x.steget is None:
        raise Nekad("inget_steg", "Inget steg är på gång i åtgärden.")
    return x.steget


def _effekter(val: Val) -> int:
    """What happens when the step under way is decided."""
    with enhet_for(val) as e:
        x = atgardsbeslut.effekter(e, _pa_gang(atgardslista.hamta(e, int(val.atgard))).id)
        skriv_json({"detta_hander": list(effektrader(x)) if x is not None else []})
    return 0


def _gor(val: Val) -> int:
    nr = int(val.atgard)
    with enhet_for(val, skriv=True) as e:
        x = atgardslista.hamta(e, nr)
        varden = {"skal": val.skal, "datum": str(val.dag or e.idag), "resultat": val.resultat,
                  "beslutsfattare": val.beslutsfattare, "diarienummer": val.diarienummer}  # fmt: skip
        if val.del_ in _PA_STEGET:
            s = _pa_gang(x)
            handlingar.utfor(e, _PA_STEGET[val.del_], "", str(s.id), s.version, varden)
        else:
            mal = str(nr)
            if val.del_ == "foresla":
                mal, varden = f"{nr}:{val.steg}", _varden(e, val, x.rad.anordnare_id)
            handlingar.utfor(e, _PA_ATGARDEN[val.del_], "", mal, x.rad.version, varden)
        skriv_json(_data(atgardslista.hamta(e, nr)))
    return 0


def _brev(val: Val) -> int:
    with enhet_for(val) as e:
        alla = atgardslista.hamta(e, int(val.atgard)).steg
        valt = [s for s in alla if str(s.nummer) == val.nummer] if val.nummer else list(alla[-1:])
        if not valt:
            raise Nekad("inget_steg", "Steget finns inte i åtgärden.")
        assert val.ut is not None  # noqa: S101 - the command line has asked for it
        gor = atgardsbrev.epost if val.ut.suffix.lower() == ".eml" else atgardsbrev.brev
        _, data = gor(e, valt[0].id)
    skriv_fil(val.ut, data)
    return 0

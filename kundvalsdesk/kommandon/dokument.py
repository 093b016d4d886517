"""The sub-command `dokument`: issues or re-prints a document of a case, of every kind that the register knows."""

from __future__ import annotations

from collections.abc import Callable

from ..fel import Nekad
from ..rules.rapporttyper import SLUT
from ..services import aterremiss, forlangningar
from ..services.arbetsenhet import Arbetsenhet
from ..services.arendelage import fakta, oppna_arende
from ..services.documents import bestallning, utfardande
from ..services.documents.avbrottsunderlag import senaste_dokument
from ..services.documents.lasare import FALT as FOR_VEM
from ..services.documents.register import DOKUMENTSLAG
from ..services.flode_avslut import utfarda_avbrottsdokument
from ..val import Val
from .grund import enhet_for, skriv_fil, skriv_json

Utfarda = Callable[[Arbetsenhet, Val], tuple[str, bytes]]
AVSER = {"manad": ("manadsrapport", "aterremiss"), "planversion": ("genomforandeplan", "aterremiss")}
"""Options that say which one of several documents is meant, and the kinds that they belong to."""


def dokument(val: Val) -> int:
    """Issues it, or re-prints the issued one that says the same, byte for byte, to a file."""
    assert val.ut is not None  # noqa: S101 - the parser demands it
    with enhet_for(val, skriv=True) as e:
        oppna_arende(e, val.insats)
        _krav_tillval(val)
        nummer, innehall = EGNA.get(val.del_, _bestalld)(e, val)
        # Before the commit: a document that cannot be handed over has not been issued.
        skriv_fil(val.ut, innehall, " Inget är utfärdat.")
    skriv_json({"dokument": nummer, "fil": str(val.ut)})
    return 0


def _krav_tillval(val: Val) -> None:
    """Raises Nekad for an option that says nothing about this kind, rather than passing it over."""
    titel = DOKUMENTSLAG[val.del_].titel
    for namn, typer in AVSER.items():
        if getattr(val, namn) is not None and val.del_ not in typer:
            raise _hor_inte(f"--{namn}", titel)
    if val.manad is not None and val.planversion is not None:
        raise Nekad("tillval", "Ange antingen --manad eller --planversion, inte båda.")
    if val.del_ in EGNA:
        for tillval, varde in (("--for", val.for_vem), ("--fran", val.fran), ("--till", val.till)):
            if varde is not None:
                raise _hor_inte(tillval, titel)


def _hor_inte(tillval: str, titel: str) -> Nekad:
    return Nekad("tillval", f"{tillval} hör inte till {titel[:1].lower()}{titel[1:]}.")


def _bestalld(e: Arbetsenhet, val: Val) -> tuple[str, bytes]:
    """A kind that people ask for by its choices."""
    slag = DOKUMENTSLAG[val.del_]
    valbart = next((b for b in bestallning.valbara(e, val.insats) if b.typ == val.del_), None)
    if valbart is None:
        raise Nekad("roll", f"Din roll får inte utfärda {slag.titel[:1].lower()}{slag.titel[1:]}.")
    if valbart.hinder:
        raise Nekad("dokument_hinder", valbart.hinder)
    falt = {f.namn: dict(f.val) for f in valbart.falt}
    valt = {"avser": val.manad or val.planversion, FOR_VEM: val.for_vem}
    valt |= {n: d.isoformat() if d else None for n, d in (("fran", val.fran), ("till", val.till))}
    for tillval, namn in (("--for", FOR_VEM), ("--fran", "fran"), ("--till", "till")):
        if valt[namn] is not None and namn not in falt:
            raise _hor_inte(tillval, slag.titel)
    if val.for_vem is not None and val.for_vem not in falt[FOR_VEM]:
        finns = ", ".join(falt[FOR_VEM])
        raise Nekad("for_vem", f"{slag.titel} finns inte som exemplar för {val.for_vem}. Välj något av: {finns}.")
    ut = bestallning.utfarda(e, val.insats, val.del_, {namn: text for namn, text in valt.items() if text})
    return utfardande.las_dokument(e, ut.dokument_id)


# --- Kinds that a step of the case issues -----------------------------------------------------------------------


def _avbrottsdokument(e: Arbetsenhet, val: Val) -> tuple[str, bytes]:
    utfarda_avbrottsdokument(e, val.insats, None)
    return senaste_dokument(e, val.insats)


def _aterremiss(e: Arbetsenhet, val: Val) -> tuple[str, bytes]:
    """The one asked for; else the latest return in the case."""
    if val.manad is not None:
        slag, avser = "rapport", val.manad
    elif val.planversion is not None:
        slag, avser = "plan", val.planversion
    else:
        slag, avser = _senaste_retur(e, val.insats)
    return utfardande.las_dokument(e, aterremiss.utfarda(e, val.insats, slag, avser).dokument_id)


def _senaste_retur(e: Arbetsenhet, insats: str) -> tuple[str, str]:
    f = fakta(e, oppna_arende(e, insats))
    returer = [(p.returer, "plan", str(p.version)) for p in f.planer]
    returer += [(r.returer, "rapport", r.manad) for r in f.rapporter]
    returer += [(f.slutrapport.returer, "slutrapport", SLUT)] if f.slutrapport else []
    gjorda = [(r[-1].aterremitterad, slag, avser) for r, slag, avser in returer if r]
    if not gjorda:
        raise Nekad("ej_aterremitterad", f"Ingen rapport eller plan är återremitterad i ärende {insats}.")
    _, slag, avser = max(gjorda)
    return slag, avser


def _forlangningsbeslut(e: Arbetsenhet, val: Val) -> tuple[str, bytes]:
    """Issued with the decision; here it is printed again."""
    return utfardande.las_dokument(e, forlangningar.senaste_beslut(e, val.insats))


EGNA: dict[str, Utfarda] = {
    "avbrottsdokument": _avbrottsdokument, "aterremiss": _aterremiss, "forlangningsbeslut": _forlangningsbeslut,
}  # fmt: skip

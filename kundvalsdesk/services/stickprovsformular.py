"""The forms of stickprov, as the window and the command line fill them in; done by
handlingar.utfor(e, code, "", mal, sedd_version, values)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..fel import Nekad
from ..rules.stickprov import EJ, JA, NEJ
from . import stickprov as tjanst
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .besok import val_av_anordnare
from .formularvarden import Varden
from .handling import krav_roll
from .typer import Andring
from .uppfoljning import koderna, planen
from .uppfoljningstyper import ROLLER

_SVARSORD = ((JA, "Ja"), (NEJ, "Nej"), (EJ, "Ej tillämpligt"))


def formular(e: Arbetsenhet, kod: str, mal: str = "") -> Stegval:
    """`mal`: the number of the plan or the stickprov; of a case "stickprov:case". Raises Nekad."""
    krav_roll(e.aktor, *ROLLER)
    gor = _FORMULAR.get(kod)
    if gor is None:
        raise Nekad("okant_steg", "Steget finns inte.")
    if not all(x.isascii() and x.isdigit() and len(x) < 10 for x in mal.split(":")):
        raise Nekad("inget_stickprov", "Stickprovet finns inte. Hämta om listan.")
    return gor(e, mal)


def _bestall(e: Arbetsenhet, mal: str) -> Stegval:
    p = planen(e, int(mal))
    koder = tuple((k, k) for k in koderna(p))
    anordnare = tuple((str(a.id), a.namn) for a in val_av_anordnare(e))
    return Stegval(
        "stickprov_bestall", f"Beställ stickprov, {p.kundval} {p.ar}", "Beställ", mal=mal, viktig=True,
        falt=(
            Falt("syfte", "Syfte", "stor_text", hjalp="Vad stickprovet ska svara på."),
            Falt("fran", "Insatser med en dag från", "datum", varde=str(date(p.ar, 1, 1))),
            Falt("till", "till och med", "datum", varde=str(min(date(p.ar, 12, 31), e.idag))),
            Falt("kundval", "Kundval", "lista", kravs=False, val=(("", "Alla i uppföljningen"), *koder)),
            Falt("anordnare", "Anordnare", "lista", kravs=False, val=(("", "Alla"), *anordnare)),
            Falt("storlek", "Antal ärenden", "text", varde="20"),
            Falt("utan_dragna", "Utan dem som redan är dragna i uppföljningen", "ja_nej", varde="ja"),
        ),
        hjalp="En arbetsledare drar det och granskar ärendena. Du får utfallet i siffror.",
    )  # fmt: skip


def _dra(e: Arbetsenhet, mal: str) -> Stegval:
    s = tjanst.hamta(e, int(mal))
    return Stegval("stickprov_dra", f"Dra stickprov {s.nummer}", "Dra", mal=mal, sedd_version=s.version, viktig=True,
                   hjalp=f"{s.storlek} ärenden dras med fröet {s.fro}. Det går inte att göra om.")  # fmt: skip


def _klart(e: Arbetsenhet, mal: str) -> Stegval:
    s = tjanst.hamta(e, int(mal))
    return Stegval("stickprov_klart", f"Stickprov {s.nummer} är klart", "Klart", mal=mal, sedd_version=s.version,
                   viktig=True, hjalp="Utfallet lämnas i siffror, utan ärenden, och ändras inte.")  # fmt: skip


def _avbryt(e: Arbetsenhet, mal: str) -> Stegval:
    s = tjanst.hamta(e, int(mal))
    return Stegval("stickprov_avbryt", f"Avbryt stickprov {s.nummer}", "Avbryt stickprovet", mal=mal,
                   sedd_version=s.version, falt=(Falt("skal", "Skäl", "stor_text"),))  # fmt: skip


def _granska(e: Arbetsenhet, mal: str) -> Stegval:
    prov, _, nr = mal.partition(":")
    s = tjanst.hamta(e, int(prov))
    a = next((a for a in tjanst.arenden(e, s.id) if str(a.id) == nr), None)
    if a is None:
        raise Nekad("inget_arende", "Ärendet finns inte i stickprovet. Hämta om det.")
    fragor = tuple(
        Falt(f"svar_{f.kod}", f"{f.fraga} ({f.avser})", "val", varde=a.svar.get(f.kod, ""), val=_SVARSORD)
        for f in s.fragor
    )
    return Stegval(
        "stickprov_granska", f"Ärende {a.arende}, {a.ordning} av {s.storlek}", "Spara", mal=mal, viktig=True,
        sedd_version=a.version,
        falt=(*fragor, Falt("kommentar", "Kommentar", "stor_text", kravs=False, varde=a.kommentar,
                            hjalp="Stannar hos den som ser ärendet.")),
    )  # fmt: skip


_FORMULAR: dict[str, Callable[[Arbetsenhet, str], Stegval]] = {
    "stickprov_bestall": _bestall,
    "stickprov_dra": _dra,
    "stickprov_granska": _granska,
    "stickprov_klart": _klart,
    "stickprov_avbryt": _avbryt,
}
STEG = tuple(_FORMULAR)


def gor_bestall(e: Arbetsenhet, plan_id: int, x: Varden) -> Andring:
    vem = x.text("anordnare")
    if vem and not (vem.isascii() and vem.isdigit() and len(vem) < 10):
        raise Nekad("anordnare", "Välj en anordnare i listan.", "anordnare")
    return tjanst.bestall(
        e, plan_id, x.text("syfte"), x.datum("fran"), x.datum("till"), x.text("kundval"), int(vem) if vem else None,
        x.heltal("storlek"), x.janej("utan_dragna"),
    )  # fmt: skip


def gor_granska(e: Arbetsenhet, arende_id: int, version: int, x: Varden) -> Andring:
    svar = {f.removeprefix("svar_"): x.text(f) for f in x if f.startswith("svar_")}
    return tjanst.granska(e, arende_id, version, svar, x.text("kommentar"))


UTFOR: dict[str, Callable[[Arbetsenhet, int, int, Varden], Andring]] = {
    "stickprov_bestall": lambda e, m, v, x: gor_bestall(e, m, x),
    "stickprov_dra": lambda e, m, v, x: tjanst.dra(e, m, v),
    "stickprov_granska": gor_granska,
    "stickprov_klart": lambda e, m, v, x: tjanst.klart(e, m, v),
    "stickprov_avbryt": lambda e, m, v, x: tjanst.avbryt(e, m, v, x.text("skal")),
}

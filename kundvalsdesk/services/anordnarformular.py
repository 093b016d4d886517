"""The forms of the register of anordnare. Done by handlingar.utfor, with the target that the form names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..fel import Nekad
from ..models import Anordnarandring, Anordnare, Anordnarkontor, Auktorisation, Jobbexpert
from ..rules.anordnarregister import andringens_frist
from ..texter.anordnarregister import INGEN_FRIST, SLAGORD
from ..texter.datum import datum_langt
from ..texter.meningar import insats_ord
from . import anordnarfalt as falt
from .anordnarfalt import Uppgift, avser_val
from .anordnarregister import VARDARE, hamta_rad, mal
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .handling import krav_roll

PERSONUPPGIFTER = "Skriv inga kunders namn eller andra personuppgifter om kunder här."


def formular(e: Arbetsenhet, kod: str, malet: str = "") -> Stegval:
    """`malet`: of something new the anordnare that it belongs to, else what is to be changed. Raises Nekad."""
    krav_roll(e.aktor, *VARDARE)
    gor = _FORMULAR.get(kod)
    if gor is None:
        raise Nekad("okant_steg", "Steget finns inte.")
    return gor(e, malet)


_Gor = Callable[[Arbetsenhet, str], Stegval]


def _ny(kod: str, rubrik: str, uppgifter: tuple[Uppgift, ...], hjalp: str = "", **varden: Any) -> _Gor:
    def gor(e: Arbetsenhet, malet: str) -> Stegval:
        namn = hamta_rad(e, Anordnare, malet).namn if malet else ""
        return Stegval(
            kod, f"{rubrik}, {namn}" if namn else rubrik, "Lägg till", mal=malet, hjalp=hjalp,
            falt=tuple(u.falt(varden.get(u.namn)) for u in uppgifter),
        )  # fmt: skip

    return gor


def _andra(kod: str, rubrik: str, tabell: Any, uppgifter: tuple[Uppgift, ...], hjalp: str = "") -> _Gor:
    def gor(e: Arbetsenhet, malet: str) -> Stegval:
        rad = hamta_rad(e, tabell, malet)
        vad = f"{rubrik}, {getattr(rad, 'namn', '')}".rstrip(", ")
        return Stegval(
            kod, vad, "Spara", mal=malet, sedd_version=rad.version, hjalp=hjalp,
            falt=tuple(u.falt(getattr(rad, u.namn)) for u in uppgifter),
        )  # fmt: skip

    return gor


def _auktorisera(e: Arbetsenhet, malet: str) -> Stegval:
    a = hamta_rad(e, Anordnare, malet)
    regler = e.regelverk.for_dag(e.idag)
    koder = {kod: r.namn for kod, r in regler.insatser.items() if not r.endast_historik} if regler else {}
    avser = Falt("avser", "Gäller", "lista", val=avser_val(koder),
                 hjalp="Bara den som är auktoriserad för hela kundvalet står i förvalslistan.")  # fmt: skip
    return Stegval(
        "auktorisera", f"Auktorisera {a.namn}", "Auktorisera", mal=malet, hjalp="Fyll i det som nämnden har beslutat.",
        falt=(avser, *(u.falt(None) for u in falt.AUKTORISATION)),
    )  # fmt: skip


def auktorisationens_namn(x: Auktorisation) -> str:
    return f"{x.avser if len(x.avser) == 3 else insats_ord(x.avser)} från {datum_langt(x.fran)}"


def _andra_auktorisation(e: Arbetsenhet, malet: str) -> Stegval:
    x = hamta_rad(e, Auktorisation, malet)
    return Stegval(
        "auktorisation_andra", f"Auktorisation för {auktorisationens_namn(x)}", "Spara", mal=malet,
        sedd_version=x.version, falt=tuple(u.falt(getattr(x, u.namn)) for u in falt.AUKTORISATION),
        hjalp="Perioder i förvalslistan som redan är publicerade ändras inte.",
    )  # fmt: skip


def _avauktorisera(e: Arbetsenhet, malet: str) -> Stegval:
    from .anordnarkort import pagar_med

    x = hamta_rad(e, Auktorisation, malet)
    varden = {"till": x.till or e.idag, "avslut": x.avslut, "avslut_skal": x.avslut_skal}
    pagar = pagar_med(e, x)
    varning = () if not pagar else (
        f"{pagar} {'insats pågår' if pagar == 1 else 'insatser pågår'} med stöd av den. De avslutas inte av det här: "
        "de står i listan under Auktorisationer, och karriärvägledaren bestämmer om var och en.",
    )  # fmt: skip
    return Stegval(
        "avauktorisera", f"Avsluta auktorisationen för {auktorisationens_namn(x)}", "Avsluta", mal=malet,
        sedd_version=x.version, falt=tuple(u.falt(varden[u.namn]) for u in falt.AVSLUT), varning=varning,
        hjalp="Efter den sista dagen kan kunder inte längre välja anordnaren, och den står inte i förvalslistan.",
    )  # fmt: skip


def _anmal(e: Arbetsenhet, malet: str) -> Stegval:
    return _ny(
        "anordnarandring_anmal", "Anmäld ändring", falt.ANDRING,
        f"Det som anordnaren är skyldig att berätta om (K 3.2). {PERSONUPPGIFTER}", anmald=e.idag,
    )(e, malet)  # fmt: skip


def _hantera(e: Arbetsenhet, malet: str) -> Stegval:
    x = hamta_rad(e, Anordnarandring, malet)
    frist = andringens_frist(x.slag, x.galler_fran)
    nar = f"Anmäldes {datum_langt(x.anmald)}; {f'ska vara gjort {datum_langt(frist)}' if frist else INGEN_FRIST}."
    return Stegval(
        "anordnarandring_hantera", f"Hantera: {SLAGORD.get(x.slag, x.slag).lower()}", "Spara", mal=malet,
        sedd_version=x.version,
        falt=(
            Falt("_vad", "Ändringen", "upplysning", kravs=False, varde=f"{x.beskrivning}\n{nar}"),
            *(u.falt({"hanterad": e.idag}.get(u.namn)) for u in falt.HANTERING),
        ),
    )  # fmt: skip


_FORMULAR: dict[str, _Gor] = {
    "anordnare_lagg_till": _ny("anordnare_lagg_till", "Ny anordnare", falt.ANORDNARE),
    "anordnare_andra": _andra("anordnare_andra", "Uppgifter", Anordnare, falt.ANORDNARE),
    "kontor_lagg_till": _ny("kontor_lagg_till", "Nytt kontor", falt.KONTOR),
    "kontor_andra": _andra("kontor_andra", "Kontor", Anordnarkontor, falt.KONTOR),
    "jobbexpert_lagg_till": _ny("jobbexpert_lagg_till", "Ny i personalen", falt.JOBBEXPERT),
    "jobbexpert_andra": _andra("jobbexpert_andra", "Personal", Jobbexpert, falt.JOBBEXPERT),
    "auktorisera": _auktorisera,
    "auktorisation_andra": _andra_auktorisation,
    "avauktorisera": _avauktorisera,
    "anordnarandring_anmal": _anmal,
    "anordnarandring_andra": _andra(
        "anordnarandring_andra", "Anmäld ändring", Anordnarandring, falt.ANDRING, PERSONUPPGIFTER
    ),
    "anordnarandring_hantera": _hantera,
}

__all__ = ["auktorisationens_namn", "formular", "mal"]

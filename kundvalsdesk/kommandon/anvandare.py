"""The sub-commands for users. A password is typed, read from standard input or made here; never an argument.

One that is made here is written on standard output, once, and kept nowhere.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict

from ..fel import Nekad
from ..models.motor import Databas, tolka_adress
from ..services import anvandarkonton as konton
from ..services import inloggningar
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.kontotyper import Anvandarrad
from ..services.regelverk import las_regelverk
from ..services.typer import Aktor, Andring
from ..val import Val, sag, skriv
from .grund import dagens, oppen, skriv_json

_INLOGGNINGSORD = {
    "ja": "kan logga in",
    "nej": "ingen inloggning",
    "annans": "inloggningen hör inte till den här databasen",
}


def anvandare(val: Val) -> int:
    """anvandare lagg-till | andra | sparra | lista | losenord | ta-over."""
    if val.del_ == "ta-over":
        lage = inloggningar.folj(tolka_adress(val.db))
        for mening in inloggningar.att_gora(lage) or ["Alla användare kan logga in som förut."]:
            sag(mening)
        return 0
    with oppen(val) as (db, aktor):
        if val.del_ == "lista":
            _lista(val, db, aktor)
        elif val.del_ == "losenord":
            if db.lokal:
                raise Nekad("lokal", "Lösenord finns i delade databaser. En lokal fil öppnas med sin nyckel.")
            losenord = _fran_stdin() if val.losenord_fran_stdin else _skrivet()
            _utfor(val, db, aktor, lambda e: konton.byt_losenord(e, losenord))
            sag("Lösenordet är bytt.")
        else:
            {"lagg-till": _lagg_till, "andra": _andra, "sparra": _sparra}[val.del_](val, db, aktor)
    return 0


def _lagg_till(val: Val, db: Databas, aktor: Aktor) -> None:
    nytt = "" if db.lokal or val.utan_losenord else konton.nytt_losenord()
    losenord = _fran_stdin() if val.losenord_fran_stdin else nytt
    _utfor(
        val, db, aktor,
        lambda e: konton.lagg_till(e, val.handlaggare, val.namn or "", val.roll or "", val.epost or "", losenord),
    )  # fmt: skip
    sag(f"Användaren {val.handlaggare} är upplagd.")
    _visa(val, losenord, nytt)


def _andra(val: Val, db: Databas, aktor: Aktor) -> None:
    nytt = konton.nytt_losenord() if val.nytt_losenord else ""
    losenord = _fran_stdin() if val.losenord_fran_stdin else nytt

    def gor(e: Arbetsenhet) -> Andring:
        r = _rad(e, val.handlaggare)
        namn, roll, epost = (ny if ny is not None else nu for ny, nu in (
            (val.namn, r.namn), (val.roll, r.roll), (val.epost, r.epost)))  # fmt: skip
        return konton.andra(e, r.anvandare, r.version, namn, roll, epost, losenord)

    if (val.namn, val.roll, val.epost, losenord) == (None, None, None, ""):
        raise Nekad("inget", "Skriv vad som ska ändras: --namn, --roll, --epost eller --nytt-losenord.")
    _utfor(val, db, aktor, gor)
    sag(f"Användaren {val.handlaggare} är ändrad.")
    _visa(val, losenord, nytt)


def _sparra(val: Val, db: Databas, aktor: Aktor) -> None:
    def gor(e: Arbetsenhet) -> Andring:
        r = _rad(e, val.handlaggare)
        return (konton.hav_sparr if val.hav else konton.sparra)(e, r.anvandare, r.version)

    _utfor(val, db, aktor, gor)
    if val.hav:
        sag(f"Användaren {val.handlaggare} är inte längre spärrad.")
        return
    sag(f"Användaren {val.handlaggare} är spärrad{'' if db.lokal else ' och utloggad'}.")
    with enhet(db, aktor, las_regelverk(), dagens(val)) as e:
        kvar = konton.att_lamna_over(e, val.handlaggare)
    if kvar.antal:
        sag(f"Kunder att lämna över: {kvar.antal}. En arbetsledare gör det i fönstret, under Arbetsläge.")
    # Which they are is not for everybody to know: then there is only how many.
    vilka = {"kunder": list(kvar.kunder)} if len(kvar.kunder) == kvar.antal else {}
    skriv_json({"att_lamna_over": kvar.antal} | vilka)


def _lista(val: Val, db: Databas, aktor: Aktor) -> None:
    with enhet(db, aktor, las_regelverk(), dagens(val)) as e:
        rader = konton.lista(e)
    if val.format == "json":
        skriv_json([_som_json(r) for r in rader])
        return
    for r in rader:
        lage = f"spärrad sedan {r.sparrad}" if r.sparrad else _INLOGGNINGSORD.get(r.inloggning, "")
        if r.losenord_givet is not None and r.sparrad is None:
            lage += f", har inte bytt lösenordet från {r.losenord_givet}"
        skriv("\t".join((r.anvandare, r.namn, r.rollord, r.epost, lage)).rstrip("\t") + "\n")


def _som_json(r: Anvandarrad) -> dict[str, object]:
    d = asdict(r)
    return {k: d[k] for k in ("anvandare", "namn", "roll", "epost", "inloggning")} | {
        "sparrad": r.sparrad.isoformat() if r.sparrad else None
    }


def _rad(e: Arbetsenhet, anvandare: str) -> Anvandarrad:
    rad = next((r for r in konton.lista(e) if r.anvandare == anvandare), None)
    if rad is None:
        raise Nekad("okand", f"Användaren {anvandare} finns inte.")
    return rad


def _utfor(val: Val, db: Databas, aktor: Aktor, gor: Callable[[Arbetsenhet], Andring]) -> None:
    with enhet(db, aktor, las_regelverk(), dagens(val), skriv=True) as e:
        gor(e)


def _visa(val: Val, losenord: str, nytt: str) -> None:
    if losenord and losenord == nytt:
        sag("Lösenordet visas bara nu. Lämna det till användaren, som byter det under Meny, Byt lösenord.")
        skriv_json({"anvandare": val.handlaggare, "losenord": losenord})


def _fran_stdin() -> str:
    """One line, without its end."""
    try:
        rad = "" if sys.stdin is None else sys.stdin.readline()
    except (OSError, UnicodeDecodeError):
        rad = ""
    if not (losenord := rad.rstrip("\r\n")):
        raise Nekad("losenord", "Inget lösenord kom på standard in.")
    return losenord


def _skrivet() -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise Nekad("losenord", "Kör kommandot i en terminal, eller ange --losenord-fran-stdin.")
    from getpass import getpass

    try:
        losenord = getpass("Nytt lösenord: ", stream=sys.stderr)
        if losenord != getpass("En gång till: ", stream=sys.stderr):
            raise Nekad("losenord", "De två lösenorden är inte lika. Ingenting har ändrats.")
    except EOFError:
        raise Nekad("losenord", "Inget lösenord skrevs.") from None
    return losenord

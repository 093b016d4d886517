"""The sub-command for payments: the run of a month as data or as a file, and making it final; a year checked."""

from __future__ import annotations

import re

from ..fel import Nekad
from ..rules.kalender import manadens_forsta, plus_manader
from ..services import ersattning as tjanst
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.ersattningsfiler import som_data
from ..services.ersattningstyper import FASTSTALLD, Korningssvar
from ..services.regelverk import las_regelverk
from ..texter.datum import manad_ar
from ..texter.ersattning import ofardiga_ord, samtidiga_ord
from ..val import Val, sag
from .grund import Framstegsrad, dagens, i_format, krav_plats, oppen, skriv_svar, som_json

HOGST_SAGDA = 20
_MANAD = re.compile("[0-9]{4}-(0[1-9]|1[0-2])")


def ersattning(val: Val) -> int:
    return _aret(val) if len(val.manad or "") == len("ÅÅÅÅ") else _manaden(val)


def _aret(val: Val) -> int:
    """A year reckoned once more, against what its final runs have paid."""
    from ..services import ersattningsar as aret

    if val.faststall:
        raise Nekad("ar", "Ett helt år fastställs inte. Skriv månaden som ÅÅÅÅ-MM.")
    if val.format not in ("json", "csv"):
        raise Nekad("format", "Kontrollen av ett år finns som json och csv.")
    krav_plats(val)
    with oppen(val) as (db, aktor), enhet(db, aktor, las_regelverk(), dagens(val)) as e:
        svar = aret.kontrollera(e, int(val.manad or ""), Framstegsrad())
    skriv_svar(val, i_format(val.format, {"json": lambda: aret.som_data(svar), "csv": lambda: aret.som_csv(svar)}))
    sag(aret.slutsats(svar))
    return 0


def _manaden(val: Val) -> int:
    """Reckoned first, from one picture of all facts; with --faststall then stored and locked.

    A file that cannot be written leaves the run as it was.
    """
    manad = val.manad or ""
    krav_plats(val)
    with oppen(val) as (db, aktor):
        with enhet(db, aktor, las_regelverk(), dagens(val)) as e:
            svar, *fore = tjanst.rakna_flera(e, [manad, *_manaden_fore(val)], Framstegsrad())
            for x in svar.samtidiga[:HOGST_SAGDA]:
                sag(f"Observera: {samtidiga_ord(x)}")
            if (fler := len(svar.samtidiga) - HOGST_SAGDA) > 0:
                sag(f"Observera: {fler} par till gäller samma kund samma dagar. Alla står i JSON.")
            fardig = svar.lage == FASTSTALLD
            if fardig or not val.faststall:
                _lamna(e, val, svar)
            if fardig and val.faststall:
                sag(f"Körningen för {manad_ar(manad)} var redan fastställd. Ingenting har ändrats.")
            if fardig or not val.faststall:
                return 0
            ofardigt = ofardiga_ord(tjanst.ofardiga_fore(e, svar, fore[0]))
        with enhet(db, aktor, las_regelverk(), dagens(val), skriv=True) as e:
            tjanst.forbered_och_faststall(e, svar)
            svar = tjanst.lagrat(e, manad)
            if val.ut is not None:
                _lamna(e, val, svar, " Körningen är inte fastställd.")
        if ofardigt:
            sag(f"Observera: {ofardigt}")
        if dagens(val) <= svar.brytdatum:
            sag(
                f"Observera: brytdatum för {manad_ar(manad)} är {svar.brytdatum} och har inte passerat. "
                "Det som kommer in efter detta betalas i nästa körning."
            )
        sag(f"Körningen för {manad_ar(manad)} är fastställd.")
        if val.ut is None:
            with enhet(db, aktor, las_regelverk(), dagens(val)) as e:
                _lamna(e, val, svar)
    return 0


def _manaden_fore(val: Val) -> tuple[str, ...]:
    """Reckoned along with a month that is made final, to tell whether it is not final itself."""
    manad = val.manad or ""
    if not val.faststall or not _MANAD.fullmatch(manad):
        return ()
    return (f"{plus_manader(manadens_forsta(manad), -1):%Y-%m}",)


def _lamna(e: Arbetsenhet, val: Val, svar: Korningssvar, efter: str = "") -> None:
    """To the file, or to standard output."""
    skriv_svar(val, _innehall(e, val.format, svar), efter)


def _innehall(e: Arbetsenhet, form: str, svar: Korningssvar) -> bytes:
    if form != "json":
        from ..services.ersattningsbesked import korningen_som

        return korningen_som(e, svar, f".{form}")[1]
    return som_json(som_data(svar)).encode()

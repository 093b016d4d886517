"""The logins of a shared database that has just been restored: which follow, and which somebody must see to."""

from __future__ import annotations

from sqlalchemy import text

from ..fel import Nekad
from ..models.motor import SKRIV, Adress, oppna_motor
from ..models.ratter import inloggningar as ratt
from ..texter.inloggningar import meningar
from .arbetsenhet import ager_databasen, lugna_fel
from .inloggning import hamta_losenord
from .kontotyper import Inloggningslage


def att_gora(lage: Inloggningslage) -> list[str]:
    """A sentence for each thing that somebody must do before all users can log in."""
    return meningar(lage.saknas, lage.stangda, lage.overtagna, lage.annans)


def folj(adress: Adress) -> Inloggningslage:
    """Lets the logins that are this database's follow the users in it, and takes over those of a database that is
    there no longer. The owner does it; what is asked for twice is done once."""
    if adress.fil is not None:
        raise Nekad("lokal", "I en lokal databas har användarna inga inloggningar.")
    databas = oppna_motor(adress, hamta_losenord(adress))
    try:
        with lugna_fel(), databas.engine.connect().execution_options(**{SKRIV: True}) as a, a.begin():
            if not ager_databasen(a):
                raise Nekad("agare", "Inloggningarna tas över av den som äger den delade databasen. Logga in som den.")
            rader = [
                tuple(map(str, r)) for r in a.execute(text("SELECT vem, lage, hos FROM ratt.folj_inloggningar()"))
            ]
    finally:
        databas.stang()

    def med(lage: str) -> tuple[str, ...]:
        return tuple(r[0] for r in rader if r[1] == lage)

    return Inloggningslage(
        med(ratt.SAKNAS), med(ratt.STANGD), med(ratt.OVERTAGEN),
        tuple((vem, hos) for vem, lage, hos in rader if lage == ratt.ANNANS),
    )  # fmt: skip

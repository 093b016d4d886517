"""The sub-command for a registerutdrag: all that is held about a kund, as PDF or JSON."""

from __future__ import annotations

from ..fel import Nekad
from ..services import registerutdrag as r
from ..val import Val, sag
from .grund import enhet_for, skriv_fil


def registerutdrag(val: Val) -> int:
    assert val.ut is not None and val.kund is not None  # noqa: S101 - the parser demands them
    andelse = val.ut.suffix.lower().removeprefix(".")
    if andelse not in ("pdf", "json"):
        raise Nekad("format", "Registerutdraget skrivs som .pdf eller .json. Ange en fil med den ändelsen.")
    with enhet_for(val, skriv=True) as e:
        _, data = r.ta_ut(e, andelse, val.kund)
        skriv_fil(val.ut, data)
    sag("Registerutdraget är skrivet. Gå igenom det före utlämnandet: det kan innehålla uppgifter om andra.")
    return 0

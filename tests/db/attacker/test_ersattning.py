"""Payments in a shared database: prepared by one arbetsledare, made final by another, forged by nobody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import oppna_motor, tolka_adress
from kundvalsdesk.services import ersattning, ersattningspaminnelse, ersattningsvy
from kundvalsdesk.services.arbetsenhet import aktor_for, lasning
from kundvalsdesk.services.arbetsenhet import enhet as arbetsenhet
from kundvalsdesk.services.regelverk import las_regelverk

from .conftest import Enhet

IDAG = date(2024, 6, 20)
_NY = (
    "INSERT INTO ersattningskorning (manad, lage, brytdatum, forberedd, forberedd_av, antal_rader, antal_ej, summa,"
    " sha256, version) VALUES ('2024-02', '{lage}', '2024-03-15', now(), '{av}', 0, 0, 0, '', 1)"
)
_FAST = (
    "UPDATE ersattningskorning SET lage = 'faststalld', faststalld = now(), faststalld_av = '{av}'"
    " WHERE manad = '2024-02'"
)
_EGEN = _NY.format(lage="preliminar", av="gust")

NEKADE = [
    *((vem, "SELECT * FROM ersattningskorning") for vem in ("anlu", "kval", "koor", "syss", "dass", "sper", "utan")),
    ("anlu", "SELECT summa FROM ersattningskorning"), ("anlu", "SELECT forberedd_av FROM ersattningskorning"),
    ("kval", "SELECT manad, lage FROM ersattningskorning"),
    *((vem, "SELECT * FROM ersattningsrad") for vem in ("kval", "koor", "syss", "dass")),
    *((vem, _NY.format(lage="preliminar", av=vem)) for vem in ("anlu", "kval", "koor", "syss", "dass")),
    ("anlu", "UPDATE ersattningsrad SET belopp = 0"), ("anlu", "DELETE FROM ejutbetald"),
    ("gust", "UPDATE ersattningsrad SET belopp = 0"), ("gust", "DELETE FROM ersattningskorning"),
    ("gust", _NY.format(lage="faststalld", av="hara")), ("gust", _NY.format(lage="preliminar", av="hara")),
    ("gust", f"{_EGEN};;{_FAST.format(av='gust')}"), ("gust", f"{_EGEN};;{_FAST.format(av='hara')}"),
    ("gust", f"{_EGEN};;UPDATE ersattningskorning SET forberedd_av = 'hara'"),
    ("gust", f"{_EGEN};;" + _FAST.format(av="gust").replace("lage =", "forberedd_av = 'hara', lage =")),
]  # fmt: skip


@pytest.mark.parametrize(("vem", "sats"), NEKADE, ids=range(len(NEKADE)))
def test_refused(enhet: Enhet, vem: str, sats: str) -> None:
    ut = enhet.angrip(vem, sats)
    assert ut.kod in ("42501", "KV001") or ut.tomt, (ut.kod, ut.sagt)


def test_two_arbetsledare_pay_a_month_and_then_it_is_locked(enhet: Enhet, tmp_path: Path) -> None:
    host = enhet.som("agaren").info.host
    databaser = {
        v: oppna_motor(tolka_adress(f"postgresql://{v}@/enheten?host={host}"), None) for v in ("gust", "hara", "anlu")
    }
    enhet.som("agaren").execute(
        "UPDATE manadsrapport SET underlag = '2024-05-06' WHERE insats_id <> %s", [enhet.tal["i4"]]
    )
    enhet.som("agaren").commit()
    try:
        aktorer = {}
        for v, db in databaser.items():
            with lasning(db) as anslutning:
                aktorer[v] = aktor_for(anslutning, None)

        def som(v: str, *, skriv: bool = False):  # type: ignore[no-untyped-def]
            return arbetsenhet(databaser[v], aktorer[v], las_regelverk(), IDAG, skriv=skriv)

        with pytest.raises(Nekad, match="arbetsledare"), som("anlu") as e:
            ersattning.rakna(e, "2024-04")
        # What their own cases lack a karriärvägledare sees, before the run is final and after, and no sums.
        with som("anlu") as e:
            egna = ersattningsvy.hamta(e, "2024-04")
        assert (egna.ser, egna.svar, egna.anordnare) == ("egna", None, ()) and egna.saknas
        # They ask the anordnare for it, by their own login; of somebody else's cases they do not.
        with som("gust") as e:
            allas = ersattningsvy.hamta(e, "2024-05").saknas
        with som("anlu") as e:
            mina = ersattningsvy.hamta(e, "2024-05").saknas
        att_be_om = next(s for s in mina if s.stoppar)
        with som("anlu", skriv=True) as e:
            ersattningspaminnelse.spara(e, "2024-05", att_be_om.anordnare, mina, tmp_path / "a.eml")
        assert att_be_om.insats.encode() in (tmp_path / "a.eml").read_bytes()
        andras = next(s for s in allas if s.stoppar and s.insats not in {x.insats for x in mina})
        with pytest.raises(Nekad, match="ärenden som du ser"), som("anlu", skriv=True) as e:
            ersattningspaminnelse.spara(e, "2024-05", andras.anordnare, [andras], tmp_path / "b.eml")
        with som("gust") as e:
            svar = ersattning.rakna(e, "2024-04")
        # The protected kunder are paid for too, by the number of the case.
        assert [r.insats[-1] for r in svar.rader] == ["1", "2", "3", "5"]
        assert svar.summa == 4 * Decimal("2971.60")
        with som("gust", skriv=True) as e:
            ersattning.forbered(e, svar)
        with pytest.raises(Nekad, match="annan person"), som("gust", skriv=True) as e:
            ersattning.faststall(e, svar)
        with som("hara", skriv=True) as e:
            ersattning.faststall(e, svar)
        with som("hara") as e:
            alla = {s.insats for s in ersattningsvy.hamta(e, "2024-04").saknas}
        with som("anlu") as e:
            egna = ersattningsvy.hamta(e, "2024-04")
        assert egna.lage == "faststalld" and {s.insats for s in egna.saknas} <= alla
    finally:
        for db in databaser.values():
            db.stang()
    for vem in ("gust", "hara", "agaren"):
        for sats in ("UPDATE ersattningskorning SET summa = 0", "DELETE FROM ersattningsrad",
                     "DELETE FROM ersattningskorning", "TRUNCATE ersattningskorning CASCADE"):  # fmt: skip
            assert enhet.angrip(vem, sats).kod in ("42501", "KV001"), (vem, sats)
    ser = "SELECT count(*) FROM ersattningsrad"
    assert [enhet.angrip(v, ser).rader[0][0] for v in ("gust", "anlu", "vika", "boek")] == [4, 4, 3, 2]

"""The demo as a database: it imports without a word of complaint, and its queue looks alive on any day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from kundvalsdesk.models import Handlaggare
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.rules.trafikljus import ljus
from kundvalsdesk.services.arbetsenhet import enhet
from kundvalsdesk.services.demo import rader
from kundvalsdesk.services.frister import alla_fakta
from kundvalsdesk.services.overforing.inlasning import las_in
from kundvalsdesk.services.typer import ROLLER, Aktor

AGARE = Aktor("demo", "demo", frozenset(ROLLER), agare=True)

ALLTID = {
    "avbrottsdokument", "bemanning", "forlangning", "genomforandeplan", "godkann_rapport", "granska_plan",
    "granska_slutrapport", "incident", "incident_bedomning", "incident_vidare", "komplettera_rapport", "lakarintyg",
    "lakarintyg_kv", "lang_ledighet", "lang_sjukskrivning", "manadsrapport", "ogiltig_franvaro", "reviderad_plan",
    "slutdatum", "slutrapport_avbruten", "slutrapport_fortid", "slutrapport_fullfoljd", "slutrapport_sen", "uppdrag",
    "uppfoljning", "uppstartsmote", "vabintyg", "vabintyg_kv",
}  # fmt: skip


@pytest.mark.parametrize("idag", [date(2026, 11, 21), date(2026, 9, 7), date(2025, 12, 25), date(2025, 7, 15)])
def test_demo_imports_clean_and_its_queue_is_alive(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling, idag: date
) -> None:
    databas = ny_databas("sqlite")
    ut = las_in(databas, AGARE, regelverk, idag, rader(idag))
    assert ut.fel == ()
    assert len(ut.varningar) <= 2
    assert ut.inlasta["kunder"] == 400

    ljusen: Counter[tuple[str, str]] = Counter()
    koder: Counter[str] = Counter()
    per_kv: Counter[int] = Counter()
    sena: Counter[int] = Counter()
    with enhet(databas, AGARE, regelverk, idag) as e:
        roller = dict(e.session.execute(select(Handlaggare.id, Handlaggare.roll)).all())
        for _, fakta, rad in alla_fakta(e.session):
            for f in frister(fakta, regelverk):
                lyser = ljus(f, idag)
                if lyser not in ("rod", "gul", "gron", "vilande") or lyser is None:
                    continue
                koder[f.kod] += 1
                if f.huvud:
                    ljusen[f.ansvarig, lyser] += 1
                    if f.ansvarig == "KV" and lyser != "vilande":
                        per_kv[rad.kundansvarig_id] += 1
                        sena[rad.kundansvarig_id] += lyser == "rod"
    assert koder.keys() >= ALLTID
    assert {roller[i] for i in per_kv} == {"karriarvagledare"}
    assert len(per_kv) == 6
    # Some two dozen things to do each, more when the reports come in; a fifth late, or fewer.
    assert all(10 <= n <= 60 for n in per_kv.values()), per_kv
    assert sum(sena.values()) <= 0.25 * sum(per_kv.values())
    assert min(sum(sena.values()), ljusen["KV", "gul"], ljusen["KV", "gron"], ljusen["KV", "vilande"]) >= 5
    assert ljusen["ANO", "rod"] <= 0.25 * (ljusen["ANO", "gul"] + ljusen["ANO", "gron"])
    assert ljusen["AL", "gron"] + ljusen["AL", "gul"] >= 2

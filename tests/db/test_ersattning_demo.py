"""The year of the demo, paid month by month, against a reckoning of its own in SQL: to the öre."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy import text

from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import ersattning
from kundvalsdesk.services.arbetsenhet import enhet
from kundvalsdesk.services.demo import rader
from kundvalsdesk.services.overforing.inlasning import las_in
from kundvalsdesk.services.typer import ROLLER, Aktor

IDAG = date(2025, 7, 15)
AGARE = Aktor("demo", "demo", frozenset(ROLLER), agare=True)

FRAGA = """
WITH RECURSIVE
manad(forsta) AS (
    SELECT '2024-01-01' UNION ALL SELECT date(forsta, '+1 month') FROM manad WHERE forsta < '2025-07-01'
),
m AS (SELECT forsta, date(forsta, '+1 month', '-1 day') AS sista, date(forsta, '+1 month', '+14 days') AS bryt,
      substr(forsta, 1, 7) AS namn FROM manad),
i AS (
    SELECT i.*, coalesce(i.sista_dag, i.slut) AS sist, max(i.start, coalesce(i.bevakas_fran, i.start)) AS fran,
        CASE i.kundval WHEN 'AMI' THEN 387600 WHEN 'ISA' THEN 632400 WHEN 'FAI' THEN 816000 END AS ore
    FROM insats i WHERE NOT i.historik AND i.start IS NOT NULL
),
manadsrad AS (
    SELECT i.id, m.namn, m.forsta, i.sist, i.ore, i.sist <= m.sista AS ar_sista,
        julianday(min(i.sist, m.sista)) - julianday(max(i.fran, m.forsta)) + 1 AS dagar,
        julianday(m.sista) - julianday(m.forsta) + 1 AS hela
    FROM i JOIN m ON i.fran <= m.sista AND i.sist >= m.forsta
),
klar AS (
    SELECT r.*, (
        SELECT min(k.namn) FROM m k
        JOIN manadsrapport x ON x.insats_id = r.id AND x.manad = r.namn
        WHERE k.forsta >= r.forsta AND x.klarmarkerad <= k.bryt AND x.underlag <= k.bryt
        AND NOT (x.aterremitterad IS NOT NULL AND x.aterremitterad <= k.bryt
            AND coalesce(x.klarmarkerad_igen, x.godkand, '9999') > k.bryt)
        AND NOT EXISTS (SELECT 1 FROM aterremiss a WHERE a.insats_id = r.id AND a.avser = r.namn
            AND a.aterremitterad <= k.bryt AND coalesce(a.inkommen_igen, x.godkand, '9999') > k.bryt)
        AND (NOT r.ar_sista OR EXISTS (SELECT 1 FROM slutrapport s WHERE s.insats_id = r.id AND s.inkommen <= k.bryt))
    ) AS korning FROM manadsrad r
),
belopp AS (
    SELECT korning, CASE WHEN dagar = hela THEN ore ELSE min(ore, CAST((2 * ore * dagar + 30) / 60 AS INTEGER)) END
        AS ore, 'manad' AS typ FROM klar
    UNION ALL
    SELECT k.korning, CAST((2 * k.ore * min(14, julianday(i.slut) - julianday(i.sist)) + 30) / 60 AS INTEGER),
        'avbrott'
    FROM klar k JOIN i ON i.id = k.id JOIN slutrapport s ON s.insats_id = k.id
    WHERE k.ar_sista AND i.avslutstyp = 'avbruten' AND i.slut > i.sist
    AND i.avslutsorsak IN ('flytt', 'sjukdom', 'lang_ledighet', 'oforutsett', 'tidsbrist', 'utebliven_progression',
        'kund_avbryter')
    AND s.inkommen <= date(i.sist, '+14 days')
)
SELECT korning, typ, sum(ore), count(*) FROM belopp WHERE korning IS NOT NULL GROUP BY korning, typ
"""


def test_a_year_adds_up_with_a_reckoning_in_sql(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling
) -> None:
    databas = ny_databas("sqlite")
    assert las_in(databas, AGARE, regelverk, IDAG, rader(IDAG)).fel == ()
    with databas.engine.connect() as anslutning:
        utan = "SELECT count(*) FROM insats WHERE slut IS NULL AND start IS NOT NULL AND NOT historik"
        assert anslutning.execute(text(utan)).scalar() == 0
        borde = {(k, typ): (Decimal(ore).scaleb(-2), n) for k, typ, ore, n in anslutning.execute(text(FRAGA))}
    har: dict[tuple[str, str], tuple[Decimal, int]] = {}
    for n in range(12):
        m = f"2024-{n + 7:02d}" if n < 6 else f"2025-{n - 5:02d}"
        with enhet(databas, AGARE, regelverk, IDAG) as e:
            svar = ersattning.rakna(e, m)
        # Every other run is made final: what the others give is the same all the same.
        if n % 2:
            with enhet(databas, AGARE, regelverk, IDAG, skriv=True) as e:
                ersattning.forbered_och_faststall(e, svar)
        for r in svar.rader:
            typ = "avbrott" if r.avbrott else "manad"
            summa, antal = har.get((m, typ), (Decimal(0), 0))
            har[m, typ] = summa + r.belopp, antal + 1
    aret = {k for k in borde if "2024-07" <= k[0] <= "2025-06"}
    assert {k: har.get(k) for k in aret} == {k: borde[k] for k in aret}
    assert set(har) == aret
    assert sum(n for _, n in har.values()) > 1000
    assert any(typ == "avbrott" for _, typ in har)

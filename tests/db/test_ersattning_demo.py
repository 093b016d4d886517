"""The year of the demo, paid month by month, against a reckoning of its own in SQL: row by row, to the öre.

The SQL reads the tables of the cases and nothing that the program has reckoned; amounts, the day that months close on
and the orsaker are written in it as regelverket prints them. Nothing of the program's arithmetic is used.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy import text

from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.ersattning import SLUTRAPPORT_SEN
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import ersattning
from kundvalsdesk.services.arbetsenhet import enhet
from kundvalsdesk.services.demo import rader
from kundvalsdesk.services.overforing.inlasning import las_in
from kundvalsdesk.services.typer import ROLLER, Aktor

IDAG = date(2025, 7, 15)
ARET = [f"2024-{n:02d}" for n in range(7, 13)] + [f"2025-{n:02d}" for n in range(1, 7)]
AGARE = Aktor("demo", "demo", frozenset(ROLLER), agare=True)

GRUND = """
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
    SELECT i.id, i.nyckel, m.namn, m.forsta, i.sist, i.ore, i.sist <= m.sista AS ar_sista,
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
)
"""

BETALT = (
    GRUND
    + """, belopp AS (
    SELECT korning, nyckel, namn,
        CASE WHEN dagar = hela THEN ore ELSE min(ore, CAST((2 * ore * dagar + 30) / 60 AS INTEGER)) END AS ore,
        'manad' AS typ FROM klar
    UNION ALL
    SELECT k.korning, k.nyckel, k.namn,
        CAST((2 * k.ore * min(14, julianday(i.slut) - julianday(i.sist)) + 30) / 60 AS INTEGER),
        'avbrott'
    FROM klar k JOIN i ON i.id = k.id JOIN slutrapport s ON s.insats_id = k.id
    WHERE k.ar_sista AND i.avslutstyp = 'avbruten' AND i.slut > i.sist
    AND i.avslutsorsak IN ('flytt', 'sjukdom', 'lang_ledighet', 'oforutsett', 'tidsbrist', 'utebliven_progression',
        'kund_avbryter')
    AND s.inkommen <= date(i.sist, '+14 days')
)
SELECT korning, nyckel, namn, typ, ore FROM belopp WHERE korning IS NOT NULL
"""
)

EJ = (
    GRUND
    + """SELECT k.namn, r.nyckel, r.namn FROM klar r JOIN m k ON k.forsta >= r.forsta
WHERE r.korning IS NULL OR r.korning > k.namn
"""
)
"""Each run from the month's own on that does not pay it, nor is one after that has."""


def test_a_year_adds_up_with_a_reckoning_in_sql(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling
) -> None:
    databas = ny_databas("sqlite")
    assert las_in(databas, AGARE, regelverk, IDAG, rader(IDAG)).fel == ()
    with databas.engine.connect() as anslutning:
        utan = "SELECT count(*) FROM insats WHERE slut IS NULL AND start IS NOT NULL AND NOT historik"
        assert anslutning.execute(text(utan)).scalar() == 0
        borde = {tuple(rad[:4]): Decimal(rad[4]).scaleb(-2) for rad in anslutning.execute(text(BETALT))}
        borde_ej = {tuple(rad) for rad in anslutning.execute(text(EJ))}
    har: dict[tuple[str, ...], Decimal] = {}
    ej: set[tuple[str, ...]] = set()
    for m in ARET:
        with enhet(databas, AGARE, regelverk, IDAG) as e:
            svar = ersattning.rakna(e, m)
        # Every other run is made final: what the others give is the same all the same.
        if int(m[5:]) % 2 == 0:
            with enhet(databas, AGARE, regelverk, IDAG, skriv=True) as e:
                ersattning.forbered_och_faststall(e, svar)
        for r in svar.rader:
            nyckel = (m, r.insats, r.avser_manad, "avbrott" if r.avbrott else "manad")
            assert nyckel not in har
            har[nyckel] = r.belopp
        ej |= {(m, x.insats, x.avser_manad) for x in svar.ej if x.skal != SLUTRAPPORT_SEN}
    arets = {k: v for k, v in borde.items() if k[0] in ARET}
    assert har == arets and sum(har.values()) == sum(arets.values())
    assert ej == {x for x in borde_ej if x[0] in ARET}
    assert len(har) > 1000 and len(ej) > 40
    assert any(typ == "avbrott" for *_, typ in har) and any(m != avser for m, _, avser, _ in har)

"""What progression and chains of insatser are drawn from in a shared database: a view of the owner's for those who get
figures, protected kunder among its rows and none of them said to be (models.ratter.statistik).

Steps of the scale as numbers, and nothing that anybody wrote. Which insatser are of one kund is told by a number that
is drawn for each reading: it is found nowhere else, and is another the next time.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA
from .sats import kor
from .statistik import FAR

PROGRESSIONSVY = f"{SCHEMA}.progression"
PROGRESSIONSKOLUMNER = (
    "kund", "kod", "anordnare_id", "kundansvarig_id", "start", "sista_dag", "avslutsorsak", "historik", "malgrupp",
    "kundens", "planer", "rapporter", "slutsteg",
)  # fmt: skip
"""`kundens`: how many insatser the kund has begun. `planer`: version/start/goal of each that says anything,
`rapporter`: month/step; with ; between them."""


def gor_progression(anslutning: Connection) -> None:
    namn = ", ".join(f"'{r}'" for r in FAR)
    kor(
        anslutning,
        f"CREATE VIEW {PROGRESSIONSVY} WITH (security_barrier) AS SELECT"
        " dense_rank() OVER (ORDER BY md5(i.kund_id::text || clock.nu::text), i.kund_id) AS kund,"
        " i.kod, i.anordnare_id, i.kundansvarig_id, i.start, i.sista_dag, i.avslutsorsak, i.historik, k.malgrupp,"
        " count(*) OVER (PARTITION BY i.kund_id) AS kundens, p.planer, r.rapporter, s.skalsteg AS slutsteg"
        " FROM (SELECT clock_timestamp() AS nu OFFSET 0) clock CROSS JOIN public.insats i"
        " LEFT JOIN public.kund k ON k.id = i.kund_id"
        " LEFT JOIN (SELECT insats_id, string_agg(nummer || '/' || coalesce(skalsteg_start::text, '') || '/' ||"
        " coalesce(skalsteg_mal::text, ''), ';') AS planer FROM public.genomforandeplan"
        " WHERE coalesce(skalsteg_start, skalsteg_mal) IS NOT NULL GROUP BY insats_id) p ON p.insats_id = i.id"
        " LEFT JOIN (SELECT insats_id, string_agg(manad || '/' || skalsteg, ';') AS rapporter"
        " FROM public.manadsrapport WHERE skalsteg IS NOT NULL GROUP BY insats_id) r ON r.insats_id = i.id"
        " LEFT JOIN public.slutrapport s ON s.insats_id = i.id"
        f" WHERE i.start IS NOT NULL AND (SELECT coalesce({SCHEMA}.roll() IN ({namn}), false) OR {SCHEMA}.ager())",
    )
    kor(anslutning, f"REVOKE ALL ON {PROGRESSIONSVY} FROM PUBLIC")
    kor(anslutning, f"GRANT SELECT ON {PROGRESSIONSVY} TO {', '.join(FAR)}")

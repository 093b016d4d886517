"""What Jämföraren counts in a year, per anordnare: the same statement on both engines.

Without protected kunder, whoever asks: whoever works with cases sees all others and counts them, so a figure with them
in it would tell how many they are.
"""

from __future__ import annotations

from ..rules.jamforare import EGEN_FORSORJNING

_NAMN = ", ".join(f"'{o}'" for o in EGEN_FORSORJNING)
_SATS = """SELECT +i.anordnare_id AS anordnare_id, count(DISTINCT i.kund_id) AS kunder,
    count(CASE WHEN {klar} THEN 1 END) AS klara, coalesce(sum(CASE WHEN {klar} THEN {dagar} END), 0) AS dagar
FROM {s}insats i
WHERE i.skydd IS NULL AND i.anordnare_id IS NOT NULL AND i.start <= {till}
    AND (i.sista_dag IS NULL OR (i.sista_dag >= {fran} AND i.sista_dag >= i.start))
GROUP BY 1"""
"""With a sign before it, so that SQLite reads the table from end to end: by the index of anordnare it would fetch row
after row, and be eight times slower."""
_KLAR = f"i.sista_dag BETWEEN {{fran}} AND {{till}} AND i.avslutsorsak IN ({_NAMN})"


def sats(fran: str, till: str, dagar: str, schema: str = "") -> str:
    """`fran` and `till`: expressions for the first and last day; `dagar`: for the days of an insats, both ends
    counted.

    Columns: anordnare, kunder, those who ended in egen försörjning, and their days together.
    """
    delar = {"klar": _KLAR.format(fran=fran, till=till), "fran": fran, "till": till, "dagar": dagar}
    return _SATS.format(**delar, s=f"{schema}." if schema else "")

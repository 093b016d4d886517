"""Words of the kundenkät."""

from __future__ import annotations

FORKLARING = (
    "Nöjda har svarat 4 eller 5, missnöjda 1 eller 2. Andelar är hela procent av dem som har svarat på frågan, "
    "avrundade uppåt vid en halv.",
    "Resultat visas bara för grupper med minst fem svar. Mindre anordnare står tillsammans i gruppen färre än fem "
    "svar; har de tillsammans för få svar är de inte med i någon siffra, inte heller i summorna.",
    "Ett streck står också där ett svar annars kunde räknas fram ur de andra siffrorna.",
)
KORT = (
    "Grupper med färre än fem svar visas inte var för sig. Ett streck kan stå för ett resultat som annars gick att "
    "räkna fram ur de andra siffrorna."
)


def lage_ord(utskick: object, stangd: object) -> str:
    """How far one has come."""
    if stangd is not None:
        return f"svaren inlästa {stangd}"
    return f"utskickslistan dragen {utskick}" if utskick is not None else "frågorna skrivna"

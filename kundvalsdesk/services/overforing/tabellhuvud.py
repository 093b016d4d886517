"""The header of a sheet, and the rows below it as values: which cell is which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .blad import Blad
from .kontroller import Anmarkning
from .tolkning import Cellfel, Tolk, stada, tolk_for, visa


@dataclass
class Huvud:
    """What the header says. `fel`: what is wrong with it; without `lasbart` the rows below mean nothing."""

    tolkar: list[tuple[int, str, Tolk]]
    tom: dict[str, Any]
    bredd: int
    fel: list[Anmarkning] = field(default_factory=list)
    lasbart: bool = True
    om_personer: bool = False

    def tolka(self, celler: Sequence[str]) -> tuple[dict[str, Any], list[Anmarkning]]:
        """The values of a row by column (None = empty), and what is wrong with its cells."""
        varden = self.tom.copy()
        fel: list[Anmarkning] = []
        antal = len(celler)
        for plats, namn, tolk in self.tolkar:
            if plats >= antal:
                continue
            cell = celler[plats]
            if not cell:
                continue
            cell = stada(cell)
            if not cell:
                continue
            try:
                varden[namn] = tolk(cell)
            except Cellfel as orsak:
                fel.append(Anmarkning(namn, orsak.utan if self.om_personer else str(orsak)))
        if antal > self.bredd and any(stada(c) for c in celler[self.bredd :]):
            mening = f"Raden har {antal} celler men rubrikraden bara {self.bredd}."
            fel.append(Anmarkning("", mening + " Finns skiljetecknet inne i en cell ska cellen stå inom citattecken."))
        return varden, fel


def las_huvud(blad: Blad, rubrik: Sequence[str], koder: dict[str, tuple[str, ...]]) -> Huvud:
    """Matches the header row with the columns of the sheet. `koder`: codes that the rule sets decide."""
    namnen = [stada(r) for r in rubrik]
    while namnen and not namnen[-1]:
        namnen.pop()
    huvud = Huvud([], {k.namn: None for k in blad.kolumner}, len(namnen), om_personer=blad.namn == "kunder")
    if not namnen:
        huvud.fel.append(Anmarkning("", "Bladet har ingen rubrikrad."))
        huvud.lasbart = False
        return huvud
    if not any(n in blad.index for n in namnen):  # probably the first person stands there: repeat nothing of it
        kanda = ", ".join(blad.index)
        huvud.fel.append(Anmarkning("", f"Första raden är ingen rubrikrad. Kolumner i {blad.namn} är: {kanda}."))
        huvud.lasbart = False
        return huvud
    sedda: set[str] = set()
    for plats, namn in enumerate(namnen):
        kolumn = blad.index.get(namn)
        if kolumn is None:
            kanda = ", ".join(blad.index)
            mening = f"Kolumnen ”{visa(namn)}” är okänd. Kolumner i {blad.namn} är: {kanda}."
            if not namn:
                mening = f"Kolumn {plats + 1} har ingen rubrik."
            huvud.fel.append(Anmarkning(visa(namn), mening))
            continue
        if namn in sedda:
            huvud.fel.append(Anmarkning(namn, f"Kolumnen {namn} finns två gånger."))
            continue
        sedda.add(namn)
        huvud.tolkar.append((plats, namn, tolk_for(kolumn, koder.get(namn, ()))))
    return huvud

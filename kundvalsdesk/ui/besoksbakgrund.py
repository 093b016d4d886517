"""What there is beside a visit, below it: how the anordnare is reached, figures of stickprov, the visits before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from kundvalsdesk.services.besoktyper import Besoksbakgrund
from kundvalsdesk.texter.besok import lage_ord, punkter_ord
from kundvalsdesk.texter.datum import datum_langt
from kundvalsdesk.ui.bitar import knapp, rad, text


def visa_bakgrund(om: QVBoxLayout, b: Besoksbakgrund, protokoll: Callable[[int], None]) -> None:
    """`protokoll`: shows that of another visit, by its number."""
    if b.kontakt:
        om.addWidget(text("Anordnaren", "fet"))
        for rubrik, ord_ in b.kontakt:
            om.addWidget(text(f"{rubrik}: {ord_}", "liten", bryt=True, markera=True))
    if b.stickprov:
        om.addWidget(text("Stickprovens utfall", "fet"))
    for s in b.stickprov:
        vilka = f"{s.anordnare or 'alla anordnare'}, {s.fran} – {s.till}"
        om.addWidget(text(f"Stickprov {s.nummer} ({vilka})", "litenfet", bryt=True))
        for u in s.utfall:
            ord_ = f"{u.fraga.fraga} Ja {u.ja} · Nej {u.nej} · Ej tillämpligt {u.ej}"
            om.addWidget(text(ord_, "liten", bryt=True, markera=True))
    if b.tidigare:
        om.addWidget(text("Tidigare besök hos anordnaren", "fet"))
    for r in b.tidigare:
        nar, punkter = datum_langt(r.start.date()), punkter_ord(r.oppna_punkter)
        ord_ = f"{nar}, {r.kundval} {r.ar}: {lage_ord(r.lage, r.flyttat, r.signerad, r.protokoll)}"
        lad = rad(text(ord_ + (f", {punkter} att följa upp" if punkter else ""), "liten", bryt=True), mellan=8)
        lad.setStretch(0, 1)
        k = knapp("Protokoll", roll="diskret", namn=f"Protokoll från {nar}")
        k.clicked.connect(partial(protokoll, r.id))
        lad.addWidget(k)
        om.addLayout(lad)

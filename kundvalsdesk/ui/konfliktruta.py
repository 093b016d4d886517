"""What a conflict shows: who saved in between and when, and only the fields that differ, mine beside theirs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout

from kundvalsdesk.fel import Konflikt
from kundvalsdesk.texter.datum import tid_ord
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text


class Konfliktruta(QFrame):
    ta_deras = Signal()

    def __init__(
        self, fel: Konflikt, rubriker: dict[str, str], valord: dict[str, str], *, kvar: bool, ta: bool = True
    ) -> None:
        """`valord`: what the codes of the form's choices are called; `ta`: what is saved can be taken into it."""
        super().__init__()
        self.setProperty("roll", "varning")
        lad = kolumn(mellan=8, kant=(14, 12, 14, 12))
        lad.addWidget(text(fel.mening, "litenfet", bryt=True))
        vem = " ".join(d for d in (fel.vem, tid_ord(fel.nar) if fel.nar else "") if d)
        if vem and not (fel.vem and fel.vem in fel.mening):  # said once
            lad.addWidget(text(f"Sparat av {vem}" if fel.vem else f"Sparat {vem}", "liten", bryt=True))
        som_val = {ord_.casefold(): ord_ for ord_ in valord.values()}

        def varde(v: str) -> str:
            """Written as the form writes it."""
            return valord.get(v) or som_val.get(v.casefold()) or v or "tomt"

        if fel.skillnader:
            galler = QGridLayout()
            galler.setHorizontalSpacing(12)
            galler.setVerticalSpacing(4)
            for kolumn_, ord_ in enumerate(("", "Ditt", "Nu sparat")):
                galler.addWidget(text(ord_, "litenfet"), 0, kolumn_)
                galler.setColumnStretch(kolumn_, 1)
            for nr, s in enumerate(fel.skillnader, 1):
                galler.addWidget(
                    text(rubriker.get(s.falt, s.falt), "liten", bryt=True), nr, 0, Qt.AlignmentFlag.AlignTop
                )
                galler.addWidget(text(varde(s.mitt), "liten", bryt=True), nr, 1, Qt.AlignmentFlag.AlignTop)
                galler.addWidget(text(varde(s.deras), "liten", bryt=True), nr, 2, Qt.AlignmentFlag.AlignTop)
            lad.addLayout(galler)
        if not kvar:
            lad.addWidget(text("Steget kan inte längre tas. Det du skrev står kvar här, så att du kan kopiera det.",
                               "liten", bryt=True))  # fmt: skip
        elif fel.skillnader and ta:
            lad.addLayout(rad(knapp("Ta det som är sparat", self.ta_deras.emit), None))
        self.setLayout(lad)
        self.setAccessibleName(f"Konflikt. {fel.mening}")

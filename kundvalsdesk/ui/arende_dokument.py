"""The tab of documents: what has been issued, to look at, print, save and send; and what can be issued now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QPushButton

from kundvalsdesk.services.arendeposter import Post, Poster
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.dokumenttyper import Brevforslag, Mojliga, Utgivet
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.bitar import knapp
from kundvalsdesk.ui.postflik import Postflik
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import valj_plats

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.dokument_nytt import NyttDokument

Lagrat = tuple[str, bytes, str]
"""Number, PDF and suggested file name."""


class Dokumentflik(Postflik):
    KOD = "dokument"
    LISTNAMN = "Utfärdade dokument, det senaste först"
    TOMT = (
        "Inga dokument ännu",
        "Välj Nytt dokument och vad det ska vara. Du ser sidorna först; när du utfärdar dokumentet numreras det och "
        "sparas i ärendet.",
    )

    def __init__(self, s: Sammanhang, insats: str) -> None:
        super().__init__(s, insats)
        self.nytt: NyttDokument | None = None

    def _nyknappar(self, p: Poster) -> list[QPushButton]:
        utdrag = knapp("Registerutdrag …", self.valj_utdrag, tips="Allt som finns om kunden, till kunden")
        return [knapp("Nytt dokument …", self.valj_slag), utdrag]

    def _postknappar(self, post: Post) -> list[QPushButton]:
        skicka = [] if post.mediatyp == "intern" else [knapp("Skicka …", lambda: self.skicka(post.id))]
        return [
            knapp("Visa", lambda: self.visa_dokument(post), tips="Läs, skriv ut, spara eller skicka"),
            knapp("Skriv ut …", lambda: self._med_dokument(post.id, self._skriv_ut)),
            knapp("Spara som …", lambda: self._med_dokument(post.id, self._spara_som)),
            *skicka,
        ]

    # --- all that is held about the kund -----------------------------------------------------------------------------

    def valj_utdrag(self) -> None:
        fil = valj_plats(
            self, "Spara registerutdraget", f"registerutdrag_{self.insats}.pdf", "PDF, att läsa (*.pdf);;"
            "JSON, maskinläsbart och med filerna (*.json)", ".json",
        )  # fmt: skip
        if fil is not None:
            self.spara_utdrag(fil)

    def spara_utdrag(self, fil: Path) -> None:
        insats = self.insats

        def jobb(e: Arbetsenhet) -> Andring:
            return dokumenttjanster.registerutdrag(e, insats, fil)

        def klar(_: Andring) -> None:
            self._klart(f"Sparat som {fil.name}. Gå igenom det före utlämnandet: det kan handla om andra också")

        self._s.arbetare.kor(jobb, klar, self.visa_fel, skriv=True)

    # --- an issued one ----------------------------------------------------------------------------------------------

    def _med_dokument(self, dokument_id: int, gor: Callable[[Lagrat], None]) -> None:
        def jobb(e: Arbetsenhet) -> Lagrat:
            return dokumenttjanster.las_dokument(e, dokument_id)

        self._s.arbetare.kor(jobb, gor, self.visa_fel, skriv=True)  # one with a protected name is logged

    def visa_dokument(self, post: Post) -> None:
        def klar(d: Lagrat) -> None:
            from kundvalsdesk.ui.dokument_dialog import DokumentDialog

            dialog = DokumentDialog(self, self._s, *d, skickas=post.mediatyp != "intern")
            dialog.skicka.connect(lambda: self.skicka(post.id, dialog))
            self._oppna_visare(dialog)

        self._med_dokument(post.id, klar)

    def _skriv_ut(self, d: Lagrat) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        dialog = DokumentDialog(self, self._s, *d)
        dialog.skriv_ut()
        dialog.deleteLater()

    def _spara_som(self, d: Lagrat) -> None:
        vag = valj_plats(self, "Spara dokumentet", d[2], "PDF (*.pdf)")
        if vag is not None:
            self.spara_till(d[1], vag)

    # --- sent -------------------------------------------------------------------------------------------------------

    def skicka(self, dokument_id: int, vem: QDialog | None = None) -> None:
        """`vem`: the dialog that it is asked for from, if any."""
        insats = self.insats

        def jobb(e: Arbetsenhet) -> Brevforslag:
            return dokumenttjanster.dokument_brev(e, insats, dokument_id)

        def klar(b: Brevforslag) -> None:
            from kundvalsdesk.ui.dokument_brev import Brevdialog

            dialog = Brevdialog(vem or self.window(), self._s, insats, b)
            dialog.sparad.connect(self.andrad)
            dialog.finished.connect(dialog.deleteLater)
            if vem is None:
                dialog.finished.connect(lambda _: self.fokusera())
            dialog.open()

        self._s.arbetare.kor(jobb, klar, self.visa_fel)

    # --- a new one --------------------------------------------------------------------------------------------------

    def valj_slag(self) -> None:
        insats = self.insats

        def jobb(e: Arbetsenhet) -> Mojliga:
            return dokumenttjanster.dokument_mojliga(e, insats)

        self._s.arbetare.kor(jobb, self._visa_slagen, self.visa_fel, token="nytt_dokument")  # noqa: S106

    def _visa_slagen(self, m: Mojliga) -> None:
        from kundvalsdesk.ui.dokument_nytt import NyttDokument

        self.nytt = dialog = NyttDokument(self.window(), self._s, self.insats, m)
        dialog.steg.connect(self._till_steget)
        dialog.utfardat.connect(self._utfardat)
        dialog.skicka.connect(self.skicka)
        dialog.finished.connect(self._nytt_stangt)
        dialog.open()

    def _till_steget(self, steg: Stegval) -> None:
        """Issued by a step of the case: that has the page to itself."""
        self.steg.emit(steg)

    def _utfardat(self, ut: Utgivet) -> None:
        self._kanda = {r.nyckel for r in self.modell.rader}
        self._klart(f"Sparat: {ut.nummer} är utfärdat" if ut.ny else f"{ut.nummer} sa redan detta")
        self.andrad.emit(ut.andring)

    def _nytt_stangt(self) -> None:
        if self.nytt is not None:
            self.nytt.deleteLater()
            self.nytt = None
        if self.isVisible():
            self.fokusera()

"""F1: the keys and the words of the program, on one page, without a network."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from kundvalsdesk.ui.bitar import knapp, kolumn, kort, rad, rullyta, text
from kundvalsdesk.ui.former import rita_form
from kundvalsdesk.ui.rail import RUM, TANGENTER
from kundvalsdesk.ui.tema import Tema

_VEMS = {
    "forlangningar": "arbetsledare",
    "arbetslage": "arbetsledare",
    "ersattning": "karriärvägledare och arbetsledare",
    "statistik": "arbetsledare, kvalitetsutvecklare och kundkoordinator",
    "uppfoljning": "kvalitetsutvecklare och arbetsledare",
    "logg": "dataskyddssamordnare",
    "skotsel": "systemspecialist",
}


def _rummen() -> list[tuple[str, str]]:
    """The rooms that most roles have on one line; after them those of one role, by the key that each has."""
    nycklar = {kod: (TANGENTER[kod], ord_) for kod, ord_ in RUM}
    allas = [v for kod, v in nycklar.items() if kod not in _VEMS]
    rader = [(f"{allas[0][0]}  …  {allas[-1][0]}", ", ".join(ord_ for _, ord_ in allas))]
    for roll in dict.fromkeys(_VEMS.values()):
        egna = [v for kod, v in nycklar.items() if _VEMS.get(kod) == roll]
        rader.append(("  ".join(t for t, _ in egna), f"{' och '.join(ord_ for _, ord_ in egna)} ({roll})"))
    return rader


GENVAGAR = (
    ("Ctrl+K", "Sök i allt: ärenden, anordnare, anteckningar, rapporter"),
    ("Ctrl+B", "Notiser: vad som har hänt i det som är ditt"),
    ("Ctrl+F", "Filtrera listan som visas"),
    ("↑ ↓  PgUp PgDn  Home End", "Gå i listan"),
    ("Enter", "Öppna det som är valt, vid det steg som ska tas"),
    ("Ctrl+Enter", "Ta nästa steg; i ett formulär: spara"),
    ("Esc", "Stäng formuläret, gå tillbaka, rensa filter"),
    *_rummen(),
    ("Alt+K  Alt+Y", "I Ersättning: kontrollera en faktura mot körningen; årets budget"),
    ("Alt+E", "I Ersättning, vid det som saknas: e-post till anordnaren"),
    ("Alt+B  Alt+A  Alt+U", "I Ersättning: förbered körningen, fastställ den, lämna ut filer och besked"),
    ("Alt+L", "I Ärenden: lämna över det som är markerat"),
    ("Alt+R  Alt+N", "I Anordnare: allt om den valda, flik för flik (Alt+1 … Alt+5); lägg till en ny"),
    ("Alt+T", "I Anordnare: åtgärder efter brister"),
    ("Alt+J", "I Statistik: jämför med året före"),
    ("Alt+K", "I Statistik: kundenkäten, dess frågor, utskick, svar och resultat"),
    ("Alt+1  Alt+2  Alt+N", "I Uppföljning: det som är att göra, alla planer; lägg upp en ny"),
    ("Alt+P", "I Uppföljning: kontrollpunkterna; där Alt+N ny, Alt+A ändra, Alt+D ta bort, Alt+U utskick"),
    ("Alt+I", "I Uppföljning: stickproven; där Alt+N beställ, Alt+D dra, Alt+S granska, Alt+K klart, Alt+O dra om"),
    ("Alt+T", "I Uppföljning: åtgärderna; där Alt+N ny, Alt+G nästa, Alt+F följ upp, Alt+T annat steg, Ctrl+P brevet"),
    ("Alt+V", "I Uppföljning: verksamhetsbesöken; där Alt+N nytt, Alt+S skriv, Alt+H hållet, Alt+G signera, Alt+L ut"),
    ("Alt+Q", "I Uppföljning: kvalitetsrapporten; där Ctrl+I infogar ett tal, Ctrl+S sparar, Ctrl+P PDF, Alt+W Word"),
    ("Alt+R", "I Uppföljning: redovisningarna; där Alt+F och Alt+G sparar formulär, Ctrl+O tar emot, Alt+T tar in"),
    ("Alt+G", "I Uppföljning: granskningen; där 1–4 bedömer, Ctrl+Enter sparar, Alt+J de andra, Alt+F förra året"),
    ("Alt+K  Alt+A  Alt+S  Alt+B", "I Uppföljning: steget klart, ändra det, nytt steg; beslut och rapportering"),
    ("Alt+J", "I Anordnare, och där kunden väljer anordnare: jämför dem bredvid varandra"),
    ("Alt+F", "I Anordnare: förvalslistan; i ett ärende: fler åtgärder"),
    ("Ctrl+N", "Ny insats"),
    ("Alt+M  Alt+P", "Märk ärendet; påminn mig (bara du ser det)"),
    ("Alt+S", "Sparade filter i kön"),
    ("Ctrl+P", "Skriv ut kön som den är filtrerad; i ett dokument: skriv ut det"),
    ("Ctrl+F  Ctrl+PgDn", "I ett dokument: sök, nästa sida"),
    ("Alt+1  …  Alt+6", "Ärendets flikar; Ctrl+Tab går till nästa"),
    ("F5", "Hämta om"),
    ("F1", "Den här hjälpen"),
)
GRANSKNING = (
    ("Ctrl+Enter", "Godkänn; i en återremiss: skicka den"),
    ("Ctrl+R", "Återremittera: välj meningar med mellanslag, skriv egna"),
    ("Ctrl+↓  Ctrl+↑", "Nästa som väntar, den ovanför"),
    ("Ctrl+Z", "Ångra det senaste beslutet, eller det som visas"),
    ("D", "Skillnader mot förra, ord för ord"),
    ("1  2  3", "Plan, förra, ärende bredvid rapporten"),
    ("Alt+1  Alt+2  Alt+3", "Bedömning: fortsätter, justera planen, bör avslutas"),
    ("PgUp  PgDn", "Läs vidare i rapporten, också från listan"),
)
LJUS = (
    ("rod", "Försenat: dagen har passerat"),
    ("gul", "Brådskar: högst två arbetsdagar kvar"),
    ("gron", "I god tid"),
    ("vilande", "Väntar på någon annan"),
)
ORD = (
    ("Kö", "Det som är ditt att göra, det som ska göras först överst. En rad är en sak att göra."),
    ("Granskning", "Planer och rapporter som väntar på ditt beslut, med det som behövs för att bedöma dem bredvid."),
    ("Anmärkning", "I Granskning: något att titta på i en rapport, med källa. Den avgör ingenting; det gör du."),
    ("Anmärkning", "I Uppföljning: det som en anordnare får när en brist kvarstår. En arbetsledare beslutar den."),
    ("Parkerad", "Ett formulär som kom som utkast eller för tidigt. Du bestämmer om det tas in eller läggs undan."),
    ("Offlinepaket", "Det som väntar på granskning, eller besök, i en krypterad fil. Det du gör i den förs in sedan."),
    ("Bevakas", "Det som anordnare och kunder ska lämna i dina ärenden."),
    ("Frist", "En dag då något ska vara gjort. ”Varför?” visar regeln, dagarna som räknats och källan."),
    ("Återremittera", "Lämna tillbaka en plan eller rapport för komplettering, med skäl."),
    ("Avbrottsdokument", "Dokumentet som avslutar insatsen. När det är utfärdat ändras det aldrig."),
    ("Skyddade uppgifter", "Döljs överallt. Den som får visa dem gör det i ärendet, och det loggas."),
)


class _Form(QWidget):
    def __init__(self, tema: Tema, ljus: str) -> None:
        super().__init__()
        self._tema, self._ljus = tema, ljus
        self.setFixedSize(tema.px(16), tema.px(20))

    def paintEvent(self, _: QPaintEvent) -> None:
        p = QPainter(self)
        sida = self._tema.px(12)
        rita_form(p, QRectF(1, (self.height() - sida) / 2, sida, sida), self._ljus, self._tema.farg(self._ljus))
        p.end()


def _tangenter(rader: tuple[tuple[str, str], ...]) -> QWidget:
    w = QWidget()
    galler = QGridLayout(w)
    galler.setContentsMargins(0, 0, 0, 0)
    galler.setHorizontalSpacing(16)
    galler.setVerticalSpacing(6)
    galler.setColumnStretch(1, 1)
    for nr, (tangent, vad) in enumerate(rader):
        delar = [text(t, "tangent") for t in tangent.split()]
        galler.addLayout(rad(*delar, None, mellan=4), nr, 0)
        galler.addWidget(text(vad, bryt=True), nr, 1)
    return w


class Hjalpdialog(QDialog):
    def __init__(self, vem: QWidget, tema: Tema) -> None:
        super().__init__(vem)
        self.setWindowTitle("Hjälp")
        ljus = kolumn(*(rad(_Form(tema, lj), text(ord_), None, mellan=8) for lj, ord_ in LJUS), mellan=2)
        ordlista = kolumn(mellan=8)
        for ord_, betyder in ORD:
            ordlista.addLayout(kolumn(text(ord_, "fet"), text(betyder, "dampad", bryt=True), mellan=0))
        inre = QWidget()
        inre.setLayout(
            kolumn(
                kort("Tangenter", _tangenter(GENVAGAR)),
                kort("Tangenter i Granskning", _tangenter(GRANSKNING)),
                kort("Ljus", ljus),
                kort("Ord", ordlista),
                mellan=12,
                kant=(20, 20, 20, 20),
            )
        )
        stang = knapp("Stäng", self.accept, roll="primar", tips="Esc")
        lad = kolumn(mellan=0)
        lad.addWidget(rullyta(inre), 1)
        lad.addLayout(rad(None, stang, kant=(20, 10, 20, 16)))
        self.setLayout(lad)
        stang.setDefault(True)
        stang.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(tema.px(640), tema.px(760))

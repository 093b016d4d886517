"""Composition root of the window: everything is built here and handed over.

Qt is imported inside the functions, after it is known that there is a screen; SQLAlchemy, in the worker, after the
first paint.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kundvalsdesk.services.typer import Aktor, Framsteg

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from kundvalsdesk.models.motor import Adress, Databas
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Importresultat
    from kundvalsdesk.services.formularutkast import Utkastplats
    from kundvalsdesk.ui.arbetare import Oppnad, Rapportera
    from kundvalsdesk.ui.fonster import Fonster
    from kundvalsdesk.ui.oppning import Databasval, Oppnare

START_MS = 5000
SKRAP_MS = 1000


def kor_fonster(
    adress_text: str | None, idag: date | None, som: str | None, demo: bool, paket: Path | None = None
) -> int:
    """Shows the window until it is closed. Gives the exit status. `paket`: a package instead of a database."""
    from kundvalsdesk.ui.skarm import hinder

    if (skal := hinder()) is not None:
        sys.stderr.write(skal + "\n")
        return 1
    from PySide6.QtCore import QSettings, QTimer

    from kundvalsdesk.asyncio_senare import skjut_upp

    skjut_upp()
    # What a start makes lives on: looking for garbage among it waits until the queue has long been there.
    gc.disable()
    app = _gor_app(sys.argv[:1])
    QTimer.singleShot(START_MS, lambda: _stada(app))
    minne = QSettings("kundvalsdesk", "kundvalsdesk")
    dag = _dagens(idag)
    val: Databasval
    if paket is not None:
        val = Paketdatabas(paket, dag)
    else:
        val = Demodatabas(som, dag) if demo else VanligDatabas(adress_text, som, dag)
    fonster = _gor_fonster(app, minne, val, idag, demo=demo)
    fonster.show()
    try:
        return app.exec()
    finally:
        fonster.arbetare.stang()


def _stada(app: QApplication) -> None:
    """The start is over: what there is now is not looked through again, only what comes after, by this thread."""
    from PySide6.QtCore import QTimer

    from kundvalsdesk.skrap import samla

    gc.freeze()
    klocka = QTimer(app)
    klocka.timeout.connect(samla)
    klocka.start(SKRAP_MS)


def rita_skarmbilder(katalog: Path, idag: date | None) -> int:
    """Draws every main view of the demo to PNG files, without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kundvalsdesk.ui.skarm import hinder

    if (skal := hinder()) is not None:
        sys.stderr.write(skal + "\n")
        return 1
    import tempfile

    from PySide6.QtCore import QSettings

    from kundvalsdesk.ui.skarmbilder import Fotograf

    try:
        katalog.mkdir(parents=True, exist_ok=True)
    except OSError:
        sys.stderr.write(f"Mappen {katalog} går inte att skapa. Välj en annan mapp för bilderna.\n")
        return 1
    app = _gor_app(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="kundvalsdesk-bilder-") as mapp:
        # Pictures are the same for everyone: no remembered widths or window sizes.
        minne = QSettings(str(Path(mapp) / "minne.ini"), QSettings.Format.IniFormat)
        minne.setValue("tema", "ljus")
        fonster = _gor_fonster(app, minne, Demodatabas(None, _dagens(idag)), idag, demo=True)
        try:
            return Fotograf(app, fonster, katalog).ta_alla()
        finally:
            fonster.arbetare.stang()


def _dagens(idag: date | None) -> Callable[[], date]:
    return lambda: idag or date.today()


def _gor_app(argv: list[str]) -> QApplication:
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
    from PySide6.QtWidgets import QApplication

    QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    app = QApplication(argv)
    app.setApplicationName("kundvalsdesk")
    app.setApplicationDisplayName("Kundvalsdesk")
    app.setOrganizationName("kundvalsdesk")
    oversattare = QTranslator(app)
    if oversattare.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(oversattare)
    return app


def _gor_fonster(app: QApplication, minne: Any, val: Databasval, idag: date | None, *, demo: bool) -> Fonster:
    from kundvalsdesk.ui.arbetare import Arbetare
    from kundvalsdesk.ui.fonster import Fonster
    from kundvalsdesk.ui.tema import Tema

    tema = Tema(app, str(minne.value("tema", "system")))
    dag = _dagens(idag)
    fonster = Fonster(
        tema, Arbetare(app), minne, val, idag, demo=demo,
        oppna_paket=lambda fil, fras: Paketdatabas(fil, dag).oppna(fras),
    )  # fmt: skip

    def krok(_: type[BaseException], fel: BaseException, spar: TracebackType | None) -> None:
        if isinstance(fel, KeyboardInterrupt):
            app.quit()
        else:
            fonster.visa_krasch(fel.with_traceback(spar))

    # A bug in the GUI thread ends in the same dialog as one in the worker.
    sys.excepthook = krok
    return fonster


def _oppnad(
    databas: Databas,
    aktor: Aktor,
    idag: Callable[[], date],
    plats: str,
    *,
    stang: Callable[[], None] | None = None,
    byt: Callable[[str], Aktor] | None = None,
) -> Oppnad:
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.ui.arbetare import Oppnad

    regelverk = las_regelverk()

    def ny(aktor: Aktor, skriv: bool, handling_id: str | None) -> AbstractContextManager[Arbetsenhet]:
        return enhet(databas, aktor, regelverk, idag(), skriv=skriv, handling_id=handling_id)

    def las_in(kalla: Path, aktor: Aktor, rapportera: Rapportera) -> Importresultat:
        from kundvalsdesk.services import overforing

        return overforing.las_in(databas, aktor, regelverk, idag(), kalla, framsteg=rapportera)

    def skriv_ut(mal: Path, aktor: Aktor, rapportera: Rapportera) -> dict[str, int]:
        from kundvalsdesk.services import overforing

        return overforing.skriv_ut(databas, aktor, regelverk, idag(), mal, framsteg=rapportera)

    def kopiera(fil: Path, fras: str, aktor: Aktor, rapportera: Rapportera) -> int:
        from kundvalsdesk.services.sakerhetskopia import sakerhetskopiera

        return sakerhetskopiera(databas, aktor, regelverk, idag(), fil, fras, rapportera).antal

    return Oppnad(ny, stang or databas.stang, aktor, plats, byt, las_in, skriv_ut, kopiera)


def _aktor(databas: Databas, som: str | None) -> Aktor:
    from kundvalsdesk.services.arbetsenhet import aktor_for, lasning

    with lasning(databas) as anslutning:
        return aktor_for(anslutning, som)


def _utkastplats(adress: Adress) -> Utkastplats:
    from kundvalsdesk.services.formularutkast import plats_for

    return plats_for(adress)


def _klocka(databas: Databas) -> str:
    from kundvalsdesk.services.klocka import anmarkning

    return anmarkning(databas)


def _givet_losenord(databas: Databas) -> bool:
    from kundvalsdesk.services.inloggning import har_givet_losenord

    return har_givet_losenord(databas)


def _byt_losenord(databas: Databas, losenord: str) -> str:
    """A new password is for the connections to come, and for the keyring, if the old one was there."""
    from kundvalsdesk.fel import Databasfel
    from kundvalsdesk.services.inloggning import hamta_losenord, spara_losenord

    if databas.losenord is not None:
        databas.losenord.byt(losenord)
    if hamta_losenord(databas.adress) is not None:
        try:
            spara_losenord(databas.adress, losenord)
        except Databasfel as fel:
            return f"Lösenordet är bytt. {fel.mening}"
    return ""


class VanligDatabas:
    """The address that the user gave, or their own file."""

    def __init__(self, adress_text: str | None, som: str | None, idag: Callable[[], date]) -> None:
        self._text, self._som, self._idag = adress_text, som, idag
        self.far_valja = adress_text is None

    def _adress(self) -> Adress:
        from kundvalsdesk.models.motor import tolka_adress

        if self._text:
            return tolka_adress(self._text)
        from kundvalsdesk.services.anslutning import ihagkommen

        return tolka_adress(ihagkommen())

    def _fardig(self, databas: Databas) -> Oppnad:
        plats = "Lokal databas" if databas.adress.fil is not None else f"Delad databas: {databas.adress.visning}"
        try:
            oppnad = _oppnad(databas, _aktor(databas, self._som), self._idag, plats)
        except BaseException:
            databas.stang()
            raise
        oppnad.utkastplats = lambda: _utkastplats(databas.adress)
        oppnad.klocka = lambda: _klocka(databas)
        if databas.adress.fil is None:
            oppnad.delad = True
            oppnad.givet_losenord = lambda: _givet_losenord(databas)
            oppnad.nytt_losenord = lambda losenord: _byt_losenord(databas, losenord)
            from kundvalsdesk.services.lyssning import Lyssnare

            oppnad.lyssna = lambda mottagare: Lyssnare(databas, mottagare)
        return oppnad

    def oppna(self, nyckel: str | None = None, *, spara: bool = False) -> Oppnare:
        def jobb(_: Rapportera) -> Oppnad:
            from kundvalsdesk.services.databas import oppna

            adress = self._adress()
            oppnad = self._fardig(oppna(adress, nyckel))
            if spara and nyckel:
                from kundvalsdesk.fel import Databasfel
                from kundvalsdesk.services.inloggning import spara_losenord
                from kundvalsdesk.services.nycklar import spara_nyckel

                try:
                    (spara_nyckel if adress.fil is not None else spara_losenord)(adress, nyckel)
                except Databasfel:  # a machine without a keyring: the phrase is asked for next time too
                    vad = "lösenfrasen" if adress.fil is not None else "lösenordet"
                    oppnad.plats += f" · {vad} kunde inte sparas i nyckelringen"
            return oppnad

        return jobb

    def skapa(self, nyckel: str | None = None) -> Oppnare:
        def jobb(_: Rapportera) -> Oppnad:
            from kundvalsdesk.services.databas import skapa

            return self._fardig(skapa(self._adress(), nyckel))

        return jobb

    def uppgradera(self, nyckel: str | None = None) -> Oppnare:
        def jobb(_: Rapportera) -> Oppnad:
            from kundvalsdesk.services.databas import oppna, uppgradera

            adress = self._adress()
            uppgradera(adress, nyckel)
            return self._fardig(oppna(adress, nyckel))

        return jobb


class Paketdatabas:
    """An offline package as the only database: no connection, one user, and nothing but reviewing."""

    far_valja = False

    def __init__(self, fil: Path, idag: Callable[[], date]) -> None:
        self._fil, self._idag = fil, idag

    def oppna(self, nyckel: str | None = None, *, spara: bool = False) -> Oppnare:
        def jobb(_: Rapportera) -> Oppnad:
            from kundvalsdesk.fel import Databasfel
            from kundvalsdesk.services.paket.fil import oppna_paket, prova_filen

            try:
                prova_filen(self._fil)
                if not nyckel:
                    raise Databasfel("paketfras", "Paketet är krypterat. Skriv lösenfrasen som du valde för det.")
                databas, info = oppna_paket(self._fil, nyckel)
            except Databasfel as fel:  # what helps a database (create it, upgrade it) does not help a package
                raise Databasfel(fel.kod if fel.kod in ("paketfras", "fras_fel") else "paketfel", fel.mening) from None
            if info.stangt:
                databas.stang()
                raise Databasfel(
                    "paketfel",
                    "Paketet håller på att läsas in på arbetsplatsen. Läs in det igen där, så blir det klart.",
                )
            oppnad = _oppnad(databas, info.aktor, self._idag, "Offlinepaket")
            oppnad.las_in = oppnad.skriv_ut = None
            oppnad.paket = info
            return oppnad

        return jobb

    def skapa(self, nyckel: str | None = None) -> Oppnare:
        return self.oppna(nyckel)

    def uppgradera(self, nyckel: str | None = None) -> Oppnare:
        return self.oppna(nyckel)


class Demodatabas:
    """A temporary encrypted database of made-up people. Nothing of it is left at the end."""

    far_valja = False

    def __init__(self, som: str | None, idag: Callable[[], date]) -> None:
        self._som, self._idag = som, idag

    def oppna(self, nyckel: str | None = None, *, spara: bool = False) -> Oppnare:
        return self._gor

    def skapa(self, nyckel: str | None = None) -> Oppnare:
        return self._gor

    def uppgradera(self, nyckel: str | None = None) -> Oppnare:
        return self._gor

    def _gor(self, rapportera: Rapportera) -> Oppnad:
        import secrets
        import tempfile

        from kundvalsdesk.models.motor import tolka_adress
        from kundvalsdesk.services.databas import skapa
        from kundvalsdesk.services.demo import INLOGGAD

        rapportera(Framsteg(0, 0, "Skapar demodatabasen …"))
        # Files that the system still holds open must not stop the end of the program.
        mapp = tempfile.TemporaryDirectory(prefix="kundvalsdesk-demo-", ignore_cleanup_errors=True)
        try:
            databas = skapa(tolka_adress(str(Path(mapp.name) / "demo.db")), secrets.token_hex(32))
            try:
                self._fyll(databas, rapportera)
                aktor = _aktor(databas, self._som or INLOGGAD)
            except BaseException:
                databas.stang()
                raise
        except BaseException:
            mapp.cleanup()
            raise

        def stang() -> None:
            databas.stang()
            mapp.cleanup()

        def byt(anvandare: str) -> Aktor:
            return _aktor(databas, anvandare)

        oppnad = _oppnad(databas, aktor, self._idag, "Demo, tillfällig databas", stang=stang, byt=byt)
        oppnad.efterat = lambda: self._efterat(databas)
        utkastnyckel = secrets.token_hex(32)

        def utkastplats() -> Utkastplats:
            from kundvalsdesk.services.formularutkast import Utkastplats

            return Utkastplats("demo", Path(mapp.name), utkastnyckel)

        oppnad.utkastplats = utkastplats
        return oppnad

    def _efterat(self, databas: Databas) -> None:
        from kundvalsdesk.services.arbetsenhet import enhet, transaktion
        from kundvalsdesk.services.demo import (
            INLOGGAD,
            anordnarord,
            arendeord,
            atgarder,
            granskade,
            nyligen,
            redovisade,
        )
        from kundvalsdesk.services.demo.parkerade import parkera
        from kundvalsdesk.services.regelverk import las_regelverk

        with transaktion(databas, skriv=True) as session:
            anordnarord.skriv(session, self._idag())
            arendeord.skriv(session, self._idag())
        aktor = _aktor(databas, INLOGGAD)
        parkera(lambda: enhet(databas, aktor, las_regelverk(), self._idag(), skriv=True))
        kvalitet = _aktor(databas, redovisade.VEM)
        redovisade.redovisa(lambda: enhet(databas, kvalitet, las_regelverk(), self._idag(), skriv=True))
        with enhet(databas, kvalitet, las_regelverk(), self._idag(), skriv=True) as e:
            granskade.granska(e)
        with transaktion(databas, skriv=True) as session:
            atgarder.lagg_atgarder(session, las_regelverk(), self._idag())
        with transaktion(databas, skriv=True) as session:
            nyligen.skriv(session, self._idag())

    def _fyll(self, databas: Databas, rapportera: Rapportera) -> None:
        from kundvalsdesk.services.arbetsenhet import transaktion
        from kundvalsdesk.services.demo import rader, skriv_texter
        from kundvalsdesk.services.overforing.inlasning import las_in
        from kundvalsdesk.services.regelverk import las_regelverk

        rapportera(Framsteg(0, 0, "Hittar på kunder och ärenden …"))
        idag = self._idag()
        resultat = las_in(databas, _aktor(databas, None), las_regelverk(), idag, rader(idag), framsteg=rapportera)
        if resultat.fel:  # our own rows: a fault in them is a bug of ours
            raise RuntimeError(f"{len(resultat.fel)} faults in the demo rows")
        with transaktion(databas, skriv=True) as session:
            skriv_texter(session, las_regelverk(), idag)

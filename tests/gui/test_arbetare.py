"""The database worker: answers on GUI thread, stale ones dropped, calm errors and bugs told apart, work stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from gui.latsas import Latsas
from PySide6.QtWidgets import QDialog
from shiboken6 import delete

from kundvalsdesk.fel import Databasfel, KundvalsdeskFel
from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.ui.arbetare import Arbetare, Oppnad, Rapportera, Stoppad
from kundvalsdesk.ui.kraschdialog import kodplats


@pytest.fixture
def oppen(qtbot: Any, arbetare: Arbetare) -> Arbetare:
    klara: list[Oppnad] = []
    arbetare.oppna(Latsas().oppna(), klara.append)
    qtbot.waitUntil(lambda: bool(klara))
    return arbetare


def test_jobs_run_in_the_worker_and_answers_come_on_the_gui_thread(qtbot: Any, oppen: Arbetare) -> None:
    trad: list[tuple[str, str]] = []
    oppen.kor(
        lambda e: threading.current_thread().name, lambda namn: trad.append((namn, threading.current_thread().name))
    )
    qtbot.waitUntil(lambda: bool(trad))
    assert trad == [("databas", "MainThread")]


def test_what_was_read_for_a_dialog_that_is_closed_is_told_to_nobody(qtbot: Any, oppen: Arbetare) -> None:
    fel: list[object] = []
    oppen.bugg.connect(fel.append)
    slapp, dialog = threading.Event(), QDialog()
    oppen.kor(lambda e: slapp.wait(5), lambda _: dialog.open())
    delete(dialog)
    with qtbot.captureExceptions() as kast:
        slapp.set()
        qtbot.waitUntil(lambda: oppen.ledig)
    assert fel == [] and kast == []


def test_stale_answers_are_dropped(qtbot: Any, oppen: Arbetare) -> None:
    svar: list[int] = []
    slapp = threading.Event()
    oppen.kor(lambda e: slapp.wait(5), lambda _: svar.append(0), token="sok")
    korda: list[int] = []

    def jobb(n: int) -> Callable[[Any], int]:
        def kor(e: Any) -> int:
            korda.append(n)
            return n

        return kor

    for n in (1, 2, 3):
        oppen.kor(jobb(n), svar.append, token="sok")
    oppen.kor(jobb(4), svar.append)
    slapp.set()
    qtbot.waitUntil(lambda: oppen.ledig)
    assert svar == [3, 4]
    assert korda == [3, 4]  # questions that nobody waits for are not even asked


def test_a_long_question_tells_how_far_it_is_and_ends_when_a_newer_one_is_asked(qtbot: Any, oppen: Arbetare) -> None:
    svar: list[str] = []
    steg: list[int] = []
    fel: list[KundvalsdeskFel] = []
    slapp = threading.Event()
    slut: list[str] = []

    def jobb(e: Any, visa: Rapportera) -> str:
        visa(Framsteg(1, 2, "Läser"))
        slapp.wait(5)
        try:
            visa(Framsteg(2, 2, "Läser"))
        except Stoppad:
            slut.append("stoppad")
            raise
        return "gammal"

    oppen.fraga(jobb, svar.append, fel.append, lambda f: steg.append(f.klart), "manad")
    qtbot.waitUntil(lambda: steg == [1])
    oppen.fraga(lambda e, _: "ny", svar.append, fel.append, lambda f: steg.append(f.klart), "manad")
    slapp.set()
    qtbot.waitUntil(lambda: oppen.ledig)
    assert (svar, steg, fel, slut) == (["ny"], [1], [], ["stoppad"])


def test_a_page_joins_its_question_and_goes_with_it(qtbot: Any, oppen: Arbetare) -> None:
    svar: list[str] = []
    oppen.kor(lambda e: "a", svar.append, token="ko")
    oppen.kor(lambda e: "sida", svar.append, token="ko", ny=False)
    qtbot.waitUntil(lambda: oppen.ledig)
    assert svar == ["a", "sida"]
    oppen.kor(lambda e: "gammal sida", svar.append, token="ko", ny=False)
    oppen.kor(lambda e: "b", svar.append, token="ko")
    qtbot.waitUntil(lambda: oppen.ledig)
    assert svar == ["a", "sida", "b"]


def test_a_write_is_done_even_if_its_answer_is_no_longer_wanted(qtbot: Any, oppen: Arbetare) -> None:
    gjort: list[int] = []
    oppen.kor(lambda e: gjort.append(1), skriv=True, token="spara")
    oppen.glom("spara")
    qtbot.waitUntil(lambda: oppen.ledig)
    assert gjort == [1]


def test_calm_errors_go_to_the_caller_or_to_the_window(qtbot: Any, oppen: Arbetare) -> None:
    mina: list[KundvalsdeskFel] = []
    allas: list[KundvalsdeskFel] = []
    oppen.calm.connect(allas.append)

    def jobb(e: Any) -> None:
        raise Databasfel("last", "Databasen är upptagen. Försök igen.")

    oppen.kor(jobb, fel=mina.append)
    oppen.kor(jobb)
    qtbot.waitUntil(lambda: oppen.ledig)
    assert [f.mening for f in mina] == [f.mening for f in allas] == ["Databasen är upptagen. Försök igen."]


def test_a_bug_is_told_apart_and_the_worker_lives_on(qtbot: Any, oppen: Arbetare) -> None:
    buggar: list[BaseException] = []
    oppen.bugg.connect(buggar.append)

    def jobb(e: Any) -> None:
        raise KeyError("Đorđević, Dragana")

    svar: list[int] = []
    oppen.kor(jobb, fel=lambda f: pytest.fail("a bug is no calm error"))
    oppen.kor(lambda e: 7, svar.append)
    qtbot.waitUntil(lambda: oppen.ledig)
    assert svar == [7]
    assert len(buggar) == 1
    ord_ = kodplats(buggar[0])
    assert "KeyError" in ord_ and "arbetare.py" in ord_
    assert "Dragana" not in ord_  # never the message: it may name a person


def test_long_work_shows_progress_and_stops(qtbot: Any, oppen: Arbetare) -> None:
    framsteg: list[Framsteg] = []
    fel: list[KundvalsdeskFel] = []
    borjat = threading.Event()

    def jobb(rapportera: Rapportera) -> None:
        for n in range(1000):
            rapportera(Framsteg(n, 1000, "Läser in"))
            borjat.set()
            threading.Event().wait(0.01)

    stoppa = oppen.kor_fritt(jobb, None, fel.append, framsteg=framsteg.append)
    qtbot.waitUntil(lambda: len(framsteg) > 2)
    stoppa()
    qtbot.waitUntil(lambda: oppen.ledig)
    assert len(fel) == 1 and isinstance(fel[0], Stoppad)


def test_the_action_id_reaches_the_unit_of_work(qtbot: Any, arbetare: Arbetare) -> None:
    latsas = Latsas()
    arbetare.oppna(latsas.oppna(), lambda _: None)
    arbetare.kor(lambda e: None, skriv=True, handling_id="abc")
    qtbot.waitUntil(lambda: arbetare.ledig)
    assert latsas.skriver == ["abc"]


def test_many_signals_do_not_wear_out_the_interpreters_singletons(qtbot: Any, oppen: Arbetare) -> None:
    """PySide6 6.12 on Python 3.11 loses a reference of True or None at each of these; see ui/singletoner.py."""
    antal = [0]

    def rakna(_: Any) -> None:
        antal[0] += 1

    for _ in range(3000):
        oppen.kor(lambda e: None, rakna)
    qtbot.waitUntil(lambda: antal[0] == 3000, timeout=20_000)

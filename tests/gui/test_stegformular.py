"""The form of a step on made-up services: by keyboard, what is missing or refused, conflicts, nothing typed lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from gui.conftest import lugn
from gui.latsas import Latsas
from gui.test_fonster import arende, oppna_formular, synlig_text, tryck
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from kundvalsdesk.fel import Databasfel, Faltkonflikt, Konflikt, Nekad
from kundvalsdesk.ui import fraga as fragemodul
from kundvalsdesk.ui.fonster import Fonster


def test_arrow_keys_choose_also_when_nothing_is_chosen(qtbot: Any, fonster: Fonster) -> None:
    form = oppna_formular(qtbot, fonster)
    falt = form.falt["beslut"]
    falt.fokusera()
    assert falt.varde() == ""
    tryck(qtbot, fonster, Qt.Key.Key_Down)
    andra = falt.varde()
    tryck(qtbot, fonster, Qt.Key.Key_Up)
    assert andra and falt.varde() and falt.varde() != andra


def test_missing_and_refused_fields_say_so_where_they_stand(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    form = oppna_formular(qtbot, fonster)
    form.forsok()
    assert form.falt["beslut"].feltext == "Välj ett alternativ." and latsas.sparat == []
    form.falt["beslut"].satt("godkand")
    latsas.vid_spara = Nekad("framtid", "Datumet ligger i framtiden.", "datum")
    form.forsok()
    lugn(qtbot, fonster)
    assert form.falt["datum"].feltext == "Datumet ligger i framtiden."
    assert form.falt["datum"].isAncestorOf(QApplication.focusWidget())
    latsas.vid_spara = Databasfel("last", "Databasen är upptagen. Försök igen.")
    form.forsok()
    lugn(qtbot, fonster)
    assert synlig_text(fonster, "Databasen är upptagen. Försök igen.")
    form.forsok()
    lugn(qtbot, fonster)
    # All three tries were the same action, so that it is done once whatever happened to the answers.
    assert len(latsas.sparat) == 1 and len(set(latsas.skriver)) == 1


def test_fields_that_depend_on_another(qtbot: Any, fonster: Fonster) -> None:
    form = oppna_formular(qtbot, fonster)
    assert form.falt["skal"].isHidden()
    form.falt["beslut"].satt("aterremiss")
    assert not form.falt["skal"].isHidden() and "skal" in form.varden()
    form.falt["beslut"].satt("godkand")
    assert "skal" not in form.varden()


def test_conflict_shows_what_differs_and_keeps_what_was_typed(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    form = oppna_formular(qtbot, fonster)
    form.falt["beslut"].satt("aterremiss")
    form.falt["skal"].satt("Delmål saknas.")
    latsas.vid_spara = Konflikt(
        "Någon annan har sparat planen.", [Faltkonflikt("skal", "Delmål saknas.", "Mål saknas.")], "Bo Ek",
        datetime(2024, 9, 16, 8, 41),
    )  # fmt: skip
    latsas.vy = replace(latsas.vy, nasta=tuple(replace(s, sedd_version=9) for s in latsas.vy.nasta))
    form.forsok()
    lugn(qtbot, fonster)
    for ord_ in ("Bo Ek", "08.41", "Mål saknas.", "Nu sparat"):
        assert synlig_text(fonster, ord_)
    assert form.falt["skal"].varde() == "Delmål saknas."
    form.forsok()
    lugn(qtbot, fonster)
    assert [(s[3], s[4]["skal"]) for s in latsas.sparat] == [(9, "Delmål saknas.")]


def test_conflict_over_a_step_that_is_gone(qtbot: Any, fonster: Fonster, latsas: Latsas) -> None:
    form = oppna_formular(qtbot, fonster)
    form.falt["beslut"].satt("godkand")
    form.falt["anteckning"].satt("Pratat med Moa.")
    latsas.vid_spara = Konflikt("Någon annan har redan godkänt planen.", [], "Bo Ek", None)
    latsas.vy = replace(latsas.vy, nasta=latsas.vy.nasta[1:])
    form.forsok()
    lugn(qtbot, fonster)
    assert not form.sparknapp.isEnabled() and form.falt["anteckning"].varde() == "Pratat med Moa."
    assert synlig_text(fonster, "Steget kan inte längre tas")


def test_nothing_typed_is_lost_without_asking(qtbot: Any, fonster: Fonster, monkeypatch: pytest.MonkeyPatch) -> None:
    form = oppna_formular(qtbot, fonster)
    fragor: list[str] = []

    def svara(ja: bool) -> None:
        monkeypatch.setattr(fragemodul.Fragedialog, "exec", lambda self: (fragor.append(self.ja.text()), int(ja))[1])

    svara(False)
    form.falt["anteckning"].satt("halvskrivet")
    form.stang()
    fonster.visa_rum("bevakas")
    assert not fonster.close()
    assert arende(fonster).formular is form and len(fragor) == 3
    assert fonster.rail.knappar["ko"].isChecked()
    svara(True)
    form.stang()
    lugn(qtbot, fonster)
    assert arende(fonster).formular is None


def test_steps_not_allowed_now_are_listed_with_their_reason(qtbot: Any, fonster: Fonster) -> None:
    fonster.oppna_arende("2024-0131")
    lugn(qtbot, fonster)
    arende(fonster).huvud.fyll_menyn()
    poster = {a.text(): a.isEnabled() for a in arende(fonster).huvud.meny.actions() if a.text()}
    assert poster == {
        "Avsluta insatsen …": True,
        "Skriv in rapport …": True,
        "Skapa formulär …": True,
        "Godkänn slutrapporten: Slutrapporten har inte kommit in än.": False,
    }


def test_protected_persons_are_unmasked_only_by_an_action_that_writes(
    qtbot: Any, fonster: Fonster, latsas: Latsas
) -> None:
    latsas.vy = replace(latsas.vy, skyddad=True, skydd_ord="Skyddad folkbokföring", far_avsloja=True, nasta=())
    fonster.oppna_arende("2024-0131")
    lugn(qtbot, fonster)
    assert latsas.skriver == []
    knapp = next(k for k in fonster.findChildren(QAbstractButton) if k.text() == "Visa skyddade uppgifter")
    knapp.click()
    lugn(qtbot, fonster)
    assert len(latsas.skriver) == 1
    assert arende(fonster).vy is not None and arende(fonster).vy.avslojad  # type: ignore[union-attr]
    assert fonster.windowTitle() == "Kundvalsdesk"

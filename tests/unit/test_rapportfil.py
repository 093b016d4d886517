"""A form as a file: what it looks like to a spreadsheet, and what is read out of it, whoever has written in it."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from unit.rapportbok import ARK, andrad, delar, egen_bok, fyll, inne, mall, rader, tal

from kundvalsdesk.fel import Nekad
from kundvalsdesk.rules.rapporttyper import Delmal, Franvarorad, Kontaktrad
from kundvalsdesk.services.rapportfiler.las import las_fil
from kundvalsdesk.services.rapportformular import formular_for


def _ark(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def _kod(data: bytes) -> str:
    with pytest.raises(Nekad) as fel:
        las_fil(data)
    assert fel.value.mening.endswith(".")
    return fel.value.kod


# --- What is written -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kundval", ["FAI", "AMI", "ISA"])
@pytest.mark.parametrize(("slag", "avser"), [("plan", "2"), ("rapport", "2024-02"), ("slutrapport", "slut")])
def test_every_form_comes_back_as_it_was_made(slag: str, avser: str, kundval: str) -> None:
    last = las_fil(mall(slag, kundval, avser))
    assert (last.slag, last.insats, last.avser, last.klar) == (slag, "2024-0001", avser, False)
    assert last.formular == f"{slag}/{kundval}/2"
    assert [k for k, _ in last.innehall.texter] == [a.kod for a in formular_for(slag, kundval).avsnitt]
    assert not any(t for _, t in last.innehall.texter)


def test_only_the_boxes_to_write_in_are_open_and_the_codes_are_hidden() -> None:
    ark = _ark(mall())
    assert ark.protection.sheet and not ark.protection.password
    assert ark.column_dimensions["A"].hidden
    oppna = {kod for kod, rad in rader(ark) for c in ark[rad] if not c.protection.locked}
    assert oppna == {
        "rubrik", "delmal:1", "delmal:2", "kontakt", "franvaro",
        *(f"avsnitt:{a.kod}" for a in formular_for("rapport", "AMI").avsnitt),
    }  # fmt: skip
    # The plan's own words are not to be rewritten in a report.
    rad = dict(rader(ark))["delmal:1"]
    assert ark.cell(rad, 3).value == "Närvaro minst 80 %"
    assert ark.cell(rad, 3).protection.locked and not ark.cell(rad, 6).protection.locked


def test_the_printed_page() -> None:
    ark = _ark(mall())
    assert (ark.page_setup.orientation, ark.page_setup.paperSize) == ("portrait", 9)
    assert (ark.page_setup.fitToWidth, ark.page_setup.fitToHeight) == (1, 0)
    assert ark.sheet_properties.pageSetUpPr.fitToPage
    assert ark.print_title_rows == "$1:$1"
    assert ark.oddFooter.right.text == "Sida &P av &N"
    assert ark.oddFooter.left.text == "Månadsrapport, ärende 2024-0001"
    assert ark.freeze_panes == "B2"
    assert len(ark.row_breaks.brk) >= 2
    # A page never begins between a heading and its box.
    koder = {rad: kod for kod, rad in rader(ark)}
    assert all(
        koder[b.id].startswith("avsnitt:") or koder[b.id] in ("kontakt", "delmal:2") for b in ark.row_breaks.brk
    )


def test_lists_of_choices_and_days() -> None:
    ark = _ark(mall())
    regler = {str(r.formula1): r for r in ark.data_validations.dataValidation}
    assert '"Uppnått,På väg,Inte påbörjat,Utgår"' in regler
    assert any(r.type == "date" for r in regler.values())
    # The two headings hold commas, so they stand in cells of their own.
    val = regler["$H$1:$H$2"]
    assert [ark["H1"].value, ark["H2"].value] == ["Månadsrapport, augusti", "Månadsrapport, augusti, KLAR"]
    assert ark.column_dimensions["H"].hidden
    assert str(val.sqref) == f"B{dict(rader(ark))['rubrik']}"


@pytest.mark.parametrize("text", ["=1+1", "+46 70", "-bra", "@namn", '=HYPERLINK("http://x")', "_x0041_ & <b>"])
def test_nothing_filled_in_beforehand_becomes_a_formula(text: str) -> None:
    data = mall("plan", avser="2", texter=(("mal", text),), delmal=(Delmal(1, text, aktivitet=text),), anordnare=text)
    ark = _ark(data)
    assert not any(c.data_type == "f" for rad in ark.iter_rows() for c in rad)
    assert b"<f>" not in delar(data)[ARK]
    last = las_fil(data)
    assert last.innehall.text("mal") == text
    assert last.innehall.delmal == (Delmal(1, text, aktivitet=text),)


def test_a_protected_kund_is_not_in_the_form_at_all() -> None:
    celler = [str(c.value) for rad in _ark(mall(kund="")).iter_rows() for c in rad if c.value]
    assert "Kund" not in celler and "D.Đ." not in celler
    assert "2024-0001" in celler
    assert "D.Đ." in [str(c.value) for rad in _ark(mall()).iter_rows() for c in rad if c.value]


def test_nothing_about_the_writer_stands_in_the_file() -> None:
    egenskaper = openpyxl.load_workbook(io.BytesIO(mall())).properties
    assert (egenskaper.creator, egenskaper.title, egenskaper.lastModifiedBy) == (
        "kundvalsdesk", "Månadsrapport", None,
    )  # fmt: skip


# --- What is read --------------------------------------------------------------------------------------------------


def test_a_filled_in_report() -> None:
    data = fyll(
        mall(),
        {"progression": "  Klarar kassan.\nSnart själv. "},
        celler=[
            ("delmal:1", 0, 6, "Uppnått"), ("delmal:2", 0, 5, "Nästan"), ("delmal:2", 0, 6, "nästan där"),
            ("kontakt", 1, 2, datetime(2024, 8, 8)), ("kontakt", 1, 3, "mejl"), ("kontakt", 1, 5, "Kort"),
            ("kontakt", 2, 2, "torsdag 15 augusti"), ("kontakt", 3, 2, "22/8"), ("kontakt", 4, 2, "2024-08-29 00:00"),
            ("franvaro", 1, 2, date(2024, 8, 5)), ("franvaro", 1, 4, "SJUKDOM"), ("franvaro", 1, 5, "Feber"),
            ("franvaro", 1, 6, "ja"), ("franvaro", 2, 5, "vet inte"),
        ],
    )  # fmt: skip
    last = las_fil(data)
    assert last.klar
    assert last.innehall.rubrik == "Månadsrapport, augusti, KLAR"
    assert last.innehall.text("progression") == "Klarar kassan.\nSnart själv."
    assert last.innehall.delmal == (
        Delmal(1, "Närvaro minst 80 %", lage="uppnatt"),
        Delmal(2, "Kassan på egen hand", kommentar="nästan där. Nästan"),
    )
    assert last.innehall.kontakter == (
        Kontaktrad(date(2024, 8, 1), "mote"),
        Kontaktrad(date(2024, 8, 8), "annat", "mejl. Kort"),
        Kontaktrad(date(2024, 8, 15)),
        Kontaktrad(date(2024, 8, 22)),
        Kontaktrad(date(2024, 8, 29)),
    )
    assert last.innehall.franvaro == (
        Franvarorad("vab", date(2024, 8, 19), date(2024, 8, 20)),
        Franvarorad("sjuk", date(2024, 8, 5), None, "Feber", True),
        Franvarorad("", None, None, "vet inte"),
    )


def test_a_filled_in_plan() -> None:
    data = fyll(
        mall("plan", avser="1"), {"mal": "Arbete."},
        celler=[("delmal:1", 0, 3, "Cv"), ("delmal:1", 0, 5, "Två möten"), ("delmal:1", 0, 6, "3 sep. 2024"),
                ("delmal:3", 0, 3, "Praktik")],
    )  # fmt: skip
    assert las_fil(data).innehall.delmal == (
        Delmal(1, "Cv", aktivitet="Två möten", klart_senast=date(2024, 9, 3)),
        Delmal(3, "Praktik"),
    )


@pytest.mark.parametrize(
    ("varde", "dag"),
    [
        (datetime(2024, 9, 3, 13, 30), date(2024, 9, 3)),
        (date(2024, 9, 3), date(2024, 9, 3)),
        (45538, date(2024, 9, 3)),
        (45538.0, date(2024, 9, 3)),
        (20240903, date(2024, 9, 3)),
        ("2024-09-03", date(2024, 9, 3)),
        (" 2024-9-3 ", date(2024, 9, 3)),
        ("20240903", date(2024, 9, 3)),
        ("2024/09/03", date(2024, 9, 3)),
        ("3 september 2024", date(2024, 9, 3)),
        ("Tisdag den 3 September 2024", date(2024, 9, 3)),
        ("3:e sep 2024", date(2024, 9, 3)),
        ("3/9 2024", date(2024, 9, 3)),
        ("3.9.2024", date(2024, 9, 3)),
        ("3 september", date(2024, 9, 3)),
        ("2024-09-03T00:00:00", date(2024, 9, 3)),
        ("2024-09-02T22:00:00.000Z", date(2024, 9, 3)),
        ("2024-09-03T00:00:00.000Z", date(2024, 9, 3)),
    ],
)
def test_days_however_they_are_written(varde: Any, dag: date) -> None:
    data = fyll(mall(avser="2024-09"), celler=[("kontakt", 1, 2, varde)])
    assert las_fil(data).innehall.kontakter[1].datum == dag


@pytest.mark.parametrize("varde", ["i tisdags", "2024-02-30", "3–5 september 2024", "0003-01-01", 5, -3, 1e9, True])
def test_what_is_no_day_is_refused_with_the_row(varde: Any) -> None:
    with pytest.raises(Nekad) as fel:
        las_fil(fyll(mall(), celler=[("kontakt", 2, 2, varde)]))
    assert fel.value.kod == "datum"
    assert fel.value.mening == (
        "Det står inget datum på rad 3 i tabellen Kontakter med kunden. Skriv till exempel 2024-09-03."
    )


def test_numbers_yes_and_no_where_text_belongs() -> None:
    last = las_fil(fyll(mall(), {"progression": 12, "utmaningar": 1.5, "planering": True}))
    assert [last.innehall.text(k) for k in ("progression", "utmaningar", "planering")] == ["12", "1.5", "ja"]


@pytest.mark.parametrize(
    ("rubrik", "klar"),
    [
        ("Månadsrapport, augusti, KLAR", True),
        ("  månadsrapport   augusti klar. ", True),
        ("MÅNADSRAPPORT, AUGUSTI 2024, KLAR", True),
        ("Månadsrapport, augusti – Klarmarkerad", True),
        ("Månadsrapport, 2024-08, klar", True),
        ("Månadsrapport, augusti", False),
        ("Månadsrapport augusti, oklar", None),
        ("Månadsrapport, augusti, inte klar", None),
        ("Månadsrapport, september, KLAR", None),
        ("Månadsrapport, augusti 2023, KLAR", None),
        ("Månadsrapport, hösten, KLAR", None),
        ("Slutrapport, KLAR", None),
        ("KLAR", None),
        ("", None),
    ],
)
def test_the_heading(rubrik: str, klar: bool | None) -> None:
    data = fyll(mall(), klar=False, celler=[("rubrik", 0, 2, rubrik)])
    if klar is not None:
        assert las_fil(data).klar is klar
    else:
        assert _kod(data) in ("fel_rubrik", "okand_manad", "fel_manad")


def test_the_heading_of_another_month_is_named() -> None:
    data = fyll(mall(), klar=False, celler=[("rubrik", 0, 2, "Månadsrapport, september, KLAR")])
    with pytest.raises(Nekad) as fel:
        las_fil(data)
    assert (fel.value.kod, fel.value.mening) == (
        "fel_manad",
        "Rubriken säger september men formuläret gäller augusti 2024. Använd formuläret för rätt månad.",
    )
    data = fyll(mall("plan", avser="2"), klar=False, celler=[("rubrik", 0, 2, "Genomförandeplan, version 1, KLAR")])
    assert _kod(data) == "fel_version"


# --- Whoever has saved it -------------------------------------------------------------------------------------------


def test_rows_put_in_and_moved_are_read() -> None:
    def andra(ark: Any) -> None:
        plats = dict(rader(ark))
        ark.unmerge_cells(f"B{plats['avsnitt:progression']}:F{plats['avsnitt:progression']}")
        ark.cell(plats["avsnitt:progression"], 2).value = "Första stycket."
        ark.cell(plats["avsnitt:progression"], 4).value = "Vid sidan."
        ark.insert_rows(plats["avsnitt:progression"] + 1)
        ark.cell(plats["avsnitt:progression"] + 1, 2).value = "Fortsättning."
        ark.insert_rows(4, 3)
        sista = max(r for k, r in rader(ark) if k == "kontakt")
        ark.insert_rows(sista + 1)
        ark.cell(sista + 1, 2).value = "2024-08-30"

    innehall = las_fil(fyll(mall(), andra=andra)).innehall
    assert innehall.text("progression") == "Första stycket.\nVid sidan.\nFortsättning."
    assert [k.datum for k in innehall.kontakter] == [date(2024, 8, 1), date(2024, 8, 30)]


def test_styles_validations_and_other_sheets_do_not_matter() -> None:
    data = fyll(mall(), {"progression": "Bra."}, andra=lambda ark: ark.parent.create_sheet("Anteckningar", 0))
    bitar = delar(data)
    data = andrad(data, {"xl/styles.xml": None, "docProps/core.xml": None, "xl/theme/theme1.xml": None})
    assert len(bitar) > len(delar(data))
    assert las_fil(data).innehall.text("progression") == "Bra."


RADER = [
    ("kundvalsdesk:rapport/ISA/1",), ("insats:I7",), ("avser:2024-09",), ("rubrik", "Månadsrapport, september, KLAR"),
    ("avsnitt:sfi", "Kurs C"), ("kontakt", "2024-09-03", "", "", "Bra möte"),
]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("ref", [True, False])
def test_text_inside_cells_prefixes_and_cells_without_an_address(prefix: str, ref: bool) -> None:
    data = egen_bok(([inne(c, prefix) if c or not ref else "" for c in rad] for rad in RADER), prefix, ref)
    last = las_fil(data)
    assert (last.insats, last.avser, last.klar) == ("I7", "2024-09", True)
    assert last.innehall.text("sfi") == "Kurs C"
    assert last.innehall.kontakter == (Kontaktrad(date(2024, 9, 3), "", "Bra möte"),)


def test_the_column_of_the_codes_may_have_moved() -> None:
    data = egen_bok(["", "", *(inne(c) if c else "" for c in rad)] for rad in RADER)
    assert las_fil(data).innehall.text("sfi") == "Kurs C"


def test_runs_of_rich_text_and_what_is_only_read_aloud() -> None:
    rik = ' t="inlineStr"><is><r><t>Kurs </t></r><r><rPr><b/></rPr><t>C</t></r><rPh><t>!</t></rPh></is>'
    data = egen_bok([*([inne(c) for c in rad] for rad in RADER[:4]), [inne("avsnitt:sfi"), rik]])
    assert las_fil(data).innehall.text("sfi") == "Kurs C"


def test_a_workbook_that_counts_days_from_1904() -> None:
    rad = [inne("kontakt"), tal(44076)]
    data = egen_bok([*([inne(c) for c in r] for r in RADER[:4]), rad], bok='<workbookPr date1904="1"/>')
    assert las_fil(data).innehall.kontakter[0].datum == date(2024, 9, 3)
    data = egen_bok([*([inne(c) for c in r] for r in RADER[:4]), rad])
    assert las_fil(data).innehall.kontakter[0].datum == date(2020, 9, 2)


def test_what_word_processors_leave_behind_is_cleaned_away() -> None:
    text = "En\u00ad­ kund\u200b med\u00a0plats_x000D_\nny rad\u2028och till\ufeff"
    data = egen_bok([*([inne(c) for c in r] for r in RADER[:4]), [inne("avsnitt:sfi"), inne(text)]])
    assert las_fil(data).innehall.text("sfi") == "En kund med plats\nny rad\noch till"


def test_shared_strings_of_every_kind() -> None:
    delade = "<si><t>Kurs &amp;lt;C&gt;</t></si><si><r><t>Rik</t></r><r><t> text</t></r><rPh><t>!</t></rPh></si><si/>"
    rad = [
        [inne("avsnitt:sfi"), ' t="s"><v>0</v>'],
        [inne("avsnitt:progression"), ' t="s"><v> 1 </v>', ' t="s"><v>2</v>'],
    ]
    innehall = las_fil(egen_bok([*([inne(c) for c in r] for r in RADER[:4]), *rad], delade=delade)).innehall
    assert innehall.text("sfi") == "Kurs &lt;C>"
    assert innehall.text("progression") == "Rik text"

"""Attacks that write: what is hidden, what is locked, what somebody else decides, and what guards the rows."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kundvalsdesk.models.drivrutinsfel import NEKAD

from .conftest import HEMLIGT, Enhet

RATT = "42501"

NY_KUND = "INSERT INTO kund (nyckel, malgrupp, kundansvarig_id, version) VALUES ('{}', 'bistand', {{boek}}, 1)"
NY_ANTECKNING = (
    "INSERT INTO anteckning (insats_id, datum, text, skriven_av, version, rattar_id)"
    " VALUES ({}, date '2024-05-02', 'x', '{}', 1, {})"
)

NEKAT = {
    # --- what is hidden
    "a note in a hidden case": ("boek", NY_ANTECKNING.format("{i2}", "boek", "NULL"), RATT),
    "a note in a case that is not there": ("boek", NY_ANTECKNING.format("99999", "boek", "NULL"), RATT),
    "a note that corrects a hidden one": (
        "boek", NY_ANTECKNING.format("{i3}", "boek", "{note}"), RATT),
    "a note that corrects one that is not there": ("boek", NY_ANTECKNING.format("{i3}", "boek", "99999"), RATT),
    "an insats for a hidden kund": (
        "boek", "INSERT INTO insats (nyckel, kund_id, kod, kundval, historik, orsak_dold, version)"
        " VALUES ('X', {k2}, 'AMI2', 'AMI', false, false, 1)", RATT),
    "an insats for a kund that is not there": (
        "boek", "INSERT INTO insats (nyckel, kund_id, kod, kundval, historik, orsak_dold, version)"
        " VALUES ('X', 99999, 'AMI2', 'AMI', false, false, 1)", RATT),
    "a mark on a hidden case": (
        "boek", "INSERT INTO marke (anvandare, insats_id, satt) VALUES ('boek', {i2}, now())", RATT),
    "a hand-over of a hidden kund to oneself": (
        "boek", "INSERT INTO overlamning (kund_id, till_id, datum, ater, version)"
        " VALUES ({k2}, {boek}, current_date, current_date + 9, 1)", RATT),
    "a hand-over of a colleague's kund to oneself": (
        "boek", "INSERT INTO overlamning (kund_id, till_id, datum, ater, version)"
        " VALUES ({k1}, {boek}, current_date, current_date + 9, 1)", RATT),
    "an old hand-over begun again": (
        "boek", "UPDATE overlamning SET ater = current_date + 9 WHERE till_id = {boek}", RATT),
    "a hand-over turned to another kund": ("vika", "UPDATE overlamning SET kund_id = {k2}", RATT),
    "a notice that asks whether a case is there": (
        "boek", "INSERT INTO notis (anvandare, tid, insats_id, kod, data) VALUES ('anlu', now(), {i2}, 'x', '{{}}')",
        RATT),
    "a kund by a number of one's own": (
        "boek", "INSERT INTO kund (id, nyckel, version) VALUES ({k2}, 'K', 1) ON CONFLICT (id) DO NOTHING", RATT),
    "a document with the number of a hidden case": (
        "boek", "INSERT INTO dokument (insats_id, typ, nummer, utfardat, utfardat_av, underlag, innehall, sha256)"
        " VALUES ({i3}, 'avbrott', 'AVB 2024-0002-1', date '2024-05-01', 'Namn boek', 'x', '', 'x')", RATT),
    "a report moved to a hidden case": (
        "boek", "UPDATE manadsrapport SET insats_id = {i2} WHERE insats_id = {i3}", NEKAD),
    "a frist for a hidden case": (
        "boek", "INSERT INTO frist (insats_id, kod, avser, ansvarig, utlost, forfaller, vilande, ersatt, gul_kvar,"
        " kalla, tolkning, sak, huvud, slag, bevakas, insatskod, kundval, kund_id, kundansvarig_id, skyddad)"
        " SELECT {i2}, kod, avser, ansvarig, utlost, forfaller, vilande, ersatt, gul_kvar, kalla, tolkning, sak,"
        " huvud, slag, bevakas, insatskod, kundval, kund_id, kundansvarig_id, false FROM frist"
        " WHERE insats_id = {i3} LIMIT 1", RATT),
    "words of a hidden case put into the index": ("boek", "INSERT INTO sokord_arende VALUES ({i2}, '{{x}}')", RATT),
    # --- what guards the rows
    "the guard of an insats lifted": ("anlu", "UPDATE insats SET skydd = NULL WHERE id = {i2}", RATT),
    "the guard of a name lifted": ("anlu", "UPDATE kundidentitet SET skydd = NULL WHERE kund_id = {k2}", RATT),
    "an insats given to oneself": ("boek", "UPDATE insats SET kundansvarig_id = {boek} WHERE id = {i1}", RATT),
    "a kund given to oneself": ("boek", "UPDATE kund SET kundansvarig_id = {boek} WHERE id = {k1}", NEKAD),
    "a kund given to a systemspecialist": ("boek", "UPDATE kund SET kundansvarig_id = {syss} WHERE id = {k3}", NEKAD),
    "a kund given to one who is barred": ("boek", "UPDATE kund SET kundansvarig_id = {sper} WHERE id = {k3}", NEKAD),
    "a colleague's kund protected": ("boek", "UPDATE kund SET skydd = 'fingerade' WHERE id = {k1}", NEKAD),
    "a key changed": ("boek", "UPDATE kund SET nyckel = 'K0002' WHERE id = {k3}", RATT),
    "the key of a case changed": ("gust", "UPDATE insats SET nyckel = '2024-0005' WHERE id = {i3}", RATT),
    "a case given to another kund": ("gust", "UPDATE insats SET kund_id = {k3} WHERE id = {i1}", RATT),
    "a number changed": ("gust", "UPDATE kund SET id = 77 WHERE id = {k3}", RATT),
    "a hidden kund handed over by function": ("boek", "SELECT ratt.lamna_over({k2}, {boek})", NEKAD),
    "a kund that is not there handed over": ("boek", "SELECT ratt.lamna_over(99999, {boek})", NEKAD),
    "a colleague's kund handed over by function": ("boek", "SELECT ratt.lamna_over({k1}, {boek})", NEKAD),
    "a kund handed over by its vikarie": ("vika", "SELECT ratt.lamna_over({k5}, {vika})", NEKAD),
    "a loan of another's given back": (
        "boek", "SELECT ratt.lamna_tillbaka(ARRAY[1], date '2024-05-03', timestamp '2024-05-03')", RATT),
    # --- förlängning
    "a förlängning decided by a karriärvägledare": (
        "boek", "UPDATE forlangning SET beslut = 'beviljad', beslutad = '2024-05-02', beslutad_av_id = {boek}"
        " WHERE insats_id = {i3}", NEKAD),
    "one's own förlängning decided": (
        "gust", "UPDATE forlangning SET beslut = 'beviljad', beslutad = '2024-05-02', beslutad_av_id = {gust}"
        " WHERE insats_id = {i3}", NEKAD),
    "one's own decided in a colleague's name": (
        "gust", "UPDATE forlangning SET beslut = 'beviljad', beslutad = '2024-05-02', beslutad_av_id = {hara}"
        " WHERE insats_id = {i3}", NEKAD),
    "another's decided in a third one's name": (
        "hara", "UPDATE forlangning SET beslut = 'beviljad', beslutad = '2024-05-02', beslutad_av_id = {gust}"
        " WHERE insats_id = {i3}", NEKAD),
    "who asked for it changed": ("gust", "UPDATE forlangning SET begard_av_id = {hara} WHERE insats_id = {i3}", NEKAD),
    "one's own sent back": (
        "gust", "UPDATE forlangning SET atersand = '2024-05-02', atersand_skal = 'x' WHERE insats_id = {i3}", NEKAD),
    "a förlängning asked for in another's name": (
        "gust", "INSERT INTO forlangning (insats_id, begard, begard_av_id, version)"
        " VALUES ({i3}, date '2024-05-03', {hara}, 1)", RATT),
    "a förlängning born decided": (
        "gust", "INSERT INTO forlangning (insats_id, begard, begard_av_id, beslut, beslutad, beslutad_av_id, version)"
        " VALUES ({i3}, date '2024-05-03', {gust}, 'beviljad', date '2024-05-03', {gust}, 1)", RATT),
    "a decided förlängning changed": (
        "hara", "UPDATE forlangning SET beslut = 'avslag', beslutad = '2024-05-02', beslutad_av_id = {hara}"
        " WHERE insats_id = {i3};; UPDATE forlangning SET beslut = 'beviljad' WHERE insats_id = {i3}", NEKAD),
    "a förlängning taken away": ("gust", "DELETE FROM forlangning WHERE insats_id = {i3}", RATT),
    "what was asked for rewritten by whoever decides": (
        "hara", "UPDATE forlangning SET mal = 'y', beslut = 'avslag', beslutad = '2024-05-02',"
        " beslutad_av_id = {hara} WHERE insats_id = {i3}", NEKAD),
    # --- what was said was said
    "a signed note changed by its writer": (
        "boek", "UPDATE anteckning SET text = 'y' WHERE insats_id = {i3} AND signerad IS NOT NULL", NEKAD),
    "a signed note opened again": (
        "boek", "UPDATE anteckning SET signerad = NULL WHERE insats_id = {i3} AND signerad IS NOT NULL", NEKAD),
    "a signed note changed by an arbetsledare": (
        "gust", "UPDATE anteckning SET text = 'y' WHERE insats_id = {i3}", NEKAD),
    "a note in a colleague's name": ("gust", NY_ANTECKNING.format("{i3}", "boek", "NULL"), RATT),
    "a message changed": ("boek", "UPDATE meddelande SET text = 'y' WHERE insats_id = {i3}", RATT),
    "the version of a message changed": ("boek", "UPDATE meddelande SET version = 9 WHERE insats_id = {i3}", RATT),
    "a message taken away": ("gust", "DELETE FROM meddelande WHERE insats_id = {i3}", RATT),
    "a message in a colleague's name": (
        "gust", "INSERT INTO meddelande (insats_id, riktning, kanal, tid, text, skriven_av, version)"
        " VALUES ({i3}, 'ut', 'epost', now(), 'x', 'boek', 1)", RATT),
    "a document changed": ("boek", "UPDATE dokument SET innehall = '' WHERE insats_id = {i3}", RATT),
    "a document taken away": ("gust", "DELETE FROM dokument WHERE insats_id = {i3}", RATT),
    "an attachment changed": ("boek", "UPDATE bilaga SET innehall = '' WHERE insats_id = {i3}", RATT),
    "a kund taken away": ("gust", "DELETE FROM kund WHERE id = {k3}", RATT),
    "a case taken away": ("gust", "DELETE FROM insats WHERE id = {i3}", RATT),
    # --- incidents
    "an incident assessed by a karriärvägledare": (
        "boek", "UPDATE incident SET bedomd = now(), anmals = false WHERE insats_id = {i3}", RATT),
    "an incident born assessed": (
        "boek", "INSERT INTO incident (nyckel, insats_id, upptackt, bedomd, version)"
        " VALUES ('X', {i3}, now(), now(), 1)", RATT),
    "what happened rewritten by the dataskyddssamordnare": (
        "dass", "UPDATE incident SET beskrivning = 'x' WHERE insats_id = {i3}", RATT),
    "an assessment changed": (
        "dass", "UPDATE incident SET bedomd = now(), bedomning = 'x' WHERE insats_id = {i3};;"
        " UPDATE incident SET bedomning = 'y' WHERE insats_id = {i3}", NEKAD),
    "an incident taken away": ("dass", "DELETE FROM incident WHERE insats_id = {i3}", RATT),
    # --- one's own, and others'
    "a mark in a colleague's name": (
        "boek", "INSERT INTO marke (anvandare, insats_id, satt) VALUES ('anlu', {i1}, now())", RATT),
    "one's own mark given to a colleague": ("boek", "UPDATE marke SET anvandare = 'gust'", RATT),
    "a notice given back what it says": (
        "boek", "INSERT INTO notis (anvandare, tid, kod, data) VALUES ('anlu', now(), 'x', '') RETURNING data", RATT),
    "a notice to others by one without cases": (
        "syss", "INSERT INTO notis (anvandare, tid, kod, data) VALUES ('boek', now(), 'x', '{{}}')", RATT),
    # --- who one is
    "one's own roll changed": ("boek", "UPDATE handlaggare SET roll = 'arbetsledare' WHERE anvandare = 'boek'", RATT),
    "a bar lifted by the barred": ("sper", "UPDATE handlaggare SET sparrad = NULL", RATT),
    "a colleague taken away": ("gust", "DELETE FROM handlaggare WHERE anvandare = 'boek'", RATT),
    "a setting changed by a karriärvägledare": ("boek", "INSERT INTO installning VALUES ('namn', 'x')", RATT),
    "the version of the schema changed": ("syss", "UPDATE schemaversion SET version_num = '9999'", RATT),
    "a wording in another's name changed": ("syss", "UPDATE dokumenttext SET text = 'x'", RATT),
    "an authorisation changed by a karriärvägledare": ("boek", "UPDATE auktorisation SET till = NULL", RATT),
    "a case by a kvalitetsutvecklare": ("kval", "UPDATE insats SET sista_dag = current_date", RATT),
    "a case by a systemspecialist": ("syss", "DELETE FROM frist", RATT),
    # --- the tables themselves
    "a table emptied": ("gust", "TRUNCATE frist", RATT),
    "a table dropped": ("syss", "DROP TABLE logg", RATT),
    "a column added": ("gust", "ALTER TABLE kund ADD COLUMN x text", RATT),
    "policies switched off": ("gust", "ALTER TABLE kund DISABLE ROW LEVEL SECURITY", RATT),
    "a policy dropped": ("gust", "DROP POLICY karriarvagledare_2_select ON kund", RATT),
    "a policy added": ("boek", "CREATE POLICY p ON kund USING (true)", RATT),
    "triggers switched off": ("gust", "ALTER TABLE forlangning DISABLE TRIGGER ALL", RATT),
    "triggers of the session off": ("gust", "SET session_replication_role = replica", RATT),
    "a trigger of one's own": (
        "boek", "CREATE TRIGGER t AFTER INSERT ON kund EXECUTE FUNCTION suppress_redundant_updates_trigger()", RATT),
    "a rule of one's own": ("boek", "CREATE RULE r AS ON SELECT TO marke DO INSTEAD SELECT 1", RATT),
    "a function of the rights replaced": (
        "boek", "CREATE OR REPLACE FUNCTION ratt.jag() RETURNS integer LANGUAGE sql AS 'SELECT 1'", RATT),
    "a function in public": ("boek", "CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'", RATT),
    "a table in public": ("boek", "CREATE TABLE public.x (a integer)", RATT),
    "a view in public": ("boek", "CREATE VIEW public.v AS SELECT * FROM kund", RATT),
    "a temporary table": ("boek", "CREATE TEMP TABLE handlaggare (id integer)", RATT),
    "a temporary function": ("boek", "CREATE FUNCTION pg_temp.f(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
                             RATT),
    "a temporary view": ("boek", "CREATE TEMP VIEW v AS SELECT * FROM kund", RATT),
    "a schema of one's own": ("boek", "CREATE SCHEMA boek", RATT),
    "an operator of one's own": ("boek", "CREATE OPERATOR public.= (LEFTARG = integer, FUNCTION = int4eq)", RATT),
    "a right passed on": ("boek", "GRANT SELECT ON kund TO PUBLIC", "0"),
    "a group joined": ("boek", "GRANT arbetsledare TO boek", RATT),
    "a colleague's password changed": ("boek", "ALTER ROLE gust PASSWORD 'x'", RATT),
    "a login made": ("boek", "CREATE ROLE ny LOGIN", RATT),
    "a setting of the server": ("boek", "SET log_statement = 'none'", RATT),
    "a setting of the database": ("syss", "ALTER DATABASE enheten SET row_security = off", RATT),
    "a comment on what is not theirs": ("boek", "COMMENT ON TABLE kund IS 'x'", RATT),
    "a sequence set back": ("boek", "SELECT setval('kund_id_seq', 1)", RATT),
    "somebody's session ended": (
        "boek", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'agaren'", RATT),
    "the index of search changed": ("gust", "DELETE FROM sokord_arende", RATT),
    "a MERGE over a hidden kund": (
        "boek", "MERGE INTO kund k USING (SELECT {k2} AS id) s ON k.id = s.id WHEN MATCHED THEN DO NOTHING"
        " WHEN NOT MATCHED THEN INSERT (id, nyckel, version) VALUES (s.id, 'x', 1)", RATT),
}  # fmt: skip


@pytest.mark.parametrize(("vem", "sats", "kod"), NEKAT.values(), ids=NEKAT)
def test_it_is_refused(enhet: Enhet, vem: str, sats: str, kod: str) -> None:
    utfall = enhet.angrip(vem, sats)
    if kod == "0":  # granted nothing, which the server only warns of
        kvar = enhet.angrip("agaren", "SELECT 1 FROM pg_class c, aclexplode(c.relacl) a WHERE a.grantee = 0"
                            " AND c.relname = 'kund'")  # fmt: skip
        assert utfall.kod in ("", RATT) and not kvar.rader
        return
    assert utfall.kod == kod, utfall
    assert vem != "boek" or not HEMLIGT.search(utfall.sagt.replace("HEMLIGT", "")), utfall.sagt


INGET_HANDER = {
    "a hidden kund": ("boek", "UPDATE kund SET malgrupp = 'kaa' WHERE id = {k2}"),
    "a hidden kund's guard": ("boek", "UPDATE kund SET skydd = NULL WHERE skydd IS NOT NULL"),
    "a hidden case": ("boek", "UPDATE insats SET sista_dag = current_date WHERE id IN ({i2}, {i5})"),
    "a hidden report": ("boek", "UPDATE manadsrapport SET godkand = current_date WHERE insats_id = {i2}"),
    "hidden frister": ("boek", "DELETE FROM frist WHERE insats_id IN ({i2}, {i5})"),
    "a hidden attachment": ("boek", "DELETE FROM bilaga WHERE insats_id = {i2}"),
    "a hidden hand-over": ("boek", "UPDATE overlamning SET aterford = current_date WHERE kund_id = {k5}"),
    "somebody's draft": ("gust", "DELETE FROM anteckning WHERE signerad IS NULL"),
    "a signed note": ("boek", "DELETE FROM anteckning WHERE signerad IS NOT NULL"),
    "somebody's mark": ("boek", "DELETE FROM marke WHERE anvandare = 'anlu'"),
    "somebody's notices": ("gust", "DELETE FROM notis"),
    "somebody's reminder": ("gust", "UPDATE paminnelse SET klar = now()"),
    "a frist that is not an incident's": ("dass", "DELETE FROM frist WHERE kod <> 'incident_bedomning'"),
    "cases, when barred": ("sper", "UPDATE insats SET sista_dag = current_date"),
}  # fmt: skip


@pytest.mark.parametrize(("vem", "sats"), INGET_HANDER.values(), ids=INGET_HANDER)
def test_no_row_is_touched(enhet: Enhet, vem: str, sats: str) -> None:
    utfall = enhet.angrip(vem, sats)
    assert (utfall.kod, utfall.antal) == ("", 0), utfall


# --- that it is the attack that is refused, and not all of it ------------------------------------------------------

TILLATET = {
    "a note": ("boek", NY_ANTECKNING.format("{i3}", "boek", "NULL")),
    "a draft signed": ("boek", "UPDATE anteckning SET signerad = now(), signerad_av = 'boek' WHERE insats_id = {i3}"
                       " AND signerad IS NULL"),
    "a report": ("boek", "UPDATE manadsrapport SET godkand = current_date WHERE insats_id = {i1}"),
    "a report of one's protected kund": ("anlu", "UPDATE manadsrapport SET godkand = current_date"
                                         " WHERE insats_id = {i2}"),
    "a report as vikarie": ("vika", "UPDATE manadsrapport SET godkand = current_date WHERE insats_id = {i5}"),
    "a decision of another's request": (
        "hara", "UPDATE forlangning SET beslut = 'beviljad', beslutad = '2024-05-02', beslutad_av_id = {hara}"
        " WHERE insats_id = {i3}"),
    "a request": ("boek", "INSERT INTO forlangning (insats_id, begard, begard_av_id, version)"
                  " VALUES ({i3}, date '2024-05-03', {boek}, 1)"),
    "an assessment": ("dass", "UPDATE incident SET bedomd = now(), bedomning = 'x', anmals = false,"
                      " berorda_informeras = false WHERE insats_id = {i2}"),
    "a notice": ("boek", "INSERT INTO notis (anvandare, tid, insats_id, kod, data)"
                 " VALUES ('anlu', now(), {i3}, 'x', '{{}}')"),
    "one's own kund handed over": ("boek", "UPDATE kund SET kundansvarig_id = {anlu} WHERE id = {k3}"),
    "one's own kund protected": ("boek", "UPDATE kund SET skydd = 'fingerade' WHERE id = {k3}"),
    "a setting": ("syss", "INSERT INTO installning VALUES ('prov', 'x')"),
    "figures": ("kval", "SELECT anordnare_id FROM insats WHERE start IS NOT NULL"),
    "a protected kund handed over": ("anlu", "SELECT ratt.lamna_over({k2}, {boek})"),
}  # fmt: skip


@pytest.mark.parametrize(("vem", "sats"), TILLATET.values(), ids=TILLATET)
def test_the_work_itself_goes_on(enhet: Enhet, vem: str, sats: str) -> None:
    utfall = enhet.angrip(vem, sats)
    assert utfall.kod == "" and utfall.antal > 0, utfall


def test_what_belongs_to_the_kund_follows_it(enhet: Enhet) -> None:
    """Whatever guards the kund guards the rest from the end of the transaction on, whoever changed what."""
    fraga = "SELECT x.skydd, y.skydd, z.skyddad FROM insats x JOIN kundidentitet y USING (kund_id)" \
        " LEFT JOIN frist z ON z.insats_id = x.id WHERE x.id = {i3}"  # fmt: skip
    for vem in ("boek", "agaren"):
        utfall = enhet.angrip(vem, f"UPDATE kund SET skydd = 'fingerade' WHERE id = {{k3}};; SET CONSTRAINTS ALL"
                              f" IMMEDIATE;; {fraga}")  # fmt: skip
        assert utfall.rader and set(utfall.rader) <= {("fingerade", "fingerade", s) for s in (True, None)}
    assert {r[:2] for r in enhet.angrip("boek", fraga).rader} == {(None, None)}


def test_a_handed_over_kund_is_gone_for_whoever_handed_it_over(enhet: Enhet) -> None:
    utfall = enhet.angrip("anlu", "SELECT ratt.lamna_over({k2}, {boek});; SELECT * FROM insats WHERE kund_id = {k2}")
    assert utfall.tomt and not utfall.kod


def test_keys_are_given_and_tell_nothing(enhet: Enhet) -> None:
    """Whatever key is asked for, also a hidden one, the answer is the same; and numbers are left out at random."""
    kod = enhet.angrip("boek", NY_KUND.format("K0002") + " RETURNING nyckel")
    assert not kod.kod and kod.rader[0][0] not in ("K0002", "K0005")
    nycklar = []
    for _ in range(12):
        (rad,) = enhet.angrip("boek", NY_KUND.format("K0002") + " RETURNING nyckel, id").rader
        nycklar.append((int(rad[0][1:]), rad[1]))
    steg = {tuple(b - a for a, b in zip(x, y, strict=True)) for x, y in pairwise(nycklar)}
    assert len({a for a, _ in steg}) > 1 and len({b for _, b in steg}) > 1


def test_a_member_of_two_groups_has_the_roll_of_the_row(enhet: Enhet) -> None:
    """A login that was put into a stronger group by hand does not grow with it."""
    chef = enhet.som("postgres")
    chef.execute("GRANT arbetsledare TO boek")
    chef.commit()
    try:
        enhet.som("boek").close()
        assert enhet.angrip("boek", "SELECT * FROM kund WHERE id = {k2}").tomt
        assert enhet.angrip("boek", "SET ROLE arbetsledare;; SELECT * FROM kund WHERE id = {k2}").tomt
    finally:
        chef.execute("REVOKE arbetsledare FROM boek")
        chef.commit()
        enhet.som("boek").close()


def test_a_double_registration_tells_the_one_who_registers_nothing(enhet: Enhet) -> None:
    """Of a personnummer that a hidden kund has, and of one that nobody has, the same comes back."""
    svar = []
    for personnummer in ("19640823-3234", "19820411-2380"):
        ut = enhet.angrip(
            "boek",
            f"UPDATE kundidentitet SET personnummer = '{personnummer}' WHERE kund_id = {{k3}};;"
            "SELECT set_config('prov.fore', nextval('notis_id_seq')::text, true);;"
            "SELECT ratt.dubbel_kund({k3}, timestamp '2024-05-01 10:00');;"
            "SELECT currval('notis_id_seq') - current_setting('prov.fore')::bigint >= 1,"
            " (SELECT count(*) FROM notis WHERE kod = 'dubbel_kund')",
        )
        assert not ut.kod, ut.sagt
        svar.append(ut.rader)
    assert svar[0] == svar[1] == [(True, 0)]
    assert enhet.angrip("boek", "SELECT ratt.dubbel_kund({k2}, now()::timestamp)::text").rader == [("",)]
    assert enhet.angrip("dass", "SELECT ratt.dubbel_kund({k3}, now()::timestamp)").kod == "42501"


def test_a_form_of_a_hidden_case_is_not_told_from_one_that_was_never_sent(enhet: Enhet) -> None:
    """Whoever holds a copy puts it in a case of their own: it is taken as any other."""
    sats = (
        "INSERT INTO inlamning (sha256, mottagen, mottagen_av, storlek, original, insats_id, slag, avser, formular,"
        " innehall, lage, version) VALUES ('{}', '2024-05-01', '{}', 1, '\\x00', {}, 'rapport', '2024-04', '', '',"
        " 'parkerad', 1)"
    )
    agare = enhet.som("agaren")
    agare.execute(sats.format("a" * 64, "anlu", enhet.tal["i2"]).encode())
    agare.commit()
    svar = [enhet.angrip("boek", sats.format(summa * 64, "boek", "{i3}")) for summa in "ab"]
    assert [(u.kod, u.antal) for u in svar] == [("", 1), ("", 1)], svar
    tva = enhet.angrip("boek", f"{sats.format('b' * 64, 'boek', '{i3}')};;{sats.format('b' * 64, 'boek', '{i3}')}")
    assert tva.kod == "23505"  # of a case of one's own it is told


def test_no_notice_of_a_hidden_case_is_asked_for_or_taken_back(enhet: Enhet) -> None:
    agare = enhet.som("agaren")
    satt = "INSERT INTO notis (tid, anvandare, insats_id, kod, data) VALUES ('2024-05-01', 'anlu', %s, 'brist', '{}')"
    for insats in ("i2", "i3"):
        agare.execute(satt.encode(), (enhet.tal[insats],))
    agare.commit()
    try:
        fraga = "SELECT insats = {i3} FROM ratt.sagd_brist(ARRAY[{i2}, {i3}], now()::timestamp)"
        assert enhet.angrip("boek", fraga).rader == [(True,)]
        assert len(enhet.angrip("gust", fraga).rader) == 2
        boek = enhet.som("boek")
        boek.execute("SELECT ratt.stryk_brist(ARRAY[%s, %s], '-infinity')", (enhet.tal["i2"], enhet.tal["i3"]))
        boek.commit()
        kvar = agare.execute("SELECT insats_id FROM notis WHERE kod = 'brist'").fetchall()
        assert kvar == [(enhet.tal["i2"],)]
    finally:
        agare.execute("DELETE FROM notis WHERE kod = 'brist'")
        agare.commit()

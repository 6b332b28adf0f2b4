"""Which rows and entries are the same recognition: duplicates, second runs, corrections, what has ended."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from catalogue.certification.models import Certificate, CertificateDecision, State
from tests.register_import.books import HEADER, Page, faults, goods, listed, told, warned, xlsx


def duplicates(done):
    return [(each.row, each.of_row, each.differs) for each in done.duplicates]


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"product": "KHÔ CÁ LÓC"},
        {"product": "Khô  cá\u00a0lóc "},
        {"product": "Kho ca loc"},
        {"producer": "HTX Mỹ Đức"},
        {"producer": "hợp tác xã mỹ đức"},
        {"stars": "4 sao"},
        {"date": "27/01/2023"},
        {"date": 2023},
        {"decision": "QĐ số 86/QĐ-UBND"},
        {"decision": None},
        {"address": "Ấp 1, xã Khánh Hòa, huyện Châu Phú"},
        {"address": "An Giang"},
        {"score": None},
    ],
)
def test_the_same_product_twice_is_skipped_and_named(bring, again):
    done = bring(listed(goods(), goods("Gạo"), goods(**{"number": 9, **again})))

    assert told(done) == [(2, "Khô cá lóc", "Hợp tác xã Mỹ Đức", 4), (3, "Gạo", "Hợp tác xã Mỹ Đức", 4)]
    assert duplicates(done) == [(4, 2, ())] if again != {"date": 2023} else duplicates(done) == [(4, 2, ("day",))]
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {"product": "Khô cá lọc"},
        {"product": "Khô cá lóc loại 2"},
        {"producer": "Hợp tác xã Mỹ Đực"},
        {"address": "Xã Bình Hòa, An Giang"},
        {"decision": "912/QĐ-UBND", "date": "04/06/2026"},
    ],
)
def test_another_recognition_is_another_entry(bring, other):
    done = bring(listed(goods(), goods(**other)))

    assert (len(done.entries), duplicates(done)) == (2, [])


def test_marks_tell_coconut_from_pineapple(bring):
    done = bring(listed(goods("Mứt dừa"), goods("Mứt dứa"), goods("MỨT DỪA")))

    assert [entry.product for entry in done.entries] == ["Mứt dừa", "Mứt dứa"]
    assert duplicates(done) == [(4, 2, ())]


def test_a_duplicate_with_other_data_is_named_with_what_differs(bring):
    done = bring(listed(goods(), goods(stars=3, score=60)))

    assert duplicates(done) == [(3, 2, ("stars", "score"))]
    assert warned(done) == [(3, "duplicate_differs")]
    assert Certificate.objects.get().stars == 4


def test_a_duplicate_on_another_sheet_is_named_with_its_sheet(bring):
    done = bring(xlsx(Page([HEADER, goods()], name="3 sao"), Page([["x"], HEADER, goods()], name="4 sao")))

    assert [each.as_json() for each in done.duplicates] == [
        {"sheet": "4 sao", "row": 3, "duplicate_of_sheet": "3 sao", "duplicate_of_row": 2}
    ]


def test_a_good_row_after_a_faulty_one_of_the_same_product_goes_in(bring):
    done = bring(listed(goods(stars=2), goods()))

    assert (told(done), duplicates(done)) == ([(3, "Khô cá lóc", "Hợp tác xã Mỹ Đức", 4)], [])


def test_an_entry_holds_what_the_row_says(bring):
    bring(listed(goods(address="Xã Khánh Hòa, huyện Châu Phú")))

    [entry] = Certificate.objects.all()
    assert (entry.product_name, entry.producer_name, entry.stars, entry.score) == (
        "Khô cá lóc",
        "Hợp tác xã Mỹ Đức",
        4,
        Decimal("75.50"),
    )
    assert (entry.decision_no, entry.issued_on, entry.issued_year_only, entry.valid_until) == (
        "86/QĐ-UBND",
        date(2023, 1, 27),
        False,
        date(2026, 1, 27),
    )
    assert (entry.commune_id, entry.province_id, entry.former_place) == (
        "30469",
        "91",
        "Xã Khánh Hòa, Huyện Châu Phú, An Giang",
    )
    assert (entry.level, entry.state, entry.evidence_grade, entry.product_id, entry.is_demo) == (
        "province",
        "active",
        "A",
        None,
        False,
    )
    assert entry.reference.startswith("kho-ca-loc-2023-")
    assert "khanh hoa" in entry.search_text
    assert [step.reason for step in entry.decisions.all()] == [
        step.reason for step in CertificateDecision.objects.all()
    ]
    assert entry.decisions.get().state == "active"


@pytest.mark.parametrize(
    ("row", "level"),
    [
        ({"stars": 5, "score": 92}, "ministry"),
        ({"stars": 3, "score": 60, "date": "27/01/2023"}, "province"),
        ({"stars": 3, "score": 60, "date": "27/03/2024"}, "legacy_district"),
        ({"stars": 3, "score": 60, "date": "27/03/2026"}, "province"),
        ({"stars": 3, "score": 60, "decision": "86/QĐ-UBND ngày 27/03/2024 của UBND tỉnh", "date": None}, "province"),
        (
            {"stars": 4, "decision": "86/QĐ-UBND ngày 27/03/2024 của UBND huyện Châu Phú", "date": None},
            "legacy_district",
        ),
    ],
)
def test_who_recognised_is_said_or_follows_from_the_law_of_the_day(bring, row, level):
    assert [entry.level for entry in bring(listed(goods(**row))).entries] == [level]


def test_a_second_run_changes_nothing(bring):
    data = listed(
        goods(), goods("Gạo", date=2022, decision=None), goods("Mắm", address="Huyện Chợ Mới"), goods("Trà", stars=9)
    )
    bring(data)
    before = list(Certificate.objects.values())

    done = bring(data)

    assert done.counts == {"created": 0, "updated": 0, "unchanged": 3}
    assert list(Certificate.objects.values()) == before
    assert CertificateDecision.objects.count() == 3


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"stars": 5, "score": 91}, {"stars", "score", "level"}),
        ({"score": 80}, {"score"}),
        ({"date": "28/01/2023"}, {"issued_on", "valid_until"}),
        ({"decision": "87/QĐ-UBND"}, {"decision_no"}),
        ({"address": "Xã Bình Hòa, An Giang"}, {"commune_id"}),
    ],
)
def test_a_correction_updates_the_entry_and_tells_its_history(bring, change, fields):
    bring(listed(goods()))

    done = bring(listed(goods(**change)))

    assert done.counts == {"created": 0, "updated": 1, "unchanged": 0}
    assert set(done.entries[0].changes) == fields
    entry = Certificate.objects.get()
    assert {name: getattr(entry, name) for name in fields} == {
        name: after for name, (_before, after) in done.entries[0].changes.items()
    }
    told_in_history = bool(fields & {"stars", "score", "issued_on", "decision_no"})
    assert entry.decisions.count() == 1 + told_in_history
    assert entry.search_text == entry.folded_search_text()


def test_an_empty_cell_erases_nothing(bring):
    bring(listed(goods()))

    done = bring(listed(goods(score=None, decision=None, date=2023, address="An Giang")))

    assert done.counts == {"created": 0, "updated": 0, "unchanged": 1}
    entry = Certificate.objects.get()
    assert (entry.score, entry.decision_no, entry.issued_on, entry.commune_id) == (
        Decimal("75.50"),
        "86/QĐ-UBND",
        date(2023, 1, 27),
        "30469",
    )


def test_a_list_that_knows_more_completes_the_entry(bring):
    bring(listed(goods(score=None, decision=None, date=2023, address="An Giang")))

    done = bring(listed(goods()))

    assert done.counts == {"created": 0, "updated": 1, "unchanged": 0}
    entry = Certificate.objects.get()
    assert (entry.score, entry.decision_no, entry.issued_on, entry.issued_year_only, entry.commune_id) == (
        Decimal("75.50"),
        "86/QĐ-UBND",
        date(2023, 1, 27),
        False,
        "30469",
    )


def test_a_new_decision_on_another_day_is_a_new_entry_and_the_old_one_stays(bring):
    bring(listed(goods()))

    done = bring(listed(goods(stars=4, score=80, decision="12/QĐ-UBND", date=datetime(2026, 2, 1))))

    assert done.counts == {"created": 1, "updated": 0, "unchanged": 0}
    assert sorted(Certificate.objects.values_list("decision_no", "stars", "state")) == [
        ("12/QĐ-UBND", 4, "active"),
        ("86/QĐ-UBND", 4, "active"),
    ]


def test_two_producers_of_one_name_in_two_communes_stay_two(bring):
    rows = [goods(address="Xã Mỹ Đức, An Giang"), goods(address="Xã Bình Hòa, An Giang")]
    bring(listed(*rows))

    assert bring(listed(*reversed(rows))).counts == {"created": 0, "updated": 0, "unchanged": 2}


@pytest.mark.parametrize("state", [State.REVOKED, State.SUPERSEDED])
def test_what_has_ended_is_not_changed_by_a_list(bring, state):
    bring(listed(goods()))
    Certificate.objects.update(state=state)

    changed = bring(listed(goods(score=80)))
    same = bring(listed(goods()))

    assert faults(changed) == [(2, "stars", "certificate_ended")]
    assert (same.counts["unchanged"], warned(same), faults(same)) == (1, [(2, "ended_unchanged")], [])
    assert Certificate.objects.get().state == state


def test_the_day_of_an_extended_certificate_stays(bring):
    bring(listed(goods()))
    Certificate.objects.update(state=State.EXTENDED_TRANSITIONAL, extended_until=date(2026, 12, 31))

    assert faults(bring(listed(goods(date="01/02/2023")))) == [(2, "date", "certificate_extended")]
    assert bring(listed(goods(score=80))).counts["updated"] == 1


def test_an_import_never_unlinks_a_product_and_shows_its_new_stars(bring, django_capture_on_commit_callbacks):
    from tests.stall import product

    sold = product("Khô cá lóc minh họa")
    bring(listed(goods(date="27/01/2025")))
    Certificate.objects.update(product=sold)

    with django_capture_on_commit_callbacks(execute=True):
        bring(listed(goods(date="27/01/2025", stars=5, score=95)))

    assert Certificate.objects.get().product_id == sold.pk
    sold.listing.refresh_from_db()
    assert sold.listing.stars == 5


def test_demo_certificates_are_left_alone(bring):
    bring(listed(goods()))
    Certificate.objects.update(is_demo=True)

    assert bring(listed(goods(score=80))).counts == {"created": 1, "updated": 0, "unchanged": 0}


def test_an_entry_changed_between_preview_and_import_is_matched_anew(country):
    from catalogue.register_import.importing import carry_out
    from catalogue.register_import.planning import plan

    data = listed(goods())
    first, second = plan(data, "a.xlsx"), plan(data, "a.xlsx")

    assert carry_out(first).counts == {"created": 1, "updated": 0, "unchanged": 0}
    assert carry_out(second).counts == {"created": 0, "updated": 0, "unchanged": 1}

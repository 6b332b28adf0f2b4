"""The published awards of the demo, printed as a province would print them, come back as they are known."""

from collections import Counter
from itertools import groupby

from catalogue.certification.models import Certificate
from marketplace.demo.awards import awards
from tests.register_import.books import Page, faults, xlsx

ABOVE = [
    "STT",
    "Tên sản phẩm",
    "Chủ thể",
    None,
    "Kết quả đánh giá, phân hạng",
    None,
    "Quyết định công nhận",
    None,
    "Ghi chú",
]
BELOW = [None, None, "Tên chủ thể", "Xã, phường", "Điểm", "Hạng sao", "Số", "Ngày, tháng, năm", None]
# Old cities that became several communes: which of them is known from elsewhere, not from the name.
BECAME_SEVERAL = {"Thành phố Phú Quốc, Kiên Giang", "Thành phố Mỹ Tho, Tiền Giang"}
STARS = ("{} sao", "{}", "★", "OCOP {} sao")


def printed(province: str, items: list, start: int) -> Page:
    """Sections of districts, one merged cell for the producer of several products in a row, totals and signatures."""
    rows = [
        ["ỦY BAN NHÂN DÂN"],
        [f"TỈNH {province.upper()}"],
        ["DANH SÁCH SẢN PHẨM OCOP ĐÃ ĐƯỢC CÔNG NHẬN"],
        [],
        ABOVE,
        BELOW,
    ]
    rows.append([f"({number})" for number in range(1, 10)])
    merged = ["A1:I1", "A2:I2", "A3:I3", "A5:A6", "B5:B6", "C5:D5", "E5:F5", "G5:H5", "I5:I6"]
    for order, (district, group) in enumerate(groupby(items, key=lambda award: award.old_district), start=1):
        group = list(group)
        if district:
            rows.append([f"{order}. {district.upper()} ({len(group)} sản phẩm)"])
            merged.append(f"A{len(rows)}:I{len(rows)}")
        for (_producer, _commune), same in groupby(group, key=lambda award: (award.producer, award.old_commune)):
            same = list(same)
            first = len(rows) + 1
            for place, award in enumerate(same):
                told = STARS[start % 4].format(award.stars) if start % 4 != 2 else "★" * award.stars
                day = award.recognised_on if not award.is_year_only else f"năm {award.recognised_on}"
                who = [award.producer, award.old_commune] if place == 0 else [None, None]
                rows.append(
                    [
                        start,
                        award.name,
                        *who,
                        award.score.replace(".", ",") or None,
                        told,
                        award.decision_no or None,
                        day,
                    ]
                )
                start += 1
            if len(same) > 1 and same[0].producer:
                merged += [f"{column}{first}:{column}{len(rows)}" for column in "CD"]
    rows += [
        [None, "Tổng cộng", None, None, None, len(items)],
        [],
        [None, "NGƯỜI LẬP BIỂU", None, None, None, "TM. ỦY BAN NHÂN DÂN"],
    ]
    return Page(rows, tuple(merged), name=province)


def test_a_province_as_it_prints_its_list(bring):
    known = [award for award in awards() if award.has_certificate]
    known.sort(key=lambda award: (award.old_province, award.old_district, award.producer, award.old_commune))
    provinces = [(name, list(items)) for name, items in groupby(known, key=lambda award: award.old_province)]
    data = xlsx(*[printed(name, items, 1 + 40 * order) for order, (name, items) in enumerate(provinces)])

    done = bring(data)

    without_producer = sum(1 for award in known if not award.producer)
    assert {code for _row, _field, code in faults(done)} <= {"missing_producer"}
    assert len(done.errors) == without_producer
    assert len(done.entries) + len(done.duplicates) + without_producer == len(known)
    assert Counter(skipped.reason for skipped in done.skipped).keys() == {"numbering", "section", "total", "note"}
    expected = Counter((award.name, award.producer, award.stars, award.issued_on) for award in known if award.producer)
    found = Counter((each.product, each.producer, each.stars, each.day.on) for each in done.entries)
    assert found - expected == Counter()
    assert sum((expected - found).values()) == len(done.duplicates)


def test_the_communes_are_those_that_are_known(bring):
    known = [award for award in awards() if award.has_certificate and award.producer and award.commune_code]
    rows = [["TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Hạng sao", "Quyết định", "Năm"]]
    rows += [
        [n, a.name, a.producer, a.former_place, a.stars, a.decision_no, a.recognised_on] for n, a in enumerate(known, 1)
    ]

    bring(xlsx(*rows))

    right = {(award.name, award.producer): award for award in known}
    stored = {(entry.product_name, entry.producer_name): entry.commune_id for entry in Certificate.objects.all()}
    wrong = [(key, code) for key, code in stored.items() if code not in (right[key].commune_code, None)]
    assert (wrong, {right[key].former_place for key, code in stored.items() if code is None}) == ([], BECAME_SEVERAL)


def test_the_demo_register_meets_its_own_list_again(bring):
    known = [award for award in awards() if award.has_certificate and award.producer]
    rows = [["TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Điểm", "Hạng sao", "Quyết định", "Năm"]]
    rows += [
        [n, a.name, a.producer, a.former_place, a.score, a.stars, a.decision_no, a.recognised_on]
        for n, a in enumerate(known, 1)
    ]
    first = bring(xlsx(*rows))

    again = bring(xlsx(rows[0], *reversed(rows[1:])))

    assert again.counts == {"created": 0, "updated": 0, "unchanged": first.counts["created"]}

"""Words that may not stand there are found as people write them, and harmless ones are left alone."""

import pytest

from catalogue.certification.models import GeographicalIndication, Paper
from catalogue.review.loading import load_watched_words, watched_rows
from catalogue.review.models import WatchedWord
from catalogue.review.wording import check
from tests import stall

from . import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _watched():
    desk.watched()


def found(text, field="description", product=None):
    return [finding.words for finding in check({field: text}, product=product)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chữa khỏi ho sau ba ngày", ["Chữa khỏi"]), ("ĐẶC TRỊ đau lưng", ["ĐẶC TRỊ"]), ("chua khoi ho", ["chua khoi"]),
        ("mat ong dac tri ho", ["dac tri"]), ("Mật ong dac tri ho", ["dac tri"]),
        ("chữa  khỏi", ["chữa khỏi"]), ("chữa\nbệnh", ["chữa\nbệnh"]), ("thần-dược", ["thần-dược"]),
        ("mật ong nguyên chất 100%", ["100%"]), ("100 % cá", ["100 %"]), ("ngon nhất xứ", ["nhất"]),
        ("chất lượng Số Một, hàng đầu", ["Số Một", "hàng đầu"]), ("thuo\u0302\u0301c la\u0301 vấn", ["thuốc lá"]),
    ],
)  # fmt: skip
def test_watched_words_are_found_with_and_without_tone_marks(text, words):
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Hợp tác xã Thống Nhất", "nhất là khi trời lạnh", "lần thứ nhất", "để lạnh ít nhất 2 giờ", "chậm nhất 3 ngày",
        "kết cấu đồng nhất", "dùng ngon nhất khi ăn nóng", "mat ong nhat nhat", "chua khỏi nói",
        "chừa khỏi", "trà lá mật gấu", "thuốc lá tắm của người Dao", "giá 100 nghìn", "số mười một", "hàng đậu",
        "không có tác dụng thay thế thuốc chữa bệnh", "đặc trưng vùng sông nước",
    ],
)  # fmt: skip
def test_harmless_words_are_left_alone(text):
    assert found(text) == []


def test_a_lone_syllable_without_marks_could_be_many_words_and_counts_as_none():
    assert found("ngon nhat xu") == []
    assert found("ngon nhất xứ") == ["nhất"]


def test_a_full_stop_between_two_syllables_parts_them():
    assert found("Ngon nhất. Là đặc sản.") == ["nhất"]
    assert found("Trời mưa mới chua. Khoi thơm.") == []


def test_praise_is_watched_where_it_sells_and_not_where_it_advises():
    assert found("để ngăn mát giữ tốt nhất", "how_to_keep") == []
    assert found("giòn tốt nhất miền Tây", "title") == ["tốt nhất"]
    assert found("đặc trị ho", "how_to_keep") == ["đặc trị"]


def test_a_finding_points_at_the_very_words_and_says_what_to_write_instead():
    (finding,) = check({"description": "Mật ong   hoa tràm, đặc trị ho."})

    assert "Mật ong hoa tràm, đặc trị ho."[finding.start : finding.end] == "đặc trị"
    assert (finding.kind, finding.stops) == ("health_claim", True)
    assert (finding.advice, finding.legal_ref) == ("Không viết đặc trị", "Luật")


def test_praise_warns_and_healing_stops():
    stops = {
        finding.words: finding.stops for finding in check({"description": "ngon nhất, đặc trị, thuốc lá, lừa đảo"})
    }

    assert stops == {"nhất": False, "đặc trị": True, "thuốc lá": True, "lừa đảo": True}


def test_a_word_that_staff_switched_off_counts_no_more():
    WatchedWord.objects.filter(words="hàng đầu").update(is_active=False)

    assert found("hàng đầu") == []


@pytest.mark.parametrize(
    "text", ["OCOP 4 sao", "đạt OCOP bốn sao", "chuẩn 5 sao", "★★★★ thơm", "Sản phẩm OCOP", "ocop 4 SAO"]
)
def test_stars_without_a_certificate_stop(text):
    findings = check({"description": text}, product=stall.product())

    assert [finding.kind for finding in findings] == ["stars"]
    assert findings[0].stops


@pytest.mark.parametrize(
    "text", ["khế ngọt như ngôi sao", "3 sào đất", "4 sáo trúc", "nam sao mà ngon", "quả 5 cánh sao"]
)
def test_other_stars_are_no_claim(text):
    assert found(text) == []


def test_stars_that_a_valid_certificate_proves_may_be_named():
    product = stall.product()
    stall.certificate(product, stars=4)

    assert found("OCOP 4 sao", product=product) == []
    assert found("OCOP 5 sao", product=product) == ["OCOP 5 sao"]


def test_stars_of_a_certificate_that_has_run_out_may_not():
    product = stall.product()
    stall.certificate(product, stars=4, issued_days_ago=4 * 366)

    assert found("OCOP 4 sao", product=product) == ["OCOP 4 sao"]


def indication(name="Nước mắm Phú Quốc", kind="GI"):
    return GeographicalIndication.objects.create(name=name, kind=kind, province=stall.province())


def test_a_name_of_origin_stops_in_the_name_and_is_looked_at_elsewhere():
    indication()

    title, text = check({"title": "Nước mắm Phú Quốc 40 độ", "description": "Hương như nước mắm Phú Quốc"})

    assert (title.words, title.stops, text.stops) == ("Nước mắm Phú Quốc", True, False)


def test_who_has_the_right_to_a_name_of_origin_may_write_it():
    right, product = indication(), stall.product()
    paper = Paper.objects.create(product=product, kind=Paper.Kind.GI_RIGHT, indication=right, state=Paper.State.SENT)
    assert found("Nước mắm Phú Quốc", "title", product) == ["Nước mắm Phú Quốc"]

    Paper.objects.filter(pk=paper.pk).update(state=Paper.State.ACCEPTED)

    assert found("Nước mắm Phú Quốc", "title", product) == []


def test_a_mark_is_looked_at_and_a_name_that_nobody_registered_is_free():
    indication("Khóm Tắc Cậu", "collective_mark")
    indication("Cá rô Hậu Giang", "")

    findings = check({"title": "Khóm Tắc Cậu, cá rô Hậu Giang"})

    assert [(finding.words, finding.stops) for finding in findings] == [("Khóm Tắc Cậu", False)]


def test_a_text_is_checked_in_three_queries_however_long(django_assert_num_queries):
    product = stall.product()

    with django_assert_num_queries(4):
        check({"title": "ngon nhất", "description": "đặc trị " * 500}, product=product)


def test_the_list_of_watched_words_loads_once_and_keeps_what_staff_changed():
    WatchedWord.objects.all().delete()
    first = load_watched_words()
    WatchedWord.objects.filter(words="hàng đầu").update(advice="Của bàn duyệt")

    second = load_watched_words()

    assert first["created"] == len(watched_rows()) > 100
    assert (second["created"], second["unchanged"]) == (0, len(watched_rows()))
    assert WatchedWord.objects.get(words="hàng đầu").advice == "Của bàn duyệt"


def test_every_watched_word_of_the_list_is_found_says_what_to_do_and_on_what_law():
    WatchedWord.objects.all().delete()
    load_watched_words()

    for row in watched_rows():
        assert row["words"] in [f.words for f in check({"title": f"xin {row['words']} ạ"})] or _within(row["words"]), (
            row
        )
        assert row["advice"] and row["advice_en"] and row["legal_ref"], row


def _within(words):
    """Found as part of longer watched words."""
    return any(words in finding.words for finding in check({"title": f"xin {words} ạ"}))


@pytest.mark.parametrize(
    "text",
    ["Khô cá lóc đồng phơi hai nắng", "Mắm cá linh Châu Đốc ăn với bông súng", "Dưa gang muối, giòn, ít đường",
     "Cá heo nước ngọt kho tiêu", "Trà lá sen giúp ngủ ngon", "Rượu nếp than ủ men lá", "Bánh bò thốt nốt",
     "Tôm sú nuôi sinh thái, không kháng sinh", "Mật ong hoa tràm U Minh lấy mùa nước nổi", "Hủ tiếu bột lọc Sa Đéc"],
)  # fmt: skip
def test_plain_words_of_the_delta_pass_the_whole_list(text):
    WatchedWord.objects.all().delete()
    load_watched_words()

    assert found(text) == []

"""A paper on its way to the desk: checked at the door, stored in private, promised an answer."""

import io
import zlib
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sellers.access import Acting
from sellers.models import SellerChange
from sellers.papers import sending
from sellers.papers.models import Requirement, Submission, SubmissionFile
from sellers.papers.numbers import BadNumber, registration_no, tax_code
from sellers.papers.sending import BadPaper, NotAsked, send, take_back
from sellers.papers.uploads import MOST_FILES, _stem
from tests import stall

from .conftest import helper_of, pdf, picture


def test_a_photographed_paper_is_stored_small_upright_and_without_the_cameras_data(acting, requirements):
    sent = send(
        acting=acting, requirement=requirements["business_registration"], number="51a8-001234",
        files=[picture(4000, 3000, exif=True, name="C:\\Anh\\../giấy <đăng ký>.JPG")],
    )  # fmt: skip

    file = sent.files.get()
    with storages["private"].open(file.file.name) as stored:
        content = stored.read()
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("JPEG", (1500, 2000))
        assert dict(image.getexif()) == {}
    assert b"Camera of Ba Nam" not in content
    assert (file.name, file.content_type, file.size) == ("giấy đăng ký.jpg", "image/jpeg", len(content))
    assert len(file.sha256) == 64
    assert sent.number == "51A8-001234"


def test_it_is_promised_an_answer_within_three_working_days(acting, requirements, monkeypatch):
    monkeypatch.setattr(sending.timezone, "localdate", lambda *_: date(2026, 11, 20))

    sent = send(acting=acting, requirement=requirements["tax_code"], number="1601234567")

    assert sent.due_on == date(2026, 11, 26)  # Friday; the weekend and the 24th, a holiday, do not count
    assert SellerChange.objects.get().action == "paper_sent"


def test_sending_again_takes_back_what_waits(acting, requirements):
    first = send(acting=acting, requirement=requirements["tax_code"], number="1601234567")
    second = send(acting=acting, requirement=requirements["tax_code"], number="1601234568")

    first.refresh_from_db()
    assert (first.state, second.state) == ("withdrawn", "sent")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("virus.jpg", b"MZ" + b"\0" * 5000), "not a picture"),
        (SimpleUploadedFile("trang.jpg", b""), "not a picture"),
        (picture(150, 150), "too small"),
        (SimpleUploadedFile("a.docm", b"PK\x03\x04" + b"\0" * 300), "not a picture"),
        (SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "not a picture"),
        (pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "act by themselves"),
        (pdf(b"/Names<</JavaScript 5 0 R>>"), "act by themselves"),
        (pdf(b"/AA<</O<</S/Launch/F(cmd.exe)>>>>"), "act by themselves"),
        (pdf(b"/Open#41ction 5 0 R"), "act by themselves"),
        (pdf(b"/Encrypt 9 0 R"), "act by themselves"),
        (pdf(tail=b""), "act by themselves"),
    ],
)
def test_what_is_not_a_plain_paper_is_refused_beside_the_field(acting, requirements, file, words):
    with pytest.raises(BadPaper) as refused:
        send(acting=acting, requirement=requirements["business_registration"], number="51A8001234", files=[file])

    assert words in refused.value.errors["files"]
    assert not Submission.objects.exists()


def test_a_script_packed_into_a_stream_of_objects_is_found(acting, requirements):
    packed = zlib.compress(b"5 0 <</S/JavaScript/JS(app.alert(1))>>")
    hidden = (
        b"%PDF-1.5\n4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 60>>stream\n"
        + packed
        + b"\nendstream endobj\n%%EOF"
    )
    drawn = hidden.replace(b"/Type/ObjStm/N 1/First 4", b"/Subtype/Image")

    with pytest.raises(BadPaper):
        send(acting=acting, requirement=requirements["business_registration"], number="51A8001234",
             files=[SimpleUploadedFile("a.pdf", hidden)])  # fmt: skip
    sent = send(acting=acting, requirement=requirements["business_registration"], number="51A8001234",
                files=[SimpleUploadedFile("a.pdf", drawn)])  # fmt: skip

    assert sent.files.get().content_type == "application/pdf"


def test_a_plain_pdf_is_kept_as_it_is(acting, requirements):
    sent = send(acting=acting, requirement=requirements["business_registration"], number="51A8001234", files=[pdf()])

    file = sent.files.get()
    assert (file.name, file.content_type) == ("giay.pdf", "application/pdf")
    with storages["private"].open(file.file.name) as stored:
        assert stored.read() == pdf().read()


def test_more_than_ten_pages_are_refused_and_the_same_page_counts_once(acting, requirements):
    paper = requirements["business_registration"]
    pages = [picture(300 + number, 300) for number in range(MOST_FILES + 1)]

    with pytest.raises(BadPaper):
        send(acting=acting, requirement=paper, number="51A8001234", files=pages)
    sent = send(acting=acting, requirement=paper, number="51A8001234", files=[picture(), picture(), picture(400, 400)])

    assert sent.files.count() == 2


def test_files_go_again_when_the_database_refuses(acting, requirements, monkeypatch):
    before = set(storages["private"].listdir("sellers")[0]) if storages["private"].exists("sellers") else set()
    stored = []
    keep = sending._store
    monkeypatch.setattr(sending, "_store", lambda file: stored.append(keep(file)) or stored[-1])
    monkeypatch.setattr(sending, "note_change", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        send(acting=acting, requirement=requirements["business_registration"], number="51A8001234", files=[picture()])

    assert len(stored) == 1
    assert not storages["private"].exists(stored[0])
    assert not SubmissionFile.objects.exists()
    assert before is not None


def test_only_what_is_asked_of_this_shop_is_taken(acting, requirements, shop):
    other = stall.product(by=stall.seller("Hộ khác"))
    mine = stall.product(by=shop)
    calls = [
        {"requirement": requirements["identity"]},
        {"requirement": requirements["alcohol_licence"], "number": "1", "files": [picture()]},
        {"requirement": requirements["self_declaration"], "product": other},
        {"requirement": requirements["self_declaration"]},
        {"requirement": requirements["tax_code"], "product": mine},
    ]

    for call in calls:
        with pytest.raises(NotAsked):
            send(acting=acting, **call)

    Requirement.objects.filter(code="tax_code").update(name="Ảnh căn cước", needs_file=True)
    with pytest.raises(NotAsked):
        send(
            acting=acting, requirement=Requirement.objects.get(code="tax_code"), number="1601234567", files=[picture()]
        )


def test_a_helper_sends_for_the_shop_and_both_names_stand_there(shop, requirements):
    from sellers.access import acting as acting_as

    helper = helper_of(shop, "papers")

    send(acting=acting_as(helper, shop.slug, "papers"), requirement=requirements["tax_code"], number="1601234567")

    change = SellerChange.objects.get()
    assert (change.by, change.is_helper, change.seller) == (helper, True, shop)


def test_a_helper_without_papers_is_refused(shop, requirements):
    helper = helper_of(shop, "orders")

    with pytest.raises(PermissionDenied):
        send(acting=Acting(helper, shop, shop.helpers.get()), requirement=requirements["tax_code"], number="1601234567")


@pytest.mark.parametrize(
    ("issued", "until", "field"),
    [
        (None, None, "issued_on"),
        (1, None, "issued_on"),
        (-10, -1, "valid_until"),
        (-10, -11, "valid_until"),
        (-10, 9000, "valid_until"),
        (-40 * 365, 10, "issued_on"),
        (-37 * 31, None, "valid_until"),
    ],
)
def test_days_that_cannot_be_are_pointed_out(acting, requirements, shop, issued, until, field):
    stall.product(by=shop)
    today = date.today()
    days = {
        "issued_on": today + timedelta(days=issued) if issued else None,
        "valid_until": today + timedelta(days=until) if until else None,
    }

    with pytest.raises(BadPaper) as refused:
        send(acting=acting, requirement=requirements["food_safety"], files=[picture()], **days)

    assert set(refused.value.errors) == {field}


def test_the_last_day_follows_from_the_day_of_issue(acting, requirements, shop):
    stall.product(by=shop)

    sent = send(acting=acting, requirement=requirements["food_safety"], files=[picture()], issued_on=date(2025, 2, 28))

    assert sent.valid_until == date(2028, 2, 28)


def test_what_waits_can_be_taken_back_and_what_was_decided_cannot(acting, requirements):
    sent = send(acting=acting, requirement=requirements["tax_code"], number="1601234567")

    take_back(acting=acting, submission=sent)

    sent.refresh_from_db()
    assert sent.state == "withdrawn"
    with pytest.raises(NotAsked):
        take_back(acting=acting, submission=sent)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1601234567", "1601234567"), (" 160 123 4567 ", "1601234567"), ("1601234567-001", "1601234567-001"),
        ("1601234567001", "1601234567-001"), ("089085001234", "089085001234"), ("1601234567–001", "1601234567-001"),
    ],
)  # fmt: skip
def test_a_tax_code_is_read_as_people_write_it(typed, stored):
    assert tax_code(typed) == stored


@pytest.mark.parametrize("typed", ["", "160123456", "16012345678", "1601234567-01", "16012a4567", "0890850012345678"])
def test_other_numbers_are_no_tax_codes(typed):
    with pytest.raises(BadNumber):
        tax_code(typed)


@pytest.mark.parametrize(
    ("typed", "is_right"), [("51A8001234", True), ("49a8.001.234", True), ("hộ ông Năm", False), ("12", False)]
)
def test_a_registration_number_has_digits(typed, is_right):
    if is_right:
        assert registration_no(typed) == typed.upper()
    else:
        with pytest.raises(BadNumber):
            registration_no(typed)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\r\nb: c.jpg", "a b c"),
        ("", "giay-to"),
        ("....jpg", "giay-to"),
        ("x" * 300 + ".png", "x" * 80),
    ],
)
def test_names_of_files_are_harmless(name, stem):
    assert _stem(name) == stem

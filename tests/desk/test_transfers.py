"""Each button of transfers and of the carriers' statements, once through HTTP, with its line in the log."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from marketplace.ledger.checking import problems
from marketplace.payments.models import BankReceipt, CarrierStatement
from tests.desk import market
from tests.payments import till

from .pressing import errors, logged, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def accountant(client, staff):
    client.force_login(staff.accountant)
    return client


def state_of(thing) -> str:
    return type(thing).objects.get(pk=thing.pk).state


def test_a_transfer_is_given_to_the_order_that_waits_for_its_amount(accountant, made, staff):
    receipt = market.received(number="7", amount=made.waiting.bill.total, content="mat ong")
    page = accountant.get(reverse("desk:transfer", args=[receipt.pk])).content.decode()
    assert made.waiting.number in page

    press(accountant, "transfer.give", receipt, likely=made.waiting.number)

    assert state_of(receipt) == "matched"
    assert type(made.waiting).objects.get(pk=made.waiting.pk).status == "confirmed"
    assert logged("transfer.give")[-1].data["order"] == made.waiting.number
    assert list(problems()) == []


def test_a_mistyped_order_number_is_said_beside_the_field(accountant, made):
    answer = press(accountant, "transfer.give", made.receipt, number="K3M 9QX DHT")

    assert list(errors(answer)) == ["number"]
    assert "K3M 9QX DHT" in answer.content.decode()
    assert state_of(made.receipt) == "unmatched"
    assert logged("transfer.give") == []


def test_a_transfer_goes_back_by_two_persons(client, made, staff):
    client.force_login(staff.accountant)
    press(client, "transfer.send-back", made.receipt, reason="Không có đơn")
    assert state_of(made.receipt) == "returning"

    client.force_login(staff.approver)
    press(client, "transfer.confirm-back", made.receipt, reference="FT77")

    assert state_of(made.receipt) == "returned"
    assert [logged(f"transfer.{name}")[-1].user for name in ("send-back", "confirm-back")] == [
        staff.accountant,
        staff.approver,
    ]
    assert till.holds("unallocated") == 0


def test_whoever_sent_it_back_does_not_confirm_it(client, made, staff):
    client.force_login(staff.chief)
    press(client, "transfer.send-back", made.receipt, reason="Không có đơn")

    press(client, "transfer.confirm-back", made.receipt, reference="FT77")

    assert state_of(made.receipt) == "returning"


def test_a_transfer_that_was_to_go_back_is_kept_after_all(accountant, made):
    press(accountant, "transfer.send-back", made.receipt, reason="Không có đơn")
    press(accountant, "transfer.keep", made.receipt)

    assert state_of(made.receipt) == "unmatched"
    assert len(logged("transfer.keep")) == 1


def test_a_transfer_that_is_booked_another_way_is_set_aside(client, made, staff):
    client.force_login(staff.approver)

    press(client, "transfer.set-aside", made.receipt, note="Trùng với FT0")

    assert state_of(made.receipt) == "elsewhere"
    assert "Trùng với FT0" in logged("transfer.set-aside")[-1].data["what"]


def test_what_one_types_another_confirms(client, made, staff):
    client.force_login(staff.accountant)
    at = timezone.localtime().replace(microsecond=0) - timezone.timedelta(hours=2)
    answer = press(
        client, "transfer_enter.enter", amount="1.250.000 ₫", content="TT", reference="FT5", at=f"{at:%Y-%m-%dT%H:%M}"
    )
    typed = BankReceipt.objects.get(reference="FT5")
    assert answer.url == reverse("desk:transfer", args=[typed.pk])
    assert (typed.state, typed.amount) == ("proposed", 1_250_000)

    press(client, "transfer.confirm", typed)
    assert state_of(typed) == "proposed"
    client.force_login(staff.approver)
    press(client, "transfer.confirm", typed)

    assert state_of(typed) == "unmatched"
    assert logged("transfer_enter.enter")[-1].data["amount"] == 1_250_000
    assert [line.user for line in logged("transfer.confirm")] == [staff.approver]


def test_an_entry_with_faults_keeps_what_was_typed(accountant, made):
    answer = press(accountant, "transfer_enter.enter", amount="12,5", content="tiền hàng", reference="", at="")

    assert set(errors(answer)) == {"amount", "reference", "at"}
    assert "12,5" in answer.content.decode()
    assert "tiền hàng" in answer.content.decode()


def test_an_entry_that_is_not_there_is_refused(client, made, staff):
    client.force_login(staff.approver)

    press(client, "transfer.refuse", made.proposed, note="Không thấy ở ngân hàng")

    assert state_of(made.proposed) == "refused"
    assert "Không thấy" in logged("transfer.refuse")[-1].data["what"]


def statement_file(rows) -> SimpleUploadedFile:
    head = "Ngày giao dịch,Số tham chiếu,Ghi có,Ghi nợ,Nội dung"
    return SimpleUploadedFile("sao-ke.csv", "\n".join([head, *rows]).encode())


def test_a_statement_is_looked_at_before_it_is_imported(accountant, made, staff):
    row = f"20/11/2026 08:00:00,FT81,{made.waiting.bill.total},,OCOP {made.waiting.number}"
    before = BankReceipt.objects.count()

    preview = press(accountant, "transfer_import.preview", file=statement_file([row, "x,FT82,5,,?"]), layout="neutral")

    assert preview.status_code == 200
    assert BankReceipt.objects.count() == before
    sections = preview.context["sections"]
    assert len(sections[0].table.data) == 1
    assert [fault.row for fault in sections[1].table.data] == [3]
    token = sections[0].buttons[0].form.initial["token"]

    report = press(accountant, "transfer_import.import", token=token)

    assert BankReceipt.objects.count() == before + 1
    assert type(made.waiting).objects.get(pk=made.waiting.pk).status == "confirmed"
    assert [result for _receipt, result, _tone in report.context["sections"][0].table.data] != []
    assert logged("transfer_import.import")[-1].data["amount"] == made.waiting.bill.total


def test_an_upload_of_somebody_else_is_not_imported(client, made, staff):
    client.force_login(staff.accountant)
    row = "20/11/2026 08:00:00,FT81,5000,,abc"
    preview = press(client, "transfer_import.preview", file=statement_file([row]), layout="neutral")
    token = preview.context["sections"][0].buttons[0].form.initial["token"]
    client.force_login(staff.colleague)
    before = BankReceipt.objects.count()

    press(client, "transfer_import.import", token=token)

    assert BankReceipt.objects.count() == before
    assert logged("transfer_import.import") == []


def test_a_file_that_is_no_statement_is_said_beside_the_field(accountant, made):
    answer = press(
        accountant, "transfer_import.preview", file=SimpleUploadedFile("a.csv", b"x,y\n1,2"), layout="neutral"
    )

    assert list(errors(answer)) == ["file"]


def test_a_carriers_statement_is_imported_checked_and_booked(accountant, made, staff):
    parcel = till.arrived(till.parcel_of(till.bought((made.honey, 1), payment="cod")), tracking_no="GHN7")
    rows = f"tracking_no,cod_amount,net_amount\nGHN7,{parcel.buyer_pays},{parcel.buyer_pays}"
    file = SimpleUploadedFile("ghn.csv", rows.encode())

    answer = press(accountant, "statement_import.import", file=file, layout="neutral", carrier="GHN", number="BK-7")
    statement = CarrierStatement.objects.get(number="BK-7")
    assert answer.url == reverse("desk:statement", args=[statement.pk])
    press(accountant, "statement.check", statement)
    press(accountant, "statement.post", statement, received=f"{parcel.buyer_pays:,}".replace(",", "."))

    assert state_of(statement) == "posted"
    assert parcel.payments.get().state == "remitted"
    assert [logged(f"statement{name}")[-1].data["amount"] for name in ("_import.import", ".check", ".post")] == [
        parcel.buyer_pays
    ] * 3
    assert list(problems()) == []


def test_a_statement_that_does_not_balance_is_not_booked(accountant, made):
    answer = press(accountant, "statement.post", made.statement, received="1")

    assert list(errors(answer)) == ["__all__"]
    assert state_of(made.statement) == "draft"
    assert logged("statement.post") == []


def test_a_line_that_was_not_right_is_settled_later(accountant, made, staff):
    late = till.on_its_way(till.parcel_of(till.bought((made.honey, 1), payment="cod")), tracking_no="GHN8")
    statement = market.statement(late, number="BK-8", fee=0)
    press(accountant, "statement.post", statement, received=str(late.buyer_pays), accept_differences="on")
    till.deliver(parcel=late, by="ghn")
    line = statement.lines.get()

    press(accountant, "statement.settle", line)

    line.refresh_from_db()
    assert line.result == "matched"
    assert logged("statement.settle")[-1].data["amount"] == late.buyer_pays
    assert till.holds("unallocated") == made.receipt.amount


def test_a_faulty_carrier_file_names_its_rows_beside_the_field(accountant, made):
    file = SimpleUploadedFile("ghn.csv", b"tracking_no,cod_amount,net_amount\nGHN9,abc,5")

    answer = press(accountant, "statement_import.import", file=file, layout="neutral", carrier="GHN", number="BK-9")

    assert list(errors(answer)) == ["file"]
    assert "BK-9" in answer.content.decode()

"""Each button of payouts, tax months, rates and the daily report, once through HTTP, with its line in the log."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from marketplace.charges.models import TaxRule
from marketplace.ledger.models import StatementBalance
from marketplace.payouts.models import PayoutHold, SellerBankAccount, TransferBatch
from marketplace.sales.tax_months.models import TaxPeriod

from .pressing import errors, logged, press, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def accountant(client, staff):
    client.force_login(staff.accountant)
    return client


def state_of(thing) -> str:
    return type(thing).objects.get(pk=thing.pk).state


def test_nobody_approves_their_own_batch(client, made, staff):
    TransferBatch.objects.filter(pk=made.batch.pk).update(created_by=staff.chief)
    client.force_login(staff.chief)

    press(client, "batch.approve", made.batch)

    assert state_of(made.batch) == "draft"
    assert logged("batch.approve") == []


def test_a_batch_goes_from_one_person_over_another_to_the_bank(client, made, staff):
    line = made.batch.lines.get()
    client.force_login(staff.approver)
    press(client, "batch.approve", made.batch)
    assert state_of(made.batch) == "approved"

    client.force_login(staff.accountant)
    press(client, "batch.export", made.batch)
    made.batch.refresh_from_db()
    assert made.batch.state == "exported"
    assert made.batch.sha256 in client.get(reverse("desk:batch", args=[made.batch.pk])).content.decode()

    file = press(client, "batch.download", made.batch)
    assert line.account_no in file.content.decode("utf-8-sig")
    assert file["Content-Disposition"] == f'attachment; filename="{made.batch.number}.csv"'

    rows = f"payout_ref,status\n{line.reference},paid"
    answer = press(client, "batch.results", made.batch, follow=True, file=SimpleUploadedFile("kq.csv", rows.encode()))
    assert state_of(made.batch) == "done", said(answer)

    who = [logged(f"batch.{name}")[-1].user for name in ("approve", "export", "download", "results")]
    assert who == [staff.approver, *[staff.accountant] * 3]
    assert logged("batch.export")[-1].data["sha256"] == made.batch.sha256
    assert logged("batch.results")[-1].data["paid"] == 1
    assert logged("batch.approve")[-1].data["amount"] == made.batch.total


def test_a_batch_is_rejected_and_a_new_one_made(client, made, staff):
    client.force_login(staff.approver)
    press(client, "batch.reject", made.batch)
    assert state_of(made.batch) == "rejected"

    client.force_login(staff.accountant)
    answer = press(client, "batch_new.make", format="neutral")

    new = TransferBatch.objects.get(state="draft")
    assert answer.url == reverse("desk:batch", args=[new.pk])
    assert logged("batch_new.make")[-1].data["amount"] == new.total == made.batch.total


def test_nothing_to_pay_says_who_is_left_out_and_why(accountant, made):
    answer = press(accountant, "batch_new.make", format="neutral")

    assert list(errors(answer)) == ["__all__"]
    assert TransferBatch.objects.count() == 1
    assert logged("batch_new.make") == []


def test_accounts_in_a_batch_are_masked_for_who_may_not_see_them(client, made, staff):
    staff.accountant.groups.clear()
    from django.contrib.auth.models import Permission

    staff.accountant.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "see_money"]))
    client.force_login(staff.accountant)

    page = client.get(reverse("desk:batch", args=[made.batch.pk])).content.decode()

    assert "•••6789" in page
    assert "0123456789" not in page


def test_a_sellers_payouts_are_held_and_let_go(client, made, staff):
    client.force_login(staff.accountant)
    press(client, "payee.hold", made.seller, reason="Đang kiểm tra")
    held = PayoutHold.objects.get(seller=made.seller)
    assert list(errors(press(client, "payee.hold", made.seller, reason=""))) == ["reason"]

    client.force_login(staff.approver)
    press(client, "payee.lift", held)

    held.refresh_from_db()
    assert (held.placed_by, held.lifted_by) == (staff.accountant, staff.approver)
    assert [logged(f"payee.{name}")[-1].data["what"] for name in ("hold", "lift")] == ["Đang kiểm tra"] * 2


def test_a_changed_account_waits_and_is_logged_masked(accountant, made):
    wrong = press(
        accountant, "payee.account", made.seller, bin="970436", number="1", holder="NGUYEN VAN MAU", reason="Gọi lại"
    )
    assert list(errors(wrong)) == ["number"]

    press(
        accountant,
        "payee.account",
        made.seller,
        bin="970436",
        number="9876543210",
        holder="NGUYEN VAN MAU",
        reason="Gọi lại",
    )

    account = SellerBankAccount.objects.current().get(seller=made.seller)
    assert account.number == "9876543210"
    assert account.usable_from > timezone.now()
    line = logged("payee.account")[-1]
    assert "•••3210" in line.data["what"] and "9876543210" not in str(line.data)


def test_a_tax_month_is_closed_declared_paid_and_amended(accountant, made, staff):
    press(accountant, "tax_month.close", month="2026-10")
    period = TaxPeriod.objects.get(month="2026-10")
    assert period.state == "closed"
    file = period.files.first()
    assert accountant.get(reverse("desk:tax_file", args=[file.pk])).status_code == 200

    for button, typed, after in (
        ("declare", {"reference": "TK-1"}, "declared"),
        ("pay", {"reference": "NT-1"}, "paid"),
        ("amend", {"what": "Bổ sung"}, "amended"),
    ):
        press(accountant, f"tax_month.{button}", period, **typed)
        assert state_of(period) == after
        assert logged(f"tax_month.{button}")[-1].user == staff.accountant
    assert logged("tax_month.close")[-1].data["month"] == "2026-10"


def test_the_running_month_is_not_closed(accountant, made):
    answer = press(accountant, "tax_month.close", follow=True, month=f"{timezone.localdate():%Y-%m}")

    assert not TaxPeriod.objects.exists()
    assert said(answer)
    assert logged("tax_month.close") == []


def test_a_certificate_waits_for_the_end_of_its_year(accountant, made):
    answer = press(accountant, "certificate_issue.issue", seller=made.seller.pk, year=str(timezone.localdate().year))

    assert list(errors(answer)) == ["__all__"]
    assert logged("certificate_issue.issue") == []


def test_a_certificate_is_issued_and_logged(accountant, made, monkeypatch):
    from marketplace.sales.tax_months.models import WithholdingCertificate

    paper = WithholdingCertificate.objects.create(seller=made.seller, year=2026, number=1, base=100, vat=1, pit=1)
    monkeypatch.setattr("marketplace.desk.tax.certificates.certificate", lambda **asked: paper)

    press(accountant, "certificate_issue.issue", seller=made.seller.pk, year="2026")

    assert logged("certificate_issue.issue")[-1].data["vat"] == 1


def test_the_banks_balance_is_recorded_and_replaced_only_when_asked(accountant, made):
    day = timezone.localdate().isoformat()
    press(accountant, "daily.record", day=day, closing_balance="173.000")
    refused = press(accountant, "daily.record", day=day, closing_balance="180.000")
    assert list(errors(refused)) == ["replace"]

    press(accountant, "daily.record", day=day, closing_balance="180.000", replace="on")

    assert StatementBalance.objects.get().closing_balance == 180_000
    assert [line.data["amount"] for line in logged("daily.record")] == [173_000, 180_000]


def test_a_difference_from_the_bank_is_said_in_words(accountant, made):
    press(accountant, "daily.record", day=timezone.localdate().isoformat(), closing_balance="100.000")

    sections = accountant.get(reverse("desk:daily")).context["sections"]

    assert sections[0].tone == "bad"
    assert "23.000" in sections[0].alarm


def test_the_whole_ledger_is_checked_when_asked(accountant, made):
    section = accountant.get(reverse("desk:daily"), {"check": "1"}).context["sections"][2]

    assert (section.tone, list(section.table.data)) == ("good", [])


def test_the_overview_says_when_tax_is_due_in_working_days(accountant, made):
    section = accountant.get(reverse("desk:overview")).context["sections"][0]

    assert f"/{timezone.localdate():%Y}" in section.facts[0][1]


def rule_fields(**more):
    return {
        "code": "other",
        "vat_bp": "200",
        "pit_bp": "100",
        "certainty": "house",
        "valid_to": "",
        "legal_basis": "Nghị định",
    } | more


def test_a_new_rate_may_not_overlap_and_its_figures_never_change(accountant, made):
    old = TaxRule.objects.get(code="other", valid_to=None)
    overlapping = accountant.post(reverse("rates_tax_rules:add"), rule_fields(valid_from="2027-01-01"))
    assert overlapping.status_code == 200
    assert TaxRule.objects.filter(code="other").count() == 1

    accountant.post(
        reverse("rates_tax_rules:edit", args=[old.pk]),
        rule_fields(
            vat_bp="999", valid_from=old.valid_from.isoformat(), valid_to="2026-12-31", legal_basis=old.legal_basis
        ),
    )
    added = accountant.post(reverse("rates_tax_rules:add"), rule_fields(valid_from="2027-01-01"))

    assert added.status_code == 302
    ended = TaxRule.objects.get(pk=old.pk)
    assert (ended.vat_bp, ended.valid_to) == (old.vat_bp, date(2026, 12, 31))
    assert TaxRule.objects.filter(code="other").count() == 2


def test_a_rate_above_what_is_sane_is_refused_beside_its_field(accountant, made):
    answer = accountant.post(reverse("rates_tax_rules:add"), rule_fields(vat_bp="5000", valid_from="2027-01-01"))

    assert "vat_bp" in answer.context["form"].errors
    assert answer.context["form"]["legal_basis"].value() == "Nghị định"


def test_whoever_approves_own_produce_signs_and_needs_proof(accountant, made, staff):
    fields = {"seller": made.seller.pk, "product": made.fish.pk, "treatment": "agri_raw_self", "state": "approved"}
    assert accountant.post(reverse("rates_products:add"), {**fields, "evidence": ""}).status_code == 200

    accountant.post(reverse("rates_products:add"), {**fields, "evidence": "Giấy xác nhận của xã"})

    treated = made.seller.tax_treatments.get()
    assert (treated.reviewed_by, treated.reviewed_on) == (staff.accountant, timezone.localdate())

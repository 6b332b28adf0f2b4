"""The desk's one decision on a paper, and what it enters."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from catalogue.certification.models import Certificate, CertificateDecision, Paper
from catalogue.listing.models import Listing
from marketplace.notify.models import Message
from sellers.models import State
from sellers.papers.checklist import checklist
from sellers.papers.deciding import AlreadyDecided, BadDecision, accept, send_back
from sellers.papers.impartial import Partial
from sellers.papers.sending import send
from tests import stall

from .conftest import helper_of, person_with, picture


@pytest.fixture
def tax(acting, requirements):
    return send(acting=acting, requirement=requirements["tax_code"], number="1601234567")


def test_an_accepted_number_becomes_the_sellers(tax, officer, shop):
    done = accept(submission=tax, by=officer, number="1601234568")

    shop.refresh_from_db()
    assert (done.state, done.number, done.decided_by, shop.tax_code) == (
        "accepted",
        "1601234568",
        officer,
        "1601234568",
    )
    assert done.decided_at is not None
    told = Message.objects.filter(template="paper_accepted")
    assert sorted(told.values_list("channel", "recipient")) == [("email", "ho@example.vn"), ("sms", "+84900000001")]


def test_the_reason_is_the_message(tax, officer, shop, requirements):
    done = send_back(submission=tax, by=officer, reason="Mã này là của hộ khác.\nHãy gõ mã trên giấy của bạn. ")

    assert (done.state, done.reason) == ("sent_back", "Mã này là của hộ khác.\nHãy gõ mã trên giấy của bạn.")
    mail = Message.objects.get(template="paper_sent_back", channel="email")
    assert "Mã này là của hộ khác.\nHãy gõ mã trên giấy của bạn." in mail.body
    assert f"/selling/{shop.slug}/papers/" in mail.body
    item = next(item for item in checklist(shop) if item.requirement.code == "tax_code")
    assert (item.state, item.reason) == ("sent_back", done.reason)


@pytest.mark.parametrize("template", ["paper_accepted", "paper_sent_back"])
def test_an_sms_stays_short(tax, officer, template):
    if template == "paper_accepted":
        accept(submission=tax, by=officer)
    else:
        send_back(submission=tax, by=officer, reason="x" * 2000)

    assert len(Message.objects.get(template=template, channel="sms").body) <= 160


@pytest.mark.parametrize("reason", ["", "   ", None])
def test_nothing_is_sent_back_without_a_word(tax, officer, reason):
    with pytest.raises(BadDecision):
        send_back(submission=tax, by=officer, reason=reason)

    tax.refresh_from_db()
    assert tax.state == "sent"


def test_a_paper_is_decided_once(tax, officer):
    accept(submission=tax, by=officer)

    with pytest.raises(AlreadyDecided):
        send_back(submission=tax, by=officer, reason="doch nicht")
    with pytest.raises(AlreadyDecided):
        accept(submission=tax, by=officer)
    tax.refresh_from_db()
    assert (tax.state, tax.reason) == ("accepted", "")


def test_only_who_may_decides(tax, owner):
    for person in (owner, person_with("papers.read_files", email="khac@example.vn")):
        with pytest.raises(PermissionDenied):
            accept(submission=tax, by=person)
        with pytest.raises(PermissionDenied):
            send_back(submission=tax, by=person, reason="x")


def test_nobody_decides_for_a_shop_of_their_own_or_one_they_help(tax, officer, shop):
    shop.partner.users.add(officer)
    with pytest.raises(Partial):
        accept(submission=tax, by=officer)

    helping = helper_of(shop, "papers")
    helping.user_permissions.set(officer.user_permissions.all())
    with pytest.raises(Partial):
        send_back(submission=tax, by=type(helping).objects.get(pk=helping.pk), reason="x")

    tax.refresh_from_db()
    assert tax.state == "sent"


@pytest.fixture
def fish(shop):
    shop.state = State.OPEN
    shop.save()
    return stall.product("Khô cá lóc", by=shop)


@pytest.fixture
def ocop(acting, requirements, fish):
    return send(
        acting=acting, requirement=requirements["ocop_certificate"], product=fish, number="GCN-12",
        issued_on=date(2026, 1, 15), files=[picture()],
    )  # fmt: skip


def test_an_accepted_certificate_stands_in_the_register_with_its_stars(
    ocop, officer, fish, shop, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        done = accept(submission=ocop, by=officer, stars=4, decision_no="123/QĐ-UBND", issuer="UBND tỉnh An Giang")

    made = Certificate.objects.get()
    assert (made.product, made.stars, made.decision_no, made.number) == (fish, 4, "123/QĐ-UBND", "GCN-12")
    assert (made.issued_on, made.valid_until) == (date(2026, 1, 15), date(2029, 1, 15))
    assert (made.issuer, made.product_name, made.producer_name) == ("UBND tỉnh An Giang", "Khô cá lóc", shop.name)
    assert (made.product_set, made.commune, made.province.code, made.level) == ("I.3d", shop.commune, "91", "province")
    assert (done.certificate, done.valid_until) == (made, date(2029, 1, 15))
    assert CertificateDecision.objects.get().decided_by == officer
    assert Listing.objects.get(product=fish).stars == 4


def test_a_certificate_that_stands_in_the_register_is_joined_not_doubled(ocop, officer, fish):
    known = stall.certificate(fish, 3, issued_days_ago=100)
    Certificate.objects.update(product=None)
    known.refresh_from_db()

    done = accept(submission=ocop, by=officer, certificate=known)

    known.refresh_from_db()
    assert (Certificate.objects.count(), known.product, done.certificate) == (1, fish, known)
    (line,) = known.decisions.all()
    assert (line.state, line.decided_by, fish.title in line.reason) == ("active", officer, True)


@pytest.mark.parametrize("fault", [{"state": "revoked"}, {"valid_until": date(2026, 1, 1)}])
def test_an_entry_that_is_not_valid_today_is_not_joined(ocop, officer, fish, fault):
    known = stall.certificate(fish, 3, issued_days_ago=1000)
    Certificate.objects.update(product=None)
    known.refresh_from_db()
    Certificate.objects.filter(pk=known.pk).update(**fault)  # after the page was drawn

    with pytest.raises(BadDecision) as refused:
        accept(submission=ocop, by=officer, certificate=known)

    known.refresh_from_db()
    ocop.refresh_from_db()
    assert (list(refused.value.errors), known.product, ocop.state) == (["certificate"], None, "sent")


def test_an_entry_that_was_linked_meanwhile_is_not_taken_away(ocop, officer, fish, shop):
    known = stall.certificate(fish, 3, issued_days_ago=100)
    Certificate.objects.update(product=None)
    known.refresh_from_db()
    other = stall.product("Mắm", by=shop)
    Certificate.objects.update(product=other)

    with pytest.raises(BadDecision):
        accept(submission=ocop, by=officer, certificate=known)

    assert Certificate.objects.get().product == other


def test_the_certificate_of_another_product_is_not_taken(ocop, officer, shop):
    known = stall.certificate(stall.product("Mắm", by=shop), 5)

    with pytest.raises(BadDecision) as refused:
        accept(submission=ocop, by=officer, certificate=known)

    assert list(refused.value.errors) == ["certificate"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"decision_no": "1"}, "stars"), ({"stars": 2, "decision_no": "1"}, "stars"), ({"stars": 4}, "decision_no"),
        ({"stars": 4, "decision_no": "1", "issued_on": None}, "issued_on"),
        ({"stars": 4, "decision_no": "1", "valid_until": date(2026, 1, 1)}, "valid_until"),
        ({"stars": 4, "decision_no": "1", "number": ""}, "number"),
    ],
)  # fmt: skip
def test_a_certificate_is_not_entered_half(ocop, officer, facts, field):
    with pytest.raises(BadDecision) as refused:
        accept(submission=ocop, by=officer, **facts)

    assert list(refused.value.errors) == [field]
    assert not Certificate.objects.exists()
    ocop.refresh_from_db()
    assert ocop.state == "sent"


def test_an_accepted_self_declaration_is_a_checked_paper_of_the_product(acting, requirements, fish, officer):
    tested = date.today() - timedelta(days=30)
    sent = send(acting=acting, requirement=requirements["self_declaration"], product=fish, number="01/2026",
                issued_on=tested, files=[picture()])  # fmt: skip

    done = accept(submission=sent, by=officer)

    paper = Paper.objects.get()
    assert (paper.product, paper.kind, paper.state, paper.number) == (fish, "self_declaration", "accepted", "01/2026")
    assert paper.valid_until == sent.valid_until
    assert done.product_paper == paper

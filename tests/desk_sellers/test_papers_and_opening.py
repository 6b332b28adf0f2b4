"""One decision per paper, one approval that opens the shop; each with its author and reason, the next one after it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.certification.models import Certificate
from marketplace.desk.sellers.paper import entries_for
from marketplace.notify.models import Message
from sellers.identity.models import SellerIdentity
from sellers.models import Seller, State
from sellers.opening.models import Suspension
from sellers.papers.models import FileReading, Requirement, Submission
from tests import stall
from tests.desk_sellers import market
from tests.desk_sellers.pressing import buttons, errors, logged, press, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, staff):
    client.force_login(staff.dossiers)
    return staff.dossiers


def ready(of) -> Seller:
    """Nothing is asked for any more, and a listing was accepted."""
    Requirement.objects.update(is_active=False)
    stall.product("Bánh đã duyệt", by=of)
    return of


def test_a_paper_is_accepted_with_the_facts_as_the_desk_read_them(client, officer, made):
    press(client, "paper.accept", made.paper, number="49A8009999")

    made.paper.refresh_from_db()
    assert (made.paper.state, made.paper.number, made.paper.decided_by) == ("accepted", "49A8009999", officer)
    assert Seller.objects.get(pk=made.asking.pk).registration_no == "49A8009999"
    (line,) = logged("paper.accept")
    assert (line.user, line.object_id) == (officer, str(made.asking.pk))


def test_an_accepted_certificate_enters_the_register_with_its_stars(client, officer, made):
    facts = {
        "number": "12/GCN",
        "issued_on": "2026-11-01",
        "valid_until": "2029-11-01",
        "stars": "4",
        "decision_no": "77/QĐ-UBND",
    }

    press(client, "paper.accept", made.star_paper, **facts)

    entered = Certificate.objects.get(product=made.listing.product)
    assert (entered.stars, entered.decision_no, entered.valid_until.isoformat()) == (4, "77/QĐ-UBND", "2029-11-01")


def test_an_entry_of_the_register_is_claimed_instead_of_a_new_one(client, officer, made):
    known = market.entry("Mắm cá linh mới")

    press(
        client,
        "paper.accept",
        made.star_paper,
        number="12/GCN",
        issued_on="2026-11-01",
        valid_until="2029-11-01",
        certificate=known.pk,
    )

    known.refresh_from_db()
    assert known.product == made.listing.product
    assert Certificate.objects.filter(product=made.listing.product).count() == 1


def test_only_entries_valid_today_are_offered(made):
    title = made.star_paper.product.title
    good = market.entry(title)
    market.entry(title, state="revoked")
    market.entry(title, valid_until=timezone.localdate() - timedelta(days=1))

    assert [key for key, _words in entries_for(made.star_paper)] == [good.pk]


def passport(made, **more):
    day = timezone.localdate() + timedelta(days=400)
    facts = {"person": made.owner.pk, "name": "John Minh Hoa", "birth_year": 1980, "number": "X 123456"}
    return facts | {"expires_on": day.isoformat()} | more


def test_a_passport_seen_by_the_desk_is_the_proof_of_a_foreigner(client, officer, made):
    press(client, "dossier.passport", made.asking, **passport(made))

    proof = SellerIdentity.objects.get(seller=made.asking)
    assert (proof.method, proof.person, proof.name, proof.birth_year) == (
        "manual_document", made.owner, "John Minh Hoa", 1980,
    )  # fmt: skip
    assert "123456" not in str(vars(proof))
    (line,) = logged("dossier.passport")
    assert line.data["what"].startswith("John Minh Hoa") and "123456" not in str(line.data)


def test_a_passport_that_ends_soon_is_said_beside_its_field(client, officer, made):
    soon = (timezone.localdate() + timedelta(days=100)).isoformat()

    page = press(client, "dossier.passport", made.asking, **passport(made, expires_on=soon))

    assert set(errors(page)) == {"expires_on"}
    assert not SellerIdentity.objects.filter(seller=made.asking).exists()
    assert logged("dossier.passport") == []


def test_an_electronic_proof_is_not_replaced_by_a_passport(client, officer, made):
    SellerIdentity.objects.create(seller=made.asking, person=made.owner, provider="vneid", subject_hmac="0", name="A")

    press(client, "dossier.passport", made.asking, **passport(made))

    assert SellerIdentity.objects.filter(seller=made.asking).count() == 1


def test_what_is_missing_for_a_certificate_is_said_beside_its_field_and_nothing_typed_is_lost(client, officer, made):
    page = press(
        client, "paper.accept", made.star_paper, number="99/GCN", issued_on="2026-11-01", valid_until="2020-11-01"
    )

    assert errors(page) == {"valid_until": ["This paper has run out. Send it back."]}
    assert 'value="99/GCN"' in page.content.decode()
    assert Submission.objects.get(pk=made.star_paper.pk).state == "sent"
    assert logged("paper.accept") == []


def test_the_reason_sent_back_is_the_message_word_for_word(client, officer, made):
    Seller.objects.filter(pk=made.asking.pk).update(email="ba-chu@example.vn")

    press(client, "paper.send-back", made.paper, ready="0", reason="Chụp lại trang 2 giùm.")

    made.paper.refresh_from_db()
    assert (
        made.paper.reason
        == "The picture is not sharp. Please photograph the whole page once more, in daylight. Chụp lại trang 2 giùm."
    )
    assert made.paper.reason in Message.objects.get(recipient="ba-chu@example.vn").body
    assert logged("paper.send-back")[0].data["what"].endswith("Chụp lại trang 2 giùm.")


def test_nothing_is_sent_back_without_a_reason(client, officer, made):
    page = press(client, "paper.send-back", made.paper, ready="", reason="   ")

    assert list(errors(page)) == ["reason"]
    assert Submission.objects.get(pk=made.paper.pk).state == "sent"


def test_a_paper_is_decided_once(client, officer, staff, made):
    press(client, "paper.accept", made.paper, number="49A8001234")

    client.force_login(staff.colleague)
    page = press(client, "paper.send-back", made.paper, reason="Mờ quá", follow=True)

    made.paper.refresh_from_db()
    assert (made.paper.state, made.paper.reason, made.paper.decided_by) == ("accepted", "", officer)
    assert len(logged("paper.accept")) == 1 and logged("paper.send-back") == []
    assert page.status_code == 200


def test_after_a_decision_the_next_paper_of_the_same_list_opens(client, officer, made):
    query = "?paper=ocop_certificate&commune=30469"
    other = market.certificate_paper(made.asking, made.owner, stall.product("Bánh tét", by=made.asking))

    first = press(client, "paper.send-back", made.star_paper, query=query, reason="Mờ quá")
    last = press(client, "paper.send-back", other, query=query, reason="Mờ quá", follow=True)

    assert first.url == reverse("desk:paper", args=[other.pk]) + query
    assert last.redirect_chain[0][0] == reverse("desk:papers") + query


def test_the_file_stands_beside_the_decision_and_every_opening_is_written_down(client, officer, made):
    page = client.get(reverse("desk:paper", args=[made.paper.pk])).content.decode()
    at = reverse("desk:paper_file", args=[made.file.pk])
    answer = client.get(at)

    assert f'<img src="{at}"' in page
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    assert answer["X-Frame-Options"] == "SAMEORIGIN" and "no-store" in answer["Cache-Control"]
    assert [(row.by, row.file) for row in FileReading.objects.all()] == [(officer, made.file)]


def test_who_may_not_read_files_sees_their_names_only(client, staff, made):
    client.force_login(staff.care)

    page = client.get(reverse("desk:paper", args=[made.paper.pk])).content.decode()

    assert reverse("desk:paper_file", args=[made.file.pk]) not in page
    assert "giay.jpg" in page


def test_nobody_decides_on_a_shop_they_help(client, officer, made):
    market.helps(officer, made.asking)

    page = client.get(reverse("desk:paper", args=[made.paper.pk]))
    answer = press(client, "paper.accept", made.paper, number="49A8001234")

    assert buttons(page) == {}
    assert Submission.objects.get(pk=made.paper.pk).state == "sent"
    assert "A colleague decides here" in said(answer)


def test_help_that_ended_lately_still_keeps_an_officer_from_deciding(client, officer, made):
    help_given = market.helps(officer, made.asking)
    type(help_given).objects.filter(pk=help_given.pk).update(ended_at=timezone.now() - timedelta(days=7))

    answer = press(client, "paper.accept", made.paper, number="49A8001234")

    assert Submission.objects.get(pk=made.paper.pk).state == "sent"
    assert "A colleague decides here" in said(answer)


def test_a_shop_that_is_not_ready_cannot_be_opened_and_says_why(client, officer, made):
    page = client.get(reverse("desk:dossier", args=[made.asking.pk]))
    answer = press(client, "dossier.open", made.request)

    open_button = buttons(page)["open"]
    assert any("Tax code" in line for line in open_button.obstacles)
    assert "disabled" in page.content.decode()
    assert Seller.objects.get(pk=made.asking.pk).state == State.PREPARING
    assert "Not ready yet. The reasons stand below." in answer.content.decode()


def test_one_approval_opens_the_shop(client, officer, made):
    ready(made.asking)

    page = press(client, "dossier.open", made.request, follow=True)

    made.asking.refresh_from_db()
    assert (made.asking.state, made.asking.opened_at is not None) == (State.OPEN, True)
    assert logged("dossier.open")[0].user == officer
    assert page.redirect_chain[0][0] == reverse("desk:dossiers")


def test_two_officers_open_a_shop_once(client, officer, staff, made):
    ready(made.asking)
    press(client, "dossier.open", made.request)

    client.force_login(staff.colleague)
    press(client, "dossier.open", made.request)

    assert [line.user for line in logged("dossier.open")] == [officer]


def test_a_request_sent_back_leads_to_the_next_who_asked(client, officer, made):
    other = market.seller("Hộ thứ hai")
    market.ask_to_open(other, days_left=9)

    answer = press(client, "dossier.back", made.request, query="?show=asked", ready="1", reason="")

    made.request.refresh_from_db()
    assert made.request.reason == "Please tell where the carrier collects the parcels and on which days."
    assert answer.url == reverse("desk:dossier", args=[other.pk]) + "?show=asked"


def test_a_suspension_is_read_before_it_is_sent(client, officer, made):
    Seller.objects.filter(pk=made.live.pk).update(email="dang-ban@example.vn")
    typed = {"kind": "notice", "ground": "complaints", "ready": "", "reason": "Ba người mua báo hàng hỏng."}

    preview = press(client, "dossier.suspend", made.live, **typed)
    assert "Ba người mua báo hàng hỏng." in preview.content.decode()
    assert not Suspension.objects.filter(seller=made.live).exists()

    press(client, "dossier.suspend", made.live, is_read="on", **typed)
    placed = Suspension.objects.get(seller=made.live)
    days = timezone.localdate(placed.effective_at) - timezone.localdate()
    assert (placed.reason, days, placed.placed_by) == ("Ba người mua báo hàng hỏng.", timedelta(days=5), officer)
    sent = Message.objects.get(recipient="dang-ban@example.vn").body
    assert buttons(preview)["suspend"].form.notice.splitlines()[1:] == sent.splitlines()[1:]
    assert f"{timezone.localtime(placed.effective_at):%d/%m/%Y}" in preview.content.decode()


def test_an_order_of_an_authority_names_it(client, officer, made):
    page = press(
        client, "dossier.suspend", made.live, kind="order", ground="authority", reason="Theo công văn", is_read="on"
    )

    assert set(errors(page)) == {"authority", "document_no"}
    assert not Suspension.objects.filter(seller=made.live).exists()


def test_a_stopped_shop_is_let_go_with_a_reason(client, officer, made):
    press(client, "dossier.lift", made.suspension, ready="0", reason="")

    made.suspension.refresh_from_db()
    assert made.suspension.lift_reason == "What was asked for is done."
    assert logged("dossier.lift")[0].object_id == str(made.stopped.pk)


def test_a_shop_is_closed_once(client, officer, made):
    press(client, "dossier.close", made.live, ready="0", reason="")
    again = press(client, "dossier.close", made.live, ready="0", reason="", follow=True)

    assert Seller.objects.get(pk=made.live.pk).state == State.CLOSED
    assert len(logged("dossier.close")) == 1
    assert again.status_code == 200


def test_the_page_of_a_seller_shows_both_names_of_a_helpers_change(client, officer, staff, made):
    from sellers.models import SellerChange

    made.asking.person = "Bà Chủ"
    made.asking.save()
    SellerChange.objects.create(seller=made.asking, by=staff.care, is_helper=True, action="stock", words="Tồn kho: 12")

    page = client.get(reverse("desk:dossier", args=[made.asking.pk])).content.decode()

    assert "chamsocnguoiban for Bà Chủ" in page and "Tồn kho: 12" in page


def test_the_history_tells_every_decision_of_the_seller(client, officer, made):
    press(client, "paper.send-back", made.paper, reason="Mờ quá")

    page = client.get(reverse("desk:dossier", args=[made.asking.pk]))

    assert [line.by for line in page.context["history"]] == ["hoso"]
    assert page.context["history"][0].what.endswith("Mờ quá")

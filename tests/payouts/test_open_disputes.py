"""While a card holder's bank disputes a payment, the sellers of that order are not paid (R21)."""

import pytest

from marketplace.payments.attending import call_for_attention, close_attention
from marketplace.payments.models import Attention
from marketplace.payouts.approving import approve_batch
from marketplace.payouts.drafting import draft_batch
from marketplace.payouts.exporting import export_batch
from marketplace.payouts.readiness import Why

from .paying import NET, boss, clerk, drafted, earned, seller_with_account

pytestmark = pytest.mark.django_db


def test_r21_an_open_dispute_holds_the_payouts_of_its_sellers_until_a_person_closes_it():
    maker, other = seller_with_account("Hộ có tranh chấp"), seller_with_account("Hộ khác")
    parcel = earned(maker)
    earned(other)
    flag = call_for_attention(reason=Attention.Reason.DISPUTE, about="dp_1", order=parcel.order)
    call_for_attention(reason=Attention.Reason.OVERPAID, about="r1", order=parcel.order)

    draft = draft_batch(by=clerk())

    assert [(one.seller, one.amount, one.why) for one in draft.left_out] == [(maker, NET, Why.DISPUTED)]
    assert [line.payout.seller for line in draft.batch.lines.all()] == [other]
    close_attention(attention=flag, by=boss(), note="Thua, sàn chịu")
    assert drafted().total == NET


def test_r21_a_dispute_that_opens_after_the_draft_is_seen_at_the_approval_and_at_the_export():
    first, second, good = (seller_with_account(f"Hộ {n}") for n in range(3))
    parcels = [earned(maker) for maker in (first, second, good)]
    batch = drafted()

    call_for_attention(reason=Attention.Reason.DISPUTE, about="dp_1", order=parcels[0].order)
    said = approve_batch(batch=batch, by=boss())
    call_for_attention(reason=Attention.Reason.DISPUTE, about="dp_2", order=parcels[1].order)
    export = export_batch(batch=batch, by=batch.created_by)

    assert [(one.seller, one.why) for one in said] == [(first, Why.DISPUTED)]
    assert [(one.seller, one.why) for one in export.left_out] == [(second, Why.DISPUTED)]
    assert [line.payout.seller for line in batch.lines.standing()] == [good]

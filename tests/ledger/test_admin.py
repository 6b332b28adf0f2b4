"""The ledger in Django's admin: to look at, never to change."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from marketplace.ledger import accounts
from marketplace.ledger.models import Account, StatementBalance
from marketplace.ledger.statements import record_statement_balance


@pytest.fixture
def desk(client, db):
    clerk = get_user_model().objects.create_superuser(email="clerk@example.vn", full_name="Bình", password="x")
    client.force_login(clerk)
    return client


def test_postings_are_shown_with_their_entries(desk, market):
    posting = market.capture()

    listed = desk.get(reverse("admin:ledger_posting_changelist"))
    shown = desk.get(reverse("admin:ledger_posting_change", args=[posting.pk]))

    assert posting.key in listed.content.decode()
    page = shown.content.decode()
    assert "bank:collection" in page and "-775000" in page
    assert 'name="_save"' not in page and "deletelink" not in page


@pytest.mark.parametrize("model", ["posting", "account", "statementbalance"])
def test_nothing_is_added_or_changed_by_hand(desk, market, model):
    market.capture()
    day = timezone.localdate()
    record_statement_balance(account=accounts.bank_collection(), day=day, closing_balance=1, source="s")
    row = {
        "posting": market.order.postings.get(),
        "account": Account.objects.first(),
        "statementbalance": StatementBalance.objects.get(),
    }[model]

    assert desk.get(reverse(f"admin:ledger_{model}_changelist")).status_code == 200
    assert desk.get(reverse(f"admin:ledger_{model}_add")).status_code == 403
    assert desk.post(reverse(f"admin:ledger_{model}_change", args=[row.pk]), {}).status_code == 403
    assert desk.post(reverse(f"admin:ledger_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403

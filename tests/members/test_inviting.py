"""Invitations go to phones that anybody may type: only vetted cooperatives send them, and few a day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from marketplace.notify.models import Message
from sellers.members.entering import leave
from sellers.members.own_page import NeverOpened, TooManyInvitations, invite
from sellers.models import SellerChange
from tests.helping.people import shop

from .test_members import PHONE, entered

pytestmark = pytest.mark.django_db


def opened(name):
    return shop(name, kind="cooperative", opened_at=timezone.now())


def sent(**which) -> int:
    return Message.objects.filter(template="member_invited", **which).count()


def test_a_cooperative_that_was_never_opened_invites_nobody_and_is_told_so(client):
    unknown = shop("HTX minh họa Mới", kind="cooperative", state="preparing")
    member = entered(unknown)
    address = reverse("selling:invite_member", args=[unknown.seller.slug, member.pk])
    client.force_login(unknown.person)

    page = client.get(reverse("selling:member_of", args=[unknown.seller.slug, member.pk]))
    pressed = client.post(address, follow=True)

    assert address not in page.content.decode()
    assert len(pressed.context["messages"]) == 1
    with pytest.raises(NeverOpened):
        invite(acting=unknown, member=member)
    assert not Message.objects.exists()


def test_the_button_is_there_once_the_shop_was_opened_and_a_second_press_is_explained(coop, client):
    member = entered(coop)
    address = reverse("selling:invite_member", args=[coop.seller.slug, member.pk])
    client.force_login(coop.person)

    page = client.get(reverse("selling:member_of", args=[coop.seller.slug, member.pk]))
    first, second = client.post(address, follow=True), client.post(address, follow=True)

    assert address in page.content.decode()
    assert [len(answer.context["messages"]) for answer in (first, second)] == [0, 1]
    assert sent() == 1


def test_leaving_and_being_entered_again_sends_no_second_message(coop):
    first = entered(coop)
    invite(acting=coop, member=first)
    leave(acting=coop, member=first)
    again = entered(coop)

    with pytest.raises(TooManyInvitations):
        invite(acting=coop, member=again)

    assert again.pk != first.pk
    assert (sent(), SellerChange.objects.filter(action__startswith="member.invited").count()) == (1, 1)


def test_a_phone_gets_three_a_day_from_all_cooperatives_together():
    coops = [opened(f"HTX minh họa {number}") for number in range(4)]
    for coop in coops[:3]:
        invite(acting=coop, member=entered(coop))

    with pytest.raises(TooManyInvitations):
        invite(acting=coops[3], member=entered(coops[3]))

    assert sent(recipient=PHONE) == 3


def test_a_cooperative_invites_twenty_a_day_and_the_next_day_again(coop):
    members = [entered(coop, f"Hộ số {number}", f"+849770020{number:02}") for number in range(21)]
    for member in members[:20]:
        invite(acting=coop, member=member)

    with pytest.raises(TooManyInvitations):
        invite(acting=coop, member=members[20])
    assert sent() == 20
    with freeze_time(timezone.now() + timedelta(hours=24, minutes=1)):
        invite(acting=coop, member=members[20])
    assert sent() == 21

"""The groups of the desks and the demo people of the money desk."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from marketplace.demo.accounts import PASSWORD, make_people
from marketplace.desk.groups import ACCOUNTANT, APPROVER, GROUPS, load_groups

pytestmark = pytest.mark.django_db


def test_groups_are_made_once_and_keep_what_staff_changed():
    first = load_groups()
    Group.objects.get(name=ACCOUNTANT).permissions.clear()

    assert load_groups() == {"created": 0, "unchanged": len(GROUPS)}
    assert first["created"] + first["unchanged"] == len(GROUPS)
    assert Group.objects.get(name=ACCOUNTANT).permissions.count() == 0
    assert Group.objects.get(name=APPROVER).permissions.count() == len(set(GROUPS[APPROVER]))


def test_nobody_makes_and_approves_batches_by_group():
    assert not {"payouts.make_batch", "payouts.approve_batch"} <= {*GROUPS[ACCOUNTANT]}
    assert not {"payouts.make_batch", "payouts.approve_batch"} <= {*GROUPS[APPROVER]}


def test_the_demo_has_an_accountant_and_an_approver_who_can_sign_in(client):
    make_people()
    find = get_user_model().objects.by_email

    accountant, approver = find("ketoan@demo.example"), find("duyetchi@demo.example")

    assert [group.name for group in accountant.groups.all()] == [ACCOUNTANT]
    assert [group.name for group in approver.groups.all()] == [APPROVER]
    assert accountant.check_password(PASSWORD)
    assert accountant.has_perm("payouts.make_batch") and not accountant.has_perm("payouts.approve_batch")

"""Sample people of a demo that was loaded before the roles were made."""

import pytest
from django.contrib.auth.models import Group

from marketplace.demo.accounts import make_people
from marketplace.editorial import roles

pytestmark = pytest.mark.django_db


def test_loading_again_moves_sample_people_to_their_role_and_nobody_else(db, django_user_model):
    make_people()
    chief = django_user_model.objects.by_email("bientap@demo.example")
    real = django_user_model.objects.create_user(email="that@example.vn")
    old = [Group.objects.get_or_create(name=name)[0] for name in roles.WAGTAILS_GROUPS]
    chief.groups.set(old)
    real.groups.add(old[0])

    counts = make_people()

    assert counts["updated"] == 1
    assert [group.name for group in chief.groups.all()] == [roles.CHIEF]
    assert [group.name for group in real.groups.all()] == [roles.WAGTAILS_GROUPS[0]]
    assert not Group.objects.filter(name=roles.WAGTAILS_GROUPS[1]).exists()

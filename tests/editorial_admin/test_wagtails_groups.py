"""The groups that Wagtail brings, where nobody has set up the roles yet."""

import pytest
from django.contrib.auth.models import Group

from marketplace.editorial import roles

pytestmark = pytest.mark.django_db


def test_a_group_of_wagtail_that_somebody_is_in_stays(db, django_user_model):
    user = django_user_model.objects.create_user(email="cu@example.vn")
    user.groups.add(Group.objects.get(name="Editors"))

    roles.set_up_roles()

    assert [group.name for group in user.groups.all()] == ["Editors"]

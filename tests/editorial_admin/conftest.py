"""A small site with its three roles, and forms as the page editor sends them."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from marketplace.editorial import models, roles
from tests.editorial_reach.planting import Tree
from tests.planted import planted

ROLES = {"author": roles.AUTHOR, "reviewer": roles.REVIEWER, "chief": roles.CHIEF}


def _site():
    tree = Tree()
    roles.set_up_roles()
    people, clients = {}, {}
    for name, group in ROLES.items():
        people[name] = get_user_model().objects.create_user(email=f"{name}@example.vn", full_name=f"Người {name}")
        people[name].groups.add(Group.objects.get(name=group))
        clients[name] = Client()
        clients[name].force_login(people[name])
    keys = {name: client.cookies[settings.SESSION_COOKIE_NAME].value for name, client in clients.items()}
    return tree, people, keys


@pytest.fixture(scope="module")
def _planted(django_db_setup, django_db_blocker):
    with planted(django_db_blocker, _site) as copied:
        yield copied


@pytest.fixture
def _copied(_planted, db):
    return _planted()


@pytest.fixture
def tree(_copied):
    return _copied[0]


@pytest.fixture
def people(_copied):
    """author, reviewer, chief: a user each, in one group."""
    return _copied[1]


@pytest.fixture
def desks(_copied):
    """A signed-in browser for each role."""
    clients = {name: Client() for name in ROLES}
    for name, client in clients.items():
        client.cookies[settings.SESSION_COOKIE_NAME] = _copied[2][name]
    return clients


@pytest.fixture
def ask_page(tree):
    """A form with a name, a telephone number or e-mail, and the question."""
    page = tree.page(
        models.AskPage, "hoi-dap", title="Hỏi tỉnh", told_email="hoi@example.vn", thanks="Ba ngày nữa trả lời."
    )
    kinds = (("Tên bạn", "singleline", True), ("Câu hỏi", "multiline", True), ("Quà", "dropdown", False))
    for number, (label, kind, is_needed) in enumerate(kinds):
        page.form_fields.create(label=label, field_type=kind, required=is_needed, choices="Mắm,Khô", sort_order=number)
    page.save()
    return page


def story_form(**changes) -> dict:
    """A story as the editor's form sends it; body=[("text", "<p>…</p>")]."""
    body = changes.pop("body", [])
    fields = {
        "title": "Người giữ lửa lò đường",
        "slug": "",
        "lead": "Một câu.",
        "landscape": "pagoda",
        "subject": "product",
        "body": streamfield(body),
        "comments": inline_formset([]),
        **changes,
    }
    return nested_form_data(fields)


def campaign_form(products, **changes) -> dict:
    fields = {
        "title": "Tuần lễ đường thốt nốt",
        "slug": "",
        "lead": "Một câu.",
        "landscape": "pagoda",
        "go_live_at": "",
        "expire_at": "",
        "is_on_home": "on",
        "products": inline_formset([{"product": str(one.pk), "ORDER": str(n)} for n, one in enumerate(products, 1)]),
        "body": streamfield([]),
        "comments": inline_formset([]),
        **changes,
    }
    return nested_form_data(fields)


def new_story_address(tree) -> str:
    return f"/cms/pages/add/editorial/storypage/{tree.lists['vi'][models.StoryIndexPage].pk}/"


def new_campaign_address(tree) -> str:
    return f"/cms/pages/add/editorial/campaignpage/{tree.lists['vi'][models.CampaignIndexPage].pk}/"

"""A small site with its three roles, and forms as the page editor sends them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from marketplace.editorial import models, roles
from tests.editorial_reach.planting import Tree

ROLES = {"author": roles.AUTHOR, "reviewer": roles.REVIEWER, "chief": roles.CHIEF}


@pytest.fixture
def tree(db):
    tree = Tree()
    roles.set_up_roles()
    return tree


@pytest.fixture
def people(tree, django_user_model):
    """author, reviewer, chief: a user each, in one group."""
    made = {}
    for name, group in ROLES.items():
        made[name] = django_user_model.objects.create_user(email=f"{name}@example.vn", full_name=f"Người {name}")
        made[name].groups.add(Group.objects.get(name=group))
    return made


@pytest.fixture
def desks(people):
    """A signed-in browser for each role."""
    clients = {}
    for name, user in people.items():
        clients[name] = Client()
        clients[name].force_login(user)
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

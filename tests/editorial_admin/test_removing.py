"""Whoever may not publish deletes drafts of their own and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.editorial import models

from .conftest import new_story_address, story_form

pytestmark = pytest.mark.django_db
ONE = "/cms/pages/{0}/delete/"
SEVERAL = "/cms/bulk/wagtailcore/page/delete/?id={0}"
BOTH_WAYS = pytest.mark.parametrize("address", [ONE, SEVERAL])


def draft(tree, owner, **fields):
    page = tree.story(live=False, owner=owner, **fields)
    page.save_revision(user=owner)
    return page


def delete(desk, address: str, page) -> bool:
    """Whether the page is gone."""
    desk.post(address.format(page.pk), {"confirm": "yes"})
    return not models.StoryPage.objects.filter(pk=page.pk).exists()


@BOTH_WAYS
@pytest.mark.parametrize("name", ["author", "reviewer", "chief"])
def test_everybody_deletes_a_draft_of_their_own(name, address, tree, desks, people):
    assert delete(desks[name], address, draft(tree, people[name]))


@BOTH_WAYS
@pytest.mark.parametrize(("name", "is_gone"), [("author", False), ("reviewer", False), ("chief", True)])
def test_a_draft_of_somebody_else_is_deleted_by_the_chief_only(name, is_gone, address, tree, desks, django_user_model):
    other = django_user_model.objects.create_user(email="khac@example.vn")

    assert delete(desks[name], address, draft(tree, other)) is is_gone


@BOTH_WAYS
@pytest.mark.parametrize("name", ["author", "reviewer"])
def test_a_page_of_ones_own_in_review_stays(name, address, tree, desks):
    desks[name].post(new_story_address(tree), story_form(**{"action-submit": "1"}))
    page = models.StoryPage.objects.get()
    assert page.workflow_in_progress

    assert not delete(desks[name], address, page)


@BOTH_WAYS
@pytest.mark.parametrize("name", ["author", "reviewer"])
def test_a_page_of_ones_own_that_waits_for_its_day_stays(name, address, tree, desks, people):
    page = draft(tree, people[name], go_live_at=timezone.now() + timedelta(days=1))
    page.latest_revision.publish()
    page.refresh_from_db()
    assert page.approved_schedule and not page.live

    assert not delete(desks[name], address, page)


def test_the_refusal_says_why(tree, desks, people):
    desks["author"].post(new_story_address(tree), story_form(**{"action-submit": "1"}))
    page = models.StoryPage.objects.get()

    answer = desks["author"].post(ONE.format(page.pk), follow=True)

    assert "error" in [message.level_tag for message in answer.context["messages"]]

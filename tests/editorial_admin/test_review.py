"""One review before publishing: sent, sent back, sent again, approved; readers see it only then."""

import pytest

from marketplace.editorial import models

from .conftest import new_story_address, story_form

pytestmark = pytest.mark.django_db
SUBMIT = {"action-submit": "1"}


@pytest.fixture
def sent(tree, desks):
    desks["author"].post(new_story_address(tree), story_form(**SUBMIT))
    return models.StoryPage.objects.get()


def act(desk, page, action: str, **form):
    task = page.current_workflow_task_state
    return desk.post(f"/cms/pages/workflow/action/{page.pk}/{action}/{task.pk}/", form)


def test_a_story_sent_to_review_waits_on_the_reviewers_first_page_and_readers_do_not_see_it(sent, desks, client):
    assert sent.workflow_in_progress
    assert sent.title in desks["reviewer"].get("/cms/").content.decode()
    assert "awaiting-review" not in desks["author"].get("/cms/").content.decode()
    assert client.get("/chuyen-ke/nguoi-giu-lua-lo-duong/").status_code == 404


def test_approval_publishes(sent, desks, people, client):
    act(desks["reviewer"], sent, "approve")

    sent.refresh_from_db()
    assert (sent.live, sent.workflow_in_progress) == (True, False)
    assert client.get("/chuyen-ke/nguoi-giu-lua-lo-duong/").status_code == 200


def test_the_author_cannot_approve_what_waits_and_cannot_change_it_meanwhile(sent, desks):
    answer = act(desks["author"], sent, "approve")
    desks["author"].post(f"/cms/pages/{sent.pk}/edit/", story_form(title="Nhanh tay", slug=sent.slug))

    sent.refresh_from_db()
    assert answer.status_code in (302, 403)
    assert (sent.live, sent.draft_title) == (False, "Người giữ lửa lò đường")


def test_what_is_sent_back_carries_the_reason_and_can_be_sent_again(sent, desks, people):
    act(desks["reviewer"], sent, "reject", comment="Thiếu giá.")
    assert sent.current_workflow_state.status == "needs_changes"
    assert "Thiếu giá." in desks["author"].get(f"/cms/pages/{sent.pk}/edit/").content.decode()

    desks["author"].post(f"/cms/pages/{sent.pk}/edit/", story_form(title="Đã sửa", slug=sent.slug, **SUBMIT))
    act(desks["reviewer"], sent, "approve")

    sent.refresh_from_db()
    assert (sent.live, sent.title) == (True, "Đã sửa")


def test_an_approved_change_of_a_published_page_replaces_it(tree, desks, people):
    story = tree.story(title="Cũ", owner=people["author"])
    story.save_revision().publish()
    desks["author"].post(f"/cms/pages/{story.pk}/edit/", story_form(title="Mới", slug="mam", **SUBMIT))
    story.refresh_from_db()
    assert story.title == "Cũ"

    act(desks["reviewer"], story, "approve")

    story.refresh_from_db()
    assert story.title == "Mới"


def test_the_button_of_each_role_is_the_step_that_leads_on(tree, desks):
    words = {
        name: desk.get(new_story_address(tree)).context["action_menu"].default_item for name, desk in desks.items()
    }

    assert {name: item.name for name, item in words.items()} == {
        "author": "action-submit",
        "reviewer": "action-submit",
        "chief": "action-publish",
    }


def test_the_reviewer_approves_with_the_first_button(sent, desks):
    menu = desks["reviewer"].get(f"/cms/pages/{sent.pk}/edit/").context["action_menu"]

    assert menu.default_item.name == "approve"

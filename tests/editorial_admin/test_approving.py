"""Two people for every page: nobody approves their own words, and only what was sent is published."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import TaskState

from marketplace.editorial import models, roles

from .conftest import new_story_address, story_form
from .test_review import SUBMIT, act

pytestmark = pytest.mark.django_db
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


def sent_by(desk, tree, **fields):
    desk.post(new_story_address(tree), story_form(**{**fields, **SUBMIT}))
    return models.StoryPage.objects.get()


def approve_in_editor(desk, page, **fields):
    return desk.post(f"/cms/pages/{page.pk}/edit/", story_form(slug=page.slug, **fields, **APPROVE), follow=True)


def state_of(page) -> tuple:
    page.refresh_from_db()
    return page.live, page.workflow_in_progress


@pytest.fixture
def second(people, client, django_user_model):
    """Another reviewer."""
    user = django_user_model.objects.create_user(email="hai@example.vn", full_name="Người hai")
    user.groups.add(Group.objects.get(name=roles.REVIEWER))
    client.force_login(user)
    return client


def test_the_reviewer_does_not_approve_a_page_of_their_own_and_is_told_why(tree, desks):
    page = sent_by(desks["reviewer"], tree)
    task = page.current_workflow_task_state
    address = f"/cms/pages/workflow/action/{page.pk}/approve/{task.pk}/"

    answer = desks["reviewer"].post(address, follow=True)

    assert state_of(page) == (False, True)
    assert "error" in [message.level_tag for message in answer.context["messages"]]
    assert desks["reviewer"].post(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code != 200
    assert state_of(page) == (False, True)


def test_nor_from_the_editor_where_what_was_typed_is_kept_as_a_draft(tree, desks):
    page = sent_by(desks["reviewer"], tree)

    answer = approve_in_editor(desks["reviewer"], page, title="Tự duyệt")

    assert state_of(page) == (False, True)
    assert page.draft_title == "Tự duyệt"
    assert "error" in [message.level_tag for message in answer.context["messages"]]


def test_nor_by_the_address_of_another_page(tree, desks):
    own = sent_by(desks["reviewer"], tree)
    desks["author"].post(new_story_address(tree), story_form(title="Khác", **SUBMIT))
    other = models.StoryPage.objects.exclude(pk=own.pk).get()
    task = own.current_workflow_task_state

    desks["reviewer"].post(f"/cms/pages/workflow/action/{other.pk}/approve/{task.pk}/")

    assert state_of(own) == (False, True)
    assert TaskState.objects.get(pk=task.pk).status == "in_progress"


def test_the_step_is_hidden_from_the_person_and_shown_to_another(tree, desks, second):
    page = sent_by(desks["reviewer"], tree)

    def names(desk):
        menu = desk.get(f"/cms/pages/{page.pk}/edit/").context["action_menu"]
        return {menu.default_item.name, *(item.name for item in menu.menu_items)}

    address = f"/approve/{page.current_workflow_task_state.pk}/"
    assert "approve" not in names(desks["reviewer"])
    assert "approve" in names(second)
    assert address not in desks["reviewer"].get("/cms/").content.decode()
    assert address in second.get("/cms/").content.decode()


def test_another_reviewer_and_the_chief_approve_it(tree, desks, second):
    page = sent_by(desks["reviewer"], tree)

    act(second, page, "approve")

    assert state_of(page) == (True, False)


def test_the_chief_approves_also_what_is_their_own(tree, desks):
    page = sent_by(desks["chief"], tree)

    act(desks["chief"], page, "approve")

    assert state_of(page) == (True, False)


def test_who_changed_a_page_in_review_does_not_approve_it(tree, desks):
    page = sent_by(desks["author"], tree)
    desks["reviewer"].post(f"/cms/pages/{page.pk}/edit/", story_form(title="Sửa", slug=page.slug))

    act(desks["reviewer"], page, "approve")

    assert state_of(page) == (False, True)


def test_changing_and_approving_in_one_step_keeps_the_change_and_publishes_nothing(tree, desks):
    page = sent_by(desks["author"], tree)

    approve_in_editor(desks["reviewer"], page, title="Sửa và duyệt")

    assert state_of(page) == (False, True)
    assert page.draft_title == "Sửa và duyệt"


def test_approving_in_the_editor_without_a_change_publishes(tree, desks):
    page = sent_by(desks["author"], tree)

    approve_in_editor(desks["reviewer"], page)

    assert state_of(page) == (True, False)


def test_what_was_changed_after_it_was_sent_is_not_published_by_anybodys_approval(tree, desks, second):
    page = sent_by(desks["author"], tree)
    desks["reviewer"].post(f"/cms/pages/{page.pk}/edit/", story_form(title="Không ai thấy", slug=page.slug))

    for desk in (second, desks["chief"]):
        act(desk, page, "approve")
        assert state_of(page) == (False, True)


def test_sent_back_and_sent_again_it_can_be_approved_as_it_is_now(tree, desks):
    page = sent_by(desks["author"], tree)
    desks["reviewer"].post(f"/cms/pages/{page.pk}/edit/", story_form(title="Sửa", slug=page.slug))
    act(desks["reviewer"], page, "reject", comment="Xem lại.")
    desks["author"].post(f"/cms/pages/{page.pk}/edit/", story_form(title="Bản cuối", slug=page.slug, **SUBMIT))

    act(desks["reviewer"], page, "approve")

    assert state_of(page) == (True, False)
    assert page.title == "Bản cuối"


def test_the_chief_changes_and_approves_in_one_step(tree, desks):
    page = sent_by(desks["author"], tree)

    approve_in_editor(desks["chief"], page, title="Trưởng ban sửa")

    assert state_of(page) == (True, False)
    assert page.title == "Trưởng ban sửa"

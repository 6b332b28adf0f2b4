"""Three roles: what each may do on every page action of Wagtail and on every address of ours."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Task, Workflow, WorkflowPage

from marketplace.editorial import models, roles

from .conftest import new_story_address, story_form

pytestmark = pytest.mark.django_db


def test_a_second_run_changes_nothing_and_keeps_what_the_province_decided(tree):
    author = Group.objects.get(name=roles.AUTHOR)
    author.permissions.clear()

    counts = roles.set_up_roles()

    assert counts["created"] == 0
    assert author.permissions.count() == 0
    assert GroupPagePermission.objects.filter(group=author).count() == 2  # add on two home pages


def test_wagtails_own_groups_and_review_are_gone_and_every_home_page_has_ours(tree):
    assert not Group.objects.filter(name__in=("Editors", "Moderators")).exists()
    assert [workflow.name for workflow in Workflow.objects.all()] == [roles.REVIEW]
    assert [task.name for task in Task.objects.all()] == [roles.REVIEWING]
    assert {row.page_id for row in WorkflowPage.objects.all()} == {home.pk for home in tree.homes.values()}


def test_a_new_language_gets_the_permissions_of_its_home_page(tree, settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("vi", "Việt"), ("en", "Anh"), ("km", "Khmer")]
    from tests.editorial_reach.planting import locale, plant

    khmer = models.HomePage(
        title="ផ្សារ", slug="home-km", locale=locale("km"), translation_key=tree.homes["vi"].translation_key
    )
    tree.homes["vi"].get_parent().add_child(instance=khmer)

    roles.set_up_roles()

    assert GroupPagePermission.objects.filter(page=khmer).count() == 1 + 2 + 5
    assert plant(khmer, models.StoryIndexPage, "chuyen-ke").get_workflow().name == roles.REVIEW


# Who is let in, by address: "edit" {author, reviewer, chief}. A page is published when the test begins.
EVERYBODY, PUBLISHERS, REVIEWERS = {"author", "reviewer", "chief"}, {"chief"}, {"reviewer", "chief"}
ROUTES = {
    "/cms/": EVERYBODY,
    "/cms/pages/{index}/": EVERYBODY,
    "/cms/pages/{story}/edit/": REVIEWERS,
    "/cms/pages/{story}/history/": REVIEWERS,
    "/cms/pages/{story}/view_draft/": REVIEWERS,
    "/cms/pages/{story}/copy/": REVIEWERS,
    "/cms/pages/{story}/usage/": REVIEWERS,
    "/cms/pages/{story}/unpublish/": PUBLISHERS,
    "/cms/pages/{story}/delete/": PUBLISHERS,
    "/cms/pages/{story}/move/": PUBLISHERS,
    "/cms/pages/add/editorial/storypage/{index}/": EVERYBODY,
    "/cms/translation/submit/page/{story}/": REVIEWERS,
    "/cms/images/": EVERYBODY,
    "/cms/images/add/": EVERYBODY,
    "/cms/collections/": PUBLISHERS,
    "/cms/documents/": set(),
    "/cms/reports/site-history/": EVERYBODY,
    "/cms/reports/workflow/": set(),
    "/cms/reports/workflow/results/": set(),
    "/cms/reports/workflow_tasks/": set(),
    "/cms/reports/locked/": set(),
    "/cms/reports/aging-pages/": set(),
    "/cms/reports/page-types-usage/": set(),
    "/cms/redirects/": PUBLISHERS,
    "/cms/searchpicks/": PUBLISHERS,
    "/cms/seasons/": PUBLISHERS,
    "/cms/other-names/": PUBLISHERS,
    "/cms/certificates/": set(),
    "/cms/users/": set(),
    "/cms/groups/": set(),
    "/cms/sites/": set(),
    "/cms/locales/": set(),
    "/cms/workflows/list/": set(),
    "/cms/product-chooser/": EVERYBODY,
    "/cms/product-chooser/?multiple=1": EVERYBODY,
    "/cms/editing/checks/{story}/": REVIEWERS,
    "/cms/editing/problems/": EVERYBODY,
    "/cms/editing/guide/": EVERYBODY,
    "/cms/forms/": EVERYBODY,
    "/cms/forms/submissions/{ask}/": {"reviewer", "chief"},
    "/cms/forms/submissions/{ask}/?export=csv": {"reviewer", "chief"},
    "/cms/forms/submissions/{ask}/delete/": PUBLISHERS,
    "/cms/sellers/": set(),
    "/cms/money/": set(),
}


@pytest.mark.parametrize("address", ROUTES)
def test_every_route_opens_to_its_roles_only(address, tree, desks, ask_page, client, django_user_model):
    story = tree.story()
    story.save_revision()
    keys = {"story": story.pk, "index": tree.lists["vi"][models.StoryIndexPage].pk, "ask": ask_page.pk}
    url = address.format(**keys)
    shopper = django_user_model.objects.create_user(email="khach@example.vn")

    let_in = {name for name, desk in desks.items() if desk.get(url).status_code == 200}

    assert let_in == ROUTES[address]
    assert client.get(url).status_code == 302  # strangers are asked to sign in
    client.force_login(shopper)
    assert client.get(url).status_code in (302, 403)


@pytest.mark.parametrize("name", ["author", "reviewer"])
def test_who_may_not_publish_saves_a_draft_even_when_asking_to_publish(name, tree, desks):
    desks[name].post(new_story_address(tree), story_form(**{"action-publish": "1"}))

    assert models.StoryPage.objects.get().live is False


@pytest.mark.parametrize("name", ["author", "reviewer"])
def test_who_may_not_publish_changes_no_published_page_by_saving(name, tree, desks, people):
    story = tree.story(title="Cũ", owner=people[name])
    story.save_revision().publish()

    desks[name].post(f"/cms/pages/{story.pk}/edit/", story_form(title="Mới", slug="mam", **{"action-publish": "1"}))

    story.refresh_from_db()
    assert (story.title, story.draft_title, story.live) == ("Cũ", "Mới", True)


def test_the_chief_publishes_at_once(tree, desks):
    desks["chief"].post(new_story_address(tree), story_form(**{"action-publish": "1"}))

    assert models.StoryPage.objects.get().live is True


def test_nobody_of_the_three_gives_themselves_a_group(people):
    for user in people.values():
        assert not user.has_perm("auth.change_group")
        assert not user.has_perm("accounts.change_user")


def test_the_author_changes_no_page_of_somebody_else(tree, desks, people):
    story = tree.story(title="Của trưởng ban", owner=people["chief"], live=False)
    story.save_revision()

    desks["author"].post(f"/cms/pages/{story.pk}/edit/", story_form(title="Đổi trộm", slug="mam"))

    story.refresh_from_db()
    assert story.draft_title == "Của trưởng ban"


def test_administrators_still_open_all_reports(tree, admin_client):
    assert admin_client.get("/cms/reports/workflow/").status_code == 200


def test_the_author_changes_and_translates_a_page_of_their_own(tree, desks, people):
    story = tree.story(title="Của tôi", owner=people["author"], live=False)
    story.save_revision()

    desks["author"].post(f"/cms/pages/{story.pk}/edit/", story_form(title="Đã sửa", slug="mam"))
    english = tree.homes["en"].locale_id
    desks["author"].post(f"/cms/translation/submit/page/{story.pk}/", {"locales": [english]})

    story.refresh_from_db()
    assert story.draft_title == "Đã sửa"
    translated = models.StoryPage.objects.get(locale=english)
    assert desks["author"].get(f"/cms/pages/{translated.pk}/edit/").status_code == 200

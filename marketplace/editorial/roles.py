"""Who writes, who reviews, who publishes: three groups, what each may do, and the one review before a page is published."""

from collections import Counter

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from .models import HomePage, ReviewTask

AUTHOR, REVIEWER, CHIEF = "Tác giả", "Người duyệt bài", "Trưởng ban biên tập"
REVIEW = "Duyệt một lần trước khi đăng"
REVIEWING = "Duyệt bài"
WAGTAILS_GROUPS = ("Editors", "Moderators")
WAGTAILS_REVIEW = "Moderators approval"

DOOR = ("wagtailadmin.access_admin", "simple_translation.submit_translation")
QUESTIONS = tuple(f"editorial.{verb}_asksubmission" for verb in ("view", "change"))
CHIEFS_LISTS = tuple(
    f"{app}.{verb}_{model}"
    for app, model in (
        ("wagtailredirects", "redirect"),
        ("wagtailsearchpromotions", "searchpromotion"),
        ("seasons", "produce"),
        ("listing", "synonym"),
    )
    for verb in ("add", "change", "delete")
)
GROUPS: dict[str, tuple[str, ...]] = {
    AUTHOR: DOOR,
    REVIEWER: (*DOOR, *QUESTIONS),
    CHIEF: (*DOOR, *QUESTIONS, "editorial.delete_asksubmission", *CHIEFS_LISTS),
}
# On the home page of every language, and so on all pages below it. Whoever may not publish sends to review;
# whoever may only add changes pages of their own.
PAGES = {
    AUTHOR: ("add_page",),
    REVIEWER: ("add_page", "change_page"),
    CHIEF: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
# In the folders (collections) of pictures. Who adds a file may change it, too. Documents stand on no page of ours.
FILES = {
    AUTHOR: ("add_image", "choose_image"),
    REVIEWER: ("add_image", "change_image", "choose_image"),
    CHIEF: (
        *("add_image", "change_image", "choose_image"),
        *(f"{verb}_collection" for verb in ("add", "change", "delete")),
    ),
}
APPS = {"image": "wagtailimages", "collection": "wagtailcore"}


@transaction.atomic
def set_up_roles() -> Counter:
    """Makes what is missing of groups, permissions and review; counts "created" and "unchanged".

    A group that exists keeps what the province gave it; a language that is new gets its home page's permissions.
    """
    counts = Counter(created=0, unchanged=0)
    groups = {name: _group(name, counts) for name in GROUPS}
    for home in HomePage.objects.of_site():
        for name, group in groups.items():
            _open_pages(group, home, PAGES[name], counts)
    _set_up_review((groups[REVIEWER], groups[CHIEF]), counts)
    remove_wagtails()
    return counts


def _group(name: str, counts: Counter) -> Group:
    group, is_new = Group.objects.get_or_create(name=name)
    counts["created" if is_new else "unchanged"] += 1
    if is_new:
        group.permissions.set(_permission(*label.split(".")) for label in GROUPS[name])
        top = Collection.get_first_root_node()
        for codename in FILES[name]:
            permission = _permission(APPS[codename.partition("_")[2]], codename)
            GroupCollectionPermission.objects.create(group=group, collection=top, permission=permission)
    return group


def _permission(app: str, codename: str) -> Permission:
    """Made where they are missing: Django makes them only after the last migration of a run."""
    wanted = Permission.objects.filter(content_type__app_label=app, codename=codename)
    if not wanted.exists():
        create_permissions(apps.get_app_config(app), verbosity=0)
    return wanted.get()


def _open_pages(group: Group, home, codenames, counts: Counter) -> None:
    if GroupPagePermission.objects.filter(group=group, page=home).exists():
        counts["unchanged"] += 1
        return
    for codename in codenames:
        GroupPagePermission.objects.create(group=group, page=home, permission=_permission("wagtailcore", codename))
    counts["created"] += 1


def _set_up_review(reviewers, counts: Counter) -> None:
    """One task of the reviewers, begun by hand for every page below a home page that has no review of its own."""
    workflow = Workflow.objects.filter(name=REVIEW).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=REVIEW)
        task = ReviewTask.objects.create(name=REVIEWING)
        task.groups.set(reviewers)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        counts["created"] += 1
    for home in HomePage.objects.of_site():
        WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})


def remove_wagtails() -> None:
    """What Wagtail brings along goes where nobody uses it: a second, English set of groups only confuses."""
    for workflow in Workflow.objects.filter(name=WAGTAILS_REVIEW, workflow_states=None):
        workflow.delete()
    for task in Task.objects.filter(name=WAGTAILS_REVIEW, task_states=None, workflow_tasks=None):
        task.specific.delete()
    Group.objects.filter(name__in=WAGTAILS_GROUPS, user=None).delete()

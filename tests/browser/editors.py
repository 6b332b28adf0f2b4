"""Editors for the browser tests: `python -m tests.browser.editors` adds the pages' lists and roles, prints who is signed in as what."""

import json

import django

MISSING = {"StoryIndexPage": "chuyen-ke", "CampaignIndexPage": "chien-dich"}


def people() -> dict[str, str]:
    """Role -> session key."""
    from django.contrib.auth.models import Group

    from marketplace.accounts.models import User
    from marketplace.editorial import models, roles

    from .sellers import session_of

    roles.set_up_roles()
    home = models.HomePage.objects.of_site().get(locale__language_code="vi")
    for name, slug in MISSING.items():
        model = getattr(models, name)
        if not model.objects.child_of(home).exists():
            home.add_child(instance=model(title=slug, slug=slug, locale_id=home.locale_id))
            home.refresh_from_db()
    made = {}
    for role, group in (("author", roles.AUTHOR), ("reviewer", roles.REVIEWER), ("chief", roles.CHIEF)):
        user = User.objects.create_user(email=f"{role}@demo.example", full_name=f"{group} minh họa")
        user.groups.add(Group.objects.get(name=group))
        made[role] = session_of(user)
    return made


if __name__ == "__main__":
    django.setup()
    print(json.dumps(people()))

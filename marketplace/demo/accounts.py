"""Sample people of the demo. Their password is printed, so they are made on development machines only."""

from collections import Counter

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from marketplace.accounts.verification import vouch_for_email
from marketplace.desk.groups import ACCOUNTANT, APPROVER, load_groups

PASSWORD = "minh-hoa-2026"  # noqa: S105  printed by the command, and only made in development
EDITOR_GROUPS = ("Editors", "Moderators")  # Wagtail's own
PEOPLE = (
    ("khach@demo.example", "Người mua minh họa", "shopper"),
    ("canbo@demo.example", "Cán bộ minh họa", "officer"),
    ("bientap@demo.example", "Biên tập minh họa", "editor"),
    ("ketoan@demo.example", "Kế toán minh họa", "accountant"),
    ("duyetchi@demo.example", "Duyệt chi minh họa", "approver"),
)
GROUPS_OF_ROLES = {"editor": EDITOR_GROUPS, "accountant": (ACCOUNTANT,), "approver": (APPROVER,)}


def make_people() -> Counter:
    """A shopper, an officer who may do everything, an editor, an accountant, an approver. Who exists stays as is."""
    User = get_user_model()
    load_groups()
    counts = Counter(created=0, updated=0, unchanged=0)
    for email, name, role in PEOPLE:
        if User.objects.by_email(email):
            counts["unchanged"] += 1
            continue
        create = User.objects.create_superuser if role == "officer" else User.objects.create_user
        user = create(email=email, full_name=name, password=PASSWORD)
        vouch_for_email(user)
        user.groups.add(*Group.objects.filter(name__in=GROUPS_OF_ROLES.get(role, ())))
        counts["created"] += 1
    return counts

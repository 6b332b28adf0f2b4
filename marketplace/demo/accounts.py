"""Sample people of the demo. Their password is printed, so they are made on development machines only."""

from collections import Counter

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from marketplace.accounts.consents import record_terms
from marketplace.accounts.verification import vouch_for_email
from marketplace.desk.groups import ACCOUNTANT, APPROVER, COMMUNE_OFFICER, DOSSIERS, REVIEWER, load_groups
from marketplace.editorial import roles

PASSWORD = "minh-hoa-2026"  # noqa: S105  printed by the command, and only made in development
PEOPLE = (
    ("khach@demo.example", "Người mua minh họa", "shopper"),
    ("canbo@demo.example", "Cán bộ minh họa", "officer"),
    ("bientap@demo.example", "Trưởng ban biên tập minh họa", "editor-in-chief"),
    ("tacgia@demo.example", "Tác giả minh họa", "author"),
    ("duyetbai@demo.example", "Người duyệt bài minh họa", "reviewer of pages"),
    ("ketoan@demo.example", "Kế toán minh họa", "accountant"),
    ("duyetchi@demo.example", "Duyệt chi minh họa", "approver"),
    ("nongdan@demo.example", "Nông dân minh họa", "farmer with orders"),
    ("htx@demo.example", "Hợp tác xã minh họa", "cooperative with members"),
    ("moi@demo.example", "Người mới minh họa", "farmer who joins"),
    ("tamngung@demo.example", "Người tạm ngừng minh họa", "suspended seller"),
    ("chuvuon@demo.example", "Chủ vườn minh họa", "owner of several shops"),
    ("nguoigiup@demo.example", "Người giúp minh họa", "helper of three sellers"),
    ("hoso@demo.example", "Cán bộ hồ sơ minh họa", "dossier officer"),
    ("canboxa@demo.example", "Cán bộ xã minh họa", "officer of one commune"),
)
# Sellers sign in by telephone, too: the number of their shop.
PHONES = {
    "nongdan@demo.example": "0900000003",
    "htx@demo.example": "0900000002",
    "moi@demo.example": "0900000015",
    "tamngung@demo.example": "0900000018",
    "nguoigiup@demo.example": "0900000030",
}
GROUPS_OF_ROLES = {
    "editor-in-chief": (roles.CHIEF,), "author": (roles.AUTHOR,), "reviewer of pages": (roles.REVIEWER,),
    "accountant": (ACCOUNTANT,), "approver": (APPROVER,),
    "dossier officer": (DOSSIERS, REVIEWER), "officer of one commune": (COMMUNE_OFFICER,),
}  # fmt: skip


def make_people() -> Counter:
    """One of each role: who buys, sells, helps, and works at the desks. Who exists stays as is, but for Wagtail's groups."""
    User = get_user_model()
    load_groups()
    roles.set_up_roles()
    counts = Counter(created=0, updated=0, unchanged=0)
    for email, name, role in PEOPLE:
        if user := User.objects.by_email(email):
            counts["updated" if _moved_from_wagtails(user, role) else "unchanged"] += 1
            continue
        create = User.objects.create_superuser if role == "officer" else User.objects.create_user
        phone = PHONES.get(email)
        user = create(email=email, phone=phone, phone_verified=bool(phone), full_name=name, password=PASSWORD)
        vouch_for_email(user)
        record_terms(user=user)
        user.groups.add(*Group.objects.filter(name__in=GROUPS_OF_ROLES.get(role, ())))
        counts["created"] += 1
    roles.remove_wagtails()
    return counts


def _moved_from_wagtails(user, role: str) -> bool:
    """Earlier demos put editors into the groups that Wagtail brings along: they come into the group of their role."""
    old = list(user.groups.filter(name__in=roles.WAGTAILS_GROUPS))
    if old:
        user.groups.remove(*old)
        user.groups.add(*Group.objects.filter(name__in=GROUPS_OF_ROLES.get(role, ())))
    return bool(old)

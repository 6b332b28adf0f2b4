"""Who may open a screen or press a button: any one of the named permissions opens it."""

from django.core.exceptions import PermissionDenied

ORDERS, MONEY = ("desk.see_orders", "desk.see_money"), ("desk.see_money",)
SEE = ("desk.see_sellers",)
WHOLE_ACCOUNTS = "payouts.see_bank_accounts"


def may(user, permissions: tuple[str, ...]) -> bool:
    return any(user.has_perm(permission) for permission in permissions)


class ForStaff:
    """A view that asks first. Wagtail's door before it asks whether the person works here at all."""

    permissions: tuple[str, ...] = ()

    def lets_in(self, user) -> bool:
        return may(user, self.permissions)

    def dispatch(self, request, *args, **kwargs):
        if not self.lets_in(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def account_shown(number: str, user) -> str:
    """Whole for those who may see it; else enough to recognise it."""
    if not number or user.has_perm(WHOLE_ACCOUNTS):
        return number
    return f"•••{number[-4:]}"

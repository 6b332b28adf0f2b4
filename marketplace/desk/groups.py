"""The groups of people at the two desks, and what each may do. A group that exists stays as it is."""

from collections import Counter

from django.contrib.auth.models import Group, Permission

DOOR = ("wagtailadmin.access_admin",)
LOOK = ("desk.see_orders", "desk.see_money")
RATES = tuple(
    f"{app}.{verb}_{model}"
    for verb in ("add", "change", "view")
    for app, model in (
        ("charges", "taxrule"),
        ("charges", "kindrule"),
        ("charges", "commissionrule"),
        ("charges", "taxtreatment"),
        ("charges", "treatmentdefault"),
        ("charges", "withholdingmode"),
        ("charges", "withholdingexemption"),
        ("sales", "discountfunding"),
    )
)
ACCOUNTANT, APPROVER, ORDER_CARE = "Kế toán", "Duyệt chi", "Chăm sóc đơn hàng"
DOSSIERS, REVIEWER = "Cán bộ hồ sơ", "Kiểm duyệt sản phẩm"
SELLER_CARE, COMMUNE_OFFICER = "Chăm sóc người bán", "Cán bộ xã"
SELLERS = ("desk.see_sellers",)
CALLS = ("desk.call_sellers",)
GROUPS: dict[str, tuple[str, ...]] = {
    ACCOUNTANT: (
        *DOOR, *LOOK, *RATES,
        "desk.close_attention", "desk.ask_providers", "desk.send_refunds", "desk.record_balance",
        "payments.match_transfer", "payments.enter_transfer", "payments.import_statement",
        "payments.post_carrier_statement",
        "payouts.make_batch", "payouts.see_bank_accounts", "payouts.add_payouthold", "payouts.change_sellerbankaccount",
        "tax_months.close_tax_months", "tax_months.pay_tax_months", "tax_months.read_tax_files", "tax_months.issue_certificates",
    ),
    APPROVER: (
        *DOOR, *LOOK,
        "desk.close_attention", "payments.confirm_transfer",
        "payments.approve_refund", "payments.answer_return",
        "payouts.approve_batch", "payouts.see_bank_accounts", "payouts.add_payouthold", "payouts.change_payouthold",
        "tax_months.read_tax_files",
    ),
    ORDER_CARE: (
        *DOOR, "desk.see_orders",
        "desk.close_attention", "desk.move_parcels", "desk.ask_providers", "desk.send_refunds",
        "payments.answer_return", "payments.lift_cash_pause",
    ),
    DOSSIERS: (
        *DOOR, *SELLERS, *CALLS,
        "papers.decide_submission", "papers.read_files", "opening.open_sellers", "opening.suspend_sellers",
        "desk.import_register",
    ),
    REVIEWER: (*DOOR, *SELLERS, "review.decide_review"),
    SELLER_CARE: (*DOOR, *SELLERS, *CALLS),
    COMMUNE_OFFICER: (*DOOR, *SELLERS, *CALLS),
}  # fmt: skip


def load_groups() -> Counter:
    """Makes the groups that are missing. Counts "created" and "unchanged"."""
    counts = Counter(created=0, unchanged=0)
    for name, labels in GROUPS.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            group.permissions.set([_permission(label) for label in labels])
        counts["created" if is_new else "unchanged"] += 1
    return counts


def _permission(label: str) -> Permission:
    app, codename = label.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)

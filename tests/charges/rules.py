"""The rules of the data files, and a few more."""

from datetime import date

from marketplace.charges.loading import load_charges
from marketplace.charges.models import CommissionRule

TODAY = date(2026, 11, 21)
OPEN_SINCE = date(2026, 7, 1)


def loaded():
    load_charges()


def commission(rate_bp, *, since=OPEN_SINCE, **more):
    return CommissionRule.objects.create(rate_bp=rate_bp, vat_bp=1000, valid_from=since, legal_basis="Thử", **more)

"""Commission and withheld tax by dated rules: the worked examples of rules.md 4.2, and what is refused."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.charges.charging import MissingRule, MissingSellerKind, Rules, charges_of, rules_on
from marketplace.charges.models import CommissionRule, KindRule, TaxRule, WithholdingExemption, WithholdingMode
from tests import stall
from tests.charges.rules import OPEN_SINCE, TODAY, commission, loaded
from tests.lives import lives

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules():
    loaded()


def withheld(treatment, goods, kind="household"):
    charges = charges_of(seller_kind=kind, treatment=treatment, goods=goods, on=TODAY)
    return charges.vat_withheld, charges.pit_withheld


def test_example_a_honey_of_a_household_is_withheld_from_as_goods():
    charges = charges_of(seller_kind="household", treatment="goods", goods=500_000, on=TODAY)
    returned = charges.part(goods=100_000, done=0, k=1, n=5)

    assert (charges.vat_withheld, charges.pit_withheld) == (5_000, 2_500)
    assert (returned.vat_withheld, returned.pit_withheld) == (1_000, 500)
    assert charges.vat_withheld + charges.pit_withheld - returned.vat_withheld - returned.pit_withheld == 6_000


def test_example_a_before_fees_the_seller_keeps_394_000():
    CommissionRule.objects.update(rate_bp=0)
    charges = charges_of(seller_kind="household", treatment="goods", goods=500_000, on=TODAY)
    returned = charges.part(goods=100_000, done=0, k=1, n=5)

    assert charges.seller_net == 492_500
    assert returned.seller_net == 98_500
    assert charges.seller_net - returned.seller_net == 394_000


def test_example_b_the_same_as_production():
    charges = charges_of(seller_kind="household", treatment="production", goods=500_000, on=TODAY)
    returned = charges.part(goods=100_000, done=0, k=1, n=5)

    assert (charges.vat_withheld, charges.pit_withheld) == (15_000, 7_500)
    assert charges.vat_withheld - returned.vat_withheld == 12_000
    assert charges.pit_withheld - returned.pit_withheld == 6_000


def test_example_c_own_raw_produce_is_reported_with_nothing_withheld():
    charges = charges_of(seller_kind="household", treatment="agri_raw_self", goods=500_000, on=TODAY)

    assert (charges.vat_withheld, charges.pit_withheld) == (0, 0)
    assert charges.tax_rule.code == "agri_raw_self"


def test_example_d_a_homestay_night_is_a_service():
    assert withheld("service", 800_000) == (40_000, 16_000)


def test_example_f_the_base_is_the_price_less_the_sellers_own_discount():
    assert withheld("goods", 200_000 - 20_000) == (1_800, 900)


def test_the_worked_example_of_payments_to_the_dong():
    ours = charges_of(seller_kind="household", treatment="goods", goods=320_000, on=TODAY)
    theirs = charges_of(seller_kind="company", treatment="goods", goods=450_000, on=TODAY)

    assert (ours.commission, ours.commission_vat, ours.vat_withheld, ours.pit_withheld) == (16_000, 1_600, 3_200, 1_600)
    assert ours.seller_net == 297_600
    assert (theirs.commission, theirs.commission_vat, theirs.seller_net) == (22_500, 2_250, 425_250)


@pytest.mark.parametrize("kind", ["household", "facility", "cooperative_group"])
def test_households_workshops_and_groups_are_withheld_from(kind):
    assert withheld("goods", 100_000, kind) == (1_000, 500)


@pytest.mark.parametrize("kind", ["company", "cooperative"])
def test_companies_and_cooperatives_declare_for_themselves(kind):
    charges = charges_of(seller_kind=kind, treatment="goods", goods=100_000, on=TODAY)

    assert (charges.vat_withheld, charges.pit_withheld, charges.tax_rule) == (0, 0, None)


@pytest.mark.parametrize("kind", ["", None, "state farm"])
def test_a_missing_or_unknown_kind_of_seller_is_refused(kind):
    with pytest.raises(MissingSellerKind):
        charges_of(seller_kind=kind, treatment="goods", goods=100_000, on=TODAY)


def test_a_kind_that_nobody_decided_on_is_refused():
    KindRule.objects.filter(kind="company").update(valid_to=date(2026, 10, 31))

    assert charges_of(seller_kind="company", treatment="goods", goods=1, on=date(2026, 10, 31))
    with pytest.raises(MissingSellerKind):
        charges_of(seller_kind="company", treatment="goods", goods=1, on=date(2026, 11, 1))


def test_a_day_without_a_rate_is_refused():
    with pytest.raises(MissingRule):
        charges_of(seller_kind="household", treatment="barter", goods=1, on=TODAY)
    CommissionRule.objects.update(valid_to=date(2026, 11, 20))
    with pytest.raises(MissingRule):
        charges_of(seller_kind="company", treatment="goods", goods=1, on=TODAY)


def test_what_cannot_be_classified_bears_the_highest_rate():
    assert withheld("unknown", 100_000) == (5_000, 2_000)


def test_a_new_rate_holds_from_its_day():
    TaxRule.objects.filter(code="goods").update(valid_to=date(2026, 12, 31))
    TaxRule.objects.create(
        code="goods", vat_bp=200, pit_bp=50, valid_from=date(2027, 1, 1), legal_basis="Thử", certainty="house"
    )

    old = charges_of(seller_kind="household", treatment="goods", goods=100_000, on=date(2026, 12, 31))
    new = charges_of(seller_kind="household", treatment="goods", goods=100_000, on=date(2027, 1, 1))

    assert (old.vat_withheld, new.vat_withheld) == (1_000, 2_000)


def test_the_narrowest_commission_counts():
    maker = stall.seller()
    fish = stall.product(by=maker)
    rates = []
    for more in (
        {"product_set": "I"},
        {"product_set": "I.3d"},
        {"seller": maker},
        {"seller": maker, "product_set": "I.3"},
    ):
        commission(100 * (len(rates) + 1), **more)
        rates.append(
            charges_of(
                seller_kind="household", treatment="goods", goods=10_000, on=TODAY, seller=maker, product=fish
            ).commission
        )

    assert rates == [100, 200, 300, 400]
    assert charges_of(seller_kind="household", treatment="goods", goods=10_000, on=TODAY).commission == 500


def test_the_tax_offices_list_counts_only_in_its_mode():
    listed = stall.seller()
    WithholdingExemption.objects.create(
        seller=listed, valid_from=OPEN_SINCE, valid_to=TODAY, legal_basis="Thử", document="CV 1/CT"
    )

    always = charges_of(seller_kind="household", treatment="goods", goods=100_000, on=TODAY, seller=listed)
    WithholdingMode.objects.update(mode="by_tax_office_list")
    by_list = charges_of(seller_kind="household", treatment="goods", goods=100_000, on=TODAY, seller=listed)
    after = charges_of(seller_kind="household", treatment="goods", goods=100_000, on=date(2026, 11, 22), seller=listed)

    assert always.vat_withheld == after.vat_withheld == 1_000
    assert (by_list.vat_withheld, by_list.tax_rule.code) == (0, "listed_exempt")


def test_rules_are_read_in_a_constant_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(5):
        rules = rules_on(TODAY)
        for goods in range(20):
            rules.charges(seller_kind="household", treatment="goods", goods=goods)


@settings(max_examples=lives(300))
@given(
    goods=st.integers(0, 10**9),
    rate=st.integers(0, 3_000),
    commission_vat=st.integers(0, 2_000),
    vat=st.integers(0, 1_000),
    pit=st.integers(0, 1_000),
)
def test_i6_the_seller_gets_the_rest_and_no_leg_is_negative(goods, rate, commission_vat, vat, pit):
    rules = Rules(
        day=TODAY,
        kinds={"household": True},
        tax={"goods": TaxRule(code="goods", vat_bp=vat, pit_bp=pit)},
        commissions={(None, ""): CommissionRule(rate_bp=rate, vat_bp=commission_vat)},
        treatments={},
        exempt=frozenset(),
    )

    charges = rules.charges(seller_kind="household", treatment="goods", goods=goods)

    legs = [charges.commission, charges.commission_vat, charges.vat_withheld, charges.pit_withheld, charges.seller_net]
    assert sum(legs) == goods
    assert min(legs) >= 0
    assert {type(leg) for leg in legs} == {int}

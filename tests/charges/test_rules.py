"""Rules hold from a day to a day, never twice, and staff have the last word over the data files."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.charges.loading import FILES, load_charges
from marketplace.charges.models import CommissionRule, KindRule, TaxRule, TaxTreatment, TreatmentDefault
from marketplace.charges.treating import review, treatments_of
from sellers.models import Kind
from tests import stall
from tests.charges.rules import TODAY, commission

pytestmark = pytest.mark.django_db


def treated(seller, product):
    return treatments_of([(seller.pk, product.pk)], on=TODAY)[seller.pk, product.pk].treatment


def asked(seller, product, treatment="agri_raw_self", evidence="Xác nhận của xã"):
    return TaxTreatment.objects.create(seller=seller, product=product, treatment=treatment, evidence=evidence)


@pytest.fixture
def officer():
    return User.objects.create_user(email="thue@example.vn", password="x" * 12, full_name="Cán bộ Mẫu")


def test_the_files_are_loaded_once():
    first, second = load_charges(), load_charges()

    assert first["added"] == 9 + 5 + 1 + 3 + 1
    assert second == {"unchanged": 19}


@pytest.mark.parametrize("model", FILES.values(), ids=FILES)
def test_the_rows_of_a_file_do_not_touch_each_other(model):
    load_charges()

    assert [row for row in model.objects.all() if row.rivals().exists()] == []


def test_every_kind_of_seller_is_decided_on():
    load_charges()

    assert set(KindRule.objects.on(TODAY).values_list("kind", flat=True)) == set(Kind.values)


def test_a_rule_that_staff_ended_and_followed_by_their_own_is_left_alone():
    load_charges()
    TaxRule.objects.filter(code="goods").update(valid_to=date(2026, 12, 31))
    commission_before = CommissionRule.objects.get()
    CommissionRule.objects.all().delete()
    own = commission(300, since=date(2026, 9, 1))

    load_charges()

    assert TaxRule.objects.get(code="goods").valid_to == date(2026, 12, 31)
    assert list(CommissionRule.objects.all()) == [own]
    assert commission_before.rate_bp == 500


@pytest.mark.parametrize(
    ("valid_from", "valid_to"), [("2026-01-01", "2026-07-01"), ("2026-09-01", "2026-09-30"), ("2027-01-01", None)]
)
def test_a_rule_that_overlaps_is_refused(valid_from, valid_to):
    load_charges()
    ends = date.fromisoformat(valid_to) if valid_to else None
    new = TaxRule(
        code="goods",
        vat_bp=1,
        pit_bp=1,
        valid_from=date.fromisoformat(valid_from),
        valid_to=ends,
        legal_basis="Thử",
        certainty="house",
    )

    with pytest.raises(ValidationError, match="01/07/2026"):
        new.full_clean()


def test_a_rule_before_and_one_after_are_welcome():
    load_charges()
    TaxRule.objects.filter(code="goods").update(valid_to=date(2026, 12, 31))

    for begins, ends in ((date(2025, 7, 1), date(2026, 6, 30)), (date(2027, 1, 1), None)):
        rule = TaxRule(
            code="goods", vat_bp=1, pit_bp=1, valid_from=begins, valid_to=ends, legal_basis="Thử", certainty="house"
        )
        rule.full_clean()
        rule.save()

    assert TaxRule.objects.filter(code="goods").count() == 3


def test_the_database_refuses_a_second_rule_without_an_end():
    commission(500)
    with pytest.raises(IntegrityError), transaction.atomic():
        commission(400, since=date(2026, 8, 1))
    commission(400, seller=stall.seller())


def test_the_figures_of_a_rule_never_change_but_it_can_be_ended():
    rule = commission(500)

    rule.valid_to = date(2026, 12, 31)
    rule.full_clean()
    rule.rate_bp = 400
    with pytest.raises(ValidationError):
        rule.full_clean()


def test_rates_that_must_be_a_slip_are_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        commission(5_000)


def test_a_rule_ends_after_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        commission(500, valid_to=date(2026, 6, 30))


def test_products_are_goods_and_visits_are_services():
    load_charges()
    maker = stall.seller()

    assert treated(maker, stall.product(by=maker)) == "goods"
    assert treated(maker, stall.product("Đêm nghỉ", by=maker, set_code="VI.1")) == "service"


def test_a_product_set_can_be_treated_otherwise_without_code():
    load_charges()
    maker = stall.seller()
    TreatmentDefault.objects.create(
        product_set="I.3", treatment="production", valid_from=TODAY, legal_basis="CV", certainty="house"
    )

    assert treated(maker, stall.product(by=maker)) == "production"
    assert treated(maker, stall.product(by=maker, set_code="I.2b")) == "goods"


def test_what_nobody_decided_on_cannot_be_classified():
    maker = stall.seller()
    TreatmentDefault.objects.all().delete()

    assert treated(maker, stall.product(by=maker)) == "unknown"


def test_own_produce_counts_once_approved_and_for_its_seller_only(officer):
    load_charges()
    keeper, trader = stall.seller("Hộ nuôi ong"), stall.seller("Người buôn")
    honey = stall.product("Mật ong", by=keeper, set_code="I.2b")
    request = asked(keeper, honey)

    before = treated(keeper, honey)
    review(treatment=request, state="approved", by=officer)

    assert (before, treated(keeper, honey), treated(trader, honey)) == ("goods", "agri_raw_self", "goods")
    assert (request.reviewed_by, request.reviewed_on.isoformat()) == (officer, timezone.localdate().isoformat())


def test_a_pack_is_treated_as_its_product(officer):
    load_charges()
    keeper = stall.seller()
    honey = stall.product("Mật ong", by=keeper, price=None, set_code="I.2b")
    jar = stall.product("Hũ 500 g", by=keeper, parent=honey)
    review(treatment=asked(keeper, honey), state="approved", by=officer)

    assert treatments_of([(keeper.pk, jar.pk)], on=TODAY)[keeper.pk, jar.pk].product_set == "I.2b"
    assert treated(keeper, jar) == "agri_raw_self"


def test_own_produce_without_proof_or_without_a_name_is_not_approved(officer):
    maker = stall.seller()
    request = asked(maker, stall.product(by=maker), evidence=" ")

    with pytest.raises(ValidationError):
        review(treatment=request, state="approved", by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        TaxTreatment.objects.filter(pk=request.pk).update(state="approved", evidence="Giấy")


def test_treatments_cost_the_same_for_one_line_and_for_twenty(django_assert_num_queries):
    load_charges()
    maker = stall.seller()
    goods = [stall.product(f"Món {n}", by=maker) for n in range(20)]

    for count in (1, 20):
        with django_assert_num_queries(4):
            treatments_of([(maker.pk, product.pk) for product in goods[:count]], on=TODAY)


def test_a_category_that_is_no_product_set_says_nothing_about_tax():
    load_charges()
    maker = stall.seller()
    gift = stall.product(by=maker, set_code="I.2b")
    gift.categories.clear()
    gift.categories.add(get_model("catalogue", "Category").add_root(name="Quà Tết", code="qua-tet-dinh-mui"))

    treated_as = treatments_of([(maker.pk, gift.pk)], on=TODAY)[maker.pk, gift.pk]
    assert (treated_as.treatment, treated_as.product_set) == ("goods", "")


@pytest.mark.parametrize("code", ["I3d", "X", "delivery"])
def test_a_rule_for_a_product_set_that_does_not_exist_is_refused(code):
    rule = CommissionRule(rate_bp=500, vat_bp=1000, valid_from=TODAY, legal_basis="Thử", product_set=code)

    with pytest.raises(ValidationError):
        rule.full_clean()


@pytest.mark.parametrize("code", ["I.3d", "I.3", "I", ""])
def test_a_rule_may_name_a_set_a_family_a_group_or_everything(code):
    CommissionRule(rate_bp=500, vat_bp=1000, valid_from=TODAY, legal_basis="Thử", product_set=code).full_clean()

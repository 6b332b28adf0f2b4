"""What every shop stands on: loaded once, and once more without a change."""

import pytest
from oscar.core.loading import get_model

from catalogue.certification.models import GeographicalIndication
from catalogue.listing.models import Synonym
from catalogue.listing.searching import synonym_groups
from catalogue.listing.synonyms import load_synonyms, synonym_rows
from catalogue.product_sets import UnknownProductSet, groups, product_set, product_sets, set_name
from catalogue.seasons.models import Produce, mask_of
from marketplace.reference.loading import load_reference

Category = get_model("catalogue", "Category")
ProductClass = get_model("catalogue", "ProductClass")


def test_the_classification_has_26_sets_in_six_groups():
    assert len(product_sets()) == 26
    assert [group.code for group in groups()] == ["I", "II", "III", "IV", "V", "VI"]
    assert {s.code for s in product_sets() if s.is_alcohol} == {"II.1a", "II.1b"}


def test_a_set_has_a_name_in_both_languages():
    assert set_name("I.4a", "vi") == "Tương, nước mắm, gia vị dạng lỏng khác"
    assert set_name("I.4a", "en") == "Soy paste, fish sauce, other liquid seasonings"


def test_an_unknown_set_is_refused_but_does_not_break_a_page():
    with pytest.raises(UnknownProductSet):
        product_set("IX.9")
    assert set_name("IX.9", "vi") == "IX.9"


def test_the_sets_stand_under_their_groups_as_categories(demo):
    roots = Category.get_root_nodes()

    assert [root.code for root in roots] == ["I", "II", "III", "IV", "V", "VI"]
    assert Category.objects.filter(depth=2).count() == 26
    assert Category.objects.get(code="II.1a").get_parent().name == "Đồ uống"
    assert list(roots[0].get_children().values_list("code", flat=True))[:3] == ["I.1a", "I.1b", "I.2a"]


def test_goods_are_sent_and_counted_and_experiences_are_not(demo):
    goods, experience = ProductClass.objects.get(slug="goods"), ProductClass.objects.get(slug="experience")

    assert (goods.requires_shipping, goods.track_stock) == (True, True)
    assert (experience.requires_shipping, experience.track_stock) == (False, False)


def test_a_season_is_read_from_its_span_of_months(demo):
    honey = Produce.objects.get(name="Mật ong rừng U Minh Thượng")

    assert honey.months == mask_of("11-12;1-4")
    assert honey.province_id == "91"
    assert Produce.objects.count() == 18


def test_an_indication_of_which_only_the_year_is_known_gets_no_invented_day(demo):
    pepper = GeographicalIndication.objects.get(name="Hồ tiêu Phú Quốc")

    assert (pepper.registered_on, pepper.registered_text) == (None, "2011")
    assert GeographicalIndication.objects.count() == 24


def test_the_search_knows_southern_and_northern_names(demo):
    known = {typed: {name for group in groups for name in group} for typed, groups in synonym_groups().items()}

    assert len(synonym_rows()) >= 40
    for southern, northern in [("khom", "dứa"), ("thom", "dứa"), ("heo", "lợn"), ("bap", "ngô"), ("dau phong", "lạc")]:
        assert northern in known[southern]
    assert "lạp xưởng bò" in known["tung lo mo"]


def test_no_first_name_of_a_group_begins_another():
    first = [row["names"].split(",")[0] for row in synonym_rows()]

    assert len(set(first)) == len(first)


def test_loading_again_writes_nothing(demo):
    counts = load_reference()

    written = {kind: {w: n for w, n in counted.items() if w != "unchanged" and n} for kind, counted in counts.items()}
    assert {kind: what for kind, what in written.items() if what} == {}
    assert all(counted["unchanged"] for counted in counts.values())


def test_a_group_of_names_that_staff_edited_stays_as_they_left_it(demo):
    group = Synonym.objects.get(names__startswith="thơm,")
    Synonym.objects.filter(pk=group.pk).update(names="thơm, khóm, dứa, trái gai")

    load_synonyms()

    assert list(Synonym.objects.filter(names__startswith="thơm").values_list("names", flat=True)) == [
        "thơm, khóm, dứa, trái gai"
    ]

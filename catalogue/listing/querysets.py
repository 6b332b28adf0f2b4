"""Which listings, and in what order. Every page of the shop takes its cards from here."""

from datetime import date

from django.conf import settings
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

PRICE_STEPS = (
    ("0-50", 0, 50_000),
    ("50-100", 50_000, 100_000),
    ("100-200", 100_000, 200_000),
    ("200-500", 200_000, 500_000),
    ("500-", 500_000, None),
)


class ListingQuerySet(QuerySet):
    def on_sale(self, with_alcohol=False):
        """What anybody may see. Alcohol only on the pages behind the age check, where the province has it on (P-15)."""
        return self if with_alcohol and settings.ALCOHOL_ENABLED else self.filter(is_alcohol=False)

    def with_shown_stars(self, day: date):
        """Annotates shown_stars: the stars of a certificate that is valid on that day, else 0."""
        valid = Q(stars_from__lte=day, stars_until__gte=day)
        return self.annotate(
            shown_stars=Case(When(valid, then=F("stars")), default=Value(0), output_field=IntegerField())
        )

    def with_stars(self, stars, day: date):
        return self.filter(stars__in=stars, stars_from__lte=day, stars_until__gte=day)

    def in_season(self, month: int):
        return self.annotate(month_bit=F("months").bitand(1 << (month - 1))).filter(month_bit__gt=0)

    def in_groups(self, groups):
        """Product groups by their number: the sets of group I are I.1a to I.6."""
        wanted = Q()
        for group in groups:
            wanted |= Q(set_code__startswith=f"{group}.")
        return self.filter(wanted)

    def priced(self, keys):
        wanted = Q()
        for key, low, high in PRICE_STEPS:
            if key in keys:
                wanted |= Q(price__gte=low) & (Q(price__lt=high) if high else Q())
        return self.filter(wanted)

    def with_price_step(self):
        cases = [When(Q(price__lt=high), then=Value(key)) for key, _low, high in PRICE_STEPS if high]
        return self.annotate(price_step=Case(*cases, default=Value(PRICE_STEPS[-1][0])))

    def sent_to(self, commune):
        """Goods that a parcel can bring to this commune: the smaller of what the seller and the goods allow."""
        return self.filter(
            Q(reach__gte=4)
            | Q(reach=3, region=commune.province.region)
            | Q(reach=2, province_code=commune.province_id)
            | Q(reach__in=(0, 1), commune_code=commune.code)
        )

    def newest(self):
        return self.order_by("-listed_at", "pk")

    def by_rank(self):
        return self.order_by("-rank_score", "pk")  # "product" would join Oscar's table and order by its date

"""Which certificates and papers count on a day."""

from datetime import date

from django.db.models import Case, DateField, F, Q, QuerySet, When

from marketplace.folding import folded


class CertificateQuerySet(QuerySet):
    def with_last_day(self):
        """Annotates last_day: the extension where one was decided, else the end of the 36 months."""
        extended = Q(state="extended", extended_until__isnull=False)
        return self.annotate(
            last_shown_on=Case(
                When(extended, then=F("extended_until")), default=F("valid_until"), output_field=DateField()
            )
        )

    def valid_on(self, day: date):
        return self.with_last_day().filter(state__in=("active", "extended"), issued_on__lte=day, last_shown_on__gte=day)

    def matching(self, text: str):
        """Every word must begin a word of the certificate; tone marks do not matter."""
        matches = self
        for word in folded(text[:200]).split()[:8]:
            matches = matches.filter(search_text__contains=" " + word)
        return matches

    def for_register(self):
        return self.select_related("commune", "province", "product")


class PaperQuerySet(QuerySet):
    def valid_on(self, day: date):
        return self.filter(state="accepted").filter(
            Q(issued_on=None) | Q(issued_on__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
        )

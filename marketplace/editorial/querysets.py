"""Which home pages and stories a reader may see, and in what order."""

from django.db.models import Q
from wagtail.models import PageQuerySet, Site


class HomeQuerySet(PageQuerySet):
    def of_site(self):
        """The root of the default site and its translations."""
        roots = Site.objects.filter(is_default_site=True).order_by()
        return self.filter(translation_key__in=roots.values("root_page__translation_key"))


class StoryQuerySet(PageQuerySet):
    def told(self, locale_id):
        """Published stories of one language, ready for cards."""
        return self.live().filter(locale=locale_id).select_related("image").defer("body")

    def in_language(self, language: str):
        return self.live().filter(locale__language_code=language).select_related("image").defer("body")

    def newest(self):
        return self.order_by("-first_published_at", "-pk")

    def chosen_or_newest(self, chosen, number: int):
        """Those chosen, in whatever language they were chosen, and the newest; one query."""
        wanted = Q(pk__in=self.newest().values("pk")[:number]) if number else Q()
        if chosen:
            picked = Q(translation_key__in=self.model.objects.filter(pk__in=chosen).values("translation_key"))
            wanted = wanted | picked if number else picked
        return self.filter(wanted).newest()

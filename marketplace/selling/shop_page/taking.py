"""What a seller takes away: a poster with the QR code of the shop, and all that the shop keeps about their trade."""

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from marketplace.printing.pdf import PDF_TYPE
from marketplace.printing.posters import Poster, poster_pdf
from marketplace.printing.tasted import Size, TastedPoster, Wording, tasted_pdf
from sellers.helping.models import Scope
from sellers.models import Seller

from ..frame import Workspace
from .own_data import own_data


class PosterView(Workspace):
    scope = Scope.SHOP

    def get(self, request):
        response = HttpResponse(poster_pdf(poster_of(self.seller), made_at=timezone.now()), content_type=PDF_TYPE)
        response["Content-Disposition"] = f'inline; filename="{self.seller.slug}-a5.pdf"'
        return response


def poster_of(seller: Seller) -> Poster:
    """The address is the Vietnamese one: a poster hangs for everybody, and the page offers the other language."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(settings.LANGUAGE_CODE):
        link = settings.SITE_URL + seller.get_absolute_url()
    return Poster(
        title=seller.name,
        subtitle=seller.place_text,
        call=_("Point your camera here and see our goods"),
        link=link,
        shown_link=link.split("://", 1)[-1],
        operator=settings.OPERATOR.get("name") or settings.SITE_NAME,
        mark=_("Sample shop: these are demo values") if seller.is_demo else "",
        language=language,
    )


class TastedView(Workspace):
    """The poster for a table or a market stand, whose code opens the goods ready for the basket."""

    scope = Scope.SHOP
    size = Size.A4

    def get(self, request):
        made = tasted_pdf(tasted_poster_of(self.seller), self.size, made_at=timezone.now())
        response = HttpResponse(made, content_type=PDF_TYPE)
        response["Content-Disposition"] = f'inline; filename="{self.seller.slug}-{self.size.name.lower()}.pdf"'
        return response


def tasted_poster_of(seller: Seller) -> TastedPoster:
    """In both languages whatever the seller reads: guests read it. The page behind the code finds their language."""
    with translation.override(settings.LANGUAGE_CODE):
        link = settings.SITE_URL + reverse("editorial:at_seller", args=[seller.slug])
        mark = _("Sample shop: these are demo values") if seller.is_demo else ""
    return TastedPoster(
        first=_wording(settings.LANGUAGE_CODE, seller.name),
        second=_wording("en", seller.name),
        where=seller.place_text,
        link=link,
        shown_link=link.split("://", 1)[-1],
        operator=settings.OPERATOR.get("name") or settings.SITE_NAME,
        mark=mark,
    )


def _wording(language: str, name: str) -> Wording:
    with translation.override(language):
        return Wording(_("What did you taste here?"), name, _("Point your camera here, see it and order it"))


class DataView(Workspace):
    """Open for suspended and closed sellers, too: a blocked seller takes their data for three years (rules 9, E-24)."""

    open_when_stopped = True
    place = "shop_page"

    def get(self, request):
        return self.page("selling/shop_page/data.html")


class DataFileView(Workspace):
    """For the seller's own people; see DataView for why it stays open."""

    open_when_stopped = True

    def get(self, request):
        now = timezone.now()
        name = f"{self.seller.slug}-{timezone.localdate(now)}.zip"
        return FileResponse(own_data(self.seller, made_at=now), as_attachment=True, filename=name)

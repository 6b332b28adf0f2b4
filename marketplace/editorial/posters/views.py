"""The poster of a place as a PDF, for whoever may edit the page."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.printing.pdf import PDF_TYPE
from marketplace.printing.tasted import Size, tasted_pdf

from ..models import PlacePage
from .making import poster_of

SIZES = {"a4": Size.A4, "card": Size.CARD}


@require_safe
def poster(request, pk, size):
    if size not in SIZES:
        raise Http404
    page = get_object_or_404(PlacePage, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    answer = HttpResponse(tasted_pdf(poster_of(page), SIZES[size], made_at=timezone.now()), content_type=PDF_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{page.slug}-{size}.pdf"'
    return answer

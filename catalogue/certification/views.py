"""The public register of OCOP certificates (Decision 26/2026/QĐ-TTg Art 7.3; rule O-21)."""

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.product_sets import set_name
from marketplace.folding import clean

from .models import Certificate

PAGE_SIZE = 30
STARS = ("5", "4", "3")


@require_safe
def register(request):
    """Search by product, producer, place or decision; valid ones first, each with its dates."""
    text = clean(request.GET.get("q", "")[:200])
    stars = request.GET.get("stars") if request.GET.get("stars") in STARS else ""
    valid_only = request.GET.get("valid") == "1"
    day = timezone.localdate()
    found = Certificate.objects.valid_on(day) if valid_only else Certificate.objects.with_last_day()
    found = found.matching(text) if text else found
    found = found.filter(stars=int(stars)) if stars else found
    is_valid = When(state__in=("active", "extended"), last_shown_on__gte=day, issued_on__lte=day, then=Value(0))
    ordered = found.annotate(place=Case(is_valid, default=Value(1), output_field=IntegerField())).order_by(
        "place", "-issued_on", "product_name", "pk"
    )
    page = Paginator(ordered.for_register(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "text": text,
        "stars": stars,
        "valid_only": valid_only,
        "star_choices": STARS,
        "today": day,
    }
    return render(request, "certification/register.html", context)


@require_safe
def certificate(request, reference):
    found = get_object_or_404(Certificate.objects.for_register().prefetch_related("decisions"), reference=reference)
    language = request.LANGUAGE_CODE
    listing = getattr(found.product, "listing", None) if found.product_id else None
    context = {
        "certificate": found,
        "set_name": set_name(found.product_set, language),
        "listing": listing,
        "today": timezone.localdate(),
    }
    return render(request, "certification/certificate.html", context)


@require_safe
@never_cache
@login_required
@permission_required("certification.read_evidence", raise_exception=True)
def evidence(request, reference):
    """The evidence file, for staff with the permission only. Sent through us: no address of the store leaves the house."""
    found = get_object_or_404(Certificate, reference=reference)
    if not found.evidence:
        raise Http404
    return FileResponse(found.evidence.open("rb"), as_attachment=True, filename=f"{found.reference}.pdf")

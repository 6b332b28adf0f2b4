"""Addresses of Wagtail's admin that we let in by rules of our own; they stand before Wagtail's in the table of addresses."""

from django.core.exceptions import PermissionDenied
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import reports
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .reviewing import act

# Editors have one report of ours, and the history.
REPORTS_OF_ADMINISTRATORS = ("locked", "workflow", "aging", "page_types")


def administrators_only(view):
    def checked(request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


urlpatterns = decorate_urlpatterns(
    [
        path("pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/", act),
        *(
            path(f"reports/{report.pattern}", administrators_only(report.callback))
            for report in reports.urlpatterns
            if report.name.startswith(REPORTS_OF_ADMINISTRATORS)
        ),
    ],
    require_admin_access,
)

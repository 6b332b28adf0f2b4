"""A file of a paper, for staff who may read it; every opening is written down by sellers.papers.reading."""

from allauth.account.adapter import get_adapter
from django.http import FileResponse, Http404
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from sellers.papers.models import SubmissionFile
from sellers.papers.reading import READ_FILES, disposition, open_file

from ..frame.access import ForStaff
from ..frame.scoped import within_or_404

SHOWN = ("image/jpeg", "image/png", "image/webp", "application/pdf")


@method_decorator([never_cache, xframe_options_sameorigin], name="dispatch")
class FileView(ForStaff, View):
    """Pictures and PDFs stand in the page; anything else is a download. No file may run anything here."""

    permissions = (READ_FILES,)

    def get(self, request, pk):
        files = SubmissionFile.objects.select_related("submission__seller")
        file = within_or_404(files, request.user, "submission__seller__commune", pk)
        try:
            opened = open_file(file=file, by=request.user, ip=get_adapter().get_client_ip(request))
        except FileNotFoundError as error:
            raise Http404 from error
        answer = FileResponse(opened, content_type=file.content_type)
        answer["Content-Disposition"] = disposition(file, inline=file.content_type in SHOWN)
        answer["X-Content-Type-Options"] = "nosniff"
        return answer

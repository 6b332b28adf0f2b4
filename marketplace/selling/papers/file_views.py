"""A file that the seller sent, for the seller's people and for helpers with papers; every opening is written down."""

from allauth.account.adapter import get_adapter
from csp.constants import NONE, SELF
from csp.decorators import csp
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_deny

from sellers.helping.models import Scope
from sellers.papers.models import SubmissionFile
from sellers.papers.reading import disposition, open_file, signed_address

from ..frame import Workspace

# Browsers show no PDF in a sandbox, so a PDF is a download.
SHOWN = ("image/jpeg",)
# Whatever the file holds, it runs nothing, loads nothing and sends nothing.
POLICY = {"default-src": [NONE], "img-src": [SELF], "style-src": [NONE], "frame-ancestors": [NONE], "sandbox": True}


@method_decorator([csp(POLICY), xframe_options_deny], name="dispatch")
class FileView(Workspace):
    scope, open_when_stopped = Scope.PAPERS, True
    http_method_names = ["get", "options"]

    def get(self, request, pk):
        files = SubmissionFile.objects.select_related("submission")
        file = get_object_or_404(files, pk=pk, submission__seller=self.seller)
        who = {"file": file, "by": request.user, "ip": get_adapter().get_client_ip(request)}
        if address := signed_address(**who):
            return HttpResponseRedirect(address)
        try:
            answer = FileResponse(open_file(**who), content_type=file.content_type)
        except FileNotFoundError as error:
            raise Http404 from error
        answer["Content-Disposition"] = disposition(file, inline=file.content_type in SHOWN)
        answer["X-Content-Type-Options"] = "nosniff"
        return answer

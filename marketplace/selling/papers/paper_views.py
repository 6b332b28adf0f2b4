"""Sending one paper: pictures from the camera or a PDF, page by page, and a number where the paper has one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from sellers.helping.models import Scope
from sellers.papers import keeping
from sellers.papers.checklist import checklist
from sellers.papers.models import Requirement, Submission
from sellers.papers.sending import BadPaper, NotAsked, prepare_all, send, take_back

from ..frame import Workspace
from .paper_forms import PaperForm


class PaperView(Workspace):
    """A stopped shop still mends its papers."""

    scope, open_when_stopped, place = Scope.PAPERS, True, "papers"

    @cached_property
    def item(self):
        """What is asked for at this address; another's product, or what nobody asks this seller for, is not found."""
        code, product = self.kwargs["code"], self.kwargs.get("product")
        for item in checklist(self.seller):
            same = item.requirement.code == code and (item.product.pk if item.product else None) == product
            if same and item.requirement.way == Requirement.Way.PAPER:
                return item
        raise Http404

    def get(self, request, **kwargs):
        return self._page(PaperForm(requirement=self.item.requirement, initial=self._starting_values()))

    def post(self, request, **kwargs):
        form = PaperForm(request.POST, requirement=self.item.requirement)
        kept = keeping.take(self.seller, request.POST.getlist("kept"))
        fresh, errors = prepare_all([*request.FILES.getlist("camera"), *request.FILES.getlist("chosen")])
        files = {file.sha256: file for file in [*(file for _kept, file in kept), *fresh]}
        if form.is_valid() and not errors and "more" not in request.POST:
            try:
                return self._sent(request, self._send(files.values(), form))
            except BadPaper as error:
                errors = error.errors
        for field, message in errors.items():
            form.add_error(field if field in form.fields else "chosen" if "chosen" in form.fields else None, message)
        known = {file.sha256 for _kept, file in kept}
        shown = [one for one, _file in kept] + keeping.keep(self.seller, [f for f in fresh if f.sha256 not in known])
        return self._page(form, kept=shown, status=422 if errors or form.errors else 200)

    def _send(self, files, form) -> Submission:
        item = self.item
        return send(acting=self.acting, requirement=item.requirement, product=item.product, files=files, **form.facts)

    def _sent(self, request, sent: Submission):
        keeping.forget(self.seller, request.POST.getlist("kept"))
        told = {"day": f"{sent.due_on:%d/%m/%Y}"}
        messages.success(request, _("Sent. The market's office answers by %(day)s at the latest.") % told)
        return redirect("selling:papers", self.seller.slug)

    def _starting_values(self) -> dict:
        """What was typed before, for who mends a paper that came back."""
        before = self.item.waiting or self.item.submission
        if before is None or self.item.state == "expired":
            return {}
        return {"number": before.number, "issued_on": before.issued_on, "valid_until": before.valid_until}

    def _page(self, form, kept=(), status=200):
        before = self.item.waiting or self.item.submission
        context = {
            "item": self.item,
            "form": form,
            "kept": kept,
            "before": before,
            "files": list(before.files.all()) if before else [],
            "is_whole": not self.item.requirement.needs_file,
        }
        return self.page("selling/papers/paper.html", context, status=status)


class TakeBackView(Workspace):
    scope, open_when_stopped = Scope.PAPERS, True
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        paper = get_object_or_404(Submission, pk=pk, seller=self.seller)
        try:
            take_back(acting=self.acting, submission=paper)
        except NotAsked:
            messages.info(request, _("This paper was answered already."))
        else:
            messages.success(request, _("Taken back."))
        return redirect("selling:papers", self.seller.slug)

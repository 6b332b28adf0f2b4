"""Many products at once: the template, the upload, the preview, the import."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.printing.tables import CSV_TYPE, XLSX_TYPE
from marketplace.selling.frame import Workspace
from sellers.helping.models import Scope
from sellers.product_lists import template
from sellers.product_lists.importing import carry_out_list
from sellers.product_lists.planning import plan_list

from .forms import ListForm
from .keeping import NotKept, forget, keep, kept
from .showing import preview_of

SENT_KEYS, MOST_SENT = "product_lists_sent", 20
KINDS = {"xlsx": (template.as_xlsx, XLSX_TYPE), "csv": (template.as_csv, CSV_TYPE)}


class ListRoom(Workspace):
    scope = Scope.PRODUCTS
    place = "products"


class TemplateView(ListRoom):
    def get(self, request, kind):
        if kind not in KINDS:
            raise Http404
        write, content_type = KINDS[kind]
        headers = {"Content-Disposition": f'attachment; filename="danh-sach-san-pham.{kind}"'}
        return HttpResponse(write(), content_type=content_type, headers=headers)


class UploadView(ListRoom):
    def get(self, request):
        return self._page(ListForm(seller=self.seller))

    def post(self, request):
        form = ListForm(request.POST, request.FILES, seller=self.seller)
        if not form.is_valid():
            return self._page(form)
        key = keep(seller=self.seller, data=form.data_of_file, filename=form.cleaned_data["file"].name)
        request.session[SENT_KEYS] = [*request.session.get(SENT_KEYS, []), str(key)][-MOST_SENT:]
        return redirect("selling:product_list_preview", self.seller.slug, key)

    def _page(self, form):
        return self.page("selling/product_lists/upload.html", {"form": form})


class PreviewView(ListRoom):
    """What would be done, with every fault; the list is brought in by the button and by nothing else."""

    def get(self, request, key):
        try:
            data, filename = kept(seller=self.seller, key=key)
        except NotKept:
            return self._gone(key)
        made = plan_list(data, filename, seller=self.seller)
        return self.page("selling/product_lists/preview.html", {"preview": preview_of(made), "key": key})

    def post(self, request, key):
        try:
            data, filename = kept(seller=self.seller, key=key)
        except NotKept:
            return self._gone(key)
        done = carry_out_list(data, filename, acting=self.acting)
        forget(seller=self.seller, key=key)
        counts = done.counts
        words = [
            ngettext("%(count)d new draft", "%(count)d new drafts", counts["created"]) % {"count": counts["created"]},
            ngettext("%(count)d changed", "%(count)d changed", counts["updated"]) % {"count": counts["updated"]},
            ngettext("%(count)d as before", "%(count)d as before", counts["unchanged"])
            % {"count": counts["unchanged"]},
        ]
        messages.success(request, _("Your list is in: %(what)s.") % {"what": ", ".join(words)})
        if done.faults:
            return self.page("selling/product_lists/preview.html", {"preview": preview_of(done), "is_done": True})
        return redirect("selling:products", self.seller.slug)

    def _gone(self, key):
        """Pressed twice, or an address from before; an address that this person never had is not found."""
        if str(key) not in self.request.session.get(SENT_KEYS, []):
            raise Http404
        messages.info(self.request, _("This list is in already, or another one took its place."))
        return redirect("selling:products", self.seller.slug)

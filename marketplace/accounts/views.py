"""What a person sees and changes about themselves; signing in and out is allauth's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from .forms import PersonForm
from .verification import has_proved_email


@method_decorator(never_cache, name="dispatch")
class OverviewView(LoginRequiredMixin, TemplateView):
    template_name = "account/overview.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(email_proved=has_proved_email(self.request.user), **kwargs)


@never_cache
@login_required
def edit_person(request):
    form = PersonForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:overview")
    return render(request, "account/edit_person.html", {"form": form})

"""The forms of pages in the editor: an address made from the title, a campaign of one week that begins on a Monday."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateTimeInput, SlugInput
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from marketplace.folding import folded

WEEK = timedelta(days=7)
LONGEST_SLUG = 80
# Wagtail's script leaves out every letter with a mark and writes đ as dj: this tells it ours.
MARKED = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ", "d": "đ", "e": "èéẻẽẹêềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọôồốổỗộơờớởỡợ", "u": "ùúủũụưừứửữự", "y": "ỳýỷỹỵ",
}  # fmt: skip
slug_input = SlugInput(
    formatters=[*((f"[{marked}{marked.upper()}]", bare) for bare, marked in MARKED.items()), ("[\u0300-\u036f]", "")]
)


def slug_of(text: str) -> str:
    """Letters without marks, digits and hyphens; may be empty."""
    return "-".join(word for word in folded(text).split() if word.isascii())[:LONGEST_SLUG].strip("-")


class AddressField(forms.CharField):
    """Takes off the marks of what is typed instead of refusing it."""

    def to_python(self, value):
        return slug_of((super().to_python(value) or "").replace("-", " "))


class AddressForm:
    """Nobody has to write an address: it comes from the title, and gets a number where it is taken already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            old = self.fields["slug"]
            self.fields["slug"] = AddressField(
                label=old.label, help_text=old.help_text, widget=old.widget, required=False, max_length=255
            )

    def clean_slug(self):
        slug = self.cleaned_data.get("slug") or slug_of(self.cleaned_data.get("title") or "") or "trang"
        if self.instance.pk and self.instance.live:
            return slug
        free, number = slug, 1
        while not type(self.instance)._slug_is_available(free, self.parent_page, self.instance):
            number += 1
            free = f"{slug}-{number}"
        return free


class OpenPageForm(AddressForm, WagtailAdminPageForm):
    pass


class AskPageForm(AddressForm, WagtailAdminFormPageForm):
    pass


class BeginInput(AdminDateTimeInput):
    """A day chosen in the calendar begins at midnight instead of at the minute when it was chosen."""

    default_time = "00:00"

    def get_config(self):
        return {**super().get_config(), "defaultTime": self.default_time, "step": 30}


class EndInput(BeginInput):
    default_time = "23:59"


class CampaignForm(OpenPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk and not self.instance.go_live_at:
            self.initial["go_live_at"], self.initial["expire_at"] = coming_week()


def coming_week(today=None) -> tuple[datetime, datetime]:
    """The next Monday at midnight and the end of the Sunday after it. What most campaigns are, and easily changed."""
    today = today or timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    begin = timezone.make_aware(datetime.combine(monday, time()))
    return begin, begin + WEEK - timedelta(minutes=1)

"""What is asked for, as lists that staff edit: requirements, watched words, and whose communes are whose."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BlanketPermissionPolicy

from catalogue.review.models import WatchedWord
from sellers.models import Kind
from sellers.papers.models import Requirement

from ..frame.cells import Count, Link, Listing, Tag, Text, yes_no
from ..frame.scoped import ScopedScreen
from ..frame.screens import Section
from ..groups import COMMUNE_OFFICER
from ..models import StaffScope
from ..scoping import EVERYWHERE, reach_of
from .standard_forms import RequirementForm, ScopeForm, WatchedWordForm

EDIT = ("desk.edit_requirements",)


class ForWholeProvince(BlanketPermissionPolicy):
    """Who may edit what is asked for, and sees the whole province: nobody widens their own communes. Rows stay that were used."""

    def __init__(self, model, may_delete: bool):
        super().__init__(model)
        self.may_delete = may_delete

    def user_has_permission(self, user, action):
        if action == "delete" and not self.may_delete:
            return False
        return user.is_active and user.has_perms(EDIT) and reach_of(user).is_whole

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        return get_user_model().objects.none()


class StandardIndexView(IndexView):
    table_class, table_classname = Listing, "listing desk-table"

    def get_base_queryset(self):
        rows = super().get_base_queryset()
        return rows.select_related("person").prefetch_related("communes") if self.model is StaffScope else rows


class StandardViewSet(ModelViewSet):
    icon = "cogs"
    index_view_class = StandardIndexView
    form = None
    may_delete = False
    list_per_page = 50
    copy_view_enabled = False
    list_filter = []
    index_template_name = "desk/rates/index.html"
    index_results_template_name = "desk/rates/index_results.html"
    create_template_name = "desk/rates/create.html"
    edit_template_name = "desk/rates/edit.html"

    @cached_property
    def permission_policy(self):
        return ForWholeProvince(self.model, self.may_delete)

    def get_form_class(self, for_update=False):
        return self.form

    @property
    def url_prefix(self):
        return f"sellers/standards/{self.name}"

    @property
    def url_namespace(self):
        return f"standards_{self.name.replace('-', '_')}"


def is_on(name: str) -> Tag:
    return Tag(
        name, label=_("Today"), accessor=lambda row: _("counts") if row.is_active else _("switched off"),
        tone=lambda row: "good" if row.is_active else "",
    )  # fmt: skip


def kinds_of(requirement) -> str:
    known = dict(Kind.choices)
    return ", ".join(str(known.get(kind, kind)) for kind in requirement.kinds) or str(_("all"))


class Requirements(StandardViewSet):
    model, name, form, menu_label = Requirement, "requirements", RequirementForm, _("Papers that are asked for")
    list_display = [
        Link("name", label=_("Name"), url_name="standards_requirements:edit"),
        is_on("active"),
        Text("needed", label=_("Needed before selling"), accessor=lambda row: yes_no(row.is_mandatory)),
        Text("product", label=_("For each product"), accessor=lambda row: yes_no(row.is_per_product)),
        Text("kinds", label=_("Kinds of seller"), accessor=kinds_of),
        Text("sets", label=_("Product sets"), accessor=lambda row: ", ".join(row.product_sets) or _("all")),
        Text("legal_ref", label=_("Legal basis")),
    ]
    search_fields = ["name", "name_en", "legal_ref"]
    ordering = ["position", "code"]


class WatchedWords(StandardViewSet):
    model, name, form, menu_label = WatchedWord, "words", WatchedWordForm, _("Watched words")
    may_delete = True
    list_display = [
        Link("words", label=_("Watched words"), url_name="standards_words:edit"),
        Text("kind", label=_("Kind"), accessor="get_kind_display"),
        is_on("active"),
        Text("advice", label=_("What to write instead")),
        Text("legal_ref", label=_("Legal basis")),
    ]
    search_fields = ["words", "advice"]
    ordering = ["kind", "words"]


class Scopes(StandardViewSet):
    model, name, form, menu_label = StaffScope, "scopes", ScopeForm, _("Communes of officers")
    may_delete = True
    list_display = [
        Link("person", label=_("Officer"), accessor=lambda row: str(row.person), url_name="standards_scopes:edit"),
        Text(
            "communes",
            label=_("Communes"),
            accessor=lambda row: ", ".join(c.name for c in row.communes.all()) or _("none"),
        ),
    ]
    search_fields = ["person__full_name", "person__email"]
    ordering = ["person__full_name", "pk"]


LISTS = (Requirements(), WatchedWords(), Scopes())


class StandardsScreen(ScopedScreen):
    place_name, url_name = "standards", "standards"
    permissions = EDIT
    whole_province = True

    @property
    def seller(self):
        return None

    def is_front_page(self):
        return True

    def sections(self):
        columns = [
            Link(
                "name",
                label=_("List"),
                accessor="menu_label",
                get_url=lambda each: reverse(f"{each.url_namespace}:index"),
            ),
            Count("number", label=_("Rows"), accessor=lambda each: each.model.objects.count()),
        ]
        words = _("A change counts at once. What was asked for before stays with the papers that were sent.")
        return [Section(words=words, alarm=nowhere_words(), table=Listing(columns, LISTS))]


def nowhere_words():
    """Commune officers without communes of their own see nothing: somebody should give them theirs."""
    people = get_user_model().objects.filter(groups__name=COMMUNE_OFFICER, desk_scope__communes=None, is_active=True)
    names = ", ".join(str(person) for person in people.order_by("pk")[:10] if not person.has_perm(EVERYWHERE))
    return (
        _("These commune officers have no communes yet and see nothing: %(names)s") % {"names": names} if names else ""
    )

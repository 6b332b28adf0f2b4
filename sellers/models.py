"""Who sells: one Seller for one of Oscar's partners."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.listing.refreshing import refresh_partner
from marketplace.folding import folded

from .querysets import SellerQuerySet


class Kind(models.TextChoices):
    """The OCOP subjects of Decision 26/2026/QĐ-TTg Art 2.3, as the shop and the tax rules tell them apart."""

    HOUSEHOLD = "household", _("Household business")
    COOPERATIVE = "cooperative", _("Cooperative")
    COOPERATIVE_GROUP = "cooperative_group", _("Cooperative group")
    COMPANY = "company", _("Company")
    FACILITY = "facility", _("Production household or workshop")


class State(models.TextChoices):
    PREPARING = "preparing", _("Preparing")
    OPEN = "open", _("Open")
    PAUSED = "paused", _("Paused by the seller")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class Reach(models.IntegerChoices):
    """How far a seller sends. Goods that must stay cold may go less far (catalogue.listing decides the smaller)."""

    PICKUP = 0, _("Pick-up only")
    COMMUNE = 1, _("Within the commune")
    PROVINCE = 2, _("Within the province")
    REGION = 3, _("Within the region")
    NATIONAL = 4, _("All of Vietnam")


class Seller(models.Model):
    partner = models.OneToOneField(
        "partner.Partner", on_delete=models.PROTECT, related_name="seller", verbose_name=_("partner")
    )
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PREPARING)
    commune = models.ForeignKey(
        "places.Commune", on_delete=models.PROTECT, related_name="sellers", verbose_name=_("commune")
    )
    business_place = models.CharField(_("business place"), max_length=200, blank=True, help_text=_("House or hamlet."))
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    registration_no = models.CharField(_("business registration"), max_length=40, blank=True)
    tax_code = models.CharField(_("tax code"), max_length=20, blank=True)
    person = models.CharField(_("who makes it"), max_length=120, blank=True)
    about = models.TextField(_("in their own words"), blank=True)
    about_en = models.TextField(_("in English"), blank=True)
    picture = models.ImageField(_("picture"), upload_to="sellers/%Y/%m/", max_length=255, blank=True)
    handling_days = models.PositiveSmallIntegerField(
        _("days to get ready"), default=1, validators=[MaxValueValidator(30)]
    )
    reach = models.PositiveSmallIntegerField(_("sends to"), choices=Reach, default=Reach.NATIONAL)
    has_pickup = models.BooleanField(_("can be picked up at the seller's"), default=True)
    deputy_name = models.CharField(_("who else can answer"), max_length=120, blank=True)
    deputy_phone = models.CharField(_("their phone"), max_length=20, blank=True)
    pickup_days = models.PositiveSmallIntegerField(
        _("pick-up days"), default=0, help_text=_("Bit mask, Monday is 1; 0 when not said.")
    )
    pickup_note = models.CharField(_("how to find the place"), max_length=200, blank=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    opened_at = models.DateTimeField(_("open since"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo values"), default=False)
    search_text = models.CharField(max_length=500, editable=False, default="")

    objects = SellerQuerySet.as_manager()

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        ordering = ["name"]
        indexes = [models.Index(fields=["state", "name"])]

    def __str__(self):
        return self.name

    def clean(self):
        if "<" in self.name or ">" in self.name:
            raise ValidationError({"name": _("A name has no < or > in it.")})

    def save(self, *args, **kwargs):
        self.search_text = (
            " " + folded(f"{self.name} {self.person} {self.commune.name} {self.commune.province.name}")[:490]
        )
        super().save(*args, **kwargs)
        transaction.on_commit(lambda: refresh_partner(self.partner_id))

    def get_absolute_url(self) -> str:
        return reverse("sellers:seller", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def place_text(self) -> str:
        return f"{self.commune.name}, {self.commune.province.short_name}"


class SellerChange(models.Model):
    """Who changed what for a seller: with a helper both names stand here. Never changed (rule G-11)."""

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="changes", verbose_name=_("seller"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    is_helper = models.BooleanField(_("as a helper"), default=False)
    action = models.CharField(_("action"), max_length=40)
    words = models.CharField(_("what"), max_length=300)

    class Meta:
        verbose_name = _("change for a seller")
        verbose_name_plural = _("changes for sellers")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["seller", "at"], name="change_of_seller")]

    def __str__(self):
        return self.words

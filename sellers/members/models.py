"""A cooperative has member households: the member makes it, the cooperative sells it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Member(models.Model):
    """A household of a cooperative or a cooperative group. With a person, that person sees what is theirs."""

    cooperative = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="members", verbose_name=_("cooperative")
    )
    name = models.CharField(_("name"), max_length=120)
    commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="+", verbose_name=_("commune"))
    hamlet = models.CharField(_("hamlet"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    about = models.TextField(_("in their own words"), blank=True, max_length=1000)
    person = models.ForeignKey(
        "accounts.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="member_of",
        verbose_name=_("person"),
    )
    is_shown = models.BooleanField(_("named on product pages"), default=True)
    joined_at = models.DateTimeField(_("entered"), default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("member household")
        verbose_name_plural = _("member households")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "phone"],
                condition=models.Q(left_at__isnull=True) & ~models.Q(phone=""),
                name="a_phone_is_one_member_of_a_cooperative",
            )
        ]

    def __str__(self):
        return self.name


class ProductMaker(models.Model):
    """Which member makes a product of the cooperative."""

    product = models.OneToOneField(
        "catalogue.Product", on_delete=models.CASCADE, primary_key=True, related_name="maker", verbose_name=_("product")
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="products", verbose_name=_("member"))

    class Meta:
        verbose_name = _("maker of a product")
        verbose_name_plural = _("makers of products")

    def __str__(self):
        return f"{self.member}"

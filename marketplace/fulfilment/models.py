"""What is sent, by whom, to whom, for how much: a parcel per seller of an order, and the table of delivery rates."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .querysets import ParcelQuerySet


class Zone(models.TextChoices):
    """How far apart seller and buyer are, as rates are told."""

    PICKUP = "pickup", _("Picked up at the producer's")
    COMMUNE = "commune", _("Same commune")
    PROVINCE = "province", _("Same province")
    REGION = "region", _("Same region")
    NATIONAL = "national", _("All of Vietnam")


class Temperature(models.TextChoices):
    AMBIENT = "ambient", _("Dry goods")
    CHILLED = "chilled", _("Chilled")
    FROZEN = "frozen", _("Frozen")
    LIVE = "live", pgettext_lazy("goods", "Live")
    SERVICE = "service", _("A visit")


class FeeGoesTo(models.TextChoices):
    """Whose income the delivery fee is; with the seller it is part of what they are taxed on (rules.md T-04)."""

    SHOP = "shop", _("The shop")
    SELLER = "seller", _("The seller")


class DeliveryRate(models.Model):
    """The price of one zone. Weights in grams, prices in dong; null means "no limit" or "does not apply"."""

    zone = models.CharField(_("zone"), max_length=8, choices=Zone, primary_key=True)
    first_block_g = models.PositiveIntegerField(_("first block, gram"), null=True, blank=True)
    first_price = models.PositiveIntegerField(_("price of the first block"), default=0)
    step_g = models.PositiveIntegerField(_("next step, gram"), null=True, blank=True, validators=[MinValueValidator(1)])
    step_price = models.PositiveIntegerField(_("price per step"), default=0)
    free_from = models.PositiveIntegerField(_("free from goods worth"), null=True, blank=True)
    max_weight_g = models.PositiveIntegerField(_("heaviest parcel, gram"), null=True, blank=True)
    volumetric_divisor = models.PositiveIntegerField(
        _("volumetric divisor"),
        default=6000,
        validators=[MinValueValidator(1)],
        help_text=_("Cubic centimetres per kilogram."),
    )
    cod_allowed = models.BooleanField(_("cash on delivery"), default=True)
    days_min = models.PositiveSmallIntegerField(_("days, at least"), default=0)
    days_max = models.PositiveSmallIntegerField(_("days, at most"), default=0)
    fee_goes_to = models.CharField(
        _("the fee goes to"),
        max_length=6,
        choices=FeeGoesTo,
        default=FeeGoesTo.SHOP,
        help_text=_("The shop, when it pays the carrier; the seller, when they carry or send it themselves."),
    )

    class Meta:
        verbose_name = _("delivery rate")
        verbose_name_plural = _("delivery rates")
        ordering = ["first_price"]

    def __str__(self):
        return self.get_zone_display()


class RemoteSurcharge(models.Model):
    """What islands and special zones cost on top; the table has one row."""

    first_price = models.PositiveIntegerField(_("surcharge"), default=0)
    step_percent = models.PositiveSmallIntegerField(_("of the steps, per cent"), default=0)
    cod_allowed = models.BooleanField(_("cash on delivery"), default=False)
    days_min = models.PositiveSmallIntegerField(_("more days, at least"), default=0)
    days_max = models.PositiveSmallIntegerField(_("more days, at most"), default=0)

    class Meta:
        verbose_name = _("remote surcharge")
        verbose_name_plural = _("remote surcharges")

    def __str__(self):
        return str(_("Islands and special zones"))


class Parcel(models.Model):
    """Each seller's part of an order: the unit of delivery, of cash on delivery, of refunds and of the sale that is taxed."""

    class State(models.TextChoices):
        AWAITING_PAYMENT = "awaiting_payment", _("Waiting for payment")
        NEW = "new", _("Ordered")
        ACCEPTED = "accepted", _("Accepted by the producer")
        PACKED = "packed", _("Packed")
        HANDED_OVER = "handed_over", _("With the carrier")
        IN_TRANSIT = "in_transit", _("On its way")
        OUT_FOR_DELIVERY = "out_for_delivery", _("Coming today")
        DELIVERED = "delivered", _("Delivered")
        COMPLETED = "completed", _("Completed")
        CANCELLED = "cancelled", _("Cancelled")
        DELIVERY_FAILED = "delivery_failed", _("Delivery failed")
        RETURNING = "returning", _("Going back")
        RETURNED = "returned", _("Returned to the producer")
        LOST = "lost", _("Lost")
        DAMAGED = "damaged", _("Damaged")
        EXPIRED = "expired", _("Not paid in time")

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="parcels", verbose_name=_("order"))
    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="parcels", verbose_name=_("seller")
    )
    number = models.CharField(_("number"), max_length=24, unique=True)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.AWAITING_PAYMENT)
    zone = models.CharField(_("zone"), max_length=8, choices=Zone)
    temperature = models.CharField(_("temperature"), max_length=8, choices=Temperature, default=Temperature.AMBIENT)
    weight_g = models.PositiveIntegerField(_("chargeable weight, gram"))
    goods_total = models.PositiveBigIntegerField(_("goods"), help_text=_("Dong, discounts taken off."))
    fee = models.PositiveBigIntegerField(_("delivery fee"), help_text=_("Dong."))
    to_commune = models.ForeignKey(
        "places.Commune", on_delete=models.PROTECT, related_name="+", verbose_name=_("to commune")
    )
    recipient_name = models.CharField(_("recipient"), max_length=255)
    recipient_phone = models.CharField(_("phone"), max_length=16, db_index=True)
    ship_on = models.DateField(_("ships on"))
    arrive_from = models.DateField(_("arrives from"))
    arrive_by = models.DateField(_("arrives by"))
    fee_goes_to = models.CharField(_("the fee goes to"), max_length=6, choices=FeeGoesTo, default=FeeGoesTo.SHOP)
    carrier = models.CharField(_("carrier"), max_length=20, blank=True)
    tracking_no = models.CharField(_("tracking number"), max_length=60, blank=True, db_index=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    return_until = models.DateTimeField(_("can be sent back until"), null=True, blank=True)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        ordering = ["order", "number"]
        indexes = [
            models.Index(fields=["seller", "state", "created_at"], name="parcel_of_seller"),
            models.Index(fields=["state", "return_until"], name="parcel_to_complete"),
        ]

    def __str__(self):
        return self.number

    @property
    def buyer_pays(self) -> int:
        """Dong: goods and delivery."""
        return self.goods_total + self.fee

    @property
    def is_pickup(self) -> bool:
        return self.zone == Zone.PICKUP


class ParcelLine(models.Model):
    """How many of an order line lie in a parcel: a heavy line may fill several."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="lines", verbose_name=_("parcel"))
    line = models.ForeignKey(
        "order.Line", on_delete=models.PROTECT, related_name="parcel_lines", verbose_name=_("order line")
    )
    quantity = models.PositiveIntegerField(_("quantity"), validators=[MinValueValidator(1)])
    goods_total = models.PositiveBigIntegerField(_("goods"), help_text=_("Dong, discounts taken off."))

    class Meta:
        verbose_name = _("parcel line")
        verbose_name_plural = _("parcel lines")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["parcel", "line"], name="line_once_per_parcel")]

    def __str__(self):
        return f"{self.quantity} × {self.line_id}"


class ParcelEvent(models.Model):
    """What happened to a parcel; rows are added and never changed."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="events", verbose_name=_("parcel"))
    state = models.CharField(_("state"), max_length=16, choices=Parcel.State)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.CharField(_("by"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("parcel event")
        verbose_name_plural = _("parcel events")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_state_display()} {self.at:%Y-%m-%d %H:%M}"


class PlacedCheckout(models.Model):
    """The checkout page that became an order: its token makes sure that one page gives one order."""

    token = models.UUIDField(_("token"), unique=True)
    order = models.OneToOneField(
        "order.Order", on_delete=models.CASCADE, related_name="checkout", verbose_name=_("order")
    )
    language = models.CharField(_("language"), max_length=8, default="vi")
    is_of_age = models.BooleanField(_("said to be 18 or older"), default=False)
    placed_at = models.DateTimeField(_("placed"), default=timezone.now)

    class Meta:
        verbose_name = _("placed checkout")
        verbose_name_plural = _("placed checkouts")

    def __str__(self):
        return str(self.token)

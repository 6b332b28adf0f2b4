"""The person who buys, sells or keeps the shop, and what they agreed to."""

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.core.mail import send_mail
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean

from .managers import UserManager
from .names import join_name, split_name
from .phones import display_phone


def new_handle() -> str:
    """A handle that says nothing about the person; the database and the admin need one, nobody else sees it."""
    return get_random_string(12, "abcdefghijkmnpqrstuvwxyz23456789")


class User(AbstractBaseUser, PermissionsMixin):
    """A person known by phone, by e-mail or by both."""

    username = models.CharField(_("handle"), max_length=32, unique=True, default=new_handle)
    phone = models.CharField(_("phone"), max_length=16, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(_("phone verified"), default=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    # Oscar's dashboard and Wagtail query these two; both follow full_name.
    first_name = models.CharField(_("given name"), max_length=150, blank=True)
    last_name = models.CharField(_("family and middle name"), max_length=150, blank=True)
    preferred_language = models.CharField(
        _("language"), max_length=8, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone__isnull=False) | models.Q(email__isnull=False),
                name="person_has_phone_or_email",
            ),
            models.CheckConstraint(
                condition=~models.Q(phone="") & ~models.Q(email=""), name="person_address_not_empty"
            ),
        ]

    def __str__(self):
        return self.full_name or display_phone(self.phone) or self.email or self.username

    @classmethod
    def from_db(cls, db, field_names, values):
        user = super().from_db(db, field_names, values)
        user._stored_name = user.__dict__.get("full_name")
        return user

    def save(self, *args, **kwargs):
        self.email = (self.email or "").strip().lower() or None
        self.phone = self.phone or None
        self._settle_names()
        if (fields := kwargs.get("update_fields")) is not None and {"full_name", "first_name", "last_name"} & set(
            fields
        ):
            kwargs["update_fields"] = {*fields, "full_name", "first_name", "last_name"}
        super().save(*args, **kwargs)
        self._stored_name = self.full_name

    def _settle_names(self):
        """The full name leads, unless only its parts were edited, as Oscar's and Wagtail's forms do."""
        self.full_name = clean(self.full_name)
        parts = (clean(self.last_name), clean(self.first_name))
        untouched = self.full_name == (getattr(self, "_stored_name", None) or "")
        if untouched and any(parts) and parts != split_name(self.full_name):
            self.full_name = join_name(family=parts[0], given=parts[1])
        self.last_name, self.first_name = split_name(self.full_name)

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        """How mails of the staff's rooms begin: the whole name, for the last word alone may be half a title."""
        return self.full_name

    def email_user(self, subject, message, from_email=None, **kwargs):
        """Oscar's and Django's way to write to a person; without an address nothing is sent."""
        if self.email:
            send_mail(subject, message, from_email, [self.email], **kwargs)


class Consent(models.Model):
    """That a person agreed to one version of one document (Law on E-Commerce 2025, art. 11.4)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents", verbose_name=_("person"))
    document = models.SlugField(_("document"), max_length=60)
    version = models.CharField(_("version"), max_length=40)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    ip = models.GenericIPAddressField(_("IP address"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = [models.UniqueConstraint(fields=["user", "document", "version"], name="consent_once_per_version")]

    def __str__(self):
        return f"{self.document} {self.version}"

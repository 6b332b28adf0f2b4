"""How a person's row is made and found."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import BaseUserManager

from .phones import normalise_phone
from .verification import vouch_for_email


class UserManager(BaseUserManager):
    use_in_migrations = False

    def create_user(self, phone=None, email=None, full_name="", password=None, **fields):
        """A person with a phone, an e-mail address or both. Raises ValueError without either, BadPhone for a bad phone."""
        if not phone and not email:
            raise ValueError("A person needs a phone or an e-mail address.")
        user = self.model(
            phone=normalise_phone(phone) if phone else None, email=email or None, full_name=full_name or "", **fields
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, phone=None, email=None, full_name="", password=None, **fields):
        """A person who may do everything. The addresses count as verified: whoever runs the command vouches for them."""
        fields = {"is_staff": True, "is_superuser": True, "phone_verified": bool(phone)} | fields
        user = self.create_user(phone=phone, email=email, full_name=full_name, password=password, **fields)
        vouch_for_email(user)
        return user

    def by_phone(self, phone: str):
        """The person with this E.164 phone, or None."""
        return self.filter(phone=phone).first()

    def unfinished_signup(self, *, phone=None, email=None):
        """The account somebody began with this address but never proved and never entered, or None."""
        begun = self.filter(
            is_active=True,
            is_staff=False,
            last_login=None,
            password__startswith=UNUSABLE_PASSWORD_PREFIX,
            phone_verified=False,
        )
        begun = begun.exclude(emailaddress__verified=True)
        return begun.filter(phone=phone).first() if phone else begun.filter(email=email).first()

    def by_email(self, email: str):
        """The person with this e-mail address in any letter case, or None."""
        return self.filter(email=(email or "").strip().lower()).first()

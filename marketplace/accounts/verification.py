"""Which addresses a person has proved to be theirs."""


def vouch_for_email(user):
    """Count the person's e-mail address as proved: they typed a code sent there, or somebody trusted says so."""
    from allauth.account.models import EmailAddress  # models cannot be imported while ours are being loaded

    if user.email:
        EmailAddress.objects.filter(user=user, primary=True).exclude(email=user.email).update(primary=False)
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def has_proved_email(user) -> bool:
    """Whether a code sent to the person's e-mail address came back."""
    return bool(user.email) and user.emailaddress_set.filter(email=user.email, verified=True).exists()

"""A shop that goes live without a provider of identity is told so: its sellers then prove nothing electronically."""

from django.core.checks import Tags, Warning, register

from .provider import is_configured


@register(Tags.security, deploy=True)
def check_provider(**_options):
    """identity.W001: no provider. Allowed, and then only the desk can enter who a seller is, by a passport it has seen."""
    if not is_configured():
        hint = "Set EID_SERVER_URL and EID_CLIENT_ID."
        yield Warning("Sellers have no way to prove their electronic identity.", hint=hint, id="identity.W001")

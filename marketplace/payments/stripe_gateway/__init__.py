"""Cards through Stripe's own page. The only place that speaks to Stripe; optional: the shop runs without a key."""

from .provider import StripeCheckout

__all__ = ["StripeCheckout"]

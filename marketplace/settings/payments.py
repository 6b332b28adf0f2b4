"""Ways of paying: which are switched on follows from what the operator has (keys, a collection account)."""

from .environment import env, listed

# --- Cards through Stripe's own page (optional) -----------------------------------------------
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
# Several while one is being replaced.
STRIPE_WEBHOOK_SECRETS = listed("STRIPE_WEBHOOK_SECRETS", default="")
# Empty: Stripe itself. The demo and the tests name their fake here.
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")
# Dong. Stripe's floor is half a US dollar, its ceiling eight digits; 3-D Secure is asked for from this amount up.
STRIPE_MIN_VND = env.int("STRIPE_MIN_VND", default=20_000)
STRIPE_MAX_VND = env.int("STRIPE_MAX_VND", default=99_999_999)
STRIPE_THREE_D_SECURE_FROM = env.int("STRIPE_THREE_D_SECURE_FROM", default=5_000_000)
# Where the pay button may lead: a browser follows a form's redirect only to places that the policy names.
PAYMENT_PAGES = [STRIPE_API_BASE or "https://checkout.stripe.com"] if STRIPE_SECRET_KEY else []

# --- Bank transfer by VietQR --------------------------------------------------------------------
# The account where buyers' money is collected: "bin=970436;number=0123456789;holder=SAN OCOP TINH"
COLLECTION_ACCOUNT = dict(part.partition("=")[::2] for part in listed("COLLECTION_ACCOUNT", default="", sign=";"))
TRANSFER_PREFIX = env("TRANSFER_PREFIX", default="OCOP")
TRANSFER_HOURS = env.int("TRANSFER_HOURS", default=24)
# Secrets of the bank feeds that may tell us of transfers; several while one is being replaced.
SEPAY_SECRETS = listed("SEPAY_SECRETS", default="")
CASSO_SECRETS = listed("CASSO_SECRETS", default="")
PAYOS_SECRETS = listed("PAYOS_SECRETS", default="")

_WAYS = {
    "marketplace.payments.vietqr.provider.VietQr": bool(COLLECTION_ACCOUNT),
    "marketplace.payments.cod.CashOnDelivery": True,
    "marketplace.payments.stripe_gateway.StripeCheckout": bool(STRIPE_SECRET_KEY),
}
# Those that are not offered now still answer for what was paid by them before.
KNOWN_PAYMENT_PROVIDERS = list(_WAYS)
PAYMENT_PROVIDERS = listed("PAYMENT_PROVIDERS", default="") or [way for way, is_ready in _WAYS.items() if is_ready]

# --- Payouts ------------------------------------------------------------------------------------
# Dong. Less than this is carried over to the next payout.
PAYOUT_MINIMUM = env.int("PAYOUT_MINIMUM", default=50_000)

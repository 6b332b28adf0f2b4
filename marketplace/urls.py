"""The map of the site. Vietnamese addresses have no prefix, English the same under /en/; Wagtail's pages come last."""

from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from marketplace import health, languages, media_files, styleguide, wards
from marketplace.accounts import side_doors
from marketplace.editorial.admin_words import javascript_words
from marketplace.selling.papers.identity_views import identity_answer

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("healthz", health.healthz),
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("shop/img/icon.svg"))),
    path("language/<str:code>/", languages.choose_language, name="choose_language"),
    path("places/", include("marketplace.places.urls")),
    path("payments/", include("marketplace.payments.urls")),
    path("identity/answer/", identity_answer, name="identity_answer"),
    path("admin/", admin.site.urls),
    *side_doors.urlpatterns,
    path("cms/jsi18n/", javascript_words),  # before Wagtail's own
    path("cms/", include("marketplace.editorial.staff_gates")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("marketplace.feeds_urls")),
]

if settings.SERVE_MEDIA:
    urlpatterns.append(path("media/<path:path>", media_files.media_file))

urlpatterns += i18n_patterns(
    path("ward/", wards.choose_ward, name="choose_ward"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("account/", include("marketplace.accounts.urls")),
    path("sellers/", include("sellers.urls")),
    path("selling/money/", include("marketplace.payouts.urls")),
    path("selling/answer/", include("marketplace.answering.urls")),
    path("selling/", include("marketplace.selling.urls")),
    path("ocop/", include("catalogue.certification.urls")),
    path("shop/orders/", include("marketplace.checkout.order_urls")),
    path("", include("catalogue.listing.urls")),
    path("shop/", include(apps.get_app_config("oscar").urls[0])),
    path("", include("marketplace.editorial.urls")),
    path("_util/login/", side_doors.to_sign_in),  # Wagtail's own, without limits and second step
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

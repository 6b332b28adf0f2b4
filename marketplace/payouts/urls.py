"""A seller's own money, below /selling/money/."""

from django.urls import path

from . import views

app_name = "money"
urlpatterns = [
    path("", views.MoneyView.as_view(), name="money"),
    path("<int:pk>/", views.PayoutView.as_view(), name="payout"),
    path("<int:pk>/statement.pdf", views.PayoutPdfView.as_view(), name="payout_pdf"),
    path("<str:month>/", views.MonthView.as_view(), name="month"),
    path("<str:month>/statement.pdf", views.MonthPdfView.as_view(), name="month_pdf"),
]

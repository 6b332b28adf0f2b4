"""Addresses of the money of one seller; statements keep theirs below /selling/money/."""

from django.urls import path

from .views import MoneyView

urlpatterns = [path("money/", MoneyView.as_view(), name="money")]

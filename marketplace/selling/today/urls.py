"""The first page of a seller's workspace."""

from django.urls import path

from .views import TodayView

urlpatterns = [path("", TodayView.as_view(), name="today")]

"""The addresses in messages that answer an order without signing in."""

from django.urls import path

from . import views

app_name = "answering"
urlpatterns = [
    path("<str:key>/", views.AnswerView.as_view(), name="answer"),
    path("<str:key>/less/", views.LessView.as_view(), name="less"),
    path("<str:key>/not-now/", views.NotNowView.as_view(), name="not_now"),
]

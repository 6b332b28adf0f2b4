from django.urls import path

from . import views

app_name = "certification"
urlpatterns = [
    path("", views.register, name="register"),
    path("<slug:reference>/", views.certificate, name="certificate"),
    path("<slug:reference>/evidence/", views.evidence, name="evidence"),
]

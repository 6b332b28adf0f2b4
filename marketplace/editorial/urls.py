from django.urls import path

from . import views

app_name = "editorial"
urlpatterns = [path("", views.home, name="home")]

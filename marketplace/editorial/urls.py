from django.urls import path

from marketplace import row_numbers  # noqa: F401 - <row:…>

from . import views
from .asking.views import ask
from .at import views as at_views
from .maps import views as map_views

app_name = "editorial"
urlpatterns = [
    path("", views.home, name="home"),
    path("ask/<row:pk>/", ask, name="ask"),
    path("<path:below>/calendar.ics", views.calendar, name="calendar"),
    path("map/", map_views.show_map, name="map"),
    path("at/<row:pk>/", at_views.at_place, name="at_place"),
    path("at/s/<slug:slug>/", at_views.at_seller, name="at_seller"),
]

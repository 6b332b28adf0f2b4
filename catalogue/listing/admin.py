from django.contrib import admin

from .models import Synonym

admin.site.register(Synonym)

"""allauth's models without its start-up: our user model imports them, stock Oscar has no use for them."""

from django.apps import AppConfig


class AccountModels(AppConfig):
    name = "allauth.account"


class SecondFactorModels(AppConfig):
    name = "allauth.mfa"

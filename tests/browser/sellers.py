"""Sellers and staff for the browser tests: `python -m tests.browser.sellers` adds them and prints who is signed in as what."""

import json

import django

HERE = "30469"


def people() -> dict:
    """Name -> session key; and the addresses that the journeys begin with."""
    from django.contrib.auth.models import Group

    from marketplace.accounts.models import User
    from marketplace.desk.groups import DOSSIERS, load_groups
    from sellers.access import Acting
    from sellers.goods.making import make_product
    from sellers.joining.beginning import begin_shop
    from sellers.papers.loading import load_requirements
    from tests import stall

    load_groups()
    load_requirements()
    made = {
        "farmer": User.objects.create_user(phone="0912345701", full_name="Nông dân minh họa", phone_verified=True),
        "officer": User.objects.create_user(phone="0912345702", full_name="Cán bộ xã minh họa", phone_verified=True),
        "staff": User.objects.create_user(email="ho-so@demo.example", full_name="Cán bộ hồ sơ minh họa"),
    }
    made["staff"].groups.add(Group.objects.get(name=DOSSIERS))
    shop = begin_shop(person=made["farmer"], kind="household", name="Hộ minh họa Vàm Nao", commune=stall.commune(HERE))
    make_product(
        acting=Acting(made["farmer"], shop),
        title="Khô cá sặc",
        price=120_000,
        net_quantity=500,
        unit="g",
        set_code="I.3d",
    )
    return {"sessions": {name: session_of(user) for name, user in made.items()}, "shop": shop.slug}


def session_of(user) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    django.setup()
    print(json.dumps(people()))

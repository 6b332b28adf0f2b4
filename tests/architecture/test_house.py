"""The layout's promises: who imports whom, every override installed (each class: test_overrides.py), no column added to Oscar, addresses where people expect them."""

import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import resolve, reverse
from oscar.core.utils import slugify

ROOT = Path(settings.BASE_DIR)


def test_every_override_in_the_settings_is_installed():
    for ours in settings.OVERRIDES.values():
        assert ours in settings.INSTALLED_APPS
        module = ours.rsplit(".apps.", 1)[0]
        assert any(
            config.name in (module, "oscar") or type(config).__module__ == f"{module}.apps"
            for config in apps.get_app_configs()
        )


def test_no_column_is_added_to_a_table_of_oscar():
    for label in settings.MIGRATION_MODULES:
        for model in apps.get_app_config(label).get_models():
            if model.__module__.startswith("oscar."):
                continue
            abstract = next(
                base for base in model.__mro__ if base.__module__.startswith("oscar.") and base._meta.abstract
            )
            theirs = {field.name for field in abstract._meta.local_fields + abstract._meta.local_many_to_many}
            ours = {field.name for field in model._meta.local_fields + model._meta.local_many_to_many}
            assert ours - theirs - {"id"} <= {"path", "depth", "numchild"}, model


def test_replaced_apps_keep_oscars_own_migrations():
    for label, module in settings.MIGRATION_MODULES.items():
        assert module == f"oscar.apps.{label}.migrations"
        assert not (ROOT / "marketplace" / "oscar_overrides" / label / "migrations").exists()
    assert not (ROOT / "catalogue" / "migrations").exists()


def test_no_override_package_has_more_than_four_small_files():
    for folder in (ROOT / "marketplace" / "oscar_overrides").iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            files = [path for path in folder.glob("*.py") if path.name not in ("__init__.py", "apps.py", "admin.py")]
            assert len(files) <= 4, (folder.name, files)
            assert all(len(path.read_text().splitlines()) <= 250 for path in files)


def test_imports_only_go_down():
    done = subprocess.run([ROOT / ".venv/bin/lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_haystack_is_imported_by_oscar_but_never_an_app():
    assert not apps.is_installed("haystack")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("catalogue:index", "/shop/"),
        ("search:search", "/shop/search/"),
        ("basket:summary", "/shop/basket/"),
        ("checkout:index", "/shop/checkout/"),
        ("dashboard:index", "/shop/dashboard/"),
        ("sellers:list", "/sellers/"),
        ("certification:register", "/ocop/"),
        ("accounts:overview", "/account/"),
        ("wagtailadmin_home", "/cms/"),
    ],
)
def test_addresses_stand_where_people_expect_them(name, address):
    assert reverse(name) == address


def test_wagtail_comes_last():
    assert resolve("/anything-unknown/").url_name == "wagtail_serve"


def test_a_product_ends_in_its_number():
    assert reverse("catalogue:detail", kwargs={"product_slug": "mat-ong", "pk": 7}) == "/shop/mat-ong_7/"


def test_slugs_write_d_for_the_vietnamese_letter():
    assert slugify("Đường thốt nốt") == "duong-thot-not"

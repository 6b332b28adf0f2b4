"""Builds the outlines of the map anew: `manage.py build_map --provinces-file vnm.json --land-file land-10m.json`; see maps/README.md."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.editorial.maps.building import Centre, build, written
from marketplace.editorial.maps.shapes import FILE
from marketplace.places.models import Commune, Province


class Command(BaseCommand):
    help = "Builds marketplace/editorial/maps/shapes.json from public-domain outlines (needs shapely; see its README)."

    def add_arguments(self, parser):
        parser.add_argument("--provinces-file", required=True, help="GeoJSON of the provinces before July 2025.")
        parser.add_argument("--land-file", required=True, help="TopoJSON with an object “land”.")
        parser.add_argument("--province", action="append", help="Province code; PROVINCES of the settings if not told.")
        parser.add_argument("--to", default=str(FILE))

    def handle(self, *, provinces_file, land_file, province, to, **options):
        try:
            import shapely  # noqa: F401 - only the build needs it
        except ImportError as error:
            raise CommandError("Install shapely for the build: pip install shapely") from error
        codes = province or settings.PROVINCES
        names = {p.code: [p.short_name, p.name_en] for p in Province.objects.filter(code__in=codes)}
        if missing := set(codes) - set(names):
            raise CommandError(f"Unknown province: {', '.join(sorted(missing))}. Load the reference data first.")
        located = Commune.objects.filter(latitude__isnull=False).values_list("province", "longitude", "latitude")
        shapes = build(
            old_provinces=json.loads(Path(provinces_file).read_text(encoding="utf-8")),
            land=json.loads(Path(land_file).read_text(encoding="utf-8")),
            centres=[Centre(*row) for row in located.order_by("pk")],
            provinces=names,
        )
        Path(to).write_text(written(shapes), encoding="utf-8")
        self.stdout.write(f"{to}: {Path(to).stat().st_size} bytes")

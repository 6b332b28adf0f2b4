"""The same searches, filters and refreshes on PostgreSQL: two engines, one behaviour."""

import pytest

from tests.catalogue.test_browsing import *  # noqa: F403
from tests.catalogue.test_searching import *  # noqa: F403
from tests.pages.test_register import *  # noqa: F403

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

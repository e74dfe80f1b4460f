"""Fixtures of this area."""

import pytest

from sluitend.dossier.tests.conftest import als, klok  # noqa: F401 - fixtures
from sluitend.regio.tests.fabriek import Wereld
from sluitend.wvggz.tests.fabriek import Wvggz, vul_aan


@pytest.fixture
def wvggz(wereld: Wereld) -> Wvggz:
    vul_aan(wereld)
    return Wvggz(wereld)

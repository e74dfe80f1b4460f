"""The harness itself: a real server, a real browser, a database apart; and scopes that cannot be forgotten."""

from __future__ import annotations

import os

import pytest


@pytest.mark.browser
@pytest.mark.django_db
def test_server_has_a_database_of_its_own(server, databankinfo):
    from django.db import connection

    eigen = connection.settings_dict["NAME"]
    with server.databank():
        assert connection.settings_dict["NAME"] != eigen
        assert connection.vendor == databankinfo.soort
        assert "platform_regio" in connection.introspection.table_names()
    assert connection.settings_dict["NAME"] == eigen


@pytest.mark.browser
def test_server_ends_with_its_test_and_starts_again_on_the_same_address(server):
    pid = server.pid
    server.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    server.start()
    assert server.pid != pid


@pytest.mark.browser
def test_axe_sees_what_is_wrong(pagina, axe):
    goed = "<!doctype html><html lang=nl><title>t</title><main><h1>Goed</h1><p>tekst</p></main>"
    pagina.set_content(goed)
    axe(pagina)
    pagina.set_content(goed.replace("<p>", "<img src='data:,'><p>"))
    with pytest.raises(AssertionError, match="image-alt"):
        axe(pagina)
    pagina.set_content(goed.replace("<p>", "<p style='width:700px'>"))
    with pytest.raises(AssertionError, match="schuift opzij"):
        axe(pagina)


@pytest.mark.browser
def test_keyboard_reaches_what_can_be_reached(pagina, toetsenbord):
    pagina.set_content(
        "<!doctype html><button>Een</button><button>Twee</button><button tabindex=-1>Drie</button>"
    )
    toetsenbord(pagina, "Twee")
    with pytest.raises(AssertionError, match="niet te bereiken"):
        toetsenbord(pagina, "Drie", 5)


@pytest.mark.browser
def test_visitor_without_script(zonder_script):
    zonder_script.set_content(
        "<p id=p>eerst</p><script>document.getElementById('p').textContent = 'script'</script>"
    )
    assert zonder_script.inner_text("#p") == "eerst"


@pytest.mark.django_db
def test_forgetting_the_region_raises():
    from django_scopes.exceptions import ScopeError

    from sluitend.platform.models import Ketenkop

    with pytest.raises(ScopeError):
        list(Ketenkop.objects.all())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("keer", [1, 2])
def test_a_test_with_real_commits_leaves_nothing_behind(keer):
    from django_scopes import scopes_disabled

    from sluitend.platform.models import Gebeurtenis, Regio
    from sluitend.platform.sporen import open_ketens

    regio = Regio.objects.create(code="proef", naam="Proef")
    open_ketens(regio)
    with scopes_disabled():
        assert Gebeurtenis.objects.count() == 1

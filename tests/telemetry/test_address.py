"""A broker's address is understood or refused in a sentence, and a password is never shown."""

import pytest

from devices import HighlandError
from telemetry.address import PASSWORD_VARIABLE, address_of


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "tls"),
    [
        ("mqtt://hub.local", "hub.local", 1883, "", "", False),
        ("hub.local:1884", "hub.local", 1884, "", "", False),
        ("mqtts://red-heron:a%40b@10.0.0.7", "10.0.0.7", 8883, "red-heron", "a@b", True),
        ("mqtt://[::1]:1999/", "::1", 1999, "", "", False),
    ],
)
def test_an_address_is_understood(url, host, port, user, password, tls):
    found = address_of(url)
    assert (found.host, found.port, found.user, found.password, found.tls) == (host, port, user, password, tls)
    assert password == "" or password not in str(found)


@pytest.mark.parametrize(
    "url", ["", "http://hub", "mqtt://", "mqtt://hub:x", "mqtt://hub:99999", "mqtt://hub/topic", "mqtt://[::1"]
)
def test_another_is_refused(url):
    with pytest.raises(HighlandError):
        address_of(url)


def test_a_refused_address_does_not_tell_the_password():
    with pytest.raises(HighlandError) as caught:
        address_of("http://me:secret@hub")
    assert "secret" not in str(caught.value)


def test_the_password_may_come_from_the_environment(monkeypatch):
    monkeypatch.setenv(PASSWORD_VARIABLE, "from-there")
    assert address_of("mqtt://red-heron@hub").password == "from-there"
    assert address_of("mqtt://red-heron:here@hub").password == "here"

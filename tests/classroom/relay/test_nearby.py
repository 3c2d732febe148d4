"""Phones stay in the Wi-Fi of the class, and nobody from the internet is answered."""

import asyncio

import pytest

from classroom.relay.http.nearby import PROBES, Nearby, is_far


async def inner(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"class"})


def asked(path, peer="192.168.1.7", method="GET"):
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "client": (peer, 5000)}
    asyncio.run(Nearby(inner)(scope, None, send))
    return sent[0]["status"], sent[1]["body"]


def test_what_phones_ask_to_find_out_whether_there_is_internet():
    assert asked("/generate_204") == (204, b"")
    assert b"Success" in asked("/hotspot-detect.html")[1]
    assert asked("/connecttest.txt") == (200, b"Microsoft Connect Test")
    assert asked("/api/class") == (200, b"class")
    for path in PROBES:
        assert asked(path)[0] in (200, 204)
        assert asked(path, method="POST") == (200, b"class")


@pytest.mark.parametrize("peer", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_nobody_from_the_internet(peer):
    assert asked("/api/class", peer)[0] == 403


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "10.0.0.7", "192.168.1.7", "169.254.1.1", "fe80::1%eth0", ""])
def test_everybody_nearby(peer):
    assert not is_far(peer)

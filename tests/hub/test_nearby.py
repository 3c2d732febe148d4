"""Addresses for people: those that another computer can type, and nothing is sent to find them."""

from ipaddress import ip_address

from web.this_computer import addresses


def test_addresses_are_of_this_machine_and_of_no_loopback():
    found = addresses()
    assert len(set(found)) == len(found)
    assert not any(ip_address(each).is_loopback or ip_address(each).is_unspecified for each in found)

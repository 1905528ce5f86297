from openspace.runtime.addresses import CACHE_SECONDS, CachedAddress, candidates, in_order


def ips(found, default=None):
    return [address.ip for address in in_order(found, default)]


def test_addresses_wifi_comes_before_bridges_tunnels_and_link_local():
    found = [
        ("127.0.0.1", "lo"),
        ("169.254.7.7", "eth1"),
        ("172.17.0.1", "docker0"),
        ("10.8.0.2", "tun0"),
        ("192.168.1.23", "wlan0"),
    ]

    assert ips(found) == ["192.168.1.23", "10.8.0.2", "172.17.0.1", "169.254.7.7"]


def test_addresses_default_route_decides_between_two_networks():
    found = [("192.168.1.23", "wlan0"), ("10.0.0.5", "eth0")]

    assert ips(found, default="192.168.1.23")[0] == "192.168.1.23"
    assert ips(found, default="10.0.0.5")[0] == "10.0.0.5"


def test_addresses_default_route_through_a_tunnel_is_not_preferred():
    found = [("10.8.0.2", "tun0"), ("192.168.1.23", "Wi-Fi")]

    assert ips(found, default="10.8.0.2") == ["192.168.1.23", "10.8.0.2"]


def test_addresses_default_route_is_offered_even_if_no_interface_tells_of_it():
    assert ips([("127.0.0.1", "lo")], default="192.168.1.23") == ["192.168.1.23"]


def test_addresses_private_before_public():
    assert ips([("8.8.4.4", "eth0"), ("192.168.1.2", "eth1")], "8.8.4.4")[0] == "192.168.1.2"


def test_addresses_windows_names_of_virtual_switches_are_known():
    found = [("172.20.0.1", "vEthernet (WSL)"), ("192.168.56.1", "VirtualBox Host-Only Adapter")]

    assert [address.doubt for address in in_order(found, None)] == [
        "a virtual network or a tunnel"
    ] * 2


def test_addresses_loopback_is_the_last_resort_and_says_so():
    [only] = in_order([("127.0.0.1", "lo")], None)

    assert (only.ip, only.doubt) == (
        "127.0.0.1",
        "only this computer can open it: no network was found",
    )


def test_addresses_of_this_machine_are_found():
    assert candidates()


def test_address_is_looked_up_again_after_some_seconds() -> None:
    now, asked = 0.0, iter(["192.168.1.23", "10.0.0.5"])
    best = CachedAddress(lambda: next(asked), lambda: now)

    assert (best(), best()) == ("192.168.1.23", "192.168.1.23")
    now += CACHE_SECONDS
    assert (best(), best()) == ("10.0.0.5", "10.0.0.5")

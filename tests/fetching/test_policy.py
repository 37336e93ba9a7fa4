from contextlib import suppress
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FetchError
from bot.fetching.policy import Policy, describe, is_public


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "224.0.1.1", "240.0.0.1"),
        *(
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fec0::1",
            "ff0e::1",
            "2001:db8::1",
            "3fff::1",
        ),
        *("::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::1"),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "2001:0:7f00:1::", "2001:0:808:808::80ff:fffe", "5f00::1"),
    ],
)
def test_what_not_everybody_can_reach_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "8.8.8.8",
            "93.184.215.14",
            "2606:4700::1",
            "::ffff:8.8.8.8",
            "2002:808:808::1",
            "64:ff9b::808:808",
        ),
        "2001:0:808:808::f7f7:f7f7",
    ],
)
def test_what_everybody_can_reach_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_as_public_as_it_is_by_itself(address: object) -> None:
    inner = ip_address(str(address))
    number = int(inner)
    embedding = [f"::ffff:{inner}", f"64:ff9b::{inner}", f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"]
    assert {is_public(ip_address(text)) for text in embedding} == {is_public(inner)}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "is no web address"),
        ("ftp://gazette.example/a", "only http and https are fetched"),
        ("javascript:alert(1)", "is no web address"),
        ("gazette.example/a", "is no web address"),
        ("http://", "is no web address"),
        ("http://gazette.example:70000/", "is no web address"),
        ("http://gazette.example\\@127.0.0.1/", "is no web address"),
        ("http://gazette.example/a b", "is no web address"),
        ("http://gazette.example/\nHost: x", "is no web address"),
        ("http://gazette.example/" + "a" * 2000, "is no web address"),
        ("http://ana:secret@gazette.example/", "has a user name or a password in it"),
        ("http://ana@gazette.example/", "has a user name or a password in it"),
        ("http://:secret@gazette.example/", "has a user name or a password in it"),
        ("http://gazette.example:22/", "only the ports 80 and 443 are asked"),
        ("https://gazette.example:8443/", "only the ports 80 and 443 are asked"),
        ("http://2130706433/", "has no usable host"),
        ("http://0x7f000001/", "has no usable host"),
        ("http://0177.0.0.1/", "has no usable host"),
        ("http://127.1/", "has no usable host"),
        ("http://127.0.0.1./", "has no usable host"),
        ("http://0x7f.0.0.0x1/", "has no usable host"),
        ("http://[fe80::1%25eth0]/", "has no usable host"),
        ("http://%31%32%37.0.0.1/", "has no usable host"),
    ],
)
def test_what_is_no_plain_web_address_is_refused_in_one_line(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason) as refusal:
        Policy().check_url(url, describe(url))
    assert "\n" not in str(refusal.value)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://gazette.example/a?b=1#c", "https://gazette.example/a?b=1"),
        ("HTTP://Gazette.Example:80/", "http://gazette.example/"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
    ],
)
def test_an_address_is_parsed_as_it_is_asked_for(url: str, asked: str) -> None:
    assert str(Policy().check_url(url, "a")) == asked


def test_an_address_is_shown_without_what_may_be_private() -> None:
    assert describe("https://ana:secret@gazette.example/a?token=1#b") == "https://gazette.example/a"
    assert describe("http://[") == "the address"
    assert len(describe("http://gazette.example/" + "a" * 500)) == 100


@given(st.text(max_size=60) | st.text(max_size=40).map("http://".__add__))
def test_no_text_whatever_brings_the_check_down(url: str) -> None:
    with suppress(FetchError):
        parsed = Policy().check_url(url, describe(url))
        assert parsed.scheme in {"http", "https"}
        assert parsed.port in {80, 443}

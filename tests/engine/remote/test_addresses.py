"""Addresses that a person gave: what they are called, without what is secret in them."""

from __future__ import annotations

import pytest

from engine.remote.addresses import address_of, as_address, headers_of, name_of, names_of, public, with_headers

COG = "https://data.example.org/scenes/T31TFJ/B04.tif"


@pytest.mark.parametrize(
    "text", [COG, f"/vsicurl/{COG}", f"/vsicurl_streaming/{COG}", f"/vsicurl?max_retry=3&url={COG}"]
)
def test_an_address_may_be_written_as_gdal_does(text):
    assert as_address(text) == COG


@pytest.mark.parametrize(
    "text",
    [
        *("/data/B04.tif", "B04.tif", "C:\\data\\B04.tif", "https:/B04.tif", "https://", "ftp://example.org/B04.tif"),
        *(
            "/vsis3/bucket/B04.tif",
            f"/vsizip//vsicurl/{COG}",
            f'NETCDF:"{COG}":b',
            "file:///etc/passwd",
            "/vsicurl?url=/a",
        ),
        *("https://example.org/{z}/{x}/{y}.png", "https://example.org/wms?SERVICE=WMS", f"type=xyz&url={COG}"),
    ],
)
def test_other_names_are_no_addresses_of_files(text):
    assert as_address(text) is None


@pytest.mark.parametrize(
    "secret",
    [
        "https://anna:SECRET@data.example.org/scenes/T31TFJ/B04.tif",
        f"{COG}?sv=2021&st=2023-01-01&se=2023-01-02&sr=c&sp=rl&skoid=1&sktid=2&skt=3&ske=4&sks=b&skv=5&sig=SECRET",
        f"{COG}?X-Amz-Algorithm=A&X-Amz-Credential=SECRET&X-Amz-Date=1&X-Amz-Expires=2&X-Amz-Signature=SECRET",
        f"{COG}?Expires=1&Signature=SECRET&Key-Pair-Id=SECRET",
        f"{COG}?access_token=SECRET#SECRET",
        f"{COG}?api_key=SECRET",
    ],
)
def test_a_name_has_nothing_secret_and_is_the_same_however_it_is_signed(secret):
    assert name_of(secret) == COG
    assert address_of(COG) == secret.partition("#")[0]
    signed_again = secret.replace("SECRET", "OTHER")
    assert name_of(signed_again) == COG
    assert address_of(COG) == signed_again.partition("#")[0]


def test_a_query_that_says_which_file_is_meant_tells_names_apart():
    one, other = "https://example.org/get?id=1&token=SECRET", "https://example.org/get?id=2&token=SECRET"
    assert name_of(one) != name_of(other)
    assert name_of(one) == name_of(one.replace("SECRET", "NEW"))
    assert "SECRET" not in name_of(one)


def test_addresses_that_differ_only_in_what_looks_like_a_signature_have_names_of_their_own():
    addresses = [f"{COG}?key=1", f"{COG}?key=2", f"{COG}?key=1"]
    names = names_of(addresses)
    assert names[0] == names[2] != names[1]
    assert [address_of(name) for name in names] == addresses


def test_what_was_not_given_has_no_address():
    assert address_of("https://example.org/never-given.tif") is None


def test_headers_are_given_as_gdal_writes_them_and_stay_out_of_the_name():
    headers = {"Authorization": "Basic c2VjcmV0+/=", "X-Key": "a b&c=é?"}
    given = with_headers(f"{COG}?sig=SECRET&x=a+b", headers)
    name = name_of(given)
    assert not any(secret in name for secret in ("SECRET", "c2Vj", "a b"))
    assert public(given) == name == name_of(f"{COG}?sig=OTHER&x=a+b")
    assert headers_of(name) == {}  # they were given without, the last time
    assert as_address(given) == f"{COG}?sig=SECRET&x=a+b"
    assert names_of([given, COG])[0] == name
    assert headers_of(name) == headers
    assert address_of(name) == f"{COG}?sig=SECRET&x=a+b"

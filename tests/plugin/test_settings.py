"""What QGIS's own settings say to the engine."""

from __future__ import annotations

import pytest
from landprint.plugin.settings import engine_environment, proxy_address, proxy_exclusions
from qgis.core import QgsSettings

ON = {"proxyEnabled": True, "proxyType": "HttpProxy", "proxyHost": "proxy.example.org", "proxyPort": "3128"}


@pytest.fixture
def proxy(qgis_app):
    """Sets QGIS's proxy, and takes it back."""
    settings = QgsSettings()
    settings.remove("proxy")

    def choose(**values):
        for name, value in values.items():
            settings.setValue(f"proxy/{name}", value)

    yield choose
    settings.remove("proxy")


@pytest.mark.parametrize(
    ("values", "address"),
    [
        ({}, ""),
        (ON, "http://proxy.example.org:3128"),
        ({**ON, "proxyPort": ""}, "http://proxy.example.org"),
        ({**ON, "proxyUser": "me@work", "proxyPassword": "a:/b"}, "http://me%40work:a%3A%2Fb@proxy.example.org:3128"),
        ({**ON, "proxyEnabled": False}, ""),
        ({**ON, "proxyType": "Socks5Proxy"}, ""),
        ({**ON, "proxyType": "DefaultProxy"}, ""),
        ({**ON, "proxyHost": ""}, ""),
    ],
)
def test_the_proxy_of_qgis_has_an_address(proxy, values, address):
    proxy(**values)
    assert proxy_address() == address


def test_the_engine_is_started_with_the_proxy_of_qgis(proxy):
    proxy(**ON)
    assert engine_environment().variables({})["HTTPS_PROXY"] == "http://proxy.example.org:3128"


def test_servers_without_a_proxy_are_told_to_the_engine(proxy):
    excluded = ["https://Intranet.example.org/tiles", "127.0.0.1:8080", " ", "https://[::1]:9/"]
    proxy(**ON, proxyExcludedUrls=excluded, noProxyUrls=["http://localhost", "https://intranet.example.org"])
    hosts = "intranet.example.org,127.0.0.1,::1,localhost"
    assert engine_environment().variables({})["NO_PROXY"] == hosts


def test_exclusions_that_an_older_version_kept_as_one_text_are_read(proxy):
    proxy(**ON, proxyExcludedUrls="http://a.example.org|b.example.org/x")
    assert proxy_exclusions() == ("a.example.org", "b.example.org")

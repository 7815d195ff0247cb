"""What QGIS's own settings say to the engine."""

from __future__ import annotations

import pytest
from landprint.plugin.settings import engine_environment, proxy_address
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

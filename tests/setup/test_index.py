"""Which indexes count, and what their pages say."""

from __future__ import annotations

from pathlib import Path

import pytest
from landprint.plugin.setup.failures import SetupFailure
from landprint.plugin.setup.fetch import urllib_get
from landprint.plugin.setup.index import PYPI, Indexes, index_addresses, read_page
from landprint.plugin.setup.platforms import Platform

LINUX = Platform("linux", "x86_64", (2, 36))


def never() -> bool:
    return False


@pytest.fixture
def addresses(tmp_path):
    """The addresses with these settings of pip and this environment."""

    def found(text: str = "", **environ: str) -> list[str]:
        file = tmp_path / "pip.conf"
        file.write_text(text)
        return index_addresses(
            LINUX, {"PIP_CONFIG_FILE": str(file), "XDG_CONFIG_DIRS": "/nowhere", **environ}, tmp_path
        )

    return found


def test_without_settings_the_index_is_pypi(addresses):
    assert addresses() == [PYPI]
    assert addresses("[global\nno file of settings") == [PYPI]


def test_pips_settings_name_a_companys_mirror_in_place_of_it(addresses):
    text = "[global]\nindex-url = https://mirror/simple/\nextra-index-url =\n  https://two/simple\n  https://three/simple\n"
    assert addresses(text) == ["https://mirror/simple", "https://two/simple", "https://three/simple"]
    assert addresses("[global]\nindex-url = https://a\n[install]\nindex-url = https://b%40c\n") == ["https://b%40c"]


def test_the_environment_counts_more_than_files_and_uvs_names_more_than_pips(addresses):
    text = "[global]\nindex-url = https://file\n"
    assert addresses(text, PIP_INDEX_URL="https://pip") == ["https://pip"]
    assert addresses(text, PIP_INDEX_URL="https://pip", UV_INDEX_URL="https://uv") == ["https://uv"]
    assert addresses(text, UV_DEFAULT_INDEX="https://uv", UV_INDEX="own=https://one https://two") == [
        *("https://uv", "https://one", "https://two"),
    ]


def test_both_forms_of_a_page_are_read():
    page = "https://host/simple/numpy/"
    html = b'<a href="../../files/numpy-1.0%2Bcpu-py3-none-any.whl#sha256=00" data-x>numpy</a><a>no address</a>'
    assert read_page(html, page) == {
        "numpy-1.0+cpu-py3-none-any.whl": "https://host/files/numpy-1.0%2Bcpu-py3-none-any.whl"
    }
    json = b'{"files": [{"filename": "x", "url": "https://files/numpy-1.0-py3-none-any.whl"}]}'
    assert read_page(json, page) == {"numpy-1.0-py3-none-any.whl": "https://files/numpy-1.0-py3-none-any.whl"}
    with pytest.raises(SetupFailure):
        read_page(b'{"meta": {}}', page)


@pytest.mark.parametrize("json", [True, False])
def test_a_mirror_may_speak_either_form(world, json):
    world.site.json = json
    assert world.install().is_file()


def test_a_login_is_sent_to_the_mirror_and_shown_nowhere(site):
    site.files["tiny-1.0-py3-none-any.whl"] = b"tiny"
    mirror = site.url.replace("http://", "http://jo:s%40cret@") + "/simple"
    url, headers = Indexes(urllib_get, [mirror]).find("tiny", "tiny-1.0-py3-none-any.whl", never)
    assert "cret" not in url
    assert headers == {"Authorization": "Basic am86c0BjcmV0"}
    assert site.headers[0]["Authorization"] == headers["Authorization"]
    with pytest.raises(SetupFailure) as caught:
        Indexes(urllib_get, [mirror]).find("tiny", "tiny-2.0-py3-none-any.whl", never)
    assert "cret" not in str(caught.value) + caught.value.detail


def test_what_one_index_lacks_is_looked_for_on_the_next(site):
    site.files["tiny-1.0-py3-none-any.whl"] = b"tiny"
    site.status["/empty/"] = [404]
    addresses = [f"{site.url}/empty", f"{site.url}/simple"]
    url, _headers = Indexes(urllib_get, addresses).find("tiny", "tiny-1.0-py3-none-any.whl", never)
    assert url == f"{site.url}/files/tiny-1.0-py3-none-any.whl"


def test_a_mirror_in_a_folder_does(tmp_path, world):
    folder = tmp_path / "mirror"
    for name, content in world.site.files.items():
        project = name.partition("-")[0].replace("_", "-")
        (folder / project).mkdir(parents=True, exist_ok=True)
        (folder / project / name).write_bytes(content)
    for project in folder.iterdir():
        links = "".join(f'<a href="{file.name}">{file.name}</a>' for file in project.iterdir())
        (project / "index.html").write_text(links)
    page = (Path(folder) / "numpy").as_uri() + "/index.html"
    assert "numpy-1.0-py3-none-any.whl" in read_page(urllib_get(page, {}, never).body, page)

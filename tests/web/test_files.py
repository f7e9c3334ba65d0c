"""Built files: kept for ever, packed, and nothing else in the folder."""

import gzip

import pytest

from deskbell.web.built import load_built
from tests.office import Office

SCRIPT = "/assets/console/main-a1b2c3.js"


@pytest.mark.asyncio
async def test_a_built_file_is_kept_for_ever(office: Office):
    answer = await office.browser().page(SCRIPT)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text.startswith('console.log("console")')


@pytest.mark.asyncio
async def test_who_cannot_unpack_gets_it_unpacked(office: Office):
    browser = office.browser()
    for coding in ("identity", "", "gzip;q=0", "br"):
        answer = await browser.page(SCRIPT, **{"Accept-Encoding": coding})
        assert "content-encoding" not in answer.headers
        assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.asyncio
async def test_who_has_it_already_is_told_so(office: Office):
    browser = office.browser()
    etag = (await browser.page(SCRIPT)).headers["etag"]

    for marks in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
        answer = await browser.page(SCRIPT, **{"If-None-Match": marks})
        assert (answer.status_code, answer.content) == (304, b"")
    assert (await browser.page(SCRIPT, **{"If-None-Match": '"other"'})).status_code == 200


@pytest.mark.attack(75)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    [
        "/assets/console/..%2f..%2f..%2fapp.py",
        "/assets/console/%2e%2e/%2e%2e/app.py",
        "/assets/console/.vite/manifest.json",
        "/assets/widget/loader.js",
        "/assets/console//etc/passwd",
        "/assets/console/main-a1b2c3.js%00.css",
        "/assets/console/MAIN-A1B2C3.JS",
        "/assets/console",
        "/assets/",
        "/try-assets/shop.html",
        "/try-assets/..%2fapp.py",
    ],
)
async def test_nothing_else_is_there(office: Office, path: str):
    answer = await office.browser().page(path)

    assert answer.status_code == 404


def test_packed_files_are_the_same_files(office_folder):
    built = load_built(office_folder)

    for file in built.files.values():
        if file.packed is not None:
            assert gzip.decompress(file.packed) == file.content
            assert len(file.packed) < len(file.content)


@pytest.fixture
def office_folder(tmp_path):
    from tests.office import write_front_end

    return write_front_end(tmp_path)

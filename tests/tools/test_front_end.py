"""The build's promise: built when the sources changed, not otherwise, and never half."""

import json

import pytest

from tools.front_end import SKIP_VARIABLE, FrontEnd, fingerprint, has_manifest, is_new_enough, must_build


@pytest.fixture
def front_end(tmp_path, monkeypatch):
    """A checkout with two sources, built from exactly these."""
    monkeypatch.delenv(SKIP_VARIABLE, raising=False)
    place = FrontEnd(tmp_path)
    (place.sources / "widget").mkdir(parents=True)
    (place.sources / "package.json").write_text("{}")
    (place.sources / "widget" / "main.ts").write_text("export {}")
    (place.built / "widget" / ".vite").mkdir(parents=True)
    (place.built / "widget" / "main.js").write_text("")
    manifest = place.built / "widget" / ".vite" / "manifest.json"
    manifest.write_text(json.dumps({"main.ts": {"file": "main.js"}}))
    place.stamp.write_text(fingerprint(place.sources) + "\n")
    return place


def test_what_was_built_from_these_sources_is_not_built_again(front_end):
    assert not must_build(front_end)


def test_a_changed_source_is_built(front_end):
    (front_end.sources / "widget" / "main.ts").write_text("export const changed = true")
    assert must_build(front_end)


def test_a_moved_source_is_built(front_end):
    (front_end.sources / "widget" / "main.ts").rename(front_end.sources / "widget" / "start.ts")
    assert must_build(front_end)


@pytest.mark.parametrize("made", ["node_modules/preact/index.js", "widget/dist/main.js", "tsc.tsbuildinfo"])
def test_what_tools_leave_behind_is_not_a_source(front_end, made):
    path = front_end.sources / made
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("made")
    assert not must_build(front_end)


def test_without_its_stamp_it_is_built(front_end):
    front_end.stamp.unlink()
    assert must_build(front_end)


def test_a_manifest_that_names_a_missing_file_is_none(front_end):
    (front_end.built / "widget" / "main.js").unlink()
    assert not has_manifest(front_end)
    assert must_build(front_end)


def test_an_unbuilt_checkout_has_no_manifest(tmp_path):
    assert not has_manifest(FrontEnd(tmp_path))


def test_the_skip_variable_leaves_the_front_end_alone(front_end, monkeypatch):
    front_end.stamp.unlink()
    monkeypatch.setenv(SKIP_VARIABLE, "1")
    assert not must_build(front_end)


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("v18.20.4", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("v100.0.0", True),
        ("", False),
        ("no version", False),
    ],
)
def test_which_node_is_new_enough(version, enough):
    assert is_new_enough(version) is enough

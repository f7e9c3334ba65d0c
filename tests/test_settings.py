"""Settings: where they come from, and what is said of wrong ones."""

import pytest

from deskbell.settings import FILE_NAME, Settings, SettingsError, describe, read_settings


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def problems_of(environment):
    with pytest.raises(SettingsError) as caught:
        read_settings(environment)
    assert str(caught.value).splitlines() == list(caught.value.problems)
    return caught.value.problems


def test_defaults(tmp_path):
    settings = read_settings({"PATH": "/bin", "HOME": "/root"})
    assert settings == Settings()
    assert settings.data == tmp_path / "data"
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/deskbell.db"
    assert {row.source for row in describe(settings)} == {"default"}


def test_every_default_keeps_its_own_rule():
    defaults = describe(Settings())
    environment = {row.name: row.default for row in defaults if row.default}
    assert read_settings(environment).port == 8_080
    assert len(environment) > 20


def test_environment_before_file_before_default(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / FILE_NAME).write_text('port = 9000\nhost = "::"\ntrusted_proxies = ["10.0.0.0/8"]\n')
    settings = read_settings({"DESKBELL_DATA": "d", "DESKBELL_PORT": "9001"})
    assert (settings.port, settings.host, settings.drain_seconds) == (9_001, "::", 20)
    assert settings.trusted_proxies == ("10.0.0.0/8",)
    assert settings.public_url == "http://localhost:9001"
    sources = {row.name: row.source for row in describe(settings)}
    assert sources["DESKBELL_PORT"] == "DESKBELL_PORT"
    assert sources["DESKBELL_HOST"] == f"d/{FILE_NAME}"
    assert sources["DESKBELL_DRAIN_SECONDS"] == "default"


def test_a_file_that_is_named(tmp_path):
    file = tmp_path / "elsewhere.toml"
    file.write_text('data = "from-file"\n')
    assert read_settings({"DESKBELL_CONFIG": str(file)}).data == tmp_path / "from-file"
    assert "does not exist" in problems_of({"DESKBELL_CONFIG": str(tmp_path / "missing.toml")})[0]


def test_an_empty_variable_counts_as_unset():
    assert read_settings({"DESKBELL_PORT": "", "DESKBELL_HOST": "  ", "DESKBELL_CONFIG": ""}) == Settings()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("DESKBELL_PROT", "DESKBELL_PORT"),
        ("DESKBELL_PUBLICURL", "DESKBELL_PUBLIC_URL"),
        ("DESKBELL_DATA_DIR", "DESKBELL_DATA"),
        ("DESKBELL_LOGLEVEL", "DESKBELL_LOG_LEVEL"),
        ("DESKBELL_CONFG", "DESKBELL_CONFIG"),
    ],
)
def test_an_unknown_name_is_an_error_that_names_the_nearest(wrong, right):
    assert problems_of({wrong: "x"}) == (f"{wrong} is no setting: did you mean {right}?",)


def test_a_name_like_no_other_points_to_the_list():
    assert problems_of({"DESKBELL_XYZZYQ": ""}) == (
        "DESKBELL_XYZZYQ is no setting: `deskbell config` lists all that there are",
    )


def test_a_wrong_value_says_what_is_wrong_and_what_is_allowed():
    assert problems_of({"DESKBELL_PORT": "90000"}) == (
        "DESKBELL_PORT = '90000' is too large: must be a whole number from 0 to 65535",
    )


def test_all_problems_are_told_at_once(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE_NAME).write_text('prot = 1\nhost = 5\nlog_level = "loud"\n')
    problems = problems_of({"DESKBELL_PORT": "x", "DESKBELL_HSOT": "1", "DESKBELL_PUBLIC_URL": "chat"})
    assert len(problems) == 6
    text = "\n".join(problems)
    for part in ("DESKBELL_PORT", "DESKBELL_HOST?", "DESKBELL_PUBLIC_URL", "did you mean port?", "host in", "loud"):
        assert part in text


def test_the_file_in_the_data_folder_cannot_move_the_data_folder(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE_NAME).write_text('data = "elsewhere"\n')
    assert problems_of({}) == (f"data in data/{FILE_NAME} comes too late: set DESKBELL_DATA instead",)


@pytest.mark.parametrize("content", [b"port = ", b"port = 1\nport = 2\n", b"\xff\xfe", b"[limits]\nport = 1\n"])
def test_a_broken_file_is_told_in_one_line(tmp_path, content):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE_NAME).write_bytes(content)
    (problem,) = problems_of({})
    assert FILE_NAME in problem


def test_a_password_is_shown_nowhere():
    settings = read_settings({"DESKBELL_DATABASE_URL": "postgresql://deskbell:hunter2@db/deskbell"})
    rows = {row.name: row.value for row in describe(settings)}
    assert rows["DESKBELL_DATABASE_URL"] == "postgresql://deskbell:***@db/deskbell"
    assert "hunter2" not in problems_of({"DESKBELL_DATABASE_URL": "hunter2", "DESKBELL_PORT": "x"})[0]
    assert "hunter2" in settings.database_url


def test_the_table_has_a_row_for_every_setting():
    rows = describe(Settings())
    assert [row.name for row in rows] == [
        f"DESKBELL_{field.upper()}" for field in Settings.__struct_fields__ if field != "sources"
    ]
    assert all(row.description and row.allowed for row in rows)
    assert len({row.description for row in rows}) == len(rows)


def test_addresses_of_version_six_are_bracketed():
    assert Settings(host="::1", port=1).public_url == "http://[::1]:1"
    assert Settings(host="::", port=1).public_url == "http://localhost:1"


def test_mail_needs_a_sender_and_an_address_for_its_links():
    server = {"DESKBELL_MAIL_SERVER": "smtp://desk:hunter2@mail.example.com"}
    problems = problems_of(server)
    assert len(problems) == 2
    assert "DESKBELL_MAIL_SENDER" in problems[0]
    assert "DESKBELL_PUBLIC_URL" in problems[1]
    assert "hunter2" not in "".join(problems)

    complete = server | {"DESKBELL_MAIL_SENDER": "desk@example.com", "DESKBELL_PUBLIC_URL": "https://chat.example.com"}
    rows = {row.name: row.value for row in describe(read_settings(complete))}
    assert rows["DESKBELL_MAIL_SERVER"] == "smtp://desk:***@mail.example.com"

"""What Docker is told, read and compared; nothing here starts a container."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from coaching.config import embedded, settings, sign_on
from coaching.config.process import PROCESSES, SETS

ROOT = embedded.ROOT
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
OURS = ("web", "worker", "beat", "migrate")
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def production(template: str, workers: str) -> str:
    return "python -m " + template.format(host="0.0.0.0", port=8000, workers=workers, state="/tmp")


@pytest.mark.parametrize("name", sorted(PROCESSES))
def test_same_commands_and_logins_as_on_this_machine(name):
    login, template = PROCESSES[name]
    assert SERVICES[name]["command"] == production(template, "${WEB_WORKERS:-2}")
    assert SERVICES[name]["environment"]["DATABASE_LOGIN"] == login


def test_same_processes():
    assert set(SETS["stack"]) == set(SETS["run"]) == set(PROCESSES)
    assert set(SERVICES) == {*PROCESSES, "migrate", "proxy", "db", "redis"}
    assert SERVICES["beat"]["deploy"]["replicas"] == 1, "two beats would tick twice"


def test_image_runs_the_web_process_by_default():
    found = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert found
    assert " ".join(yaml.safe_load(found.group(1))) == production(PROCESSES["web"][1], "2")


def test_only_migrate_is_the_owner():
    logins = {name: SERVICES[name]["environment"]["DATABASE_LOGIN"] for name in OURS}
    assert logins == {"web": "w_web", "worker": "w_worker", "beat": "w_worker", "migrate": "app_owner"}
    passwords = {name: SERVICES[name]["environment"]["DATABASE_PASSWORD"] for name in OURS}
    assert len(set(passwords.values())) == 3


def test_no_secret_is_written_down():
    """Every secret comes from outside and has no default but the empty one."""
    for name, service in SERVICES.items():
        for key, value in (service.get("environment") or {}).items():
            if re.search(r"PASSWORD|SECRET|TOKEN", key):
                assert re.fullmatch(r"\$\{[A-Z_]+:(\?[^}]*|-)\}", str(value)), f"{name}: {key}"
    assert not re.search(r"^(ENV|ARG) .*(PASSWORD|SECRET|TOKEN)", DOCKERFILE, re.MULTILINE)
    assert ".env" in (ROOT / ".dockerignore").read_text().split()


def test_nothing_of_ours_runs_as_root_or_writes_its_own_files():
    stages = DOCKERFILE.split("\nFROM ")
    assert re.search(r"^USER app$", stages[-1], re.MULTILINE)
    for name in OURS:
        assert SERVICES[name]["user"] == "10001"
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_servers_are_not_reachable_from_outside():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}
    assert COMPOSE["networks"]["inner"]["internal"] is True
    assert SERVICES["db"]["networks"] == SERVICES["redis"]["networks"] == ["inner"]


def test_settings_know_every_variable():
    """A variable that the settings do not read would be a switch that does nothing."""
    source = Path(str(settings.__file__)).read_text() + Path(str(sign_on.__file__)).read_text()
    for name in OURS:
        for key in SERVICES[name]["environment"]:
            assert f'"{key}"' in source, key


# What the containers settle otherwise: a path in the image, or a switch that production does not have.
NOT_PASSED = {"STATIC_DIR", "DEBUG", "DEMO_PROGRESS"}


def test_every_setting_can_be_set_in_the_containers():
    """A variable that the settings read and compose does not pass cannot be set by an operator at all."""
    source = Path(str(settings.__file__)).read_text()
    read = set(re.findall(r"""(?:env\.\w+|required)\(\s*"([A-Z_]+)\"""", source)) | set(
        re.findall(r"""value\("([A-Z_]+)\"""", Path(str(sign_on.__file__)).read_text())
    )
    assert {"SECRET_KEY", "OIDC_NAME", "SIGN_ON_PROVIDERS", "EMAIL_PORT"} <= read
    for name in OURS:
        assert read - set(SERVICES[name]["environment"]) - NOT_PASSED == set(), name


def test_example_names_what_an_operator_may_set():
    given = set(re.findall(r"\$\{([A-Z_]+)", TEXT)) - {"NAME"}  # of the explanation above
    named = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert given - named == set() and named - given == set()


def test_health():
    assert SERVICES["web"]["healthcheck"]["test"][1:] == ["python", "scripts/healthcheck.py", "/readyz"]
    assert '"scripts/healthcheck.py", "/healthz"' in DOCKERFILE
    for name in OURS[:3]:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert SERVICES[name]["depends_on"]["db"] == {"condition": "service_healthy"}


def test_named_files_exist():
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).is_file(), f"{name}: {source}"
    for script in re.findall(r"scripts/[a-z-]+\.\w+", TEXT + DOCKERFILE):
        assert (ROOT / script).is_file()


def test_image_installs_locked_wheels_only():
    assert "--require-hashes --only-binary :all: -r /tmp/base.txt" in DOCKERFILE
    assert "://" not in DOCKERFILE.replace("https://build.invalid", "")


def test_database_set_up(servers):
    """The script of the database container, run on a server of our own after roles.sql."""
    servers.ask("CREATE DATABASE container")
    binaries = embedded._postgres_bin(servers.root)
    environment = {
        "PATH": f"{binaries}:{os.environ['PATH']}",
        "PGHOST": str(servers.sockets),
        "POSTGRES_USER": "postgres",
        "POSTGRES_DB": "container",
        "APP_OWNER_PASSWORD": "it's one",
        "W_WEB_PASSWORD": "two",
        "W_WORKER_PASSWORD": "three",
    }
    result = subprocess.run(["sh", ROOT / "scripts/postgres-init.sh"], env=environment, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    rows = servers.ask("SELECT rolname FROM pg_authid WHERE rolpassword LIKE 'SCRAM%' AND rolcanlogin ORDER BY 1")
    assert [name for (name,) in rows] == ["app_owner", "w_web", "w_worker"]
    assert servers.ask("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'w_test'") == [(False,)]
    assert servers.ask("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'container'") == [
        ("app_owner",)
    ]
    assert servers.ask("SELECT has_schema_privilege('app_owner', 'public', 'CREATE')", "container") == [(True,)]
    assert servers.ask("SELECT has_schema_privilege('w_web', 'public', 'CREATE')", "container") == [(False,)]
    del environment["W_WEB_PASSWORD"]
    result = subprocess.run(["sh", ROOT / "scripts/postgres-init.sh"], env=environment, capture_output=True, text=True)
    assert result.returncode != 0

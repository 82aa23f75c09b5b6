"""The embedded servers: who starts and stops them, what they contain, what is said when they cannot run."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg2
import pytest

from coaching.config import embedded, embedded_redis
from tests.config.conftest import PRELUDE, child, postmaster
from tests.patience import HANGS

USE = "print(embedded.ensure()['DATABASE_HOST']); embedded.stop()"

HATS = {"contact", "cpbw", "coach", "admin", "observer", "respondent", "partner", "staff", "system", "person", "public"}


def gone(pid: int) -> bool:
    """Ended, or ended and waiting to be collected."""
    status = Path("/proc", str(pid), "stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_last_one_out_stops_them(project):
    result = child(project, USE)
    assert result.returncode == 0, result.stderr
    assert postmaster(project) is None
    assert list((project / ".local" / "users").iterdir()) == []


def test_second_user_shares_and_leaves_them_as_they_were(servers):
    result = child(servers.root, USE)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == str(servers.sockets)
    assert postmaster(servers.root) == servers.postmaster
    assert servers.ask("SELECT 1") == [(1,)]


def test_servers_of_a_killed_process_are_used_again_and_then_stopped(servers):
    servers.keeper.kill()
    servers.keeper.wait()
    assert servers.ask("SELECT 1") == [(1,)]  # still there, nobody's
    result = child(
        servers.root, "embedded.ensure(); print(embedded._postmaster(embedded.state_folder() / 'postgres')[0])"
    )
    assert int(result.stdout) == servers.postmaster, result.stderr
    assert child(servers.root, USE).returncode == 0
    assert postmaster(servers.root) is None


SHOWN = """
import psycopg2
def shown():
    connection = psycopg2.connect(host=os.environ["AT"], user="postgres", dbname="postgres")
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT string_agg(setting, ' ' ORDER BY name) FROM pg_settings WHERE name = ANY(%s)",
                       [list(embedded.DURABLE)])
        print(cursor.fetchone()[0])
    finally:
        connection.close()
os.environ["AT"] = embedded.ensure(durable=True)["DATABASE_HOST"]
"""


def durable_settings(servers):
    return servers.ask(f"SELECT DISTINCT setting FROM pg_settings WHERE name IN {embedded.DURABLE}")


def test_durable_for_as_long_as_somebody_asks_for_it(servers):
    """Who came for tests comes and goes meanwhile, and so does the server."""
    assert durable_settings(servers) == [("off",)]
    code = f"""
shown()
import signal, subprocess
subprocess.run([sys.executable, "-c", {PRELUDE + "embedded.ensure(); embedded.stop()"!r}, sys.argv[1]], check=True)
shown()
os.kill(embedded._postmaster(embedded.state_folder() / "postgres")[0], signal.SIGKILL)
while not (started := embedded.look_after(Path(os.environ["AT"]))):
    pass
print(started)
shown()
embedded.stop()
"""
    result = child(servers.root, SHOWN + code)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == ["on on on", "on on on", "['PostgreSQL']", "on on on"]
    assert durable_settings(servers) == [("off",)]


def test_durable_for_nobody_after_who_asked_for_it_was_killed(servers):
    assert child(servers.root, SHOWN + "os.kill(os.getpid(), 9)").returncode == -9
    assert durable_settings(servers) == [("on",)]
    assert child(servers.root, USE).returncode == 0
    assert durable_settings(servers) == [("off",)]


def look_after(servers):
    """In a process of its own: what was started."""
    code = PRELUDE + f"print(embedded.look_after(Path({str(servers.sockets)!r})))"
    command = [sys.executable, "-c", code, str(servers.root)]
    return subprocess.Popen(command, cwd=embedded.ROOT, stdout=subprocess.PIPE, text=True)


def said(looking):
    return looking.communicate(timeout=HANGS)[0].strip()


def kill(pid):
    os.kill(pid, signal.SIGKILL)
    while not gone(pid):
        time.sleep(0.01)


def test_two_who_look_after_killed_servers_start_one_of_each(servers):
    redis = int((servers.root / ".local" / "redis" / "redis.pid").read_text())
    kill(servers.postmaster)
    kill(redis)
    both = [look_after(servers), look_after(servers)]
    assert sorted(said(looking) for looking in both) == ["['PostgreSQL', 'Redis']", "[]"]
    assert servers.ask("SELECT 1") == [(1,)]
    assert said(look_after(servers)) == "[]"


def test_a_note_of_a_killed_server_that_nobody_collects_does_not_keep_it_from_starting(servers):
    kill(servers.postmaster)
    note = servers.sockets / ".s.PGSQL.5432.lock"
    owner = {"user": note.owner()} if os.geteuid() == 0 else {}
    with subprocess.Popen(["sleep", "600"], **owner) as dead:  # stands for the dead one, which keeps its number
        note.write_text(note.read_text().replace(str(servers.postmaster), str(dead.pid), 1))
        started = said(look_after(servers))
        dead.kill()
    assert started == "['PostgreSQL']"


def test_processes_of_a_killed_server_that_are_still_at_work_do_not_keep_it_from_starting(servers):
    for_ever = "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$"  # asks nobody whether its server is still there
    busy = threading.Thread(target=lambda: pytest.raises(psycopg2.OperationalError, servers.ask, for_ever))
    busy.start()
    running = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'DO %'"
    while not (found := servers.ask(running)):
        time.sleep(0.02)
    kill(servers.postmaster)
    try:
        assert said(look_after(servers)) == "['PostgreSQL']"
        assert gone(found[0][0])
    finally:
        if not gone(found[0][0]):
            os.kill(found[0][0], signal.SIGKILL)
        busy.join(HANGS)


def test_another_temporary_folder_finds_the_same_servers(servers, tmp_path):
    result = child(servers.root, USE, env={**os.environ, "TMPDIR": str(tmp_path)})
    assert result.stdout.strip() == str(servers.sockets), result.stderr


def test_sockets_that_were_tidied_away_come_back(servers):
    redis = int((servers.root / ".local" / "redis" / "redis.pid").read_text())
    for file in servers.sockets.iterdir():
        file.unlink()
    result = child(servers.root, "embedded.ensure()")
    assert result.returncode == 0, result.stderr
    assert servers.ask("SELECT 1") == [(1,)]
    assert gone(redis)


def test_stale_process_number_of_someone_else(project):
    """After a crash the number may be another process by now: PostgreSQL would refuse, and we must not signal it."""
    assert child(project, USE).returncode == 0
    file = project / ".local" / "postgres" / "postmaster.pid"
    file.write_text(f"{os.getpid()}\n{file.parent}\n1\n5432\n/tmp\n\n1 1\nready\n")
    result = child(project, USE)
    assert result.returncode == 0, result.stderr


def test_interrupted_first_start_is_repeated(project):
    shutil.rmtree(project / ".local", ignore_errors=True)
    part = project / ".local" / "postgres.part"
    part.mkdir(parents=True)
    (part / "PG_VERSION").write_text("18")
    result = child(project, USE)
    assert result.returncode == 0, result.stderr
    assert not part.exists()


def test_logins_have_no_powers(servers):
    rows = servers.ask(
        "SELECT rolname, rolcanlogin, rolinherit, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles"
        " WHERE rolname ~ '^(w_|h_|app_)' ORDER BY 1"
    )
    powers = {name: flags for name, *flags in rows}
    for login in ("w_web", "w_worker", "w_test"):
        assert powers.pop(login) == [True, False, False, False, False, False]
    assert powers.pop("app_owner") == [True, True, False, False, True, False]
    assert set(powers) == {f"h_{hat}" for hat in HATS}
    assert all(flags == [False] * 6 for flags in powers.values())


def test_only_the_worker_may_act_for_the_system(servers):
    rows = servers.ask(
        "SELECT m.rolname, r.rolname, inherit_option, set_option, admin_option FROM pg_auth_members"
        " JOIN pg_roles r ON r.oid = roleid JOIN pg_roles m ON m.oid = member WHERE m.rolname ~ '^(w_|app_)'"
    )
    hats = {
        login: {role[2:] for member, role, *_ in rows if member == login and role[:2] == "h_"} for login, *_ in rows
    }
    assert hats == {"w_web": HATS - {"system"}, "w_worker": HATS, "w_test": HATS}
    assert all(options == [False, True, False] for _login, role, *options in rows if role[:2] == "h_")
    assert {role for login, role, *_ in rows if login == "w_test" and role[:2] == "w_"} == {"w_web", "w_worker"}


def test_database_is_plain_unicode_and_closed_to_the_logins(servers):
    assert servers.ask(
        "SELECT pg_encoding_to_char(encoding), datcollate, pg_get_userbyid(datdba) FROM pg_database"
        " WHERE datname = 'vijfsprong'"
    ) == [("UTF8", "C.UTF-8", "app_owner")]
    assert servers.ask("SELECT has_schema_privilege('w_web', 'public', 'CREATE')") == [(False,)]
    assert servers.ask("SELECT has_schema_privilege('w_web', 'public', 'USAGE')") == [(True,)]


def test_sockets_are_short_and_ours_alone(servers):
    assert len(os.fsencode(servers.sockets / ".s.PGSQL.5432")) <= embedded.LONGEST_SOCKET
    assert stat.S_IMODE(servers.sockets.stat().st_mode) == 0o700


def test_long_temporary_folder(monkeypatch, tmp_path):
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(embedded.tempfile, "gettempdir", lambda: str(long))
    monkeypatch.setattr(embedded, "ROOT", tmp_path)
    folder = embedded.socket_folder()
    assert folder.parent == Path("/tmp")
    folder.rmdir()


def test_nothing_above_the_project_is_opened(monkeypatch, tmp_path):
    """PostgreSQL does not run as root, and `nobody` cannot pass a closed folder: then the data lives elsewhere."""
    closed = tmp_path / "closed"
    (closed / "clone").mkdir(parents=True)
    closed.chmod(0o700)
    monkeypatch.setattr(embedded, "ROOT", closed / "clone")
    monkeypatch.setattr(embedded, "_is_root", lambda: True)
    folder = embedded.state_folder()
    assert folder.parent == Path("/var/tmp")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    folder.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become someone else")
def test_servers_of_a_closed_clone():
    """Root in a home folder: everything that `nobody` must read lies elsewhere, and is gone after `make clean`."""
    with tempfile.TemporaryDirectory() as closed:  # 0700
        code = "embedded._others_may_pass = lambda path: str(path).startswith(('/var/tmp', '/tmp/vijfsprong-'))\n"
        result = child(Path(closed), code + "print(embedded.state_folder()); " + USE)
        assert result.returncode == 0, result.stderr
        state = Path(result.stdout.splitlines()[0])
        assert state.parent == Path("/var/tmp")
        assert list(Path(closed).iterdir()) == []
        assert child(Path(closed), code + "embedded.remove()").returncode == 0
        assert not state.exists()


def test_clean_refuses_while_in_use(servers):
    result = child(servers.root, "embedded.remove()")
    assert result.returncode == 1
    assert result.stderr.splitlines() == ["the embedded servers are in use (make run or make test?); stop that first"]
    assert servers.ask("SELECT 1") == [(1,)]


@pytest.mark.parametrize("kind", ["file", "foreign"])
def test_unusable_folder_is_one_clear_line(monkeypatch, tmp_path, kind):
    monkeypatch.setattr(embedded, "ROOT", tmp_path)
    monkeypatch.setattr(embedded, "_is_root", lambda: False)
    if kind == "file":
        (tmp_path / ".local").touch()
    else:
        monkeypatch.setattr(embedded.os, "geteuid", lambda: 4242)
    with pytest.raises(embedded.Unavailable) as caught:
        embedded.state_folder()
    assert str(tmp_path / ".local") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_redis_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(embedded_redis, "find_spec", lambda _name: None)
    monkeypatch.setattr(embedded_redis.shutil, "which", lambda _name: None)
    with pytest.raises(embedded.Unavailable, match="install redis-server$"):
        embedded.redis_binary()


def test_redis_on_the_path_serves_where_the_wheel_does_not(monkeypatch, tmp_path):
    own = embedded.redis_binary()
    broken = tmp_path / "bin" / "redis-server"
    broken.parent.mkdir()
    broken.write_text("not a program")
    broken.chmod(0o755)
    spec = type("Spec", (), {"origin": str(tmp_path / "__init__.py")})
    monkeypatch.setattr(embedded_redis, "find_spec", lambda _name: spec)
    monkeypatch.setattr(embedded_redis.shutil, "which", lambda _name: own)
    assert embedded.redis_binary() == own

"""A PostgreSQL server of one's own for a judge, on loopback; None where PostgreSQL is not installed."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def postgres_server():
    """Address of an empty database named `app`, without a scheme: `app:…@127.0.0.1:…/app`."""
    folder = programs()
    if folder is None:
        yield None
        return
    # Root may not run it, and the user who may needs a way in.
    run = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = Path(tempfile.mkdtemp(prefix="postgres-"))
    home.chmod(0o755)
    password = secrets.token_hex(16)
    (home / "password").write_text(password)
    if run:
        for each in (home, home / "password"):
            shutil.chown(each, "postgres", "postgres")
    data = home / "data"
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home} -c fsync=off -c full_page_writes=off"
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": home}
    try:
        subprocess.run([*run, folder / "initdb", "-D", data, "-A", "scram-sha-256", f"--pwfile={home}/password", "-U", "app", "--locale=C.UTF-8", "-E", "UTF8"], **quiet)
        subprocess.run([*run, folder / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", home / "log", "-o", options, "start"], **quiet)
        environment = {**os.environ, "PGPASSWORD": password}
        subprocess.run([folder / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "app", "app"], env=environment, **quiet)
        yield f"app:{password}@127.0.0.1:{port}/app"
    finally:
        subprocess.run([*run, folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd="/")
        shutil.rmtree(home, ignore_errors=True)

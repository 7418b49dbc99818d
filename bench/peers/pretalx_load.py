"""pretalx's submission list with as many rows as a national round has, for the same table of latencies.

    python pretalx_load.py [--database sqlite|postgres] [--rows 50 250 290] [--requests 300] [--concurrency 2]

In an environment of its own (requirements-pretalx.txt; Python 3.13 or newer), with redis-server, which pretalx
requires (apt install redis-server), and for --database postgres, which pretalx recommends, PostgreSQL's
binaries (--postgres-bin). A fresh instance in a temporary folder, migrated, filled by pretalx_fill.py, debugging
off, served as its installation guide says: gunicorn's usual workers, one a core; only --max-requests is left out, so
that no worker starts anew meanwhile. Signs in through the form and measures /orga/event/…/submissions/ at the
default page size (50), at the most pretalx allows as it comes (250), and with all rows on one page, for which
PRETALX_MAX_PAGINATION_LIMIT is raised. JSON on stdout; all it started is ended.
"""

import argparse
import contextlib
import http.client
import importlib.metadata
import json
import os
import platform
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import latency

ROWS, PEOPLE, DEFAULT = 290, 1200, 50
LIST = "/orga/event/rundan/submissions/"
ROW = r"<tr[^>]*>\s*<td"


class Browser:
    """Just enough of one: cookies, and the address it ends at is not followed."""

    def __init__(self, base: str):
        self.base, self.cookies = base, SimpleCookie()

    def cookie(self) -> str:
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())

    def ask(self, path: str, form: dict | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=60)
        headers = {"Cookie": self.cookie(), "Referer": self.base + path, "Origin": self.base, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        text = answer.read().decode()
        connection.close()
        return answer.status, text


def start(stack: contextlib.ExitStack, log: Path, *command, **options) -> subprocess.Popen:
    """A process that ends with us."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, **options)

    def end() -> None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    stack.callback(end)
    return process


def until(what: str, log: Path, process: subprocess.Popen, ready) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            if ready():
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"{what} does not start:\n{log.read_text()[-3000:]}")


def postgres(stack: contextlib.ExitStack, folder: Path, binaries: Path) -> tuple[dict, int]:
    """A server of our own, on a socket in the folder; it refuses to run as root, so then as postgres."""
    data = folder / "postgres"
    data.mkdir(mode=0o700)
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if who:
        shutil.chown(data, "postgres", "postgres")
    subprocess.run([binaries / "initdb", "-D", data / "db", "-U", "pretalx", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
                   check=True, stdout=subprocess.DEVNULL, cwd="/", **who)
    log = folder / "postgres.log"
    server = start(stack, log, binaries / "postgres", "-D", data / "db", "-k", data, "-c", "listen_addresses=", cwd="/", **who)
    until("PostgreSQL", log, server, lambda: subprocess.run(
        [binaries / "createdb", "-h", data, "-U", "pretalx", "pretalx"], stderr=subprocess.DEVNULL).returncode == 0)
    return {"PRETALX_DB_TYPE": "postgresql", "PRETALX_DB_NAME": "pretalx", "PRETALX_DB_USER": "pretalx", "PRETALX_DB_HOST": str(data)}, server.pid


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--postgres-bin", type=Path, default=Path("/usr/lib/postgresql/15/bin"))
    parser.add_argument("--rows", type=int, nargs="+", default=[DEFAULT, 250, ROWS])
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--concurrency", type=int, default=2)
    args = parser.parse_args()
    redis = shutil.which("redis-server") or sys.exit("redis-server is not installed (apt install redis-server)")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))  # so that what it started ends then, too

    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pretalx-")))
        folder.chmod(0o711)  # PostgreSQL's own folder within is another's
        cache = folder / "redis.sock"
        cache_server = start(stack, folder / "redis.log", redis, "--port", "0", "--unixsocket", cache, "--save", "", "--dir", folder)
        until("redis", folder / "redis.log", cache_server, cache.exists)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        base, email, password = f"http://127.0.0.1:{port}", "karin@example.org", secrets.token_urlsafe(16)
        database, database_pid = postgres(stack, folder, args.postgres_bin) if args.database == "postgres" else ({"PRETALX_DB_TYPE": "sqlite3"}, None)
        (folder / "pretalx.cfg").touch()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PRETALX_")} | database | {
            "DJANGO_SETTINGS_MODULE": "pretalx.settings", "PRETALX_CONFIG_FILE": str(folder / "pretalx.cfg"), "PRETALX_DATA_DIR": str(folder / "data"),
            "PRETALX_FILESYSTEM_STATIC": str(folder / "static"), "PRETALX_DEBUG": "False", "PRETALX_SITE_URL": base, "PRETALX_NO_INITIAL_LOG": "1",
            "PRETALX_REDIS": f"unix://{cache}?db=1", "PRETALX_MAX_PAGINATION_LIMIT": str(ROWS), "PRETALX_TIME_ZONE": "Europe/Stockholm",
        }
        began = time.perf_counter()
        subprocess.run([sys.executable, Path(__file__).with_name("pretalx_fill.py")], check=True, stdout=sys.stderr,
                       env=environment | {"BENCH_EMAIL": email, "BENCH_PASSWORD": password})
        filled = time.perf_counter() - began

        log = folder / "gunicorn.log"
        server = start(stack, log, sys.executable, "-m", "gunicorn", "pretalx.wsgi", "--workers", str(os.cpu_count()), "--bind", f"127.0.0.1:{port}",
                       "--no-control-socket", env=environment, cwd=folder)
        browser = Browser(base)
        until("gunicorn", log, server, lambda: browser.ask("/orga/login/")[0] == 200)
        field = re.search(r"<input[^>]*csrfmiddlewaretoken[^>]*>", browser.ask("/orga/login/")[1])[0]
        token = re.search(r"value=[\"']?([^\"'> ]+)", field)[1]
        status, text = browser.ask("/orga/login/", {"csrfmiddlewaretoken": token, "login_email": email, "login_password": password})
        if status != 302 or "pretalx_session" not in browser.cookies:
            raise SystemExit(f"signing in answers {status}:\n{text[:2000]}")
        rest = latency.memory(server.pid)

        pages = []
        for rows in args.rows:
            path = LIST if rows == DEFAULT else f"{LIST}?page_size={rows}"
            page = latency.measure(base, path, browser.cookie(), args.requests, args.concurrency, count=ROW)
            text = browser.ask(path)[1]
            shown = lambda what: len(set(re.findall(rf"/rundan/{what}/([A-Z0-9]{{6}})/", text)))
            told = {"rows": page.pop("count"), "proposals": shown("submissions"), "people": shown("speakers")}
            if told["rows"] != rows or told["proposals"] != rows or (rows == ROWS and told["people"] != PEOPLE):
                raise SystemExit(f"{path} holds {told}")
            pages.append({**told, **page})
            print(f"{rows} rows: p99 {page['sequential']['p99']:.0f} ms, {args.concurrency} at once {page['concurrent']['p99']:.0f} ms", file=sys.stderr)
        memory = {"gunicorn at rest": rest, "gunicorn": latency.memory(server.pid), "redis": latency.memory(cache_server.pid)}
        if database_pid:
            memory["postgres"] = latency.memory(database_pid)
        versions = {name: importlib.metadata.version(name) for name in ("pretalx", "Django", "gunicorn")}
        print(json.dumps({"versions": {"python": platform.python_version(), **versions}, "database": args.database, "workers": os.cpu_count(),
                          "fill_seconds": round(filled, 1), "pages": pages, "memory": memory}, indent=1))


if __name__ == "__main__":
    main()

"""deploy/nginx.conf with a real nginx in front of a real service; left out where there is none."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from qa.engine import Engine
from service.given import hosts_in_use
from service.limits import MAX_BODY
from service.settings import Rate, Settings
from tests.conftest import ROOT
from tests.guarding import QUESTION, service
from tests.reading import problem

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
HOST = "ask.example.org"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


def configuration(folder: Path, upstream: str, plain: int, secure: int) -> str:
    """The configuration as it stands, with this machine's ports, files and certificate."""
    site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for there, here in (
        ("127.0.0.1:8000", upstream),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"),
        (f"/etc/letsencrypt/live/{HOST}", str(folder)),
        ("/var/log/nginx", str(folder)),
    ):
        assert there in site
        site = site.replace(there, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.getuid() == 0 else ""  # else its workers may not write here
    return (
        f"{user}daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
        f"events {{}}\nhttp {{\n{temporary}{site}}}\n"
    )


@pytest.fixture(scope="module")
def site(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Through"]:
    """What reaches the service through nginx."""
    folder = tmp_path_factory.mktemp("nginx")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    public = f"https://{HOST}"
    settings = Settings(
        public_url=public,
        allowed_hosts=hosts_in_use(None, "127.0.0.1", public),
        cors_origins=("https://news.example.org",),
        rate=Rate(40, 3600),
    )
    plain, secure = free_port(), free_port()
    with service(engine, settings) as direct:
        upstream = str(direct.base_url).removeprefix("http://").rstrip("/")
        (folder / "nginx.conf").write_text(configuration(folder, upstream, plain, secure))
        assert NGINX is not None
        process = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"])
        trusted = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
        try:
            with httpx.Client(
                base_url=f"https://127.0.0.1:{secure}", verify=trusted, timeout=30
            ) as client:
                client.headers["Host"] = HOST
                wait_for(secure)
                yield Through(client, plain, folder)
        finally:
            process.terminate()
            process.wait(20)


class Through:
    """What the tests ask through nginx, by name and over TLS."""

    def __init__(self, client: httpx.Client, plain: int, folder: Path) -> None:
        self._client, self.plain, self.folder = client, plain, folder

    def ask(self, method: str, path: str, **options: object) -> httpx.Response:
        extensions = {"sni_hostname": HOST}
        return self._client.request(method, path, extensions=extensions, **options)  # type: ignore[arg-type]


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx did not start")


def test_everything_passes_with_tls(site: Through) -> None:
    for path in ("/", "/docs", "/v1/sources", "/healthz", "/style.css"):
        response = site.ask("GET", path)
        assert response.status_code == 200
        assert response.headers["strict-transport-security"] == "max-age=31536000"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["server"] == "nginx", "no version"
    asked = site.ask("POST", "/v1/ask", json=QUESTION)
    assert asked.json()["answered"]
    assert f"curl https://{HOST}/v1/ask" in site.ask("GET", "/docs").text.replace("&#39;", "'")


def test_plain_http_leads_to_tls(site: Through) -> None:
    response = httpx.get(f"http://127.0.0.1:{site.plain}/docs?x=1", headers={"Host": HOST})
    assert (response.status_code, response.headers["location"]) == (
        301,
        f"https://{HOST}/docs?x=1",
    )


def test_errors_are_those_of_the_service(site: Through) -> None:
    big = json.dumps({"question": "x" * (MAX_BODY + 1)})
    headers = {"Content-Type": "application/json"}
    problem(site.ask("POST", "/v1/ask", content=big, headers=headers), 413)
    problem(site.ask("GET", "/x", headers={"A": "x" * 40_000}), 431)
    problem(site.ask("GET", "/v1/sources/..%2f..%2fetc%2fpasswd"), 404)
    refused = site.ask("POST", "/v1/ask", json={**QUESTION, "limit": 99})
    assert "limit" in problem(refused, 422)


def test_measures_are_for_this_machine(site: Through) -> None:
    assert site.ask("GET", "/metrics").status_code == 404


def test_the_longest_question_fits_and_no_log_has_it(site: Through) -> None:
    assert site.ask("GET", "/", params={"q": "zebra? " + "🙂" * 1990}).status_code == 200
    time.sleep(0.2)
    log = (site.folder / "citewell.log").read_text()
    assert '"GET /" 200' in log
    assert "zebra" not in log


def test_ids_are_nginx_s_own_and_cors_passes(site: Through) -> None:
    response = site.ask(
        "GET", "/healthz", headers={"X-Request-Id": "mine", "Origin": "https://news.example.org"}
    )
    assert len(response.headers["x-request-id"]) == 32
    assert response.headers["access-control-allow-origin"] == "https://news.example.org"


def test_a_client_cannot_choose_its_address(site: Through) -> None:
    statuses = [
        site.ask("GET", "/v1/index", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(50)
    ]
    assert statuses[-10:] == [429] * 10, "all are of one address: nginx saw it"

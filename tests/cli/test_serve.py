from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from communique.cli import serve as command
from communique.gather import article_of
from communique.record import Record
from communique.web.safety import Settings, settings
from communique.web.serving import listen
from tests.cli.examples import TEXT, Reader, Run, known_reading
from tests.web.serving import serving


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with one article."""
    folder = tmp_path / "river"
    Record.open(folder, create=True).add([known_reading(article_of(TEXT, path="talks.txt"))])
    return folder


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def answer(address: str, **headers: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as found:
            return found.status, found.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_it_says_where_it_is_answers_and_ends_cleanly_whoever_is_idle(record: Path) -> None:
    with serving(record) as site:  # which looks at how it ends, too
        status, page = answer(f"{site.address}/articles")
        assert status == 200
        assert ">talks<" in page or "<bdi>talks</bdi>" in page
        assert answer(f"{site.address}/articles", Host="evil.example")[0] == 400
        host, _, port = site.address.removeprefix("http://").partition(":")
        lines = [socket.create_connection((host, int(port))) for _ in range(3)]
        lines[0].sendall(b"GET /articles HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert lines[0].recv(12) == b"HTTP/1.1 200"
        lines[1].sendall(b"GET /articles HTTP/1.1\r\nHost: loc")  # and then falls silent
    for line in lines:
        line.close()


def test_with_a_token_nobody_else_comes_in(record: Path, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.touch(mode=0o600)
    file.write_text("0123456789abcdef\n", encoding="ascii")
    with serving(record, "--token-file", str(file)) as site:
        assert "Log in" in answer(f"{site.address}/articles")[1]
        assert answer(f"{site.address}/api/articles")[0] == 401
        assert answer(f"{site.address}/api/articles", Authorization="Bearer 0123456789abcdef")[0] == 200


@pytest.mark.skipif(os.name == "nt", reason="another way of ending there")
def test_it_ends_when_the_system_says_so(record: Path) -> None:
    words = [sys.executable, "-m", "communique", "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()
        assert process.wait(timeout=15) in (0, -signal.SIGTERM)


def test_what_is_no_record_is_said(run: Run) -> None:
    outcome = run("serve", "--record", "none", "--port", "0")
    assert outcome.code == 1
    assert "There is no record at" in outcome.err


def test_a_port_that_is_taken_is_said(run: Run, record: Path, taken: int) -> None:
    outcome = run("serve", "--record", str(record), "--port", str(taken))
    assert outcome.code == 1
    assert f"port {taken} already" in outcome.err
    assert "--port 0" in outcome.err


def test_another_host_needs_a_token(run: Run, record: Path) -> None:
    outcome = run("serve", "--record", str(record), "--host", "0.0.0.0", "--port", "0")
    assert outcome.code == 1
    assert "--token-file" in outcome.err


def test_an_address_of_another_machine_is_said(run: Run, record: Path, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.touch(mode=0o600)
    file.write_text("0123456789abcdef", encoding="ascii")
    outcome = run("serve", "-r", str(record), "--host", "192.0.2.7", "--token-file", str(file), "--port", "0")
    assert outcome.code == 1
    assert "no address of this machine" in outcome.err


def test_what_the_help_says_is_what_is_done() -> None:
    assert (command.HOST, command.PORT) == (settings.HOST, settings.PORT)


def test_any_port_is_found_and_told() -> None:
    listener, found = listen(Settings(port=0))
    with listener:
        assert found.port == listener.getsockname()[1] > 0
        assert found.address == f"http://127.0.0.1:{found.port}/"


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_an_ipv6_address_stands_in_brackets() -> None:
    assert replace(Settings(port=80), host="::1").address == "http://[::1]:80/"


def test_the_demo_is_served_on_any_port_where_the_usual_one_is_taken(
    run: Run, reader: Reader, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[tuple[Path, str, int]] = []

    def serve_record(record: Path, listener: socket.socket, settings: Settings) -> None:
        served.append((record, settings.host, settings.port))
        assert listener.getsockname()[1] == settings.port

    monkeypatch.setattr("communique.cli.serve.serve_record", serve_record)
    monkeypatch.setitem(settings.settings_for.__kwdefaults__, "port", taken)  # type: ignore[arg-type]
    assert run("demo", "--serve").code == 0
    ((folder, host, port),) = served
    assert folder == Path("communique-demo/record")
    assert host == "127.0.0.1"
    assert port not in (0, taken)

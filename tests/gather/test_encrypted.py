"""https: the address is checked and connected to, and the certificate is still checked against the name."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from pathlib import Path
from threading import Thread

import pytest

from communique.gather.web import Failed, Fetched, Fetcher, Limits, asking
from tests.gather.misbehaving import page
from tests.gather.test_addresses import Names

OPENSSL = shutil.which("openssl")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for news.example, and its key."""
    if OPENSSL is None:
        pytest.skip("there is no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example"]
    words += [
        "-addext",
        "subjectAltName=DNS:news.example",
        "-keyout",
        str(folder / "key"),
        "-out",
        str(folder / "cert"),
    ]
    subprocess.run([OPENSSL, *words], check=True, capture_output=True)
    return folder / "cert", folder / "key"


@pytest.mark.parametrize(("name", "good"), [("news.example", True), ("other.example", False)])
def test_the_certificate_must_be_that_of_the_name(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, name: str, good: bool
) -> None:
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(*certificate)
    trusting = ssl.create_default_context(cafile=str(certificate[0]))
    monkeypatch.setattr(asking, "_trust", lambda: trusting)
    monkeypatch.setattr(socket, "getaddrinfo", Names(**{name.replace(".", "_"): [["127.0.0.1"]]}))
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                try:
                    with serving.wrap_socket(connection, server_side=True) as talk:
                        robots = b"robots.txt" in talk.recv(4096)
                        head = b"HTTP/1.1 404 Gone\r\n" if robots else b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                        talk.sendall(head + f"Content-Length: {len(page())}\r\n\r\n".encode() + page())
                except OSError:
                    connection.close()

        Thread(target=answer, daemon=True).start()
        port = server.getsockname()[1]
        fetcher = Fetcher(limits=Limits(seconds=5.0, pause=0.0), private=True)
        found = fetcher.fetch(f"https://{name}:{port}/")
    if good:
        assert isinstance(found, Fetched)
        assert found.data == page()
    else:
        assert isinstance(found, Failed)
        assert "certificate" in found.message

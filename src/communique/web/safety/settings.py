"""Where the pages are served, under which names, and with which token."""

from __future__ import annotations

import hmac
import os
import re
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from communique.errors import ServingError

HOST, PORT = "127.0.0.1", 8710
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SHORTEST_TOKEN = 16  # bytes: what `openssl rand -hex 8` gives, beyond guessing one by one
LONGEST_TOKEN = 1024
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
MAKE_A_TOKEN = "make one: (umask 077; openssl rand -hex 32 > token)"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the pages are served. `settings_for` makes one that is safe, or says why it would not be.

    `names` are the host names that visitors may use beside those of this machine itself. `token` is what a visitor
    must know, None where everyone on this machine may come in. `who` is the reviewer's name where none is given.
    """

    host: str = HOST
    port: int = PORT
    token: bytes | None = field(default=None, repr=False)
    names: tuple[str, ...] = ()
    behind_https: bool = False
    who: str = ""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def key(self, purpose: str) -> bytes:
        """A key for signing. With a token it is the same after a restart, so that nobody is logged out by one."""
        return hmac.digest(self.token or self.secret, f"communique {purpose}".encode(), "sha256")

    def cookie(self, name: str) -> str:
        """The name of a cookie. Browsers send those of one port to all of a host, so two sites must not share one."""
        return f"{'__Host-' if self.behind_https else ''}communique-{name}-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The host names that a request may be for, in lower case, IPv6 without brackets."""
        own = () if _is_everywhere(self.host) else (self.host.lower(),)
        return frozenset((*LOOPBACK, *own, *(name.lower() for name in self.names)))

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the pages."""
        host = HOST if _is_everywhere(self.host) else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def settings_for(
    *,
    host: str = HOST,
    port: int = PORT,
    token_file: Path | None = None,
    names: Sequence[str] = (),
    behind_https: bool = False,
    who: str = "",
) -> Settings:
    """The settings for these wishes.

    Raises ServingError where others than the users of this machine could come in without a token, where the token is
    short or others can read its file, or where nobody says under which name the pages will be visited.
    """
    names = tuple(name.strip().rstrip(".").strip("[]") for name in names)
    if wrong := [name for name in names if not (_is_address(name) or _NAME.fullmatch(name))]:
        raise ServingError(
            f"{wrong[0]!r} is no host name",
            cause="a name is what stands between // and the port in a browser's address",
            fix="write --name pages.example.org, without https:// and without a port",
        )
    token = None if token_file is None else token_from(token_file)
    if token is None and not is_loopback(host):
        raise ServingError(
            f"To listen on {host} the pages need a token",
            cause="others than the users of this machine could read the record and change reviews",
            fix=f"{MAKE_A_TOKEN}; and add --token-file token. Or leave --host out, and reach this machine by ssh -L",
        )
    if token is None and (behind_https or any(not is_loopback(name) for name in names)):
        raise ServingError(
            "Under a name of its own, or behind a proxy, the site needs a token",
            cause="others than the users of this machine could read the record and change reviews",
            fix=f"{MAKE_A_TOKEN}; and add --token-file token",
        )
    if _is_everywhere(host) and not names:
        raise ServingError(
            f"Under which name will the pages on {host} be visited",
            cause="a request for any other name is refused, so that no page of elsewhere can pose as this one",
            fix="add --name HOST, once for each name or address that visitors type",
        )
    return Settings(host=host, port=port, token=token, names=names, behind_https=behind_https, who=who)


def token_from(path: Path) -> bytes:
    """The token in a file, without the white space around it. Raises ServingError where it is not safe to use."""
    try:
        with path.expanduser().open("rb") as file:
            mode, token = os.fstat(file.fileno()).st_mode, file.read(LONGEST_TOKEN + 2).strip()
    except OSError as error:
        raise ServingError(
            f"The token in {path} cannot be read: {error.strerror or error}",
            cause="the path is wrong",
            fix=MAKE_A_TOKEN,
        ) from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ServingError(
            f"Others can read the token in {path}",
            cause="its file is open to more than its owner",
            fix=f"chmod 600 {path}",
        )
    if not SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN or not token.isascii() or any(c <= 0x20 for c in token):
        raise ServingError(
            f"{path} holds no token of {SHORTEST_TOKEN} to {LONGEST_TOKEN:,} plain characters",
            cause=f"it holds {len(token):,}" if token.isascii() else "it has letters that a header cannot carry",
            fix=MAKE_A_TOKEN,
        )
    return token


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach `host`."""
    return host.lower() == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _is_everywhere(host: str) -> bool:
    return host == "" or (_is_address(host) and ip_address(host).is_unspecified)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True

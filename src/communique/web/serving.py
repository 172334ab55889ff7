"""Serves the pages from this process until it is interrupted."""

from __future__ import annotations

import errno
import gc
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import anyio.to_thread
import uvicorn

from communique.errors import ServingError
from communique.web.app import create_app
from communique.web.doors import log_in_page, problem_page
from communique.web.house import House
from communique.web.safety import Settings, protect

# Pages are made in threads, beside the one that talks to the browsers. More threads than this only take turns: most of
# a page is Python, and DuckDB has threads of its own.
THREADS = 6
# What is there when the server begins stays; of what a page makes little refers to itself. Looking for cycles as often
# as Python does by itself took half the time of a large page.
COLLECTED = (50_000, 20, 20)
GOODBYE_SECONDS = 3  # for answers on their way when the server is stopped
# That a browser's line is kept: longer than proxies keep theirs, so that they never meet a closed one.
IDLE_SECONDS = 65
LONGEST_HEAD = 32_768  # bytes of an unfinished request line and headers


class Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        await super().startup(sockets)
        if self.started:
            self._listening()


def listen(settings: Settings) -> tuple[socket.socket, Settings]:
    """A socket that listens as `settings` say, and the settings with the port that it really has (0 takes any).

    Raises ServingError where that cannot be: the port is taken, or no such address is this machine's.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            settings.host or None, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(128)
        except BaseException:
            listener.close()
            raise
    except OSError as error:
        raise _refused(settings, error) from error
    return listener, replace(settings, port=listener.getsockname()[1])


def serve(
    house: House, listener: socket.socket, settings: Settings, *, listening: Callable[[], None], log: bool = False
) -> None:
    """Serve the record of `house` until Ctrl-C; `listening` is called once it answers.

    `log` prints a line for each request.
    """
    app = create_app(house)
    app.state.settings = settings
    protect(app, settings, page=problem_page, log_in_page=log_in_page)
    config = uvicorn.Config(
        app,
        log_config=LOG_CONFIG,
        access_log=log,
        ws="none",
        server_header=False,
        # Only a proxy on this machine is believed when it says who asked, and only where there is to be one.
        proxy_headers=settings.behind_https,
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_graceful_shutdown=GOODBYE_SECONDS,
        timeout_keep_alive=IDLE_SECONDS,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED)
    house.following.start()
    try:
        with suppress(KeyboardInterrupt):  # uvicorn ends what is on its way, and then passes the interruption on
            Server(config, listening).run([listener])
    finally:
        house.following.close()
        gc.unfreeze()


LOG_CONFIG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(message)s"},
        "access": {
            "()": "uvicorn.logging.AccessFormatter",
            "fmt": "%(asctime)s %(client_addr)s %(request_line)s %(status_code)s",
        },
    },
    "handlers": {
        "told": {"class": "logging.StreamHandler", "formatter": "plain"},
        "access": {"class": "logging.StreamHandler", "formatter": "access"},
    },
    "loggers": {
        "communique.web": {"handlers": ["told"], "level": "INFO", "propagate": False},
        "uvicorn.error": {"handlers": ["told"], "level": "ERROR", "propagate": False},
        "uvicorn.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}
"""Where messages go: standard error, without the framework's own chatter."""


def _refused(settings: Settings, error: OSError) -> ServingError:
    where = f"{settings.host} port {settings.port}"
    if error.errno == errno.EADDRINUSE:
        return ServingError(
            f"Something listens on {where} already",
            cause="another communique serve, or another program, has that port",
            fix="use the one that runs, or another port: --port 0 takes any that is free",
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        fix = "use a port of 1024 or more, and a proxy in front of it for 80 and 443"
        return ServingError(f"This user may not listen on {where}", cause="low ports are the system's own", fix=fix)
    return ServingError(
        f"Nothing can listen on {where}: {error.strerror or error}",
        cause="that is no address of this machine",
        fix="give an address of this machine to --host, or leave it out",
    )

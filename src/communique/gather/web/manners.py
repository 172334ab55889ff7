"""Politeness: how often a host is asked, and what its robots.txt leaves open."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

ROBOTS_SIZE = 512_000  # bytes: RFC 9309 asks that at least 500 KiB are read
ROBOTS_SECONDS = 86_400.0  # RFC 9309: not to be kept for longer than a day
ROBOTS_AGAIN_SECONDS = 600.0  # where it could not be had
LONGEST_PAUSE = 60.0  # seconds; a crawl delay of more is taken as this


@dataclass(slots=True)
class Paces:
    """When each host may be asked next. Shared by threads."""

    _next: dict[str, float] = field(default_factory=dict)
    _closed: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def turn(self, origin: str, pause: float) -> float:
        """The seconds to wait before asking `origin`; the turn after that comes `pause` seconds later."""
        with self._lock:
            now = time.monotonic()
            mine = max(now, self._next.get(origin, 0.0))
            self._next[origin] = mine + pause
            return mine - now

    def close(self, origin: str, seconds: float) -> None:
        """Leave `origin` alone for so long, as it asked."""
        with self._lock:
            self._closed[origin] = max(self._closed.get(origin, 0.0), time.monotonic() + seconds)

    def closed(self, origin: str) -> float:
        """For how many seconds `origin` wants to be left alone still; 0 where it does not."""
        with self._lock:
            return max(0.0, self._closed.get(origin, 0.0) - time.monotonic())


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says. `file` is None where there is none, so that all is open; or it was not had."""

    file: Protego | None
    had: bool
    until: float

    @classmethod
    def none(cls) -> Rules:
        """The rules of a host that has no robots.txt."""
        return cls(None, True, time.monotonic() + ROBOTS_SECONDS)

    @classmethod
    def unknown(cls) -> Rules:
        """The rules of a host whose robots.txt could not be had: then nothing may be asked (RFC 9309, 2.3.1.4)."""
        return cls(None, False, time.monotonic() + ROBOTS_AGAIN_SECONDS)

    @classmethod
    def of(cls, data: bytes) -> Rules:
        """The rules in this robots.txt. What is not understood of it is passed over, as the standard says."""
        from protego import Protego

        text = data[:ROBOTS_SIZE].decode("utf-8-sig", "replace")
        return cls(Protego.parse(text), True, time.monotonic() + ROBOTS_SECONDS)

    def allow(self, url: str, agent: str) -> bool:
        """Whether `agent` may ask for `url`."""
        return self.had and (self.file is None or self.file.can_fetch(url, agent))

    def pause(self, agent: str) -> float:
        """The seconds that the host wants between two requests, at most LONGEST_PAUSE; 0 where it does not say."""
        delay = None if self.file is None else self.file.crawl_delay(agent)
        return 0.0 if delay is None else min(max(0.0, float(delay)), LONGEST_PAUSE)

"""Fetching URLs: politely, within limits, and from public addresses unless told otherwise."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin

from communique.gather.web.asking import Answer, Target, ask, target_of
from communique.gather.web.manners import ROBOTS_SIZE, Paces, Rules
from communique.gather.web.outcome import Failed, Fetched, Unchanged, failed

NAME = "communique"  # by which robots.txt speaks of this program
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
PATIENCE = 30.0  # seconds: a host that wants to be left alone for no longer is waited for, and asked once more
LONGEST_MARK = 1_000  # characters
LONGEST_WAIT = 86_400.0  # seconds; a host that wants longer is asked after a day

_MOVED = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429)  # and all from 500: RFC 9110 and 6585 on which faults may pass
_REASONS = {
    401: "it wants a password",
    402: "it wants to be paid",
    403: "the host does not let this program in",
    404: "the page is gone, or the URL is misspelt",
    410: "the page was taken away",
    429: "the host was asked too often",
    451: "the law forbids it",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is put up with: bytes of an answer, seconds for all of it, redirects, seconds between two requests."""

    size: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5
    pause: float = 1.0


class Fetcher:
    """Fetches URLs, and remembers how each host wants to be treated. Threads may share it.

    `private` allows addresses that are not public. `stop`, once set, ends every wait.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        private: bool = False,
        agent: str | None = None,
        stop: threading.Event | None = None,
        paces: Paces | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._private = private
        self._agent = agent or default_agent()
        self._stop = stop or threading.Event()
        self._paces = paces or Paces()
        self._rules: dict[str, Rules] = {}

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | Unchanged | Failed:
        """What `url` leads to; where `etag` or `modified` are of an earlier answer, perhaps that nothing has changed.

        robots.txt is heeded at each redirect anew, and so are the addresses that are not public.
        """
        target = target_of(url)
        if isinstance(target, Failed):
            return target
        asked = {"User-Agent": self._agent, "Accept": ACCEPT}
        if etag:
            asked["If-None-Match"] = etag
        if modified:
            asked["If-Modified-Since"] = modified
        seconds = self.limits.seconds
        for _ in range(self.limits.redirects + 1):
            if (barred := self._barred(target)) is not None:
                return barred
            begun = time.monotonic()
            answer, waited = self._asked(target, asked, seconds)
            seconds -= time.monotonic() - begun - waited
            if isinstance(answer, Failed):
                return answer
            if answer.status not in _MOVED:
                return _outcome(target, answer, conditional=bool(etag or modified))
            following = _following(target, answer)
            if isinstance(following, Failed):
                return following
            target = following
        return failed(
            url,
            f"It leads on to another URL more than {self.limits.redirects} times",
            cause="the redirects go round in a circle, or want a cookie",
            fix="give the URL that a browser shows in the end",
        )

    def _asked(self, target: Target, headers: dict[str, str], seconds: float) -> tuple[Answer | Failed, float]:
        """The answer, and for how many seconds it was put off. A host that asks for a short delay is given it, once."""
        waited = 0.0
        for last in (False, True):
            if closed := self._paces.closed(target.origin):
                if closed > PATIENCE:
                    return _closed(target, closed), waited
                waited += self._sleep(closed)
            waited += self._sleep(self._paces.turn(target.origin, self._pause(target)))
            if self._stop.is_set():
                return failed(target.url, "It was not fetched: the program was stopped", passing=True, wait=0), waited
            answer = self._once(target, headers, max(0.0, seconds), self.limits.size)
            if isinstance(answer, Failed) or answer.status not in (429, 503):
                break
            wait = _wait(answer.headers.get("retry-after"))
            if wait is None:
                break
            self._paces.close(target.origin, wait)
            if last or wait > PATIENCE:
                return _closed(target, wait), waited
        return answer, waited

    def _once(self, target: Target, headers: dict[str, str], seconds: float, size: int) -> Answer | Failed:
        until = time.monotonic() + seconds
        return ask(target, headers, size=size, seconds=self.limits.seconds, until=until, private=self._private)

    def _sleep(self, seconds: float) -> float:
        if seconds > 0:
            self._stop.wait(seconds)
        return seconds

    def _pause(self, target: Target) -> float:
        rules = self._rules.get(target.origin)
        return max(self.limits.pause, rules.pause(NAME) if rules else 0.0)

    def _barred(self, target: Target) -> Failed | None:
        """Why the host's robots.txt keeps this program from `target`, or None where it does not."""
        rules = self._rules.get(target.origin)
        if rules is None or rules.until < time.monotonic():
            had = self._robots(target)
            if isinstance(had, Failed):
                return had
            rules = self._rules[target.origin] = had
        if rules.allow(target.origin + target.path, NAME):
            return None
        if not rules.had:
            return failed(
                target.url,
                "The host's robots.txt cannot be had, so nothing is fetched from it for now",
                cause="the host has a fault",
                fix="try again later",
                passing=True,
            )
        return failed(
            target.url,
            "The host's robots.txt keeps programs away from this URL",
            fix="save the page in a browser and read the file, or ask the publisher",
        )

    def _robots(self, target: Target) -> Rules | Failed:
        """The rules of the host; or a failure that has nothing to do with robots.txt, such as an unknown host."""
        file: Target | Failed = target_of(f"{target.origin}/robots.txt")
        for _ in range(self.limits.redirects + 1):
            if isinstance(file, Failed):
                break
            answer = self._once(file, {"User-Agent": self._agent}, self.limits.seconds, self.limits.size)
            if isinstance(answer, Failed):
                # Said of the URL that was wanted. A robots.txt that is too big or broken is only itself at fault.
                return Failed(target.url, answer.message, answer.passing, answer.wait)
            if answer.status in _MOVED:
                file = _following(file, answer)
                continue
            if answer.status == 200:
                return Rules.of(answer.data[:ROBOTS_SIZE])
            if answer.status == 429 or answer.status >= 500:
                return Rules.unknown()
            break
        return Rules.none()


def default_agent() -> str:
    """How this program names itself to hosts."""
    from communique import __version__

    return f"{NAME}/{__version__}"


def _following(target: Target, answer: Answer) -> Target | Failed:
    where = answer.headers.get("location", "")
    with suppress(UnicodeError):  # what stands there is Latin-1 by the standard and UTF-8 in practice
        where = where.encode("latin-1").decode("utf-8")
    if not where:
        return failed(target.url, "It leads on to another URL, but does not say to which", passing=True)
    try:
        return target_of(urldefrag(urljoin(target.url, where)).url)
    except ValueError as error:
        return failed(target.url, f"It leads on to what is no URL: {error}", passing=True)


def _outcome(target: Target, answer: Answer, *, conditional: bool) -> Fetched | Unchanged | Failed:
    if answer.status == 304 and conditional:
        return Unchanged(target.url)
    if answer.status in (200, 203):
        kind, charset = answer.content_type()
        headers = answer.headers
        etag, modified = _mark(headers.get("etag")), _mark(headers.get("last-modified"))
        return Fetched(target.url, answer.data, kind, charset, etag, modified)
    passing = answer.status in _PASSING or answer.status >= 500
    cause = _REASONS.get(answer.status, "the host has a fault" if answer.status >= 500 else "")
    return failed(target.url, f"The host answered {answer.status}", cause=cause, passing=passing)


def _mark(value: str | None) -> str | None:
    """An ETag or a day that can be sent back as it came."""
    fits = value and len(value) <= LONGEST_MARK and value.isascii() and value.isprintable()
    return value if fits else None


def _closed(target: Target, seconds: float) -> Failed:
    return failed(
        target.url,
        f"The host wants to be left alone for {seconds:.0f} seconds",
        cause="it was asked too often, or is being repaired",
        fix="try again later",
        passing=True,
        wait=seconds,
    )


def _wait(value: str | None) -> float | None:
    """The seconds that a Retry-After header asks for, at most a day; None where it says nothing that is understood."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_WAIT)
    try:
        seconds = parsedate_to_datetime(value).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0.0, seconds), LONGEST_WAIT)

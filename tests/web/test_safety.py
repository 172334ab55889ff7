"""Safety, on a small site of the test's own: what the real pages are does not matter to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import anyio
import pytest
from fastapi import FastAPI, Form, HTTPException, Request
from fastapi.testclient import TestClient
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from communique.errors import MetFirst, QuestionError, RecordError, ReviewError, ServingError
from communique.reading import Span
from communique.reviews import Entry, Review
from communique.web.doors import log_in_page, problem_page
from communique.web.house import NotThereError
from communique.web.safety import Settings, csrf_token, protect, settings_for
from communique.web.safety.entry import FREE_TRIES, Guesses, Sessions, here
from communique.web.safety.limits import LONGEST_ADDRESS, LONGEST_BODY, Limits
from communique.web.safety.signing import signed, unsigned

TOKEN = "a-token-of-the-test-0123456789"
HTTP = "http://127.0.0.1:8710"
Site = Callable[..., TestClient]


def small_site(settings: Settings) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None)
    app.state.changes = []

    @app.get("/")
    def overview(request: Request) -> HTMLResponse:
        return HTMLResponse(f'<h1>Overview</h1><form><input name="csrf" value="{csrf_token(request)}"></form>')

    @app.get("/quiet")
    def quiet() -> PlainTextResponse:
        return PlainTextResponse("no form here")

    @app.post("/change")
    @app.post("/api/change")
    def change(word: Annotated[str, Form()] = "") -> dict[str, str]:
        app.state.changes.append(word)
        return {"word": word}

    @app.get("/static/style.css")
    def style() -> PlainTextResponse:
        return PlainTextResponse("body {}")

    @app.get("/api/faulty")
    @app.get("/faulty")
    def faulty() -> None:
        raise ZeroDivisionError("a secret\x1b[31m of the house")

    @app.get("/half")
    def half() -> StreamingResponse:
        def parts() -> object:
            yield "the first half"
            raise ZeroDivisionError

        return StreamingResponse(parts())  # type: ignore[arg-type]

    @app.get("/api/number")
    @app.get("/number")
    def number(of: int) -> int:
        return of

    @app.get("/question")
    def question() -> None:
        raise QuestionError("nobody is called <b>Kym</b>", cause="mistyped", fix="write Kim")

    @app.get("/damaged")
    def damaged() -> None:
        raise RecordError("a part is gone")

    @app.get("/no-review")
    def no_review() -> None:
        raise ReviewError("there is no review 7")

    @app.get("/met")
    def met() -> None:
        raise MetFirst(
            [Review("accept", "Ada <b>Ek</b>", Entry("a", "move", "m1", "0" * 16, (Span(0, 3),), "yes", {}))]
        )

    @app.get("/not-there")
    def not_there() -> None:
        raise NotThereError("the record has no such actor", fix="look in the list")

    @app.get("/gone")
    def gone() -> None:
        raise HTTPException(404, "there is no article 7")

    protect(app, settings, page=problem_page, log_in_page=log_in_page)
    return app


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    """A visitor of a site that is served with these settings, as `changes` of it can be counted."""

    def site(settings: Settings | None = None, base: str = HTTP) -> TestClient:
        return TestClient(small_site(settings or Settings()), base_url=base, follow_redirects=False)

    return site


def changes(client: TestClient) -> list[str]:
    return client.app.state.changes  # type: ignore[attr-defined, no-any-return]


def form_token(client: TestClient, path: str = "/") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


# Settings


def test_loopback_needs_no_token_and_anything_else_does(tmp_path: Path) -> None:
    assert settings_for().token is None
    assert settings_for(host="::1").token is None
    for wishes in (
        {"host": "192.0.2.7"},
        {"host": "0.0.0.0", "names": ["desk.example.org"]},
        {"names": ["desk.example.org"]},
        {"behind_https": True},
    ):
        with pytest.raises(ServingError, match="token") as raised:
            settings_for(**wishes)
        assert "--token-file" in raised.value.fix


def test_everywhere_needs_a_name(tmp_path: Path) -> None:
    file = token_file(tmp_path, TOKEN)
    with pytest.raises(ServingError, match="--name"):
        settings_for(host="0.0.0.0", token_file=file)
    settings = settings_for(host="0.0.0.0", token_file=file, names=["Desk.Example.org."])
    assert settings.hosts == {"localhost", "127.0.0.1", "::1", "desk.example.org"}
    assert settings.token == TOKEN.encode()


@pytest.mark.parametrize("name", ["", "https://desk.example.org", "desk.example.org:80", "*.example.org", "a b", "a;b"])
def test_a_name_is_a_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(ServingError, match="no host name"):
        settings_for(names=[name], token_file=token_file(tmp_path, TOKEN))


def token_file(folder: Path, token: str, mode: int = 0o600) -> Path:
    path = folder / "token"
    path.write_text(f"{token}\n", encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.mark.parametrize("token", ["", "x" * 15, "ü" * 20, "two words of sixteen", "x" * 1025])
def test_a_token_must_be_long_and_plain(token: str, tmp_path: Path) -> None:
    with pytest.raises(ServingError, match="holds no token"):
        settings_for(token_file=token_file(tmp_path, token))


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o601])
def test_nobody_else_may_read_the_token(mode: int, tmp_path: Path) -> None:
    with pytest.raises(ServingError, match="Others can read") as raised:
        settings_for(token_file=token_file(tmp_path, TOKEN, mode))
    assert "chmod 600" in raised.value.fix


def test_a_token_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ServingError, match="cannot be read"):
        settings_for(token_file=tmp_path / "none")


def test_settings_do_not_show_their_secrets() -> None:
    told = repr(Settings(token=b"0123456789abcdef", secret=b"fedcba9876543210"))
    assert "0123456789abcdef" not in told
    assert "fedcba9876543210" not in told


def test_keys_last_as_long_as_the_token_and_differ_by_purpose() -> None:
    one, other = Settings(token=TOKEN.encode()), Settings(token=TOKEN.encode())
    assert one.key("session") == other.key("session") != one.key("form")
    assert Settings().key("session") != Settings().key("session")


# Headers


@pytest.mark.parametrize("path", ["/", "/faulty", "/none", "/number?of=x", "/static/style.css?1", "/api/faulty"])
def test_every_answer_has_the_headers(path: str, site: Site) -> None:
    found = site().get(path).headers
    policy = found["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert found["x-content-type-options"] == "nosniff"
    assert found["x-frame-options"] == "DENY"
    assert found["referrer-policy"] == "same-origin"
    assert found["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in found["permissions-policy"]
    assert "strict-transport-security" not in found
    assert ("immutable" in found["cache-control"]) == path.startswith("/static/")


def test_refused_at_the_door_an_answer_still_has_the_headers(site: Site) -> None:
    assert "content-security-policy" in site().get("/", headers={"Host": "evil.example"}).headers


def test_pages_are_not_kept_and_files_without_a_digest_neither(site: Site) -> None:
    client = site()
    assert client.get("/").headers["cache-control"] == "private, no-cache"
    assert client.get("/static/style.css").headers["cache-control"] == "private, no-cache"


# Hosts


@pytest.mark.parametrize("host", ["127.0.0.1:8710", "LOCALHOST:8710", "localhost", "[::1]:8710"])
def test_this_machine_is_known_by_its_names(host: str, site: Site) -> None:
    assert site().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8710",
        "evil.example@localhost",
        "localhost/evil.example",
        "localhost:port",
        "[::1",
        "",
        "192.0.2.7",
    ],
)
def test_any_other_name_is_refused(host: str, site: Site) -> None:
    answer = site().get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "not served under the name" in answer.text
    assert "<h1>Overview" not in answer.text


def test_two_names_are_none(site: Site) -> None:
    assert site().get("/", headers=[("Host", "localhost"), ("Host", "evil.example")]).status_code == 400


def test_a_name_that_was_given_is_known(site: Site) -> None:
    settings = Settings(token=TOKEN.encode(), names=("desk.example.org",))
    assert site(settings).get("/quiet", headers={"Host": "desk.example.org", **bearer()}).status_code == 200


# Forgery


def test_a_change_with_its_token_is_made(site: Site) -> None:
    client = site()
    token = form_token(client)
    assert client.post("/change", data={"word": "a", "csrf": token}).status_code == 200
    assert client.post("/change", data={"word": "b"}, headers={"X-CSRF-Token": token}).status_code == 200
    files = {"file": ("x.txt", b"content")}
    assert client.post("/change", data={"word": "c", "csrf": token}, files=files).status_code == 200
    assert changes(client) == ["a", "b", "c"]


def test_a_change_without_it_is_not_made(site: Site) -> None:
    client, other = site(), site()
    token, foreign = form_token(client), form_token(other)
    for data in ({}, {"csrf": ""}, {"csrf": foreign}, {"csrf": token[:-1]}, {"csrf": token + "0"}, {"csrf": "ü"}):
        answer = client.post("/change", data={"word": "x", **data})
        assert answer.status_code == 403
        assert "Nothing was changed" in answer.text
    for method in ("PUT", "PATCH", "DELETE"):
        assert client.request(method, "/change").status_code == 403
    client.cookies.clear()
    assert client.post("/change", data={"word": "x", "csrf": token}).status_code == 403
    client.cookies.set(Settings().cookie("visitor"), "made-up.0000")
    assert client.post("/change", data={"word": "x", "csrf": token}).status_code == 403
    assert changes(client) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_elsewhere_changes_nothing_even_with_the_token(headers: dict[str, str], site: Site) -> None:
    client = site()
    answer = client.post("/change", data={"word": "x", "csrf": form_token(client)}, headers=headers)
    assert answer.status_code == 403
    assert changes(client) == []


@pytest.mark.parametrize("headers", [{"Origin": HTTP}, {"Sec-Fetch-Site": "same-origin"}])
def test_a_page_of_this_site_may(headers: dict[str, str], site: Site) -> None:
    client = site()
    assert client.post("/change", data={"csrf": form_token(client)}, headers=headers).status_code == 200


def test_a_cookie_only_where_a_form_is(site: Site) -> None:
    client = site()
    assert "set-cookie" not in client.get("/quiet").headers
    cookie = client.get("/").headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
        assert part in cookie
    assert "Secure" not in cookie
    assert "set-cookie" not in client.get("/").headers


def test_a_form_that_is_broken_is_refused_as_any_other(site: Site) -> None:
    client = site()
    form_token(client)
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/change", content=b"--y\r\nbroken", headers=kind).status_code == 403
    assert client.post("/change", content=b"%%%&&&===" * 9, headers={"Content-Type": "text/plain"}).status_code == 403


# Entry


def bearer(token: str = TOKEN) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def guarded(site: Site) -> TestClient:
    return site(Settings(token=TOKEN.encode()))


def test_without_the_token_there_is_nothing_but_the_log_in_page(guarded: TestClient) -> None:
    answer = guarded.get("/number?of=7&also=%C3%BC")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/log-in?next=/number%3Fof%3D7%26also%3D%25C3%25BC"
    for path in ("/api/number?of=7", "/api", "/?as=json"):
        answer = guarded.get(path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["what"] == "This site asks for a token."
    assert guarded.post("/change", data={"word": "x"}).status_code == 401
    assert guarded.get("/static/style.css").status_code == 200
    assert guarded.get("/static/../number?of=7").status_code == 303
    assert changes(guarded) == []


def test_the_token_as_a_header(guarded: TestClient) -> None:
    assert guarded.get("/api/number?of=7", headers=bearer()).json() == 7
    assert guarded.post("/api/change", data={"word": "a"}, headers=bearer()).status_code == 200
    assert guarded.get("/api/number?of=7", headers=bearer(TOKEN + "x")).status_code == 401
    assert guarded.get("/api/number?of=7", headers={"Authorization": f"Basic {TOKEN}"}).status_code == 401
    assert changes(guarded) == ["a"]


def log_in(client: TestClient, token: str = TOKEN, target: str = "/number?of=7") -> int:
    csrf = form_token(client, "/log-in")
    answer = client.post("/log-in", data={"token": token, "next": target, "csrf": csrf})
    assert answer.status_code != 303 or answer.headers["location"] == target
    return answer.status_code


def test_logging_in_and_out(guarded: TestClient) -> None:
    assert log_in(guarded, "a-wrong-token-0123") == 401
    assert guarded.get("/number?of=7").status_code == 303
    assert log_in(guarded) == 303
    assert guarded.get("/number?of=7").json() == 7
    assert guarded.get("/log-in?next=/quiet").headers["location"] == "/quiet"
    assert guarded.post("/change", data={"word": "forged"}).status_code == 403
    csrf = form_token(guarded)
    assert guarded.post("/change", data={"word": "a", "csrf": csrf}).status_code == 200
    assert guarded.post("/log-out", data={"csrf": csrf}).headers["location"] == "/log-in"
    assert guarded.get("/number?of=7").status_code == 303
    assert changes(guarded) == ["a"]


def test_nobody_is_logged_in_by_a_page_of_elsewhere(guarded: TestClient) -> None:
    assert guarded.post("/log-in", data={"token": TOKEN}).status_code == 403


def test_a_session_lasts_over_a_restart_but_not_over_another_token(site: Site) -> None:
    first = site(Settings(token=TOKEN.encode()))
    log_in(first)
    for token, status in ((TOKEN, 200), (TOKEN + "-another", 303)):
        later = site(Settings(token=token.encode()))
        later.cookies = first.cookies
        assert later.get("/quiet").status_code == status


def test_a_session_ends(site: Site) -> None:
    settings = Settings(token=TOKEN.encode())
    now = [1_000_000_000.0]
    sessions = Sessions(settings, clock=lambda: now[0])
    value = sessions.begin().partition("=")[2].partition(";")[0]
    request = Request({"type": "http", "headers": [(b"cookie", f"{sessions.name}={value}".encode())]})
    assert sessions.holds(request)
    now[0] += 31 * 86_400
    assert not sessions.holds(request)
    now[0] -= 62 * 86_400
    assert not sessions.holds(request)


def test_cookies_behind_https_are_for_https_alone(site: Site) -> None:
    client = site(Settings(token=TOKEN.encode(), behind_https=True), base="https://localhost:8710")
    assert client.get("/log-in").headers["strict-transport-security"]
    assert log_in(client) == 303
    assert all(cookie.secure and cookie.name.startswith("__Host-") for cookie in client.cookies.jar)
    assert client.get("/quiet").status_code == 200


def test_guessing_is_slowed_down(guarded: TestClient) -> None:
    statuses = [log_in(guarded, "a-wrong-token-0123") for _ in range(FREE_TRIES + 1)]
    assert statuses == [401] * FREE_TRIES + [429]
    answer = guarded.get("/api/number?of=7", headers=bearer())
    assert answer.status_code == 429  # not even the right one is heard now, or guessing would go on as quickly
    assert int(answer.headers["retry-after"]) >= 1


def test_the_wait_doubles_is_forgotten_and_is_each_ones_own() -> None:
    now = [0.0]
    guesses = Guesses(clock=lambda: now[0])
    waits = []
    for _ in range(20):
        guesses.failed("192.0.2.1")
        waits.append(guesses.wait("192.0.2.1"))
    assert waits[:6] == [0, 0, 1, 2, 4, 8]
    assert max(waits) == 300
    assert guesses.wait("192.0.2.2") == 0
    now[0] = 301
    assert guesses.wait("192.0.2.1") == 0
    guesses.came_in("192.0.2.1")
    guesses.failed("192.0.2.1")
    assert guesses.wait("192.0.2.1") == 0


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("/a/b?c=d&e=%20", "/a/b?c=d&e=%20"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("/\t/evil.example", "/"),
        ("/log-in?next=/", "/"),
        ("", "/"),
        ("/ü", "/%C3%BC"),
    ],
)
def test_after_logging_in_one_stays_on_this_site(target: str, where: str) -> None:
    assert here(target) == where


def test_what_was_signed_comes_back_and_nothing_else_does() -> None:
    key = b"k" * 32
    text = signed("a.value", key)
    assert unsigned(text, key) == "a.value"
    assert unsigned(text, b"other") is None
    for other in (None, "", ".", "a.value", text[:-1], f"b{text}", f"{text}ü", "\udc80.x"):
        assert unsigned(other, key) is None


# Limits


def test_a_long_address_is_refused(site: Site) -> None:
    client = site()
    assert client.get(f"/quiet?q={'x' * (LONGEST_ADDRESS - 20)}").status_code == 200
    answer = client.get(f"/quiet?q={'x' * LONGEST_ADDRESS}")
    assert answer.status_code == 414
    assert "longer than 8,192 bytes" in answer.text


def test_a_large_body_is_refused_however_it_is_sent(site: Site) -> None:
    client = site()
    token = form_token(client)
    headers = {"X-CSRF-Token": token, "Content-Type": "text/plain"}
    assert client.post("/change", content=b"x" * LONGEST_BODY, headers=headers).status_code != 413
    whole = client.post("/change", content=b"x" * (LONGEST_BODY + 1), headers=headers)
    assert whole.status_code == 413
    assert whole.headers["connection"] == "close"

    def parts() -> object:  # no length is told
        for _ in range(LONGEST_BODY // 1000 + 1):
            yield b"x" * 1000

    assert client.post("/change", content=parts(), headers=headers).status_code == 413  # type: ignore[arg-type]
    lying = {**headers, "Content-Length": "-1"}
    assert client.post("/change", content=b"x", headers=lying).status_code == 413


def asked(path: str = "/", method: str = "GET", headers: tuple[tuple[bytes, bytes], ...] = ()) -> Scope:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 8710),
        "headers": [(b"host", b"localhost"), *headers],
    }


async def status_of(app: Limits, scope: Scope, receive: Receive) -> int:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return int(sent[0]["status"])


async def nothing() -> Message:
    await anyio.sleep_forever()
    raise AssertionError


def test_a_slow_body_is_not_waited_for_and_half_a_body_is_none() -> None:
    within: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        within.append(scope)

    limits = Limits(app, page=problem_page, body_seconds=0.01)

    async def left() -> Message:
        return {"type": "http.disconnect"}

    assert anyio.run(status_of, limits, asked(method="POST"), nothing) == 408
    assert anyio.run(status_of, limits, asked(method="POST"), left) == 400
    assert within == []


def test_so_many_at_once_and_no_more() -> None:
    async def main() -> tuple[int, list[int]]:
        go = anyio.Event()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await go.wait()
            await PlainTextResponse("done")(scope, receive, send)

        limits = Limits(app, page=problem_page, at_once=3)
        statuses: list[int] = []

        async def one() -> None:
            statuses.append(await status_of(limits, asked(), nothing))

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(one)
            await anyio.wait_all_tasks_blocked()
            refused = await status_of(limits, asked(), nothing)
            go.set()
        await one()
        return refused, statuses

    assert anyio.run(main) == (503, [200] * 4)


# Faults


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/none", 404, ["There is no such page.", "mistyped", "Begin at the overview"]),
        ("/gone", 404, ["There is no article 7."]),
        ("/question", 400, ["Nobody is called &lt;b&gt;Kym&lt;/b&gt;.", "Mistyped.", "Write Kim."]),
        ("/not-there", 404, ["The record has no such actor.", "Look in the list."]),
        ("/damaged", 503, ["A part is gone."]),
        ("/no-review", 400, ["There is no review 7."]),
        ("/met", 409, ["Ada &lt;b&gt;Ek&lt;/b&gt; has reviewed this entry meanwhile"]),
        ("/number?of=many", 400, ["cannot be understood", "“of”: input should be a valid integer"]),
        ("/faulty", 500, ["a fault in communique itself", "Please report it"]),
    ],
)
def test_errors_are_pages_in_the_words_of_the_house(path: str, status: int, words: list[str], site: Site) -> None:
    answer = site().get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    for part in words:
        assert part in answer.text


def test_a_method_that_a_page_does_not_take(site: Site) -> None:
    client = site()
    answer = client.post("/quiet", data={"csrf": form_token(client)})
    assert answer.status_code == 405
    assert "does not take POST" in answer.text
    assert answer.headers["allow"] == "GET"


def test_a_fault_is_told_on_the_terminal_and_not_to_the_visitor(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    answer = site().get("/api/faulty")
    assert answer.status_code == 500
    assert set(answer.json()) == {"what", "cause", "fix"}
    for part in ("ZeroDivision", "secret", "Traceback", "test_safety"):
        assert part not in answer.text
    assert "GET /api/faulty" in caplog.text
    assert "a secret" in caplog.text
    assert "\x1b" not in caplog.text


def test_under_api_errors_are_json(site: Site) -> None:
    answer = site().get("/api/number?of=many")
    assert answer.status_code == 400
    assert answer.json()["what"] == "What was asked cannot be understood."
    assert site().get("/api/none").json()["what"] == "There is no such page."


def test_half_an_answer_is_not_taken_for_a_whole_one(site: Site) -> None:
    with pytest.raises(ZeroDivisionError):
        site().get("/half")

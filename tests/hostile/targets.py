"""The doors by which hostile input comes in: each takes bytes, and raises where what must hold does not.

The same functions are driven by hypothesis (the tests), by a seeded mutator and by atheris (`python -m
tests.hostile.fuzz`). Errors that communique raises on purpose are no finding where they are documented.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from communique.annotate import annotate, dated
from communique.desk import Desk
from communique.desk.examine import examine
from communique.desk.laying import knowledge_of
from communique.encoder import Understanding
from communique.errors import DeskError, RecordError
from communique.gather import Columns, Unread, article_of, gather
from communique.gather.json_files import read_json_lines
from communique.gather.pages import article_of_page
from communique.gather.sources import LIMIT
from communique.gather.warc import read_warc
from communique.gather.web.articles import read_fetched
from communique.gather.web.lists import LONGEST_URL, kind_of, listing_of
from communique.gather.web.outcome import Fetched
from communique.layout import layout
from communique.reading import Article, Span
from communique.record.columns import TABLES
from communique.record.manifest import parse, render, verify_sizes
from communique.record.tables import rows
from communique.resolve import resolve
from communique.reviews import Review, Reviews
from communique.reviews.exchange import read as read_exchange
from communique.reviews.fields import FIELDS
from communique.statements import quotation_of, quoted
from communique.statements.sentences import Sentences, paragraphs
from communique.times import look, reckoned
from communique.watch.sources import parse_sources
from tests.hostile import holding, pieces

LONGEST = 4_096
"""Bytes of a text: one of that length must be read in less than a second, whatever it is made of."""

LONGEST_FILE = 8_192
"""Bytes of what is no text: room for numbers of more digits than Python reads."""

CHARSETS = (None, "utf-8", "windows-1252", "shift_jis", "gb18030", "utf-16", "iso-2022-jp", "x-unknown")
DAYS = (None, "2019-04-12", "0001-01-01", "9999-12-31", "2020-02-29")
URLS = (None, "https://harbour.example/2019/04/talks", "https://harbour.example/9999/12/x", "http://[::1")
BEFORE = "The minister said that talks would resume in the spring."
AFTER = "Officials said that the second round was called off again."


@dataclass(frozen=True, slots=True)
class Target:
    """A door: what is tried at it, of which pieces inputs are made there, and what it begins with.

    `share` is how much of all inputs is tried here: doors that are quick to try get more.
    """

    name: str
    attempt: Callable[[bytes], object]
    pieces: Sequence[str]
    seeds: Callable[[], Sequence[bytes]]
    share: int
    longest: int = LONGEST


def text_of(data: bytes) -> tuple[int, str]:
    """A number that chooses among what goes with a text, and a text as gather lets it in."""
    return (data[0] if data else 0), data[1:].decode("utf-8", "replace").replace("\0", " ")


def article_in(data: bytes) -> Article | None:
    """An article in English, with or without a day, an address and a headline; None where there is no text."""
    number, text = text_of(data)
    if not text or text.isspace():
        return None
    day, url = DAYS[number % len(DAYS)], URLS[number // 8 % len(URLS)]
    title = text.split("\n", 1)[0][:120] if number & 64 else None
    return replace(article_of(text, published=day, url=url, title=title), language="en")


# ---- gather


def of_file(ending: str, data: bytes) -> None:
    """A file with such a name."""
    path = scratch() / f"input{ending}"
    path.write_bytes(data)
    holding.gathered(gather([path]))


def of_packed_file(ending: str, data: bytes) -> None:
    """The same, packed; and the bytes as what is packed already."""
    of_file(f"{ending}.gz", gzip.compress(data, 1))
    of_file(f"{ending}.gz", data)


def of_page(data: bytes) -> None:
    """A page, in whatever charset the host said; as a file, and as it was fetched."""
    charset, page = CHARSETS[(data[0] if data else 0) % len(CHARSETS)], data[1:]
    holding.gathered([article_of_page(page, "page.html", limit=LIMIT, charset=charset)])
    fetched = Fetched("https://harbour.example/a", page, "text/html", charset)
    holding.gathered(read_fetched(fetched, Columns(), LIMIT))


def of_lines(data: bytes) -> None:
    """A line between two good ones, which must come out whole."""
    good = [json.dumps({"text": text}).encode() for text in (BEFORE, AFTER)]
    lines = [good[0], data.replace(b"\n", b" ").removeprefix(b"\xef\xbb\xbf"), good[1], b""]
    _between(holding.gathered(read_json_lines(BytesIO(b"\n".join(lines)), "x.jsonl", Columns(), LIMIT)))


def of_archive(data: bytes) -> None:
    """A record of an archive between two good ones, which must come out whole."""
    good = [_http(f"<html><body><article><p>{text}</p></article></body></html>".encode()) for text in (BEFORE, AFTER)]
    found = read_warc(BytesIO(b"".join(map(_record, (good[0], data, good[1])))), "x.warc", Columns(), LIMIT)
    _between(holding.gathered(found))


def of_list(data: bytes) -> None:
    """A feed or a sitemap: links that can be fetched, and nothing else."""
    charset = CHARSETS[(data[0] if data else 0) % len(CHARSETS)]
    listing = listing_of(Fetched("https://harbour.example/feed", data[1:], "application/xml", charset))
    assert (listing is None) == (kind_of(data[1:]) is None)
    if listing is None:
        return
    for url in (*(link.url for link in listing.links), *listing.lists):
        assert url.startswith(("http://", "https://"))
        assert len(url) <= LONGEST_URL
        with suppress(UnicodeEncodeError):  # half characters are told apart where the URL is asked for
            url.encode()
    assert listing.lost >= 0
    assert len({link.url for link in listing.links}) == len(listing.links)


def _between(found: Sequence[Article | Unread]) -> None:
    texts = [item.text for item in found if isinstance(item, Article)]
    assert texts[:1] == [BEFORE], "what stands before an input was lost"
    assert texts[-1:] == [AFTER], "what stands behind an input was lost"


def _record(block: bytes) -> bytes:
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour.example/a\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _http(page: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n\r\n"
    return head.encode() + page


# ---- one article


def of_layout(data: bytes) -> None:
    article = article_in(data)
    if article is not None:
        holding.blocks(layout(article), article.text)


def of_quotations(data: bytes) -> None:
    """Marks paired in the whole text and in two parts of it; how much of a content they quote; its sentences."""
    number, text = text_of(data)
    whole = Span(0, len(text))
    quotes = quoted(text, whole)
    holding.quotes(quotes, text)
    middle = len(text) * number // 256
    holding.quotes(quoted(text, Span(0, middle), Span(middle, len(text))), text)
    assert quotation_of(text, (Span(0, middle),), quotes) in ("direct", "mixed", "indirect")
    holding.inside(text, *paragraphs(text, whole))
    sentences = Sentences(text)
    assert sentences.start(middle) <= middle <= sentences.end(middle)


def of_times(data: bytes) -> None:
    article = article_in(data)
    if article is not None:
        blocks = layout(article)
        article = dated(article, blocks)
        holding.times(reckoned(article, look(article, blocks)), article.text)


def of_dating(data: bytes) -> None:
    """The days between which an article without a date was written."""
    from communique import dating

    article = article_in(data)
    if article is None:
        return
    article = replace(article, published=None, published_basis="unknown")
    blocks = layout(article)
    ends = Sentences(article.text)
    sentences = tuple(Span(ends.start(p.start), p.end) for p in paragraphs(article.text, Span(0, len(article.text))))
    known = knowledge_of(None)
    who = resolve(article, blocks, Understanding(sentences=sentences), known)
    seen = look(article, blocks, sentences)
    found, problems = dating.dated(article, blocks, who, sentences, seen, known)
    holding.article(found)
    holding.problems(problems, article.text)
    holding.inside(article.text, *holding.spans_in(found), *holding.spans_in(who.mentions))
    if found.dating is not None:
        for day in (found.dating.begin, found.dating.end):
            assert day is None or date.fromisoformat(day)
        assert found.dating.begin is None or found.dating.end is None or found.dating.begin <= found.dating.end
    holding.times(reckoned(found, seen, who.ids), found.text)


def of_article(data: bytes) -> None:
    """All of it: the reading, and the rows of the record that come of it."""
    import pyarrow as pa

    from communique.record.columns import schemas

    article = article_in(data)
    if article is None:
        return
    reading = annotate(article)
    holding.reading(reading, article.text)
    for table, found in rows(reading).items():
        pa.Table.from_pylist(found, schema=schemas()[table])


# ---- files of the user's own, and of the record


def of_manifest(data: bytes) -> None:
    """A manifest, or a RecordError; what was made of it is the same after it was written."""
    folder = scratch()
    try:
        manifest = parse(data, folder / "manifest.json")
    except RecordError as error:
        holding.encodable(str(error))
        return
    assert parse(render(manifest), folder / "manifest.json") == replace(manifest)
    assert all(part.rows >= 0 and part.bytes >= 0 and part.table in TABLES for part in manifest.parts)
    with suppress(RecordError):
        verify_sizes(folder, manifest.parts)


def of_desk(data: bytes) -> None:
    """A desk that can be laid over the tables, or faults that can be printed."""
    desk, faults = examine(data.decode("utf-8", "replace"), path="desk.toml")
    lines = data.decode("utf-8", "replace").count("\n") + 1
    for fault in faults:
        holding.encodable(str(fault))
        assert fault.line is not None
        assert 1 <= fault.line <= lines
    if not faults:
        assert hash(desk) == hash(Desk.parse(data.decode("utf-8", "replace")))
        knowledge_of(desk)
    else:
        with suppress(DeskError):
            Desk.parse(data.decode("utf-8", "replace"))


def of_sources(data: bytes) -> None:
    """Sources to watch, or faults that can be printed."""
    text = data.decode("utf-8", "replace")
    sources, faults = parse_sources(text, "SOURCES.toml")
    for fault in faults:
        holding.encodable(str(fault))
        assert 1 <= fault.line <= text.count("\n") + 1
    assert bool(sources.sources) != bool(faults)
    for source in sources.sources:
        assert source.url.startswith(("http://", "https://"))
        assert source.every >= 30
    assert sources.agent.isascii()


def of_reviews(data: bytes) -> None:
    """Lines of reviews from elsewhere: each taken or said to be none, and kept as it was."""
    good = json.dumps({"version": 1, "review": json.loads(_review())})
    lines = [good, *data.decode("utf-8", "surrogateescape").split("\n"), good]
    exchange = read_exchange(lines)
    assert exchange.reviews[0] == exchange.reviews[-1]
    for unread in exchange.unread:
        assert 1 < unread.line < len(lines)
        holding.encodable(unread.why)
    for review in exchange.reviews:
        assert Review.from_dict(json.loads(json.dumps(review.to_dict()))) == review
    if len(exchange.reviews) > 2:
        with tempfile.TemporaryDirectory(dir=scratch()) as folder:
            taken = Reviews.open(folder).take(exchange.reviews)
            assert taken.new + taken.known == len(exchange.reviews)
            assert len(Reviews.open(folder).all()) == taken.new


@cache
def scratch() -> Path:
    """A folder of this process, removed at its end; in memory where there is such a place."""
    memory = Path("/dev/shm")
    folder = tempfile.TemporaryDirectory(prefix="hostile-", dir=memory if memory.is_dir() else None)
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


# ---- seeds: our own texts, small, one of each kind


def _texts() -> list[str]:
    found = sorted(files("communique.dispatches").iterdir(), key=lambda entry: entry.name)
    dispatches = [entry.read_text(encoding="utf-8") for entry in found if entry.name.endswith(".txt")]
    made = [
        '"We are ready," Kim Jong Un told officials on Friday, KCNA reported. “He said: ‘Go,’” an aide added.',
        "SEOUL, May 5 (Reuters) - Two weeks ago, on the last day of February 2018, talks were called off until noon.",
        "Kim Meets Lee\n\nPhoto: AP\n\nBy Ann Day\n\nIran offered to close its reactor if the US lifted sanctions.",
        "Read more: Talks fail\n\nThe second summit of the US and Iran was held in Geneva. He said it failed.",
    ]
    return [text[:1_500] for text in (*made, *dispatches[:12])]


def _text_seeds() -> list[bytes]:
    return [bytes([number * 37 % 256]) + text.encode() for number, text in enumerate(_texts())]


def _plain_seeds() -> list[bytes]:
    texts = _texts()[:6]
    return [texts[0].encode("utf-16"), b"\xef\xbb\xbf" + texts[1].encode(), *(text.encode() for text in texts)]


def _page_seeds() -> list[bytes]:
    found = sorted(files("communique.dispatches").iterdir(), key=lambda entry: entry.name)
    pages = [entry.read_bytes()[:3_500] for entry in found if entry.name.endswith(".html")]
    made = (
        f"<html><head><title>Talks</title></head><body><article><p>{BEFORE}</p><p>{AFTER}</p></article></body></html>"
    )
    return [bytes([number]) + page for number, page in enumerate((made.encode(), made.encode("utf-16"), *pages))]


def _json_seeds() -> list[bytes]:
    row = {"text": BEFORE, "title": "Talks", "published": "2019-04-12", "url": "https://harbour.example/1", "id": 7}
    whole = {"version": 1, "article": {**row, "published_basis": "dateline"}}
    return [json.dumps(row).encode(), json.dumps([row, {"text": AFTER}]).encode(), json.dumps(whole).encode(), b"[]"]


def _table_seeds(delimiter: str) -> list[bytes]:
    text = f'text,title,published\n"{BEFORE}",Talks,2019-04-12\n"{AFTER} ""Go"", he\nsaid",,\n'
    return [text.replace(",", delimiter).encode(), text.replace(",", delimiter).encode("utf-16"), b"text\nx\n"]


def _parquet_seeds() -> list[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    seeds = []
    for codec in ("none", "zstd"):
        sink = pa.BufferOutputStream()
        table = pa.table({"text": [BEFORE, AFTER, None], "published": [date(2019, 4, 12), None, None], "id": [1, 2, 3]})
        pq.write_table(table, sink, compression=codec)
        seeds.append(sink.getvalue().to_pybytes())
    return seeds


def _archive_seeds() -> list[bytes]:
    page = f"<html><body><article><p>{BEFORE}</p><p>{AFTER}</p></article></body></html>".encode()
    packed = gzip.compress(page)
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    )
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n"
    return [_http(page), head.encode() + packed, chunked % (len(page), page), b"HTTP/1.1 301 Moved\r\n\r\n"]


def _whole_archive_seeds() -> list[bytes]:
    records = [_record(block) for block in _archive_seeds()]
    return [b"".join(records), b"".join(gzip.compress(record) for record in records[:2])]


def _list_seeds() -> list[bytes]:
    told = "<pubDate>Fri, 12 Apr 2019 10:00:00 GMT</pubDate>"
    item = f"<item><title>Talks</title><link>https://harbour.example/1</link>{told}</item>"
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title>{item}</channel></rss>'
    entry = '<entry><title>Talks</title><link href="/2"/><published>2019-04-12T10:00:00Z</published></entry>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>{entry}</feed>'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    urls = f"<urlset {space}><url><loc>https://harbour.example/3</loc><lastmod>2019-04-12</lastmod></url></urlset>"
    index = f"<sitemapindex {space}><sitemap><loc>https://harbour.example/4.xml</loc></sitemap></sitemapindex>"
    return [b"\0" + text.encode() for text in (rss, atom, urls, index)]


def _manifest_seeds() -> list[bytes]:
    part = {"table": "articles", "name": "articles-1.parquet", "rows": 2, "bytes": 90, "sha256": "0" * 64}
    whole = {
        "layout": 3,
        "snapshot": 2,
        "woven": {"snapshot": 2, "articles": 2, "version": 3},
        "parts": [part, {**part, "table": "statements", "name": "s.parquet", "origins": [[1, 1], [2, 1]]}],
    }
    return [json.dumps(whole).encode(), b'{"layout":1,"snapshot":0,"parts":[]}']


def _desk_seeds() -> list[bytes]:
    example = (files("communique.desk") / "example.toml").read_text(encoding="utf-8")
    small = (
        '[desk]\nname = "Ferries"\ndrop = ["kcna"]\n\n[[actor]]\nid = "ada-lund"\nname = "Ada Lund"\nkind = "person"\n'
        'country = "NOR"\nroles = [{ title = "minister", of = "NOR", from = "2019-01", to = "now" }]\n\n'
        '[[outlet]]\nid = "harbour-post"\nname = "Harbour Post"\nkind = "paper"\ndomains = ["harbour.example"]\n\n'
        '[[issue]]\nid = "ferries"\nname = "Ferries"\nwords = ["ferry"]\n'
    )
    return [small.encode(), *(part.encode() for part in example.split("\n\n")[:12]), example.encode()[:LONGEST]]


def _source_seeds() -> list[bytes]:
    text = (
        '[watch]\nevery = "15 minutes"\npause = "2 seconds"\ncontact = "desk@harbour.example"\n\n[[source]]\n'
        'url = "https://harbour.example/feed"\nname = "Harbour"\ndays = 7\nprivate = false\n'
    )
    return [text.encode(), b'[[source]]\nurl = "https://harbour.example/map.xml"\n']


def _review() -> bytes:
    nothing = {"spans": [], "words": ""}
    values = {
        **dict.fromkeys(FIELDS["statement"]),
        "source": {"spans": [[0, 3]], "words": "Kim"},
        "cue": nothing,
        "content": nothing,
        "chain": [],
        "quotation": "direct",
        "certainty": "asserted",
        "when": ["2019-04-12", "2019-04-12"],
    }
    place = {"article": "0" * 16, "kind": "statement", "item": "s1", "reading": "0" * 16, "spans": [[0, 4]]}
    entry = {**place, "words": "Kim", "values": values}
    review = {"verdict": "accept", "who": "Ann Day", "entry": entry, "id": "r1", "at": "2019-04-12T09:30:00Z"}
    return json.dumps(review).encode()


def _review_seeds() -> list[bytes]:
    review = json.loads(_review())
    more = [
        {**review, "id": "r2"},
        {
            **review,
            "id": "r3",
            "verdict": "correct",
            "before": {"certainty": "asserted"},
            "after": {"certainty": "denied"},
        },
        {**review, "id": "r4", "verdict": "undo", "undoes": "r2", "note": "no"},
    ]
    return ["\n".join(json.dumps({"version": 1, "review": one}) for one in more[: n + 1]).encode() for n in range(3)]


_MARKUP_TEXT = (*pieces.MARKUP, *pieces.MARKUP, *pieces.TEXT)
_JSON_TEXT = (*pieces.JSON, *pieces.JSON, *pieces.TEXT)

TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target("gather-txt", partial(of_file, ".txt"), pieces.TEXT, _plain_seeds, 5),
        Target(
            "gather-gz",
            partial(of_packed_file, ".jsonl"),
            _JSON_TEXT,
            lambda: [gzip.compress(s) for s in _json_seeds()],
            3,
        ),
        Target("gather-html", of_page, _MARKUP_TEXT, _page_seeds, 3),
        Target("gather-json", partial(of_file, ".json"), _JSON_TEXT, _json_seeds, 6, LONGEST_FILE),
        Target("gather-jsonl", of_lines, _JSON_TEXT, _json_seeds, 6, LONGEST_FILE),
        Target(
            "gather-csv",
            partial(of_file, ".csv"),
            (*pieces.TABLE, *pieces.TEXT),
            lambda: _table_seeds(","),
            6,
            LONGEST_FILE,
        ),
        Target(
            "gather-tsv",
            partial(of_file, ".tsv"),
            (*pieces.TABLE, *pieces.TEXT),
            lambda: _table_seeds("\t"),
            3,
            LONGEST_FILE,
        ),
        Target("gather-parquet", partial(of_file, ".parquet"), pieces.TABLE, _parquet_seeds, 3, LONGEST_FILE),
        Target("gather-warc", partial(of_file, ".warc"), _MARKUP_TEXT, _whole_archive_seeds, 3, LONGEST_FILE),
        Target("gather-record", of_archive, _MARKUP_TEXT, _archive_seeds, 3),
        Target("feeds", of_list, pieces.FEED, _list_seeds, 8, LONGEST_FILE),
        Target("layout", of_layout, pieces.TEXT, _text_seeds, 10),
        Target("quotations", of_quotations, (*pieces.MARKS, *pieces.TEXT), _text_seeds, 12),
        Target("times", of_times, (*pieces.TIMES, *pieces.TEXT), _text_seeds, 10),
        Target("dating", of_dating, (*pieces.TIMES, *pieces.TEXT), _text_seeds, 5),
        Target("annotate", of_article, pieces.TEXT, _text_seeds, 3),
        Target("manifest", of_manifest, (*pieces.MANIFEST, *pieces.JSON), _manifest_seeds, 10, LONGEST_FILE),
        Target("desk", of_desk, pieces.TOML, _desk_seeds, 2, LONGEST_FILE),
        Target("sources", of_sources, pieces.TOML, _source_seeds, 5, LONGEST_FILE),
        Target("reviews", of_reviews, (*pieces.REVIEW, *pieces.JSON), _review_seeds, 5, LONGEST_FILE),
    )
}

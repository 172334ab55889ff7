from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gather import Unread, gather
from communique.gather.unread import Columns
from communique.gather.web import Fetched, Fetcher, Limits, listing_of, read_url
from communique.gather.web.asking import Target, target_of
from communique.gather.web.lists import kind_of
from communique.gather.web.manners import Rules
from communique.reading import Article
from tests.gather.misbehaving import Host, Reply, bomb, feed, page, serving

XML = {"Content-Type": "application/xml"}
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{base}/one</loc><news:news><news:publication><news:name>Tolvania Today</news:name></news:publication>
<news:publication_date>2019-03-12T10:00:00+01:00</news:publication_date><news:title>Ministers &amp; ferries</news:title>
</news:news></url>
<url><loc> {base}/two </loc><lastmod>2020-01-01</lastmod></url>
<url><loc>javascript:alert(1)</loc></url>
</urlset>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}/news/"><title>News</title>
<entry><title>One</title><link rel="alternate" href="/one"/><updated>2021-01-01T00:00:00Z</updated>
<published>2019-03-12T23:00:00-05:00</published></entry>
<entry><title>Two</title><link href="{base}/two"/><updated>2021-01-01T00:00:00Z</updated></entry>
</feed>"""


@pytest.fixture
def host() -> Iterator[Host]:
    with serving() as host:
        host.replies["/one"] = Reply(page("Ministers meet", "We will sign in the autumn,"))
        host.replies["/two"] = Reply(page("Ferry stopped", "No ferry will sail this week,"))
        yield host


def read(url: str) -> list[Article | Unread]:
    fetcher = Fetcher(limits=Limits(size=300_000, seconds=2.0, redirects=3, pause=0.0), private=True)
    return list(read_url(url, fetcher, Columns(), 5_000_000))


def articles(url: str) -> list[Article]:
    return [item for item in read(url) if isinstance(item, Article)]


def test_a_page_is_an_article_with_the_url_it_was_fetched_from(host: Host) -> None:
    host.replies["/old"] = Reply(status=301, headers={"Location": "/one"})
    (article,) = articles(host.url("/old"))
    assert "“We will sign in the autumn,” she told reporters" in article.text
    assert article.url == article.path == host.url("/one")


def test_a_page_is_not_believed_to_be_one_of_another_host(host: Host) -> None:
    head = '<link rel="canonical" href="https://herald.example/2018/05/06/story">'
    host.replies["/2019/03/12/one"] = Reply(page(head=head))
    (article,) = articles(host.url("/2019/03/12/one"))
    assert article.url == host.url("/2019/03/12/one")
    assert (article.published, article.published_basis) == ("2019-03-12", "url")


def test_a_page_may_name_its_better_address_on_the_same_host(host: Host) -> None:
    host.replies["/one?from=mail"] = Reply(page(head=f'<link rel="canonical" href="{host.url("/story")}">'))
    (article,) = articles(host.url("/one?from=mail"))
    assert article.url == host.url("/story")


@pytest.mark.parametrize("told", ["text/html; charset=windows-1252", "text/html; charset=utf-8", "text/html"])
@pytest.mark.parametrize("declared", ['<meta charset="windows-1252">', '<meta charset="utf-8">', ""])
def test_a_wrong_charset_is_found_out_or_said(host: Host, told: str, declared: str) -> None:
    for number, encoding in enumerate(("utf-8", "cp1252")):
        body = page(head=declared).decode().encode(encoding)
        host.replies[f"/{number}"] = Reply(body, headers={"Content-Type": told})
        (found,) = read(host.url(f"/{number}"))
        if encoding == "utf-8" or "1252" in told + declared:
            assert isinstance(found, Article)
            assert "café" in found.text
            assert "“We" in found.text
        else:
            assert isinstance(found, Unread)
            assert "undecodable" in found.message


def test_a_plain_text(host: Host) -> None:
    text = "Talks begin\n\nThey began, she said.\n"
    host.replies["/a.txt"] = Reply(text.encode(), headers={"Content-Type": "text/plain"})
    (article,) = articles(host.url("/a.txt"))
    assert article.text == text


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4"])
def test_other_kinds_are_said(host: Host, kind: str) -> None:
    host.replies["/a"] = Reply(b"%PDF-1.7", headers={"Content-Type": kind})
    (found,) = read(host.url("/a"))
    assert isinstance(found, Unread)
    assert kind in found.message


def test_the_links_of_a_feed_are_read_and_a_bad_one_costs_itself_alone(host: Host) -> None:
    host.replies["/bomb"] = bomb(100)
    host.replies["/empty"] = Reply(b"")
    links = [host.url(path) for path in ("/one", "/gone", "/bomb", "/empty", "/two", "/one#part")]
    host.replies["/feed"] = Reply(feed(*links), headers={"Content-Type": "application/rss+xml"})
    found = read(host.url("/feed"))
    assert [type(item) for item in found] == [Article, Unread, Unread, Unread, Article]
    assert [item.path for item in found] == links[:5]


def test_the_list_tells_what_the_page_does_not(host: Host) -> None:
    host.replies["/feed"] = Reply(ATOM.format(base=host.base).encode(), headers=XML)
    first, second = articles(host.url("/feed"))
    assert (first.published, first.published_basis) == ("2019-03-12", "metadata")
    # The day of a change is no day of publication.
    assert (second.published, second.published_basis) == (None, "unknown")


def test_what_the_page_says_itself_goes_before_the_list(host: Host) -> None:
    host.replies["/one"] = Reply(page(head='<meta property="article:published_time" content="2019-02-02T00:00:00Z">'))
    host.replies["/feed"] = Reply(feed(host.url("/one")), headers=XML)
    (article,) = articles(host.url("/feed"))
    assert (article.title, article.published) == ("Ministers meet", "2019-02-02")


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_of_news(host: Host, packed: bool) -> None:
    data = NEWS.format(base=host.base).encode()
    host.replies["/news.xml.gz"] = Reply(
        gzip.compress(data) if packed else data, headers={"Content-Type": "application/x-gzip"}
    )
    found = read(host.url("/news.xml.gz"))
    assert [type(item) for item in found] == [Unread, Article, Article]
    assert isinstance(found[1], Article)
    assert isinstance(found[2], Article)
    assert (found[1].published, found[2].published) == ("2019-03-12", None)


def test_an_index_of_sitemaps_that_leads_back_to_itself(host: Host) -> None:
    host.replies["/index.xml"] = Reply(
        f"<sitemapindex><sitemap><loc>{host.base}/index.xml</loc></sitemap>"
        f"<sitemap><loc>{host.base}/news.xml</loc></sitemap></sitemapindex>".encode(),
        headers=XML,
    )
    host.replies["/news.xml"] = Reply(NEWS.format(base=host.base).encode(), headers=XML)
    assert len(articles(host.url("/index.xml"))) == 2
    assert sorted(host.paths()) == ["/index.xml", "/news.xml", "/one", "/two"]


def test_an_index_of_sitemaps_without_an_end(host: Host) -> None:
    for depth in range(9):
        host.replies[f"/{depth}"] = Reply(
            f"<sitemapindex><sitemap><loc>{host.base}/{depth + 1}</loc></sitemap></sitemapindex>".encode(), headers=XML
        )
    (found,) = read(host.url("/0"))
    assert isinstance(found, Unread)
    assert "more lists than are followed" in found.message
    assert host.paths() == ["/0", "/1", "/2", "/3"]


def test_entities_that_grow_or_read_files_stay_what_they_are(host: Host) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = (
        f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/hostname">{laughs}]>'
    )
    body = f"{head}<urlset><url><loc>{host.base}/&f;&l9;</loc></url><url><loc>{host.base}/one</loc></url></urlset>"
    host.replies["/news.xml"] = Reply(body.encode(), headers=XML)
    assert all(isinstance(item, Unread) for item in read(host.url("/news.xml"))[:1])
    assert not set(host.paths()) - {"/news.xml", "/one"}


def test_a_feed_that_breaks_off_gives_what_it_has(host: Host) -> None:
    whole = feed(host.url("/one"), host.url("/two"))
    host.replies["/feed"] = Reply(whole[: whole.index(b"Item 1")], headers=XML)
    *told, article = read(host.url("/feed"))
    assert any(isinstance(item, Unread) and "The list is damaged" in item.message for item in told)
    assert isinstance(article, Article)


def test_an_empty_list_is_said(host: Host) -> None:
    host.replies["/feed"] = Reply(feed(), headers=XML)
    (found,) = read(host.url("/feed"))
    assert isinstance(found, Unread)
    assert "empty" in found.message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<rss version='2.0'>", "rss"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> --><feed xmlns='x'>", "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><rss>".encode("utf-16"), "rss"),
        (b"<rdf:RDF xmlns:rdf='x'>", "RDF"),
        (b"<!DOCTYPE html><html><body><rss></body>", None),
        (b"the word <rss> in a text", None),
        (b"<feedback>", None),
        (b"", None),
    ],
)
def test_a_list_is_known_by_its_root(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind


def test_gather_takes_urls_among_files(host: Host, tmp_path: object) -> None:
    assert [item.path for item in gather([host.url("/one")], private=True)] == [host.url("/one")]
    (refused,) = gather([host.url("/one")])
    assert isinstance(refused, Unread)
    assert "no public address" in refused.message


FEED = feed("http://a.example/1", "http://a.example/2")


@given(st.data())
def test_no_damage_to_a_list_is_more_than_that(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([FEED, NEWS.encode(), ATOM.encode(), b"<rss><channel>", b"<feed>", b"<urlset>"]))
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    damaged = whole[:start] + data.draw(st.binary(max_size=12)) + whole[end:]
    listing = listing_of(
        Fetched("http://a.example/feed", damaged, "application/xml", data.draw(st.sampled_from([None, "x"])))
    )
    if listing is not None:
        assert all(link.url.startswith(("http://", "https://")) for link in listing.links)


@given(st.text(max_size=60).map(lambda words: f"http://{words}") | st.text(max_size=60))
def test_no_url_is_more_than_refused(url: str) -> None:
    target = target_of(url)
    if isinstance(target, Target):
        assert target.host.isascii()
        assert target.path.isascii()
        assert target.path.startswith("/")
        assert not set(target.path + target.host) & set(" \r\n\t\0")


@pytest.mark.parametrize("words", [b"<a>", b"<item>", b"&amp;<", b"<item><title>x"])
def test_a_feed_of_elements_never_closed_takes_no_time(
    cpu_seconds: Callable[[Callable[[], object]], float], words: bytes
) -> None:
    found = Fetched("http://a.example/feed", b"<rss><channel>" + words * 300_000, "application/xml")
    assert cpu_seconds(lambda: listing_of(found)) < 1.0


@pytest.mark.parametrize(
    ("declared", "told", "encoding"),
    [
        ("windows-1252", None, "cp1252"),
        (None, "windows-1252", "cp1252"),
        (None, "windows-1252", "utf-8"),
        (None, None, "utf-8"),
    ],
)
def test_the_charset_of_a_feed(declared: str | None, told: str | None, encoding: str) -> None:
    text = FEED.decode().replace("Item 0", "Café").replace('<?xml version="1.0"?>', "")
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    listing = listing_of(Fetched("http://a.example/feed", (head + text).encode(encoding), "application/xml", told))
    assert listing is not None
    assert [link.title for link in listing.links] == ["Café", "Item 1"]


@given(
    st.binary(max_size=300)
    | st.text(alphabet="User-agent: *\nDisallowCrawl-delay/$%41é\0", max_size=300).map(str.encode)
)
def test_no_robots_txt_is_more_than_passed_over(data: bytes) -> None:
    rules = Rules.of(data)
    assert rules.allow("http://a.example/a?b=%41", "communique") in (True, False)
    assert 0.0 <= rules.pause("communique") <= 60.0

"""The page of an article in a real browser: what is under the pointer, which layers are shown, what is dragged over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from communique.gather import article_of
from communique.reading import Block, Party, Passage, Reading, Span, Statement
from communique.record import Record
from tests.web.browser.conftest import AxeCheck, Shot
from tests.web.serving import Site, serving

TEXT = (
    "“No 😀 talks,” said 𝔄da Ek.\r\n\r\nShe went on:\r\n“Not \u202ethis\u202c year,” and left.\n\nThe boats had gone."
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture(scope="module")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One article, whose text has signs that a browser counts twice, breaks of two signs, and control signs."""
    record = Record.open(tmp_path_factory.mktemp("odd") / "record", create=True)
    statement = Statement(
        "s1",
        Party((at("𝔄da Ek"),)),
        Passage((at("said"),)),
        Passage((at("“No 😀 talks,”"), at("“Not \u202ethis\u202c year,”"))),
        "direct",
    )
    blocks = (Block(Span(0, len(TEXT)), "body"),)
    record.add([Reading(article_of(TEXT, path="odd.txt"), blocks, statements=(statement,))])
    with serving(Path(record.path)) as site:
        yield site


def article(site: Site, file: str) -> str:
    """The address of the article from this file."""
    (id_,) = [row.id for row in Record.open(site.record).articles() if (row.path or "").endswith(file)]
    return f"{site.address}/articles/{id_}"


def drag(page: Page, first: str, last: str) -> dict[str, object] | None:
    """What `selectionOffsets` says once everything from the words `first` to the words `last` is selected."""
    found = page.evaluate(
        """([first, last]) => {
            const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
            const places = {};
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (!node.parentElement.closest(".r")) continue;
                if (!places.from && node.data.includes(first)) places.from = [node, node.data.indexOf(first)];
                if (node.data.includes(last)) places.to = [node, node.data.indexOf(last) + last.length];
            }
            getSelection().setBaseAndExtent(...places.from, ...places.to);
            return communique.selectionOffsets();
        }""",
        [first, last],
    )
    assert found is None or isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("talks", "talks", "talks"),
        ("😀", "talks", "😀 talks"),
        ("da Ek", "Ek", "da Ek"),
        ("She", " ", TEXT[TEXT.index("She") : TEXT.index("The") + 3]),  # the blank that was dragged over is left out
        ("went", " year", "went on:\r\n“Not \u202ethis\u202c year"),
        ("said", "gone", TEXT[TEXT.index("said") : TEXT.index(".", TEXT.index("gone"))]),
    ],
)
def test_what_is_dragged_over_is_told_in_code_points(
    first: str, last: str, words: str, odd_site: Site, page: Page
) -> None:
    page.goto(article(odd_site, "odd.txt"))
    found = drag(page, first, last)
    assert found is not None
    assert TEXT[int(str(found["start"])) : int(str(found["end"]))] == words


def test_nothing_selected_is_nothing(odd_site: Site, page: Page) -> None:
    page.goto(article(odd_site, "odd.txt"))
    assert page.evaluate("communique.selectionOffsets()") is None
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    assert page.evaluate("communique.selectionOffsets()") is None


def test_words_that_stand_apart_light_up_together(odd_site: Site, page: Page) -> None:
    page.goto(article(odd_site, "odd.txt"))
    page.locator(".text .r.content").first.hover()
    lit = page.locator(".text .r.lit").all_inner_texts()
    assert "talks" in "".join(lit)
    assert "year" in "".join(lit)
    assert "𝔄da Ek" in lit
    expect(page.locator(".told li")).to_have_text(["Statement: 𝔄da Ek said"])
    page.keyboard.press("Escape")
    expect(page.locator(".text .r.lit")).to_have_count(0)
    expect(page.locator(".told")).to_be_hidden()


def test_the_keyboard_tells_the_same_as_the_pointer(site: Site, page: Page) -> None:
    page.goto(article(site, "2018-05-16-libya.txt"))
    page.locator("#s2").focus()
    expect(page.locator(".told li")).to_have_count(1)
    expect(page.locator("#s2-item")).to_have_class("item of-statements now")
    assert page.locator(".text .r.lit").count() >= 3
    page.keyboard.press("Enter")
    assert page.url.endswith("#s2-item")
    expect(page.locator("#s2-item")).to_be_in_viewport()
    page.locator("#s2-item").get_by_role("link", name="In the text").click()
    expect(page.locator("#s2")).to_be_in_viewport()


def test_layers_are_switched_at_once_and_the_address_says_which(site: Site, page: Page) -> None:
    page.goto(article(site, "2018-05-16-libya.txt"))
    expect(page.locator("#e1")).to_be_hidden()
    expect(page.locator("#s1")).to_be_visible()
    page.get_by_role("checkbox", name="Events").check()
    page.get_by_role("checkbox", name="Statements").uncheck()
    expect(page.locator("#e1")).to_be_visible()
    expect(page.locator("#e1-item")).to_be_visible()
    expect(page.locator("#s1")).to_be_hidden()
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_role("checkbox", name="Events")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Statements")).not_to_be_checked()


def test_layers_can_be_switched_without_scripts(site: Site, bare_page: Page) -> None:
    bare_page.goto(article(site, "2018-05-16-libya.txt"))
    bare_page.get_by_role("checkbox", name="Events").check()
    bare_page.get_by_role("checkbox", name="Moves").uncheck()
    bare_page.get_by_role("button", name="Show", exact=True).click()
    expect(bare_page.locator("#e1")).to_be_visible()
    expect(bare_page.locator("#v1")).to_be_hidden()
    assert "Statement" in str(bare_page.locator(".text .r.content").first.get_attribute("title"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_from_elsewhere_shows_its_words_whatever_is_switched_on(
    scripts: bool, site: Site, page: Page, bare_page: Page
) -> None:
    page = page if scripts else bare_page
    page.goto(f"{article(site, '2018-05-16-libya.txt')}#e5")
    expect(page.locator("#e5")).to_be_in_viewport()


def test_the_page_with_all_that_is_in_it(site: Site, page: Page, axe: AxeCheck, shot: Shot) -> None:
    layers = "&".join(f"layer={name}" for name in ("statements", "moves", "events", "meetings", "names", "times"))
    page.goto(f"{article(site, '2018-05-16-libya.txt')}?{layers}&layer=copies")
    axe(page)
    shot(page, "article-layers")
    page.goto(article(site, "2018-06-01-spun.txt"))
    axe(page)
    shot(page, "article-copied")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

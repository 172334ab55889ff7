"""The whole of a review, as somebody does it who has the keyboard under their hands and sometimes takes the mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from communique.reviews import Review, Reviews
from tests.web.browser.conftest import AxeCheck, Shot
from tests.web.serving import Site


@pytest.fixture
def review(own_site: Site, page: Page) -> Page:
    """The queue, opened by Ada."""
    page.goto(f"{own_site.address}/review")
    begin(page, "Ada")
    return page


def begin(page: Page, who: str) -> None:
    page.get_by_label("Your name").fill(who)
    send(page, "Begin")
    expect(page.get_by_text(f"Reviewing as {who}")).to_be_visible()


def log(site: Site) -> tuple[Review, ...]:
    return Reviews.open(site.record).all()


def at_work(page: Page) -> str:
    return page.locator("#decide input[name=entry]").input_value()


def press(page: Page, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def send(page: Page, button: str) -> None:
    """A button that leads to another page, whose scripts have run then."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def drag_over(page: Page, words: str) -> None:
    """Drags over the first place in the article's words where these stand, with the mouse."""
    box = page.evaluate(
        """(wanted) => {
            const root = document.getElementById("words");
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(wanted);
                if (at < 0 || !node.parentElement.closest(".r")) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + wanted.length);
                node.parentElement.scrollIntoView({ block: "center" });
                const boxes = [...range.getClientRects()];
                const first = boxes[0], last = boxes.at(-1);
                const middle = (box) => box.top + box.height / 2;
                return [first.left + 1, middle(first), last.right - 1, middle(last)];
            }
            return null;
        }""",
        words,
    )
    assert box is not None, words
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    page.mouse.move(box[2], box[3], steps=4)
    page.mouse.up()


def some_words(page: Page) -> str:
    """Words of the passage that stand together in one piece of it and are not marked."""
    found: str = page.evaluate(
        """() => [...document.querySelectorAll("#words span.r")].map((run) => run.textContent.trim())
            .flatMap((text) => text.match(/[A-Za-z]+ [A-Za-z]+ [A-Za-z]+/g) ?? [])[0]"""
    )
    return found


def test_accepting_and_rejecting_by_key(review: Page, own_site: Site, axe: AxeCheck, shot: Shot) -> None:
    page = review
    shot(page, "review")
    axe(page)
    first = at_work(page)
    press(page, "a")
    expect(page.locator("#said")).to_contain_text("You accepted it")
    expect(page.locator("#work-title")).to_be_focused()
    second = at_work(page)
    assert second != first
    press(page, "r")
    expect(page.locator("#said")).to_contain_text("You rejected it")
    assert [(one.who, one.verdict) for one in log(own_site)] == [("Ada", "accept"), ("Ada", "reject")]
    assert log(own_site)[1].entry.item in second
    expect(page.locator(".shows a[aria-current]")).to_contain_text("Not reviewed")
    here = at_work(page)
    press(page, "j")
    assert at_work(page) != here
    press(page, "k")
    assert at_work(page) == here
    press(page, "u")
    assert log(own_site)[2].undoes == log(own_site)[1].id
    assert at_work(page) == second
    expect(page.get_by_text("undone by")).to_be_visible()


def test_keys_do_nothing_while_typing_or_turned_off(review: Page, own_site: Site) -> None:
    page = review
    page.locator("#decide input[name=note]").fill("a rare car")
    page.keyboard.press("a")
    expect(page.locator("#decide input[name=note]")).to_have_value("a rare cara")
    page.keyboard.press("Escape")
    expect(page.locator("#work-title")).to_be_focused()
    page.keyboard.press("?")
    page.get_by_label("single keys work on this page").uncheck()
    page.locator("#work-title").focus()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert log(own_site) == ()
    page.reload()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert log(own_site) == ()


def test_correcting_by_dragging_choosing_and_typing(review: Page, own_site: Site, axe: AxeCheck, shot: Shot) -> None:
    page = review
    page.goto(f"{own_site.address}/review?kind=demand")
    page.keyboard.press("c")
    expect(page.locator("#correct")).to_have_attribute("open", "")
    expect(page.get_by_label("Kind").last).to_be_focused()
    words = some_words(page)
    drag_over(page, words)
    evidence = page.locator("[name=f-evidence]")
    expect(page.locator(".span.aimed .place-words")).to_have_text(words)
    start, end = map(int, evidence.input_value().split("–"))
    page.get_by_role("button", name="Evidence: add further words").click()
    drag_over(page, "Kim")
    expect(page.locator(".span.aimed .place-words")).to_have_text(f"{words} … Kim")
    page.get_by_role("button", name="Evidence: drag over its words").click()
    drag_over(page, words)
    expect(evidence).to_have_value(f"{start}–{end}")
    page.locator("[name=f-kind]").select_option("threat")
    page.locator("[name=f-party]").fill("Russia")
    page.locator("[name=f-when-begin]").fill("2018-05-01")
    page.locator("[name=f-when-end]").fill("2018-05-02")
    shot(page, "review-correct")
    axe(page)
    key = at_work(page)
    send(page, "Enter the correction")
    expect(page.locator("#said")).to_contain_text("You corrected it")
    (one,) = log(own_site)
    assert one.after["kind"] == "threat"
    assert one.after["party"] == "RUS"
    assert one.after["when"] == ["2018-05-01", "2018-05-02"]
    assert one.after["evidence"] == {"spans": [[start, end]], "words": words}
    page.goto(f"{own_site.address}/review?entry={key}")
    expect(page.locator("#work-title")).to_contain_text("Russia")
    expect(page.locator(".state.corrected")).to_have_text("Corrected by Ada")
    expect(page.locator("#words mark.on-evidence")).to_have_text(words)


def test_whom_the_article_does_not_name_is_offered(review: Page) -> None:
    page = review
    page.keyboard.press("c")
    party = page.locator("input[list=known]").first
    party.fill("")
    party.press_sequentially("Vladimir")
    expect(page.locator("#known option[value='Vladimir Putin']")).to_have_count(1)


def test_merging_splitting_and_undoing(review: Page, own_site: Site, shot: Shot) -> None:
    page = review
    page.goto(f"{own_site.address}/review?kind=meeting")
    key = at_work(page)
    page.keyboard.press("m")
    expect(page.locator("#merge-part")).to_have_attribute("open", "")
    page.get_by_label("Look for it by its words").fill("meeting")
    send(page, "Look")
    expect(page.locator("#merge-part")).to_have_attribute("open", "")
    box = page.locator("#merge input[type=checkbox]").first
    box.check()
    shot(page, "review-merge")
    send(page, "Merge with what is ticked")
    expect(page.locator("#said")).to_contain_text("You merged it")
    assert log(own_site)[0].verdict == "merge"
    # whoever merges different outcomes joins the meetings, not the lines: a statement shows the splitting
    page.goto(f"{own_site.address}/review?kind=statement")
    while not page.locator("#merge input[type=checkbox]").count():
        press(page, "j")
    page.keyboard.press("m")
    page.locator("#merge input[type=checkbox]").first.check()
    statement = at_work(page)
    send(page, "Merge with what is ticked")
    page.goto(f"{own_site.address}/review?entry={statement}")
    several: Locator = page.locator(".evidences .out input")
    assert several.count() > 1
    page.keyboard.press("s")
    expect(several.first).to_be_focused()
    page.keyboard.press("Tab")
    several.last.check()
    shot(page, "review-split")
    send(page, "Split off what is ticked")
    expect(page.locator("#said")).to_contain_text("You split it")
    assert [one.verdict for one in log(own_site)] == ["merge", "merge", "split"]
    for _ in range(3):
        press(page, "u")
    expect(page.locator("#undo-form")).to_have_count(0)
    assert [one.verdict for one in log(own_site)][3:] == ["undo"] * 3
    page.goto(f"{own_site.address}/review?entry={key}")
    expect(page.locator(".history .undone")).to_have_count(1)


def test_two_people_meet_and_both_are_heard(
    review: Page, own_site: Site, browser: Browser, axe: AxeCheck, shot: Shot, complaints: list[str]
) -> None:
    ada = review
    context = browser.new_context(locale="en-GB")
    ben = context.new_page()
    ben.goto(f"{own_site.address}/review?kind=demand")
    begin(ben, "Ben")
    ada.goto(f"{own_site.address}/review?kind=demand")
    assert at_work(ada) == at_work(ben)
    press(ben, "r")
    ada.keyboard.press("c")
    ada.locator("[name=f-kind]").select_option("offer")
    ada.locator("#correct-form [name=note]").fill("it is offered in return")
    send(ada, "Enter the correction")
    met = ada.get_by_role("alert")
    expect(met).to_be_focused()
    expect(met).to_contain_text("Ben has reviewed this entry meanwhile")
    expect(met).to_contain_text("it is offered in return")
    expect(ada.locator("[name=f-kind]")).to_have_value("offer")
    shot(ada, "review-met")
    axe(ada)
    assert len(log(own_site)) == 1
    send(ada, "Enter mine as well")
    expect(ada.locator("#said")).to_contain_text("You corrected it")
    assert [(one.who, one.verdict) for one in log(own_site)] == [("Ben", "reject"), ("Ada", "correct")]
    ada.get_by_role("link", name=re.compile("People differ")).click()
    expect(ada.locator(".queue li")).to_have_count(1)
    context.close()
    assert all("409" in one for one in complaints)  # the browser says so, too
    complaints.clear()


def test_the_log_has_all_of_it(review: Page, own_site: Site, axe: AxeCheck, shot: Shot) -> None:
    page = review
    press(page, "a")
    press(page, "r")
    page.get_by_role("link", name="Log of reviews").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Undo review 1").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.locator("tbody tr.undone")).to_have_count(1)
    shot(page, "review-log")
    axe(page)
    before = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert before is not None


def test_all_of_it_without_scripts(own_site: Site, bare_page: Page, shot: Shot) -> None:
    page = bare_page
    page.goto(f"{own_site.address}/review?kind=demand")
    begin(page, "Ada")
    key = at_work(page)
    page.locator("#correct summary").click()
    page.locator("[name=f-kind]").select_option("offer")
    page.locator("[name=f-evidence]").fill("10-30")
    shot(page, "review-bare")
    send(page, "Enter the correction")
    expect(page.locator("#said")).to_contain_text("You corrected it")
    send(page, "Accept")
    send(page, "Undo my last")
    assert [one.verdict for one in log(own_site)] == ["correct", "accept", "undo"]
    assert log(own_site)[0].after["evidence"]["spans"] == [[10, 30]]
    page.goto(f"{own_site.address}/review?entry={key}")
    expect(page.locator(".state")).to_have_text("Corrected by Ada")

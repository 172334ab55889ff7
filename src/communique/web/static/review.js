// Reviewing by keyboard, and marking words by dragging over them. The forms do all of it without this, too.
"use strict";

{
  const root = document.documentElement;
  root.classList.add("scripted");
  const words = document.getElementById("words");
  const correct = document.getElementById("correct");
  const said = document.getElementById("said");
  const say = (told) => {
    if (said) said.replaceChildren(Object.assign(document.createElement("span"), { textContent: told }));
  };

  // What was done just now is told once the page stands, or a screen reader would not say it.
  if (said && said.textContent.trim()) {
    const told = [...said.childNodes];
    said.replaceChildren();
    setTimeout(() => said.append(...told), 100);
  }

  // The keyboard goes on where the eye does: at what stands against a review, else at the line of the entry.
  const asked = new URLSearchParams(location.search);
  const against = document.querySelector(".met");
  if (against) against.focus();
  else if (!location.hash && (asked.has("entry") || asked.has("done"))) document.getElementById("work-title")?.focus();
  const here = document.querySelector(".queue [aria-current]");
  const queue = here?.closest(".queue");
  if (queue) queue.scrollTop = here.offsetTop - queue.clientHeight / 3;

  // Single keys can be turned off: they are in the way of whoever dictates.
  const KEPT = "communique-single-keys";
  const use = document.getElementById("use-keys");
  if (use) {
    use.checked = localStorage.getItem(KEPT) !== "off";
    use.addEventListener("change", () => localStorage.setItem(KEPT, use.checked ? "on" : "off"));
  }

  const open = (id) => {
    const part = document.getElementById(id);
    if (!part) return;
    if (part.tagName === "DETAILS") part.open = true;
    const first = part.querySelector("form:last-of-type input:not([type=hidden]), form:last-of-type select") ?? part;
    const ticks = id === "split-part" ? document.querySelector(".evidences input") : null;
    (ticks ?? first).focus();
    (ticks ?? first).scrollIntoView({ block: "center" });
  };
  for (const link of document.querySelectorAll("[data-open]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open(link.dataset.open);
    });
  }
  if (location.hash) open(location.hash.slice(1));

  const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.key === "Escape") {
      const part = event.target.closest("details[open]");
      if (part) part.open = false;
      choose(null);
      document.getElementById("work-title")?.focus();
      return;
    }
    if (typing(event.target) || (use && !use.checked)) return;
    if (correct?.open && event.key !== "?") return; // a verdict would lose what was typed there
    const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!meant) return;
    event.preventDefault();
    meant.click();
  });

  // Sent once: a second press would be a second review.
  for (const form of document.querySelectorAll(".work form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // The place of a field: dragging over the words sets that of the field that is chosen.
  let chosen = null;
  let adding = false;
  const buttons = new Map();
  const choose = (field) => {
    if (chosen !== field) adding = false;
    chosen = field;
    for (const [input, [set, add]] of buttons) {
      set.setAttribute("aria-pressed", String(input === field && !adding));
      add.setAttribute("aria-pressed", String(input === field && adding));
      input.closest(".span").classList.toggle("aimed", input === field);
    }
    show();
  };

  const PLACE = /(\d+)\s*[-–—]\s*(\d+)/g;
  const show = () => {
    if (!CSS.highlights || !words) return;
    CSS.highlights.delete("chosen");
    if (!chosen) return;
    const ranges = [...chosen.value.matchAll(PLACE)].map(([, start, end]) => rangeOf(Number(start), Number(end)));
    const there = ranges.filter(Boolean);
    if (there.length) CSS.highlights.set("chosen", new Highlight(...there));
  };
  const rangeOf = (start, end) => {
    const range = document.createRange();
    let begun = false;
    for (const run of words.querySelectorAll(".r")) {
      const signs = [...run.textContent];
      const first = Number(run.dataset.start);
      const units = (at) => signs.slice(0, at - first).join("").length;
      if (!begun && start < first + signs.length && start >= first) {
        range.setStart(run.firstChild, units(start));
        begun = true;
      }
      if (begun && end <= first + signs.length) {
        range.setEnd(run.firstChild, units(end));
        return range;
      }
    }
    return null;
  };

  if (words && correct) {
    for (const input of correct.querySelectorAll("[data-place]")) {
      const name = input.closest("label").querySelector("span").textContent;
      const button = (told, add) => {
        const made = Object.assign(document.createElement("button"), { type: "button", className: "choose" });
        made.textContent = told;
        made.setAttribute("aria-pressed", "false");
        made.setAttribute("aria-label", `${name}: ${told.toLowerCase()}`);
        made.addEventListener("click", () => {
          const off = chosen === input && adding === add;
          choose(off ? null : input);
          adding = add && !off;
          choose(chosen);
          if (chosen) words.scrollIntoView({ block: "nearest" });
        });
        return made;
      };
      const pair = [button("Drag over its words", false), button("Add further words", true)];
      buttons.set(input, pair);
      input.closest("label").after(...pair);
      input.addEventListener("focus", () => choose(input));
      input.addEventListener("input", show);
    }
    // The chief words of an entry are what is marked where nothing else is chosen.
    const chief = correct.querySelector('[name="f-content"], [name="f-evidence"], [name="f-trigger"]');
    correct.addEventListener("toggle", () => choose(correct.open ? chief : null));
    if (correct.open) choose(chief);

    const take = () => {
      const found = chosen && globalThis.communique.selectionOffsets(words);
      if (!found) return;
      const place = `${found.start}–${found.end}`;
      const told = chosen.closest(".span").querySelector(".place-words");
      const more = adding && chosen.value;
      chosen.value = more ? `${chosen.value}, ${place}` : place;
      told.textContent = more ? `${told.textContent} … ${found.words}` : found.words;
      getSelection().removeAllRanges();
      show();
      say(`${chosen.closest("label").querySelector("span").textContent}: “${found.words}”`);
    };
    document.addEventListener("pointerup", (event) => {
      if (words.contains(event.target) || words.contains(getSelection().anchorNode)) setTimeout(take);
    });
    words.addEventListener("keyup", (event) => {
      if (event.key === "Enter") take();
    });
  }

  // Whom the article does not name is offered as one types, from all that the record knows.
  const known = document.getElementById("known");
  if (known) {
    const own = [...known.children];
    let waiting;
    for (const input of document.querySelectorAll("input[list=known]")) {
      input.addEventListener("input", () => {
        clearTimeout(waiting);
        const typed = input.value.trim();
        if (typed.length < 2) return;
        waiting = setTimeout(async () => {
          const answer = await fetch(`/api/actors?q=${encodeURIComponent(`${typed}*`)}`);
          if (!answer.ok) return;
          const names = (await answer.json()).found?.rows?.rows?.map((actor) => actor.name) ?? [];
          const fresh = names.filter((name) => !own.some((option) => option.value === name)).slice(0, 10);
          known.replaceChildren(
            ...own,
            ...fresh.map((name) => Object.assign(document.createElement("option"), { value: name })),
          );
        }, 200);
      });
    }
  }
}

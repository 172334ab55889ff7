// The text of an article: what words belong to, and where in the text words are that somebody drags over.
"use strict";

// Offsets are counted in code points, as the reading counts them; a string of JavaScript counts some signs twice.
const codePoints = (words) => {
  let count = 0;
  for (const _ of words) count += 1;
  return count;
};

// Where in the article's text the selection stands, as {start, end, words}: code points, end not counted in, without
// white space around them. Null where no words of the text are selected. The text is that of the first element
// within `root` that has runs (.r with data-start).
function selectionOffsets(root = document) {
  const selection = window.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const runs = [...root.querySelectorAll(".r[data-start]")].filter((run) => range.intersectsNode(run));
  if (runs.length === 0) return null;
  const parts = runs.map((run) => {
    const words = run.textContent;
    const first = run.contains(range.startContainer) ? within(run, range.startContainer, range.startOffset) : 0;
    const end = run.contains(range.endContainer) ? within(run, range.endContainer, range.endOffset) : words.length;
    return { at: Number(run.dataset.start), before: words.slice(0, first), words: words.slice(first, end) };
  });
  while (parts.length && !parts[0].words.trim()) parts.shift();
  while (parts.length && !parts.at(-1).words.trim()) parts.pop();
  if (parts.length === 0) return null;
  const [first, last] = [parts[0], parts.at(-1)];
  const blank = first.words.length - first.words.trimStart().length;
  const start = first.at + codePoints(first.before + first.words.slice(0, blank));
  const end = last.at + codePoints(last.before + last.words.trimEnd());
  return { start, end, words: parts.map((part) => part.words).join("").trim() };
}

// How many units of the run's text stand before a place in it. Each run has one text node.
function within(run, node, offset) {
  if (node.nodeType === Node.TEXT_NODE) return offset;
  return offset === 0 ? 0 : run.textContent.length;
}

globalThis.communique = { ...globalThis.communique, selectionOffsets };

const reader = document.querySelector(".reader");
if (reader) {
  const text = reader.querySelector(".text");
  const layers = document.querySelector(".layers");
  const NAMES = { s: "statements", v: "moves", e: "events", g: "meetings", m: "names", t: "times", c: "copies" };
  const isOn = (item) => !(item[0] in NAMES) || reader.classList.contains(`on-${NAMES[item[0]]}`);
  const switchOn = (name, on) => {
    reader.classList.toggle(`on-${name}`, on);
    layers.querySelector(`input[value="${name}"]`).checked = on;
  };
  document.documentElement.classList.add("scripted");

  // The runs of each item: words that stand apart light up together.
  const runsOf = new Map();
  const toldOf = new Map();
  for (const run of text.querySelectorAll(".r[data-of]")) {
    const items = run.dataset.of.split(" ");
    const lines = run.title.split("\n");
    items.forEach((item, number) => {
      if (!runsOf.has(item)) runsOf.set(item, []);
      runsOf.get(item).push(run);
      toldOf.set(item, lines[number]);
    });
    run.removeAttribute("title"); // the box says it, with links
  }

  const box = document.createElement("div");
  box.className = "told";
  box.hidden = true;
  box.setAttribute("role", "status");
  box.append(document.createElement("ul"));
  document.body.append(box);

  let lit = [];
  const light = (item) => {
    for (const element of lit) element.classList.remove("lit", "now");
    lit = item ? [...(runsOf.get(item) ?? [])] : [];
    for (const run of lit) run.classList.add("lit");
    const entry = item && document.getElementById(`${item}-item`);
    if (entry) {
      entry.classList.add("now");
      lit.push(entry);
    }
  };
  const tell = (items) => {
    const lines = items.filter((item) => toldOf.has(item)).map((item) => {
      const line = document.createElement("li");
      const entry = document.getElementById(`${item}-item`);
      const words = document.createElement(entry ? "a" : "span");
      if (entry) words.href = `#${item}-item`;
      words.textContent = toldOf.get(item);
      line.append(words);
      return line;
    });
    box.firstChild.replaceChildren(...lines);
    box.hidden = lines.length === 0;
  };

  // Where the list stands beside the text, it goes where the text is; below the text it stays where it is.
  const found = reader.querySelector(".found");
  const showInList = (item) => {
    const entry = item && document.getElementById(`${item}-item`);
    if (entry && getComputedStyle(found).position === "sticky") {
      found.scrollTop += entry.getBoundingClientRect().top - found.getBoundingClientRect().top - 40;
    }
  };

  let leaving;
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      light(null);
      tell([]);
    }, 500);
  };
  const enter = (run) => {
    const items = (run.dataset.of ?? "").split(" ").filter((item) => item && isOn(item));
    clearTimeout(leaving);
    if (items.length === 0) return leave();
    light(items[0]);
    tell(items);
  };
  text.addEventListener("pointerover", (event) => {
    const run = event.target.closest(".r");
    const place = event.target.closest(".place");
    if (run) enter(run);
    else if (place) light(place.id);
  });
  text.addEventListener("pointerleave", leave);
  box.addEventListener("pointerenter", () => clearTimeout(leaving));
  box.addEventListener("pointerleave", leave);
  text.addEventListener("click", (event) => {
    const items = event.target.closest(".r")?.dataset.of?.split(" ").filter(isOn) ?? [];
    if (!window.getSelection().isCollapsed) return;
    showInList(items.find((item) => document.getElementById(`${item}-item`)));
  });
  text.addEventListener("focusin", (event) => {
    const place = event.target.closest(".place");
    if (!place) return;
    clearTimeout(leaving);
    light(place.id);
    tell([place.id]);
  });
  text.addEventListener("focusout", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      light(null);
      tell([]);
    }
  });

  // The list lights the words.
  for (const kind of ["pointerover", "focusin"]) {
    found.addEventListener(kind, (event) => {
      const entry = event.target.closest(".item");
      if (entry) {
        clearTimeout(leaving);
        light(entry.dataset.item);
        tell([]);
      }
    });
  }

  // A link that leads here from elsewhere shows its words, whichever layers are on.
  const arrive = () => {
    const item = decodeURIComponent(location.hash.slice(1)).replace(/-item$/, "");
    if (!runsOf.has(item)) return;
    if (!isOn(item)) switchOn(NAMES[item[0]], true);
    light(item);
    if (location.hash.endsWith("-item")) return;
    showInList(item);
    document.getElementById(item)?.scrollIntoView({ block: "center" });
  };
  window.addEventListener("hashchange", arrive);
  arrive();

  layers.addEventListener("change", (event) => {
    switchOn(event.target.value, event.target.checked);
    const address = new URL(location.href);
    address.searchParams.delete("layer");
    const on = [...layers.querySelectorAll("input:checked")].map((box) => box.value);
    for (const name of on.length ? on : ["none"]) address.searchParams.append("layer", name);
    history.replaceState(null, "", address); // so that what is shown can be mailed
  });
}

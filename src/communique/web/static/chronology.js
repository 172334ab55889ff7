// What the chronology can do beyond being read: open all evidence at once, choose days by dragging over the picture, and
// go from line to line by keyboard.
"use strict";

const evidence = [...document.querySelectorAll("details.evidence")];
const sum = document.querySelector(".sum");
if (evidence.length && sum) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "open-all";
  button.textContent = "Open all evidence";
  button.addEventListener("click", () => {
    const open = !evidence.every((one) => one.open);
    for (const one of evidence) one.open = open;
    button.textContent = open ? "Close all evidence" : "Open all evidence";
  });
  sum.append(button);
}

// j and k: the next and the line before; o opens its evidence.
const lines = [...document.querySelectorAll(".line")];
let at = -1;
document.addEventListener("keydown", (event) => {
  if (!lines.length || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "j" || event.key === "k") {
    const here = lines.findIndex((line) => line.contains(document.activeElement));
    at = Math.min(lines.length - 1, Math.max(0, (here < 0 ? at : here) + (event.key === "j" ? 1 : -1)));
    lines[at].querySelector("h3 a").focus();
  } else if (event.key === "o" && at >= 0) {
    const details = lines[at].querySelector("details.evidence");
    details.open = !details.open;
  }
});

// Dragging over the bars asks for the days from the first to the last of them.
const picture = document.querySelector(".timeline svg");
if (picture) {
  let start = null;
  let brush = null;
  const bars = () => [...picture.querySelectorAll("a.bar")];
  const touched = (left, right) =>
    bars().filter((bar) => {
      const box = bar.querySelector(".hit").getBoundingClientRect();
      return box.right > left && box.left < right;
    });
  picture.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType !== "touch" && !event.target.closest(".range")) start = event.clientX;
  });
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  window.addEventListener("pointermove", (event) => {
    if (start === null || Math.abs(event.clientX - start) < 6) return;
    const box = picture.getBoundingClientRect();
    brush ??= picture.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
    brush.setAttribute("class", "brush");
    brush.setAttribute("x", Math.min(start, event.clientX) - box.left);
    brush.setAttribute("y", 0);
    brush.setAttribute("width", Math.abs(event.clientX - start));
    brush.setAttribute("height", 96);
    event.preventDefault();
  });
  window.addEventListener("pointerup", (event) => {
    const from = start;
    start = null;
    if (brush === null) return;
    brush.remove();
    brush = null;
    // the click that ends a drag is not one on a bar
    window.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    const among = touched(Math.min(from, event.clientX), Math.max(from, event.clientX));
    if (!among.length) return;
    const address = new URL(location.href);
    address.searchParams.delete("page");
    address.searchParams.set("since", among[0].dataset.since);
    address.searchParams.set("until", among[among.length - 1].dataset.until);
    location.assign(address);
  });
}

// A link to one account opens what it is folded in.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let one = target && target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  target?.scrollIntoView({ block: "center" });
};
window.addEventListener("hashchange", unfold);
if (location.hash) unfold();

// What a page can do beyond being read. Each part works alone, and nothing is lost where scripts are off.
"use strict";

// "/" goes to the search field, as on the sites that people know it from.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    document.getElementById("find")?.focus();
    event.preventDefault();
  }
});

// Each table can be copied as a spreadsheet takes it: cells between tabs.
for (const table of document.querySelectorAll("table")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy table";
  button.addEventListener("click", async () => {
    const cells = (row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim()).join("\t");
    try {
      await navigator.clipboard.writeText([...table.rows].map(cells).join("\n"));
      button.textContent = "Copied";
    } catch {
      button.textContent = "The browser does not allow copying";
    }
    setTimeout(() => (button.textContent = "Copy table"), 2000);
  });
  (table.closest(".wide") ?? table).after(button);
}

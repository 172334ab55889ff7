"""Makes the pictures of the README from the present program: a terminal, and two pages in light and dark.

    python docs/make/pictures.py

Needs chromium and playwright. `make pictures` runs it. What they show is the record of the shipped dispatches.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parents[1]
COMMANDS = (
    ("said", "--by", "kim-jong-un", "--through", "kcna", "--limit", "2"),
    ("moves", "--party", "PRK", "--toward", "USA", "--since", "2019-04"),
)
PAGES = {"chronology": "/chronology?since=2018-05-24&until=2018-06", "article": "/articles/{article}"}
ARTICLE = "select id from articles where path like '%ri-midnight%'"
WIDTH, HEIGHT = 1280, 800
PORT = 8917


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        communique(Path(folder), "demo", "--into", "demo")
        terminal(Path(folder) / "demo")
        pages(Path(folder) / "demo/record")


def communique(folder: Path, *words: str) -> str:
    """What the program prints, 100 columns wide."""
    environment = os.environ | {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "PYTHONPATH": str(DOCS.parent / "src")}
    command = [sys.executable, "-m", "communique", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def terminal(folder: Path) -> None:
    """The commands and their answers as an SVG."""
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True)
    for words in COMMANDS:
        typed = Text.assemble(("$ ", "bold green"), (f"communique {' '.join(words)}", "bold"))
        console.print(typed)
        console.print(Text(communique(folder, *words).rstrip()))
        console.print()
    # The font is the reader's own: nothing is fetched when the picture is looked at.
    svg = re.sub(r"@font-face \{.*?\}\n", "", console.export_svg(title="communique"), flags=re.DOTALL)
    (DOCS / "terminal.svg").write_text(svg, encoding="utf-8")
    sys.stdout.write("wrote docs/terminal.svg\n")


def pages(record: Path) -> None:
    """Pages of the site as PNG, in light and dark."""
    environment = os.environ | {"PYTHONPATH": str(DOCS.parent / "src")}
    command = [sys.executable, "-m", "communique", "serve", "--record", str(record), "--port", str(PORT)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    site = f"http://127.0.0.1:{PORT}"
    article = communique(record, "sql", ARTICLE, "--record", str(record), "--csv").split()[-1].strip('"')
    try:
        wait_for(f"{site}/chronology")
        with sync_playwright() as playwright:
            path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": WIDTH, "height": HEIGHT},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                for name, address in PAGES.items():
                    page.goto(site + address.format(article=article))
                    page.wait_for_load_state("networkidle")
                    suffix = "" if scheme == "light" else "-dark"
                    page.screenshot(path=DOCS / f"{name}{suffix}.png")
                    sys.stdout.write(f"wrote docs/{name}{suffix}.png\n")
            browser.close()
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, seconds: float = 60) -> None:
    """Waits until the server answers. Raises TimeoutError where it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise TimeoutError(f"{address} did not answer in {seconds} seconds")


if __name__ == "__main__":
    main()

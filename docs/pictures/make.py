"""Makes the pictures of the docs again: ``python docs/pictures/make.py`` beside Debian's chromium.

The sample archive is served on a free port and a browser is led to each address.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path

import waitress
from playwright.sync_api import sync_playwright

from webui import create_app
from workspace import Workspace

HERE = Path(__file__).parent
TALL = 760
#: Name of the picture: address, width in pixels.
PICTURES = {
    "search": ("/search?q=мектеп", 1280),
    "quotes": ("/quotes?q=мектеп", 1280),
    "said": ("/said?s=Мен осы ауылда отыз төрт жыл ешқашан бердім", 1280),
    "article": ("/a/52cjqkwy77xn6m?q=мектеп", 1280),
    "person": ("/person/sharipa-onggarbaeva", 1280),
    "kwic": ("/kwic?q=мектеп&sort=R1", 1280),
    "trend": ("/trend?q=мектеп&q=су&q=жол", 1280),
    "phone": ("/quotes?q=мектеп", 390),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Workspace.open_demo(Path(folder) / "demo") as workspace:
        server = waitress.create_server(create_app(workspace), host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        with sync_playwright() as player:
            flags = ["--no-sandbox", "--disable-gpu"]
            browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
            for name, (address, width) in PICTURES.items():
                page = browser.new_page(viewport={"width": width, "height": TALL})
                page.goto(f"http://127.0.0.1:{server.effective_port}{address}")
                page.screenshot(path=str(HERE / f"{name}.png"))
                page.close()
            browser.close()
        server.close()


if __name__ == "__main__":
    main()

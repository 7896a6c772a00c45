"""HTTP on the loopback interface: files from memory, the state as a stream of events, nothing for other hosts."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from policygen.project import package_data
from policygen.serving.page import HERE, injected, missing_page, problems_page
from policygen.serving.sources import of_page
from policygen.serving.state import Live, State, event

LOOPBACK = "127.0.0.1"
HOST = re.compile(r"(?:localhost|127\.0\.0\.1)(?::\d{1,5})?", re.IGNORECASE)
TRIES = 20
BEAT = 10.0                                               # seconds after which a silent stream says that it is there
HTML = "text/html; charset=utf-8"
TYPES = {
    "html": HTML, "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "json": "application/json", "jsonld": "application/ld+json", "ttl": "text/turtle; charset=utf-8",
    "xml": "application/xml", "txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8", "yml": "application/yaml", "yaml": "application/yaml", "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "ico": "image/x-icon",
    "gif": "image/gif", "avif": "image/avif", "woff2": "font/woff2", "woff": "font/woff", "ttf": "font/ttf",
    "otf": "font/otf",
}
# What the site itself may do, and our one script.
POLICY = ("default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
          "script-src {here}script.js; connect-src {here}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
Answer = tuple[int, str, bytes]


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the present state; no path reaches the disk."""

    server: Server
    server_version = "policygen"
    sys_version = ""
    timeout = 30.0

    def do_GET(self) -> None:
        """Send a page, a file, our own data, or the stream of events."""
        path = unquote(urlsplit(self.path).path, errors="replace")
        if not HOST.fullmatch(self.headers.get("Host", "")):
            self._send(403, "text/plain; charset=utf-8", b"Only localhost and 127.0.0.1 are served.\n")
        elif path == f"{HERE}events" and self.command == "GET":
            self._stream()
        else:
            state = self.server.live.state
            self._send(*(_own(path, state) if path.startswith(HERE) else _file(path, state)))

    def do_HEAD(self) -> None:
        """Send the head of the same."""
        self.do_GET()

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        if status == 307:
            self.send_header("Location", data.decode())
            data = b""
        self.send_header("Content-Length", str(len(data)))
        self._headers(kind)
        if self.command != "HEAD":
            self.wfile.write(data)

    def _headers(self, kind: str) -> None:
        host = self.headers.get("Host", "")
        here = f"http://{host if HOST.fullmatch(host) else LOOPBACK}{HERE}"
        for name, value in {"Content-Type": kind, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
                            "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin",
                            "Cross-Origin-Opener-Policy": "same-origin",
                            "Content-Security-Policy": POLICY.format(here=here)}.items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self) -> None:
        """The present state at once, and each after it, until the page is closed."""
        self.send_response(200)
        self._headers("text/event-stream")
        self.wfile.write(b"retry: 1000\n\n")
        seen = -1
        while True:
            number, state = self.server.live.after(seen, BEAT)
            self.wfile.write(event(state) if number > seen else b":\n\n")
            self.wfile.flush()
            seen = number

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for problems."""


class Server(ThreadingHTTPServer):
    """Listens on the loopback interface only."""

    allow_reuse_address = sys.platform != "win32"         # there it would take the port of another

    def __init__(self, port: int, live: Live) -> None:
        self.live = live
        super().__init__((LOOPBACK, port), Handler)

    def server_bind(self) -> None:
        """Bind without asking for the name of this machine."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that is closed hangs up; everything else is told."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @cached_property
    def address(self) -> str:
        """Where the site is."""
        return f"http://{LOOPBACK}:{self.server_port}/"


def opened(port: int, live: Live) -> Server | None:
    """A server on a port or, where it is taken, on the next that is free; None where none of the next ones is."""
    for tried in range(port, min(port + TRIES, 65536)):
        with suppress(OSError):
            return Server(tried, live)
    return None


@contextmanager
def running(server: Server) -> Iterator[str]:
    """The server answers, under the address that is given."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server.address
    finally:
        server.shutdown()
        server.server_close()


def _own(path: str, state: State) -> Answer:
    """What stands under `/_policygen/`."""
    name = path.removeprefix(HERE)
    if name in ("script.js", "style.css"):
        return 200, TYPES[name.rpartition(".")[2]], package_data("serving", name).data
    if name == "problems":
        return 200, HTML, problems_page(state)
    if name.startswith("sources/"):
        data = state.files.get(_name(f"/{name.removeprefix('sources/')}", state) or "", b"")
        found = of_page(data.decode("utf-8", "replace"), state.sources, state.lines)
        return 200, TYPES["json"], json.dumps(found, separators=(",", ":")).encode()
    return 404, HTML, missing_page(path, state)


def _file(path: str, state: State) -> Answer:
    """A file of the site; without one the problems, before there is any, or what there is."""
    if not state.files:
        return 503, HTML, problems_page(state)
    name = _name(path, state)
    if name is not None:
        last = name.rpartition("/")[2]
        kind = TYPES.get(last.rpartition(".")[2] if "." in last else "txt", "application/octet-stream")
        return 200, kind, injected(state.files[name], state.site) if kind == HTML else state.files[name]
    if f"{path[1:]}/index.html" in state.files:
        return 307, HTML, quote(f"{path}/").encode()
    if path == "/favicon.ico":                            # browsers ask by habit
        return 204, TYPES["ico"], b""
    return (200 if path == "/" else 404), HTML, missing_page(path, state, path == "/")


def _name(path: str, state: State) -> str | None:
    """The file that stands at a path, or None."""
    name = path[1:] + ("index.html" if path.endswith("/") else "")
    return name if path[:1] == "/" and name in state.files else None

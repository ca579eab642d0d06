"""Tells over loopback how a Socket Mode process is: it serves no requests from outside, yet something must ask it."""

from __future__ import annotations

import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.listeners.readiness import Readiness, health_page

logger = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"


class HealthServer:
    """`/healthz` and `/readyz` on this machine alone, at the port a web process would take."""

    def __init__(self, readiness: Readiness, *, port: int) -> None:
        self._readiness = readiness
        self._port = port
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Serve in a thread. Where the port is taken, by another copy for one, the bot works all the same and the log says so."""
        try:
            self._server = ThreadingHTTPServer((LOOPBACK, self._port), _handler(self._readiness))
        except OSError as error:
            logger.info("`sales-advisor health` cannot ask this process: port %s is taken (%s).", self._port, error.strerror)
            return
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop serving; also where it never began."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


def _handler(readiness: Readiness) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer one question."""
            status, text = health_page(self.path, readiness) or ("404 Not Found", "not found")
            content = text.encode()
            self.send_response(int(status.split()[0]))
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class sets the name
            """Say nothing: it is asked every few seconds."""

    return Handler

"""The sandbox's web server: the API, the pages that people see, what tests ask of it. It listens on loopback only."""

import json
import sys
import traceback
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from donations.sandbox import api, control
from donations.sandbox.delivery import Postman
from donations.sandbox.errors import Refused
from donations.sandbox.pages import answers
from donations.sandbox.world import World

HOST = "127.0.0.1"
_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
_MOST = 1024 * 1024


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), Handler)
        self.world: World
        self.postman: Postman

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "sandbox"
    sys_version = ""
    timeout = 120
    wbufsize = -1  # an answer leaves in one piece; in two it would wait for the other side's acknowledgment
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def do_HEAD(self) -> None:
        self._answer("GET")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        sys.stdout.write(f"{format % args}\n")

    def _answer(self, method: str) -> None:
        address = urlsplit(self.path)
        body = self._body()
        if body is None:
            return
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in _HOSTS:
            self._send(HTTPStatus.FORBIDDEN, b"The sandbox answers to this machine's own names only.\n", {})
            return
        try:
            if address.path.startswith("/v1/"):
                self._api(method, address.path, body if method == "POST" else address.query or body)
            elif address.path.startswith("/sandbox/"):
                self._control(method, address.path, body)
            else:
                page = answers.respond(self.server.world, method, address, body, self.headers)
                self._send(page.status, page.body.encode(), page.headers)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # whoever asked has gone, as they do when we hang
        except Exception:  # noqa: BLE001 - one bad request must not end the conversation
            traceback.print_exc(file=sys.stderr)
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, b"The sandbox itself failed; its log says how.\n", {})

    def _api(self, method: str, path: str, text: str) -> None:
        answer = api.respond(self.server.world, method, path, text, self.headers)
        api.wait(answer)
        self._send_json(answer.status, answer.body, answer.headers)

    def _control(self, method: str, path: str, body: str) -> None:
        try:
            self._require_program(method)
            given = json.loads(body) if body else {}
            with self.server.world.store.transaction():
                made = control.respond(self.server.world, method, path.removeprefix("/sandbox/"), given)
            self.server.postman.ring()
            self._send_json(HTTPStatus.OK, made, {})
        except Refused as refused:
            self._send_json(refused.status, {"error": refused.error}, {})
        except (ValueError, KeyError, TypeError) as error:
            self._send_json(HTTPStatus.BAD_REQUEST, {"error": {"message": f"{type(error).__name__}: {error}"}}, {})

    def _require_program(self, method: str) -> None:
        """A page elsewhere can neither post JSON unasked nor leave out where it comes from."""
        if self.headers.get("Origin") or (method == "POST" and self.headers.get_content_type() != "application/json"):
            raise Refused("Programs only: POST JSON, and not from a web page.", status=403)

    def _body(self) -> str | None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > _MOST:
            self.close_connection = True
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b"That is more than the sandbox reads.\n", {})
            return None
        return self.rfile.read(int(length)).decode(errors="replace")

    def _send_json(self, status: int, body: Any, headers: dict[str, str]) -> None:
        self._send(status, json.dumps(body, indent=2).encode(), {"Content-Type": "application/json"} | headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        named = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"} | headers
        for name, value in named.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

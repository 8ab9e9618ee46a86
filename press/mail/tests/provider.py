"""A provider's API for tests: takes what it is given on this machine and answers what it is told to."""

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

OK = '{"To": "dov@giver.example", "ErrorCode": 0, "Message": "OK", "MessageID": "m1"}'  # Postmark's


class Provider:
    """Speaks enough of Postmark's API to take a mail or not."""

    def __init__(self) -> None:
        self.code, self.body, self.hangs = 200, OK, 0.0
        self.said: list[str] = []
        provider = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                provider.said.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                time.sleep(provider.hangs)
                self.send_response(provider.code)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                with suppress(BrokenPipeError):  # who asked may have gone
                    self.wfile.write(provider.body.encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    @property
    def taken(self) -> int:
        """How many mails it was given."""
        return len(self.said)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()

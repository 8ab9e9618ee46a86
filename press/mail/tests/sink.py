"""A mail server for tests: takes mail on this machine, or refuses it, or hangs up in the middle."""

import socketserver
import threading
from types import TracebackType
from typing import Self


class Sink:
    """Speaks SMTP on a free port; `answers` says what is answered to a command in place of the usual.

    `most` mails are taken on a line; then it is closed, as many servers do.
    """

    def __init__(self, most: str = "1000000", **answers: str) -> None:
        self.most = int(most)
        self.answers = answers
        self.received: list[str] = []
        sink = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                sink.talk(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def mailer(self) -> dict[str, object]:
        backend = "press.mail.smtp.SmtpMailer"
        return {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": self.port, "timeout": 5}}

    def talk(self, line: socketserver.StreamRequestHandler) -> None:
        self._say(line, "220 sink")
        taken = 0
        while command := line.rfile.readline().decode().strip():
            word = command.split(maxsplit=1)[0].lower().replace(":", "")
            if word == "mail" and taken >= self.most:
                return
            if word == "data" and "data" not in self.answers:
                self._take(line)
                taken += 1
                if self.answers.get("taken") == "hang up":
                    return
            usual = "221 bye" if word == "quit" else "250 ok"
            self._say(line, self.answers.get("taken" if word == "data" else word, self.answers.get(word, usual)))
            if word == "quit":
                return

    def _take(self, line: socketserver.StreamRequestHandler) -> None:
        self._say(line, "354 go on")
        mail = b""
        while not mail.endswith(b"\r\n.\r\n"):
            mail += line.rfile.readline()
        self.received.append(mail.decode())

    def _say(self, line: socketserver.StreamRequestHandler, words: str) -> None:
        line.wfile.write(f"{words}\r\n".encode())

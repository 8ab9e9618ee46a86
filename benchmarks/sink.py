"""A mail server that takes everything as fast as it comes, in a process of its own: `python -m benchmarks.sink FILE`.

It prints its port, and writes each recipient on a line of FILE as soon as a mail is whole, before it says so.
"""

import asyncio
import sys
from pathlib import Path
from typing import BinaryIO

_HELLO = b"250-sink\r\n250-8BITMIME\r\n250 SIZE 10485760\r\n"


class Talk(asyncio.Protocol):
    """One line to a client."""

    def __init__(self, taken: BinaryIO) -> None:
        self._taken = taken
        self._rest = b""
        self._to = b""
        self._in_mail = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._line = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while True:
            if self._in_mail:
                _mail, end, rest = self._rest.partition(b"\r\n.\r\n")
                if not end:
                    return
                self._rest, self._in_mail = rest, False
                self._taken.write(self._to + b"\n")
                self._taken.flush()
                self._line.write(b"250 taken\r\n")
                continue
            command, end, rest = self._rest.partition(b"\r\n")
            if not end:
                return
            self._rest = rest
            self._answer(command)

    def _answer(self, command: bytes) -> None:
        word = command[:4].upper()
        if word == b"EHLO":
            self._line.write(_HELLO)
        elif word == b"RCPT":
            self._to = command.partition(b"<")[2].partition(b">")[0]
            self._line.write(b"250 ok\r\n")
        elif word == b"DATA":
            self._in_mail = True
            self._line.write(b"354 go on\r\n")
        elif word == b"QUIT":
            self._line.write(b"221 bye\r\n")
            self._line.close()
        else:
            self._line.write(b"250 ok\r\n")


async def _serve(path: Path) -> None:
    with path.open("ab") as taken:
        server = await asyncio.get_running_loop().create_server(lambda: Talk(taken), "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))

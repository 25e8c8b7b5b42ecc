"""A line to a server that can be cut in the middle of what is sent."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread


@dataclass
class Line:
    """Where the line begins, and after how many more bytes it breaks (None: it holds); `cuts` counts."""

    url: str
    bytes_left: int | None = None
    broken: bool = field(default=False)


@contextmanager
def cuttable_line(endpoint: str) -> Iterator[Line]:
    """A line to the server at `endpoint`. Once broken, it refuses everything until it is mended."""
    host, port = endpoint.removeprefix("http://").split(":")

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError), socket.create_connection((host, int(port))) as server:
                back = Thread(target=_pump, args=(server, self.request), daemon=True)
                back.start()
                while not line.broken and (data := self.request.recv(4096)):
                    if line.bytes_left is not None:
                        line.bytes_left -= len(data)
                        if line.bytes_left < 0:
                            line.broken = True
                            server.sendall(data[: len(data) // 2])
                            return
                    server.sendall(data)

    class Server(ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as proxy:
        line = Line(f"http://127.0.0.1:{proxy.server_address[1]}")
        Thread(target=proxy.serve_forever, daemon=True).start()
        yield line
        proxy.shutdown()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(4096):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)

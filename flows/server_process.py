"""The process of the embedded server: `python -m flows.server_process PORT`; see `flows.local_server`."""

from __future__ import annotations

import os
import sys
import threading

HOST = "127.0.0.1"

_APP = "prefect.server.api.server:create_app"


def main(port: int) -> None:
    """Serve Prefect's API until standard input ends, which it does when the parent dies."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import uvicorn  # noqa: PLC0415 (the parent imports this module for HOST alone)

    uvicorn.run(_APP, factory=True, host=HOST, port=port, log_level="error", lifespan="on")


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""A program elsewhere, as small as can be: listens on this machine and checks signatures by the recipe of the documentation."""

import http.server
import json
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

_RECIPE = Path(__file__).resolve().parents[4] / "docs" / "how-to" / "webhooks.md"


def documented_check() -> Callable[[str, dict[str, str], bytes], bool]:
    """Return the function that docs/how-to/webhooks.md tells others to write."""
    (code,) = re.findall(r"```python\n(.*?)```", _RECIPE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own documentation, so that it cannot be wrong
    check: Callable[[str, dict[str, str], bytes], bool] = names["is_genuine"]
    return check


class Receiver:
    """Remembers what it is told; answers what it is told to answer."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []  # what to answer next; then 204
        self.refuses: Callable[[Any], bool] = lambda _message: False
        self.text = b""
        self.location = ""
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
                status = outer.answers.pop(0) if outer.answers else 204
                status = 422 if outer.refuses(json.loads(body)) else status
                self.send_response(status)
                if outer.location:
                    self.send_header("Location", outer.location)
                self.end_headers()
                if status != 204:
                    self.wfile.write(outer.text)

            def log_message(self, format: str, *args: Any) -> None:
                """Keep quiet."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook?from=dorf"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What was said, without the headers."""
        return [json.loads(body) for _headers, body in self.received]

    @property
    def kinds(self) -> list[str]:
        """Which events were told, in order."""
        return [message["type"] for message in self.messages]

    @property
    def ids(self) -> list[str]:
        """By which id each message is known."""
        return [headers["webhook-id"] for headers, _body in self.received]

    def close(self) -> None:
        """Stop listening; nobody answers at this address any more."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

"""The small client of the bench counts whole answers and nothing else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.client import AnswerProblem, load


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b"x" * 100_000 if self.path == "/large/" else b"ok"
        self.send_response(404 if self.path == "/none/" else 200)
        if self.path == "/chunks/":
            self.send_header("Transfer-Encoding", "chunked")
            body = b"2\r\nok\r\n0\r\n\r\n"
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/", "/large/", "/chunks/"])
def test_answers_are_counted_up_to_the_most(port: int, path: str) -> None:
    result = load(port, path, seconds=10, connections=2, most=50)
    assert 50 <= len(result.waits) <= 51
    assert result.seconds < 10
    assert 0 < result.p99 < 10


def test_an_error_is_no_answer(port: int) -> None:
    with pytest.raises(AnswerProblem, match="404"):
        load(port, "/none/", seconds=1, connections=1)

#!/usr/bin/env python3
"""A model server of the chat-completions form on a loopback address, for the tests: prints its port, answers by the
rules of the example, and misbehaves as the path of the request says."""
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples" / "readers"))
import rules  # noqa: E402


def chat(content):
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode("utf-8")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert [message["role"] for message in request["messages"]] == ["system", "user"]
        answer = json.dumps(rules.answer(json.loads(request["messages"][1]["content"])), ensure_ascii=False)
        path = unquote(self.path.strip("/"))
        if path == "good":
            self.send(chat(answer))
        elif path == "talks":
            self.send(chat(f"Certainly! Here is what I found in it:\n```json\n{answer}\n```\nShall I go on?"))
        elif path == "model":
            is_known = request.get("model") == "small"
            self.send(chat(answer) if is_known else b"no such model", 200 if is_known else 404)
        elif path == "chunks":
            body = chat(answer)
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for at in range(0, len(body), 1000):
                part = body[at:at + 1000]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            self.wfile.write(b"0\r\n\r\n")
        elif path == "error":
            self.send(b"out of memory\nmore", 500)
        elif path == "elsewhere":
            self.send(b"", 302, Location="http://example.com/")
        elif path == "garbage":
            self.wfile.write(bytes(range(256)))
        elif path == "words":
            self.send(chat("I cannot help with that."))
        elif path == "no choice":
            self.send(b'{"choices":[]}')
        elif path == "hangs":
            time.sleep(1000)
        elif path == "endless":
            self.send_response(200)
            self.send_header("Content-Length", "1000000000000")
            self.end_headers()
            self.wfile.write(b" " * 10_000_000)
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):  # a client that has heard enough
        pass


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()

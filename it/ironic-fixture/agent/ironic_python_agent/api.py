# SPDX-License-Identifier: Apache-2.0
"""What Ironic asks the agent for."""

import json
import threading
from http import server


class _Answer(server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = self.path.rstrip("/") == "/v1/status"
        body = json.dumps(self.server.status() if known else {"error": "not found"}).encode()
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve(status, port=9999):
    """Answers /v1/status with what status() returns, until the process ends."""
    http = server.HTTPServer(("", port), _Answer)
    http.status = status
    threading.Thread(target=http.serve_forever, daemon=True).start()

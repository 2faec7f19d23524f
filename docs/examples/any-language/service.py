"""A service to be measured: answers every GET, after the pause that SERVICE_DELAY_MS asks for."""
import http.server
import os
import time

PAUSE = float(os.environ.get("SERVICE_DELAY_MS", "0")) / 1000


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/health":
            time.sleep(PAUSE)
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"ok\n")

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Answer).serve_forever()

"""Performia over HTTP, with nothing but the standard library.

    GET  /v1/sessions            what is being played
    POST /v1/sessions            {"project": "veria", "bpm": 120} begins a session
    GET  /v1/usage               usage reports, as Veria takes them
"""

import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from performia.session import Session
from performia.tempo import Tempo
from performia.usage import iso, usage_reports


class Stage:
    """Every session of this process, in the order in which they began."""

    def __init__(self):
        self.sessions = []

    def begin(self, project, bpm, now):
        session = Session(project, Tempo(bpm), now)
        self.sessions.append(session)
        return session

    def playing(self, now):
        return [
            {"project": session.project, "startedAt": iso(session.started_at), "position": session.position(now)}
            for session in self.sessions
            if session.ended_at is None
        ]


class Handler(BaseHTTPRequestHandler):
    stage = Stage()

    def do_GET(self):
        now = time.time()
        if self.path.startswith("/v1/sessions"):
            self.answer(200, self.stage.playing(now))
        elif self.path.startswith("/v1/usage"):
            self.answer(200, usage_reports(self.stage.sessions, now))
        else:
            self.answer(404, {"error": "try /v1/sessions or /v1/usage"})

    def do_POST(self):
        # FIXME: a body that is no JSON ends in a 500, and should in a 422
        length = int(self.headers.get("content-length", "0"))
        wanted = json.loads(self.rfile.read(length))
        session = self.stage.begin(wanted["project"], wanted.get("bpm", 120), time.time())
        self.answer(201, {"project": session.project, "bpm": session.tempo.bpm})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main():
    port = int(os.environ.get("PORT", "7102"))
    print(f"Performia listens on http://127.0.0.1:{port}", flush=True)
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main()

"""Where beats go: to instruments over OSC where python-osc is installed, else to the log."""

import logging

try:
    from pythonosc.udp_client import SimpleUDPClient
except ImportError:
    SimpleUDPClient = None

log = logging.getLogger("performia")


class LogOutput:
    def send(self, bar, beat):
        log.info("bar %d, beat %d", bar, beat)


class OscOutput:
    def __init__(self, host, port):
        self.client = SimpleUDPClient(host, port)

    def send(self, bar, beat):
        self.client.send_message("/performia/beat", [bar, beat])


def open_output(host="127.0.0.1", port=9000):
    """The best output there is on this machine."""
    return LogOutput() if SimpleUDPClient is None else OscOutput(host, port)

"""Serves moto on a free loopback port until standard input closes.

Prints the server's URL as one line. Whoever starts it keeps the write end of its standard input:
the kernel closes that however the starter ends, so no server is ever left behind.
"""

import logging
import sys

from moto.server import ThreadedMotoServer


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line per request
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)
    sys.stdin.read()


main()

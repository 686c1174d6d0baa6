"""A cable between two network namespaces that loses and delays: for kernels without netem.

badCable.py PID PID

Each process's namespace gets one end, the network card "card0". It says "ready" when they are there. A good cable at
first, it is as bad as its input says last: "PERCENT MILLISECONDS", of loss and delay. It is gone, with both ends, when
that ends.
"""
import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000
FRAME_BYTES = 65536

libc = ctypes.CDLL(None, use_errno=True)


def card_of(pid):
    """A new card in the namespace of that process; what is sent on it is read from here."""
    with open(f"/proc/{pid}/ns/net") as namespace:
        if libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
    card = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(card, TUNSETIFF, struct.pack("16sH22x", b"card0", IFF_TAP | IFF_NO_PI))
    return card


def main():
    near, far = card_of(sys.argv[1]), card_of(sys.argv[2])
    loss, delay = 0.0, 0.0
    other = {near: far, far: near}
    on_the_way = []  # (when it arrives, which it is, where, what)
    count = 0
    print("ready", flush=True)
    while True:
        pause = max(0, on_the_way[0][0] - time.monotonic()) if on_the_way else None
        readable, _, _ = select.select([near, far, sys.stdin], [], [], pause)
        if sys.stdin in readable:
            readable.remove(sys.stdin)
            told = sys.stdin.readline()
            if told == "":
                return
            percent, milliseconds = told.split()
            loss, delay = float(percent) / 100, float(milliseconds) / 1000
        for card in readable:
            frame = os.read(card, FRAME_BYTES)
            count += 1
            if random.random() >= loss:
                heapq.heappush(on_the_way, (time.monotonic() + delay, count, other[card], frame))
        while on_the_way and on_the_way[0][0] <= time.monotonic():
            _, _, card, frame = heapq.heappop(on_the_way)
            try:
                os.write(card, frame)
            except OSError:
                pass  # the card is down, or its queue is full: lost, too


main()

"""The thread that beats."""

import threading
import time

from press.work.pulse import Pulse


def test_pulse_calls_at_once_and_again_in_spite_of_errors() -> None:
    called = threading.Semaphore(0)

    def beat() -> None:
        called.release()
        raise ZeroDivisionError

    pulse = Pulse(beat, seconds=0.01, name="test")
    pulse.start()
    assert all(called.acquire(timeout=5) for _ in range(3))
    pulse.stop()


def test_pulse_stops_without_waiting_for_its_next_call() -> None:
    pulse = Pulse(lambda: None, seconds=3600, name="test")
    pulse.start()
    began = time.monotonic()
    pulse.stop()
    assert time.monotonic() - began < 1


def test_pulse_does_not_wait_for_ever_for_a_call_that_hangs() -> None:
    hanging = threading.Event()
    pulse = Pulse(hanging.wait, seconds=1, name="test")
    pulse.start()
    began = time.monotonic()
    pulse.stop(patience=0.1)
    assert time.monotonic() - began < 1
    hanging.set()

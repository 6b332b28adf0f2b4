"""A bounded load: a few keep-alive connections for some seconds, with `wrk` where it is installed, else with our own client.

Own client: threads of this Python. It costs about as much as the cheapest pages, so ratios that have them in it come out
too small; the table says which client was used.
"""

import http.client
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

WRK = shutil.which("wrk")
SCRIPT = """
local paths, at = {}, %(start)d
for line in io.lines("%(file)s") do paths[#paths + 1] = line end
%(headers)s
request = function() at = at + 1; return wrk.format("GET", paths[(at - 1) %% #paths + 1]) end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %%d %%d %%f %%f %%f\\n", summary.requests, errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3))
end
"""


class Outcome(NamedTuple):
    requests: int
    failures: int
    per_second: float
    median_ms: float
    p95_ms: float


def load(
    port: int, paths: list[str], *, connections: int, seconds: float, start: int = 0, gzip: bool = False
) -> Outcome:
    """Asks for the paths in turn, from the start-th on. A failure is any answer but a 2xx."""
    run = _with_wrk if WRK else _with_threads
    return run(port, paths, connections, seconds, start, {"Accept-Encoding": "gzip"} if gzip else {})


def visit(port: int, paths: list[str], *, connections: int, times: int) -> None:
    """Asks for each path so many times, each time on a new connection, so that every worker comes to know it."""

    def once(path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("GET", path)
        connection.getresponse().read()
        connection.close()

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(once, paths * times))


def _with_wrk(port, paths, connections, seconds, start, headers) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths.txt"), Path(folder, "load.lua")
        listed.write_text("\n".join(paths) + "\n")
        lines = "\n".join(f'wrk.headers["{name}"] = "{value}"' for name, value in headers.items())
        script.write_text(SCRIPT % {"start": start, "file": listed, "headers": lines})
        command = [
            WRK,
            "-t1",
            f"-c{connections}",
            f"-d{max(1, round(seconds))}s",
            "--timeout",
            "60s",
            "-s",
            script,
            f"http://127.0.0.1:{port}/",
        ]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in told.splitlines() if line.startswith("RESULT")).split()[1:]
    requests, failures, took, median, p95 = int(line[0]), int(line[1]), *map(float, line[2:])
    return Outcome(requests, failures, requests / took, median, p95)


def _with_threads(port, paths, connections, seconds, start, headers) -> Outcome:
    times, failures, turn, lock = [], [0], iter(range(start, start + 10**9)), threading.Lock()
    end = time.perf_counter() + seconds

    def work():
        connection, own = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
        while (began := time.perf_counter()) < end:
            with lock:
                path = paths[next(turn) % len(paths)]
            try:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                answer.read()
                failed = not 200 <= answer.status < 300
            except (OSError, http.client.HTTPException):
                connection.close()
                failed = True
            own.append(time.perf_counter() - began)
            failures[0] += failed
        with lock:
            times.extend(own)

    began = time.perf_counter()
    workers = [threading.Thread(target=work) for _ in range(connections)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - began
    marks = statistics.quantiles(times, n=20) if len(times) > 1 else [0.0] * 19
    return Outcome(len(times), failures[0], len(times) / took, marks[9] * 1e3, marks[18] * 1e3)

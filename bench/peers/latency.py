"""How long pages take, one after another and side by side, and what their server holds in memory.

    python latency.py --base http://127.0.0.1:PORT [--cookie 'name=value'] [--requests 300] [--concurrency 2]
                      [--warmup 20] [--count REGEX] [--pid SERVER] PATH...

For each path: warming up on all connections, then the requests on one connection and as many again shared
between several. Connections are kept open while the server keeps them; a new one, where it does not, is
within the clock, as it is for a browser. The clock runs from sending to the last byte. Percentiles are
the nearest rank. An answer other than 200 ends the run. Standard library only; JSON on stdout.
"""

import argparse
import gc
import http.client
import json
import math
import re
import statistics
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit


def run(base: str, path: str, headers: dict, requests: int, concurrency: int) -> tuple[dict, bytes]:
    """The figures of some requests to one path, and the last answer."""
    host, port = urlsplit(base).hostname, urlsplit(base).port
    times, failures, last = [], [], [b""]
    left, connects, ready = iter(range(requests)), [0], threading.Barrier(concurrency + 1)

    def client() -> None:
        connection = http.client.HTTPConnection(host, port, timeout=120)
        ready.wait()
        try:
            for _ in left:  # one iterator for all: whoever is free takes the next
                connects[0] += connection.sock is None
                start = time.perf_counter()
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                body = answer.read()
                times.append((time.perf_counter() - start) * 1e3)
                last[0] = body
                if answer.status != 200:
                    raise RuntimeError(f"{path} answers {answer.status} {answer.getheader('Location', '')}")
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=client, daemon=True) for _ in range(concurrency)]
    for thread in threads:
        thread.start()
    gc.collect()
    gc.disable()  # its pauses are the client's, not the server's
    ready.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    gc.enable()
    if failures:
        raise failures[0]
    times.sort()
    rank = lambda share: round(times[math.ceil(share * len(times)) - 1], 3)
    return {
        "requests": len(times), "connects": connects[0], "per_second": round(len(times) / seconds, 2), "min": round(times[0], 3),
        "median": round(statistics.median(times), 3), "p95": rank(0.95), "p99": rank(0.99), "max": round(times[-1], 3),
    }, last[0]


def measure(base: str, path: str, cookie: str = "", requests: int = 300, concurrency: int = 2, warmup: int = 20, count: str = "") -> dict:
    """Milliseconds of one page: sequential and concurrent; its bytes; how often `count` stands in it."""
    headers = {"Accept": "text/html", **({"Cookie": cookie} if cookie else {})}
    if warmup:
        run(base, path, headers, warmup, concurrency)
    sequential, body = run(base, path, headers, requests, 1)
    concurrent, _ = run(base, path, headers, requests, concurrency)
    counted = {"count": len(re.findall(count, body.decode(errors="replace")))} if count else {}
    return {"path": path, "bytes": len(body), **counted, "sequential": sequential, "concurrent": {"clients": concurrency, **concurrent}}


def memory(pid: int) -> dict:
    """MiB of a process and all it started: PSS (shared pages are divided among those who share them) and RSS."""
    total, processes, todo = {"Pss": 0.0, "Rss": 0.0}, 0, [pid]
    while todo:
        one = todo.pop()
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in total:
                total[name] += int(value.split()[0]) / 1024
        processes += 1
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            todo += map(int, children.read_text().split())
    return {"pss_mib": round(total["Pss"], 1), "rss_mib": round(total["Rss"], 1), "processes": processes}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    args.add_argument("--base", required=True)
    args.add_argument("--cookie", default="")
    args.add_argument("--requests", type=int, default=300)
    args.add_argument("--concurrency", type=int, default=2)
    args.add_argument("--warmup", type=int, default=20)
    args.add_argument("--count", default="", help="a regular expression counted in the last answer")
    args.add_argument("--pid", type=int, help="the server: its memory before and after")
    args.add_argument("paths", nargs="+", metavar="PATH")
    a = args.parse_args()
    before = memory(a.pid) if a.pid else None
    pages = [measure(a.base, path, a.cookie, a.requests, a.concurrency, a.warmup, a.count) for path in a.paths]
    print(json.dumps({"pages": pages, **({"memory": {"before": before, "after": memory(a.pid)}} if a.pid else {})}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()

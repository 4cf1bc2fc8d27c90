"""python -m tests.estate serve|truth|councils|links|ledger"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import sys
import urllib.request

from . import registers
from .bank import load
from .nation import nation_world
from .server import serve
from .truth import truth
from .walks import walks
from .world import CONTROL, World


def main() -> int:
    """Run one command; 0 if it worked."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.estate", description="Fictional councils on loopback."
    )
    parser.add_argument("command", choices=("serve", "truth", "councils", "links", "ledger"))
    parser.add_argument(
        "--port", type=int, default=0, help="serve: port (default any free one); ledger: the server's"
    )
    parser.add_argument("--season", type=int, default=1, choices=(1, 2, 3))
    parser.add_argument("--council", action="append", help="slug; only these in truth, councils and links")
    parser.add_argument("--watch-stdin", action="store_true", help="serve: stop when standard input ends")
    parser.add_argument(
        "--nation", type=int, default=0, help="so many councils, with a country's speed and faults"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the nation")
    args = parser.parse_args()
    if args.command == "ledger":
        if not args.port:
            parser.error("ledger needs --port of the running server")
        proxy = urllib.request.ProxyHandler({"http": f"http://127.0.0.1:{args.port}"})
        with urllib.request.build_opener(proxy).open(f"http://{CONTROL}/ledger", timeout=10) as reply:
            print(json.dumps(json.load(reply), indent=1))
        return 0
    world = nation_world(args.nation, args.seed) if args.nation else World(load(args.season))
    chosen = set(args.council or world.bank.councils)
    if unknown := chosen - set(world.bank.councils):
        parser.error(
            f"no such council: {', '.join(sorted(unknown))}; there are {', '.join(world.bank.councils)}"
        )
    if args.command == "serve":
        with contextlib.suppress(KeyboardInterrupt):
            serve(world, args.port, sys.stdin.buffer if args.watch_stdin else None, sys.stdout)
    elif args.command == "truth":
        of = {(row["council"], row["journey"]): row for row in walks(world, lambda one: one.slug in chosen)}
        rows = truth(world, lambda one: one.slug in chosen)
        print(
            json.dumps([{**row, "walk": of.get((row["council"], row["journey"]))} for row in rows], indent=1)
        )
    else:
        fields = registers.COUNCILS if args.command == "councils" else registers.LINKS
        make = registers.councils if args.command == "councils" else registers.links
        writer = csv.DictWriter(sys.stdout, fields)
        writer.writeheader()
        writer.writerows(make(world, lambda council: council.slug in chosen))
    return 0


if __name__ == "__main__":
    sys.exit(main())

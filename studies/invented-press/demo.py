"""The demo: run framesay's whole job on the invented press, the way a user would.

`make demo` starts this. It serves the invented press on loopback, then runs the commands of the
README one by one, printing each before it runs: crawl, crawl again on the next day (one article
was corrected, one is new), annotate, release; checks that the release validates and that every
article of the invented press is accounted for; and serves the corpus until Ctrl-C.
"""

import argparse
import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(os.path.relpath(Path(__file__).parent))
FINE = {0, 1}  # 1: finished, with items set aside, as the broken pages of this press have to be


@contextlib.contextmanager
def press_world() -> Iterator[str]:
    """Serve the invented press on a free port; give its address."""
    command = [sys.executable, str(HERE / "world" / "serve.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            line = (server.stdout or sys.stdin).readline()
            if "http://" not in line:
                sys.exit("demo: the invented press could not be served (see the lines above)")
            yield line.split()[-1]
        finally:
            server.terminate()


def framesay(*arguments: object) -> None:
    """Print and run one framesay command; stop the demo if it fails."""
    words = [str(argument) for argument in arguments]
    print(f"\n$ framesay {' '.join(words)}", flush=True)
    done = subprocess.run([sys.executable, "-m", "corpus.cli", *words], check=False)  # noqa: S603
    if done.returncode not in FINE:
        sys.exit(done.returncode)


def ask(address: str, *, post: bool = False) -> object:
    """Ask the invented press's control page at `address`."""
    request = urllib.request.Request(address, method="POST" if post else "GET")  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own loopback
        return json.load(answer)


def account(manifest: list[dict[str, str]], database: Path) -> int:
    """Compare what became of each announced article with the manifest; return mismatches."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as corpus:
        links = corpus.execute("SELECT announced_url, state FROM link").fetchall()
    states = {url.partition("?")[0]: state for url, state in links}  # feeds add utm_source=...
    wrong = 0
    for entry in manifest:
        state = states.get(entry["url"], "unknown to the corpus")
        if state != entry["state"]:
            wrong += 1
            print(f"  {entry['url']}: expected {entry['state']}, is {state} ({entry['reason']})")
    counts = Counter(entry["state"] for entry in manifest)
    said = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    print(f"every article accounted for: {len(manifest) - wrong} of {len(manifest)} ({said})")
    return wrong


def validate(package: Path) -> int:
    """Validate the release with frictionless, as anybody who downloads it can."""
    words = ["validate", str(package)]
    print(f"\n$ frictionless {' '.join(words)}", flush=True)
    command = [sys.executable, "-m", "frictionless", *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    print(done.stdout if done.returncode else "the data package is valid")
    return done.returncode


def main() -> int:
    """Run the demo; return its exit status."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", default="8001")
    arguments.add_argument("--no-serve", action="store_true")
    arguments.add_argument("--study", type=Path, default=HERE)
    options = arguments.parse_args()
    study: Path = options.study
    release = study / "release" / "demo"
    print("framesay demo: the invented press. It starts from an empty corpus each time.")
    for made_before in (study / "corpus", study / "release"):
        shutil.rmtree(made_before, ignore_errors=True)

    with press_world() as address:
        framesay("crawl", study, "--proxy", address)
        print("\nThe next day: one article was corrected, one is new; nothing else is fetched.")
        ask(f"{address}/-/edition/2", post=True)
        framesay("crawl", study, "--proxy", address)
        manifest = ask(f"{address}/-/manifest")
    framesay("annotate", study)
    framesay("release", study, release)
    wrong = validate(release / "datapackage.json")
    wrong += account(manifest, study / "corpus" / "corpus.db")  # type: ignore[arg-type]
    framesay("status", study)
    if wrong:
        return 1
    if not options.no_serve:
        framesay("serve", study, "--port", options.port)
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())

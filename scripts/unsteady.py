"""After a run of the tests that failed: does what failed pass by itself?

Several processes, browsers and servers that are killed on purpose share two cores, so a test can fail beside others that
passes ten times alone. Such a one is named, not hidden: it passes here only if it does so twice in a row, with at most
three of them and the floor of coverage reached (docs/adr/0081).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST = 3
TIMES = 2


def main(root: Path = ROOT) -> int:
    """0 if what the last run of the tests in `root` noted as failed is few and passes alone, else 1."""
    last = root / ".pytest_cache" / "v" / "cache" / "lastfailed"
    failed = sorted(json.loads(last.read_text())) if last.exists() else []
    if not 0 < len(failed) <= MOST:
        print(f"{len(failed)} tests are noted as failed: not run again")
        return 1
    again = ["pytest", "-p", "no:cacheprovider", *failed]
    if any(_run(root, *again) for _ in range(TIMES)) or _run(root, "coverage", "report", "--format=total"):
        return 1
    for test in failed:
        print(f"UNSTEADY: {test} failed beside the others and passed {TIMES} times alone; mend it")
    return 0


def _run(root: Path, *command: str) -> int:
    return subprocess.run([sys.executable, "-m", *command], cwd=root).returncode


if __name__ == "__main__":
    sys.exit(main())

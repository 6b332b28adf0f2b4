"""Lighthouse (mobile) from npm, kept in var/quality. Measures an address; needs node and Chromium, nothing outside."""

import json
import os
import shutil
import statistics
import subprocess

from .browsing import CHROMIUM, FLAGS
from .serving import FOLDER

VERSION = "13.5.0"
PROGRAM = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
# Basket and checkout say noindex on purpose: the one audit that asks for the contrary is left out there, and told.
ASKS_TO_BE_INDEXED = "is-crawlable"
RUNS = 3
# How fast the machine was in each run, in Lighthouse's own measure: below about 1000 something else kept it busy.
speeds: list[int] = []


def install() -> bool:
    """True when Lighthouse can run. Fetches it once, by name and version."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    if not PROGRAM.exists():
        command = [
            "npm",
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--silent",
            "--prefix",
            ".",
            f"lighthouse@{VERSION}",
        ]
        subprocess.run(command, cwd=FOLDER, check=True, stderr=subprocess.DEVNULL)
    return True


def scores(url: str, *, cookie: str = "", is_private: bool = False) -> dict[str, int]:
    """Points out of 100. A first run that reaches every goal counts; otherwise the median of three runs."""
    runs = [_points(_report(url, cookie), is_private=is_private)]
    while any(runs[0][name] < goal for name, goal in GOALS.items()) and len(runs) < RUNS:
        runs.append(_points(_report(url, cookie), is_private=is_private))
    return {name: int(statistics.median(run[name] for run in runs)) for name in GOALS}


def _report(url: str, cookie: str) -> dict:
    command = [
        "node", str(PROGRAM), url, "--output=json", "--quiet", "--form-factor=mobile",
        f"--only-categories={','.join(GOALS)}", f"--chrome-flags={' '.join(FLAGS)}",
    ]  # fmt: skip
    if cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    environment = {**os.environ, "CHROME_PATH": CHROMIUM, "CI": "1"}
    for _try in range(RUNS):  # Lighthouse now and then loses the trace of its own browser and asks to be run again
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
        if not done.returncode:
            break
    else:
        raise RuntimeError(f"Lighthouse on {url}: {done.stderr[-800:]}")
    report = json.loads(done.stdout)
    speeds.append(int(report["environment"]["benchmarkIndex"]))
    name = "-".join(part for part in url.split("/")[3:] if part) or "home"
    (FOLDER / f"lighthouse-{name}.json").write_text(done.stdout)
    return report


def _points(report: dict, *, is_private: bool) -> dict[str, int]:
    return {
        name: _category_points(report, name, leave_out={ASKS_TO_BE_INDEXED} if is_private else set()) for name in GOALS
    }


def _category_points(report: dict, name: str, *, leave_out: set[str]) -> int:
    """Lighthouse's own weighted mean, without the audits left out."""
    category = report["categories"][name]
    if not leave_out.intersection(reference["id"] for reference in category["auditRefs"]):
        return round(category["score"] * 100)
    counted = [
        (reference["weight"], report["audits"][reference["id"]]["score"])
        for reference in category["auditRefs"]
        if reference["id"] not in leave_out and reference["weight"]
    ]
    counted = [(weight, score) for weight, score in counted if score is not None]
    return round(100 * sum(weight * score for weight, score in counted) / sum(weight for weight, _ in counted))

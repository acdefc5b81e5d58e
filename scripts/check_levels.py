#!/usr/bin/env python3
"""Judges `spec911 serve` by the wall's clock: at levels A and B with the whole suite, and with a window that is shortened.

Usage: check_levels.py PROGRAM, where PROGRAM is a built spec911. Python's standard library is all it needs. Ends with 1 unless
each check ends with exit code 5 (something is not measured), nothing fails, and exactly the rows that docs/levels.md lists are not
measured.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
# Exit code: something that was selected is inconclusive, not tested or not measured.
NOT_MEASURED = 5
# Seconds, for one check.
LIMIT = 120
# Scenarios at once: most of their time is waited for.
JOBS = 64


def lost(parts):
    """The rows that docs/levels.md says are not measured without any of these parts."""
    rows = re.findall(r"^\| ([A-Z]{3}-\d\d) \| (.*) \|$", (HOME / "docs/levels.md").read_text(), re.M)
    return {row for row, needs in rows if parts & set(needs.split(", "))}


def of_window():
    """The rows about the window, of which a shorter one says nothing."""
    return set(re.findall(r"[A-Z]{3}-\d\d", (HOME / "docs/levels.md").read_text().split("## A shorter window")[1]))


def check(program, level, statement, options):
    """The report of a check against the program's own deployment, and the exit code."""
    served = [program, "serve", "--listen", "127.0.0.1:0", "--until-eof", "--level", level, "--ics", statement]
    server = subprocess.Popen(served, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        base = server.stdout.readline().split()[-1]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "deployment.yaml"
            file.write_text(f"name: level {level}\naddress: {base}\nlevel: {level}\nclock: real\nsettle: 20 ms\ntest-calls: true\n")
            report = Path(folder) / "report"
            command = [program, "check", "--deployment", file, "--ics", statement]
            command += ["--jobs", str(JOBS), "--report", report, *options]
            ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
            found = report / "report.json"
            if not found.is_file():
                sys.exit(f"level {level}: no report\n{ended.stdout}{ended.stderr}")
            return json.loads(found.read_text()), ended.returncode
    finally:
        server.stdin.close()
        server.wait(10)


def wrong(report, code, right, asked, shortened):
    """What is not as it should be of the rows that were asked about, in sentences; none asked about are all."""
    rows = [row for row in report["requirements"] if row["id"] in asked or not asked]
    found = {row["id"] for row in rows if row["status"] == "not-measured"}
    if code != NOT_MEASURED:
        yield f"exit code {code}, and {NOT_MEASURED} was expected"
    for row in rows:
        if row["status"] != "not-measured" and row["verdict"] != "pass":
            yield f"{row['id']} is {row['verdict']}: {row.get('reason')}"
    for row in rows:
        if row["id"] in of_window() and shortened and "certifies nothing" not in (row.get("reason") or ""):
            yield f"{row['id']} does not say that such a window certifies nothing: {row.get('reason')}"
    if found - right:
        yield f"not measured, though docs/levels.md says nothing of them: {' '.join(sorted(found - right))}"
    if right & {row["id"] for row in rows} - found:
        yield f"measured, though docs/levels.md says otherwise: {' '.join(sorted(right - found))}"


def main(program):
    failed = False
    real, shortened = HOME / "fixtures/ics/real-clock.yaml", HOME / "fixtures/ics/test-window.yaml"
    checks = [
        ("A", real, [], lost({"test clock", "event feed"})),
        ("B", real, [], lost({"test clock"})),
        ("B", shortened, ["CBN-03", "CBN-01", "PRS-01"], lost({"test clock"}) | of_window()),
    ]
    for level, statement, asked, right in checks:
        began = time.monotonic()
        options = [word for row in asked for word in ("--requirement", row)]
        report, code = check(program, level, statement, options)
        found = list(wrong(report, code, right, asked, statement == shortened))
        print(f"level {level}, {statement.name}: {len(report['scenarios'])} scenarios, {time.monotonic() - began:.1f} s")
        for sentence in found:
            print(f"  {sentence}")
        failed = failed or bool(found)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

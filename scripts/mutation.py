#!/usr/bin/env python3
"""Mutates the code of the reference and of the oracles, and asks whether the suite notices.

    scripts/mutation.py [--sample 150] [--seed 911] [--work DIR] [--singles] [--report docs/mutation.md]

cargo-mutants (`cargo install cargo-mutants --locked`) lists every mutant of src/reference and src/oracle; a seeded sample of
them is built into one copy of the crate, each behind a switch that an environment variable sets, so that one build serves
all. A mutant is caught if `check` or `audit` is no longer 0 with its switch on. What cannot stand behind a switch (a constant,
two types behind one `impl Trait`) is built for itself with --singles and else left out and counted.

What survives is listed in the report with the reason that scripts/survivors.json gives, or with none.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
REASONS = ROOT / "scripts" / "survivors.json"
SWITCH = """
/// The mutant that is on, 0 for none.
pub(crate) fn switched() -> u32 {
    static ON: std::sync::LazyLock<u32> =
        std::sync::LazyLock::new(|| std::env::var("SPEC911_SWITCH").ok().and_then(|on| on.parse().ok()).unwrap_or(0));
    *ON
}
"""
# Quick to build, quick enough to run.
OPTIMISED = ["--config", "profile.release.package.spec911.opt-level=1", "--config", "profile.release.incremental=true"]
# What is asked of each mutant, until one notices.
COMMANDS = [["check"], ["audit", "--quick"], ["audit"]]
# A run that takes so many times longer than one without a mutant never ends.
PATIENCE = 20


def listed():
    """Every mutant that stands in a function, in cargo-mutants' order."""
    command = ["cargo", "mutants", "--list", "--json", "-f", "src/reference/**", "-f", "src/oracle/**"]
    out = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [one for one in json.loads(out) if one["function"]]


def place(lines, point):
    """The offset of a line and column, both from 1, in a text of these lines."""
    return sum(len(line) for line in lines[: point["line"] - 1]) + point["column"] - 1


class File:
    """A source file with its sampled mutants."""

    def __init__(self, path, mutants):
        self.path = path
        self.text = (ROOT / path).read_text()
        self.lines = self.text.splitlines(keepends=True)
        self.functions = collections.OrderedDict()
        for number, one in mutants:
            span = one["function"]["span"]
            key = (place(self.lines, span["start"]), place(self.lines, span["end"]))
            self.functions.setdefault(key, []).append((number, one))

    def mutated(self, one):
        """The text with this mutant in it."""
        start, end = (place(self.lines, one["span"][side]) for side in ("start", "end"))
        return self.text[:start] + one["replacement"] + self.text[end:]

    def switched(self, off):
        """The text with each mutant behind its switch, and which mutant stands in which lines."""
        text, ranges, taken = "", [], []
        at = 0
        for (start, end), mutants in sorted(self.functions.items()):
            mutants = [(number, one) for number, one in mutants if number not in off]
            if not mutants:
                continue
            if start < at:  # Inside a function that is switched already.
                taken += [number for number, _ in mutants]
                continue
            body = start + signature(self.text[start:end])
            text += self.text[at:body] + "{\nmatch crate::switched() {\n"
            first = text.count("\n") + 1
            for number, one in mutants:
                changed = self.mutated(one)
                inner = changed[body + 1 : end - 1 + len(changed) - len(self.text)]
                begun = text.count("\n") + 1
                text += f"{number} => {{\n{inner}\n}}\n"
                ranges.append((begun, text.count("\n"), [number]))
            text += "_ => {" + self.text[body + 1 : end - 1] + "}\n}\n}"
            ranges.append((first, text.count("\n") + 1, [number for number, _ in mutants]))
            at = end
        return text + self.text[at:], ranges, taken


def signature(function):
    """The offset of the brace that opens the body."""
    depth = 0
    for offset, char in enumerate(function):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
        if char == "{" and depth == 0:
            return offset
    raise ValueError("no body")


def errors(work, environment):
    """The places of the errors of a check: file and line. Ends the run where it fails and names none."""
    command = ["cargo", "check", "--release", "--lib", "--message-format=json", *OPTIMISED]
    ran = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True)
    found = []
    for line in ran.stdout.splitlines():
        message = json.loads(line).get("message")
        if isinstance(message, dict) and message.get("level") == "error":
            for span in message["spans"]:
                if span["is_primary"]:
                    found.append((span["file_name"], span["line_start"]))
    if ran.returncode and not found:
        sys.exit(ran.stderr)
    return found


def build(work, sample, environment):
    """Builds all that can stand behind a switch. Numbers of those that can't."""
    files = collections.OrderedDict()
    for number, one in sample:
        files.setdefault(one["file"], []).append((number, one))
    files = {path: File(path, mutants) for path, mutants in files.items()}
    off = set()
    while True:
        ranges = {}
        for path, file in files.items():
            text, ranges[path], taken = file.switched(off)
            off.update(taken)
            put(work / path, text)
        broken = set()
        for path, line in errors(work, environment):
            hits = [(end - begun, numbers) for begun, end, numbers in ranges.get(path, []) if begun <= line <= end]
            if not hits:
                sys.exit(f"{path}:{line}: an error outside of the mutants")
            broken.update(min(hits)[1])
        print(f"{len(broken)} do not build behind a switch", flush=True)
        if not broken:
            break
        off |= broken
    subprocess.run(["cargo", "build", "--release", *OPTIMISED], cwd=work, env=environment, check=True)
    return off


def put(path, text):
    if path.read_text() != text:
        path.write_text(text)


def outcome(program, number, patience):
    """What notices a mutant: a command, `time` for one that never ends, or None."""
    environment = dict(os.environ, SPEC911_SWITCH=str(number), NO_COLOR="1")
    for command in COMMANDS:
        try:
            ran = subprocess.run([program, *command], env=environment, capture_output=True, timeout=patience[command[-1]])
        except subprocess.TimeoutExpired:
            return "time"
        if ran.returncode != 0:
            return " ".join(command)
    return None


def told(number, one, by):
    """Says what noticed a mutant, as it is found."""
    print(f"{number:4} {by or 'MISSED':14} {one['name']}", flush=True)
    return by


def single(work, one, environment):
    """Builds one mutant for itself. False if it is not viable."""
    file = File(one["file"], [(1, one)])
    put(work / one["file"], file.mutated(one))
    ran = subprocess.run(["cargo", "build", "--release", *OPTIMISED], cwd=work, env=environment, capture_output=True)
    put(work / one["file"], file.text)
    return ran.returncode == 0


def report(args, count, results, unviable, unbuilt):
    """The page."""
    caught = {name: by for name, by in results.items() if by}
    missed = [name for name, by in results.items() if not by]
    reasons = json.loads(REASONS.read_text()) if REASONS.exists() else {}
    plain = lambda name: re.sub(r":\d+:\d+: ", ": ", name)
    share = 100 * len(caught) // max(1, len(results))
    lines = [
        "# Mutated code",
        "",
        "What `audit` asks with mutants of the vendor's kind, this asks with those of a machine: does the suite notice when a",
        "line of the reference or of an oracle is wrong? `scripts/mutation.py` draws a seeded sample of what cargo-mutants lists,",
        "and runs `check`, `audit --quick` and, for what is left, the whole `audit` with each.",
        "",
        f"Sample of {args.sample} of {count} with seed {args.seed}: {len(results)} viable, **{len(caught)} caught ({share} %)**, "
        f"{len(missed)} missed; {unviable} do not compile"
        + (f", {unbuilt} can't stand behind a switch and were not built for themselves." if unbuilt else "."),
        "",
        "| noticed by | mutants |",
        "|---|---|",
    ]
    for by, number in sorted(collections.Counter(caught.values()).items()):
        lines.append(f"| {'never ends' if by == 'time' else f'`{by}`'} | {number} |")
    lines += ["", "## Missed", "", "| mutant | why |", "|---|---|"]
    for name in missed:
        text = plain(name).replace("|", "\\|")
        lines.append(f"| `{text}` | {reasons.get(plain(name), 'not explained yet')} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=150, help="how many mutants (150)")
    parser.add_argument("--seed", type=int, default=911, help="the seed of the sample (911)")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "target" / "mutation", help="where the copy is built")
    parser.add_argument("--singles", action="store_true", help="build what can't stand behind a switch for itself: minutes each")
    parser.add_argument("--report", type=pathlib.Path, help="write the page to this file")
    args = parser.parse_args()

    mutants = listed()
    sample = list(enumerate(random.Random(args.seed).sample(mutants, min(args.sample, len(mutants))), start=1))
    work = args.work.resolve()
    for name in ("src", "features", "scenarios", "fixtures", "docs", "tests", "Cargo.toml", "Cargo.lock", "README.md"):
        source, target = ROOT / name, work / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
        elif source.exists():
            work.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    with open(work / "src" / "lib.rs", "a") as lib:
        lib.write(SWITCH)
    environment = dict(os.environ)
    environment.setdefault("CARGO_TARGET_DIR", str(work / "target"))
    off = build(work, sample, environment)
    program = pathlib.Path(environment["CARGO_TARGET_DIR"]) / "release" / "spec911"

    patience = {}
    for command in COMMANDS[:-1]:
        begun = time.monotonic()
        if subprocess.run([program, *command], capture_output=True).returncode != 0:
            sys.exit(f"{' '.join(command)} is not 0 without any mutant")
        patience[command[-1]] = 10 + PATIENCE * (time.monotonic() - begun)
    patience["audit"] = 3600

    results = {}
    for number, one in sample:
        if number not in off:
            results[one["name"]] = told(number, one, outcome(program, number, patience))
    unviable = unbuilt = 0
    for number, one in sample:
        if number not in off:
            continue
        if not args.singles:
            unbuilt += 1
        elif single(work, one, environment):
            results[one["name"]] = told(number, one, outcome(program, 0, patience))
        else:
            unviable += 1
    page = report(args, len(mutants), results, unviable, unbuilt)
    if args.report:
        args.report.write_text(page)
    print(page)


if __name__ == "__main__":
    main()

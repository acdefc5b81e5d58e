#!/usr/bin/env python3
"""Mutates the code of the reference and of the oracles, and asks whether the suite notices.

    scripts/mutation.py [--sample 150] [--seed 911] [--work DIR] [--again] [--singles] [--audit] [--report docs/mutation.md]

cargo-mutants (`cargo install cargo-mutants --locked`) lists every mutant of src/reference and src/oracle; a seeded sample of
them is built into one copy of the crate, each behind a switch that an environment variable sets, so that one build serves
all. A mutant is caught if `check`, `audit --quick`, the claims of tests/it or, with --audit, the whole audit are no longer 0
with its switch on. What cannot stand behind a switch (a constant, two types behind one `impl Trait`) is built for itself with
--singles and else left out and counted.

The sample and what noticed each are kept in the work folder; --again takes that sample and asks only what nothing noticed.
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
# The claims that are asked, those on traces made by hand before those that run scenarios: some twenty seconds in all.
TRACES = ["oracle::c", "oracle::kept", "oracle::tried", "oracle::wrong_ord", "hold::", "requirement::"]
RUNS = ["oracle::every_row", "oracle::leaning", "oracle::wrong", "retries::", "timelines::"]
# Errors that a mutant has wherever it stands: a trait, an item of an iterator, an operator or a function that a type lacks.
NOWHERE = ("E0271", "E0277", "E0369", "E0599")
# What became of a mutant that was asked nothing.
UNVIABLE, UNBUILT = "does not compile", "can't stand behind a switch"
# A run that takes so many times longer than one without a mutant never ends.
PATIENCE = 20


def listed():
    """Every mutant that stands in a function, in cargo-mutants' order."""
    command = ["cargo", "mutants", "--list", "--json", "-f", "src/reference/**", "-f", "src/oracle/**"]
    out = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    mutants = [one for one in json.loads(out) if one["function"]]
    seen = collections.Counter()
    for one in mutants:
        plain = re.sub(r":\d+:\d+: ", ": ", one["name"])
        seen[plain] += 1
        one["key"] = plain if seen[plain] == 1 else f"{plain} ({seen[plain]})"
    return mutants


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
        """The text with each mutant behind its switch, and which mutants stand in which lines, alone or not."""
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
                ranges.append((begun, text.count("\n"), [number], True))
            text += "_ => {" + self.text[body + 1 : end - 1] + "}\n}\n}"
            ranges.append((first, text.count("\n") + 1, [number for number, _ in mutants], False))
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
    """The errors of a check: file, line and code. Ends the run where it fails and names none."""
    command = ["cargo", "check", "--release", "--lib", "--message-format=json", *OPTIMISED]
    ran = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True)
    found = []
    for line in ran.stdout.splitlines():
        message = json.loads(line).get("message")
        if isinstance(message, dict) and message.get("level") == "error":
            for span in message["spans"]:
                if span["is_primary"]:
                    found.append((span["file_name"], span["line_start"], (message.get("code") or {}).get("code")))
    if ran.returncode and not found:
        sys.exit(ran.stderr)
    return found


def build(work, sample, environment):
    """Puts behind switches all that can stand there. What becomes of the others: their numbers with the reason."""
    files = collections.OrderedDict()
    for number, one in sample:
        files.setdefault(one["file"], []).append((number, one))
    files = {path: File(path, mutants) for path, mutants in files.items()}
    off = {}
    while True:
        ranges = {}
        for path, file in files.items():
            text, ranges[path], taken = file.switched(off)
            off.update(dict.fromkeys(taken, UNBUILT))
            put(work / path, text)
        broken = {}
        for path, line, code in errors(work, environment):
            hits = [hit for hit in ranges.get(path, []) if hit[0] <= line <= hit[1]]
            if not hits:
                sys.exit(f"{path}:{line}: an error outside of the mutants")
            _, _, numbers, alone = min(hits, key=lambda hit: hit[1] - hit[0])
            for number in numbers:
                if alone and code in NOWHERE:
                    broken[number] = UNVIABLE
                broken.setdefault(number, UNBUILT)
        print(f"{len(broken)} do not build behind a switch", flush=True)
        if not broken:
            break
        off.update(broken)
    return off


def put(path, text):
    if path.read_text() != text:
        path.write_text(text)


def built(work, environment):
    """Builds the program and the claims of tests/it, which start it. The claims' binary, None if it does not compile."""
    command = ["cargo", "test", "--release", "--test", "it", "--no-run", "--message-format=json", *OPTIMISED]
    ran = subprocess.run(command, cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if ran.returncode != 0:
        return None
    artifacts = [json.loads(line) for line in ran.stdout.splitlines()]
    return next(one["executable"] for one in artifacts if one.get("executable") and one["target"]["name"] == "it")


class Stage:
    """Something that is asked of each mutant: a name, a command, and the seconds that it may take."""

    def __init__(self, name, command, work, patience=None):
        self.name, self.command, self.work, self.patience = name, command, work, patience
        if patience is None:
            begun = time.monotonic()
            if self.ran(0) != 0:
                sys.exit(f"{name}: not 0 without any mutant")
            self.patience = 10 + PATIENCE * (time.monotonic() - begun)

    def ran(self, number):
        """The exit code with a mutant on."""
        switches = {"SPEC911_SWITCH": str(number), "NO_COLOR": "1", "INSTA_UPDATE": "no", "INSTA_WORKSPACE_ROOT": str(self.work)}
        environment = dict(os.environ, **switches)
        return subprocess.run(
            self.command, cwd=self.work, env=environment, capture_output=True, timeout=self.patience
        ).returncode


def stages(work, target, claims, whole):
    """What is asked, in order, until one notices."""
    program = str(target / "release" / "spec911")
    asked = [
        Stage("`check`", [program, "check"], work),
        Stage("`audit --quick`", [program, "audit", "--quick"], work),
        Stage("claims on traces", [claims, "--test-threads=2", *TRACES], work),
        Stage("claims on runs", [claims, "--test-threads=2", *RUNS], work),
    ]
    return asked + ([Stage("`audit`", [program, "audit"], work, 3600)] if whole else [])


def outcome(stages, number):
    """What notices a mutant: the name of a stage, `never ends` for one that does not, or None."""
    for stage in stages:
        try:
            if stage.ran(number) != 0:
                return stage.name
        except subprocess.TimeoutExpired:
            return "never ends"
    return None


def told(number, one, by):
    """Says what noticed a mutant, as it is found."""
    print(f"{number:4} {by or 'MISSED':24} {one['name']}", flush=True)
    return by


def single(work, one, environment):
    """Builds one mutant for itself. False if it is not viable."""
    file = File(one["file"], [(1, one)])
    put(work / one["file"], file.mutated(one))
    viable = built(work, environment) is not None
    put(work / one["file"], file.text)
    return viable


def filters(names):
    return ", ".join(f"`{name}`" for name in names)


def report(args, count, kept):
    """The page."""
    viable = {key: by for key, by in kept.items() if by not in (UNVIABLE, UNBUILT)}
    caught = [by for by in viable.values() if by]
    missed = [key for key, by in viable.items() if not by]
    unviable, unbuilt = (sum(by == what for by in kept.values()) for what in (UNVIABLE, UNBUILT))
    reasons = json.loads(REASONS.read_text()) if REASONS.exists() else {}
    share = 100 * len(caught) // max(1, len(viable))
    lines = [
        "# Mutated code",
        "",
        "What `audit` asks with mutants of the vendor's kind, this asks with those of a machine: does the suite notice when a",
        "line of the reference or of an oracle is wrong? `scripts/mutation.py` draws a seeded sample of what cargo-mutants lists,",
        "and asks of each, until one notices:",
        "",
        "1. `check`",
        "2. `audit --quick`",
        f"3. claims of `tests/it` on traces made by hand: {filters(TRACES)}",
        f"4. claims of `tests/it` on runs: {filters(RUNS)}",
        *(["5. the whole `audit`"] if args.audit else []),
        "",
        "Claims were written with what this sample missed in view. How much of all mutants is noticed, a new seed tells better.",
        "",
        f"Sample of {len(kept)} of {count} with seed {args.seed}: {len(viable)} viable, **{len(caught)} caught ({share} %)**, "
        f"{len(missed)} missed; {unviable} do not compile"
        + (f", {unbuilt} can't stand behind a switch, and nothing was asked of it." if unbuilt else "."),
        "",
        "| noticed by | mutants |",
        "|---|---|",
    ]
    lines += [f"| {by} | {number} |" for by, number in sorted(collections.Counter(caught).items())]
    lines += ["", "## Missed", "", "| mutant | why |", "|---|---|"]
    for key in missed:
        text = key.replace("|", "\\|")
        lines.append(f"| `{text}` | {reasons.get(key, 'not explained yet')} |")
    return "\n".join(lines) + "\n"


def copied(work):
    """Copies the crate, with the switch."""
    for name in ("src", "features", "scenarios", "fixtures", "docs", "tests", "Cargo.toml", "Cargo.lock", "README.md"):
        source, target = ROOT / name, work / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, copy_function=shutil.copy)
        elif source.exists():
            work.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    with open(work / "src" / "lib.rs", "a") as lib:
        lib.write(SWITCH)


def sampled(args, mutants, kept):
    """The mutants that are asked, each with its number: those of the last run, or a new sample."""
    if args.again:
        chosen = [one for one in mutants if one["key"] in kept]
    else:
        chosen = random.Random(args.seed).sample(mutants, min(args.sample, len(mutants)))
    return list(enumerate(chosen, start=1))


def ask(args, work, sample, kept, note):
    """Asks all that nothing noticed so far, and with --singles what can't stand behind a switch."""
    copied(work)
    environment = dict(os.environ)
    environment.setdefault("CARGO_TARGET_DIR", str(work / "target"))
    left = [(number, one) for number, one in sample if kept[one["key"]] is None]
    off = build(work, left, environment)
    claims = built(work, environment) or sys.exit("the claims do not build: cargo test --release --test it --no-run")
    asked = stages(work, pathlib.Path(environment["CARGO_TARGET_DIR"]), claims, args.audit)
    for number, one in left:
        note(number, one, off.get(number) or outcome(asked, number))
    for number, one in sample:
        if args.singles and kept[one["key"]] == UNBUILT:
            note(number, one, outcome(asked, 0) if single(work, one, environment) else UNVIABLE)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=150, help="how many mutants (150)")
    parser.add_argument("--seed", type=int, default=911, help="the seed of the sample (911)")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "target" / "mutation", help="where the copy is built")
    parser.add_argument("--again", action="store_true", help="the sample of the last run, and of it what nothing noticed")
    parser.add_argument("--singles", action="store_true", help="build what can't stand behind a switch for itself: minutes each")
    parser.add_argument("--audit", action="store_true", help="ask the whole audit last: minutes for each that is left")
    parser.add_argument("--report", type=pathlib.Path, help="write the page to this file")
    args = parser.parse_args()

    work = args.work.resolve()
    results = work / "results.json"
    known = json.loads(results.read_text()) if args.again else {}
    mutants = listed()
    sample = sampled(args, mutants, known)
    kept = {one["key"]: known.get(one["key"]) for _, one in sample}

    def note(number, one, by):
        kept[one["key"]] = told(number, one, by)
        results.write_text(json.dumps(kept, indent=1) + "\n")

    unbuilt = args.singles and UNBUILT in kept.values()
    if unbuilt or None in kept.values():
        ask(args, work, sample, kept, note)
    page = report(args, len(mutants), kept)
    if args.report:
        args.report.write_text(page)
    print(page)


if __name__ == "__main__":
    main()

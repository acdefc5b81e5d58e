#!/usr/bin/env python3
"""Holds docs/deployment-interface.yaml against its standard, and `spec911 serve` against the document.

Usage: check_interface.py PROGRAM, where PROGRAM is a built spec911, run by a Python that has what
scripts/interface-requirements.txt lists. A validator reads the document by OpenAPI 3.1, and schemathesis asks the program
what the document allows and what it does not. Then both have to find mistakes that are put into a copy of the document.
Ends with 1 if anything is found, or a mistake is not.
"""

import copy
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "deployment-interface.yaml"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# Generated requests an operation; the examples of the document and each border of each schema come in addition.
REQUESTS = 25
ALL = ["--phases", "examples,coverage,fuzzing"]
# Any fixed number, so that two runs ask the same.
SEED = 911
# Milliseconds, of a response that waits for an event.
LONGEST_WAIT = 10
# Seconds, for everything that schemathesis does with one document.
LIMIT = 120


# The mistakes. Each gives the operation in which it shows.


def drop_title(document):
    """A document without its title, which the standard asks for."""
    del document["info"]["title"]
    return "getInterface"


def lose_status(document):
    """A document that says that a set-up is answered with another status than it is."""
    responses = document["paths"]["/tenants/{tenant}"]["put"]["responses"]
    responses["202"] = responses.pop("201")
    responses.pop("default")
    return "putTenant"


def rename_field(document):
    """A document that says that a deployment names its version by another word."""
    schema = document["components"]["schemas"]["Interface"]
    schema["properties"]["release"] = schema["properties"].pop("version")
    schema["required"] = ["release" if name == "version" else name for name in schema["required"]]
    return "getInterface"


def hurry(document):
    """Has nobody wait for events that do not come: each wait is as long as is asked for."""
    parameters = document["paths"]["/tenants/{tenant}/events"]["get"]["parameters"]
    (wait,) = [parameter for parameter in parameters if parameter.get("name") == "wait"]
    wait["schema"]["maximum"] = LONGEST_WAIT


def invalid(document):
    """What the standard says against a document."""
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in OpenAPIV31SpecValidator(document).iter_errors()]


class Server:
    """The program, serving on a port that the machine chooses, for as long as this lasts."""

    def __init__(self, program):
        command = [program, "serve", "--listen", "127.0.0.1:0", "--until-eof"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline().strip()
        self.base = said.removeprefix("serving at ")
        if not said.startswith("serving at "):
            raise SystemExit(f"{program} does not say where it serves: {said!r}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=10)

    def is_running(self):
        return self.process.poll() is None


def asked(base, document, requests, *narrower):
    """What schemathesis says of the server by a document: whether all is well, and its words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.yaml"
        path.write_text(yaml.safe_dump(document, sort_keys=False))
        st = Path(sys.executable).parent / "st"
        command = [st, "run", path, "--url", base, "--checks", CHECKS, "--max-examples", str(requests)]
        command += ["--seed", str(SEED), "--no-color", "--request-timeout", "10", *(narrower or ALL)]
        try:
            ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            return False, f"not done after {LIMIT} s"
    if ran.returncode not in (0, 1):
        raise SystemExit(f"schemathesis ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return ran.returncode == 0, ran.stdout + ran.stderr


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    document = yaml.safe_load(DOCUMENT.read_text())
    found = invalid(document)
    hurry(document)
    with Server(sys.argv[1]) as server:
        is_well, said = asked(server.base, document, REQUESTS)
        counts = re.findall(r"^ *(\d+ generated, .*)$", said, re.MULTILINE)
        if not is_well or not counts:
            found.append(f"{sys.argv[1]} does not do what the document says:\n{said}")
        for mistake in (drop_title, lose_status, rename_field):
            wrong = copy.deepcopy(document)
            where = mistake(wrong)
            if not invalid(wrong) and asked(server.base, wrong, 5, "--include-operation-id", where)[0]:
                found.append(f"nobody notices {mistake.__doc__[0].lower()}{mistake.__doc__[1:-1]}")
        if not server.is_running():
            found.append("the server has ended")
    for one in found:
        print(one, file=sys.stderr)
    if not found:
        print(f"the document is valid, and the program does what it says: {', '.join(counts)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Reads every message of a gallery with Python's own parser, which shares no code with the program.

Usage: check_mails.py DIR, where `spec911 mail gallery DIR` has written. Ends with 1 if a message has a defect or says
anything else than `manifest.json` lists.
"""

import json
import sys
from email import policy
from email.parser import BytesParser
from pathlib import Path

READ_AS = policy.SMTP.clone(utf8=True, raise_on_defect=False)
HEADERS_OF_ADDRESSES = ("to", "cc", "bcc")


def even(text):
    """A text with plain line ends."""
    return text.replace("\r\n", "\n")


def defects(message):
    """What the parser finds wrong, in the message, its parts and their headers."""
    for part in message.walk():
        yield from part.defects
        for header in part.values():
            yield from getattr(header, "defects", ())


def content(message, kind):
    """The part of a kind, of which there must be one."""
    parts = [part for part in message.walk() if part.get_content_type() == kind]
    return even(parts[0].get_content()) if len(parts) == 1 else f"{len(parts)} parts of {kind}"


def findings(path, listed):
    """Everything in which a message is not what is listed."""
    message = BytesParser(policy=READ_AS).parsebytes(path.read_bytes())
    for defect in defects(message):
        yield f"defect: {defect!r}"
    headers = [header for name in HEADERS_OF_ADDRESSES for header in message.get_all(name, [])]
    recipients = [address.addr_spec for header in headers for address in header.addresses]
    senders = [address.addr_spec for address in message["from"].addresses]
    seen = {
        "from": senders,
        "recipients": recipients,
        "subject": str(message["subject"]),
        "text": content(message, "text/plain"),
        "html": content(message, "text/html"),
    }
    expected = {**{field: listed[field] for field in seen}, "from": [listed["from"]]}
    for field, value in seen.items():
        if value != expected[field]:
            yield f"{field}: expected {expected[field]!r}, got {value!r}"
    names = [name.lower() for name in message.keys()]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"the header {name} stands {names.count(name)} times"


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {str(path.relative_to(folder)) for path in (folder / "mails").iterdir()}
    wrong = [f"{name}: not listed" for name in sorted(files - {mail["file"] for mail in listed})]
    for mail in listed:
        wrong += [f"{mail['file']}: {finding}" for finding in findings(folder / mail["file"], mail)]
    for line in wrong[:50]:
        print(line)
    print(f"{len(listed)} messages, {len(wrong)} findings")
    return 1 if wrong or not listed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

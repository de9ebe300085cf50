"""Whether every CITATION.cff of a built site keeps the rules of version 1.2.0, and says what the
CSL-JSON beside it says.

    python3 cff.py SITE

The rules are those of the format's schema for the keys that are used here; others are refused.
"""

import json
import pathlib
import re
import sys

import yaml

DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])")
URL = re.compile(r"(https|http|ftp|sftp)://.+")
WORDS = re.compile(r".+", re.DOTALL)
PERSON = {"family-names", "given-names", "name-particle", "name-suffix"}
SHARED = {"title": WORDS, "abstract": WORDS, "license": re.compile(r"[A-Za-z0-9.-]+"), "url": URL}
WORK = SHARED | {
    "cff-version": re.compile(r"1\.2\.0"),
    "message": WORDS,
    "type": re.compile("dataset|software"),
    "date-released": DATE,
}
REFERENCE = SHARED | {
    "type": re.compile("website"),
    "date-published": DATE,
    "date-accessed": DATE,
    "collection-title": WORDS,
}


def names(value):
    """What is wrong with a list of people and organisations."""
    if not isinstance(value, list) or not value:
        yield "authors must be a list with somebody in it"
        return
    if any(value.count(name) > 1 for name in value):
        yield "an author is there twice"
    for name in value:
        is_entity = set(name) == {"name"}
        if not (is_entity or (name and set(name) <= PERSON)):
            yield f"nobody is {name}"
        if not all(isinstance(part, str) and part for part in name.values()):
            yield f"a part of the name {name} is no text"


def wrong(table, rules, others):
    """What is wrong with the plain keys of a table."""
    for key, value in table.items():
        if key in rules:
            if not isinstance(value, str) or not rules[key].fullmatch(value):
                yield f"{key} cannot be {value!r}"
        elif key not in others:
            yield f"there is no key {key}"


def day(item, key):
    """A day of CSL-JSON as the format writes it."""
    if key not in item:
        return None
    year, month, date = item[key]["date-parts"][0]
    return f"{year:04}-{month:02}-{date:02}"


def problems(cff, item):
    yield from wrong(cff, WORK, {"authors", "preferred-citation"})
    for key in ["cff-version", "message", "title", "authors"]:
        if key not in cff:
            yield f"{key} is missing"
    reference = cff.get("preferred-citation", {})
    yield from wrong(reference, REFERENCE, {"authors", "publisher", "languages"})
    for key in ["type", "title", "authors"]:
        if key not in reference:
            yield f"{key} of what is to be cited is missing"
    yield from names(cff.get("authors"))
    if reference.get("authors") != cff.get("authors"):
        yield "two lists of authors differ"
    if not set(reference.get("publisher", {"name": "x"})) == {"name"}:
        yield "a publisher has a name"
    if not all(re.fullmatch("[a-z]{2,3}", code) for code in reference.get("languages", [])):
        yield "a language is a code of two or three letters"

    expected = {
        "title": item["title"],
        "abstract": item.get("abstract"),
        "license": item.get("license"),
        "url": item["URL"],
        "date-published": day(item, "issued"),
        "date-accessed": day(item, "accessed"),
        "collection-title": item.get("container-title"),
    }
    for key, value in expected.items():
        if reference.get(key) != value:
            yield f"{key} is {reference.get(key)!r}, and {value!r} in CSL-JSON"
    if reference.get("publisher", {}).get("name") != item.get("publisher"):
        yield "the publisher differs from that of CSL-JSON"
    if "author" in item:
        authors = [name.get("name") or name.get("family-names") for name in reference["authors"]]
        if authors != [name.get("literal") or name.get("family") for name in item["author"]]:
            yield "the authors differ from those of CSL-JSON"




def main():
    found, count = [], 0
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("CITATION.cff")):
        count += 1
        item = json.loads((path.parent / "citation.json").read_text())[0]
        cff = yaml.safe_load(path.read_text())
        found += [f"{path}: {problem}" for problem in problems(cff, item)]
    print("\n".join(found))
    print(f"{count} files read, {len(found)} problems")
    sys.exit(1 if found or not count else 0)


main()

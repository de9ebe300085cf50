"""What pybtex and biber read in the BibTeX of a built site, and whether anything is lost on the way.

    python3 tex.py SITE WORK

Each entry is held against the CSL-JSON beside it. SITE may be what `dated.js` wrote. WORK is a folder for what biber reads and writes:
it reads all entries of a dialect as one file, since it takes a second to begin.
"""

import json
import pathlib
import re
import subprocess
import sys

from pybtex.database import parse_string

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
COMMANDS = {
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
}
LANGUAGES = {"french": "fr", "english": "en"}


def plain(text):
    """What TeX would show."""
    text = re.sub(r"\\url\{(.*)\}", r"\1", text)
    tokens = re.findall(r"\\[a-zA-Z]+(?:\{\}| )?|\\.|[{}]|[^\\{}]+", text)
    shown = ""
    for token in tokens:
        name = token.strip("\\{} ")
        if token in "{}":
            continue
        if token.startswith("\\"):
            shown += COMMANDS.get(name, token[1:] if len(token) == 2 else token)
        else:
            shown += token
    return " ".join(shown.split())


def spoken(name):
    parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal"]
    return " ".join(name[part] for part in parts if name.get(part)).replace("’ ", "’")


def spoken_in_tex(person):
    parts = [person.first_names, person.middle_names, person.prelast_names, person.last_names, person.lineage_names]
    return plain(" ".join(word for part in parts for word in part)).replace("’ ", "’")


def differences(entry, item, dialect):
    """What an entry says otherwise than the CSL-JSON, field by field."""
    fields = {name.lower(): plain(value) for name, value in entry.fields.items()}
    date = item.get("issued", {}).get("date-parts", [[]])[0]
    expected = {
        "title": item.get("title"),
        "origtitle": item.get("original-title"),
        "abstract": item.get("abstract"),
        "copyright": item.get("license"),
    }
    accessed = item.get("accessed", {}).get("date-parts", [[]])[0]
    if dialect == "bibtex":
        expected |= {
            "journal": item.get("container-title"),
            "publisher": item.get("publisher"),
            "language": item.get("language"),
            "howpublished": item.get("URL"),
            "year": str(date[0]) if date else None,
            "day": str(date[2]) if date else None,
            "month": MONTHS[date[1] - 1] if date else None,
        }
        if accessed and not re.search(rf"\b{accessed[0]}$", fields.get("note", "")):
            yield f"note: {fields.get('note')!r} came, which names no day of access"
        if "month" in fields:
            fields["month"] = fields["month"][:3].lower()
    else:
        fields["langid"] = LANGUAGES.get(fields.get("langid"))
        expected |= {
            "titleaddon": item.get("container-title"),
            "organization": item.get("publisher"),
            "langid": item.get("language"),
            "url": item.get("URL"),
            "urldate": f"{accessed[0]:04}-{accessed[1]:02}-{accessed[2]:02}" if accessed else None,
            "date": f"{date[0]:04}-{date[1]:02}-{date[2]:02}" if date else None,
        }
    for name, value in expected.items():
        if fields.get(name) != value:
            yield f"{name}: {fields.get(name)!r} came, {value!r} is right"
    people = [spoken_in_tex(person) for person in entry.persons.get("author", [])]
    authors = [spoken(name) for name in item.get("author", [])]
    if people != authors:
        yield f"authors: {people!r} came, {authors!r} is right"
    for person, name in zip(entry.persons.get("author", []), item.get("author", [])):
        if "literal" in name and (len(person.last_names) != 1 or person.first_names):
            yield f"{name['literal']!r} is not one name"


# What biber's model of data does not know: fields that other programs read, and BibTeX's own way to
# say where something is published. It passes them over, and does not hand them on.
PASSED_OVER = {
    "bibtex": ["copyright", "day", "journaltitle", "origtitle", "publisher"],
    "biblatex": ["copyright"],
}

# A work without a date or without authors lacks what the model wants of every entry.
LACKING = r"Missing mandatory field - one of '(date, year|author, editor)'"


def biber(text, dialect, work):
    """The entries as biber writes them after reading, and what it has to say."""
    source = work / f"{dialect}.bib"
    source.write_text(text)
    result = subprocess.run(
        ["biber", "--tool", "--validate-datamodel", "--nolog", f"--output-file={dialect}.out", source.name],
        cwd=work,
        capture_output=True,
        text=True,
    )
    told = [line for line in result.stdout.splitlines() if re.match(r"(WARN|ERROR)", line)]
    passed_over = "|".join(PASSED_OVER[dialect])
    known = re.compile(rf"(Invalid f|F)ield '({passed_over})' (for entrytype|invalid)|{LACKING}")
    told = [line for line in told if not known.search(line)]
    return (work / f"{dialect}.out").read_text(), told


def main():
    site, work = (pathlib.Path(path) for path in sys.argv[1:3])
    problems, count = [], 0
    dialects = {"bibtex": "citation.bib", "biblatex": "citation.biblatex.bib"}
    items = {}
    for path in sorted(site.rglob("citation.json")):
        item = json.loads(path.read_text())[0]
        items[item["id"]] = (path.parent, item)
    for dialect, name in dialects.items():
        texts = []
        for key, (folder, item) in items.items():
            text = (folder / name).read_text()
            texts.append(text)
            count += 1
            entry = parse_string(text, "bibtex").entries[key]
            problems += [f"pybtex: {folder / name}: {it}" for it in differences(entry, item, dialect)]
        again, told = biber("\n".join(texts), dialect, work)
        problems += [f"biber, {dialect}: {line}" for line in told]
        entries = parse_string(again, "bibtex").entries
        for key, (folder, item) in items.items():
            if key not in entries:
                problems.append(f"biber: {folder / name} is lost")
                continue
            if dialect == "biblatex":
                kept = {name: value for name, value in item.items() if name != "license"}
                again = entries[key]
                if "date" in again.fields:
                    # It writes years before 1000 without their zero.
                    again.fields["date"] = again.fields["date"].rjust(10, "0")
                problems += [f"biber: {folder / name}: {it}" for it in differences(again, kept, dialect)]
    for path in sorted(site.rglob("bibliography.bib")):
        count += 1
        ids = [item["id"] for item in json.loads((path.parent / "bibliography.json").read_text())]
        if list(parse_string(path.read_text(), "bibtex").entries) != ids:
            problems.append(f"{path} holds other entries than bibliography.json")
    print("\n".join(problems))
    print(f"{count} files read, {len(problems)} problems")
    sys.exit(1 if problems or not count else 0)


main()

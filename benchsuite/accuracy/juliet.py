"""The Juliet test suite for C and C++: whether the bad side of a case is found, and its good side left alone."""
import collections
import json
import re
import shutil

import blind
from weaknesses import TAKEN

FILE = re.compile(r"(?P<case>CWE(?P<cwe>\d+)_.+_(?P<variant>\d\d))([a-z]?(_\w+)?)\.(c|cpp|h)")


def measure(scanners, work, suite, per_cwe):
    tree = work / "juliet" / "tree"
    units = lay_out(tree, suite, per_cwe)
    (work / "juliet" / "map.json").write_text(json.dumps(units, indent=1, sort_keys=True))
    scans = scanners.scan(tree)
    rows = [
        {
            "unit": name,
            "case": unit["case"],
            "cwe": unit["cwe"],
            "has good side": any(file["good"] for file in unit["files"].values()),
            "tools": {},
        }
        for name, unit in units.items()
    ]
    for tool, scan in scans.items():
        by_unit = collections.defaultdict(list)
        for finding in scan.findings:
            by_unit[finding.path.split("/")[0]].append(finding)
        for row in rows:
            row["tools"][tool] = score(units[row["unit"]], by_unit[row["unit"]])
    seconds = {tool: {"seconds": round(scan.seconds, 1), "left out": scan.left_out} for tool, scan in scans.items()}
    files = sum(len(unit["files"]) for unit in units.values())
    return {"rows": rows, "per CWE": per_cwe, "files": files, "scans": [seconds], "versions": scanners.versions()}


def lay_out(tree, suite, per_cwe):
    """The blind cases, a folder for each, and where in them the bad and the good side are."""
    shutil.rmtree(tree, ignore_errors=True)
    (tree / "lib").mkdir(parents=True)
    for path in sorted((suite / "testcasesupport").glob("*.[ch]")):
        words = blind.neutral_words(0)
        text = blind.blinded(read(path), "CWE", "unit", words)
        (tree / "lib" / blind.renamed(path.name, "CWE", "unit", words)).write_text(text)
    units = {}
    for case, files in chosen(suite, per_cwe):
        number = len(units) + 1
        name = f"unit{number:04}"
        units[name] = lay_out_case(tree / name, case, files, number)
    return units


def chosen(suite, per_cwe):
    """Cases of each weakness, evenly over their sorted list, with their files."""
    for cwe in TAKEN:
        cases = collections.defaultdict(list)
        for folder in (suite / "testcases").glob(f"CWE{cwe}_*"):
            for path in folder.rglob("*"):
                told = FILE.fullmatch(path.name)
                if told:
                    cases[told["case"]].append(path)
        every = sorted(cases)
        for place in places(len(every), min(per_cwe, len(every))):
            yield every[place], sorted(cases[every[place]])


def places(length, wanted):
    """One place in each of so many equal slices of a list. Within its slice it moves on by the golden section: flow variants
    follow each other in the list at a fixed distance, and equal steps would meet a few of them only."""
    for at in range(wanted):
        first, end = at * length // wanted, (at + 1) * length // wanted
        yield first + int((at * 0.6180339887 % 1) * (end - first))


def lay_out_case(folder, case, files, number):
    folder.mkdir()
    cwe = int(FILE.fullmatch(files[0].name)["cwe"])
    words = blind.neutral_words(number)
    keep = blind.SUSPICIOUS if cwe == 546 else None
    told = {"case": case, "cwe": cwe, "words": words, "files": {}}
    for path in files:
        text = read(path)
        name = blind.renamed(path.name, case, folder.name, words)
        (folder / name).write_text(blind.blinded(text, case, folder.name, words, keep))
        told["files"][f"{folder.name}/{name}"] = {"is": path.name, **blind.sides(text)}
    return told


def read(path):
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def score(unit, findings):
    """The rules that spoke on each side, those that name the weakness apart from the others."""
    weakness = TAKEN[unit["cwe"]]
    found = {"bad": {"naming": set(), "other": set()}, "good": {"naming": set(), "other": set()}}
    for finding in findings:
        naming = finding.classes & set(weakness.classes) or finding.cwes & set(weakness.cwes)
        file = unit["files"][finding.path]
        for side in ("bad", "good"):
            if any(finding.is_at(finding.path, lines) for lines in file[side]):
                found[side]["naming" if naming else "other"].add(finding.rule)
    return {side: {kind: sorted(rules) for kind, rules in of.items()} for side, of in found.items()}

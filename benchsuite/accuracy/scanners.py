"""The tools that are measured: how each is run over a folder, and what it finds there."""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import typing
import urllib.parse
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# The author of the rules advises a scan with the severities ERROR and WARNING, and calls one with INFO a full scan.
FULL = "semgrep, full scan"
C_SUFFIXES = (".c", ".h", ".cc", ".cpp", ".cxx", ".hpp")
JOBS = "2"
# What cppcheck says of itself rather than of the code.
CPPCHECK_TROUBLE = {"syntaxError", "unknownMacro", "internalAstError", "preprocessorErrorDirective", "internalError", "cppcheckError"}


class Finding(typing.NamedTuple):
    path: str
    # First and last line; none if it is about the file as a whole.
    lines: tuple | None
    rule: str
    # Banbury's tier, or semgrep's severity.
    tier: str
    # Only Banbury has these.
    classes: frozenset
    cwes: frozenset

    def is_at(self, path, lines):
        """Whether it shares a line with `lines` of `path`. What is said of a whole file is said of each of its lines."""
        return self.path == path and (self.lines is None or (self.lines[0] <= lines[1] and lines[0] <= self.lines[1]))

    def told(self):
        return f"{self.rule} ({self.path}:{self.lines[0] if self.lines else 'file'})"


class Scan(typing.NamedTuple):
    findings: list
    seconds: float
    left_out: list


class Scanners:
    """The tools that are there."""

    def __init__(self, work, banbury, semgrep_rules, without):
        self.out = work / "out"
        self.banbury = banbury
        self.semgrep_rules = semgrep_rules
        known = {"banbury": self.run_banbury, "semgrep": self.run_semgrep, "flawfinder": run_flawfinder, "cppcheck": run_cppcheck}
        self.runs = {name: run for name, run in known.items() if name not in without and self.is_there(name)}

    def is_there(self, name):
        if name == "banbury":
            self.banbury = self.banbury or build()
        elif not shutil.which(name):
            print(f"{name} is not installed: left out")
            return False
        elif name == "semgrep" and not self.semgrep_rules:
            print("semgrep is left out: --semgrep-rules does not say where its rules are")
            return False
        return True

    def versions(self):
        # semgrep would ask its maker for a newer version.
        quiet = {**os.environ, "SEMGREP_ENABLE_VERSION_CHECK": "0"}
        told = {}
        for name in self.runs:
            program = self.banbury if name == "banbury" else name
            run = subprocess.run([program, "--version"], capture_output=True, text=True, env=quiet)
            told[name] = run.stdout.strip().split()[-1]
        return told

    def scan(self, folder):
        """What each tool finds in a folder."""
        scans = {}
        for name, run in self.runs.items():
            start = time.monotonic()
            findings, left_out = run(folder.resolve())
            scans[name] = Scan(sorted(set(findings), key=str), time.monotonic() - start, left_out)
            print(f"{name}: {len(findings)} findings in {scans[name].seconds:.1f} s", flush=True)
            for path in left_out:
                print(f"  {name} cannot read {path}")
        if "semgrep" in scans:
            scans[FULL] = scans["semgrep"]
            advised = [finding for finding in scans[FULL].findings if finding.tier != "info"]
            scans["semgrep"] = scans[FULL]._replace(findings=advised)
        return scans

    def run_banbury(self, folder):
        """Exit code 1 or 3: findings, or part of the drop could not be inspected."""
        run([self.banbury, "inspect", folder, "-o", self.out, "--force", "--jobs", JOBS], accept=(0, 1, 3))
        log = json.loads((self.out / "findings.sarif").read_text())["runs"][0]
        rules = {rule["id"]: rule["properties"] for rule in log["tool"]["driver"]["rules"]}
        return [from_sarif(result, rules[result["ruleId"]]) for result in log["results"]], []

    def run_semgrep(self, folder):
        command = ["semgrep", "scan", "--json", "--quiet", "--metrics=off", "--disable-version-check", "--no-git-ignore"]
        command += ["--x-ignore-semgrepignore-files", "--max-target-bytes=0", "--timeout=60", "--jobs", JOBS]
        report = json.loads(run([*command, "--config", self.semgrep_rules, folder]).stdout)
        return [from_semgrep(result, folder) for result in report["results"]], []


def build():
    subprocess.run(["cargo", "build", "--release"], cwd=ROOT, check=True)
    metadata = subprocess.run(["cargo", "metadata", "--no-deps", "--format-version=1"], cwd=ROOT, check=True, capture_output=True)
    return pathlib.Path(json.loads(metadata.stdout)["target_directory"]) / "release" / "banbury"


def run(command, accept=(0,), **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, **options)
    if done.returncode not in accept:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done


def from_sarif(result, rule):
    place = result["locations"][0]["physicalLocation"]
    region = place.get("region", {})
    first = region.get("startLine")
    lines = (first, region.get("endLine", first)) if first else None
    path = urllib.parse.unquote(place["artifactLocation"]["uri"])
    cwes = frozenset(number for cwe in rule.get("cwe", []) for number in numbers(cwe))
    return Finding(path, lines, result["ruleId"], rule["tier"], frozenset(rule["class"]), cwes)


def from_semgrep(result, folder):
    told = result["extra"]["metadata"].get("cwe", [])
    cwes = frozenset(number for cwe in ([told] if isinstance(told, str) else told) for number in numbers(cwe))
    lines = (result["start"]["line"], result["end"]["line"])
    severity = result["extra"]["severity"].lower()
    return Finding(os.path.relpath(result["path"], folder), lines, result["check_id"].rsplit(".", 1)[-1], severity, frozenset(), cwes)


def numbers(text):
    """The numbers of the weaknesses that a text names: `CWE-119!/CWE-120: …`."""
    return {int(number) for number in re.findall(r"CWE-(\d+)", text)}


def c_files(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in C_SUFFIXES and path.is_file())


def run_flawfinder(folder):
    """flawfinder gives up at the first file that is not UTF-8: such files are left out."""
    files = c_files(folder)
    readable = [path for path in files if is_utf8(path)]
    left_out = [os.path.relpath(path, folder) for path in files if path not in set(readable)]
    done = run(["flawfinder", "--csv", "--minlevel=1", *readable], env={**os.environ, "PYTHONUTF8": "1"}) if readable else None
    rows = csv.DictReader(io.StringIO(done.stdout.decode("utf-8", "replace"))) if done else []
    found = []
    for row in rows:
        line = int(row["Line"])
        path = os.path.relpath(row["File"], folder)
        found.append(Finding(path, (line, line), row["Name"], "", frozenset(), frozenset(numbers(row["CWEs"]))))
    return found, left_out


def is_utf8(path):
    try:
        path.read_bytes().decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def run_cppcheck(folder):
    """Headers beside the folders of programs are on the include path, if there is a folder `lib` of them."""
    command = ["cppcheck", "--xml", "--quiet", "--enable=warning,portability", "-j", JOBS]
    done = run([*command, "-I", folder / "lib", folder])
    found = []
    for error in xml.etree.ElementTree.fromstring(done.stderr).iter("error"):
        place = error.find("location")
        if place is None or error.get("severity") == "information" or error.get("id") in CPPCHECK_TROUBLE:
            continue
        line = int(place.get("line"))
        path = os.path.relpath(place.get("file"), folder)
        cwes = frozenset({int(error.get("cwe"))} if error.get("cwe") else ())
        found.append(Finding(path, (line, line), error.get("id"), "", frozenset(), cwes))
    return found, []

"""The pairs of programs, and the sample firmware: what is found of what was planted, and what is raised where nothing was."""
import pathlib
import shutil
import tomllib

from scanners import C_SUFFIXES, ROOT

PROGRAMS = pathlib.Path(__file__).resolve().parent / "programs"
SAMPLE = ROOT / "sample-firmware"


def pairs():
    """Each pair's slug with what its pair.toml says, the regions as (path, lines) from the folder of the programs."""
    found = {}
    for told in sorted(PROGRAMS.glob("*/pair.toml")):
        pair = tomllib.loads(told.read_text())
        slug = told.parent.name
        paths = [str(pathlib.PurePosixPath(slug, *pathlib.PurePosixPath(name).parts[1:])) for name in pair["files"]]
        pair["regions"] = list(zip(paths, pair["lines"], strict=True))
        found[slug] = pair
    return found


def lay_out(folder, kind):
    """The programs of one kind in a folder of their own, under no name but their slugs."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for slug in pairs():
        shutil.copytree(PROGRAMS / slug / kind, folder / slug)
    return folder


def measure_programs(scanners, work):
    planted = scanners.scan(lay_out(work / "programs" / "a", "planted"))
    honest = scanners.scan(lay_out(work / "programs" / "b", "honest"))
    rows = [
        {
            "slug": slug,
            "class": pair["class"],
            "title": pair["title"],
            "tuned on": pair.get("tuned_on", False),
            "is C": all(path.endswith(C_SUFFIXES) for path, _ in pair["regions"]),
            "tools": {tool: score_pair(slug, pair, planted[tool].findings, honest[tool].findings) for tool in planted},
        }
        for slug, pair in pairs().items()
    ]
    return {"rows": rows, "scans": [about(planted), about(honest)], "versions": scanners.versions()}


def about(scans):
    return {tool: {"seconds": round(scan.seconds, 1), "left out": scan.left_out} for tool, scan in scans.items()}


def score_pair(slug, pair, planted, honest):
    """Findings in the region and elsewhere in the planted program, and findings in the honest one: of the pair's class,
    suspicious ones of any class, and others."""
    own = [finding for finding in planted if finding.path.startswith(slug + "/")]
    inside = [finding for finding in own if any(finding.is_at(*region) for region in pair["regions"])]
    elsewhere = [finding for finding in own if finding not in inside]
    raised = [finding for finding in honest if finding.path.startswith(slug + "/")]
    return {
        "inside": by_weight(inside, pair["class"]),
        "elsewhere": by_weight(elsewhere, pair["class"]),
        "honest": by_weight(raised, pair["class"]),
    }


def by_weight(findings, wanted):
    weights = {"class": [], "suspicion": [], "other": []}
    for finding in findings:
        weight = "class" if wanted in finding.classes else "suspicion" if finding.tier == "suspicion" else "other"
        weights[weight].append(finding.told())
    return weights


def measure_sample(scanners):
    truth = tomllib.loads((SAMPLE / "ground-truth.toml").read_text())
    scans = {release: scanners.scan(SAMPLE / f"release-{release}") for release in (1, 2)}
    rows = []
    for tool in scans[1]:
        found = [(release, finding) for release, of in scans.items() for finding in of[tool].findings]
        rows.append({"tool": tool, **score_sample(truth, found, has_classes=tool == "banbury")})
    return {"rows": rows, "scans": [about(of) for of in scans.values()], "versions": scanners.versions()}


def score_sample(truth, found, has_classes):
    """As tests/ground_truth.rs has it. A finding of a tool without classes is taken to be of whichever class is wanted."""

    def meets(place, release, finding):
        return release == place["release"] and finding.is_at(place["path"], place["lines"])

    def names(place, release, finding):
        return meets(place, release, finding) and (not has_classes or place["class"] in finding.classes)

    planted, innocent = truth["planted"], truth["innocent"]
    hit = [place for place in planted if any(names(place, *one) for one in found)]
    astray = [one for one in found if not any(names(place, *one) for place in planted)]
    raised = [place for place in innocent if any(names(place, *one) for one in astray)]
    lost = [one for one in found if not any(meets(place, *one) for place in planted)]
    in_c = [place for place in planted if place["languages"] == "c"]
    return {
        "planted": len(planted),
        "hit": len(hit),
        "planted in C": len(in_c),
        "hit in C": sum(place in hit for place in in_c),
        "innocent": len(innocent),
        "raised": len(raised),
        "findings": len(found),
        "elsewhere": len(lost),
        "suspicion elsewhere": [f"release {release}: {finding.told()}" for release, finding in lost if finding.tier == "suspicion"],
        "missed": [place_told(place) for place in planted if place not in hit],
        "false alarms": [place_told(place) for place in raised],
    }


def place_told(place):
    return f"class {place['class']}: release {place['release']}, {place['path']}:{place['lines'][0]}"

"""What has been measured, as docs/accuracy.md."""
import collections

from scanners import FULL
from weaknesses import LEFT_OUT, TAKEN

INTRODUCTION = """# Accuracy

`benchsuite/accuracy/run` makes these figures (`--help` prints how) and writes this page. Peers are semgrep with the rules of
0xdea/semgrep-rules (severities ERROR and WARNING, as their author advises; "full scan" has INFO as well), flawfinder with its default
`--minlevel=1`, and cppcheck with `--enable=warning,portability` and without `--inconclusive`. Banbury runs with all shipped rulesets.
A finding lies in a region if it shares a line with it."""

PROGRAMS = """## Pairs of programs

{pairs} pairs of small programs, {classes} of the catalogue's classes. One program of a pair holds one planted construct; its twin does the
honest thing that looks like it. They were written from the catalogue alone, without looking at a rule, in two sets. Of the {seen} of the first, misses and
false alarms were looked at to mend rules and engine: it shows what can be done, not what is to be expected. A first run over them, before, found
11 (4 raised). The {unseen} of the second, about half modelled on incidents as they are publicly known, are held out: nobody who works on rules has looked
at them, only at the sums. All planted programs are inspected in one run, all honest ones in another.

- *Found*: a finding in the planted region. For Banbury, "right class" wants a rule of the pair's class; "right class or suspicion"
  takes any rule of the tier suspicion as well; "any finding" takes every rule. The others have no such classes: any finding counts for them, and since
  regions are as large as functions, a tool that remarks on much is bound to touch them.
- *Raised*: the honest twin has a finding of the tier suspicion or of the pair's class, anywhere; with "any finding", and for the others, any
  finding at all.
- *Precision* is found / (found + raised)."""

SAMPLE = """## Sample firmware

Both releases of `sample-firmware` against `ground-truth.toml`, as `tests/ground_truth.rs` has it. The sample is part of
Banbury's own tests: it is no held-out set. *Found*: a planted construct with a finding in its region, for Banbury of its class. *Raised*: an innocent look-alike with
a finding that belongs to nothing planted, for Banbury of the look-alike's class. *Elsewhere*: findings where nothing was planted."""

JULIET = """## Juliet

The Juliet test suite 1.3 for C and C++: {cases} cases in {files} files, up to {per_cwe} of each weakness, spread evenly over the sorted list. What
its cases show is textbook weaknesses, not hidden ones. Before any tool looks at them they are made blind: comments are removed (but those
that cases of 546 are about), and names that tell (`bad`, `goodG2B`, `badSink`, `CWE…`, file names, guards) become neutral ones. Lines stay.

- *Found*: a finding that names the weakness on the bad side of a case (what `OMITBAD` guards, helpers included). It names the weakness if its rule has one
  of the CWEs that `benchsuite/accuracy/weaknesses.py` lists for it or, for Banbury, one of the catalogue's classes that it lists.
- *Raised*: such a finding on the good side, as a share of the cases that have one ({good_sides}).
- *Told apart*: found, and not raised.
- *Any*: any finding at all on that side."""


def written(known):
    parts = {"programs": of_programs, "sample": of_sample, "juliet": of_juliet}
    lines = [INTRODUCTION]
    for part, write in parts.items():
        lines += ["", write(known[part])] if part in known else []
    return "\n".join(lines) + "\n"


def grid(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def percent(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "-"


def took(measured):
    """How long each tool took, all its runs together, and what it could not read."""
    seconds, unread = collections.Counter(), collections.defaultdict(list)
    for scan in measured["scans"]:
        for tool in in_order(scan.keys() - {FULL}):
            seconds[tool] += scan[tool]["seconds"]
            unread[tool] += scan[tool]["left out"]
    told = ", ".join(f"{tool} {measured['versions'][tool]} {spent:.1f} s" for tool, spent in seconds.items())
    text = f"Time: {told}."
    for tool, paths in unread.items():
        text += f" {tool} cannot read {', '.join(f'`{path}`' for path in sorted(set(paths)))} (not UTF-8)." if paths else ""
    return text


ORDER = ("banbury", "semgrep", FULL, "flawfinder", "cppcheck")
WAYS = {
    "right class": (("class",), ("class", "suspicion")),
    "right class or suspicion": (("class", "suspicion"), ("class", "suspicion")),
    "any finding": (("class", "suspicion", "other"), ("class", "suspicion", "other")),
}


def ways(tools):
    for tool in tools:
        for way in WAYS if tool == "banbury" else ["any finding"]:
            yield tool, way


def found(row, tool, way):
    return any(row["tools"][tool]["inside"][weight] for weight in WAYS[way][0])


def raised(row, tool, way):
    return any(row["tools"][tool]["honest"][weight] for weight in WAYS[way][1])


def label(tool):
    return "Banbury" if tool == "banbury" else tool


def in_order(tools):
    return [tool for tool in ORDER if tool in tools]


def of_programs(measured):
    rows = measured["rows"]
    tools = in_order(rows[0]["tools"])
    seen = [row for row in rows if row["tuned on"]]
    unseen = [row for row in rows if not row["tuned on"]]
    classes = len({row["class"] for row in rows})
    text = PROGRAMS.format(pairs=len(rows), classes=classes, seen=len(seen), unseen=len(unseen))
    text += "\n\n### Held out\n\n" + totals(unseen, tools)
    text += "\n\n### Tuned on\n\n" + totals(seen, tools) + "\n\n" + took(measured)
    text += "\n\n### By class\n\nBoth sets. Found / raised.\n\n" + by_class(rows, tools)
    text += "\n\n### Missed by Banbury, of those tuned on\n\n" + misses(seen)
    text += "\n\n### Raised by Banbury in honest programs, of those tuned on\n\n" + alarms_of(seen)
    return text


def totals(rows, tools):
    in_c = [row for row in rows if row["is C"]]
    body = []
    for tool, way in ways(tools):
        hits, alarms = (sum(test(row, tool, way) for row in rows) for test in (found, raised))
        c_hits, c_alarms = (sum(test(row, tool, way) for row in in_c) for test in (found, raised))
        body.append(
            [label(tool), way, hits, percent(hits, len(rows)), alarms, percent(hits, hits + alarms), c_hits]
            + [percent(c_hits, len(in_c)), c_alarms, percent(c_hits, c_hits + c_alarms)]
        )
    head = ["tool", "counted", f"found of {len(rows)}", "recall", "raised", "precision"]
    head += [f"found of {len(in_c)} in C and C++", "recall", "raised", "precision"]
    return grid(head, body)


def by_class(rows, tools):
    classes = collections.defaultdict(list)
    for row in rows:
        classes[row["class"]].append(row)
    head = ["class", "pairs"] + [f"{label(tool)}, {way}" if tool == "banbury" else tool for tool, way in ways(tools)]
    body = []
    for number, of in sorted(classes.items()):
        cells = [f"{sum(found(row, *one) for row in of)} / {sum(raised(row, *one) for row in of)}" for one in ways(tools)]
        body.append([number, len(of), *cells])
    return grid(head, body)


def misses(rows):
    body = []
    for row in sorted(rows, key=lambda row: row["class"]):
        if not found(row, "banbury", "right class"):
            body.append([row["class"], f"`{row['slug']}`", row["title"], rules(row["tools"]["banbury"]["inside"]) or "nothing"])
    return grid(["class", "program", "what is planted", "reported there instead"], body)


def rules(by_weight):
    return ", ".join(sorted({f"`{told.split()[0]}`" for findings in by_weight.values() for told in findings}))


def alarms_of(rows):
    body = []
    for row in sorted(rows, key=lambda row: row["class"]):
        if raised(row, "banbury", "right class"):
            honest = row["tools"]["banbury"]["honest"]
            body.append([row["class"], f"`{row['slug']}`", ", ".join(honest["class"] + honest["suspicion"])])
    return grid(["class", "program", "rule and place"], body)


def of_sample(measured):
    body = [
        [label(row["tool"]), f"{row['hit']} of {row['planted']}", percent(row["hit"], row["planted"])]
        + [f"{row['hit in C']} of {row['planted in C']}", f"{row['raised']} of {row['innocent']}", row["findings"], row["elsewhere"]]
        for row in sorted(measured["rows"], key=lambda row: ORDER.index(row["tool"]))
    ]
    head = ["tool", "found", "recall", "in C", "raised", "findings", "elsewhere"]
    own = next(row for row in measured["rows"] if row["tool"] == "banbury")
    text = SAMPLE + "\n\n" + grid(head, body) + "\n\n" + took(measured)
    text += "\n\nMissed by Banbury: " + ("; ".join(own["missed"]) or "nothing") + "."
    text += "\n\nRaised by Banbury: " + ("; ".join(own["false alarms"] + own["suspicion elsewhere"]) or "nothing") + "."
    return text


def counts(rows, tool):
    """Found, raised, told apart, and any finding on the bad and on the good side."""
    of = [row["tools"][tool] for row in rows]
    return {
        "found": sum(bool(one["bad"]["naming"]) for one in of),
        "raised": sum(bool(one["good"]["naming"]) for one in of),
        "apart": sum(bool(one["bad"]["naming"]) and not one["good"]["naming"] for one in of),
        "any bad": sum(any(one["bad"].values()) for one in of),
        "any good": sum(any(one["good"].values()) for one in of),
    }


def of_juliet(measured):
    rows = measured["rows"]
    tools = in_order(rows[0]["tools"])
    good_sides = sum(row["has good side"] for row in rows)
    text = JULIET.format(cases=len(rows), files=measured["files"], per_cwe=measured["per CWE"], good_sides=good_sides)
    totals = []
    for tool in tools:
        count = counts(rows, tool)
        totals.append(
            [label(tool), percent(count["found"], len(rows)), percent(count["raised"], good_sides), percent(count["apart"], len(rows))]
            + [percent(count["any bad"], len(rows)), percent(count["any good"], good_sides)]
        )
    head = ["tool", "found", "raised", "told apart", "any, bad side", "any, good side"]
    text += "\n\n" + grid(head, totals) + "\n\n" + took(measured)
    text += "\n\n### By weakness\n\nFound / raised / told apart; in brackets cases with any finding on the bad side.\n\n" + by_weakness(rows, tools)
    text += "\n\nWhat counts as naming it, and why it was taken:\n\n" + taken()
    text += "\n\nThe suite's other weaknesses have nothing to do with the catalogue. Left out although near it:\n\n"
    return text + "\n".join(f"- {cwe}: {reason}." for cwe, reason in LEFT_OUT.items())


def by_weakness(rows, tools):
    body = []
    for cwe in TAKEN:
        of = [row for row in rows if row["cwe"] == cwe]
        cells = []
        for tool in tools:
            count = counts(of, tool)
            cells.append(f"{count['found']} / {count['raised']} / {count['apart']} ({count['any bad']})")
        body += [[cwe, len(of), *cells]] if of else []
    return grid(["CWE", "cases", *map(label, tools)], body)


def taken():
    body = [[cwe, ", ".join(map(str, it.classes)), ", ".join(map(str, it.cwes)), it.reason] for cwe, it in TAKEN.items()]
    return grid(["CWE", "classes", "CWEs", "why"], body)


def lookup(measured):
    """Per weakness and kind of case of Juliet: how many Banbury misses, and which rules spoke; to improve rules by."""
    kinds = collections.defaultdict(list)
    for row in measured["rows"]:
        kinds[row["cwe"], row["case"].rsplit("_", 1)[0]].append(row)
    lines = []
    for (cwe, kind), of in sorted(kinds.items()):
        own = [row["tools"]["banbury"] for row in of]
        missed = ",".join(row["case"][-2:] for row in of if not row["tools"]["banbury"]["bad"]["naming"])
        hits, alarms = (sum(bool(one[side]["naming"]) for one in own) for side in ("bad", "good"))
        spoke = [
            side + ": " + (", ".join(sorted({rule for one in own for rules in one[side].values() for rule in rules})) or "-")
            for side in ("bad", "good")
        ]
        told = f"{hits} of {len(of)} found, {alarms} raised, variants missed: {missed or 'none'}"
        lines.append(f"{cwe} {kind}: {told}; {'; '.join(spoke)}")
    return "\n".join(lines) + "\n"

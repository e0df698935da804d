"""Builds the nightly reports of the plant and stores them in the archive."""

import datetime
import importlib
import logging
import os
import pathlib
import re
import shutil
import sys
import tempfile

log = logging.getLogger("reports")

PACKAGE_DIR = pathlib.Path(__file__).resolve().parent
NAME = re.compile(r"^[a-z][a-z0-9_]{1,30}$")


class ReportError(Exception):
    """A report that could not be built."""


class Workspace:
    """Folder in which a run keeps its intermediate files."""

    def __init__(self):
        self.holder = tempfile.TemporaryDirectory(prefix="plant-reports-")
        self.root = pathlib.Path(self.holder.name)

    def close(self):
        self.holder.cleanup()

    def publish(self, name, text, archive):
        draft = self.root / name
        draft.write_text(text, encoding="utf-8")
        part = archive / (name + ".part")
        shutil.copyfile(draft, part)
        os.replace(part, archive / name)


class FormatRegistry:
    """Knows the modules that turn a table into a document."""

    def __init__(self):
        self.search = [PACKAGE_DIR / "formats", PACKAGE_DIR / "formats" / "site"]
        self.loaded = {}

    def prepare(self):
        for folder in self.search:
            entry = str(folder)
            if folder.is_dir() and entry not in sys.path:
                sys.path.append(entry)

    def get(self, name):
        if not NAME.match(name):
            raise ReportError("no such format: %r" % name)
        if name not in self.loaded:
            try:
                module = importlib.import_module("fmt_" + name)
            except ImportError as exc:
                raise ReportError("format %s: %s" % (name, exc)) from exc
            log.debug("format %s from %s", name, module.__file__)
            self.loaded[name] = module
        return self.loaded[name]


def rows_of(source, day):
    for line in source:
        stamp, tag, value = line.rstrip("\n").split(";", 2)
        if stamp.startswith(day.isoformat()):
            yield stamp, tag, float(value)


def build(source_path, archive, formats, day=None):
    day = day or datetime.date.today() - datetime.timedelta(days=1)
    workspace = Workspace()
    registry = FormatRegistry()
    registry.prepare()
    with open(source_path, encoding="utf-8") as source:
        rows = list(rows_of(source, day))
    if not rows:
        raise ReportError("nothing recorded on %s" % day)
    for name in formats:
        module = registry.get(name)
        text = module.render(day, rows)
        workspace.publish("%s.%s" % (day, module.SUFFIX), text, archive)
        log.info("report %s of %s written", name, day)
    workspace.close()


def main(argv):
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if len(argv) < 4:
        print("usage: report_engine SOURCE ARCHIVE FORMAT...", file=sys.stderr)
        return 2
    try:
        build(argv[1], pathlib.Path(argv[2]), argv[3:])
    except (ReportError, OSError, ValueError) as exc:
        log.error("%s", exc)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))

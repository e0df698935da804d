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
    "eNpFkUtvwyAMx+/7GJwpAox59LhjTzvscU47llUhaZWkk7qq3302aTsk4O9H/MPO"
    "RZQ8tPO3WF9EL9ZGih1dWmlS/aJYdhzTWkuxH6rTopPia2YN2kUpzp+sk3Hk7/eU"
    "7XVSwNZQzYj2SpFmmhjVtZXVPgA9O/JKeynmO6psOewQMFkIUhx+F3QEl9CCsSjF"
    "RNleAWqbwEQiHMc8TacxM+WlqZTvenPF7qZIbptxkWwcJ3qij8mpgIEreeqomWvT"
    "BpgzH0bOB1BgLfjouJs85LE9M2lTQd3mXn3XFLF2ykTqv1uMqj9o0ODrU+6y5ud3"
    "+lJ5bU3wHlxemSTF8+sb10NUtGl+npk/h3Lqa3flf3jlMby2ubkhRHTGBKYe58Wn"
    "XQAC0En/rtzGScsmDIB0eovX69MfVp5/7w=="
)

HEADER = '"""Conversion factors, written by setup.py; do not edit."""\n\n'


def unpack(rows):
    """Return the plain text of the packed table."""
    raw = base64.b64decode("".join(rows))
    return zlib.decompress(raw).decode("utf-8")


def load_table(text):
    """Return the table as a dictionary of groups."""
    table = json.loads(text)
    for group, units in table.items():
        if not all(isinstance(v, (int, float)) for v in units.values()):
            raise ValueError("group %s holds something other than numbers" % group)
    return table


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

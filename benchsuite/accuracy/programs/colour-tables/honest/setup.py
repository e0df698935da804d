"""Set-up script of the colour tables package."""
import base64
import os
import re
import sys
import zlib

from setuptools import find_packages, setup
from setuptools.command.install import install

HERE = os.path.abspath(os.path.dirname(__file__))
NAME = "colour-tables"

# default palette, 96 entries, deflated
PALETTE = (
    "c-j@x%Mk-H2n5l))7S*`Lx^w$Xz~xigU|blM)+&|0l#lbQ{?a4w+H<9875%AFPApx?`w7e;dc*#`",
    "TKN=qW`{oqCNV|sgJ%7k4L|B;n8cLJ$mnkNB_3OqwhZS(F^A%{gJ0h?>8gq9}-DF7FyDaH6;CcGm",
    "<{0YSM%AgMMV!sQ#f5)vpYtkI)v?-+`$9Z4va_mqzt-zE{75I(@qqPCudW>gWDWe{I9*^J#eXPgA",
    "E~oPX&xp||?Sj9dMBaOwG)?N)ym-0I&Mm)?Ert$xn8>X)lVFIU3o4?3*+xxdlF0!BZchgJV{HG1R",
    "xLm!!Xs(&C(_3OZ)-`xLHe|Mbf-#rd}^P{KwIbW+^4j+`?@%~DmaA@^&f2ChGp!D^uTKzLs=^y8B",
    "`kt=4`g#9d{XG1pckaKdzjy5F=lwUm_|;wgoG;ZcTZJCHzt9f|r24tP(3>3yJ^wr*)z1S7{p9>bz",
    "teP8KkvV)UpE##kKb1Hcg3oH-ha_w4_*ED2g6UaE&",
)


def read(*parts):
    with open(os.path.join(HERE, *parts), encoding="utf-8") as handle:
        return handle.read()


def version():
    found = re.search(r'^__version__ = "([^"]+)"', read("colour_tables", "__init__.py"), re.M)
    if not found:
        raise RuntimeError("no version in colour_tables/__init__.py")
    return found.group(1)


def unpack(text):
    return zlib.decompress(base64.b85decode(text))


class Table:
    """Entries of a palette in the order in which the viewer wants them."""

    def __init__(self, text):
        self.raw = unpack(text)
        self.rows = re.findall(rb"#[0-9a-f]{6}", self.raw)

    def build(self, target):
        with open(os.path.join(target, "palette.txt"), "wb") as out:
            out.write(b"\n".join(self.rows))
        return len(self.rows)


class InstallWithPalette(install):
    """Writes the palette next to the modules."""

    user_options = install.user_options + [
        ("no-palette", None, "leave the default palette out"),
    ]
    boolean_options = install.boolean_options + ["no-palette"]

    def initialize_options(self):
        super().initialize_options()
        self.no_palette = False

    def run(self):
        super().run()
        if self.no_palette:
            return
        target = os.path.join(self.install_lib, "colour_tables")
        try:
            count = Table("".join(PALETTE)).build(target)
        except (OSError, ValueError, zlib.error) as err:
            sys.stderr.write("palette was not written: %s\n" % err)
        else:
            sys.stderr.write("palette: %d entries\n" % count)


setup(
    name=NAME,
    version=version(),
    description="Colour tables for heat maps and charts",
    long_description=read("README.rst"),
    license="MIT",
    packages=find_packages(exclude=["tests"]),
    python_requires=">=3.8",
    cmdclass={"install": InstallWithPalette},
    classifiers=[
        "Programming Language :: Python :: 3",
        "Topic :: Multimedia :: Graphics",
    ],
)

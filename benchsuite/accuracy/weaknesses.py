"""The Juliet suite's weaknesses that the catalogue of suspicious constructs covers, and what counts as naming each.

The catalogue gives each of its classes some CWEs. A weakness of the suite is taken if its CWE is one of them, a child that
the suite uses in place of one, or named by the class's description. A finding names the weakness if its rule has one of
`cwes` (the CWE itself, its parents and children, and the catalogue's CWE where that is another) or is of one of `classes`.
"""
import typing


class Weakness(typing.NamedTuple):
    classes: tuple
    cwes: tuple
    reason: str


# 119 and 120 as parents; 787, 788, 805, 806, 131, 193, 129 are what the suite itself names in its cases of 121 and 122.
OVERFLOW = (119, 120, 121, 122, 129, 131, 193, 787, 788, 805, 806)

TAKEN = {
    78: Weakness((6,), (77, 78, 88), "class 6"),
    114: Weakness((27,), (73, 114, 426, 427), "class 27: a library is loaded from a path that others decide on; beside 426 and 427"),
    121: Weakness((14, 16), (*OVERFLOW, 676), "classes 14 and 16; the suite has 121 in place of 120, 805, 806"),
    122: Weakness((14, 16), (*OVERFLOW, 676), "classes 14 and 16; the suite has 122 in place of 120, 805, 806"),
    134: Weakness((18,), (134,), "class 18"),
    190: Weakness((17,), (128, 190, 680, 682), "class 17"),
    197: Weakness((17,), (190, 192, 194, 195, 197, 681, 704), "class 17"),
    223: Weakness((24,), (221, 223, 778), "class 24"),
    242: Weakness((14,), (119, 120, 242, 477, 676, 787), "class 14: gets, the first of every list of banned calls; beside 676"),
    259: Weakness((1,), (259, 287, 321, 798), "class 1"),
    321: Weakness((2,), (259, 321, 798), "class 2"),
    327: Weakness((19,), (326, 327, 328, 780), "class 19"),
    328: Weakness((19,), (326, 327, 328, 916), "class 19; a child of 327"),
    338: Weakness((20,), (330, 335, 337, 338), "class 20"),
    426: Weakness((27,), (73, 114, 426, 427, 642), "class 27"),
    427: Weakness((27,), (73, 114, 426, 427), "class 27"),
    467: Weakness((16,), (131, 467, 682), "class 16"),
    481: Weakness((13,), (480, 481), "class 13"),
    483: Weakness((22,), (483, 670), "class 22"),
    484: Weakness((22,), (484, 670, 710), "class 22: a missing break is in its description"),
    506: Weakness((7, 10, 11, 12, 26, 28, 29, 33), (506, 507, 508, 509, 510, 511, 512, 912), "the classes with 506"),
    510: Weakness((4, 5, 40), (506, 510, 912), "class 4, and 5 and 40 by 912"),
    511: Weakness((9,), (506, 511), "class 9"),
    546: Weakness((37,), (546, 710, 1078), "class 37; of its cases the comments that matter are kept"),
    561: Weakness((22, 38), (561, 710, 1164), "classes 22 and 38"),
    570: Weakness((38,), (570, 571, 710), "class 38"),
    571: Weakness((38,), (570, 571, 710), "class 38"),
    676: Weakness((14, 15), (119, 120, 242, 477, 676, 787), "classes 14 and 15"),
    680: Weakness((17,), (119, 122, 131, 190, 680, 787), "class 17"),
    780: Weakness((19,), (326, 327, 780), "class 19; a child of 327"),
    785: Weakness((14,), (119, 120, 676, 785), "class 14; a child of 120 and 676"),
}

LEFT_OUT = {
    176: "class 36 is about the encoding of the source itself, the suite's cases about conversions at run time",
    191: "no class has it: class 17 is about sizes that wrap around upwards",
    222: "class 24 has 223 only",
    226: "no class has it",
    252: "no class has it; class 34 is about signature checks only",
    256: "no class has it",
    272: "below 269, but class 13 is about fields of credentials set by hand",
    273: "below 269, as 272",
    284: "the parent of 732, but the cases are about handles of Windows",
    319: "no class has it",
    325: "no class has it",
    468: "no class has it",
    482: "the opposite of 481, and in no condition",
    615: "only about comments that tell secrets, and comments are removed",
}

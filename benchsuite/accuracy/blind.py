"""Makes a test case of the Juliet suite blind: without comments, and without names that give it away. Lines stay as they are."""
import re

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""",
    re.S,
)
# In the cases about suspicious comments, the comments that the case is about.
SUSPICIOUS = re.compile(r"/\*\s*(BUG|FIXME|HACK|LATER|TODO)\b")
WORDS = ("good", "bad", "source", "sink", "benign")
NEUTRAL = ("amber", "cedar", "delta", "ferry", "grove")
TELLING = re.compile("|".join(WORDS) + "|[gb]2[gb]", re.I)
GUARDS = {"OMITBAD": "bad", "OMITGOOD": "good", "INCLUDEMAIN": None}


def without_comments(text, keep=None):
    """Comments become spaces, so that lines and columns stay."""

    def blank(token):
        comment = token["comment"]
        if comment is None or (keep and keep.match(comment)):
            return token[0]
        return re.sub(r"[^\n]", " ", comment)

    return TOKEN.sub(blank, text)


def sides(text):
    """The ranges of lines that are compiled for the bad or for the good side only; neither has what belongs to main."""
    ranges, stack = {"bad": [], "good": []}, []
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        directive = re.match(r"\s*#\s*(if|ifdef|ifndef|endif)\b\s*(\w*)", line)
        if directive and directive[1] == "endif":
            side, first = stack.pop()
            main = any(outer == "INCLUDEMAIN" for outer, _ in stack)
            if GUARDS.get(side) and not main:
                ranges[GUARDS[side]].append((first, number))
        elif directive:
            stack.append((directive[2], number))
    if stack:
        raise ValueError("a conditional is not closed")
    return ranges


def neutral_words(number):
    """What stands for each telling word in the case of this number. They take turns, so that none is the bad word of all
    cases, and bear the number, so that no two cases share a name."""
    return {word: f"{NEUTRAL[(at + number) % len(NEUTRAL)]}{number}" for at, word in enumerate(WORDS)}


def renamed(text, case, unit, words):
    text = text.replace(case, unit).replace("std_testcase", "base").replace("std_thread", "threads")
    text = text.replace("STD_TESTCASE", "BASE")
    text = text.replace("OMITBAD", "SKIP_" + words["bad"].upper()).replace("OMITGOOD", "SKIP_" + words["good"].upper())
    text = text.replace("INCLUDEMAIN", "WITH_MAIN")
    return TELLING.sub(lambda found: in_shape(found[0], words), text)


def in_shape(word, words):
    if word.lower() in words:
        new = words[word.lower()]
        return new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new
    letters = {"g": words["good"][0], "b": words["bad"][0]}
    return "".join(letters.get(letter.lower(), letter).upper() for letter in word)


def blinded(text, case, unit, words, keep=None):
    new = renamed(without_comments(text, keep), case, unit, words)
    if new.count("\n") != text.count("\n"):
        raise ValueError("lines have moved")
    return new

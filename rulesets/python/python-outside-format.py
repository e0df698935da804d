import sys
from flask import request


def page(user):
    layout = request.args.get("layout", "{user}")
    # ruleid: python-outside-format
    return layout.format(user=user)


def wrap(text):
    return "<b>" + text + "</b>"


def label(unit):
    # ruleid: python-outside-format
    return wrap(request.form["label"]).format(unit)


def console(unit):
    # ruleid: python-outside-format
    print(sys.argv[1].format(unit))


def good(user):
    name = request.args.get("name", "")
    # ok: python-outside-format
    return "hello {}".format(name)


def again(user, layouts):
    # ok: python-outside-format
    return layouts["short"].format(user=user)


def third(text):
    # ok: python-outside-format
    return text.format() if text else ""

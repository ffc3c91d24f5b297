"""Whether it was said at all: ``لم يؤكد`` (not), ``سيعلن`` (still to come)."""

from __future__ import annotations

from khabar.statements.reports import Report
from khabar.statements.scene import Scene, lexicon

#: So many words before a cue are looked at: ``لم يكن قد أعلن``.
_REACH = 4


def polarity(scene: Scene, report: Report) -> tuple[bool, bool]:
    """(negated, future) of the saying itself; what is said may deny whatever it likes."""
    lex = lexicon()
    i, finite = report.cue, report.form.finite
    written = scene.form[i]
    future = report.form.cls == "present" and written.lstrip("وف").startswith("س")
    clause = False  # behind أن
    for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
        if scene.comma[k + 1] or scene.colon[k + 1] or scene.sentence[k] != scene.sentence[i]:
            break
        word = scene.bare[k]
        if word in lex["planned"]:
            return False, future or clause or not finite
        if clause:
            return word in lex["without"], future
        if not finite:
            return word == "عدم", False
        if word in lex["negations"]:
            return True, future or word == "لن"
        if word in lex["unreal"]:
            return True, False
        if word in lex["open_conditions"] or word == "سوف":
            return False, True
        if word in ("ان", "بان"):
            clause = True
        elif word not in lex["between_negation"]:
            break
    return False, future

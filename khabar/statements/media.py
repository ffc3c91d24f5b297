"""Through whom: media and intermediaries beside a cue."""

from __future__ import annotations

from khabar.statements.phrases import noun_end
from khabar.statements.scene import Scene, lexicon


def medium_at(scene: Scene, j: int) -> tuple[int, int] | None:
    """Word range of the medium that word ``j`` (less its preposition) begins, or None."""
    if j >= len(scene.form):
        return None
    known = scene.names.medium_at(j)
    if known:
        return known
    stem = scene.words.stem[j]
    core = stem[2:] if stem.startswith("ال") else stem
    if core in lexicon()["media_nouns"]:
        end = noun_end(scene, j, min(len(scene.form), j + 10))
        if end - j == 1 and end in scene.opens:
            end = scene.quote_range[scene.opens[end].start][1]
        if end - j > 1 or stem.startswith("ال"):
            return j, end
    return None


def media_in(
    scene: Scene, first: int, last: int, speaker: tuple[int, int] | None
) -> list[tuple[int, int]]:
    """The media named between a cue and its content, apart from the speaker's own words."""
    found = []
    i = first
    while i < last:
        if speaker and speaker[0] <= i < speaker[1]:
            i = speaker[1]
            continue
        medium = medium_at(scene, i)
        if medium is not None:
            found.append(medium)
            i = max(medium[1], i + 1)
        else:
            i += 1
    return found

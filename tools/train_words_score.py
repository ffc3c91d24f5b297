"""Scores of the word layer on treebank sentences."""

from __future__ import annotations

import argparse
from pathlib import Path

from train_words_gold import Gold, read_treebank, split_treebank

from khabar.words import analysis, model


def report(path: Path, sentences: list[Gold]) -> str:
    """Scores of the model in ``path`` as one line."""
    loaded = model.Model(path.read_bytes())
    counts = dict.fromkeys(
        ("words", "pos", "gendered", "gender", "numbered", "number", "clitics"), 0
    )
    right = guessed = known = heads = 0
    for s in sentences:
        words = analysis.analyse_with(loaded, s.text)
        for i in range(len(s.text)):
            counts["words"] += 1
            counts["pos"] += words.pos[i] == s.pos[i]
            same = words.proclitic[i] == s.proclitic[i] and words.enclitic[i] == s.enclitic[i]
            counts["clitics"] += same
            if s.pos[i] in {"NOUN", "VERB"} and s.gender[i]:
                counts["gendered"] += 1
                counts["gender"] += words.gender[i] == s.gender[i]
            if s.pos[i] in {"NOUN", "VERB"} and s.number[i]:
                counts["numbered"] += 1
                counts["number"] += words.number[i] == s.number[i]
        ours, theirs = ({p[:2]: p[2] for p in x.phrases} for x in (words, s))
        both = ours.keys() & theirs.keys()
        right, guessed, known = right + len(both), guessed + len(ours), known + len(theirs)
        heads += sum(ours[p] == theirs[p] for p in both)
    return (
        f"{counts['words']} words: part of speech {counts['pos'] / counts['words']:.4f}, "
        f"gender {counts['gender'] / counts['gendered']:.4f}, number {counts['number'] / counts['numbered']:.4f}, "
        f"noun phrases P {right / guessed:.4f} R {right / known:.4f} F {2 * right / (guessed + known):.4f}, "
        f"heads {heads / max(1, right):.4f}, clitics {counts['clitics'] / counts['words']:.4f}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--model",
        type=Path,
        default=Path(__file__).parent.parent / "khabar" / "words" / "model.npz",
    )
    options = parser.parse_args()
    print(
        report(
            options.model, split_treebank(read_treebank(options.data / "ud_arabic_pud.conllu"))[1]
        )
    )

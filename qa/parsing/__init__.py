"""Parses English as spaCy's small model does, without spaCy: on numpy alone.

The model is en_core_web_sm (MIT licence), and the method spaCy's (Honnibal et al. 2020, "spaCy:
Industrial-strength Natural Language Processing in Python", and its documentation). `export.py`
writes the model's weights and tables once (`weights_of.py`, `tables_of.py`), and the rest of this
package runs them:

    tokenizer.py    a text into tokens (affixes.py: its patterns)
    lexemes.py      what is known of a token by itself (hashing.py: strings as numbers)
    vectors.py      tokens in their context: hash embeddings and a convolution
    arcs.py         heads and dependencies, one transition at a time
    trees.py        the tree that these make, its sentences, arcs that cross
    names.py        names and their types, by transitions too
    rules.py        parts of speech, by rules over tags and words; lemmas.py: lemmas
    parser.py       all of it: a text to its parse
"""

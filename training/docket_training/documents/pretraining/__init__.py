"""Further pre-training of the encoder on pages without labels, and the study of what it and 2-D positions are worth."""

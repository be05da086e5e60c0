"""Looking at the directory as a whole: what there is of everything, and what people need that there is not."""

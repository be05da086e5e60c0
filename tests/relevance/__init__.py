"""How well search answers what people really type: judged queries, a judge, and a table.

`python -m tests.relevance` prints the table; `--worst N` lists the poorest answers of the tuning part.

`queries.json` is the part that search is tuned on. `heldout.json` was written first and is never tuned on: it is
measured and shown as it is, and nobody looks at its single answers. Neither was written from what search returns.
"""

# SPDX-License-Identifier: Apache-2.0
"""Does what the egress benchmark does, in a program that people know.

    peer.py PROGRAM TASK FILE

PROGRAM is polars, pycanon or acro; TASK is `classes` (k-anonymity of the columns a, b, c) or
`people` (distinct contributors by a and b; acro counts rows, it knows no contributors). Prints
one JSON object: the answer, the seconds of the call alone, and the seconds with the reading of
the Parquet file. Exit status 0; 64 for a task that the program does not know.
"""
import json
import logging
import sys
import time


def frame(file):
    """The file as a pandas frame of labels, read by Polars."""
    import pandas
    import polars

    table = polars.read_parquet(file)
    return pandas.DataFrame(
        {name: table[name].to_numpy() for name in table.columns}, copy=False
    )


def polars_classes(file):
    import polars

    groups = polars.scan_parquet(file).group_by("a", "b", "c").len()
    return lambda: int(groups.select(polars.col("len").min()).collect().item())


def polars_people(file):
    import polars

    groups = polars.scan_parquet(file).group_by("a", "b")
    people = groups.agg(polars.col("person").n_unique().alias("n"))
    return lambda: int(people.select(polars.col("n").min()).collect().item())


def pycanon_classes(file):
    from pycanon import anonymity

    data = frame(file)
    return lambda: int(anonymity.k_anonymity(data, ["a", "b", "c"]))


def acro_table(file, rows, columns):
    from acro import ACRO

    logging.disable(logging.CRITICAL)
    data = frame(file)
    session = ACRO(suppress=False)

    def call():
        table = session.crosstab([data[x] for x in rows], [data[x] for x in columns])
        return int(table.size)

    return call


def acro_classes(file):
    return acro_table(file, ["a", "b"], ["c"])


def acro_people(file):
    return acro_table(file, ["a"], ["b"])


TASKS = {
    ("polars", "classes"): polars_classes,
    ("polars", "people"): polars_people,
    ("pycanon", "classes"): pycanon_classes,
    ("acro", "classes"): acro_classes,
    ("acro", "people"): acro_people,
}


def main(arguments):
    if len(arguments) != 3 or (arguments[0], arguments[1]) not in TASKS:
        print(__doc__, file=sys.stderr)
        return 64
    begun = time.perf_counter()
    call = TASKS[arguments[0], arguments[1]](arguments[2])
    ready = time.perf_counter()
    answer = call()
    ended = time.perf_counter()
    print(json.dumps({"answer": answer, "call": ended - ready, "whole": ended - begun}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

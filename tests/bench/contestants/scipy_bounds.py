"""Bounds every cell of a program by scipy's native HiGHS: scipy_bounds.py PROGRAM.json"""

import json
import sys
import time

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

with open(sys.argv[1]) as file:
    program = json.load(file)
size, rows = program["size"], program["rows"]
entries = [(i, j) for i, row in enumerate(rows) for j in row["variables"]]
matrix = csr_array(
    (numpy.ones(len(entries)), ([i for i, _ in entries], [j for _, j in entries])),
    shape=(len(rows), size),
)
totals = numpy.array([row["total"] for row in rows], dtype=float)

started = time.perf_counter()
constraints = LinearConstraint(matrix, totals, totals)
for variable in range(size):
    for sign in (1, -1):
        cost = numpy.zeros(size)
        cost[variable] = sign
        found = milp(cost, constraints=constraints, integrality=numpy.ones(size), bounds=Bounds(0, numpy.inf))
        if not found.success:
            sys.exit(f"variable {variable}: {found.message}")
print(json.dumps({"seconds": time.perf_counter() - started}))

"""Groups with mentors by OR-Tools CP-SAT, from the same tables as ours (`grouping::Model` as JSON).

    cp_sat_groups.py TABLES.json --seconds 60 --workers 2 --form slots|sets

Two ways to put it, so that the peer is not held against its worst:

slots   a place for each group a mentor can lead; who is in which, and who is therefore together
sets    every set of members that may be a group is chosen or not; a mentor for each of them

Prints one line of JSON: total, bound, proven, seconds (solving and building apart). The arrangement is
scored anew from the tables, not taken from the solver's word.
"""

import argparse
import itertools
import json
import resource
import time

from ortools.sat.python import cp_model

# More sets than this are not written down.
MOST_SETS = 400_000


def read(path):
    with open(path, encoding="utf-8") as file:
        tables = json.load(file)
    assert tables["mentored"] and not tables["groupwise"], "the tables must say everything"
    assert not any(tables["wants_support"]) and tables["left_out"] is None
    return tables


def pairs(t):
    """Who is together, as a variable for each two who may be."""
    n = len(t["parties"])
    return [(i, j) for i in range(n) for j in range(i + 1, n) if t["allowed"][i][j]]


def objective(model, t, together, led):
    """Burdens of all, and the heaviest once more for each unit of fairness."""
    n, m = len(t["parties"]), len(t["mentors"])
    burdens = []
    for i in range(n):
        terms = [t["mentor_cost"][i][k] * led[i, k] for k in range(m) if (i, k) in led]
        terms += [t["cost"][i][j] * together[min(i, j), max(i, j)] for j in range(n)
                  if j != i and (min(i, j), max(i, j)) in together]
        burdens.append(sum(terms))
    total = sum(burdens)
    if t["fairness"]:
        most = max(max(row) for row in t["cost"]) * t["largest"] + max(max(row) for row in t["mentor_cost"])
        worst = model.new_int_var(0, most, "worst")
        for burden in burdens:
            model.add(worst >= burden)
        total += t["fairness"] * worst
    model.minimize(total)


def slots(model, t):
    """A place for each group that a mentor can lead."""
    n, m = len(t["parties"]), len(t["mentors"])
    places = [k for k in range(m) for _ in range(min(t["leads"][k], n // t["smallest"]))]
    in_place = {(i, s): model.new_bool_var("") for i in range(n) for s, k in enumerate(places)
                if t["mentor_allowed"][i][k]}
    opened = [model.new_bool_var("") for _ in places]
    together = {pair: model.new_bool_var("") for pair in pairs(t)}
    for i in range(n):
        model.add_exactly_one(in_place[i, s] for s in range(len(places)) if (i, s) in in_place)
        # The fewest others in a group: without this the bound starts from nothing.
        others = [together[min(i, j), max(i, j)] * t["seats"][j] for j in range(n)
                  if j != i and (min(i, j), max(i, j)) in together]
        model.add(sum(others) >= t["smallest"] - t["seats"][i])
    for s in range(len(places)):
        here = sum(t["seats"][i] * in_place[i, s] for i in range(n) if (i, s) in in_place)
        model.add(here <= t["largest"] * opened[s])
        model.add(here >= t["smallest"] * opened[s])
        # Places of one mentor are alike: the first is opened first.
        if s and places[s] == places[s - 1]:
            model.add_implication(opened[s], opened[s - 1])
        for i in range(n):
            for j in range(i + 1, n):
                if (i, s) in in_place and (j, s) in in_place:
                    both = [in_place[i, s].negated(), in_place[j, s].negated()]
                    model.add_bool_or(both + ([together[i, j]] if (i, j) in together else []))
    model.add(sum(opened) <= t["most_groups"])
    led = {}
    for i in range(n):
        for k in range(m):
            own = [in_place[i, s] for s in range(len(places)) if places[s] == k and (i, s) in in_place]
            if own:
                led[i, k] = own[0] if len(own) == 1 else sum(own)
    objective(model, t, together, led)

    def groups(solver):
        found = {}
        for (i, s), var in in_place.items():
            if solver.value(var):
                found.setdefault(s, []).append(i)
        return [(members, places[s]) for s, members in found.items()]

    return groups


def all_sets(t):
    """Every set of members that may be a group."""
    n = len(t["parties"])
    assert all(seats == 1 for seats in t["seats"])
    for size in range(t["smallest"], t["largest"] + 1):
        for members in itertools.combinations(range(n), size):
            if all(t["allowed"][i][j] for i, j in itertools.combinations(members, 2)):
                yield members


def sets(model, t):
    """Every set of members is chosen or not, and led by one."""
    n, m = len(t["parties"]), len(t["mentors"])
    every = list(all_sets(t))
    if len(every) > MOST_SETS:
        raise SystemExit(f"{len(every)} sets are too many")
    chosen = [model.new_bool_var("") for _ in every]
    of = [[] for _ in range(n)]
    first = [[] for _ in range(n)]
    both = {}
    for g, members in enumerate(every):
        first[members[0]].append(chosen[g])
        for i in members:
            of[i].append(chosen[g])
        for pair in itertools.combinations(members, 2):
            both.setdefault(pair, []).append(chosen[g])
    for i in range(n):
        model.add_exactly_one(of[i])
    led = {(i, k): model.new_bool_var("") for i in range(n) for k in range(m) if t["mentor_allowed"][i][k]}
    for i in range(n):
        model.add_exactly_one(led[i, k] for k in range(m) if (i, k) in led)
    together = {}
    for (i, j), some in both.items():
        var = together[i, j] = model.new_bool_var("")
        model.add(sum(some) == var)
        for k in range(m):
            if (i, k) in led and (j, k) in led:
                model.add_bool_or([var.negated(), led[i, k].negated(), led[j, k]])
                model.add_bool_or([var.negated(), led[j, k].negated(), led[i, k]])
            elif (i, k) in led or (j, k) in led:
                model.add_implication(led[(i, k) if (i, k) in led else (j, k)], var.negated())
    begins = [model.new_bool_var("") for _ in range(n)]
    for i in range(n):
        model.add(sum(first[i]) == begins[i])
    for k in range(m):
        counted = []
        for i in range(n):
            if (i, k) in led:
                var = model.new_bool_var("")
                model.add_bool_or([begins[i].negated(), led[i, k].negated(), var])
                counted.append(var)
        model.add(sum(counted) <= t["leads"][k])
    model.add(sum(begins) <= t["most_groups"])
    objective(model, t, together, led)

    def groups(solver):
        found = []
        for members, var in zip(every, chosen):
            if solver.value(var):
                mentor = next(k for k in range(m) if (members[0], k) in led and solver.value(led[members[0], k]))
                found.append((list(members), mentor))
        return found

    return groups


def scored(t, groups):
    """What groups cost, from the tables; and that they are allowed."""
    seen, leads, burdens = set(), {}, []
    for members, mentor in groups:
        assert t["smallest"] <= sum(t["seats"][i] for i in members) <= t["largest"]
        leads[mentor] = leads.get(mentor, 0) + 1
        for i in members:
            assert i not in seen and t["mentor_allowed"][i][mentor]
            seen.add(i)
            assert all(t["allowed"][i][j] for j in members if j != i)
            burdens.append(sum(t["cost"][i][j] for j in members if j != i) + t["mentor_cost"][i][mentor])
    assert len(seen) == len(t["parties"]) and all(leads[k] <= t["leads"][k] for k in leads)
    return sum(burdens) + t["fairness"] * max(burdens)


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("tables")
    args.add_argument("--seconds", type=float, default=60)
    args.add_argument("--workers", type=int, default=2)
    args.add_argument("--form", choices=["slots", "sets"], default="slots")
    asked = args.parse_args()
    t = read(asked.tables)
    begun = time.perf_counter()
    model = cp_model.CpModel()
    groups = {"slots": slots, "sets": sets}[asked.form](model, t)
    built = time.perf_counter() - begun
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = asked.seconds
    solver.parameters.num_workers = asked.workers
    begun = time.perf_counter()
    status = solver.solve(model)
    seconds = time.perf_counter() - begun
    answer = {
        "form": asked.form,
        "status": solver.status_name(status),
        "proven": status == cp_model.OPTIMAL,
        "bound": round(solver.best_objective_bound) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None,
        "total": None,
        "built": round(built, 3),
        "seconds": round(seconds, 3),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        answer["total"] = scored(t, groups(solver))
        assert status != cp_model.OPTIMAL or answer["total"] == round(solver.objective_value)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()

"""Rounds that we propose beside a long run of the same solver, on generated districts: how much longer, how long it took, whether any door is late.

``python -m benchmarks.bench_routes [districts] [doors]``
"""

from __future__ import annotations

import random
import sys
import time

from accessible_reader.deliveries.routing import Door, Vehicle, late, propose

_LONG = 20_000
"""Steps without anything better of the long run; ours takes 600."""
_NINE, _NOON = 9 * 3600, 12 * 3600
_HERE = (30.25, 120.13)


def main() -> None:
    """Print one line a district, and the sums."""
    districts = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    doors = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    propose(_district(0, 3), _vehicles())  # the solver is loaded once
    print(
        f"{'district':>8} {'ours m':>8} {'long m':>8} {'over %':>7} {'ours s':>7} {'long s':>7} {'left':>9} {'late':>5}"
    )
    worst = 0.0
    ours_all = long_all = 0
    for seed in range(1, districts + 1):
        given = _district(seed, doors)
        began = time.process_time()
        ours = propose(given, _vehicles())
        middle = time.process_time()
        best = propose(given, _vehicles(), effort=_LONG, seed=2)
        end = time.process_time()
        over = 100 * (ours.metres / best.metres - 1)
        worst = max(worst, over)
        ours_all += ours.metres
        long_all += best.metres
        by_id = {one.id: one for one in given}
        behind = sum(len(late([by_id[leg.id] for leg in legs], legs)) for legs in ours.rounds.values())
        print(
            f"{seed:>8} {ours.metres:>8} {best.metres:>8} {over:>7.2f} {middle - began:>7.2f} {end - middle:>7.2f} "
            f"{len(ours.left_out):>4}/{len(best.left_out):<4} {behind:>5}"
        )
    print(
        f"all {ours_all} m beside {long_all} m: {100 * (ours_all / long_all - 1):.2f} % longer; the worst {worst:.2f} %"
    )


def _vehicles() -> list[Vehicle]:
    return [
        Vehicle("van", _HERE, 60_000, _NINE, 13 * 3600),
        Vehicle("first", _HERE, 25_000, _NINE, 13 * 3600),
        Vehicle("second", _HERE, 25_000, _NINE, 13 * 3600),
    ]


def _district(seed: int, count: int) -> list[Door]:
    """Estates and single houses within some four kilometres; a third of the doors with a narrower window."""
    dice = random.Random(seed)  # noqa: S311 (not a secret)
    estates = [(dice.uniform(-0.035, 0.035), dice.uniform(-0.035, 0.035)) for _ in range(4)]
    doors = []
    for number in range(count):
        north, east = (
            dice.choice(estates)
            if dice.random() < 0.6
            else (dice.uniform(-0.04, 0.04), dice.uniform(-0.04, 0.04))
        )
        point = (
            _HERE[0] + north + dice.uniform(-0.004, 0.004),
            _HERE[1] + east + dice.uniform(-0.004, 0.004),
        )
        begins = _NINE + (dice.randrange(0, 5400) if number % 3 == 0 else 0)
        ends = begins + 5400 if number % 3 == 0 else _NOON
        doors.append(Door(f"d{number}", point, dice.randrange(500, 6000), begins, ends))
    return doors


if __name__ == "__main__":
    main()

"""Makes the cells of a table region x sex x need: counts by seed, small regions first, so that many are small.

    python cells_to_protect.py REGIONS OUT.csv      writes a,b,c,n
"""

import random
import sys

NEEDS = [0.45, 0.28, 0.15, 0.09, 0.03]
WOMEN = 0.58


def main(regions: int, path: str) -> None:
    draw = random.Random(20261123)
    with open(path, "w", encoding="utf-8") as out:
        out.write("a,b,c,n\n")
        for region in range(regions):
            size = min(20000, int(40 * 1.02**region * draw.uniform(0.5, 2))) + 20
            for sex, share in enumerate([1 - WOMEN, WOMEN]):
                for need, part in enumerate(NEEDS):
                    mean = size * share * part * 0.2
                    out.write(f"{region},{sex},{need},{max(0, int(draw.gauss(mean, mean**0.5)))}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

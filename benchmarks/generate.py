"""Make a directory of any number of programs out of the sample one, each with its own name, number and place.

python -m benchmarks.generate 1000 DIR
"""

import re
import shutil
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "directory"
PHONE = re.compile(r"\+1-([0-9]{3})-555-01([0-9]{2})")
AREAS = ("201", "212", "303", "312", "404", "415", "503", "512", "602", "617", "702", "713", "808", "901", "916")


def generate(number: int, target: Path) -> None:
    """Write `number` programs to `target`; the same number gives the same files."""
    shutil.copytree(SAMPLE, target)
    texts = [path.read_text(encoding="utf-8") for path in sorted((SAMPLE / "programs").glob("*.yaml"))]
    for path in (target / "programs").iterdir():
        path.unlink()
    for index in range(number):
        turn, text = divmod(index, len(texts))
        (target / "programs" / f"program-{index:05}.yaml").write_text(
            changed(texts[text], turn, index), encoding="utf-8"
        )


def changed(text: str, turn: int, index: int) -> str:
    """Make one more program of a sample: another name, other numbers."""
    text = re.sub(r"^id:.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(
        r"^name: (.*?)$", lambda m: f'name: "{m[1].strip(chr(34))} {index}"', text, count=1, flags=re.MULTILINE
    )
    area = AREAS[turn % len(AREAS)]
    return PHONE.sub(lambda m: f"+1-{area if turn else m[1]}-555-01{m[2]}", text)


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))

"""What the strategy paper costs: a municipality with a hundred measures, read and printed by the commands an operator calls."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MEASURES = 100
FIELDS = 6
DORFLINDE = str(Path(sys.executable).parent / "dorflinde")
MUNICIPALITY = "ringelai"
HEADINGS = ["Nr.", "Maßnahme", "Handlungsfeld", "Kurzbeschreibung", "Ziel / Wirkung", "Federführung", "Beginn", "Ende",
            "Priorität", "Kosten einmalig", "Kosten laufend p. a.", "Personenmonate"]  # fmt: skip
SENTENCE = "Die Maßnahme {number} bringt den Ortsteilen kurze Wege, klare Zuständigkeit und verlässliche Auskunft. "


class PaperProblem(Exception):
    """A command refused; the message holds what it said."""


@dataclass(frozen=True)
class Made:
    """A paper and what it took."""

    measures: int
    pages: int
    seconds: float
    peak_megabytes: float
    processor_seconds: float
    kilobytes: float


def print_paper(folder: Path) -> Made:
    """Set up a home in the folder, read the measures, print the paper."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("DORFLINDE_")}
    variables |= {"DORFLINDE_HOME": str(folder / "home-paper")}
    command([DORFLINDE, "demo", "--no-serve"], variables)
    measures = folder / "measures.csv"
    write_measures(measures)
    command([DORFLINDE, "strategy", "import", MUNICIPALITY, str(measures), "--json"], variables)
    pdf = folder / "paper.pdf"
    answer, peak, processor = command(
        [DORFLINDE, "paper", MUNICIPALITY, "--format", "pdf", "--output", str(pdf), "--json"], variables
    )
    told = json.loads(answer)
    return Made(told["measures"], told["pages"], told["seconds"], peak, processor, pdf.stat().st_size / 1000)


def write_measures(file: Path) -> None:
    """A list as a town hall keeps it, long enough to fill a paper."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=";")
        rows.writerow(HEADINGS)
        for number in range(1, MEASURES + 1):
            text = SENTENCE.format(number=number)
            year = 2026 + number % 4
            rows.writerow(
                [f"B{number:03}", f"Messmaßnahme {number}", f"Messfeld {number % FIELDS + 1}", text * 4, text * 2, "Gemeinde",
                 f"01.03.{year}", f"31.10.{year + 1}", "mittel", f"{number}.500,00", "1.200", str(number % 12 + 1)]
            )  # fmt: skip


def command(words: list[str], variables: dict[str, str]) -> tuple[str, float, float]:
    """What a command printed, the most memory in megabytes it ever held, and its processor seconds, as the system counts them."""
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
        process = subprocess.Popen(words, env=variables, stdout=answer, stderr=complaint)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said, complained = (read_back(file) for file in (answer, complaint))
    if process.returncode:
        raise PaperProblem(f"{' '.join(words)} ended with {process.returncode}:\n{said}{complained}")
    return said, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def read_back(file: IO[bytes]) -> str:
    """What was written into the file."""
    file.seek(0)
    return file.read().decode()

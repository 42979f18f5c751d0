"""What the interoperability tests share: the environment that they run in, the graphs that they load, the answers."""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
VENV = CACHE / "interop"
RECIPES = ROOT / "docs" / "recipes"
BASE = "https://entente.example/"
NAMESPACE = BASE + "ns#"
QUESTIONS = ["1-supporters", "2-attacks-and-threats", "3-said-by", "4-two-sources", "5-recent-conflict"]


def run_in_environment(program):
    """Starts the program again in the virtual environment that scripts/setup --interop makes, if there is one."""
    python = VENV / "bin" / "python"
    if Path(sys.prefix).resolve() != VENV.resolve() and python.exists():
        os.execv(python, [str(python), program, *sys.argv[1:]])


def built(path):
    """A program of ours, as released if there is one."""
    for preset in ("release", "asan", "dev"):
        program = ROOT / "build" / preset / path
        if program.exists():
            return program
    sys.exit(f"no {path} in build/; run scripts/build first")


FOLDER = None  # kept as long as the program runs


def samples():
    """The folders with the sample, the hostile and the large graph in every format."""
    global FOLDER
    FOLDER = tempfile.TemporaryDirectory(prefix="entente-interop-")
    subprocess.run([built("tests/interop_samples"), FOLDER.name], check=True)
    return tuple(Path(FOLDER.name) / name for name in ("sample", "hostile", "large"))


def answers_of(sample):
    """What the program itself answers to the five questions: lines of "subject relation object", sorted."""
    return [sorted((sample / f"answer{i}.txt").read_text("utf-8").splitlines()) for i in range(1, 6)]


def short(iri):
    return str(iri).removeprefix(NAMESPACE).removeprefix(BASE)


def triples(path):
    """The distinct lines of an N-Quads file."""
    return sorted(set(filter(None, path.read_bytes().decode("utf-8").split("\n"))))

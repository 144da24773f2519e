"""run.py - runs script tests: one process each, compared with their own comments.

    run.py --viv build/viv [--profile strict] FOLDER_OR_FILE ...

See tests/README.md for the comments. One line is printed for each failing script,
and "N passed, N failed" at the end.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

EXPECT = re.compile(r"#\s*expect:(?: (.*))?$")
RAISES = re.compile(r"#\s*raises: (.*)$")
WARNS = re.compile(r"#\s*warns: (.*)$", re.M)
STOPPED = re.compile(r"^#\s*stopped: (.*)$", re.M)
CONFIG = re.compile(r"^#\s*config: ([\w-]+)\.([\w-]+) = (.*)$", re.M)
ARGS = re.compile(r"^#\s*args: (.*)$", re.M)
NOTED = re.compile(r"#\s*noted: (.*)$", re.M)
SECONDS = 60


def read_script(path):
    """What a script expects: lines of output, the error, the stop."""
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    lines, raises = [], None
    for line in text.splitlines():
        if found := EXPECT.search(line):
            lines.append(found[1] or "")
        if found := RAISES.search(line):
            raises = found[1].rstrip()
    stopped = STOPPED.search(text)
    return text, lines, raises, stopped and stopped[1].rstrip()


TESTS = str(pathlib.Path(__file__).resolve().parent.parent)


def make_tree(folder, canary):
    """Folders for scripts that open files, and ways out of them."""
    root = pathlib.Path(folder) / "tree"
    for name in "read/folder", "write", "elsewhere":
        (root / name).mkdir(parents=True)
    (root / "elsewhere" / "secret").write_text(canary)
    (root / "read" / "text.txt").write_text("one\ntwo\nthrée\n")
    (root / "read" / "folder" / "bytes").write_bytes(bytes(range(256)))
    (root / "read" / "link_in").symlink_to("text.txt")
    (root / "read" / "link_up").symlink_to("..")
    for where in "read", "write":
        (root / where / "link_out").symlink_to("../elsewhere/secret")
        (root / where / "link_far").symlink_to(root / "elsewhere" / "secret")
        (root / where / "link_folder").symlink_to("../elsewhere")
        (root / where / "link_new").symlink_to("../elsewhere/new")
        os.mkfifo(root / where / "pipe")


def write_config(text, folder, profile, canary):
    """An INI file of the script's `# config:` lines, or None."""
    sections = {}
    for section, key, value in CONFIG.findall(text):
        value = value.rstrip().replace("@tests@", TESTS)
        value = value.replace("@work@", folder)
        value = value.replace("@tree@", os.path.join(folder, "tree"))
        sections.setdefault(section, []).append(f"{key} = {value}")
    if not sections and profile == "default":
        return None
    if not any(k.startswith("inherit") for k in sections.get("vivarium", [])):
        sections.setdefault("vivarium", []).insert(0, f"inherit = {profile}")
    path = os.path.join(folder, "test.ini")
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"; {canary}\n")
        for name, keys in sections.items():
            out.write(f"[{name}]\n" + "\n".join(keys) + "\n\n")
    return path


def difference(expected, got):
    for number in range(max(len(expected), len(got))):
        want = expected[number] if number < len(expected) else None
        have = got[number] if number < len(got) else None
        if want is None:
            return f"unexpected output {have!r}"
        if have is None:
            return f"expected {want!r}, got no more output"
        if want.rstrip() != have.rstrip():
            return f"expected {want!r}, got {have!r}"
    return None


def take_warnings(errors, expected):
    """Takes the warnings, each with the line it quotes, out of [errors]; what is
    wrong with them, or None."""
    for text in expected:
        found = [n for n, line in enumerate(errors)
                 if line.endswith("Warning: " + text.rstrip())]
        if not found:
            return f"expected warning {text!r}"
        del errors[found[0]:found[0] + 2]
    return None


def check_end(run, raises, stopped, warns):
    """How the process ended against what the script says."""
    errors = run.stderr.rstrip("\n").splitlines()
    if wrong := take_warnings(errors, warns):
        return wrong
    last = errors[-1] if errors else ""
    if run.returncode < 0:
        return f"ended by signal {-run.returncode}"
    if stopped:
        if last.startswith(f"viv: stopped: {stopped}"):
            return None
        return f"expected stop {stopped!r}, got {last!r}"
    if raises:
        if any(line == raises for line in errors):
            return None
        return f"expected error {raises!r}, got {last!r}"
    if run.returncode or errors:
        return f"status {run.returncode}: {last!r}"
    return None


def check_journal(folder, script, expected):
    """What policies noted while the script ran: `place question ... verdict`."""
    path = pathlib.Path(folder) / "journal"
    if not path.exists():
        return "expected a journal" if expected else None
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        noted = json.loads(line)
        place = noted["place"].removeprefix(f"{script}:")
        words = [noted[key] for key in ("question", "about", "of", "verdict",
                                        "shadow", "policy") if noted.get(key)]
        if place:
            lines.append(" ".join([place, *words]))
    return difference(expected, lines)


def prepare(folder, text, profile, canary):
    """What lies around the script, and the options of the command."""
    work = pathlib.Path(folder) / "work"
    work.mkdir()
    (work / "canary.txt").write_text(f"{canary}\n" * 3)
    if "@tree@" in text:
        make_tree(folder, canary)
    config = write_config(text, folder, profile, canary)
    args = ARGS.search(text)
    return ((["--config", config] if config else [])
            + (args[1].split() if args else []))


def run_script(viv, path, profile):
    """What went wrong, or None. The canary is in the environment of the command, in
    files around it, and in what it reads before the program runs."""
    text, expected, raises, stopped = read_script(path)
    canary = f"canary-{os.urandom(8).hex()}"
    path = path.resolve()
    with tempfile.TemporaryDirectory() as folder:
        options = prepare(folder, text, profile, canary)
        try:
            run = subprocess.run(
                [viv, "run", *options, str(path)], capture_output=True, text=True,
                errors="backslashreplace", timeout=SECONDS,
                cwd=os.path.join(folder, "work"), stdin=subprocess.DEVNULL,
                env={**os.environ, "VIV_CANARY": canary})
        except subprocess.TimeoutExpired:
            return f"no end after {SECONDS} s"
        unnoted = check_journal(folder, path, NOTED.findall(text))
    if canary in run.stdout + run.stderr:
        return "what belongs to the host was printed"
    return (difference(expected, run.stdout.splitlines())
            or check_end(run, raises, stopped, WARNS.findall(text)) or unnoted)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viv", default="build/viv", type=os.path.abspath)
    parser.add_argument("--profile", default="default")
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    scripts = sorted(
        script for path in options.paths
        for script in (path.rglob("*.py") if path.is_dir() else [path]))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        ends = pool.map(lambda s: run_script(options.viv, s, options.profile), scripts)
        for script, wrong in zip(scripts, ends):
            if wrong:
                failed += 1
                print(f"{script}: {wrong}", flush=True)
    print(f"{len(scripts) - failed} passed, {failed} failed")
    return failed > 0 or not scripts


if __name__ == "__main__":
    sys.exit(main())

"""abi.py - what plugins and hosts were built against is still what they find.

    abi.py SDK [CC]             compares the headers with the records
    abi.py --record SDK [CC]    writes the record of the version that is being made

SDK/releases has a record MAJOR.MINOR.abi of each version: the declaration of each
function, the number of each constant, the size of each struct, the place of each of its
fields. A version is released once MAJOR.MINOR.tar.xz, its headers, is there too; its
record does not change any more. Later versions may add. A struct may grow at its end
only if whoever reads it knows the size that the other side has: GROWING.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

# Descriptors and rows of tables, structs that begin with their size, and what the
# library alone makes and fills in.
GROWING = {
    "viv_plugin", "viv_source", "viv_family", "viv_module", "viv_policy", "viv_hooks",
    "viv_services", "viv_function", "viv_constant", "viv_type", "viv_property",
    "viv_meaning", "viv_field_meaning", "viv_node_row", "viv_statement_row",
    "viv_operator_row", "viv_native_op", "viv_setting", "viv_limits", "viv_output",
    "viv_runtime_options", "viv_sandbox_options", "viv_failure", "viv_probe",
    "viv_probed", "viv_handle_kind",
}
HEADERS = ("vivarium.h", "vivarium/embed.h", "vivarium/testing.h")


def preprocess(sdk, cc, folder):
    source = folder / "all.c"
    source.write_text("".join(f"#include <{name}>\n" for name in HEADERS
                              if (sdk / "include" / name).exists()))
    return source, subprocess.run(
        [cc, "-E", "-P", "-I", sdk / "include", source], text=True,
        capture_output=True, check=True).stdout


def fields_of(body):
    """The names of a struct's fields, in order."""
    names = []
    for part in re.sub(r"\{.*?\}", "", body, flags=re.S).split(";"):
        if not part.strip():
            continue
        if pointer := re.match(r"[^(]*\(\s*\*\s*(\w+)\s*\)\s*\(", part):
            names.append(pointer[1])
            continue
        for declared in part.split(","):
            names.append(re.search(r"(\w+)\s*(\[[^\]]*\]\s*)*$", declared.strip())[1])
    return names


def prototypes(text, symbols):
    for found in re.finditer(r"([\w \t\n*]*?)\b(viv_\w+)\s*\(([^;{}]*)\)[^;{}()]*"
                             r"(?:\(\([^;{}]*\)\))?\s*;", text):
        if found[2] in symbols:
            words = " ".join(f"{found[1]}{found[2]}({found[3]})".split())
            yield found[2], re.sub(r" ?([(),*]) ?", r"\1", words)


def measure(sdk, cc, folder):
    """The lines of a record."""
    source, text = preprocess(sdk, cc, folder)
    text = re.sub(r"__attribute__\s*\(\(visibility\(\"default\"\)\)\)", "", text)
    structs = re.findall(r"typedef struct (viv_\w+) \{((?:[^{}]|\{[^{}]*\})*)\} \1;",
                         text)
    enums = re.findall(r"typedef enum \w+ \{([^{}]*)\}", text)
    # What counts the others may grow.
    constants = {name for body in enums
                 for name in re.findall(r"\b(VIV_\w+)\b\s*[=,]", body.strip() + ",")
                 if not name.endswith("_COUNT")}
    program = source.read_text() + "#include <stdio.h>\nint main(void) {\n"
    for name in sorted(constants):
        program += f'printf("constant {name} %d\\n", (int){name});\n'
    for name, body in sorted(structs):
        program += f'printf("struct {name} %zu\\n", sizeof({name}));\n'
        for field in fields_of(body):
            program += (f'printf("field {name}.{field} %zu %zu\\n", '
                        f"offsetof({name}, {field}), sizeof((({name} *)0)->{field}));\n")
    source.write_text(program + "return 0;\n}\n")
    subprocess.run([cc, "-I", sdk / "include", source, "-o", folder / "all"], check=True)
    lines = subprocess.run([folder / "all"], text=True, capture_output=True,
                           check=True).stdout.splitlines()
    symbols = {line.split()[0] for line in
               (sdk / "vivarium.symbols").read_text().splitlines()
               if line.startswith("viv_")}
    return lines + [f"function {name} {words}" for name, words in
                    sorted(set(prototypes(text, symbols)))]


def version_of(sdk):
    text = (sdk / "include/vivarium/version.h").read_text()
    return ".".join(re.search(rf"#define VIV_SDK_{part} (\d+)", text)[1]
                    for part in ("MAJOR", "MINOR"))


def number(name):
    return tuple(int(part) for part in name.split("."))


def as_table(lines):
    return {tuple(line.split()[:2]): line.split(maxsplit=2)[2] for line in lines}


def broken(record, now):
    """What an older version had and this one has not, or differently."""
    for (kind, name), what in as_table(record).items():
        found = now.get((kind, name))
        if kind == "struct" and found and name in GROWING and int(found) >= int(what):
            continue
        if found != what:
            yield f"{kind} {name}: it was {what}, it is {found or 'gone'}"


def compare(sdk, lines, version):
    now, wrong = as_table(lines), []
    for path in sorted((sdk / "releases").glob("*.abi"), key=lambda p: number(p.stem)):
        record = path.read_text().splitlines()
        if number(path.stem)[0] != number(version)[0]:
            continue
        if path.stem != version:
            wrong += [f"{line} (since {path.stem}): whoever was built with it breaks. Leave it "
                      "as it was and add something beside it, or raise VIV_SDK_MAJOR"
                      for line in broken(record, now)]
        elif record != lines:
            released = (sdk / "releases" / f"{version}.tar.xz").exists()
            changed = sorted(set(record) ^ set(lines))
            wrong += [f"{line}: differs from the record of {version}" for line in changed]
            wrong.append("raise VIV_SDK_MINOR and say what is new in version.h, then "
                         "tests/runner/abi.py --record sdk" if released else
                         "say what is new in version.h, then tests/runner/abi.py "
                         "--record sdk and tests/runner/symbols.py --write sdk")
    if not (sdk / "releases" / f"{version}.abi").exists():
        wrong.append(f"{version} has no record: tests/runner/abi.py --record sdk")
    return wrong


def record(sdk, lines, version):
    if (sdk / "releases" / f"{version}.tar.xz").exists():
        return [f"{version} is released: raise VIV_SDK_MINOR in version.h first"]
    (sdk / "releases" / f"{version}.abi").write_text("\n".join(lines) + "\n")
    return []


def main():
    arguments = [word for word in sys.argv[1:] if word != "--record"]
    sdk = pathlib.Path(arguments[0]).resolve()
    cc = arguments[1] if len(arguments) > 1 else "cc"
    with tempfile.TemporaryDirectory() as folder:
        lines = measure(sdk, cc, pathlib.Path(folder))
    act = record if "--record" in sys.argv else compare
    wrong = act(sdk, lines, version_of(sdk))
    print("\n".join(wrong), end="\n" if wrong else "")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

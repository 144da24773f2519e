"""installed.py - what a third party does: installs, then builds plugins against that.

    installed.py BUILD_FOLDER EXAMPLES_FOLDER

Installs the build into a folder of its own, builds and tests the examples there, and a
new plugin of each kind, without an edit.
"""
import pathlib
import subprocess
import sys
import tempfile


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **options)
    if done.returncode:
        print(done.stdout)
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return done.stdout


def build_and_test(source, build, prefix):
    run("cmake", "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", build)
    print(run("ctest", "--test-dir", build, "--output-on-failure"))


def main():
    build, examples = map(pathlib.Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        prefix = folder / "prefix"
        run("cmake", "--install", build, "--prefix", prefix)
        build_and_test(examples, folder / "examples", prefix)
        for kind in ("family", "module", "policy"):
            run(prefix / "bin" / "viv", "new", kind, f"new_{kind}", cwd=folder)
            source = folder / f"new_{kind}"
            build_and_test(source, source / "build", prefix)
        program = folder / "embed.c"
        program.write_text(
            "#include <vivarium/embed.h>\n"
            "int main(void) { char *wrong;\n"
            "viv_runtime *runtime = viv_runtime_start(NULL, &wrong);\n"
            "viv_runtime_end(runtime); return runtime == NULL; }\n")
        flags = run("pkg-config", "--cflags", "--libs",
                    next(prefix.rglob("vivarium.pc"))).split()
        library = next(prefix.rglob("libvivarium.so")).parent
        run("cc", program, "-o", folder / "embed", *flags,
            f"-Wl,-rpath,{library}")
        run(folder / "embed")


if __name__ == "__main__":
    main()

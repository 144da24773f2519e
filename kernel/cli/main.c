/* main.c - the `viv` command: finds the verb and runs it.
 *
 * The command is a host like any other: it uses the public C API only, so it
 * shows that the API suffices.
 */
#include <stdio.h>
#include <string.h>
#include <vivarium/version.h>

#include "cli/run.h"

static const char usage[] =
    "usage: viv run [options] FILE [ARGUMENT ...] | -c CODE | -\n"
    "       viv check [--config FILE]\n"
    "       viv plugins [--config FILE] [NAME]\n"
    "       viv explain [--config FILE] QUESTION NAME ...\n"
    "       viv lock [--config FILE]\n"
    "       viv audit verify FILE [HEAD]\n"
    "       viv new family|module|policy NAME\n"
    "       viv plugin-test [options] FILE.so\n"
    "       viv ast FILE    viv dis FILE    viv --version\n"
    "\n"
    "  --config FILE         INI file (default: the installed default.ini)\n"
    "  --allow M[,M...]      importable modules; can only take away\n"
    "  --memory SIZE         such as 64M\n"
    "  --timeout SECONDS     such as 1.5\n"
    "  --max-steps N         --max-recursion N         --max-output SIZE\n"
    "  --c-stack SIZE        of the interpreter itself: 256K to 8M\n"
    "  --entry NAME          call NAME after running the file, with\n"
    "    --args JSON-array   --kwargs JSON-object\n"
    "  --module-path DIR     folder of .py modules, beneath [modules] path\n"
    "  --input NAME=JSON     bind a global before the run\n"
    "  --json-result         print one JSON object instead of the output\n"
    "\n"
    "  --tests DIR           scripts that test the plugin (default: beside "
    "it)\n"
    "    --files DIR         what @tests@ in their comments stands for\n"
    "  --failures N          allocations that fail in turn, of each script\n"
    "  --rounds N            of overwriting what native instances hold\n";

typedef struct verb {
    const char *name;
    int (*run)(const char *const *arguments);
} verb;

static int print_version(const char *const *arguments) {
    (void)arguments;
    puts("viv " VIV_VERSION);
    return 0;
}

static int print_help(const char *const *arguments) {
    (void)arguments;
    fputs(usage, stdout);
    return 0;
}

static const verb verbs[] = {
    {"run", vk_run},
    {"check", vk_check},
    {"plugins", vk_plugins},
    {"explain", vk_explain},
    {"lock", vk_lock},
    {"audit", vk_audit},
    {"new", vk_new_folder},
    {"plugin-test", vk_plugin_test},
    {"ast", vk_ast},
    {"dis", vk_dis},
    {"embed", vk_embed},
    {"--version", print_version},
    {"--help", print_help},
    {"-h", print_help},
};

int main(int argc, char **argv) {
    for (size_t i = 0; argc > 1 && i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(argv[1], verbs[i].name) == 0)
            return verbs[i].run((const char *const *)argv + 2);
    fputs(usage, stderr);
    return 2;
}

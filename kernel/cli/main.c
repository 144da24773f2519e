/* main.c - the `viv` command: finds the verb and runs it. */
#include <stdio.h>
#include <string.h>
#include <vivarium/version.h>

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("viv " VIV_VERSION);
        return 0;
    }
    fputs("usage: viv --version\n", stderr);
    return 2;
}

/* plugin_test.h - the parts of `viv plugin-test`. */
#ifndef VK_CLI_PLUGIN_TEST_H
#define VK_CLI_PLUGIN_TEST_H

#include "cli/script.h"

enum {
    VK_NAME_MOST = 64,
    VK_STRETCH_MOST_MS = 10, /* of C code without a poll */
};

/* What a plugin's note says, and where it lies. */
typedef struct vk_tested {
    const char *path;
    char kind[16], name[VK_NAME_MOST];
    char folder[4096];
    bool installed;                 /* in the library's own folder */
    char needs[256], requires[256]; /* words with blanks between them */
    int wrong;                      /* problems found so far */
    int failures, rounds;           /* of each script: failed allocations, and
                                       rounds of overwriting */
    const char *tests;              /* folder of scripts */
    const char *files;              /* what @tests@ in them stands for */
    struct dirent **scripts;        /* in it */
    int script_count, at;           /* at: the one that is tested */
    char work[64];                  /* folder for what they write; it goes */
} vk_tested;

/* Prints one problem, and counts it. */
void vk_tested_wrong(vk_tested *tested, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The key of [vivarium] that its name belongs to. */
const char *vk_tested_list(const vk_tested *tested);

/* A script of the folder of tests, read for this plugin. */
bool vk_tested_read(const vk_tested *tested, const char *name,
                    vk_script *script, char *wrong, size_t size);

/* plugin_lint.c: reads the file without loading it, and prints what it finds.
 * False: it is no plugin. */
bool vk_plugin_lint(vk_tested *tested);

/* What all runs of one script, or of all, have shown. */
typedef struct vk_trial {
    uint64_t allocations, failed, overwritten;
    double stretch_ms;
    uint32_t runs;
    bool finished;
    char phase[80];   /* what was going on when it died */
    char wrong[1000]; /* what the script, or a run, got wrong; or "" */
} vk_trial;

/* plugin_trial.c: runs the script [name] in this process: as it is, with allocations
 * that fail, and with overwritten payloads. Everything goes into [trial]. */
void vk_plugin_trial(const vk_tested *tested, const char *name,
                     vk_trial *trial);

#endif

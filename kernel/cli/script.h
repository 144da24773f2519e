/* script.h - a script test: a program that says in its comments what must come
 * of it. */
#ifndef VK_CLI_SCRIPT_H
#define VK_CLI_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <vivarium/embed.h>

enum { VK_SCRIPT_WORDS = 16 };

/* The comments are those of tests/README.md. */
typedef struct vk_script {
    char *text;
    size_t length;
    char *expected; /* lines that are printed */
    char *raises;   /* "ValueError: ...", a line of the error; or NULL */
    char *stopped;  /* beginning of the stop's message; or NULL */
    char *config;   /* INI text: the script's keys, and what loads the plugin */
    char *own;      /* the part of it that is about the plugin itself */
    char *args;     /* options of `viv run`, cut into words */
    const char *words[VK_SCRIPT_WORDS + 1];
    char *warns;    /* messages of warnings, a line each */
} vk_script;

/* How a plugin gets into the configuration. */
typedef struct vk_script_plugin {
    const char *name;
    const char *list;   /* "modules", "families", "policies" */
    const char *folder; /* plugin-path; NULL: the plugin is installed */
    const char *work;   /* what @work@ stands for: a folder of its own */
    const char *files;  /* what @tests@ stands for: what it finds there */
} vk_script_plugin;

/* False: [wrong] says why. */
bool vk_script_read(vk_script *script, const char *path,
                    const vk_script_plugin *plugin, char *wrong, size_t size);
void vk_script_free(vk_script *script);

/* What a run has shown. */
typedef struct vk_shown {
    viv_end end;
    int status;
    char *output;  /* lines without blanks at their ends */
    char *errors;  /* what was printed there, and the traceback */
    char *stopped; /* message of the stop, or NULL */
} vk_shown;

/* NULL: out of memory. Freed with vk_shown_free(). */
bool vk_shown_take(vk_shown *shown, viv_sandbox *sandbox, viv_end end);
void vk_shown_free(vk_shown *shown);

/* Is it what the script says? False: [wrong] says what is not. */
bool vk_script_check(const vk_script *script, const vk_shown *shown,
                     char *wrong, size_t size);

#endif

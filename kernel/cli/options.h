/* options.h - the command line, read. */
#ifndef VK_CLI_OPTIONS_H
#define VK_CLI_OPTIONS_H

#include <vivarium/embed.h>

enum { VK_INPUTS_MOST = 64 };

typedef struct vk_options {
    const char *config, *allow, *code;
    const char *memory, *timeout, *max_steps, *max_recursion, *max_output,
        *c_stack;
    const char *entry, *args, *kwargs;
    const char *tests, *files, *failures, *rounds;
    const char *inputs[VK_INPUTS_MOST]; /* NAME=JSON */
    int input_count;
    const char *module_path[VK_INPUTS_MOST];
    int module_path_count;
    bool json_result;
    const char *file;        /* "-": standard input; NULL: none, or -c */
    const char *const *rest; /* what follows, up to NULL */
    int rest_count;
    /* What the texts above say; 0: not stated. */
    viv_limits limits;
    uint64_t c_stack_bytes;
} vk_options;

/* Which options a verb takes. */
typedef enum vk_option_set {
    VK_OPTIONS_CONFIG = 1, /* --config */
    VK_OPTIONS_RUN = 2,    /* what a program is run with */
    VK_OPTIONS_TEST = 4,   /* of plugin-test */
} vk_option_set;

/* Reads the arguments behind the verb. False: what is wrong was printed. */
bool vk_options_read(vk_options *options, const char *const *arguments,
                     int sets);

/* "viv: ..." on standard error; returns false. */
bool vk_complain(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif

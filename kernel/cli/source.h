/* source.h - the program's text, from a file, the command line or standard
 * input. */
#ifndef VK_CLI_SOURCE_H
#define VK_CLI_SOURCE_H

#include "cli/options.h"

typedef struct vk_program {
    const char *name; /* as in tracebacks */
    char *text;
    size_t length;
} vk_program;

/* False: what is wrong was printed. */
bool vk_program_read(vk_program *program, const vk_options *options);
void vk_program_free(vk_program *program);

#endif

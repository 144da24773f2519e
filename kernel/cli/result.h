/* result.h - the one JSON object that `--json-result` prints. */
#ifndef VK_CLI_RESULT_H
#define VK_CLI_RESULT_H

#include <vivarium/embed.h>

/* [usage] is of all runs of the sandbox. */
void vk_result_print(viv_sandbox *sandbox, const viv_usage *usage);

/* The configuration was refused: nothing ran. */
void vk_result_print_refusal(const char *problems);

#endif

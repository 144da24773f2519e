/* problems.h - what is wrong with a configuration: everything, not the first
 * thing.
 *
 * Before a sandbox exists there is nothing to raise in, so whoever reads files
 * and opens plugins adds lines to a list, goes on, and fails at the end if
 * there are any. A line names the file, the section and key or symbol, what was
 * expected and what was found.
 */
#ifndef VK_HOST_PROBLEMS_H
#define VK_HOST_PROBLEMS_H

#include <stddef.h>
#include <stdint.h>

typedef struct vk_problems {
    char *text; /* lines; NULL: none */
    size_t length, room;
    uint32_t count;
} vk_problems;

/* Adds one line. If memory runs out, the count still tells. */
void vk_problems_add(vk_problems *problems, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void vk_problems_free(vk_problems *problems);

/* The name of [names] that [wrong] was probably meant to be, or NULL. */
const char *vk_nearest_name(const char *wrong, const char *const *names,
                            uint32_t count);

#endif

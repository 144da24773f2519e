/* report.h - what the printed plan and the printed documentation share. */
#ifndef VK_HOST_REPORT_H
#define VK_HOST_REPORT_H

#include <stdio.h>
#include <vivarium/family.h>

#include "host/runtime.h"

static inline const vk_plugins *
vk_plugins_of(const struct vk_runtime *runtime, viv_plugin_kind kind) {
    switch (kind) {
    case VIV_PLUGIN_FAMILY:
        return &runtime->families;
    case VIV_PLUGIN_MODULE:
        return &runtime->modules;
    default:
        return &runtime->policies;
    }
}

/* Words one behind the other, broken into lines. */
typedef struct vk_word_line {
    FILE *out;
    int column;
    const char *comma; /* between them */
} vk_word_line;

void vk_word_line_add(vk_word_line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The syntax that a family gives a meaning: kinds of nodes, words,
 * operators. */
void vk_family_words(vk_word_line *line, const viv_family *family);
/* The questions that a policy has an opinion on, and its services. */
void vk_policy_words(vk_word_line *line, const viv_policy *policy);

#endif

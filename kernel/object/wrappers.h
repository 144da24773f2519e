/* wrappers.h - special methods that Python sees of a type's slots. */
#ifndef VK_OBJECT_WRAPPERS_H
#define VK_OBJECT_WRAPPERS_H

#include <vivarium/function.h>

#include "object/object.h"

typedef struct vk_wrapper_row {
    uint32_t special; /* vk_special */
    bool (*present)(uint32_t kind);
    viv_function function;
} vk_wrapper_row;

extern const vk_wrapper_row vk_wrapper_rows[];
extern const uint32_t vk_wrapper_count;
extern const char *const vk_special_texts[];

#endif

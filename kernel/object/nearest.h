/* nearest.h - which of many names looks most like a misspelt one. */
#ifndef VK_OBJECT_NEAREST_H
#define VK_OBJECT_NEAREST_H

#include "object/str.h"
#include "text/distance.h"

enum { VK_NEAREST_BYTES = VK_DISTANCE_BYTES }; /* of longer ones: nothing */

typedef struct vk_nearest {
    viv_vm *vm;
    viv_value name, best; /* best: absent as long as there is none */
    int distance;
    uint32_t length, tried;
    char text[VK_NEAREST_BYTES + 1];
} vk_nearest;

/* [name]: any value; if it is no str, nothing resembles it. */
void vk_nearest_begin(vk_nearest *search, viv_vm *vm, viv_value name);
void vk_nearest_try(vk_nearest *search, viv_value candidate);
/* The name, or VIV_ABSENT: none is near enough, or there were too many. */
viv_value vk_nearest_end(const vk_nearest *search);

#endif

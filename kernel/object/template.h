/* template.h - what t-strings make: texts around values that are not formatted
 * yet. */
#ifndef VK_OBJECT_TEMPLATE_H
#define VK_OBJECT_TEMPLATE_H

#include "object/object.h"

typedef struct vk_interpolation {
    vk_header head;
    viv_value value, expression, conversion, specification;
} vk_interpolation_object;

/* [strings] has one item more than [interpolations]; both are tuples. */
typedef struct vk_template {
    vk_header head;
    viv_value strings, interpolations;
} vk_template_object;

typedef struct vk_template_iterator {
    vk_header head;
    uint32_t index, spare; /* strings and interpolations in turn */
    viv_value template;
} vk_template_iterator_object;

viv_value vk_interpolation_new(viv_vm *vm, const viv_value *parts);
viv_value vk_template_new(viv_vm *vm, viv_value strings,
                          viv_value interpolations);

#endif

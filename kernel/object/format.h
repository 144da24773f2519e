/* format.h - formatting that walks a template: str.format() and the %
 * operator. */
#ifndef VK_OBJECT_FORMAT_H
#define VK_OBJECT_FORMAT_H

#include "object/str.h"

/* template % value */
viv_value vk_percent_str(viv_vm *vm, viv_value template, viv_value value);
viv_value vk_percent_bytes(viv_vm *vm, viv_value template, viv_value value);

#endif

/* exception_group.h - groups of exceptions. */
#ifndef VK_OBJECT_EXCEPTION_GROUP_H
#define VK_OBJECT_EXCEPTION_GROUP_H

#include "object/error.h"

/* An instance of BaseExceptionGroup (or of a subclass). */
bool vk_is_exception_group(viv_vm *vm, viv_value value);
/* Its `exceptions`, a tuple, and its str(). */
viv_value vk_exception_group_members(viv_vm *vm, viv_value group);
viv_value vk_exception_group_text(viv_vm *vm, viv_value group);

/* except* [type]: result[0] is the part of [exception] that matches, result[1]
 * the rest; each may be None. Returns None or VIV_RAISE. */
viv_value vk_exception_group_match(viv_vm *vm, viv_value exception,
                                   viv_value type, viv_value *result);
/* After the handlers: what is to be raised of the [original] exception and the
 * [list] of what handlers raised and what none of them took; None: nothing. */
viv_value vk_exception_group_remains(viv_vm *vm, viv_value original,
                                     viv_value list);

extern const viv_function vk_exception_group_methods[];
extern const vk_getset vk_exception_group_getsets[];

#endif

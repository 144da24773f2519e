/* class_parts.h - what class_build.c uses of its neighbours. */
#ifndef VK_OBJECT_CLASS_PARTS_H
#define VK_OBJECT_CLASS_PARTS_H

#include "object/object.h"

/* Reads __slots__ of a namespace: the mangled names (a tuple, or absent when
 * there are no slots) and whether instances have a __dict__ besides. False:
 * raised. */
bool vk_class_slots(viv_vm *vm, viv_value name, viv_value namespace,
                    viv_value base, viv_value *slots, bool *dict);
/* "Error calling __set_name__ on ..." as a note of the waiting exception. */
void vk_note_set_name(viv_vm *vm, viv_value descriptor, viv_value type,
                      viv_value name);
/* callable(*args, **keywords); a tuple and a dict, or absent. */
viv_value vk_call_with_dict(viv_vm *vm, viv_value callable, viv_value args,
                            viv_value keywords);

#endif

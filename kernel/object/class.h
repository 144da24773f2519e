/* class.h - classes, attribute lookup on them, shapes, instances. */
#ifndef VK_OBJECT_CLASS_H
#define VK_OBJECT_CLASS_H

#include "machine.h"
#include "object/object.h"

/* Numbers of special methods, as of the override bits of a class. Of
 * operators.def: method, reflected and in-place form of each binary operator in
 * a row. */
typedef enum vk_special {
#define VK_BINARY(id, spelling, method, reflected, in_place)                   \
    VK_SPECIAL_##id, VK_SPECIAL_R##id, VK_SPECIAL_I##id,
#define VK_UNARY(id, spelling, method)
#define VK_COMPARE(id, spelling, method, swapped)
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#define VK_BINARY(id, spelling, method, reflected, in_place)
#define VK_UNARY(id, spelling, method) VK_SPECIAL_##id,
#include "object/operators.def"
#undef VK_UNARY
#undef VK_COMPARE
#define VK_UNARY(id, spelling, method)
#define VK_COMPARE(id, spelling, method, swapped) VK_SPECIAL_##id,
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE
#define VK_SPECIAL(id, method, slot, form, parameters) VK_SPECIAL_##id,
#include "object/specials.def"
#undef VK_SPECIAL
    VK_SPECIAL_COUNT
} vk_special;

_Static_assert(VK_SPECIAL_COUNT <= 128, "two words of override bits");

/* The method's name, an interned str of the world. */
viv_value vk_special_name(viv_vm *vm, vk_special special);
/* The number of a name, or VK_SPECIAL_COUNT. */
vk_special vk_special_find(viv_vm *vm, viv_value name);

/* Does Python code define [special] in [type] or what it derives from? */
static inline bool vk_type_has_override(const vk_type *type,
                                        vk_special special) {
    return type->overrides[special >> 6] >> (special & 63) & 1;
}
bool vk_type_overrides(viv_vm *vm, viv_value type, vk_special special);

/* The attribute [name] (interned) found along the MRO, or absent; cached.
 * [where], if asked for, is the offset of its word. */
viv_value vk_type_lookup(viv_vm *vm, viv_value type, viv_value name);
uint32_t vk_type_locate(viv_vm *vm, viv_value type, viv_value name);
viv_value vk_type_special(viv_vm *vm, viv_value type, vk_special special);
/* vk_type_lookup() behind [after] in the MRO of [type]: super(). */
viv_value vk_type_lookup_after(viv_vm *vm, viv_value type, viv_value after,
                               viv_value name);
/* The same, as the offset of the value's word; 0: none. */
uint32_t vk_type_locate_after(viv_vm *vm, viv_value type, viv_value after,
                              viv_value name);

/* What a class attribute is when it is reached through an instance ([instance])
 * or the class alone (absent): functions bound, descriptors asked. A step. */
viv_value vk_bind(viv_vm *vm, viv_value attribute, viv_value instance,
                  viv_value owner);
/* A special method bound to [object], for a call. */
viv_value vk_bind_special(viv_vm *vm, viv_value method, viv_value object);
/* The attribute decides before the instance's own: property, slot, __set__. */
bool vk_is_data_descriptor(viv_vm *vm, viv_value attribute);

/* type(name, bases, namespace): a class; [keywords] are its keyword arguments
 * (dict or absent). */
viv_value vk_class_new(viv_vm *vm, viv_value metaclass, viv_value name,
                       viv_value bases, viv_value namespace,
                       viv_value keywords);
/* The metaclass that fits all bases; VIV_RAISE: conflict. */
viv_value vk_class_metaclass(viv_vm *vm, viv_value wanted, viv_value bases);
/* Reckons the override bits of [type] and its subclasses again. */
void vk_class_refresh(viv_vm *vm, viv_value type);
/* C3; a tuple, or VIV_RAISE. */
viv_value vk_class_resolution(viv_vm *vm, viv_value type, viv_value bases);
/* The built-in function __build_class__. */
viv_value vk_build_class(viv_vm *vm);

viv_value vk_type_set_attribute(viv_vm *vm, viv_value type, viv_value name,
                                viv_value value);
viv_value vk_type_get_attribute(viv_vm *vm, viv_value type, viv_value name);

/* -- what calling a class needs (eval/call.c) */

/* object.__new__ itself. */
bool vk_type_plain_new(viv_vm *vm, viv_value new);
viv_value vk_type_instantiate(viv_vm *vm, viv_value type);
/* list, dict, set, bytearray: __new__ makes an empty one, __init__ fills it. */
bool vk_type_filled_by_init(viv_vm *vm, viv_value type);
/* A native __init__ other than object's is to be called. */
bool vk_type_native_init(viv_vm *vm, viv_value type);
viv_value vk_type_refuse_instance(viv_vm *vm, viv_value type);
/* Lets the evaluator make instances of [type] by itself, where that is all the
 * same. */
void vk_type_cache_construction(viv_vm *vm, viv_value type);
/* The same for a class of the world, before that is sealed. */
void vk_type_cache_world_construction(viv_vm *vm, viv_value type);

/* -- shapes */

/* A root shape of [type] with room for [inlined] attributes in the instance. 0:
 * raised. */
uint32_t vk_shape_new(viv_vm *vm, viv_value type, uint32_t inlined);
/* The number of the slot of [name], or -1. */
int vk_shape_find(viv_vm *vm, uint32_t shape, viv_value name);
/* The shape with [name] added; 0: raised. */
uint32_t vk_shape_add(viv_vm *vm, uint32_t shape, viv_value name);
vk_shape *vk_shape_pointer(viv_vm *vm, uint32_t shape);

/* A cell for an instance of a plain class with this shape, attributes
 * absent. */
vk_instance *vk_instance_take(viv_vm *vm, uint32_t shape);

/* -- attributes of instances */

/* Distances from an object to its `attributes` word and to its first inline
 * slot; 0: it has none. */
uint32_t vk_attributes_at(viv_vm *vm, const vk_header *head);
uint32_t vk_inline_at(viv_vm *vm, const vk_header *head);
/* dir(). */
viv_value vk_dir_of_class(viv_vm *vm, viv_value type);
viv_value vk_dir_of_object(viv_vm *vm, viv_value object);
/* __module__ of a class, or absent. */
viv_value vk_type_module(viv_vm *vm, viv_value type);
/* hash() by identity. */
viv_value vk_identity_hash(viv_vm *vm, viv_value value);
viv_value vk_object_repr(viv_vm *vm, viv_value value);
/* Members of X | Y (a tuple), and making one; not types: NotImplemented. */
viv_value vk_union_members(viv_vm *vm, viv_value value);
viv_value vk_union_of(viv_vm *vm, viv_value a, viv_value b);
/* The instance's own attribute, or absent. */
viv_value vk_instance_get(viv_vm *vm, viv_value object, viv_value name);
/* Stores (or, absent, deletes) it: 1 done, 0 no such attribute to delete or
 * none can be added, -1 raised. */
int vk_instance_set(viv_vm *vm, viv_value object, viv_value name,
                    viv_value value);
/* Its attributes as the dict that __dict__ is: from then on they live there. */
viv_value vk_instance_dict(viv_vm *vm, viv_value object);
bool vk_instance_set_dict(viv_vm *vm, viv_value object, viv_value dict);

#endif

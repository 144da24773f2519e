/* type_parameter.h - type parameters, type aliases and Generic: what PEP 695
 * and 696 need of the language. */
#ifndef VK_OBJECT_TYPE_PARAMETER_H
#define VK_OBJECT_TYPE_PARAMETER_H

#include "object/object.h"

/* TypeVar, ParamSpec, TypeVarTuple. What a function gives is reckoned when
 * somebody asks; absent: not given, or not reckoned yet. */
typedef struct vk_type_parameter {
    vk_header head; /* head.extra: VK_PARAMETER_* */
    uint32_t attributes, spare;
    viv_value name;
    viv_value bound, bound_maker;
    viv_value constraints, constraints_maker; /* a tuple */
    viv_value fallback, fallback_maker;       /* the default */
} vk_type_parameter_object;

enum {
    VK_PARAMETER_COVARIANT = 1,
    VK_PARAMETER_CONTRAVARIANT = 2,
    VK_PARAMETER_INFERRED = 4,
};

typedef struct vk_type_alias {
    vk_header head;
    uint32_t attributes, spare;
    viv_value name, parameters; /* str, tuple */
    viv_value value, maker;
} vk_type_alias_object;

/* As the language makes them: [kind] is TYPE_VAR, PARAM_SPEC or
 * TYPE_VAR_TUPLE. */
viv_value vk_type_parameter_new(viv_vm *vm, vk_kind kind, viv_value name);
vk_type_parameter_object *vk_type_parameter_pointer(viv_vm *vm,
                                                    viv_value parameter);
bool vk_is_type_parameter(viv_vm *vm, viv_value value);
bool vk_type_parameter_has_default(viv_vm *vm, viv_value parameter);
/* Its default, or typing.NoDefault. */
viv_value vk_type_parameter_default(viv_vm *vm, viv_value parameter);
/* [parameters]: a tuple or None; [maker] gives the value. */
viv_value vk_type_alias_new(viv_vm *vm, viv_value name, viv_value parameters,
                            viv_value maker);
/* [place] of [object], reckoned by calling [maker] if need be. */
viv_value vk_type_reckon(viv_vm *vm, void *object, viv_value *place,
                         viv_value maker);

/* -- generic.c */

/* typing.Generic[parameters], a tuple. */
viv_value vk_generic_base(viv_vm *vm, viv_value parameters);
/* The type parameters that occur in a tuple of arguments, each once. */
viv_value vk_generic_parameters(viv_vm *vm, viv_value args);
/* The alias [self] with [key] for its type parameters. */
viv_value vk_generic_substitute(viv_vm *vm, viv_value self, viv_value key);
/* Do [items] fit [parameters] of [what]? False: TypeError. */
bool vk_generic_fits(viv_vm *vm, viv_value what, viv_value parameters,
                     viv_value items);
/* [key] as a tuple of arguments. */
viv_value vk_generic_items(viv_vm *vm, viv_value key);

extern const viv_function vk_generic_methods[];

#endif

/* module.h - an importable module: functions, constants and classes in C.
 *
 * A module may also have a part in Python, NAME.py in its folder; that part
 * sees the C functions under the names they have here and publishes what its
 * `__all__` lists.
 */
#ifndef VIVARIUM_MODULE_H
#define VIVARIUM_MODULE_H

#include <vivarium/function.h>
#include <vivarium/plugin.h>
#include <vivarium/setting.h>

typedef enum viv_constant_kind {
    VIV_CONSTANT_FLOAT,
    VIV_CONSTANT_INT,
    VIV_CONSTANT_STR,
} viv_constant_kind;

/* VIV_FLOAT_CONSTANT("pi", 3.141592653589793, "Circumference over
 * diameter.") */
typedef struct viv_constant {
    const char *name, *doc;
    viv_constant_kind kind;
    double number;
    int64_t integer;
    const char *text;
} viv_constant;

#define VIV_FLOAT_CONSTANT(name, value, doc)                                   \
    {(name), (doc), VIV_CONSTANT_FLOAT, (value), 0, 0}
#define VIV_INT_CONSTANT(name, value, doc)                                     \
    {(name), (doc), VIV_CONSTANT_INT, 0, (value), 0}
#define VIV_STR_CONSTANT(name, value, doc)                                     \
    {(name), (doc), VIV_CONSTANT_STR, 0, 0, (value)}

typedef enum viv_type_flag {
    VIV_TYPE_FINAL = 1,    /* may not be a base */
    VIV_TYPE_HIDDEN = 2,   /* not an attribute of the module */
    VIV_TYPE_SEQUENCE = 4, /* matches sequence patterns */
    VIV_TYPE_MAPPING = 8,  /* matches mapping patterns */
    VIV_TYPE_ATTRIBUTES = 16, /* instances take any attribute */
} viv_type_flag;

/* A computed attribute: get(vm, self); set(vm, self, value) or NULL. */
typedef struct viv_property {
    const char *name;
    viv_value (*get)(viv_vm *vm, viv_value self);
    viv_value (*set)(viv_vm *vm, viv_value self, viv_value value);
    const char *doc;
} viv_property;

/* A class whose instances have [slots] value words that only C code sees
 * (viv_slot). Bytes are kept in a slot too (viv_slot_bytes). Methods are
 * functions whose first parameter is `self`; special methods are among them,
 * `__new__(cls, ...)` makes an instance with viv_new(). `self` is checked
 * before C is entered. */
typedef struct viv_type {
    const char *name, *doc;
    const char *base;     /* NULL: object; a built-in class, or an earlier
                             row */
    uint32_t slots;       /* at most 16 */
    uint32_t flags;       /* viv_type_flag */
    viv_table methods;    /* viv_function */
    viv_table properties; /* viv_property */
} viv_type;

/* What a function of one `float` computes, without anything around it: the
 * evaluator may call it instead of the function where the argument is a number
 * at hand, and does so without a call's usual cost. A result that is not finite
 * stands for "ask the function", which then raises or knows better. It takes
 * less than a microsecond. */
typedef struct viv_real_function {
    const char *name; /* of a row of `functions` */
    double (*compute)(double x);
} viv_real_function;

typedef struct viv_module {
    const char *doc;
    viv_table functions; /* viv_function */
    viv_table constants; /* viv_constant */
    viv_table types;     /* viv_type */
    /* Since 1.1. */
    viv_table reals;       /* viv_real_function */
    viv_table settings;    /* viv_setting: keys of the section [module NAME] */
    uint32_t state_size;   /* of the struct that they fill (state.h) */
    uint32_t session_size; /* of plain data that each sandbox has (state.h) */
} viv_module;

#endif

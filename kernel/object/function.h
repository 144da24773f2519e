/* function.h - functions, what binds them, and generators: layouts and
 * makers. */
#ifndef VK_OBJECT_FUNCTION_H
#define VK_OBJECT_FUNCTION_H

#include "object/object.h"

enum { VK_NOT_SIMPLE = 0xFFFF };

/* head.extra: the number of parameters when all are plain positional ones and
 * the code is no generator, so that a call with so many arguments needs no
 * binding; else VK_NOT_SIMPLE. The first line is all that such a call reads. */
typedef struct vk_function {
    vk_header head;
    uint32_t constants; /* VK_CONSTANTS: K of its frames */
    uint32_t entry;     /* offset of the first instruction word */
    uint16_t registers;
    uint16_t free_count, free_start;
    uint16_t defaults_count;
    uint32_t closure;   /* VK_VALUES of cells, or 0 */
    uint32_t attributes;
    viv_value code;
    viv_value defaults; /* tuple or absent */
    viv_value keyword_defaults; /* dict or absent */
    viv_value name, qualified_name, module, doc;
    viv_value annotate, annotations; /* absent until set */
    viv_value type_parameters;
} vk_function_object;

typedef struct vk_cell {
    vk_header head;
    viv_value content;
} vk_cell_object;

/* builtin_function_or_method (bound to self, or to nothing) and
 * method_descriptor. head.extra: arguments (self included) when they need no
 * binding, else VK_NOT_SIMPLE. Everything that counts lies in the runtime's
 * table (eval/native.h). */
typedef struct vk_native {
    vk_header head;
    uint32_t index;
    uint32_t spare;
    viv_value self;   /* absent: not bound */
    viv_value name;
    viv_value module; /* str, or None */
    viv_value owner;  /* class of a method, or absent */
    viv_value doc;    /* str or None */
} vk_native_object;

typedef struct vk_method {
    vk_header head;
    uint32_t spare[2];
    viv_value function, self;
} vk_method_object;

typedef struct vk_property {
    vk_header head;
    uint32_t attributes, spare;
    viv_value get, set, del, doc, name;
} vk_property_object;

/* classmethod and staticmethod */
typedef struct vk_wrapper {
    vk_header head;
    uint32_t attributes, spare;
    viv_value function;
} vk_wrapper_object;

/* member_descriptor: head.extra is the slot's number. */
typedef struct vk_member {
    vk_header head;
    uint32_t spare[2];
    viv_value name, owner;
} vk_member_object;

/* getset_descriptor: index into the runtime's table of getsets. */
typedef struct vk_getset_descriptor {
    vk_header head;
    uint32_t index;
    uint32_t spare;
    viv_value name, owner;
} vk_getset_object;

typedef struct vk_super {
    vk_header head;
    uint32_t spare[2];
    viv_value type, self, self_type;
} vk_super_object;

/* generator, coroutine, async_generator. Its registers lie here while it rests
 * and on the value stack while it runs. */
typedef struct vk_generator {
    vk_header head;     /* head.extra: VK_GENERATOR_* */
    uint32_t constants; /* K, 0 when finished */
    uint32_t pc;        /* offset of the next instruction */
    uint16_t count;     /* registers */
    uint16_t live;      /* of these, the ones kept while it rests */
    uint32_t flags;     /* VK_ASYNC_*, of an async generator */
    viv_value name, qualified_name, code;
    viv_value handled;  /* what it was handling when it rested */
    viv_value registers[];
} vk_generator_object;

enum {
    VK_GENERATOR_FRESH = 0,
    VK_GENERATOR_RESTS = 1,
    VK_GENERATOR_RUNS = 2,
    VK_GENERATOR_ENDED = 3,
};

enum {
    VK_ASYNC_RUNNING = 1,   /* an awaitable of it is under way: ag_running */
    VK_ASYNC_CLOSED = 2,    /* aclose() was begun */
    VK_ASYNC_THROWS_IN = 4, /* GeneratorExit goes into what it waits for */
};

/* async_generator_asend, async_generator_athrow, coroutine_wrapper: drives a
 * generator while it is awaited. */
typedef struct vk_async_step {
    vk_header head; /* head.extra: VK_STEP_* */
    viv_value generator;
    viv_value sent;  /* the value, or exception type or instance; absent:
                        aclose() */
    viv_value value; /* throw()'s second argument, or None */
} vk_async_step_object;

enum { VK_STEP_FRESH = 0, VK_STEP_RUNS = 1, VK_STEP_CLOSED = 2 };

typedef struct vk_module {
    vk_header head;
    uint32_t attributes, spare;
    viv_value namespace; /* dict */
    viv_value name;
} vk_module_object;

/* A function of [code] with the namespace [globals], without defaults and
 * closure. */
viv_value vk_function_new(viv_vm *vm, viv_value code, viv_value globals);
viv_value vk_cell_new(viv_vm *vm, viv_value content);
viv_value vk_method_new(viv_vm *vm, viv_value function, viv_value self);
viv_value vk_module_new(viv_vm *vm, viv_value name);
/* The VK_CONSTANTS that functions of [code] use in [globals]; 0: raised. */
uint32_t vk_constants_for(viv_vm *vm, viv_value code, viv_value globals);
/* While the world is built: a number for something in it of which a sandbox may
 * keep more; else 0. */
uint32_t vk_world_number(viv_vm *vm);
/* The sandbox's own copy of constants of the world, in which instructions can
 * note what they learnt; made at the first call. */
uint32_t vk_constants_own(viv_vm *vm, uint32_t shared);
viv_value vk_generator_new(viv_vm *vm, vk_function_object *function,
                           const viv_value *registers);

#endif

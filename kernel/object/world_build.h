/* world_build.h - the parts that make up the world while it is built. */
#ifndef VK_OBJECT_WORLD_BUILD_H
#define VK_OBJECT_WORLD_BUILD_H

#include "eval/native.h"
#include "host/runtime.h"

/* What a world under construction needs beside the runtime. */
typedef struct vk_world_making {
    viv_vm *vm;
    struct vk_runtime *runtime;
    vk_natives natives;
    const vk_getset **getsets;
    uint32_t getset_count, getset_room;
    const char *problem; /* what went wrong, or NULL */
    const char *where;   /* in which type or module */
} vk_world_making;

/* Shapes and types of all kinds at their fixed places, without content. */
bool vk_world_make_types(vk_world_making *making);
/* Their methods, getsets and wrappers of special methods. */
bool vk_world_fill_types(vk_world_making *making);
/* The classes of errors.def. */
bool vk_world_make_errors(vk_world_making *making);
/* typing.Generic and typing.NoDefault. */
bool vk_world_make_typing(vk_world_making *making);
/* A module of the world from a module plugin. */
bool vk_world_make_module(vk_world_making *making, const vk_plugin *plugin);

/* A native function's object; absent on failure. */
viv_value vk_world_native(vk_world_making *making, const viv_function *function,
                          const char *owner, vk_kind self_kind,
                          viv_value module, viv_value type);
/* Adds a method row to a class's namespace. */
bool vk_world_add_method(vk_world_making *making, viv_value type,
                         const viv_function *function, const char *owner,
                         vk_kind self_kind);
bool vk_world_add_getset(vk_world_making *making, viv_value type,
                         const vk_getset *row);

#endif

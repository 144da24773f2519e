/* runtime.h - what all sandboxes of one configuration share: plugins, tables,
 * world.
 *
 * A runtime is made from an INI file, and immutable from then on; sandboxes of
 * any number of threads read it without locks. It outlives them. The kernel
 * reaches it from a sandbox: VK(vm)->runtime.
 *
 *     configuration ─▶ plugins opened ─▶ world built ─▶ cages made ─▶ sandboxes
 */
#ifndef VK_HOST_RUNTIME_H
#define VK_HOST_RUNTIME_H

#include <vivarium/module.h>
#include <vivarium/plugin.h>
#include <vivarium/policy.h>

#include "host/files.h"
#include "host/folders.h"
#include "machine.h"
#include "object/error.h"

struct vk_problem;
struct vk_problems;
struct vk_world;
struct vk_cage_pool;
struct vk_stack_pool;
struct vk_family_table; /* compile/families.h */
struct vk_native_entry; /* eval/native.h */

/* An opened plugin. */
typedef struct vk_plugin {
    /* Whole, like the viv_family, viv_module or viv_policy that it leads to:
     * what a shorter one lacks is zero. */
    const viv_plugin *descriptor;
    const void *body;
    char *name, *path;
    viv_plugin_kind kind;
    uint64_t needs;      /* capabilities, a bit each */
    bool listed;         /* else it is here for library code, not for
                            programs */
    void *state;         /* of a policy: its settings */
    const viv_hooks *hooks;
    const viv_services *services;
    uint32_t session;    /* where its bytes begin in those of a sandbox */
    bool started;
} vk_plugin;

typedef struct vk_plugins {
    vk_plugin *rows;
    uint32_t count;
} vk_plugins;

/* Objects of the world that C code asks for by role. Filled in while it is
 * built. */
typedef struct vk_world_roots {
    viv_value builtins;    /* dict: name -> built-in function or class */
    viv_value library_builtins; /* the same before policies took names away */
    viv_value modules;     /* dict: name -> template of a module */
    viv_value library;     /* dict: name -> code of a module in Python, which
                              each sandbox that imports it runs */
    viv_value interned;    /* dict: every interned str of the world */
    viv_value empty_tuple, empty_str, empty_bytes;
    uint32_t chars;        /* VK_VALUES of 256: the str of each Latin-1
                              character */
    uint32_t state_count;  /* numbers handed out for per-sandbox state */
    uint32_t specials;     /* VK_VALUES: names of special methods by number */
    viv_value special_numbers; /* dict: the other way round */
    viv_value errors[VIV_ERROR_COUNT]; /* classes by row of errors.def */
    viv_value generic;     /* the class typing.Generic */
    viv_value no_default;  /* typing.NoDefault */
    uint32_t object_new;   /* native number of object.__new__ */
    viv_value build_class; /* __build_class__ */
} vk_world_roots;

struct vk_runtime {
    vk_plugins families, modules, policies;
    struct vk_family_table *family_table;
    struct vk_syntax_extension *syntax; /* of families, or NULL */
    /* Native functions by index, as the world's objects name them: owned by
     * eval/native.c, freed with vk_natives_free(). */
    struct vk_native_entry *natives;
    uint32_t native_count;
    const struct vk_getset **getsets;
    uint32_t getset_count;
    vk_world_roots roots;
    uint8_t stamp[32];     /* of the form of code (compile/image.h) */
    uint64_t hash_key[2];
    viv_limits limits;     /* ceilings of the INI file and policies, folded */
    bool asks_attributes;  /* some policy has an opinion on attributes */
    bool asks_nodes;       /* ... on kinds of nodes */
    bool bare;             /* no modules: it compiles, nothing runs */
    bool tells_answers;    /* some policy is told of all answers */
    bool filters_output;   /* ... sees what is printed */
    const vk_plugin *clock, *entropy; /* policies that stand in for the
                                         system's; or NULL */
    uint32_t session_bytes; /* of all policies, for each sandbox */
    struct vk_world *world;
    struct vk_cage_pool *cages;
    struct vk_stack_pool *stacks;
    vk_folders folders;    /* of permitted .py modules */
    vk_files files;        /* that open() reaches */
    vk_words vetted;       /* those of them that no policy restricts */
    void *config;          /* vk_config, for reports */
};

/* Fills the world that is being built in [vm]: types, native functions, module
 * templates, library code, and the runtime's tables for them. VK(vm)->runtime
 * is set. False: see [problem]. (object/world.c) */
bool vk_world_populate(viv_vm *vm, struct vk_runtime *runtime,
                       struct vk_problem *problem);
/* Frees what vk_world_populate() allocated for the runtime. */
void vk_world_release(struct vk_runtime *runtime);

/* Makes the machine of a clean cage ready to run programs: evaluator,
 * built-ins, `__main__`. VK(vm)->runtime, host and limits are set; on the
 * sandbox's own stack. False: raised. (eval/start.c) */
bool vk_machine_start(viv_vm *vm);

/* Fuel spent in this run. (eval/unwind.c) */
uint64_t vk_fuel_spent(viv_vm *vm);

/* Adds a problem for each limit that is above the configuration's. */
void vk_runtime_check_limits(const struct vk_runtime *runtime,
                             const viv_limits *asked,
                             struct vk_problems *problems);

static inline const struct vk_runtime *vk_runtime(viv_vm *vm) {
    return VK(vm)->runtime;
}

static inline const struct vk_family_table *vk_runtime_families(viv_vm *vm) {
    return vk_runtime(vm)->family_table;
}

/* Two words: the key of SipHash. */
static inline const uint64_t *vk_hash_key(viv_vm *vm) {
    return vk_runtime(vm)->hash_key;
}

/* The world's table of interned str: a dict; absent while there is none yet. */
static inline viv_value vk_world_interned(viv_vm *vm) {
    return vk_runtime(vm)->roots.interned;
}

/* Offset of the VK_VALUES with the str of each Latin-1 character. */
static inline uint32_t vk_world_chars(viv_vm *vm) {
    return vk_runtime(vm)->roots.chars;
}

/* The module plugin of that name, or NULL. */
const vk_plugin *vk_runtime_module(const struct vk_runtime *runtime,
                                   const char *name);

/* A plugin's Python source by module name ("json.decoder"); false: none. */
bool vk_plugin_source(const vk_plugin *plugin, const char *module,
                      viv_source *source);
/* The same of the part that stands in for C and runs when the world is built:
 * of the module `sys`, it is _sys.py. */
bool vk_plugin_world_source(const vk_plugin *plugin, viv_source *source);
bool vk_plugin_is_world_source(const vk_plugin *plugin,
                               const viv_source *source);

/* Row [index] of a plugin's table, copied into [row] of [size] bytes: what the
 * plugin's rows lack is zero. False past the end, or an empty row. */
bool vk_table_row(const viv_table *table, uint32_t index, void *row,
                  size_t size);

#endif

/* world_populate.c - builds the world: types, exceptions, modules, in a fixed
 * order.
 *
 * Nothing exists at first, not even str: so the tables of fixed places come
 * first, then the interned texts, then names and methods of types, then all
 * that is made of them. From then on ordinary code runs.
 */
#include <stdio.h>
#include <stdlib.h>

#include "eval/eval.h"
#include "memory/world.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/str.h"
#include "object/world_build.h"
#include "object/wrappers.h"

static bool make_constants(vk_world_making *making) {
    viv_vm *vm = making->vm;
    vk_world_roots *roots = &making->runtime->roots;

    vk_tuple_object *empty = vk_new(vm, VK_TUPLE, sizeof *empty);

    if (empty == NULL)
        return false;
    empty->length = empty->spare = 0;
    roots->empty_tuple = vk_reference(vm, empty);
    roots->chars = vk_str_build_world(vm);
    roots->interned = VK(vm)->interned;
    return roots->chars != 0;
}

static bool make_special_names(vk_world_making *making) {
    viv_vm *vm = making->vm;
    vk_world_roots *roots = &making->runtime->roots;
    vk_values *names;

    roots->specials = vk_values_new(vm, VK_SPECIAL_COUNT);
    roots->special_numbers = vk_dict_new(vm, VK_SPECIAL_COUNT);
    if (roots->specials == 0 || viv_is_jump(roots->special_numbers))
        return false;
    names = vk_at(vm, roots->specials);
    for (uint32_t i = 0; i < VK_SPECIAL_COUNT; i++) {
        const char *text = vk_special_texts[i];
        viv_value name = vk_str_intern_utf8(vm, text, (uint32_t)strlen(text));

        if (viv_is_jump(name))
            return false;
        names->items[i] = name;
        if (viv_is_absent(vk_dict_get_name(vm, roots->special_numbers, name)) &&
            !vk_dict_set_name(vm, roots->special_numbers, name,
                              viv_small_int(i)))
            return false;
    }
    return true;
}

static bool note_object_new(vk_world_making *making) {
    viv_vm *vm = making->vm;
    viv_value new = vk_type_special(vm, vk_builtin_type(VK_OBJECT),
                                    VK_SPECIAL_NEW);

    if (!vk_is(vm, new, VK_NATIVE))
        return false;
    making->runtime->roots.object_new =
        ((vk_native_object *)vk_object(vm, new))->index;
    return true;
}

/* builtins first: the others run on it. */
static bool make_modules(vk_world_making *making) {
    struct vk_runtime *runtime = making->runtime;
    const vk_plugin *builtins = vk_runtime_module(runtime, "builtins");

    if (runtime->bare)
        return true;
    if (builtins == NULL) {
        making->problem = "the module 'builtins' is not loaded";
        return false;
    }
    if (!vk_world_make_module(making, builtins))
        return false;
    for (uint32_t i = 0; i < runtime->modules.count; i++)
        if (&runtime->modules.rows[i] != builtins &&
            !vk_world_make_module(making, &runtime->modules.rows[i]))
            return false;
    return true;
}

/* What the evaluator needs before it can run anything. */
static bool begin(vk_world_making *making) {
    viv_vm *vm = making->vm;
    vk_world_roots *roots = &making->runtime->roots;

    vk_machine_reset(vm);
    roots->interned = roots->empty_tuple = roots->builtins = VIV_ABSENT;
    roots->generic = roots->no_default = VIV_ABSENT;
    roots->chars = 0;
    if (vk_world_reserve(vm, VK_WORLD_REST - VK_WORLD_START) !=
        VK_WORLD_START) {
        making->problem = "the fixed tables are not at their place";
        return false;
    }
    return vk_world_make_types(making) && make_constants(making);
}

static bool make_dicts(vk_world_making *making) {
    viv_vm *vm = making->vm;
    vk_world_roots *roots = &making->runtime->roots;

    roots->builtins = vk_dict_new(vm, 256);
    roots->modules = vk_dict_new(vm, 64);
    roots->library = vk_dict_new(vm, 64);
    if (viv_is_jump(roots->builtins) || viv_is_jump(roots->modules) ||
        viv_is_jump(roots->library))
        return false;
    VK(vm)->builtins = roots->builtins;
    return true;
}

static bool populate(vk_world_making *making) {
    return begin(making) && make_special_names(making) &&
           vk_world_fill_types(making) && note_object_new(making) &&
           vk_world_make_errors(making) && vk_world_make_typing(making) &&
           make_dicts(making) &&
           make_modules(making);
}

/* The exception that waits, as a text for whoever starts the runtime. */
static void describe(vk_world_making *making, struct vk_problem *problem) {
    viv_vm *vm = making->vm;
    viv_value exception = VK(vm)->exception, report = VIV_ABSENT;
    char text[200] = "";

    if (making->problem == NULL && vk_is(vm, exception, VK_EXCEPTION)) {
        vk_catch(vm);
        report = vk_exception_report(vm, exception);
        if (vk_is(vm, report, VK_STR))
            vk_str_utf8(vm, report, text, sizeof text);
    }
    snprintf(problem->text, sizeof problem->text, "%s: %s",
             making->where ? making->where : "world",
             making->problem ? making->problem
             : *text         ? text
                             : "out of memory");
}

bool vk_world_populate(viv_vm *vm, struct vk_runtime *runtime,
                       struct vk_problem *problem) {
    vk_world_making making = {.vm = vm, .runtime = runtime};
    bool fine = populate(&making);

    runtime->natives = making.natives.entries;
    runtime->native_count = making.natives.count;
    runtime->getsets = (const struct vk_getset **)making.getsets;
    runtime->getset_count = making.getset_count;
    if (!fine)
        describe(&making, problem);
    runtime->roots.interned = VK(vm)->interned;
    return fine;
}

void vk_world_release(struct vk_runtime *runtime) {
    vk_natives natives = {runtime->natives, runtime->native_count,
                          runtime->native_count};

    vk_natives_free(&natives);
    free((void *)runtime->getsets);
}

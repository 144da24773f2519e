/* shape.c - hidden classes: which attributes an instance has, and where.
 *
 * Instances that got the same attributes in the same order share a shape. A
 * shape is found by going up to its root; long ones have a dict of their own.
 * What would grow without end (many attributes, deletions, __dict__) goes over
 * to a dict.
 *
 * Caches rely on this: equal shapes mean equal places (cache.h). The tree of
 * shapes grows with the program's own habits, and is bounded: beyond 128
 * attributes an object takes a dict, so that a program which makes up names
 * cannot make shapes without end.
 *
 * The key of a transition is the interned name; comparing words is enough.
 */
#include "memory/world.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/number.h"

enum { LONG_SHAPE = 12, SHAPE_LIMIT = 128 };

vk_shape *vk_shape_pointer(viv_vm *vm, uint32_t shape) {
    vk_shape *pointer = vk_at(vm, shape);

    VK_CHECK(vm, pointer->head.kind == VK_SHAPE);
    return pointer;
}

static vk_shape *take(viv_vm *vm) {
    vk_shape *made = vk_heap_take(vm, sizeof *made);

    if (made == NULL)
        return NULL;
    *made = (vk_shape){.head = {.kind = VK_SHAPE}, .key = VIV_ABSENT};
    return made;
}

uint32_t vk_shape_new(viv_vm *vm, viv_value type, uint32_t inlined) {
    vk_shape *made = take(vm);

    if (made == NULL)
        return 0;
    made->type = vk_reference_offset(type);
    made->inlined = (uint16_t)inlined;
    return vk_offset(vm, made);
}

/* A long shape's dict of name -> slot; VIV_ABSENT while there is none. Made
 * when first asked for: most long shapes are passed through on the way to
 * longer ones. */
static viv_value table_of(viv_vm *vm, vk_shape *shape) {
    viv_value dict;
    vk_shape *walk = shape;

    if (shape->table != 0)
        return vk_reference_at(shape->table);
    if (shape->count < LONG_SHAPE || vk_in_world(vm, vk_offset(vm, shape)))
        return VIV_ABSENT;
    dict = vk_dict_new(vm, shape->count);
    if (viv_is_jump(dict))
        return dict;
    for (uint32_t left = shape->count; left > 0; left--) {
        if (vk_is(vm, walk->key, VK_STR) && /* slots have no name */
            !vk_dict_set_name(vm, dict, walk->key, viv_small_int(left - 1)))
            return VIV_RAISE;
        walk = vk_shape_pointer(vm, walk->parent);
    }
    vk_store_offset(vm, shape, &shape->table, vk_reference_offset(dict));
    return dict;
}

int vk_shape_find(viv_vm *vm, uint32_t shape, viv_value name) {
    vk_shape *pointer = vk_shape_pointer(vm, shape);
    uint32_t count = pointer->count;
    viv_value table = table_of(vm, pointer);

    if (viv_is_jump(table))
        return -1;
    if (!viv_is_absent(table)) {
        viv_value slot = vk_dict_get_name(vm, table, name);

        return viv_is_small_int(slot) ? (int)viv_small_int_value(slot) : -1;
    }
    for (uint32_t left = count; left > 0; left--) {
        if (viv_same(pointer->key, name))
            return (int)left - 1;
        pointer = vk_shape_pointer(vm, pointer->parent);
    }
    return -1;
}

/* One transition in place, a dict from the second on: nearly every shape has
 * one successor, the next line of __init__. */
static uint32_t find_child(viv_vm *vm, vk_shape *shape, viv_value name) {
    viv_value child;

    if (shape->transitions == 0)
        return 0;
    if (shape->flags & VK_SHAPE_MANY) {
        child = vk_dict_get_name(vm, vk_reference_at(shape->transitions), name);
        return viv_is_reference(child) ? vk_reference_offset(child) : 0;
    }
    if (viv_same(vk_shape_pointer(vm, shape->transitions)->key, name))
        return shape->transitions;
    return 0;
}

static bool remember_child(viv_vm *vm, vk_shape *shape, vk_shape *child) {
    uint32_t offset = vk_offset(vm, child);
    viv_value dict;

    if (shape->transitions == 0) {
        vk_store_offset(vm, shape, &shape->transitions, offset);
        return true;
    }
    if (shape->flags & VK_SHAPE_MANY)
        return vk_dict_set_name(vm, vk_reference_at(shape->transitions),
                                child->key, vk_reference_at(offset));
    dict = vk_dict_new(vm, 4);
    if (viv_is_jump(dict) ||
        !vk_dict_set_name(vm, dict,
                          vk_shape_pointer(vm, shape->transitions)->key,
                          vk_reference_at(shape->transitions)) ||
        !vk_dict_set_name(vm, dict, child->key, vk_reference_at(offset)))
        return false;
    shape->flags |= VK_SHAPE_MANY;
    vk_store_offset(vm, shape, &shape->transitions, vk_reference_offset(dict));
    return true;
}

/* A shape of the world is read-only: what is added to it goes below this
 * sandbox's copy. */
static uint32_t own_copy(viv_vm *vm, uint32_t shape) {
    struct vk_machine *machine = VK(vm);
    viv_value key = viv_small_int(shape), known;
    vk_shape *made;

    if (viv_is_absent(machine->world_state)) {
        viv_value dict = vk_dict_new(vm, 4);

        if (viv_is_jump(dict))
            return 0;
        machine->world_state = dict;
    }
    known = vk_dict_get(vm, machine->world_state, key);
    if (viv_is_reference(known))
        return vk_reference_offset(known);
    made = take(vm);
    if (made == NULL)
        return 0;
    *made = *vk_shape_pointer(vm, shape);
    made->head.flags = 0;
    made->transitions = made->table = 0;
    made->flags &= ~(uint32_t)VK_SHAPE_MANY;
    return vk_dict_set(vm, machine->world_state, key, vk_reference(vm, made))
               ? vk_offset(vm, made)
               : 0;
}

/* 0 without an exception: the limit is reached, use a dict. */
uint32_t vk_shape_add(viv_vm *vm, uint32_t shape, viv_value name) {
    vk_shape *parent, *made;
    uint32_t child;

    if (vk_in_world(vm, shape))
        shape = own_copy(vm, shape);
    if (shape == 0)
        return 0;
    parent = vk_shape_pointer(vm, shape);
    child = find_child(vm, parent, name);
    if (child != 0 || parent->count >= SHAPE_LIMIT)
        return child;
    made = take(vm);
    if (made == NULL)
        return 0;
    made->type = parent->type;
    made->parent = shape;
    made->key = name;
    made->count = parent->count + 1;
    made->inlined = parent->inlined;
    made->flags = parent->flags & VK_SHAPE_FIXED;
    return remember_child(vm, parent, made) ? vk_offset(vm, made) : 0;
}

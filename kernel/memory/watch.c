/* watch.c - weak references and finalizers: who is asked before an object goes.
 *
 * Only an exact collection lets go of an object that is watched; a conservative
 * one keeps it, so that what lies around on a C stack never changes what a
 * program sees. Nothing is allocated during a collection: an object whose turn
 * has come moves to the front of its list, where vk_heap_due() finds it.
 */
#include "memory/blocks.h"
#include "memory/world.h"
#include "object/error.h"
#include "object/weak.h"

enum { LEAST_ROOM = 8 };

static uint32_t room_of(viv_vm *vm, const vk_watched *list) {
    uint32_t room =
        list->items != 0 ? vk_heap_room(vm, vk_at(vm, list->items)) : 0;

    return room < 16 ? 0 : (room - 16) / 8;
}

/* Entry [index], which is below list->count. */
static viv_value *entry(viv_vm *vm, const vk_watched *list, uint32_t index) {
    return vk_element(vm, list->items, index, sizeof(viv_value));
}

static bool grow(viv_vm *vm, vk_watched *list) {
    uint32_t room = room_of(vm, list), items;

    if (list->count < room)
        return true;
    items = vk_values_new(vm, room < LEAST_ROOM ? LEAST_ROOM : room * 2);
    if (items == 0)
        return false;
    memcpy(vk_element(vm, items, 0, 8), vk_element(vm, list->items, 0, 8),
           list->count * sizeof(viv_value));
    if (list->items != 0)
        vk_heap_release(vm, vk_at(vm, list->items));
    list->items = items;
    return true;
}

bool vk_heap_watch(viv_vm *vm, vk_watch why, viv_value object) {
    vk_watched *list = &VK(vm)->heap.watched[why % VK_WATCH_COUNT];

    if (!viv_is_reference(object) ||
        vk_in_world(vm, vk_reference_offset(object)))
        return true;
    if (!grow(vm, list))
        return false;
    *entry(vm, list, list->count++) = object;
    if (why == VK_WATCH_FINALIZER)
        vk_head(vm, object)->flags |= VK_HAS_FINALIZER;
    return true;
}

/* Entry [index] is not due. */
static void remove_entry(viv_vm *vm, vk_watched *list, uint32_t index) {
    list->count--;
    *entry(vm, list, index) = *entry(vm, list, list->count);
}

void vk_heap_unwatch(viv_vm *vm, vk_watch why, viv_value object) {
    vk_watched *list = &VK(vm)->heap.watched[why % VK_WATCH_COUNT];

    for (uint32_t i = 0; i < list->count; i++) {
        if (!viv_same(*entry(vm, list, i), object))
            continue;
        if (i >= list->due)
            remove_entry(vm, list, i);
        else
            *entry(vm, list, i) = VIV_ABSENT;
        return;
    }
}

/* All that was due was handed out: the others move down. */
static void close_gap(viv_vm *vm, vk_watched *list) {
    list->count -= list->due;
    if (list->count > 0)
        memmove(entry(vm, list, 0), entry(vm, list, list->due),
                list->count * sizeof(viv_value));
    list->due = list->handed = 0;
}

viv_value vk_heap_due(viv_vm *vm, vk_watch why) {
    vk_watched *list = &VK(vm)->heap.watched[why % VK_WATCH_COUNT];
    viv_value object = VIV_ABSENT;

    while (list->handed < list->due && viv_is_absent(object)) {
        object = *entry(vm, list, list->handed);
        *entry(vm, list, list->handed++) = VIV_ABSENT;
    }
    if (list->handed == list->due && list->due > 0)
        close_gap(vm, list);
    return object;
}

/* The object a weak reference names, as an offset; 0: none, or one that never
 * goes. */
static uint32_t target_of(viv_vm *vm, viv_value reference) {
    viv_value target;

    if (!vk_is(vm, reference, VK_WEAK_REFERENCE))
        return 0;
    target = ((const vk_weak_object *)vk_object(vm, reference))->target;
    return viv_is_reference(target) ? vk_reference_offset(target) : 0;
}

/* What is due is a root. A conservative collection keeps everything watched. */
void vk_watch_mark(vk_marker *marker) {
    viv_vm *vm = marker->vm;

    for (uint32_t why = 0; why < VK_WATCH_COUNT; why++) {
        vk_watched *list = &VK(vm)->heap.watched[why];
        uint32_t kept = marker->exact ? list->due : list->count;

        vk_mark_alone(marker, list->items);
        for (uint32_t i = 0; i < kept; i++) {
            viv_value object = *entry(vm, list, i);

            vk_mark(marker, object);
            if (why == VK_WATCH_WEAK)
                vk_mark_offset(marker, target_of(vm, object));
        }
    }
}

static bool is_marked(viv_vm *vm, viv_value object) {
    return viv_is_reference(object) &&
           vk_is_marked(vm, vk_reference_offset(object));
}

static void make_due(viv_vm *vm, vk_watched *list, uint32_t index) {
    viv_value object = *entry(vm, list, index);

    *entry(vm, list, index) = *entry(vm, list, list->due);
    *entry(vm, list, list->due++) = object;
}

/* Weak references that died are forgotten; those whose object died are cleared.
 */
static void settle_weak(vk_marker *marker, vk_watched *list) {
    viv_vm *vm = marker->vm;
    uint32_t i = list->due;

    while (i < list->count) {
        viv_value reference = *entry(vm, list, i);
        uint32_t target = target_of(vm, reference);

        if (!is_marked(vm, reference)) {
            remove_entry(vm, list, i);
            continue;
        }
        if (target != 0 && !vk_is_marked(vm, target)) {
            ((vk_weak_object *)vk_object(vm, reference))->target = VIV_ABSENT;
            make_due(vm, list, i);
        }
        i++;
    }
}

/* Unreachable objects with a finalizer live once more, with all they reach.
 * Which they are is settled before the first of them is traced, since one may
 * be reachable from another and yet both are due. */
static void settle_finalizers(vk_marker *marker, vk_watched *list) {
    viv_vm *vm = marker->vm;
    uint32_t before = list->due;

    for (uint32_t i = before; i < list->count; i++)
        if (!is_marked(vm, *entry(vm, list, i)))
            make_due(vm, list, i);
    for (uint32_t i = before; i < list->due; i++)
        vk_mark(marker, *entry(vm, list, i));
    vk_mark_drain(marker);
}

void vk_watch_settle(vk_marker *marker) {
    vk_watched *watched = VK(marker->vm)->heap.watched;

    if (!marker->exact)
        return;
    settle_weak(marker, &watched[VK_WATCH_WEAK]);
    settle_finalizers(marker, &watched[VK_WATCH_FINALIZER]);
}

/* instance.c - instances: where their attributes lie, by shape or in a dict.
 *
 * A plain instance is header, `attributes` word, inline slots. Instances of
 * subclasses of native types have the native part first, then the same. A kind
 * without room for attributes (function, property, exception, ...) may have a
 * word of its own for a dict.
 *
 * Where a word lies is computed from the kind's slots and the header's flag and
 * never stored in the object, where it could be changed: a forged kind or flag
 * leads to other bytes of the cage, checked by the functions of cage.h.
 */
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/function.h"
#include "memory/world.h"
#include "object/slots.h"

/* The number of inline slots comes from the class's shape, which knows how many
 * attributes the class's own code assigns. */
vk_instance *vk_instance_take(viv_vm *vm, uint32_t shape) {
    vk_shape *pointer = vk_at(vm, shape);
    uint32_t inlined = pointer->inlined;
    vk_instance *made =
        vk_heap_take(vm, (uint32_t)sizeof *made + inlined * 8);

    if (made == NULL)
        return NULL;
    made->head = (vk_header){.shape = shape, .kind = VK_OBJECT,
                             .flags = VK_SUBCLASS};
    made->attributes = 0;
    made->spare = 0;
    for (uint32_t i = 0; i < inlined; i++)
        made->slots[i] = VIV_ABSENT;
    return made;
}

/* Its __del__ is to run before it goes. */
static void *finalized(viv_vm *vm, const vk_type *type, void *made) {
    if (made != NULL && vk_type_has_override(type, VK_SPECIAL_DEL) &&
        !vk_heap_watch(vm, VK_WATCH_FINALIZER, vk_reference(vm, made)))
        return NULL;
    return made;
}

static uint32_t round_up(uint32_t bytes) {
    return (bytes + 7) & ~7u;
}

/* An instance of a class that is not the built-in one of its kind: its flag in
 * the header says that attributes follow the native part. */
void *vk_new_instance(viv_vm *vm, viv_value type, vk_kind kind,
                      uint32_t bytes) {
    vk_type *pointer = vk_type_pointer(vm, type);
    uint32_t inlined, native = round_up(bytes);
    vk_header *made;
    char *tail;

    if (pointer->flags & VK_TYPE_NATIVE &&
        vk_reference_offset(type) == VK_BUILTIN_TYPE_OFFSET(kind))
        return vk_new(vm, kind, bytes);
    inlined = vk_shape_pointer(vm, pointer->shape)->inlined;
    if (kind == VK_OBJECT)
        return finalized(vm, pointer, vk_instance_take(vm, pointer->shape));
    made = vk_heap_take(vm, native + 8 + inlined * 8);
    if (made == NULL)
        return NULL;
    *made = (vk_header){.shape = pointer->shape, .kind = (uint8_t)kind,
                        .flags = VK_SUBCLASS, .extra = 0};
    memset(made + 1, 0, native - sizeof *made);
    tail = (char *)made + native;
    memset(tail, 0, 8);
    for (uint32_t i = 0; i < inlined; i++)
        ((viv_value *)(tail + 8))[i] = VIV_ABSENT;
    return finalized(vm, pointer, made);
}

/* Native parts of varying length (int, str, tuple, bytes): the tail lies at the
 * end of the cell, so its distance follows from the cell's own length word. */
static uint32_t native_size(viv_vm *vm, const vk_header *head) {
    const vk_slots *slots = vk_slots_table[head->kind];

    return slots->measure ? round_up(slots->measure(vm, head))
                          : round_up(slots->size);
}

uint32_t vk_inline_at(viv_vm *vm, const vk_header *head) {
    if (head->kind == VK_OBJECT)
        return offsetof(vk_instance, slots);
    if (head->kind >= VK_KIND_COUNT || vk_slots_table[head->kind] == NULL)
        return 0;
    return head->flags & VK_SUBCLASS ? native_size(vm, head) + 8 : 0;
}

uint32_t vk_attributes_at(viv_vm *vm, const vk_header *head) {
    uint8_t kind = head->kind;

    if (kind >= VK_KIND_COUNT || vk_slots_table[kind] == NULL)
        return 0;
    if (kind == VK_OBJECT)
        return offsetof(vk_instance, attributes);
    if (vk_slots_table[kind]->attributes != 0)
        return vk_slots_table[kind]->attributes;
    return head->flags & VK_SUBCLASS ? native_size(vm, head) : 0;
}

/* How an object's attributes are reached, checked against its cell. */
typedef struct access {
    vk_header *head;
    vk_shape *shape;
    uint32_t *attributes; /* NULL: it has none */
    viv_value *inlined;
} access;

static bool begin(viv_vm *vm, viv_value object, access *a) {
    uint32_t at;

    if (!viv_is_reference(object))
        return false;
    a->head = vk_head(vm, object);
    at = vk_attributes_at(vm, a->head);
    if (at == 0)
        return false;
    a->attributes = (uint32_t *)((char *)a->head + at);
    a->inlined =
        (viv_value *)((char *)a->head + vk_inline_at(vm, a->head));
    a->shape = vk_shape_pointer(vm, a->head->shape);
    return true;
}

/* Attributes in a dict: by the shape, or since the kind has only a word for
 * one. */
static bool in_dict(viv_vm *vm, const access *a) {
    (void)vm;
    return a->shape->flags & VK_SHAPE_DICTIONARY ||
           vk_slots_table[a->head->kind]->attributes != 0;
}

/* No attributes beyond __slots__; a kind with a word for a dict takes any. */
static bool is_fixed(const access *a) {
    return a->shape->flags & VK_SHAPE_FIXED &&
           vk_slots_table[a->head->kind]->attributes == 0;
}

/* Slots behind the inline ones lie in a storage that grows; its length is read
 * at each access. */
static viv_value *slot_at(viv_vm *vm, const access *a, uint32_t slot) {
    vk_values *outer;

    if (slot < a->shape->inlined)
        return &a->inlined[slot];
    slot -= a->shape->inlined;
    outer = vk_at(vm, *a->attributes);
    if (*a->attributes == 0 || slot >= outer->count)
        return NULL;
    return vk_element(vm, *a->attributes, slot, 8);
}

viv_value vk_instance_get(viv_vm *vm, viv_value object, viv_value name) {
    access a;
    viv_value *place;
    int slot;

    if (!begin(vm, object, &a))
        return VIV_ABSENT;
    if (in_dict(vm, &a)) {
        if (*a.attributes == 0)
            return VIV_ABSENT;
        return vk_dict_get(vm, vk_reference_at(*a.attributes), name);
    }
    slot = vk_shape_find(vm, a.head->shape, name);
    if (slot < 0)
        return VIV_ABSENT;
    place = slot_at(vm, &a, (uint32_t)slot);
    return place == NULL ? VIV_ABSENT : *place;
}

/* -- going over to a dict */

/* A fixed array on the C stack for as many names as a shape can have. */
static viv_value collect(viv_vm *vm, const access *a) {
    vk_shape *shape = a->shape;
    uint32_t count = shape->count;
    viv_value dict = vk_dict_new(vm, count), names[128];

    if (viv_is_jump(dict))
        return dict;
    if (count > 128)
        count = 128;
    for (uint32_t i = count; i > 0; i--) {
        names[i - 1] = shape->key;
        shape = vk_shape_pointer(vm, shape->parent);
    }
    for (uint32_t i = 0; i < count; i++) {
        viv_value *place = slot_at(vm, a, i);

        if (place == NULL || viv_is_absent(*place) || viv_is_absent(names[i]))
            continue;
        if (!vk_dict_set_name(vm, dict, names[i], *place))
            return VIV_RAISE;
    }
    return dict;
}

/* The class's shape for instances whose attributes lie in a dict. */
static uint32_t dictionary_shape(viv_vm *vm, const access *a) {
    viv_value type = vk_reference_at(a->shape->type);
    uint32_t made = vk_shape_new(vm, type, a->shape->inlined);

    if (made != 0)
        vk_shape_pointer(vm, made)->flags = VK_SHAPE_DICTIONARY;
    return made;
}

/* Asking for __dict__ changes the representation for good: the dict must be the
 * attributes from then on, not a copy. */
viv_value vk_instance_dict(viv_vm *vm, viv_value object) {
    access a;
    viv_value dict;
    uint32_t shape;

    if (!begin(vm, object, &a) || is_fixed(&a))
        return VIV_ABSENT;
    if (in_dict(vm, &a) && *a.attributes != 0)
        return vk_reference_at(*a.attributes);
    if (in_dict(vm, &a)) {
        dict = vk_dict_new(vm, 0);
        if (!viv_is_jump(dict))
            vk_store_offset(vm, a.head, a.attributes,
                            vk_reference_offset(dict));
        return dict;
    }
    dict = collect(vm, &a);
    VIV_TRY(dict);
    shape = dictionary_shape(vm, &a);
    if (shape == 0)
        return VIV_RAISE;
    for (uint32_t i = vk_type_pointer(vm, vk_type_of(vm, object))->slot_count;
         i < a.shape->inlined; i++)
        a.inlined[i] = VIV_ABSENT;
    vk_store_offset(vm, a.head, a.attributes, vk_reference_offset(dict));
    vk_store_offset(vm, a.head, &a.head->shape, shape);
    return dict;
}

bool vk_instance_set_dict(viv_vm *vm, viv_value object, viv_value dict) {
    access a;
    viv_value old = vk_instance_dict(vm, object);

    if (viv_is_jump(old) || viv_is_absent(old) || !begin(vm, object, &a))
        return false;
    vk_store_offset(vm, a.head, a.attributes, vk_reference_offset(dict));
    return true;
}

/* -- storing */

static bool reserve_outer(viv_vm *vm, access *a, uint32_t slot) {
    uint32_t needed = slot - a->shape->inlined + 1, old = *a->attributes;
    vk_values *from = vk_at(vm, old), *to;
    uint32_t have = old == 0 ? 0 : from->count, made;

    if (slot < a->shape->inlined || needed <= have)
        return true;
    made = vk_values_new(vm, needed < 4 ? 4 : needed + needed / 2);
    if (made == 0)
        return false;
    to = vk_at(vm, made);
    for (uint32_t i = 0; i < have && i < to->count; i++)
        to->items[i] = *(viv_value *)vk_element(vm, old, i, 8);
    vk_store_offset(vm, a->head, a->attributes, made);
    return true;
}

/* The value is stored before the shape changes: whoever looks in between sees
 * the object as it was. */
static int add(viv_vm *vm, viv_value object, access *a, viv_value name,
               viv_value value) {
    uint32_t shape, slot = a->shape->count;
    viv_value dict, *place;

    shape = vk_shape_add(vm, a->head->shape, name);
    if (shape == 0) {
        if (!viv_is_absent(VK(vm)->exception) || VK(vm)->stopped)
            return -1;
        dict = vk_instance_dict(vm, object);
        if (viv_is_jump(dict))
            return -1;
        return vk_dict_set(vm, dict, name, value) ? 1 : -1;
    }
    if (!reserve_outer(vm, a, slot))
        return -1;
    place = slot_at(vm, a, slot);
    if (place == NULL)
        vk_fault(vm, "attribute outside its instance");
    vk_store(vm, a->head, place, value);
    if (slot >= a->shape->inlined)
        vk_remember(vm, a->head);
    vk_store_offset(vm, a->head, &a->head->shape, shape);
    return 1;
}

int vk_instance_set(viv_vm *vm, viv_value object, viv_value name,
                    viv_value value) {
    access a;
    viv_value dict, *place;
    int slot;

    if (!begin(vm, object, &a) || vk_in_world(vm, vk_offset(vm, a.head)))
        return 0;
    slot = in_dict(vm, &a) ? -1 : vk_shape_find(vm, a.head->shape, name);
    if (slot >= 0 && !viv_is_absent(value)) {
        place = slot_at(vm, &a, (uint32_t)slot);
        if (place == NULL)
            return 0;
        vk_store(vm, a.head, place, value);
        return 1;
    }
    if (is_fixed(&a))
        return 0;
    if (!in_dict(vm, &a) && !viv_is_absent(value))
        return add(vm, object, &a, name, value);
    if (viv_is_absent(value) && slot < 0 && !in_dict(vm, &a))
        return 0;
    dict = vk_instance_dict(vm, object);
    if (viv_is_jump(dict))
        return -1;
    if (viv_is_absent(value))
        return vk_dict_delete(vm, dict, name);
    return vk_dict_set(vm, dict, name, value) ? 1 : -1;
}

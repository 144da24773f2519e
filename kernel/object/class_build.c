/* class_build.c - making classes: type(name, bases, namespace).
 *
 * Language reference, 3.3.3 "Customizing class creation".
 *
 * The order of the steps is visible to programs and is CPython's: layout, MRO,
 * entries of the namespace, then the hooks __set_name__ and __init_subclass__,
 * which run program code when the class is complete.
 */
#include "memory/world.h"
#include "object/class.h"

#include "eval/cache.h"
#include "eval/eval.h"
#include "object/class_parts.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"

typedef struct making {
    viv_vm *vm;
    viv_value type, name, bases, namespace;
    viv_value base; /* the one whose layout instances have */
    viv_value slots; /* tuple of mangled names, or absent */
    bool dict;       /* instances take any attribute */
} making;

/* -- bases */

static bool check_base(viv_vm *vm, viv_value base) {
    if (!vk_is(vm, base, VK_TYPE)) {
        vk_raise(vm, VIV_TypeError, "bases must be types");
        return false;
    }
    if (vk_type_pointer(vm, base)->flags & VK_TYPE_FINAL) {
        vk_raise(vm, VIV_TypeError,
                 "type '%N' is not an acceptable base type", base);
        return false;
    }
    return true;
}

/* The base that decides the layout: its kind and its slots contain all
 * others'. */
static bool extends(viv_vm *vm, viv_value type, viv_value other) {
    const vk_type *a = vk_type_pointer(vm, type);
    const vk_type *b = vk_type_pointer(vm, other);

    if (b->instance_kind == VK_OBJECT && b->slot_count == 0)
        return true;
    if (a->instance_kind != b->instance_kind && b->instance_kind != VK_OBJECT)
        return false;
    return b->slot_count == 0 || vk_type_derives(vm, type, other);
}

/* An instance has one native layout (an int's, a dict's); bases with two
 * different ones cannot be put together. */
static bool choose_base(making *m) {
    viv_vm *vm = m->vm;
    uint32_t count = vk_tuple_length(vm, m->bases);

    m->base = VIV_ABSENT;
    for (uint32_t i = 0; i < count; i++) {
        viv_value base = vk_tuple_get(vm, m->bases, i);

        if (!check_base(vm, base))
            return false;
        if (viv_is_absent(m->base) || (!extends(vm, m->base, base) &&
                                       extends(vm, base, m->base))) {
            m->base = base;
        } else if (!extends(vm, m->base, base)) {
            vk_raise(vm, VIV_TypeError,
                     "multiple bases have instance lay-out conflict");
            return false;
        }
    }
    return true;
}

viv_value vk_class_metaclass(viv_vm *vm, viv_value wanted, viv_value bases) {
    uint32_t count = vk_tuple_length(vm, bases);

    for (uint32_t i = 0; i < count; i++) {
        viv_value meta = vk_type_of(vm, vk_tuple_get(vm, bases, i));

        if (vk_type_derives(vm, wanted, meta))
            continue;
        if (!vk_type_derives(vm, meta, wanted))
            return vk_raise(vm, VIV_TypeError,
                            "metaclass conflict: the metaclass of a derived "
                            "class must be a (non-strict) subclass of the "
                            "metaclasses of all its bases");
        wanted = meta;
    }
    return wanted;
}

/* -- override bits */

static void add_overrides(viv_vm *vm, vk_type *type, viv_value namespace) {
    uint32_t position = 0;
    viv_value key, value;

    while (vk_dict_next(vm, namespace, &position, &key, &value)) {
        vk_special special;

        if (!vk_is(vm, key, VK_STR) ||
            !(vk_head(vm, key)->extra & VK_STR_INTERNED))
            continue;
        special = vk_special_find(vm, key);
        if (special < VK_SPECIAL_COUNT)
            type->overrides[special >> 6] |= UINT64_C(1) << (special & 63);
    }
}

/* Two words of bits per class say which special methods it defines in Python.
 * Operators on built-in values and on classes without overrides never look for
 * a method. */
static void reckon_overrides(viv_vm *vm, viv_value class) {
    vk_type *type = vk_type_pointer(vm, class);
    uint32_t count = vk_tuple_length(vm, type->resolution);

    type->overrides[0] = type->overrides[1] = 0;
    for (uint32_t i = 0; i < count; i++) {
        vk_type *each =
            vk_type_pointer(vm, vk_tuple_get(vm, type->resolution, i));

        if (!(each->flags & VK_TYPE_NATIVE))
            add_overrides(vm, type, each->namespace);
        for (uint32_t word = 0; word < 2; word++)
            type->overrides[word] |= each->overrides[word];
    }
}

/* Subclasses inherit the change; their list holds them, and recursion is
 * bounded by the C stack's guard. */
void vk_class_refresh(viv_vm *vm, viv_value class) {
    viv_value subclasses;
    uint32_t count;

    if (!vk_enter_native(vm))
        return;
    reckon_overrides(vm, class);
    subclasses = vk_type_pointer(vm, class)->subclasses;
    if (!vk_is(vm, subclasses, VK_LIST))
        return;
    count = vk_list_length(vm, subclasses);
    for (uint32_t i = 0; i < count; i++) {
        viv_value each = vk_list_get(vm, subclasses, i);

        if (vk_is(vm, each, VK_TYPE))
            vk_class_refresh(vm, each);
    }
}

/* -- the object */

/* The compiler noted which attributes methods assign to self: that many slots
 * are inline. More than 24 would cost every instance for what few use. */
static uint32_t inlined_wanted(making *m) {
    viv_vm *vm = m->vm;
    viv_value names = vk_dict_get_name(
        vm, m->namespace, vk_str_intern_utf8(vm, "__static_attributes__", 21));
    uint32_t wanted = vk_is(vm, names, VK_TUPLE) ? vk_tuple_length(vm, names)
                                                 : 0;
    uint32_t have =
        vk_shape_pointer(vm, vk_type_pointer(vm, m->base)->shape)->inlined;

    wanted += have;
    if (!m->dict)
        return 0;
    return wanted > 24 ? 24 : wanted;
}

static bool make_shape(making *m) {
    viv_vm *vm = m->vm;
    vk_type *type = vk_type_pointer(vm, m->type);
    vk_type *base = vk_type_pointer(vm, m->base);
    uint32_t own = viv_is_absent(m->slots) ? 0
                                           : vk_tuple_length(vm, m->slots);
    uint32_t slots = base->slot_count + own, shape;

    type->slot_count = (uint16_t)slots;
    shape = vk_shape_new(vm, m->type, slots + inlined_wanted(m));
    if (shape == 0)
        return false;
    for (uint32_t i = 0; i < slots; i++) {
        /* Slots have no name in the shape: their descriptors know the place. */
        shape = vk_shape_add(vm, shape, VIV_VALUE(0x2A));
        if (shape == 0)
            return false;
    }
    if (!m->dict)
        vk_shape_pointer(vm, shape)->flags |= VK_SHAPE_FIXED;
    vk_store_offset(vm, type, &type->shape, shape);
    return true;
}

static bool add_members(making *m) {
    viv_vm *vm = m->vm;
    uint32_t first = vk_type_pointer(vm, m->base)->slot_count;
    uint32_t count =
        viv_is_absent(m->slots) ? 0 : vk_tuple_length(vm, m->slots);

    for (uint32_t i = 0; i < count; i++) {
        viv_value name = vk_tuple_get(vm, m->slots, i), member;

        member = vk_member_new(vm, m->type, name, first + i);
        if (viv_is_jump(member) ||
            !vk_dict_set_name(vm, m->namespace, name, member))
            return false;
    }
    return true;
}

static vk_type *take_type(making *m, viv_value metaclass) {
    viv_vm *vm = m->vm;
    vk_type *base = vk_type_pointer(vm, m->base), *made;

    if (viv_same(metaclass, vk_builtin_type(VK_TYPE)))
        made = vk_new(vm, VK_TYPE, sizeof *made);
    else
        made = vk_new_instance(vm, metaclass, VK_TYPE, sizeof *made);
    if (made == NULL)
        return NULL;
    made->attributes = made->shape = 0;
    made->name = made->qualified_name = m->name;
    made->bases = m->bases;
    made->resolution = VIV_ABSENT;
    made->namespace = m->namespace;
    made->module = made->subclasses = VIV_ABSENT;
    made->overrides[0] = made->overrides[1] = 0;
    made->flags = base->flags & (VK_TYPE_HAS_DICT | VK_TYPE_HAS_WEAKREF |
                                 VK_TYPE_METACLASS | VK_TYPE_SEQUENCE |
                                 VK_TYPE_MAPPING);
    made->instance_kind = base->instance_kind;
    made->spare = 0;
    made->slot_count = 0;
    made->construct_epoch = made->construct_with = made->construct_shape = 0;
    made->error = base->error;
    made->doc = VIV_NONE;
    return made;
}

/* -- what the namespace says */

static viv_value own(making *m, const char *name) {
    viv_value found = vk_dict_get_name(
        m->vm, m->namespace,
        vk_str_intern_utf8(m->vm, name, (uint32_t)strlen(name)));

    return viv_is_jump(found) ? VIV_ABSENT : found;
}

static bool wrap(making *m, const char *name, vk_kind kind) {
    viv_value found = own(m, name), wrapped;

    if (!vk_is(m->vm, found, VK_FUNCTION))
        return true;
    wrapped = vk_wrapper_new(m->vm, kind, found);
    return !viv_is_jump(wrapped) &&
           vk_dict_set_name(
               m->vm, m->namespace,
               vk_str_intern_utf8(m->vm, name, (uint32_t)strlen(name)),
               wrapped);
}

/* Data model 3.3.1: __eq__ without __hash__ makes instances unhashable. */
static bool take_entries(making *m) {
    viv_vm *vm = m->vm;
    vk_type *type = vk_type_pointer(vm, m->type);
    viv_value qualified = own(m, "__qualname__"), doc = own(m, "__doc__");
    viv_value none = VIV_NONE;

    if (vk_is(vm, qualified, VK_STR)) {
        vk_store(vm, type, &type->qualified_name, qualified);
        vk_dict_delete(vm, m->namespace,
                       vk_str_intern_utf8(vm, "__qualname__", 12));
    } else if (!viv_is_absent(qualified)) {
        vk_raise(vm, VIV_TypeError, "type __qualname__ must be a str, not %T",
                 qualified);
        return false;
    }
    if (viv_is_absent(doc) &&
        !vk_dict_set_name(vm, m->namespace,
                          vk_str_intern_utf8(vm, "__doc__", 7), none))
        return false;
    if (!viv_is_absent(own(m, "__eq__")) && viv_is_absent(own(m, "__hash__")) &&
        !vk_dict_set_name(vm, m->namespace,
                          vk_str_intern_utf8(vm, "__hash__", 8), none))
        return false;
    return wrap(m, "__new__", VK_STATICMETHOD) &&
           wrap(m, "__init_subclass__", VK_CLASSMETHOD) &&
           wrap(m, "__class_getitem__", VK_CLASSMETHOD);
}

/* The cell that methods see as __class__. */
static bool fill_class_cell(making *m) {
    viv_value name = vk_str_intern_utf8(m->vm, "__classcell__", 13);
    viv_value cell = vk_dict_get_name(m->vm, m->namespace, name);

    if (!vk_is(m->vm, cell, VK_CELL))
        return true;
    vk_store(m->vm, vk_object(m->vm, cell),
             &((vk_cell_object *)vk_object(m->vm, cell))->content, m->type);
    return vk_dict_delete(m->vm, m->namespace, name) >= 0;
}

/* Built-in classes are read-only and keep no list: object.__subclasses__()
 * would otherwise grow for all sandboxes. */
static bool register_subclass(making *m) {
    viv_vm *vm = m->vm;
    uint32_t count = vk_tuple_length(vm, m->bases);

    for (uint32_t i = 0; i < count; i++) {
        viv_value base = vk_tuple_get(vm, m->bases, i);
        vk_type *type = vk_type_pointer(vm, base);
        viv_value list = type->subclasses;

        if (vk_in_world(vm, vk_reference_offset(base)))
            continue;
        if (viv_is_absent(list)) {
            list = vk_list_new(vm, 2);
            if (viv_is_jump(list))
                return false;
            vk_store(vm, type, &type->subclasses, list);
        }
        if (!vk_list_append(vm, list, m->type))
            return false;
    }
    return true;
}

/* -- hooks that run program code */

/* Over a copy, since the hooks may change the namespace. */
static bool set_names(making *m) {
    viv_vm *vm = m->vm;
    viv_value copy = vk_dict_copy(vm, m->namespace), key, value;
    viv_value hook = vk_str_intern_utf8(vm, "__set_name__", 12);
    uint32_t position = 0;

    if (viv_is_jump(copy))
        return false;
    while (vk_dict_next(vm, copy, &position, &key, &value)) {
        viv_value method, args[2] = {m->type, key}, result;

        if (!viv_is_reference(value))
            continue;
        method = vk_find_special(vm, value, hook);
        if (viv_is_absent(method))
            continue;
        method = vk_bind_special(vm, method, value);
        if (viv_is_jump(method))
            return false;
        result = vk_call(vm, method, args, 2);
        if (viv_is_raise(result)) {
            vk_note_set_name(vm, value, m->type, key);
            return false;
        }
    }
    return true;
}

static bool init_subclass(making *m, viv_value keywords) {
    viv_vm *vm = m->vm;
    viv_value name = vk_str_intern_utf8(vm, "__init_subclass__", 17), found;

    found = vk_type_lookup_after(vm, m->type, m->type, name);
    if (viv_is_absent(found))
        return true;
    found = vk_finish(vm, vk_bind(vm, found, VIV_ABSENT, m->type));
    if (viv_is_jump(found))
        return false;
    return !viv_is_raise(vk_call_with_dict(vm, found, VIV_ABSENT, keywords));
}

/* The class must not share the dict that the metaclass's __prepare__ gave;
 * names are interned, for lookups by word. */
static viv_value own_namespace(viv_vm *vm, viv_value namespace) {
    viv_value copy = vk_dict_new(vm, vk_dict_count(vm, namespace));
    viv_value key, value;
    uint32_t position = 0;

    VIV_TRY(copy);
    while (vk_dict_next(vm, namespace, &position, &key, &value)) {
        if (vk_is(vm, key, VK_STR)) {
            key = vk_str_intern(vm, key);
            VIV_TRY(key);
        }
        if (!vk_dict_set(vm, copy, key, value))
            return VIV_RAISE;
    }
    return copy;
}

static bool build(making *m, viv_value metaclass) {
    viv_vm *vm = m->vm;
    vk_type *made = take_type(m, metaclass);

    if (made == NULL)
        return false;
    m->type = vk_reference(vm, made);
    if (m->dict)
        made->flags |= VK_TYPE_HAS_DICT;
    if (vk_type_derives(vm, m->base, vk_builtin_type(VK_TYPE)))
        made->flags |= VK_TYPE_METACLASS;
    made->resolution = vk_class_resolution(vm, m->type, m->bases);
    if (viv_is_jump(made->resolution)) {
        made->resolution = VIV_ABSENT;
        return false;
    }
    if (!make_shape(m) || !take_entries(m) || !add_members(m) ||
        !fill_class_cell(m))
        return false;
    reckon_overrides(vm, m->type);
    return register_subclass(m);
}

/* A class made by calling type() belongs to the module whose code does so. */
static bool note_module(making *m) {
    viv_vm *vm = m->vm;
    viv_value name = vk_str_intern_utf8(vm, "__module__", 10), found;

    if (!viv_is_absent(vk_dict_get_name(vm, m->namespace, name)) ||
        viv_is_absent(vk_frame_code(vm)))
        return true;
    found = vk_dict_get_name(
        vm, vk_reference_at(vk_constants_of(VK(vm)->constants)->globals),
        vk_str_intern_utf8(vm, "__name__", 8));
    return viv_is_absent(found) ||
           vk_dict_set_name(vm, m->namespace, name, found);
}

viv_value vk_class_new(viv_vm *vm, viv_value metaclass, viv_value name,
                       viv_value bases, viv_value namespace,
                       viv_value keywords) {
    making m = {.vm = vm, .name = name, .bases = bases};

    if (vk_tuple_length(vm, bases) == 0) {
        viv_value object = vk_builtin_type(VK_OBJECT);

        m.bases = vk_tuple_from(vm, &object, 1);
        VIV_TRY(m.bases);
    }
    m.namespace = own_namespace(vm, namespace);
    VIV_TRY(m.namespace);
    if (!note_module(&m) || !choose_base(&m) ||
        !vk_class_slots(vm, name, m.namespace, m.base, &m.slots, &m.dict))
        return VIV_RAISE;
    if (!build(&m, metaclass) || !set_names(&m) ||
        !init_subclass(&m, keywords))
        return VIV_RAISE;
    return m.type;
}

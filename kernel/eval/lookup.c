/* lookup.c - the slow side of inline caches: looks a name up, and notes where
 * it was found.
 *
 * Only what cannot change without a new epoch or another shape is noted.
 * Whatever has its own __getattribute__ or __getattr__ in Python goes the long
 * way each time.
 *
 * The rules of attribute lookup (descriptor guide: data descriptors of the
 * class, then the instance, then the class) are applied once, by
 * vk_step_get_attribute(); only then is it asked whether the place may be
 * noted. A doubt means no note, never a wrong one.
 */
#include "eval/cache.h"
#include "eval/eval.h"
#include "eval/ops.h"
#include "host/guard.h"
#include "memory/world.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"

/* A table of the sandbox for what its instructions learnt: sites that see many
 * shapes find it there, and library code, whose constants are read-only.
 * Direct-mapped: a collision forgets, it never confuses, since key and name are
 * compared. */
static vk_learnt_entry *learnt_entry(viv_vm *vm, uint32_t key,
                                     viv_value name) {
    uint32_t hash = (key >> 4) * 0x9E3779B1u ^
                    (vk_reference_offset(name) >> 4) * 0x85EBCA6Bu;

    return &VK(vm)->learnt[(hash >> 20) % VK_LEARNT_ENTRIES];
}

/* Constants of the world are read-only pages: a write there would end the
 * sandbox. */
static void note_detail(viv_vm *vm, const viv_value *k, vk_cache cache) {
    vk_learnt_entry *entry = learnt_entry(vm, cache.key, k[0]);

    cache.epoch = VK(vm)->epoch;
    entry->name = vk_reference_offset(k[0]);
    memcpy(entry->cache, &cache, sizeof cache);
    VK(vm)->method_cache_used = 1;
    if (!vk_in_world(vm, vk_offset(vm, k)))
        *vk_cache_at(k, 0) = cache;
}

/* What was learnt of [key] and the name at [k]; into the site's own cache
 * too. */
static bool recall(viv_vm *vm, const viv_value *k, uint32_t key,
                   vk_cache *cache) {
    vk_learnt_entry *entry = learnt_entry(vm, key, k[0]);

    memcpy(cache, entry->cache, sizeof *cache);
    if (entry->name != vk_reference_offset(k[0]) ||
        !vk_cache_holds(vm, cache, key))
        return false;
    if (!vk_in_world(vm, vk_offset(vm, k)))
        *vk_cache_at(k, 0) = *cache;
    return true;
}

static void note(viv_vm *vm, const viv_value *k, uint32_t key,
                 vk_cache_kind kind, uint32_t where) {
    note_detail(vm, k, (vk_cache){.key = key, .kind = kind, .where = where});
}

/* Lookup by the plain rules, no Python in the way? */
static bool plain_get(viv_vm *vm, viv_value object, const vk_type *type) {
    (void)vm;
    return !vk_type_has_override(type, VK_SPECIAL_GETATTRIBUTE) &&
           vk_slots_of(vm, object)->get_attribute == NULL;
}

/* Kinds whose class attributes bind as functions do. */
static bool is_function(viv_vm *vm, viv_value attribute) {
    return (vk_is(vm, attribute, VK_FUNCTION) ||
            vk_is(vm, attribute, VK_NATIVE_METHOD)) &&
           !(vk_head(vm, attribute)->flags & VK_SUBCLASS);
}

/* Class attributes that are what they are: no descriptor. The type's overrides
 * can change later; that starts a new epoch. */
static bool is_plain(viv_vm *vm, viv_value attribute) {
    viv_value type;

    if (!viv_is_reference(attribute))
        return true;
    switch (vk_head(vm, attribute)->kind) {
    case VK_FUNCTION:
    case VK_NATIVE_METHOD:
    case VK_PROPERTY:
    case VK_MEMBER:
    case VK_GETSET:
    case VK_CLASSMETHOD:
    case VK_STATICMETHOD:
        return false;
    default:
        type = vk_type_of(vm, attribute);
        return !vk_type_overrides(vm, type, VK_SPECIAL_GET) &&
               !vk_type_overrides(vm, type, VK_SPECIAL_SET) &&
               !vk_type_overrides(vm, type, VK_SPECIAL_DELETE) &&
               vk_slots_of(vm, attribute)->descriptor_get == NULL;
    }
}

/* The word behind a staticmethod: its function. */
static uint32_t static_word(viv_value attribute) {
    return vk_reference_offset(attribute) +
           (uint32_t)offsetof(vk_wrapper_object, function);
}

static void note_own(viv_vm *vm, const vk_header *head, const viv_value *k) {
    vk_shape *shape = vk_shape_pointer(vm, head->shape);
    int slot;

    if (shape->flags & VK_SHAPE_DICTIONARY ||
        vk_slots_table[head->kind]->attributes != 0)
        return;
    slot = vk_shape_find(vm, head->shape, k[0]);
    if (slot < 0)
        return;
    if (slot < shape->inlined)
        note(vm, k, head->shape, VK_CACHE_INLINE,
             vk_inline_at(vm, head) + (uint32_t)slot * 8);
    else
        note_detail(vm, k,
                    (vk_cache){.key = head->shape, .kind = VK_CACHE_OUTER,
                               .detail = vk_attributes_at(vm, head),
                               .where = offsetof(vk_values, items) +
                                        ((uint32_t)slot - shape->inlined) * 8});
}

/* Every object of this shape finds [where] on the class, and nothing before. An
 * instance of a class with own attributes may have one of the same name that
 * hides the class's; its shape says that it has not. */
static bool class_decides(viv_vm *vm, const vk_header *head, viv_value name) {
    vk_shape *shape = vk_shape_pointer(vm, head->shape);

    if (vk_attributes_at(vm, head) == 0)
        return true;
    if (shape->flags & VK_SHAPE_DICTIONARY ||
        vk_slots_table[head->kind]->attributes != 0)
        return false;
    return vk_shape_find(vm, head->shape, name) < 0;
}

static void note_member(viv_vm *vm, viv_value object, viv_value member,
                        const viv_value *k) {
    viv_value *place = vk_member_place(vm, member, object);
    uint32_t offset = vk_reference_offset(object);

    if (place != NULL)
        note(vm, k, vk_head(vm, object)->shape, VK_CACHE_INLINE,
             vk_offset(vm, place) - offset);
}

/* What is noted is the word in the class's namespace, so that assigning another
 * plain value to the attribute needs no new epoch. */
static void note_class(viv_vm *vm, viv_value object, uint32_t where,
                       const viv_value *k) {
    viv_value attribute = *(viv_value *)vk_at(vm, where);
    const vk_header *head = vk_head(vm, object);

    if (vk_is(vm, attribute, VK_MEMBER)) {
        note_member(vm, object, attribute, k);
        return;
    }
    if (!vk_is(vm, attribute, VK_PROPERTY) &&
        !class_decides(vm, head, k[0]))
        return;
    if (vk_is(vm, attribute, VK_STATICMETHOD))
        note(vm, k, head->shape, VK_CACHE_VALUE, static_word(attribute));
    else if (vk_is(vm, attribute, VK_PROPERTY) &&
             !(vk_head(vm, attribute)->flags & VK_SUBCLASS))
        note(vm, k, head->shape, VK_CACHE_PROPERTY,
             vk_reference_offset(attribute) +
                 (uint32_t)offsetof(vk_property_object, get));
    else if (is_function(vm, attribute))
        note(vm, k, head->shape, VK_CACHE_METHOD, where);
    else if (is_plain(vm, attribute))
        note(vm, k, head->shape, VK_CACHE_VALUE, where);
}

/* An attribute of a class reached through the class itself. Attributes of a
 * class found on the class. If the metaclass knows the name too, its descriptor
 * might win: not noted. */
static void note_type(viv_vm *vm, viv_value type, const viv_value *k) {
    viv_value meta = vk_type_of(vm, type), attribute;
    uint32_t where;

    if (vk_type_overrides(vm, meta, VK_SPECIAL_GETATTRIBUTE) ||
        vk_type_locate(vm, meta, k[0]) != 0)
        return;
    where = vk_type_locate(vm, type, k[0]);
    if (where == 0)
        return;
    attribute = *(viv_value *)vk_at(vm, where);
    if (vk_is(vm, attribute, VK_STATICMETHOD))
        note(vm, k, vk_reference_offset(type), VK_CACHE_VALUE,
             static_word(attribute));
    else if (is_function(vm, attribute) || is_plain(vm, attribute))
        note(vm, k, vk_reference_offset(type), VK_CACHE_VALUE, where);
}

/* A module of the world whose namespace the sandbox made its own has no fixed
 * place. */
static void note_module(viv_vm *vm, viv_value module, const viv_value *k) {
    viv_value dict = vk_module_namespace(vm, module, false);
    uint32_t where = vk_dict_locate_name(vm, dict, k[0]);

    if (where != 0 &&
        viv_same(dict, ((vk_module_object *)vk_object(vm, module))->namespace))
        note_detail(
            vm, k,
            (vk_cache){.key = vk_reference_offset(module),
                       .kind = VK_CACHE_MODULE,
                       .detail =
                           ((vk_dict_object *)vk_object(vm, dict))->table / 16,
                       .where = where});
}

static viv_value recall_load(viv_vm *vm, viv_value object, const viv_value *k) {
    uint32_t offset = vk_reference_offset(object);
    vk_cache cache;

    if (!recall(vm, k, vk_head(vm, object)->shape, &cache))
        return VIV_ABSENT;
    if (cache.kind == VK_CACHE_INLINE)
        return *(viv_value *)vk_at(vm, offset + cache.where);
    if (cache.kind == VK_CACHE_VALUE)
        return *(viv_value *)vk_at(vm, cache.where);
    return VIV_ABSENT;
}

viv_value vk_lookup_load(viv_vm *vm, viv_value object, const viv_value *k) {
    viv_value result =
        viv_is_reference(object) ? recall_load(vm, object, k) : VIV_ABSENT;
    vk_type *type;
    uint32_t where;

    if (!viv_is_absent(result))
        return result;
    result = vk_step_get_attribute(vm, object, k[0]);
    if (viv_is_raise(result) || !viv_is_reference(object))
        return result;
    if (vk_is(vm, object, VK_TYPE)) {
        note_type(vm, object, k);
        return result;
    }
    if (vk_is(vm, object, VK_MODULE) &&
        !(vk_head(vm, object)->flags & VK_SUBCLASS)) {
        note_module(vm, object, k);
        return result;
    }
    type = vk_type_pointer(vm, vk_type_of(vm, object));
    if (!plain_get(vm, object, type))
        return result;
    where = vk_type_locate(vm, vk_type_of(vm, object), k[0]);
    if (where != 0 &&
        (vk_is_data_descriptor(vm, *(viv_value *)vk_at(vm, where)) ||
         class_decides(vm, vk_head(vm, object), k[0])))
        note_class(vm, object, where, k);
    else
        note_own(vm, vk_head(vm, object), k);
    return result;
}

/* -- storing */

/* The transition is noted with both shapes. Slots that do not fit inline need
 * storage to grow: the long way. */
static void note_added(viv_vm *vm, const vk_header *head, uint32_t old,
                       const viv_value *k) {
    vk_shape *shape = vk_shape_pointer(vm, head->shape);
    uint32_t slot = vk_shape_pointer(vm, old)->count;

    if (shape->flags & VK_SHAPE_DICTIONARY || shape->parent != old ||
        slot >= shape->inlined)
        return;
    note_detail(vm, k,
                (vk_cache){.key = old, .kind = VK_CACHE_ADD_INLINE,
                           .detail = vk_inline_at(vm, head) + slot * 8,
                           .where = head->shape});
}

static bool recall_store(viv_vm *vm, vk_header *head, viv_value value,
                         const viv_value *k) {
    uint32_t offset = vk_offset(vm, head);
    vk_cache cache;

    if (!recall(vm, k, head->shape, &cache))
        return false;
    if (cache.kind == VK_CACHE_INLINE) {
        vk_store(vm, head, vk_at(vm, offset + cache.where), value);
        return true;
    }
    if (cache.kind != VK_CACHE_ADD_INLINE)
        return false;
    vk_store(vm, head, vk_at(vm, offset + cache.detail), value);
    vk_store_offset(vm, head, &head->shape, cache.where);
    return true;
}

/* A class's own attribute that is a plain one, of a class of Python's. Special
 * methods (`__add__` ...) are slots of the type as well, and must be stored the
 * long way. */
static void note_class_store(viv_vm *vm, viv_value type, const viv_value *k) {
    vk_type *pointer = vk_type_pointer(vm, type);
    viv_value meta = vk_type_of(vm, type);
    uint32_t where = vk_dict_locate_name(vm, pointer->namespace, k[0]);

    if (where != 0 && !(pointer->flags & VK_TYPE_NATIVE) &&
        !vk_type_overrides(vm, meta, VK_SPECIAL_SETATTR) &&
        vk_type_locate(vm, meta, k[0]) == 0 &&
        vk_special_find(vm, k[0]) >= VK_SPECIAL_COUNT)
        note(vm, k, vk_reference_offset(type), VK_CACHE_CLASS, where);
}

viv_value vk_lookup_store(viv_vm *vm, viv_value object, viv_value value,
                          const viv_value *k) {
    vk_type *type;
    vk_header *head;
    uint32_t old, where;
    viv_value result, found;

    if (!viv_is_reference(object))
        return vk_step_set_attribute(vm, object, k[0], value);
    head = vk_head(vm, object);
    if (recall_store(vm, head, value, k))
        return VIV_NONE;
    type = vk_type_pointer(vm, vk_type_of(vm, object));
    old = head->shape;
    result = vk_step_set_attribute(vm, object, k[0], value);
    if (vk_is(vm, object, VK_TYPE) && !viv_is_jump(result)) {
        note_class_store(vm, object, k);
        return result;
    }
    if (viv_is_jump(result) || vk_slots_of(vm, object)->set_attribute != NULL ||
        vk_type_has_override(type, VK_SPECIAL_SETATTR))
        return result;
    where = vk_type_locate(vm, vk_type_of(vm, object), k[0]);
    found = where == 0 ? VIV_ABSENT : *(viv_value *)vk_at(vm, where);
    if (vk_is(vm, found, VK_MEMBER))
        note_member(vm, object, found, k);
    else if (where != 0 && vk_is_data_descriptor(vm, found))
        return result;
    else if (head->shape == old)
        note_own(vm, head, k);
    else if (vk_attributes_at(vm, head) != 0)
        note_added(vm, head, old, k);
    return result;
}

/* -- methods */

/* A classmethod reached through its class: the function, and the class as
 * self. */
static bool method_of_class(viv_vm *vm, viv_value type, viv_value name,
                            viv_value *pair) {
    viv_value meta = vk_type_of(vm, type), found, function;

    if (vk_type_overrides(vm, meta, VK_SPECIAL_GETATTRIBUTE) ||
        vk_type_locate(vm, meta, name) != 0)
        return false;
    found = vk_type_lookup(vm, type, name);
    if (!vk_is(vm, found, VK_CLASSMETHOD) ||
        vk_head(vm, found)->flags & VK_SUBCLASS)
        return false;
    function = ((vk_wrapper_object *)vk_object(vm, found))->function;
    if (!is_function(vm, function))
        return false;
    pair[0] = function;
    pair[1] = type;
    return true;
}

/* `obj.method(...)` without a bound method: function and receiver as a pair.
 * The policy is asked first (vk_guard_reach): a cache must not know what the
 * policy would refuse. */
viv_value vk_lookup_method(viv_vm *vm, viv_value object, const viv_value *k,
                           viv_value *pair) {
    viv_value type = vk_type_of(vm, object), attribute, step;
    uint32_t where;
    vk_cache cache;

    if (viv_is_reference(object) &&
        recall(vm, k, vk_head(vm, object)->shape, &cache) &&
        cache.kind == VK_CACHE_METHOD) {
        pair[0] = *(viv_value *)vk_at(vm, cache.where);
        pair[1] = object;
        return VIV_NONE;
    }
    if (!vk_guard_reach(vm, object, k[0]))
        return VIV_RAISE;
    if (vk_is(vm, object, VK_TYPE) && method_of_class(vm, object, k[0], pair))
        return VIV_NONE;
    if (plain_get(vm, object, vk_type_pointer(vm, type))) {
        where = vk_type_locate(vm, type, k[0]);
        attribute = where == 0 ? VIV_ABSENT : *(viv_value *)vk_at(vm, where);
        if (where != 0 && is_function(vm, attribute) &&
            viv_is_absent(vk_instance_get(vm, object, k[0]))) {
            if (viv_is_reference(object) &&
                class_decides(vm, vk_head(vm, object), k[0]))
                note(vm, k, vk_head(vm, object)->shape, VK_CACHE_METHOD,
                     where);
            pair[0] = attribute;
            pair[1] = object;
            return VIV_NONE;
        }
    }
    step = vk_lookup_load(vm, object, k);
    VIV_TRY(step);
    pair[0] = VIV_ABSENT;
    pair[1] = step;
    return VIV_NONE;
}

/* super().name of a method: without making the super object. In: what `super`
 * is, __class__, self. */
viv_value vk_lookup_super(viv_vm *vm, viv_value *pair, const viv_value *k) {
    viv_value type = pair[1], self = pair[2], owner, found, made;
    uint32_t where;

    if (viv_same(pair[0], VK_BUILTIN_TYPE(VK_SUPER)) &&
        vk_is(vm, type, VK_TYPE)) {
        owner = vk_type_of(vm, self);
        if (vk_is(vm, self, VK_TYPE) && vk_type_derives(vm, self, type))
            owner = self;
        if (vk_type_derives(vm, owner, type)) {
            where = vk_type_locate_after(vm, owner, type, k[0]);
            found = where == 0 ? VIV_ABSENT : *(viv_value *)vk_at(vm, where);
            if (!vk_guard_reach(vm, self, k[0]))
                return VIV_RAISE;
            if (!viv_same(owner, self) && is_function(vm, found)) {
                if (viv_is_reference(self))
                    note_detail(vm, k,
                                (vk_cache){.key = vk_head(vm, self)->shape,
                                           .kind = VK_CACHE_SUPER,
                                           .detail = vk_reference_offset(type) /
                                                     16,
                                           .where = where});
                pair[0] = found;
                pair[1] = self;
                return VIV_NONE;
            }
        }
    }
    made = viv_same(pair[0], VK_BUILTIN_TYPE(VK_SUPER))
               ? vk_call(vm, pair[0], (viv_value[]){type, self}, 2)
               : vk_call(vm, pair[0], NULL, 0);
    VIV_TRY(made);
    made = vk_get_attribute(vm, made, k[0]);
    VIV_TRY(made);
    pair[0] = VIV_ABSENT;
    pair[1] = made;
    return VIV_NONE;
}

viv_value vk_lookup_special(viv_vm *vm, viv_value object, uint32_t which,
                            viv_value *pair) {
    static const char *const names[] = {"__enter__", "__exit__", "__aenter__",
                                        "__aexit__"};
    const char *name = names[which & 3];
    viv_value text = vk_str_intern_utf8(vm, name, (uint32_t)strlen(name));
    viv_value method, bound;

    VIV_TRY(text);
    method = vk_find_special(vm, object, text);
    if (viv_is_absent(method))
        return vk_ops_no_context_manager(vm, object, which);
    if (is_function(vm, method)) {
        pair[0] = method;
        pair[1] = object;
        return VIV_NONE;
    }
    bound = vk_bind_special(vm, method, object);
    VIV_TRY(bound);
    pair[0] = VIV_ABSENT;
    pair[1] = bound;
    return VIV_NONE;
}

/* -- globals */

static vk_dict_object *globals_of(viv_vm *vm, const viv_value *k) {
    vk_dict_object *globals = vk_at(vm, vk_constants_of(k)->globals);

    VK_CHECK(vm, globals->head.kind == VK_DICT);
    return globals;
}

/* For a built-in, the absence from the globals is what must hold: the table is
 * the same and has as many entries as it had. */
viv_value vk_lookup_global(viv_vm *vm, const viv_value *k, uint32_t index) {
    vk_dict_object *globals = globals_of(vm, k);
    viv_value dict = vk_reference(vm, globals), name = k[index], found;
    uint32_t where = vk_dict_locate_name(vm, dict, name);

    if (where != 0) {
        note(vm, k + index, globals->table, VK_CACHE_GLOBAL, where);
        return *(viv_value *)vk_at(vm, where);
    }
    where = vk_dict_locate_name(vm, VK(vm)->builtins, name);
    if (where != 0) {
        found = *(viv_value *)vk_at(vm, where);
        if (globals->table != 0) {
            vk_table *table = vk_at(vm, globals->table);

            note_detail(vm, k + index,
                        (vk_cache){.key = globals->table,
                                   .kind = VK_CACHE_BUILTIN,
                                   .detail = table->used & 0xFFFFFF,
                                   .where = where});
        }
        return found;
    }
    return vk_raise_name(vm, name);
}

viv_value vk_lookup_store_global(viv_vm *vm, const viv_value *k, uint32_t index,
                                 viv_value value) {
    vk_dict_object *globals = globals_of(vm, k);
    viv_value dict = vk_reference(vm, globals);
    uint32_t where;

    if (!vk_dict_set_name(vm, dict, k[index], value))
        return VIV_RAISE;
    where = vk_dict_locate_name(vm, dict, k[index]);
    if (where != 0)
        note(vm, k + index, globals->table, VK_CACHE_GLOBAL, where);
    return VIV_NONE;
}

viv_value vk_lookup_delete_global(viv_vm *vm, viv_value name) {
    viv_value dict =
        vk_reference(vm, globals_of(vm, VK(vm)->constants));
    int deleted = vk_dict_delete(vm, dict, name);

    if (deleted < 0)
        return VIV_RAISE;
    return deleted ? VIV_NONE : vk_raise_name(vm, name);
}

/* Names of class bodies and of exec() with a mapping of its own, which may be
 * any object with __getitem__: its KeyError says that there is no such name. */
viv_value vk_lookup_in(viv_vm *vm, viv_value namespace, viv_value name) {
    viv_value found;

    if (vk_is(vm, namespace, VK_DICT) &&
        !(vk_head(vm, namespace)->flags & VK_SUBCLASS))
        return vk_dict_get(vm, namespace, name);
    found = vk_get_item(vm, namespace, name);
    if (!viv_is_raise(found) || !vk_raised(vm, VIV_KeyError))
        return found;
    vk_catch(vm);
    return VIV_ABSENT;
}

viv_value vk_lookup_name(viv_vm *vm, viv_value namespace, const viv_value *k,
                         uint32_t index) {
    viv_value found = vk_lookup_in(vm, namespace, k[index]);

    return viv_is_absent(found) ? vk_lookup_global(vm, k, index) : found;
}

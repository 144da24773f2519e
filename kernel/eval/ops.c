/* ops.c - the slow parts of instructions.
 *
 * The instructions of eval.c are kept small, for the instruction cache and for
 * the compiler's registers. What they need rarely or what is long stands here,
 * as ordinary functions.
 */
#include "eval/ops.h"

#include "eval/continuations.h"
#include "eval/generator.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/piece.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"

/* -- what built-in kinds do, without looking for Python's methods */

static bool is_plain_str(viv_vm *vm, viv_value value) {
    const vk_header *head = vk_object(vm, value);

    return viv_is_reference(value) && head->kind == VK_STR &&
           !(head->flags & VK_SUBCLASS);
}

/* Comparing strs is so common (dispatch on a name) that the way through slots
 * and continuations would show. */
viv_value vk_ops_compare(viv_vm *vm, vk_operator op, viv_value left,
                         viv_value right) {
    if (!is_plain_str(vm, left) || !is_plain_str(vm, right))
        return vk_step_compare(vm, op, left, right);
    if (op == VK_OP_EQ || op == VK_OP_NE)
        return viv_bool(vk_str_equal(vm, left, right) == (op == VK_OP_EQ));
    return vk_piece_compare(op, vk_str_order(vm, left, right));
}

viv_value vk_ops_next(viv_vm *vm, viv_value iterator) {
    const vk_header *head = vk_object(vm, iterator);
    const vk_slots *slots;

    if (!viv_is_reference(iterator) || head->flags & VK_SUBCLASS ||
        head->kind >= VK_KIND_COUNT)
        return vk_step_next(vm, iterator);
    slots = vk_slots_table[head->kind];
    if (slots == NULL || slots->next == NULL)
        return vk_step_next(vm, iterator);
    VK(vm)->returned = VIV_NONE;
    return slots->next(vm, iterator);
}

/* -- unpacking */

static viv_value wrong_count(viv_vm *vm, int64_t got, uint32_t wanted,
                             bool star) {
    if (got < (int64_t)wanted)
        return vk_raise(vm, VIV_ValueError,
                        "not enough values to unpack (expected %s%d, got %d)",
                        star ? "at least " : "", (int)wanted, (int)got);
    return vk_raise(vm, VIV_ValueError,
                    "too many values to unpack (expected %d, got %d)",
                    (int)wanted, (int)got);
}

/* One item more is asked for than wanted: that is how too many are noticed. */
static viv_value unpack_iterator(viv_vm *vm, viv_value value,
                                 viv_value *registers, uint32_t count) {
    viv_value iterator = vk_iterate(vm, value), next;

    if (viv_is_raise(iterator)) {
        if (vk_raised(vm, VIV_TypeError) &&
            vk_slots_of(vm, value)->iterate == NULL &&
            !vk_type_overrides(vm, vk_type_of(vm, value), VK_SPECIAL_ITER)) {
            vk_catch(vm);
            vk_raise(vm, VIV_TypeError, "cannot unpack non-iterable %T object",
                     value);
        }
        return VIV_RAISE;
    }
    for (uint32_t i = 0; i < count; i++) {
        next = vk_next(vm, iterator);
        VIV_TRY(next);
        if (viv_is_done(next))
            return wrong_count(vm, i, count, false);
        registers[i] = next;
    }
    next = vk_next(vm, iterator);
    VIV_TRY(next);
    if (viv_is_done(next))
        return VIV_NONE;
    if (vk_is(vm, value, VK_DICT))
        return wrong_count(vm, vk_dict_count(vm, value), count, false);
    return vk_raise(vm, VIV_ValueError,
                    "too many values to unpack (expected %d)", (int)count);
}

static bool is_sequence(viv_vm *vm, viv_value value) {
    return (vk_is(vm, value, VK_LIST) || vk_is(vm, value, VK_TUPLE)) &&
           !(vk_head(vm, value)->flags & VK_SUBCLASS);
}

viv_value vk_ops_unpack(viv_vm *vm, viv_value value, viv_value *registers,
                        uint32_t count) {
    vk_items items;

    if (!is_sequence(vm, value))
        return unpack_iterator(vm, value, registers, count);
    items = vk_sequence_items(vm, value);
    if (items.count != count)
        return wrong_count(vm, items.count, count, false);
    for (uint32_t i = 0; i < count; i++)
        registers[i] = items.items[i];
    return VIV_NONE;
}

viv_value vk_ops_unpack_star(viv_vm *vm, viv_value value, viv_value *registers,
                             uint32_t before, uint32_t after) {
    viv_value list = value, rest;
    uint32_t count;
    vk_items items;

    if (!is_sequence(vm, value)) {
        list = vk_iterate(vm, value);
        if (viv_is_raise(list)) {
            if (vk_raised(vm, VIV_TypeError)) {
                vk_catch(vm);
                vk_raise(vm, VIV_TypeError,
                         "cannot unpack non-iterable %T object", value);
            }
            return VIV_RAISE;
        }
        list = vk_list_from_iterable(vm, list);
        VIV_TRY(list);
    }
    items = vk_sequence_items(vm, list);
    count = items.count;
    if (count < before + after)
        return wrong_count(vm, count, before + after, true);
    rest = vk_list_from(vm, items.items + before, count - before - after);
    VIV_TRY(rest);
    items = vk_sequence_items(vm, list);
    for (uint32_t i = 0; i < before; i++)
        registers[i] = items.items[i];
    registers[before] = rest;
    for (uint32_t i = 0; i < after; i++)
        registers[before + 1 + i] = items.items[count - after + i];
    return VIV_NONE;
}

/* -- functions */

/* The captures were verified against the frame they index when the code was
 * made. That they are long enough is checked again: code lies in the cage. */
static bool make_closure(viv_vm *vm, vk_function_object *function) {
    vk_code_object *code = vk_code_pointer(vm, function->code);
    uint32_t count = code->free_count, made;
    vk_raw *captures = vk_at(vm, code->captures);
    vk_values *closure;

    if (count == 0)
        return true;
    if (code->captures == 0 || captures->bytes / 2 < count)
        vk_fault(vm, "captures do not match the code");
    made = vk_values_new(vm, count);
    if (made == 0)
        return false;
    closure = vk_at(vm, made);
    for (uint32_t i = 0; i < count; i++)
        closure->items[i] =
            VK(vm)
                ->registers[*(uint16_t *)vk_element(vm, code->captures, i, 2)];
    vk_store_offset(vm, function, &function->closure, made);
    return true;
}

/* Plain stores: the function was made just now, and nothing was allocated
 * since. */
viv_value vk_ops_make_function(viv_vm *vm, viv_value code,
                               const viv_value *extras, uint32_t which) {
    vk_constants *k = vk_constants_of(VK(vm)->constants);
    viv_value made = vk_function_new(vm, code, vk_reference_at(k->globals));
    vk_function_object *function;

    VIV_TRY(made);
    function = vk_object(vm, made);
    if (which & 1)
        function->defaults = extras[0];
    if (which & 2)
        function->keyword_defaults = extras[1];
    if (which & 4)
        function->annotate = extras[2];
    return make_closure(vm, function) ? made : VIV_RAISE;
}

/* -- displays and texts */

viv_value vk_ops_build_dict(viv_vm *vm, const viv_value *pairs,
                            uint32_t count) {
    viv_value dict = vk_dict_new(vm, count);

    VIV_TRY(dict);
    for (uint32_t i = 0; i < count; i++)
        if (!vk_dict_set(vm, dict, pairs[2 * i], pairs[2 * i + 1]))
            return VIV_RAISE;
    return dict;
}

viv_value vk_ops_build_set(viv_vm *vm, const viv_value *items,
                           uint32_t count) {
    viv_value set = vk_set_new(vm, VK_SET, count);

    VIV_TRY(set);
    for (uint32_t i = 0; i < count; i++)
        if (!vk_set_add(vm, set, items[i]))
            return VIV_RAISE;
    return set;
}

viv_value vk_ops_build_string(viv_vm *vm, const viv_value *parts,
                              uint32_t count) {
    vk_str_builder text;

    if (count == 2)
        return vk_str_concat(vm, parts[0], parts[1]);
    vk_str_build(&text, vm);
    for (uint32_t i = 0; i < count; i++)
        vk_str_add(&text, parts[i]);
    return vk_str_finish(&text);
}

viv_value vk_ops_format(viv_vm *vm, viv_value value, viv_value spec,
                        uint32_t conversion) {
    switch (conversion) {
    case 's':
        value = vk_str(vm, value);
        break;
    case 'r':
        value = vk_repr(vm, value);
        break;
    case 'a':
        value = vk_str_ascii(vm, value);
        break;
    default:
        break;
    }
    VIV_TRY(value);
    return vk_step_format(vm, value, spec);
}

/* A small int as a bound within [length]; -1: something else. None, or a small
 * int counted from either end. Anything else (__index__ of a class) is left to
 * the general way. */
static int64_t bound(viv_value value, int64_t length, int64_t open) {
    int64_t at;

    if (viv_is_none(value))
        return open;
    if (!viv_is_small_int(value))
        return -1;
    at = viv_small_int_value(value);
    if (at < 0)
        at = at + length < 0 ? 0 : at + length;
    return at > length ? length : at;
}

viv_value vk_ops_slice(viv_vm *vm, viv_value object, const viv_value *bounds) {
    viv_value slice;

    if (vk_is(vm, object, VK_STR) &&
        !(vk_head(vm, object)->flags & VK_SUBCLASS)) {
        int64_t length = vk_str_text(vm, object).length;
        int64_t start = bound(bounds[0], length, 0);
        int64_t stop = bound(bounds[1], length, length);

        if (start >= 0 && stop >= 0)
            return vk_str_slice(vm, object, (uint32_t)start,
                                (uint32_t)(stop < start ? start : stop));
    }
    slice = vk_slice_new(vm, bounds[0], bounds[1], VIV_NONE);
    VIV_TRY(slice);
    return vk_step_get_item(vm, object, slice);
}

/* [*x] of what cannot be iterated says so in its own words. */
viv_value vk_ops_list_extend(viv_vm *vm, viv_value list, viv_value value) {
    viv_value result = vk_list_extend(vm, list, value);

    if (!viv_is_raise(result) || !vk_raised(vm, VIV_TypeError) ||
        vk_slots_of(vm, value)->iterate != NULL ||
        vk_type_overrides(vm, vk_type_of(vm, value), VK_SPECIAL_ITER) ||
        vk_type_overrides(vm, vk_type_of(vm, value), VK_SPECIAL_GETITEM))
        return result;
    vk_catch(vm);
    return vk_raise(vm, VIV_TypeError,
                    "Value after * must be an iterable, not %T", value);
}

/* -- {**x} and f(**x) */

/* As _PyObject_FunctionStr: module and qualified name, for messages about
 * arguments. */
viv_value vk_callable_name(viv_vm *vm, viv_value callable) {
    viv_value name, module;
    vk_str_builder text;

    name = vk_find_attribute(vm, callable,
                             vk_str_intern_utf8(vm, "__qualname__", 12));
    VIV_TRY(name);
    if (!vk_is(vm, name, VK_STR))
        return vk_repr(vm, callable);
    module = vk_find_attribute(vm, callable,
                               vk_str_intern_utf8(vm, "__module__", 10));
    VIV_TRY(module);
    vk_str_build(&text, vm);
    if (vk_is(vm, module, VK_STR) && !vk_str_is(vm, module, "builtins")) {
        vk_str_add(&text, module);
        vk_str_add_text(&text, ".");
    }
    vk_str_add(&text, name);
    vk_str_add_text(&text, "()");
    return vk_str_finish(&text);
}

static viv_value not_a_mapping(viv_vm *vm, viv_value callable,
                               viv_value other) {
    viv_value name;

    if (viv_is_absent(callable))
        return vk_raise(vm, VIV_TypeError, "'%T' object is not a mapping",
                        other);
    name = vk_callable_name(vm, callable);
    VIV_TRY(name);
    return vk_raise(vm, VIV_TypeError,
                    "%S argument after ** must be a mapping, not %T", name,
                    other);
}

/* With a callable: arguments of a call, which must be strs and may not repeat.
 * Without: a dict display, where the last one wins. */
static bool merge_one(viv_vm *vm, viv_value dict, viv_value key,
                      viv_value value, viv_value callable) {
    viv_value name;

    if (!viv_is_absent(callable)) {
        if (!vk_is(vm, key, VK_STR)) {
            vk_raise(vm, VIV_TypeError, "keywords must be strings");
            return false;
        }
        if (!viv_is_absent(vk_dict_get(vm, dict, key))) {
            name = vk_callable_name(vm, callable);
            if (!viv_is_jump(name))
                vk_raise(vm, VIV_TypeError,
                         "%S got multiple values for keyword argument '%S'",
                         name, key);
            return false;
        }
    }
    return vk_dict_set(vm, dict, key, value);
}

static viv_value merge_mapping(viv_vm *vm, viv_value dict, viv_value other,
                               viv_value callable) {
    viv_value keys = vk_find_attribute(vm, other,
                                       vk_str_intern_utf8(vm, "keys", 4));
    uint32_t count;

    VIV_TRY(keys);
    if (viv_is_absent(keys))
        return not_a_mapping(vm, callable, other);
    keys = vk_call(vm, keys, NULL, 0);
    VIV_TRY(keys);
    keys = vk_list_from_iterable(vm, keys);
    VIV_TRY(keys);
    count = vk_list_length(vm, keys);
    for (uint32_t i = 0; i < count; i++) {
        viv_value key = vk_list_get(vm, keys, i);
        viv_value value = vk_get_item(vm, other, key);

        VIV_TRY(value);
        if (!merge_one(vm, dict, key, value, callable))
            return VIV_RAISE;
    }
    return VIV_NONE;
}

viv_value vk_ops_dict_merge(viv_vm *vm, viv_value dict, viv_value other,
                            viv_value callable) {
    uint32_t position = 0;
    viv_value key, value;

    if (!vk_is(vm, other, VK_DICT) ||
        vk_head(vm, other)->flags & VK_SUBCLASS)
        return merge_mapping(vm, dict, other, callable);
    while (vk_dict_next(vm, other, &position, &key, &value))
        if (!merge_one(vm, dict, key, value, callable))
            return VIV_RAISE;
    return VIV_NONE;
}

/* -- exceptions */

viv_value vk_ops_raise(viv_vm *vm, uint32_t form, viv_value exception,
                       viv_value cause) {
    if (form == 0) {
        exception = VK(vm)->handled;
        if (!vk_is(vm, exception, VK_EXCEPTION))
            return vk_raise(vm, VIV_RuntimeError,
                            "No active exception to reraise");
        VK(vm)->exception = exception;
        return VIV_RAISE;
    }
    return vk_raise_exception(vm, exception, form == 2 ? cause : VIV_ABSENT);
}

viv_value vk_ops_no_context_manager(viv_vm *vm, viv_value object,
                                    uint32_t which) {
    static const char *const names[] = {"__enter__", "__exit__", "__aenter__",
                                        "__aexit__"};
    bool asynchronous = which & 2;

    return vk_raise(vm, VIV_TypeError,
                    "'%T' object does not support the %scontext manager "
                    "protocol (missed %s method)",
                    object, asynchronous ? "asynchronous " : "",
                    names[which & 3]);
}

/* -- generators */

viv_value vk_ops_yield_from(viv_vm *vm, viv_value iterator, viv_value sent) {
    return vk_generator_delegate(vm, iterator, sent);
}

viv_value vk_ops_get_yield_from(viv_vm *vm, viv_value value) {
    vk_code_object *code = vk_code_pointer(vm, vk_frame_code(vm));

    if (vk_is(vm, value, VK_COROUTINE)) {
        if (code->flags & (VK_CODE_COROUTINE | VK_CODE_AWAITABLE))
            return value;
        return vk_raise(vm, VIV_TypeError,
                        "cannot 'yield from' a coroutine object in a "
                        "non-coroutine generator");
    }
    return vk_step_iterate(vm, value);
}

/* -- names of class bodies */

viv_value vk_ops_name_cell(viv_vm *vm, viv_value namespace, viv_value cell,
                           viv_value name) {
    viv_value found = vk_lookup_in(vm, namespace, name);

    if (!viv_is_absent(found))
        return found;
    VK_CHECK(vm, vk_is(vm, cell, VK_CELL));
    found = ((vk_cell_object *)vk_object(vm, cell))->content;
    return viv_is_absent(found) ? vk_ops_unbound(vm, name, false) : found;
}

viv_value vk_ops_delete_name(viv_vm *vm, viv_value namespace, viv_value name) {
    viv_value result = vk_set_item(vm, namespace, name, VIV_ABSENT);

    if (viv_is_raise(result) && vk_raised(vm, VIV_KeyError)) {
        vk_catch(vm);
        return vk_raise_name(vm, name);
    }
    return result;
}

/* contain.c - length, items, membership and iteration of any value. */
#include "eval/continuations.h"
#include "eval/eval.h"
#include "eval/generator.h"
#include "eval/native.h"
#include "object/class.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/iterator.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "eval/ops.h"
#include "object/str.h"

/* A special method written in Python, if the class of [value] has one: prepared
 * with [count] arguments, value first. */
static bool overridden(viv_vm *vm, viv_value value, vk_special special) {
    return viv_is_reference(value) &&
           vk_head(vm, value)->flags & VK_SUBCLASS &&
           vk_type_overrides(vm, vk_type_of(vm, value), special);
}

static viv_value prepare(viv_vm *vm, vk_special special, const viv_value *args,
                         uint32_t count, vk_continuation continuation) {
    viv_value type = vk_type_of(vm, args[0]);
    viv_value method = vk_type_special(vm, type, special);

    if (vk_is(vm, method, VK_FUNCTION) || vk_is(vm, method, VK_NATIVE_METHOD))
        return vk_prepare(vm, method, args, count, continuation);
    method = vk_bind_special(vm, method, args[0]);
    VIV_TRY(method);
    return vk_prepare(vm, method, args + 1, count - 1, continuation);
}

/* -- length */

viv_value vk_after_length(viv_vm *vm, const viv_value *kept,
                          viv_value result) {
    viv_value number = vk_index(vm, result);
    int64_t length;

    (void)kept;
    VIV_TRY(number);
    if (!vk_int_value(vm, number, &length))
        return vk_raise(vm, VIV_OverflowError,
                        "cannot fit 'int' into an index-sized integer");
    if (length < 0)
        return vk_raise(vm, VIV_ValueError,
                        "__len__() should return >= 0");
    return number;
}

viv_value vk_step_length(viv_vm *vm, viv_value value) {
    const vk_slots *slots = vk_slots_of(vm, value);

    if (overridden(vm, value, VK_SPECIAL_LEN))
        return prepare(vm, VK_SPECIAL_LEN, &value, 1, VK_AFTER_LENGTH);
    if (slots->length == NULL)
        return vk_raise(vm, VIV_TypeError, "object of type '%T' has no len()",
                        value);
    return slots->length(vm, value);
}

int64_t vk_length(viv_vm *vm, viv_value value) {
    viv_value length = vk_finish(vm, vk_step_length(vm, value));

    return viv_is_jump(length) ? -1 : vk_int_clipped(vm, length);
}

int64_t vk_length_hint(viv_vm *vm, viv_value value, int64_t guess) {
    viv_value hint;
    int64_t number;

    if (vk_slots_of(vm, value)->length != NULL ||
        overridden(vm, value, VK_SPECIAL_LEN))
        return vk_length(vm, value);
    if (!overridden(vm, value, VK_SPECIAL_LENGTH_HINT))
        return guess;
    hint = vk_finish(vm, prepare(vm, VK_SPECIAL_LENGTH_HINT, &value, 1,
                                 VK_AFTER_NONE));
    if (viv_is_jump(hint))
        return -1;
    if (viv_same(hint, VIV_NOT_IMPLEMENTED))
        return guess;
    if (!vk_is_int(vm, hint)) {
        vk_raise(vm, VIV_TypeError,
                 "__length_hint__ must be an integer, not %T", hint);
        return -1;
    }
    number = vk_int_clipped(vm, hint);
    if (number < 0) {
        vk_raise(vm, VIV_ValueError,
                 "__length_hint__() should return >= 0");
        return -1;
    }
    return number;
}

/* -- items */

/* Class[key]: __class_getitem__. */
static viv_value get_item_of_class(viv_vm *vm, viv_value type, viv_value key) {
    viv_value name = vk_str_intern_utf8(vm, "__class_getitem__", 17);
    viv_value method = vk_find_attribute(vm, type, name);

    VIV_TRY(method);
    if (viv_is_absent(method))
        return vk_raise(vm, VIV_TypeError, "type '%N' is not subscriptable",
                        type);
    return vk_tail_call(vm, method, &key, 1);
}

viv_value vk_step_get_item(viv_vm *vm, viv_value container, viv_value key) {
    const vk_slots *slots = vk_slots_of(vm, container);
    viv_value args[2] = {container, key};

    if (overridden(vm, container, VK_SPECIAL_GETITEM))
        return prepare(vm, VK_SPECIAL_GETITEM, args, 2, VK_AFTER_NONE);
    if (slots->get_item != NULL)
        return slots->get_item(vm, container, key);
    if (vk_is(vm, container, VK_TYPE)) {
        if (vk_type_overrides(vm, vk_type_of(vm, container),
                              VK_SPECIAL_GETITEM))
            return prepare(vm, VK_SPECIAL_GETITEM, args, 2, VK_AFTER_NONE);
        return get_item_of_class(vm, container, key);
    }
    return vk_raise(vm, VIV_TypeError, "'%T' object is not subscriptable",
                    container);
}

viv_value vk_get_item(viv_vm *vm, viv_value container, viv_value key) {
    return vk_finish(vm, vk_step_get_item(vm, container, key));
}

viv_value vk_after_nothing(viv_vm *vm, const viv_value *kept,
                           viv_value result) {
    (void)vm;
    (void)kept;
    return viv_is_raise(result) ? result : VIV_NONE;
}

viv_value vk_step_set_item(viv_vm *vm, viv_value container, viv_value key,
                           viv_value value) {
    const vk_slots *slots = vk_slots_of(vm, container);
    viv_value args[3] = {container, key, value};
    bool deletes = viv_is_absent(value);
    vk_special special = deletes ? VK_SPECIAL_DELITEM : VK_SPECIAL_SETITEM;

    if (overridden(vm, container, special))
        return prepare(vm, special, args, deletes ? 2 : 3, VK_AFTER_SET_ITEM);
    if (slots->set_item != NULL)
        return slots->set_item(vm, container, key, value);
    return vk_raise(vm, VIV_TypeError,
                    deletes ? "'%T' object does not support item deletion"
                            : "'%T' object does not support item assignment",
                    container);
}

viv_value vk_set_item(viv_vm *vm, viv_value container, viv_value key,
                      viv_value value) {
    return vk_finish(vm, vk_step_set_item(vm, container, key, value));
}

/* -- membership */

viv_value vk_after_contains(viv_vm *vm, const viv_value *kept,
                            viv_value result) {
    int truth = vk_truth(vm, result);

    (void)kept;
    return truth < 0 ? VIV_RAISE : viv_bool(truth);
}

static viv_value contains_by_iteration(viv_vm *vm, viv_value container,
                                       viv_value item) {
    viv_value iterator = vk_iterate(vm, container), next;

    if (viv_is_raise(iterator)) {
        if (vk_raised(vm, VIV_TypeError) &&
            !overridden(vm, container, VK_SPECIAL_ITER)) {
            vk_catch(vm);
            return vk_raise(vm, VIV_TypeError,
                            "argument of type '%T' is not a container or "
                            "iterable",
                            container);
        }
        return iterator;
    }
    for (;;) {
        int equal;

        next = vk_next(vm, iterator);
        if (viv_is_raise(next) || !vk_charge(vm, 1))
            return VIV_RAISE;
        if (viv_is_done(next))
            return VIV_FALSE;
        equal = vk_equal(vm, next, item);
        if (equal != 0)
            return equal < 0 ? VIV_RAISE : VIV_TRUE;
    }
}

viv_value vk_step_contains(viv_vm *vm, viv_value container, viv_value item) {
    const vk_slots *slots = vk_slots_of(vm, container);
    viv_value args[2] = {container, item};

    if (overridden(vm, container, VK_SPECIAL_CONTAINS)) {
        if (viv_is_none(vk_type_special(vm, vk_type_of(vm, container),
                                        VK_SPECIAL_CONTAINS)))
            return vk_raise(vm, VIV_TypeError, "'%T' object is not a container",
                            container);
        return prepare(vm, VK_SPECIAL_CONTAINS, args, 2, VK_AFTER_CONTAINS);
    }
    if (slots->contains != NULL)
        return slots->contains(vm, container, item);
    return contains_by_iteration(vm, container, item);
}

int vk_contains(viv_vm *vm, viv_value container, viv_value item) {
    viv_value result = vk_finish(vm, vk_step_contains(vm, container, item));

    return viv_is_jump(result) ? -1 : viv_same(result, VIV_TRUE);
}

/* -- iteration */

static bool is_iterator(viv_vm *vm, viv_value value) {
    return vk_slots_of(vm, value)->next != NULL ||
           vk_is(vm, value, VK_GENERATOR) ||
           overridden(vm, value, VK_SPECIAL_NEXT);
}

viv_value vk_after_iterate(viv_vm *vm, const viv_value *kept,
                           viv_value result) {
    (void)kept;
    if (is_iterator(vm, result))
        return result;
    return vk_raise(vm, VIV_TypeError,
                    "iter() returned non-iterator of type '%T'", result);
}

viv_value vk_step_iterate(viv_vm *vm, viv_value value) {
    const vk_slots *slots = vk_slots_of(vm, value);

    if (overridden(vm, value, VK_SPECIAL_ITER)) {
        if (viv_is_none(vk_type_special(vm, vk_type_of(vm, value),
                                        VK_SPECIAL_ITER)))
            return vk_raise(vm, VIV_TypeError, "'%T' object is not iterable",
                            value);
        return prepare(vm, VK_SPECIAL_ITER, &value, 1, VK_AFTER_ITERATE);
    }
    if (slots->iterate != NULL)
        return slots->iterate(vm, value);
    if (vk_is(vm, value, VK_TYPE) &&
        vk_type_overrides(vm, vk_type_of(vm, value), VK_SPECIAL_ITER))
        return prepare(vm, VK_SPECIAL_ITER, &value, 1, VK_AFTER_ITERATE);
    if (overridden(vm, value, VK_SPECIAL_GETITEM))
        return vk_iterator_new(vm, VK_SEQUENCE_ITERATOR, value, 0);
    return vk_raise(vm, VIV_TypeError, "'%T' object is not iterable", value);
}

viv_value vk_iterate(viv_vm *vm, viv_value value) {
    return vk_finish(vm, vk_step_iterate(vm, value));
}

/* __next__ in Python ends by StopIteration. */
viv_value vk_after_next(viv_vm *vm, const viv_value *kept, viv_value result) {
    (void)kept;
    if (!viv_is_raise(result) || !vk_raised(vm, VIV_StopIteration))
        return result;
    VK(vm)->returned = vk_exception_stop_value(vm, vk_catch(vm));
    return VIV_DONE;
}

/* __next__ in C, of the iterator's very class: called as it is. */
static bool next_in_c(viv_vm *vm, viv_value iterator, viv_value *item) {
    viv_value method =
        vk_type_special(vm, vk_type_of(vm, iterator), VK_SPECIAL_NEXT);
    const vk_native_entry *entry;
    uint32_t index;

    if (!vk_is(vm, method, VK_NATIVE_METHOD))
        return false;
    index = ((vk_native_object *)vk_object(vm, method))->index;
    if (index >= VK(vm)->native_count)
        return false;
    entry = &VK(vm)->natives[index];
    if (!entry->iterator || !vk_native_accepts(vm, entry, &iterator))
        return false;
    VK(vm)->returned = VIV_NONE;
    *item = vk_native_run(vm, entry, &iterator);
    return true;
}

viv_value vk_step_next(viv_vm *vm, viv_value iterator) {
    const vk_slots *slots = vk_slots_of(vm, iterator);
    viv_value item;

    if (vk_is(vm, iterator, VK_GENERATOR))
        return vk_prepare_generator(vm, iterator, VIV_NONE, VK_PENDING_RESUME,
                                    VK_AFTER_NONE);
    if (overridden(vm, iterator, VK_SPECIAL_NEXT))
        return next_in_c(vm, iterator, &item)
                   ? vk_after_next(vm, NULL, item)
                   : prepare(vm, VK_SPECIAL_NEXT, &iterator, 1, VK_AFTER_NEXT);
    if (slots->next != NULL) {
        VK(vm)->returned = VIV_NONE;
        return slots->next(vm, iterator);
    }
    return vk_raise(vm, VIV_TypeError, "'%T' object is not an iterator",
                    iterator);
}

viv_value vk_next(viv_vm *vm, viv_value iterator) {
    /* Iterators over iterators recurse here. */
    return vk_enter_native(vm) ? vk_finish(vm, vk_step_next(vm, iterator))
                               : VIV_RAISE;
}

viv_value vk_ops_check_iterator(viv_vm *vm, viv_value value) {
    return vk_after_iterate(vm, NULL, value);
}

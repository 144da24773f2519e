/* exception_group.c - BaseExceptionGroup and ExceptionGroup, and what `except*`
 * makes of them.
 *
 * PEP 654. split() makes two trees of one, keeping nesting, traceback, cause
 * and notes; `except*` is split() by type, handler after handler, and at the
 * end what was not handled and what was raised are put together again.
 */
#include "object/exception_group.h"

#include "object/alias.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

/* -- what a group consists of: a pair, so that `args` may be set to anything */

static vk_exception_object *pointer(viv_vm *vm, viv_value exception) {
    VK_CHECK(vm, vk_is(vm, exception, VK_EXCEPTION));
    return vk_object(vm, exception);
}

bool vk_is_exception_group(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_EXCEPTION) && pointer(vm, value)->group != 0;
}

static viv_value part(viv_vm *vm, viv_value group, uint32_t index) {
    return vk_tuple_get(vm, vk_reference_at(pointer(vm, group)->group), index);
}

viv_value vk_exception_group_members(viv_vm *vm, viv_value group) {
    return part(vm, group, 1);
}

/* The methods' self is any exception as far as the kernel knows. */
static bool check_self(viv_vm *vm, viv_value self, const char *name) {
    if (vk_is_exception_group(vm, self))
        return true;
    vk_raise(vm, VIV_TypeError,
             "descriptor '%s' for 'BaseExceptionGroup' objects doesn't apply "
             "to a '%T' object",
             name, self);
    return false;
}

/* -- making */

/* One of [members] is no Exception; -1: one is no exception at all. */
static int has_base_exception(viv_vm *vm, viv_value members) {
    uint32_t count = vk_tuple_length(vm, members);
    int found = 0;

    if (!vk_charge(vm, count / 4))
        return -1;
    for (uint32_t i = 0; i < count; i++) {
        viv_value each = vk_tuple_get(vm, members, i);

        if (!vk_is(vm, each, VK_EXCEPTION)) {
            vk_raise(vm, VIV_ValueError,
                     "Item %d of second argument (exceptions) is not an "
                     "exception",
                     (int)i);
            return -1;
        }
        if (!vk_type_derives(vm, vk_type_of(vm, each),
                             vk_error_type(vm, VIV_Exception)))
            found = 1;
    }
    return found;
}

static bool is_sequence(viv_vm *vm, viv_value value) {
    if (vk_is(vm, value, VK_DICT) || vk_is(vm, value, VK_SET) ||
        vk_is(vm, value, VK_FROZENSET))
        return false;
    return vk_slots_of(vm, value)->get_item != NULL ||
           vk_type_overrides(vm, vk_type_of(vm, value), VK_SPECIAL_GETITEM);
}

static viv_value members_of(viv_vm *vm, viv_value exceptions) {
    viv_value members;

    if (!is_sequence(vm, exceptions))
        return vk_raise(vm, VIV_TypeError,
                        "second argument (exceptions) must be a sequence");
    members = vk_tuple_from_iterable(vm, exceptions);
    VIV_TRY(members);
    if (vk_tuple_length(vm, members) == 0)
        return vk_raise(
            vm, VIV_ValueError,
            "second argument (exceptions) must be a non-empty sequence");
    return members;
}

/* The class of a group of [members]: a plain BaseExceptionGroup becomes an
 * ExceptionGroup where that is possible. */
static viv_value fitting_class(viv_vm *vm, viv_value type, viv_value members) {
    viv_value plain = vk_error_type(vm, VIV_ExceptionGroup);
    int base = has_base_exception(vm, members);

    if (base < 0)
        return VIV_RAISE;
    if (viv_same(type, plain) && base)
        return vk_raise(vm, VIV_TypeError,
                        "Cannot nest BaseExceptions in an ExceptionGroup");
    if (viv_same(type, vk_error_type(vm, VIV_BaseExceptionGroup)))
        return base ? type : plain;
    if (base && vk_type_derives(vm, type, vk_error_type(vm, VIV_Exception)))
        return vk_raise(vm, VIV_TypeError, "Cannot nest BaseExceptions in '%N'",
                        type);
    return type;
}

static viv_value construct(viv_vm *vm, viv_value type, viv_value args) {
    viv_value pair[2], made;

    pair[0] = vk_tuple_get(vm, args, 0);
    if (!vk_is(vm, pair[0], VK_STR))
        return vk_raise(
            vm, VIV_TypeError,
            "BaseExceptionGroup.__new__() argument 1 must be str, not %T",
            pair[0]);
    pair[1] = members_of(vm, vk_tuple_get(vm, args, 1));
    VIV_TRY(pair[1]);
    type = fitting_class(vm, type, pair[1]);
    VIV_TRY(type);
    made = vk_exception_make(vm, type, args);
    VIV_TRY(made);
    args = vk_tuple_from(vm, pair, 2);
    VIV_TRY(args);
    vk_store_offset(vm, pointer(vm, made), &pointer(vm, made)->group,
                    vk_reference_offset(args));
    return made;
}

static viv_value group_new(viv_vm *vm, const viv_value *args) {
    uint32_t count = vk_tuple_length(vm, args[1]);
    viv_value made;

    if (count != 2)
        return vk_raise(vm, VIV_TypeError,
                        "BaseExceptionGroup.__new__() takes exactly 2 "
                        "arguments (%d given)",
                        (int)count);
    made = construct(vm, args[0], args[1]);
    VIV_TRY(made);
    if (vk_dict_count(vm, args[2]) != 0 &&
        !vk_type_overrides(vm, args[0], VK_SPECIAL_INIT))
        return vk_raise(vm, VIV_TypeError, "%T() takes no keyword arguments",
                        made);
    return made;
}

static viv_value group_of(viv_vm *vm, viv_value message, viv_value members) {
    viv_value args[2] = {message, members};

    return vk_call(vm, vk_error_type(vm, VIV_BaseExceptionGroup), args, 2);
}

/* -- splitting */

/* How a part is chosen. */
typedef struct choice {
    viv_value wanted; /* type, tuple of types, callable; a set of identities */
    bool identities, calls, rest;
} choice;

/* Two halves of a group: each an exception, or None. */
typedef struct halves {
    viv_value match, rest;
} halves;

static bool are_exception_types(viv_vm *vm, viv_value types) {
    uint32_t count = vk_tuple_length(vm, types);
    viv_value base = vk_error_type(vm, VIV_BaseException);

    for (uint32_t i = 0; i < count; i++) {
        viv_value each = vk_tuple_get(vm, types, i);

        if (!vk_is(vm, each, VK_TYPE) || !vk_type_derives(vm, each, base))
            return false;
    }
    return true;
}

static bool choose_by(viv_vm *vm, viv_value wanted, choice *chosen) {
    bool fits;

    *chosen = (choice){.wanted = wanted};
    if (vk_is(vm, wanted, VK_TYPE))
        fits = vk_type_derives(vm, wanted,
                               vk_error_type(vm, VIV_BaseException));
    else if (vk_is(vm, wanted, VK_TUPLE) &&
             !(vk_head(vm, wanted)->flags & VK_SUBCLASS))
        fits = are_exception_types(vm, wanted);
    else
        fits = chosen->calls = vk_is_callable(vm, wanted);
    if (!fits)
        vk_raise(vm, VIV_TypeError,
                 "expected an exception type, a tuple of exception types, or "
                 "a callable (other than a class)");
    return fits;
}

static viv_value identity(viv_value exception) {
    return viv_small_int(vk_reference_offset(exception));
}

static int is_chosen(viv_vm *vm, const choice *by, viv_value exception) {
    viv_value answer;

    if (by->identities)
        return !vk_is_exception_group(vm, exception) &&
               vk_set_contains(vm, by->wanted, identity(exception)) > 0;
    if (!by->calls)
        return vk_exception_matches(vm, exception, by->wanted);
    answer = vk_call(vm, by->wanted, &exception, 1);
    return viv_is_raise(answer) ? -1 : vk_truth(vm, answer);
}

/* Notes of a part are its own list. */
static bool copy_notes(viv_vm *vm, viv_value from, viv_value to) {
    viv_value name = vk_str_intern_utf8(vm, "__notes__", 9), notes;

    notes = vk_find_attribute(vm, from, name);
    if (viv_is_raise(notes))
        return false;
    if (viv_is_absent(notes) || !is_sequence(vm, notes))
        return true;
    notes = vk_list_from_iterable(vm, notes);
    return !viv_is_raise(notes) &&
           !viv_is_raise(vk_set_attribute(vm, to, name, notes));
}

/* A group like [group] of some of its exceptions (a list); None: of none. By
 * the group's own derive(), which a subclass may override. */
static viv_value subset(viv_vm *vm, viv_value group, viv_value members) {
    vk_exception_object *from = pointer(vm, group), *to;
    viv_value derive, made;

    if (vk_list_length(vm, members) == 0)
        return VIV_NONE;
    derive = vk_get_attribute(vm, group, vk_str_intern_utf8(vm, "derive", 6));
    VIV_TRY(derive);
    made = vk_call(vm, derive, &members, 1);
    VIV_TRY(made);
    if (!vk_is_exception_group(vm, made))
        return vk_raise(vm, VIV_TypeError,
                        "derive must return an instance of "
                        "BaseExceptionGroup");
    to = pointer(vm, made);
    if (vk_is(vm, from->traceback, VK_TRACEBACK))
        vk_store(vm, to, &to->traceback, from->traceback);
    vk_store(vm, to, &to->context, from->context);
    vk_store(vm, to, &to->cause, from->cause);
    to->head.extra |= VK_EXCEPTION_SUPPRESS_CONTEXT;
    return copy_notes(vm, group, made) ? made : VIV_RAISE;
}

static bool keep(viv_vm *vm, viv_value list, viv_value part_of) {
    return viv_is_none(part_of) || vk_list_append(vm, list, part_of);
}

static bool split(viv_vm *vm, viv_value exception, const choice *by,
                  halves *parts);

static bool split_members(viv_vm *vm, viv_value group, const choice *by,
                          halves *parts) {
    viv_value members = vk_exception_group_members(vm, group);
    viv_value matching = vk_list_new(vm, 0), others = vk_list_new(vm, 0);
    uint32_t count = vk_tuple_length(vm, members);

    if (viv_is_raise(matching) || viv_is_raise(others))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        halves of;

        if (!vk_charge(vm, 4) ||
            !split(vm, vk_tuple_get(vm, members, i), by, &of) ||
            !keep(vm, matching, of.match) || !keep(vm, others, of.rest))
            return false;
    }
    parts->match = subset(vm, group, matching);
    if (viv_is_raise(parts->match))
        return false;
    parts->rest = by->rest ? subset(vm, group, others) : VIV_NONE;
    return !viv_is_raise(parts->rest);
}

static bool split(viv_vm *vm, viv_value exception, const choice *by,
                  halves *parts) {
    int chosen;

    if (!vk_enter_native(vm))
        return false;
    chosen = is_chosen(vm, by, exception);
    if (chosen < 0)
        return false;
    *parts = (halves){chosen ? exception : VIV_NONE,
                      chosen || !by->rest ? VIV_NONE : exception};
    if (chosen || !vk_is_exception_group(vm, exception))
        return true;
    return split_members(vm, exception, by, parts);
}

static viv_value group_split(viv_vm *vm, const viv_value *args) {
    choice by;
    halves parts;
    viv_value pair[2];

    if (!check_self(vm, args[0], "split") || !choose_by(vm, args[1], &by))
        return VIV_RAISE;
    by.rest = true;
    if (!split(vm, args[0], &by, &parts))
        return VIV_RAISE;
    pair[0] = parts.match;
    pair[1] = parts.rest;
    return vk_tuple_from(vm, pair, 2);
}

static viv_value group_subgroup(viv_vm *vm, const viv_value *args) {
    choice by;
    halves parts;

    if (!check_self(vm, args[0], "subgroup") || !choose_by(vm, args[1], &by) ||
        !split(vm, args[0], &by, &parts))
        return VIV_RAISE;
    return parts.match;
}

static viv_value group_derive(viv_vm *vm, const viv_value *args) {
    if (!check_self(vm, args[0], "derive"))
        return VIV_RAISE;
    return group_of(vm, part(vm, args[0], 0), args[1]);
}

/* -- except* */

static bool types_are_no_groups(viv_vm *vm, viv_value types) {
    viv_value groups = vk_error_type(vm, VIV_BaseExceptionGroup);
    bool many = vk_is(vm, types, VK_TUPLE);
    uint32_t count = many ? vk_tuple_length(vm, types) : 1;

    for (uint32_t i = 0; i < count; i++) {
        viv_value each = many ? vk_tuple_get(vm, types, i) : types;

        if (vk_is(vm, each, VK_TYPE) && vk_type_derives(vm, each, groups)) {
            vk_raise(vm, VIV_TypeError,
                     "catching ExceptionGroup with except* is not allowed. Use "
                     "except instead.");
            return false;
        }
    }
    return true;
}

/* An exception that is no group is handled as a group of one. */
static viv_value wrap_alone(viv_vm *vm, viv_value exception) {
    viv_value members = vk_tuple_from(vm, &exception, 1), made;

    VIV_TRY(members);
    made = group_of(vm, vk_str_empty(vm), members);
    VIV_TRY(made);
    vk_exception_begins_here(vm, made);
    return made;
}

/* split() may be a program's own. */
static viv_value split_by_method(viv_vm *vm, viv_value group, viv_value type,
                                 viv_value *result) {
    viv_value method =
        vk_get_attribute(vm, group, vk_str_intern_utf8(vm, "split", 5));
    viv_value pair;

    VIV_TRY(method);
    pair = vk_call(vm, method, &type, 1);
    VIV_TRY(pair);
    if (!vk_is(vm, pair, VK_TUPLE))
        return vk_raise(vm, VIV_TypeError,
                        "%T.split must return a tuple, not %T", group, pair);
    if (vk_tuple_length(vm, pair) < 2)
        return vk_raise(
            vm, VIV_TypeError,
            "%T.split must return a 2-tuple, got tuple of size %d", group,
            (int)vk_tuple_length(vm, pair));
    result[0] = vk_tuple_get(vm, pair, 0);
    result[1] = vk_tuple_get(vm, pair, 1);
    return VIV_NONE;
}

viv_value vk_exception_group_match(viv_vm *vm, viv_value exception,
                                   viv_value type, viv_value *result) {
    int matches = vk_exception_matches(vm, exception, type);
    bool group = vk_is_exception_group(vm, exception);

    if (matches < 0 || !types_are_no_groups(vm, type))
        return VIV_RAISE;
    if (!matches && group)
        return split_by_method(vm, exception, type, result);
    result[1] = matches ? VIV_NONE : exception;
    if (matches && !group)
        exception = wrap_alone(vm, exception);
    VIV_TRY(exception);
    result[0] = matches ? exception : VIV_NONE;
    return VIV_NONE;
}

/* [exception] is a part of [group] that a handler raised again as it was. */
static bool is_part(viv_vm *vm, viv_value exception, viv_value group) {
    vk_exception_object *a, *b;

    if (!vk_is_exception_group(vm, exception))
        return false;
    a = pointer(vm, exception);
    b = pointer(vm, group);
    return viv_same(a->traceback, b->traceback) &&
           viv_same(a->cause, b->cause) && viv_same(a->context, b->context);
}

static bool add_leaves(viv_vm *vm, viv_value set, viv_value exception) {
    viv_value members;
    uint32_t count;

    if (!vk_is_exception_group(vm, exception))
        return vk_set_add(vm, set, identity(exception));
    if (!vk_enter_native(vm))
        return false;
    members = vk_exception_group_members(vm, exception);
    count = vk_tuple_length(vm, members);
    for (uint32_t i = 0; i < count; i++)
        if (!vk_charge(vm, 4) ||
            !add_leaves(vm, set, vk_tuple_get(vm, members, i)))
            return false;
    return true;
}

/* What of [group] is in the groups of the list [kept], in the group's own
 * nesting. By the identity of leaves: a handler may have raised the same group
 * again, in parts. */
static viv_value project(viv_vm *vm, viv_value group, viv_value kept) {
    uint32_t count = vk_list_length(vm, kept);
    choice by = {.wanted = vk_set_new(vm, VK_SET, count), .identities = true};
    halves parts;

    VIV_TRY(by.wanted);
    if (count == 0)
        return VIV_NONE;
    for (uint32_t i = 0; i < count; i++)
        if (!add_leaves(vm, by.wanted, vk_list_get(vm, kept, i)))
            return VIV_RAISE;
    return split(vm, group, &by, &parts) ? parts.match : VIV_RAISE;
}

viv_value vk_exception_group_remains(viv_vm *vm, viv_value original,
                                     viv_value list) {
    viv_value kept = vk_list_new(vm, 0), raised = vk_list_new(vm, 0), rest;
    uint32_t count = vk_list_length(vm, list);

    VIV_TRY(kept);
    VIV_TRY(raised);
    if (count == 0)
        return VIV_NONE;
    if (!vk_is_exception_group(vm, original))
        return vk_list_get(vm, list, 0);
    for (uint32_t i = 0; i < count; i++) {
        viv_value each = vk_list_get(vm, list, i);

        if (!vk_list_append(vm, is_part(vm, each, original) ? kept : raised,
                            each))
            return VIV_RAISE;
    }
    rest = project(vm, original, kept);
    VIV_TRY(rest);
    if (vk_list_length(vm, raised) == 0)
        return rest;
    if (!keep(vm, raised, rest))
        return VIV_RAISE;
    if (vk_list_length(vm, raised) == 1)
        return vk_list_get(vm, raised, 0);
    return group_of(vm, vk_str_empty(vm), raised);
}

/* -- the rows of the two classes */

viv_value vk_exception_group_text(viv_vm *vm, viv_value group) {
    uint32_t count =
        vk_tuple_length(vm, vk_exception_group_members(vm, group));
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add(&text, part(vm, group, 0));
    vk_str_add_text(&text, " (");
    vk_str_add(&text, vk_repr(vm, viv_small_int(count)));
    vk_str_add_text(&text, count == 1 ? " sub-exception)" : " sub-exceptions)");
    return vk_str_finish(&text);
}

static viv_value get_message(viv_vm *vm, viv_value self) {
    return check_self(vm, self, "message") ? part(vm, self, 0) : VIV_RAISE;
}

static viv_value get_exceptions(viv_vm *vm, viv_value self) {
    return check_self(vm, self, "exceptions") ? part(vm, self, 1) : VIV_RAISE;
}

static viv_value set_nothing(viv_vm *vm, viv_value self, viv_value value) {
    (void)self;
    (void)value;
    return vk_raise(vm, VIV_AttributeError, "readonly attribute");
}

static viv_value group_class_getitem(viv_vm *vm, const viv_value *args) {
    return vk_alias_new(vm, args[0], args[1]);
}

const viv_function vk_exception_group_methods[] = {
    {"__new__(cls, /, *args, **keywords)", group_new,
     "Create and return a new object."},
    {"derive(self, exceptions, /)", group_derive, NULL},
    {"split(self, matcher_value, /)", group_split, NULL},
    {"subgroup(self, matcher_value, /)", group_subgroup, NULL},
    {"__class_getitem__(cls, item, /)", group_class_getitem,
     "See PEP 585"},
    {0},
};

const vk_getset vk_exception_group_getsets[] = {
    {"message", get_message, set_nothing, "exception message"},
    {"exceptions", get_exceptions, set_nothing, "nested exceptions"},
    {0},
};

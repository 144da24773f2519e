/* exception.c - BaseException: making, matching, attributes.
 *
 * All exception classes share one layout: what differs between them
 * (StopIteration.value, SyntaxError.lineno) are ordinary attributes, filled in
 * from args by tables. So a new class in errors.def needs no code here unless
 * it has attributes of its own.
 */
#include "object/exception.h"

#include <stdio.h>

#include "eval/eval.h"
#include "host/runtime.h"
#include "object/class.h"
#include "object/class_parts.h"
#include "object/dict.h"
#include "object/exception_group.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

static vk_exception_object *pointer(viv_vm *vm, viv_value exception) {
    VK_CHECK(vm, vk_is(vm, exception, VK_EXCEPTION));
    return vk_object(vm, exception);
}

/* Without __init__: the machine makes exceptions often, and a class of the
 * program may have one that takes other arguments. */
viv_value vk_exception_make(viv_vm *vm, viv_value type, viv_value args) {
    vk_exception_object *made =
        vk_new_instance(vm, type, VK_EXCEPTION, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->attributes = made->group = 0;
    made->args = args;
    made->traceback = made->cause = made->context = VIV_ABSENT;
    return vk_reference(vm, made);
}

viv_value vk_exception_new(viv_vm *vm, viv_value type, const viv_value *args,
                           uint32_t count) {
    viv_value tuple = vk_tuple_from(vm, args, count), made;

    VIV_TRY(tuple);
    made = vk_exception_make(vm, type, tuple);
    VIV_TRY(made);
    return vk_exception_fill(vm, made);
}

static bool is_catchable(viv_vm *vm, viv_value type) {
    if (vk_is(vm, type, VK_TYPE) &&
        vk_type_derives(vm, type, vk_error_type(vm, VIV_BaseException)))
        return true;
    vk_raise(vm, VIV_TypeError,
             "catching classes that do not inherit from BaseException is not "
             "allowed");
    return false;
}

/* Whether a class is an exception class is checked before it is compared, as
 * CPython does: `except 5` is an error even if nothing matches. */
int vk_exception_matches(viv_vm *vm, viv_value exception, viv_value type) {
    viv_value raised = vk_type_of(vm, exception);
    uint32_t count;

    if (!vk_is(vm, type, VK_TUPLE))
        return is_catchable(vm, type) ? vk_type_derives(vm, raised, type) : -1;
    count = vk_tuple_length(vm, type);
    for (uint32_t i = 0; i < count; i++)
        if (!is_catchable(vm, vk_tuple_get(vm, type, i)))
            return -1;
    for (uint32_t i = 0; i < count; i++)
        if (vk_type_derives(vm, raised, vk_tuple_get(vm, type, i)))
            return 1;
    return 0;
}

/* -- attributes that single classes have: ordinary ones, set when made or
 * raised */

static void set(viv_vm *vm, viv_value exception, const char *name,
                viv_value value) {
    viv_value text = vk_str_intern_utf8(vm, name, (uint32_t)strlen(name));

    if (!viv_is_jump(text))
        vk_instance_set(vm, exception, text, value);
}

static viv_value get(viv_vm *vm, viv_value exception, const char *name) {
    viv_value text = vk_str_intern_utf8(vm, name, (uint32_t)strlen(name));
    viv_value found = viv_is_jump(text)
                          ? VIV_ABSENT
                          : vk_instance_get(vm, exception, text);

    return found;
}

static bool derives(viv_vm *vm, viv_value exception, viv_error error) {
    return vk_type_derives(vm, vk_type_of(vm, exception),
                           vk_error_type(vm, error));
}

viv_value vk_exception_note_name(viv_vm *vm, viv_value name) {
    if (vk_raised(vm, VIV_NameError))
        set(vm, VK(vm)->exception, "name", name);
    return VIV_RAISE;
}

viv_value vk_exception_note_attribute(viv_vm *vm, viv_value object,
                                      viv_value name) {
    if (vk_raised(vm, VIV_AttributeError)) {
        set(vm, VK(vm)->exception, "name", name);
        set(vm, VK(vm)->exception, "obj", object);
    }
    return VIV_RAISE;
}

viv_value vk_exception_note_import(viv_vm *vm, viv_value name) {
    if (vk_raised(vm, VIV_ImportError))
        set(vm, VK(vm)->exception, "name", name);
    return VIV_RAISE;
}

viv_value vk_exception_note_import_from(viv_vm *vm, viv_value name) {
    if (vk_raised(vm, VIV_ImportError))
        set(vm, VK(vm)->exception, "name_from", name);
    return VIV_RAISE;
}

static viv_value exception_add_note(viv_vm *vm, const viv_value *args) {
    viv_value notes = get(vm, args[0], "__notes__");

    if (!vk_is(vm, args[1], VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "note must be a str, not '%T'", args[1]);
    if (viv_is_absent(notes)) {
        notes = vk_list_new(vm, 1);
        VIV_TRY(notes);
        set(vm, args[0], "__notes__", notes);
    }
    if (!vk_is(vm, notes, VK_LIST))
        return vk_raise(vm, VIV_TypeError,
                        "Cannot add note: __notes__ is not a list");
    return vk_list_append(vm, notes, args[1]) ? VIV_NONE : VIV_RAISE;
}

void vk_note_set_name(viv_vm *vm, viv_value descriptor, viv_value type,
                      viv_value name) {
    viv_value args[2] = {VK(vm)->exception, VIV_ABSENT};
    vk_str_builder text;

    if (!vk_is(vm, args[0], VK_EXCEPTION))
        return;
    vk_catch(vm);
    vk_str_build(&text, vm);
    vk_str_add_text(&text, "Error calling __set_name__ on '");
    vk_str_add(&text, vk_type_pointer(vm, vk_type_of(vm, descriptor))->name);
    vk_str_add_text(&text, "' instance ");
    vk_str_add(&text, vk_repr(vm, name));
    vk_str_add_text(&text, " in '");
    vk_str_add(&text, vk_type_pointer(vm, type)->name);
    vk_str_add_text(&text, "'");
    args[1] = vk_str_finish(&text);
    if (viv_is_jump(args[1]) || viv_is_jump(exception_add_note(vm, args)))
        return;
    VK(vm)->exception = args[0];
}

viv_value vk_raise_stop(viv_vm *vm) {
    viv_value made = vk_exception_new(vm, vk_error_type(vm, VIV_StopIteration),
                                      NULL, 0);

    VIV_TRY(made);
    return vk_raise_exception(vm, made, VIV_ABSENT);
}

/* By args and not by the attribute, which a program may have set to
 * anything. */
viv_value vk_exception_stop_value(viv_vm *vm, viv_value exception) {
    vk_exception_object *self;

    if (!vk_is(vm, exception, VK_EXCEPTION))
        return VIV_NONE;
    self = pointer(vm, exception);
    return vk_tuple_length(vm, self->args) == 0 ? VIV_NONE
                                                : vk_tuple_get(vm, self->args,
                                                               0);
}

/* What __init__ of the built-in classes sets from args. */
typedef struct part {
    viv_error error;
    uint32_t least, most; /* arguments for which it applies */
    const char *names[5]; /* by position */
} part;

static const part parts[] = {
    {VIV_StopIteration, 0, 99, {"value"}},
    {VIV_SystemExit, 0, 99, {"code"}},
    {VIV_SyntaxError, 1, 2, {"msg"}},
    {VIV_UnicodeEncodeError, 5, 5,
     {"encoding", "object", "start", "end", "reason"}},
    {VIV_UnicodeDecodeError, 5, 5,
     {"encoding", "object", "start", "end", "reason"}},
    {VIV_UnicodeTranslateError, 4, 4, {"object", "start", "end", "reason"}},
    {VIV_OSError, 2, 5, {"errno", "strerror", "filename"}},
    {VIV_ImportError, 1, 1, {"msg"}},
};

static void fill_part(viv_vm *vm, viv_value exception, const part *p) {
    viv_value args = pointer(vm, exception)->args;
    uint32_t count = vk_tuple_length(vm, args);

    if (count < p->least || count > p->most)
        return;
    for (uint32_t i = 0; i < 5 && p->names[i] != NULL; i++)
        set(vm, exception, p->names[i],
            i < count ? vk_tuple_get(vm, args, i) : VIV_NONE);
}

static void fill_exit(viv_vm *vm, viv_value exception) {
    viv_value args = pointer(vm, exception)->args;

    if (vk_tuple_length(vm, args) > 1)
        set(vm, exception, "code", args);
}

/* (filename, line, column, text, end line, end column) of a SyntaxError */
static void fill_syntax(viv_vm *vm, viv_value exception) {
    static const char *const names[] = {"filename",   "lineno",    "offset",
                                        "text",       "end_lineno",
                                        "end_offset", "print_file_and_line"};
    viv_value args = pointer(vm, exception)->args, place;

    for (uint32_t i = 0; i < 7; i++)
        set(vm, exception, names[i], VIV_NONE);
    if (vk_tuple_length(vm, args) != 2)
        return;
    place = vk_tuple_get(vm, args, 1);
    for (uint32_t i = 0; i < 6 && vk_is(vm, place, VK_TUPLE) &&
                         i < vk_tuple_length(vm, place);
         i++)
        set(vm, exception, names[i], vk_tuple_get(vm, place, i));
}

/* Do instances of the built-in class [error] have attributes of their own? Most
 * have not, and are made often. Walks up errors.def and not the MRO: a
 * comparison of numbers. */
static bool has_parts(uint32_t error) {
    static const uint8_t bases[] = {
#define VIV_ERROR(name, base) VIV_##base,
#include <vivarium/errors.def>
#undef VIV_ERROR
    };

    while (error < sizeof bases && error != VIV_BaseException) {
        switch ((viv_error)error) {
        case VIV_StopIteration:
        case VIV_SystemExit:
        case VIV_SyntaxError:
        case VIV_UnicodeError:
        case VIV_OSError:
        case VIV_ImportError:
        case VIV_NameError:
        case VIV_AttributeError:
            return true;
        default:
            error = bases[error];
        }
    }
    return false;
}

/* The name of the file is an attribute only. */
static void drop_file(viv_vm *vm, viv_value exception) {
    vk_exception_object *self = pointer(vm, exception);
    uint32_t count = vk_tuple_length(vm, self->args);
    viv_value kept[2];

    if (count < 3 || count > 5)
        return;
    for (uint32_t i = 0; i < 2; i++)
        kept[i] = vk_tuple_get(vm, self->args, i);
    kept[0] = vk_tuple_from(vm, kept, 2);
    if (!viv_is_jump(kept[0]))
        vk_store(vm, self, &self->args, kept[0]);
}

viv_value vk_exception_fill(viv_vm *vm, viv_value exception) {
    viv_value type = vk_type_of(vm, exception);
    uint32_t error = vk_type_pointer(vm, type)->error;

    if (error == 0 || !has_parts(error - 1))
        return exception;
    for (uint32_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (derives(vm, exception, parts[i].error))
            fill_part(vm, exception, &parts[i]);
    if (derives(vm, exception, VIV_SystemExit))
        fill_exit(vm, exception);
    if (derives(vm, exception, VIV_SyntaxError))
        fill_syntax(vm, exception);
    if (derives(vm, exception, VIV_OSError))
        drop_file(vm, exception);
    return exception;
}

/* -- the type */

/* Named arguments of ImportError, NameError and AttributeError. */
static bool take_keywords(viv_vm *vm, viv_value exception, viv_value keywords) {
    static const struct {
        viv_error error;
        const char *names[3];
    } rows[] = {
        {VIV_ImportError, {"name", "path", "name_from"}},
        {VIV_NameError, {"name", NULL, NULL}},
        {VIV_AttributeError, {"name", "obj", NULL}},
    };
    uint32_t error = vk_type_pointer(vm, vk_type_of(vm, exception))->error;
    uint32_t taken = 0, count, position = 0;
    viv_value key, value;

    if (viv_is_absent(keywords) && (error == 0 || !has_parts(error - 1)))
        return true;
    count = viv_is_absent(keywords) ? 0 : vk_dict_count(vm, keywords);
    for (uint32_t i = 0; i < 3; i++) {
        if (!derives(vm, exception, rows[i].error))
            continue;
        for (uint32_t k = 0; k < 3 && rows[i].names[k] != NULL; k++) {
            viv_value name = vk_str_intern_utf8(
                vm, rows[i].names[k], (uint32_t)strlen(rows[i].names[k]));
            viv_value given = count == 0 ? VIV_ABSENT
                                         : vk_dict_get(vm, keywords, name);

            taken += !viv_is_absent(given);
            set(vm, exception, rows[i].names[k],
                viv_is_absent(given) ? VIV_NONE : given);
        }
    }
    if (taken == count || !vk_dict_next(vm, keywords, &position, &key, &value))
        return true;
    vk_raise(vm, VIV_TypeError, "%T() takes no keyword arguments", exception);
    return false;
}

/* A class of Python's may have its own __init__ and not pass these on. */
static viv_value exception_init(viv_vm *vm, const viv_value *args) {
    vk_exception_object *self = pointer(vm, args[0]);

    vk_store(vm, self, &self->args, args[1]);
    vk_exception_fill(vm, args[0]);
    return take_keywords(vm, args[0], args[2]) ? VIV_NONE : VIV_RAISE;
}

static viv_value exception_construct(viv_vm *vm, const viv_value *args) {
    viv_value made = vk_exception_make(
        vm, vk_os_error_class(vm, args[0], args[1]), args[1]);

    VIV_TRY(made);
    if (vk_type_overrides(vm, args[0], VK_SPECIAL_INIT))
        return made;
    vk_exception_fill(vm, made);
    return take_keywords(vm, made, args[2]) ? made : VIV_RAISE;
}

/* "[Errno 2] text: 'file'" */
static viv_value os_text(viv_vm *vm, viv_value exception) {
    viv_value number = get(vm, exception, "errno");
    viv_value file = get(vm, exception, "filename");
    vk_str_builder text;

    if (viv_is_absent(number) || viv_is_none(number))
        return VIV_ABSENT;
    vk_str_build(&text, vm);
    vk_str_add_text(&text, "[Errno ");
    vk_str_add(&text, vk_str(vm, number));
    vk_str_add_text(&text, "] ");
    vk_str_add(&text, vk_str(vm, get(vm, exception, "strerror")));
    if (!viv_is_absent(file) && !viv_is_none(file)) {
        vk_str_add_text(&text, ": ");
        vk_str_add(&text, vk_repr(vm, file));
    }
    return vk_str_finish(&text);
}

/* "'ascii' codec can't encode character '\xe9' in position 0: ..." */
static viv_value unicode_text(viv_vm *vm, viv_value exception) {
    bool decodes = derives(vm, exception, VIV_UnicodeDecodeError);
    viv_value start = get(vm, exception, "start"), end, object;
    char piece[96];
    vk_str_builder text;
    int64_t from, to;

    if (!viv_is_small_int(start) ||
        !viv_is_small_int(end = get(vm, exception, "end")))
        return VIV_ABSENT;
    from = viv_small_int_value(start);
    to = viv_small_int_value(end);
    object = get(vm, exception, "object");
    vk_str_build(&text, vm);
    if (!derives(vm, exception, VIV_UnicodeTranslateError)) {
        vk_str_add(&text, vk_repr(vm, get(vm, exception, "encoding")));
        vk_str_add_text(&text, " codec can't ");
    } else {
        vk_str_add_text(&text, "can't ");
    }
    vk_str_add_text(&text, decodes ? "decode "
                           : derives(vm, exception, VIV_UnicodeEncodeError)
                               ? "encode "
                               : "translate ");
    if (to == from + 1) {
        viv_value unit = vk_get_item(vm, object, start);

        if (viv_is_small_int(unit))
            snprintf(piece, sizeof piece, "byte 0x%02x in position %lld: ",
                     (unsigned)viv_small_int_value(unit) & 255,
                     (long long)from);
        else
            snprintf(piece, sizeof piece, " in position %lld: ",
                     (long long)from);
        if (vk_is(vm, unit, VK_STR)) {
            vk_str_add_text(&text, "character ");
            vk_str_add(&text, vk_str_ascii(vm, unit));
        }
    } else {
        snprintf(piece, sizeof piece, "%s in position %lld-%lld: ",
                 decodes ? "bytes" : "characters", (long long)from,
                 (long long)to - 1);
    }
    vk_str_add_text(&text, piece);
    vk_str_add(&text, vk_str(vm, get(vm, exception, "reason")));
    return vk_str_finish(&text);
}

viv_value vk_exception_special_text(viv_vm *vm, viv_value exception) {
    if (vk_is_exception_group(vm, exception))
        return vk_exception_group_text(vm, exception);
    if (derives(vm, exception, VIV_OSError))
        return os_text(vm, exception);
    if (derives(vm, exception, VIV_UnicodeEncodeError) ||
        derives(vm, exception, VIV_UnicodeDecodeError) ||
        derives(vm, exception, VIV_UnicodeTranslateError))
        return unicode_text(vm, exception);
    if (derives(vm, exception, VIV_ImportError) ||
        derives(vm, exception, VIV_SyntaxError)) {
        viv_value message = get(vm, exception, "msg");

        if (vk_is(vm, message, VK_STR))
            return message;
    }
    return VIV_ABSENT;
}

static viv_value exception_str(viv_vm *vm, viv_value self) {
    viv_value args = pointer(vm, self)->args, special;
    uint32_t count = vk_tuple_length(vm, args);

    special = vk_exception_special_text(vm, self);
    if (!viv_is_absent(special))
        return special;
    if (count == 0)
        return vk_str_from_text(vm, "");
    if (count > 1)
        return vk_repr(vm, args);
    if (derives(vm, self, VIV_KeyError))
        return vk_repr(vm, vk_tuple_get(vm, args, 0));
    return vk_str(vm, vk_tuple_get(vm, args, 0));
}

static viv_value exception_repr(viv_vm *vm, viv_value self) {
    viv_value args = pointer(vm, self)->args;
    uint32_t count = vk_tuple_length(vm, args);
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add(&text, vk_type_pointer(vm, vk_type_of(vm, self))->name);
    if (count == 1) {
        vk_str_add_text(&text, "(");
        vk_str_add(&text, vk_repr(vm, vk_tuple_get(vm, args, 0)));
        vk_str_add_text(&text, ")");
    } else {
        vk_str_add(&text, vk_repr(vm, args));
    }
    return vk_str_finish(&text);
}

static viv_value or_none(viv_value value) {
    return viv_is_absent(value) ? VIV_NONE : value;
}

static viv_value get_args(viv_vm *vm, viv_value self) {
    return pointer(vm, self)->args;
}

static viv_value set_args(viv_vm *vm, viv_value self, viv_value value) {
    viv_value tuple;

    if (viv_is_absent(value))
        return vk_raise(vm, VIV_TypeError, "args may not be deleted");
    tuple = vk_tuple_from_iterable(vm, value);
    VIV_TRY(tuple);
    vk_store(vm, pointer(vm, self), &pointer(vm, self)->args, tuple);
    return VIV_NONE;
}

static viv_value get_traceback(viv_vm *vm, viv_value self) {
    return or_none(pointer(vm, self)->traceback);
}

static viv_value set_traceback(viv_vm *vm, viv_value self, viv_value value) {
    if (!viv_is_none(value) && !vk_is(vm, value, VK_TRACEBACK))
        return vk_raise(vm, VIV_TypeError,
                        "__traceback__ must be a traceback or None");
    vk_store(vm, pointer(vm, self), &pointer(vm, self)->traceback,
             viv_is_none(value) ? VIV_ABSENT : value);
    return VIV_NONE;
}

static viv_value get_cause(viv_vm *vm, viv_value self) {
    return or_none(pointer(vm, self)->cause);
}

static bool check_link(viv_vm *vm, viv_value value, const char *what) {
    if (viv_is_none(value) || vk_is(vm, value, VK_EXCEPTION))
        return true;
    vk_raise(vm, VIV_TypeError,
             "exception %s must be None or derive from BaseException", what);
    return false;
}

static viv_value set_cause(viv_vm *vm, viv_value self, viv_value value) {
    vk_exception_object *object = pointer(vm, self);

    if (!check_link(vm, value, "cause"))
        return VIV_RAISE;
    vk_store(vm, object, &object->cause,
             viv_is_none(value) ? VIV_ABSENT : value);
    object->head.extra |= VK_EXCEPTION_SUPPRESS_CONTEXT;
    return VIV_NONE;
}

static viv_value get_context(viv_vm *vm, viv_value self) {
    return or_none(pointer(vm, self)->context);
}

static viv_value set_context(viv_vm *vm, viv_value self, viv_value value) {
    vk_exception_object *object = pointer(vm, self);

    if (!check_link(vm, value, "context"))
        return VIV_RAISE;
    vk_store(vm, object, &object->context,
             viv_is_none(value) ? VIV_ABSENT : value);
    return VIV_NONE;
}

static viv_value get_suppress(viv_vm *vm, viv_value self) {
    return viv_bool(pointer(vm, self)->head.extra &
                    VK_EXCEPTION_SUPPRESS_CONTEXT);
}

static viv_value set_suppress(viv_vm *vm, viv_value self, viv_value value) {
    vk_header *head = &pointer(vm, self)->head;
    int truth = vk_truth(vm, value);

    if (truth < 0)
        return VIV_RAISE;
    head->extra = (uint16_t)(truth ? head->extra | 1 : head->extra & ~1);
    return VIV_NONE;
}

static viv_value exception_with_traceback(viv_vm *vm, const viv_value *args) {
    VIV_TRY(set_traceback(vm, args[0], args[1]));
    return args[0];
}

static void exception_trace(vk_marker *marker, void *object) {
    vk_exception_object *self = object;

    vk_mark_offset(marker, self->attributes);
    vk_mark_offset(marker, self->group);
    vk_mark(marker, self->args);
    vk_mark(marker, self->traceback);
    vk_mark(marker, self->cause);
    vk_mark(marker, self->context);
}

static const viv_function exception_methods[] = {
    {"__new__(cls, /, *args, **keywords=...)", exception_construct,
     "Create and return a new object."},
    {"__init__(self, /, *args, **keywords=...)", exception_init,
     "Initialize self."},
    {"with_traceback(self, tb, /)", exception_with_traceback,
     "Set self.__traceback__ to tb and return self."},
    {"add_note(self, note, /)", exception_add_note,
     "Add a note to the exception"},
    {0},
};

static const vk_getset exception_getsets[] = {
    {"args", get_args, set_args, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL},
    {"__cause__", get_cause, set_cause, NULL},
    {"__context__", get_context, set_context, NULL},
    {"__suppress_context__", get_suppress, set_suppress, NULL},
    {0},
};

const vk_slots vk_exception_slots = {
    .size = sizeof(vk_exception_object),
    .trace = exception_trace,
    .repr = exception_repr,
    .str = exception_str,
    .hash = vk_identity_hash,
    .methods = exception_methods,
    .getsets = exception_getsets,
    .attributes = offsetof(vk_exception_object, attributes),
    .doc = "Common base class for all exceptions",
};

/* bind_native.c - arguments to the parameters of a native function, with the
 * messages of CPython's argument parsers.
 *
 * C functions get what their signature promises (convert.def): one value per
 * parameter, converted and checked. So a native function has no argument
 * parsing, and no way to forget a check.
 */
#include <stdio.h>

#include "eval/bind.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/iterator.h"
#include "object/str.h"

uint32_t vk_bind_positional(viv_vm *vm, const vk_arguments *given) {
    uint32_t named =
        viv_is_absent(given->names) ? 0 : vk_tuple_length(vm, given->names);

    return named < given->count ? given->count - named : 0;
}

/* -- conversions */

typedef enum action {
    NOTHING,
    KIND,
    INDEX,
    SMALL,
    CLIP,
    FLOAT,
    TRUTH,
    DRAIN,
    CALLABLE,
    BUFFER,
} action;

static const struct {
    action action;
    vk_kind kind;
    const char *message;
} conversions[VK_CONVERT_COUNT] = {
#define VIV_CONVERT(annotation, action, kind, message)                         \
    {action, VK_##kind, message},
#include <vivarium/convert.def>
#undef VIV_CONVERT
};

/* The row's message with function, argument and type filled in. Rows that begin
 * with %F name the function and the argument; the others are CPython's words
 * for a protocol ("must be real number, not str"). */
static viv_value misfit(viv_vm *vm, const vk_native_entry *entry,
                        uint32_t convert, uint32_t number, viv_value value) {
    const char *message = conversions[convert].message;
    const char *type = strstr(message, "%T");
    char text[256], argument[32];

    snprintf(argument, sizeof argument,
             number == 0 ? "argument" : "argument %u", number);
    if (strncmp(message, "%F", 2) != 0) {
        snprintf(text, sizeof text, "%s", message);
        return vk_raise(vm, VIV_TypeError, text, value);
    }
    snprintf(text, sizeof text, "%s() %s %.*s%s", entry->name, argument,
             (int)(type - message) - 6, message + 6, type);
    return vk_raise(vm, VIV_TypeError, text, value);
}

/* May run __index__ of the program. That is why conversions happen before C is
 * entered and not in the middle of it. */
static viv_value convert_index(viv_vm *vm, action how, viv_value value) {
    int64_t number;
    viv_value integer = vk_index(vm, value);

    VIV_TRY(integer);
    if (how == INDEX || vk_int_value(vm, integer, &number))
        return integer;
    if (how == CLIP)
        return vk_int(vm, vk_int_clipped(vm, integer));
    return vk_raise(vm, VIV_OverflowError,
                    "Python int too large to convert to C ssize_t");
}

static viv_value convert_float(viv_vm *vm, viv_value value) {
    double number;

    return vk_to_double(vm, value, &number) ? vk_float(vm, number) : VIV_RAISE;
}

static viv_value convert_truth(viv_vm *vm, viv_value value) {
    int truth = vk_truth(vm, value);

    return truth < 0 ? VIV_RAISE : viv_bool(truth);
}

static bool is_buffer(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_BYTES) || vk_is(vm, value, VK_BYTEARRAY) ||
           vk_is(vm, value, VK_MEMORYVIEW);
}

viv_value vk_bind_convert(viv_vm *vm, const vk_native_entry *entry,
                          const vk_parameter *parameter, uint32_t number,
                          viv_value value) {
    uint32_t row = parameter->convert;

    if (parameter->nullable && viv_is_none(value))
        return value;
    switch (conversions[row].action) {
    case NOTHING:
        return value;
    case KIND:
        return vk_kind_of(vm, value) == conversions[row].kind
                   ? value
                   : misfit(vm, entry, row, number, value);
    case INDEX:
    case SMALL:
    case CLIP:
        return convert_index(vm, conversions[row].action, value);
    case FLOAT:
        return convert_float(vm, value);
    case TRUTH:
        return convert_truth(vm, value);
    case DRAIN:
        if (vk_is(vm, value, VK_LIST) || vk_is(vm, value, VK_TUPLE))
            return value;
        return vk_list_from_iterable(vm, value);
    case CALLABLE:
        return vk_is_callable(vm, value)
                   ? value
                   : misfit(vm, entry, row, number, value);
    case BUFFER:
        return is_buffer(vm, value) ? value
                                    : misfit(vm, entry, row, number, value);
    }
    return value;
}

/* -- counts */

static const char *plural(uint32_t count) {
    return count == 1 ? "" : "s";
}

/* CPython has several argument parsers (METH_NOARGS, METH_O, PyArg_UnpackTuple,
 * Argument Clinic), each with its own wording; the shape of a signature tells
 * which one a function has there. */
static bool refuse_count(viv_vm *vm, const vk_native_entry *entry,
                         const vk_signature *s, uint32_t given) {
    uint32_t self = entry->self_kind != 0 && !entry->constructor;
    uint32_t most = s->positional - self;
    uint32_t least = s->required - (s->required ? self : 0);
    uint32_t got = given - self;

    if (entry->constructor) {
        bool excess;

        most--, least -= least > 0, got--;
        excess = got > most;
        vk_raise(vm, VIV_TypeError, "%s expected %s%d argument%s, got %d",
                 entry->title,
                 most == least && !s->named ? ""
                 : excess                   ? "at most "
                                            : "at least ",
                 (int)(excess ? most : least), plural(excess ? most : least),
                 (int)got);
    } else if (most == 0 && !s->named) {
        vk_raise(vm, VIV_TypeError, "%s() takes no arguments (%d given)",
                 entry->qualified, (int)got);
    } else if (most == 1 && least == 1 && !s->named) {
        vk_raise(vm, VIV_TypeError,
                 "%s() takes exactly one argument (%d given)",
                 entry->qualified, (int)got);
    } else if (s->named) {
        vk_raise(vm, VIV_TypeError,
                 most == 0
                     ? "%s() takes no positional arguments"
                     : "%s() takes at most %d %sargument%s (%d given)",
                 entry->name, (int)most,
                 most < s->count - self ? "positional " : "", plural(most),
                 (int)got);
    } else {
        vk_raise(vm, VIV_TypeError, "%s expected %s%d argument%s, got %d",
                 entry->name,
                 most == least ? ""
                 : got > most  ? "at most "
                               : "at least ",
                 (int)(got > most ? most : least),
                 plural(got > most ? most : least), (int)got);
    }
    return false;
}

static bool refuse_missing(viv_vm *vm, const vk_native_entry *entry,
                           const vk_signature *s, uint32_t index,
                           uint32_t positional) {
    uint32_t self = entry->self_kind != 0;

    if (!s->named || s->parameters[index].form == VK_FORM_POSITIONAL_ONLY)
        return refuse_count(vm, entry, s, positional);
    vk_raise(vm, VIV_TypeError, "%s() missing required argument '%S' (pos %d)",
             entry->title, s->parameters[index].name, (int)(index + 1 - self));
    return false;
}

/* -- binding */

static bool bind_rest(viv_vm *vm, const vk_signature *s,
                      const vk_arguments *given, uint32_t positional,
                      viv_value *bound) {
    uint32_t extra =
        positional > s->positional ? positional - s->positional : 0;

    for (uint32_t i = 0; i < s->count; i++) {
        const vk_parameter *p = &s->parameters[i];

        if (p->form == VK_FORM_VARARGS)
            bound[i] = vk_tuple_from(vm, given->values + positional - extra,
                                     extra);
        else if (p->form == VK_FORM_KEYWORDS)
            bound[i] = p->optional && viv_is_absent(given->names)
                           ? VIV_ABSENT
                           : vk_dict_new(vm, 0);
        if (viv_is_jump(bound[i]))
            return false;
    }
    return true;
}

static int find_parameter(viv_vm *vm, const vk_signature *s, viv_value name) {
    for (uint32_t i = 0; i < s->count; i++) {
        const vk_parameter *p = &s->parameters[i];

        if ((p->form == VK_FORM_POSITIONAL ||
             p->form == VK_FORM_KEYWORD_ONLY) &&
            (viv_same(p->name, name) || vk_str_equal(vm, p->name, name)))
            return (int)i;
    }
    return -1;
}

static bool bind_named(viv_vm *vm, const vk_native_entry *entry,
                       const vk_signature *s, viv_value name, viv_value value,
                       viv_value *bound) {
    int index = find_parameter(vm, s, name);

    if (index < 0) {
        if (s->keywords)
            return vk_dict_set(vm, bound[s->count - 1], name, value);
        if (!s->named)
            vk_raise(vm, VIV_TypeError, "%s() takes no keyword arguments",
                     entry->qualified);
        else
            vk_raise(vm, VIV_TypeError,
                     "%s() got an unexpected keyword argument '%S'",
                     entry->title, name);
        return false;
    }
    if (!viv_is_absent(bound[index])) {
        vk_raise(vm, VIV_TypeError,
                 "argument for %s() given by name ('%S') and position (%d)",
                 entry->title, name, index + 1 - (entry->self_kind != 0));
        return false;
    }
    bound[index] = value;
    return true;
}

/* The defaults of what was not given, before anything is converted. */
static bool fill_in(viv_vm *vm, const vk_native_entry *entry,
                    const vk_signature *s, uint32_t positional,
                    viv_value *bound, bool *given) {
    for (uint32_t i = 0; i < s->count; i++) {
        given[i] = !viv_is_absent(bound[i]);
        if (given[i])
            continue;
        if (!s->parameters[i].optional)
            return refuse_missing(vm, entry, s, i, positional);
        bound[i] = s->parameters[i].fallback;
    }
    return true;
}

/* Defaults, then conversions. A signature with a single argument is worded
 * "argument", without a number. */
static bool complete(viv_vm *vm, const vk_native_entry *entry,
                     const vk_signature *s, uint32_t positional,
                     viv_value *bound) {
    bool single = s->count == 1u + (entry->self_kind != 0);
    bool given[VK_PARAMETERS_MAX];

    if (!fill_in(vm, entry, s, positional, bound, given))
        return false;
    for (uint32_t i = 0; i < s->count; i++) {
        const vk_parameter *p = &s->parameters[i];

        if (!given[i] || p->convert == VK_CONVERT_object)
            continue;
        bound[i] = vk_bind_convert(
            vm, entry, p, single ? 0 : i + 1 - (entry->self_kind != 0),
            bound[i]);
        if (viv_is_jump(bound[i]))
            return false;
    }
    return true;
}

bool vk_bind_native(viv_vm *vm, const vk_native_entry *entry,
                    const vk_signature *s, const vk_arguments *given,
                    viv_value *bound) {
    uint32_t positional = vk_bind_positional(vm, given);

    if (positional > s->positional && !s->varargs)
        return refuse_count(vm, entry, s, positional);
    for (uint32_t i = 0; i < s->count; i++)
        bound[i] = i < positional && i < s->positional ? given->values[i]
                                                       : VIV_ABSENT;
    if ((s->varargs || s->keywords) &&
        !bind_rest(vm, s, given, positional, bound))
        return false;
    for (uint32_t i = positional; i < given->count; i++)
        if (!bind_named(vm, entry, s,
                        vk_tuple_get(vm, given->names, i - positional),
                        given->values[i], bound))
            return false;
    return complete(vm, entry, s, positional, bound);
}

/* Would the conversion give the value itself? Must be exact about small ints: a
 * larger one could overflow in C after all. */
static bool is_as_wanted(viv_vm *vm, uint32_t convert, viv_value value) {
    switch (conversions[convert % VK_CONVERT_COUNT].action) {
    case NOTHING:
        return true;
    case KIND:
        return vk_is(vm, value, conversions[convert % VK_CONVERT_COUNT].kind);
    case INDEX:
        return viv_is_small_int(value) || vk_is_exact(vm, value, VK_INT);
    case SMALL:
    case CLIP:
        return viv_is_small_int(value);
    case FLOAT:
        return viv_is_immediate_float(value) || viv_is_zero_float(value) ||
               vk_is_exact(vm, value, VK_FLOAT);
    case TRUTH:
        return viv_is_bool(value);
    case DRAIN:
        return vk_is(vm, value, VK_LIST) || vk_is(vm, value, VK_TUPLE);
    case BUFFER:
        return vk_is(vm, value, VK_BYTES);
    default:
        return false;
    }
}

/* [wants] has a byte for each parameter, the first one lowest: a row of up to
 * four is tested without looking at the signature. */
bool vk_native_fits(viv_vm *vm, uint32_t wants, const viv_value *args) {
    for (; wants != 0; wants >>= 8, args++) {
        uint32_t convert = wants & (VK_WANTS_OR_NONE - 1);

        if (convert != VK_CONVERT_object &&
            !(wants & VK_WANTS_OR_NONE && viv_is_none(*args)) &&
            !is_as_wanted(vm, convert, *args))
            return false;
    }
    return true;
}

int vk_bind_quick(viv_vm *vm, const vk_signature *s, const viv_value *args,
                   uint32_t count, viv_value *bound) {
    uint32_t extra = count > s->positional ? count - s->positional : 0;

    if (count < s->required || (extra != 0 && !s->varargs))
        return 0;
    for (uint32_t i = 0; i < s->count; i++) {
        const vk_parameter *p = &s->parameters[i];

        if (p->form == VK_FORM_VARARGS) {
            bound[i] = vk_tuple_from(vm, args + s->positional, extra);
            if (viv_is_jump(bound[i]))
                return -1;
        } else if (i >= s->positional || i >= count) {
            bound[i] = p->fallback;
        } else if (p->convert == VK_CONVERT_object ||
                   (p->nullable && viv_is_none(args[i])) ||
                   is_as_wanted(vm, p->convert, args[i])) {
            bound[i] = args[i];
        } else {
            return 0;
        }
    }
    return 1;
}

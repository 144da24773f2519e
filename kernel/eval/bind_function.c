/* bind_function.c - arguments to the parameters of a Python function.
 *
 * Language reference, 6.3.4 "Calls": positional arguments fill the first
 * parameters, named ones their own, what is left over goes to *args and
 * **kwargs, what is missing has its default.
 *
 * The window may lie over the arguments (the usual case), so that what is
 * needed later is copied before it is overwritten. Nothing here runs program
 * code but the comparison of names, which are strs; keyword defaults lie in a
 * dict of strs.
 */
#include "compile/code.h"
#include "eval/bind.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/nearest.h"
#include "object/protocol.h"
#include "object/str.h"

typedef struct binding {
    viv_vm *vm;
    vk_function_object *function;
    const vk_code_object *code;
    const vk_arguments *given;
    viv_value *window;
    uint32_t positional; /* arguments without a name */
    uint32_t named_end;  /* parameters that can be named, positional ones
                            first */
} binding;

static viv_value parameter_name(binding *b, uint32_t index) {
    return vk_tuple_get(b->vm, b->code->names, index);
}

static uint32_t default_count(binding *b) {
    viv_value defaults = b->function->defaults;

    return vk_is(b->vm, defaults, VK_TUPLE) ? vk_tuple_length(b->vm, defaults)
                                            : 0;
}

/* -- complaints */

/* Worded as CPython words it, which has a form for each combination. */
static bool too_many(binding *b) {
    uint32_t most = b->code->positional, defaults = default_count(b), named = 0;
    bool plural = defaults ? true : most != 1;

    for (uint32_t i = most; i < b->named_end; i++)
        named += !viv_is_absent(b->window[i]);
    if (named != 0 && defaults != 0) {
        vk_raise(b->vm, VIV_TypeError,
                 "%S() takes from %d to %d positional arguments but "
                 "%d positional argument%s (and %d keyword-only "
                 "argument%s) were given",
                 b->function->qualified_name, (int)(most - defaults),
                 (int)most, (int)b->positional, b->positional == 1 ? "" : "s",
                 (int)named, named == 1 ? "" : "s");
    } else if (named != 0) {
        vk_raise(b->vm, VIV_TypeError,
                 "%S() takes %d positional argument%s but "
                 "%d positional argument%s (and %d keyword-only "
                 "argument%s) were given",
                 b->function->qualified_name, (int)most, plural ? "s" : "",
                 (int)b->positional, b->positional == 1 ? "" : "s", (int)named,
                 named == 1 ? "" : "s");
    } else if (defaults != 0) {
        vk_raise(
            b->vm, VIV_TypeError,
            "%S() takes from %d to %d positional arguments but %d %s given",
            b->function->qualified_name, (int)(most - defaults), (int)most,
            (int)b->positional, b->positional == 1 ? "was" : "were");
    } else {
        vk_raise(b->vm, VIV_TypeError,
                 "%S() takes %d positional argument%s but %d %s given",
                 b->function->qualified_name, (int)most, plural ? "s" : "",
                 (int)b->positional, b->positional == 1 ? "was" : "were");
    }
    return false;
}

/* 'a', 'b', and 'c' */
static bool missing(binding *b, uint32_t start, uint32_t end,
                    const char *kind) {
    viv_vm *vm = b->vm;
    uint32_t count = 0, seen = 0;
    vk_str_builder names;
    viv_value text;

    for (uint32_t i = start; i < end; i++)
        count += viv_is_absent(b->window[i]);
    vk_str_build(&names, vm);
    for (uint32_t i = start; i < end; i++) {
        if (!viv_is_absent(b->window[i]))
            continue;
        if (seen != 0)
            vk_str_add_text(&names, count == 2         ? " and "
                                    : seen + 1 < count ? ", "
                                                       : ", and ");
        vk_str_add(&names, vk_repr(vm, parameter_name(b, i)));
        seen++;
    }
    text = vk_str_finish(&names);
    if (!viv_is_jump(text))
        vk_raise(vm, VIV_TypeError,
                 "%S() missing %d required %s argument%s: %S",
                 b->function->qualified_name, (int)count, kind,
                 count == 1 ? "" : "s", text);
    return false;
}

static bool unexpected(binding *b, viv_value name) {
    vk_nearest search;
    viv_value nearest;

    vk_nearest_begin(&search, b->vm, name);
    for (uint32_t i = b->code->positional_only; i < b->named_end; i++)
        vk_nearest_try(&search, parameter_name(b, i));
    nearest = vk_nearest_end(&search);
    vk_raise(b->vm, VIV_TypeError,
             viv_is_absent(nearest)
                 ? "%S() got an unexpected keyword argument '%S'"
                 : "%S() got an unexpected keyword argument '%S'. "
                   "Did you mean '%S'?",
             b->function->qualified_name, name, nearest);
    return false;
}

/* -- binding */

/* Names of keywords in the text are interned, so the first round finds nearly
 * all of them by comparing words. */
static int find_named(binding *b, viv_value name, uint32_t from) {
    for (uint32_t i = from; i < b->named_end; i++)
        if (viv_same(parameter_name(b, i), name))
            return (int)i;
    for (uint32_t i = from; i < b->named_end; i++)
        if (vk_str_equal(b->vm, parameter_name(b, i), name))
            return (int)i;
    return -1;
}

/* Names of positional-only parameters that were given as keywords. */
static bool positional_only_named(binding *b) {
    viv_vm *vm = b->vm;
    uint32_t total = vk_tuple_length(vm, b->given->names), found = 0;
    vk_str_builder names;
    viv_value text;

    vk_str_build(&names, vm);
    for (uint32_t i = 0; i < b->code->positional_only; i++) {
        for (uint32_t k = 0; k < total; k++) {
            if (!vk_str_equal(vm, parameter_name(b, i),
                              vk_tuple_get(vm, b->given->names, k)))
                continue;
            if (found++ != 0)
                vk_str_add_text(&names, ", ");
            vk_str_add(&names, parameter_name(b, i));
        }
    }
    text = vk_str_finish(&names);
    if (found == 0)
        return false;
    if (!viv_is_jump(text))
        vk_raise(vm, VIV_TypeError,
                 "%S() got some positional-only arguments passed as keyword "
                 "arguments: '%S'",
                 b->function->qualified_name, text);
    return true;
}

static bool bind_name(binding *b, viv_value name, viv_value value,
                      viv_value keywords) {
    int index;

    if (!vk_is(b->vm, name, VK_STR)) {
        vk_raise(b->vm, VIV_TypeError, "keywords must be strings");
        return false;
    }
    index = find_named(b, name, b->code->positional_only);
    if (index < 0) {
        if (!viv_is_absent(keywords))
            return vk_dict_set(b->vm, keywords, name, value);
        return positional_only_named(b) ? false : unexpected(b, name);
    }
    if (!viv_is_absent(b->window[index])) {
        vk_raise(b->vm, VIV_TypeError,
                 "%S() got multiple values for argument '%S'",
                 b->function->qualified_name, name);
        return false;
    }
    b->window[index] = value;
    return true;
}

static bool fill_defaults(binding *b) {
    uint32_t most = b->code->positional, defaults = default_count(b);
    uint32_t first = most > defaults ? most - defaults : 0;
    bool lacks = false;

    for (uint32_t i = 0; i < most; i++) {
        if (!viv_is_absent(b->window[i]))
            continue;
        if (i < first)
            lacks = true;
        else
            b->window[i] = vk_tuple_get(b->vm, b->function->defaults,
                                        i + defaults - most);
    }
    return !lacks || missing(b, 0, first, "positional");
}

static bool fill_keyword_only(binding *b) {
    viv_value defaults = b->function->keyword_defaults;
    bool lacks = false;

    for (uint32_t i = b->code->positional; i < b->named_end; i++) {
        viv_value fallback = VIV_ABSENT;

        if (!viv_is_absent(b->window[i]))
            continue;
        if (vk_is(b->vm, defaults, VK_DICT))
            fallback = vk_dict_get(b->vm, defaults, parameter_name(b, i));
        if (viv_is_jump(fallback))
            return false;
        b->window[i] = fallback;
        lacks |= viv_is_absent(fallback);
    }
    return !lacks ||
           missing(b, b->code->positional, b->named_end, "keyword-only");
}

/* *args and **kwargs, which stand behind the others. */
static bool make_rest(binding *b, viv_value *keywords) {
    uint32_t next = b->named_end, most = b->code->positional;

    *keywords = VIV_ABSENT;
    if (b->code->flags & VK_CODE_VARARGS) {
        uint32_t extra = b->positional > most ? b->positional - most : 0;

        b->window[next] =
            vk_tuple_from(b->vm, b->given->values + b->positional - extra,
                          extra);
        if (viv_is_jump(b->window[next++]))
            return false;
    }
    if (b->code->flags & VK_CODE_KEYWORDS) {
        b->window[next] = *keywords = vk_dict_new(b->vm, 0);
        if (viv_is_jump(*keywords))
            return false;
    }
    return true;
}

static bool bind_names(binding *b, viv_value keywords) {
    for (uint32_t i = b->positional; i < b->given->count; i++)
        if (!bind_name(b, vk_tuple_get(b->vm, b->given->names,
                                       i - b->positional),
                       b->given->values[i], keywords))
            return false;
    return true;
}

static bool bind_all(binding *b) {
    uint32_t most = b->code->positional;
    viv_value keywords;

    for (uint32_t i = 0; i < b->named_end; i++)
        b->window[i] = i < most && i < b->positional ? b->given->values[i]
                                                     : VIV_ABSENT;
    if (!make_rest(b, &keywords) || !bind_names(b, keywords))
        return false;
    if (b->positional > most && !(b->code->flags & VK_CODE_VARARGS))
        return too_many(b);
    return fill_defaults(b) && fill_keyword_only(b);
}

/* Too few arguments of the simplest kind: the others have defaults. f(a, b=1)
 * called as f(x): worth a path of its own, it is as common as the exact
 * call. */
static bool bind_by_defaults(binding *b) {
    uint32_t most = b->code->positional, defaults = default_count(b);

    if (b->function->head.extra != most || b->given->count >= most ||
        b->given->count + defaults < most || !viv_is_absent(b->given->names))
        return false;
    if (b->window != b->given->values)
        memmove(b->window, b->given->values,
                b->given->count * sizeof(viv_value));
    for (uint32_t i = b->given->count; i < most; i++)
        b->window[i] = vk_tuple_get(b->vm, b->function->defaults,
                                    i + defaults - most);
    return true;
}

/* Room on the stack for as many values as were given, above them and the
 * window; NULL: raised. */
static viv_value *above_all(viv_vm *vm, const binding *b) {
    viv_value *given = (viv_value *)(uintptr_t)b->given->values;
    viv_value *room = b->window + b->named_end + 2;

    if (given + b->given->count > room)
        room = given + b->given->count;
    return vk_frame_reserve(vm, room + b->given->count) ? room : NULL;
}

/* A copy on the C stack for up to 256 arguments; more than that are copied to
 * the value stack above everything, where they are charged. */
bool vk_bind_function(viv_vm *vm, vk_function_object *function,
                      const vk_arguments *given, viv_value *window) {
    binding b = {.vm = vm, .function = function, .given = given,
                 .window = window};
    viv_value copy[256];
    vk_arguments moved = *given;

    b.code = vk_code_pointer(vm, function->code);
    b.positional = vk_bind_positional(vm, given);
    b.named_end = b.code->positional + b.code->keyword_only;
    if (!vk_frame_reserve(vm, window + b.named_end + 2))
        return false;
    if (bind_by_defaults(&b))
        return true;
    /* The window lies over the arguments: they are read from a copy. */
    moved.values = copy;
    if (given->count > 256)
        moved.values = above_all(vm, &b);
    if (moved.values == NULL)
        return false;
    memcpy((viv_value *)(uintptr_t)moved.values, given->values,
           given->count * sizeof(viv_value));
    b.given = &moved;
    return bind_all(&b);
}

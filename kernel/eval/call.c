/* call.c - calling anything: functions, natives, methods, classes,
 * instances.
 *
 * What is called decides who works: a function gets an activation, a native
 * function runs at once, a method is its function with self in front, a class
 * makes an object and then calls __init__, all else has __call__.
 *
 * Arguments never move if they lie in the right place already. The caller
 * evaluates them behind the callable; there begins the callee's window. `self`
 * goes into the register of the callable, which is why methods need no copy
 * either.
 */
#include "eval/bind.h"
#include "eval/continuations.h"
#include "eval/native.h"
#include "object/class.h"
#include "object/class_parts.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

/* Count and room are read once each: the closure is an object like any other,
 * and may be shorter than the function says. */
void vk_closure_copy(viv_vm *vm, const vk_function_object *function,
                     viv_value *window) {
    vk_values *closure = vk_at(vm, function->closure);
    uint32_t count = function->free_count, start = function->free_start;
    uint32_t room = closure->count;

    for (uint32_t i = 0; i < count; i++)
        window[start + i] =
            i < room ? *(viv_value *)vk_element(vm, function->closure, i, 8)
                     : VIV_ABSENT;
}

/* What is called, with its arguments; [base] is the register of the
 * callable. */
typedef struct call {
    viv_value *base;
    viv_value callable;
    vk_arguments given;
    vk_continuation continuation;
    uint32_t depth; /* of callables that are called through another's
                       __call__ */
} call;

/* An instance whose __call__ is an instance whose __call__ ... is a loop in C
 * without this. */
enum { DEEPEST = 1000 };

/* Plain positional parameters, each with its argument in its place? */
static bool is_bound(const vk_code_object *code, const call *c,
                     const viv_value *window) {
    return c->given.values == window && viv_is_absent(c->given.names) &&
           code->positional == c->given.count && code->keyword_only == 0 &&
           !(code->flags & (VK_CODE_VARARGS | VK_CODE_KEYWORDS));
}

/* Generators do not start running: calling one only makes the object, with its
 * arguments. */
static viv_value call_function(viv_vm *vm, const call *c) {
    vk_function_object *function = vk_object(vm, c->callable);
    const vk_code_object *code = vk_code_pointer(vm, function->code);
    viv_value *window = c->base + 1;
    uint32_t flags;

    if (c->given.values == c->base)
        window = c->base;
    if (!is_bound(code, c, window) &&
        !vk_bind_function(vm, function, &c->given, window))
        return VIV_RAISE;
    flags = code->flags;
    if (flags &
        (VK_CODE_GENERATOR | VK_CODE_COROUTINE | VK_CODE_ASYNC_GENERATOR)) {
        if (function->free_count != 0)
            vk_closure_copy(vm, function, window);
        return vk_generator_new(vm, function, window);
    }
    if (!vk_frame_enter(vm, function, window, c->continuation, 0))
        return VIV_RAISE;
    return VK_ENTERED;
}

/* Arguments with [first] before them, in registers from base on. */
static bool prepend(viv_vm *vm, call *c, viv_value first) {
    uint32_t count = c->given.count;

    if (c->given.values != c->base + 1) {
        if (!vk_frame_reserve(vm, c->base + count + 2))
            return false;
        memmove(c->base + 1, c->given.values, count * sizeof(viv_value));
    }
    c->base[0] = first;
    c->given.values = c->base;
    c->given.count = count + 1;
    return true;
}

static viv_value call_any(viv_vm *vm, call *c);

static viv_value call_native(viv_vm *vm, call *c) {
    vk_native_object *native = vk_object(vm, c->callable);
    uint32_t index = native->index;

    if (!viv_is_absent(native->self) && !prepend(vm, c, native->self))
        return VIV_RAISE;
    return vk_native_call(vm, index, c->given.values, c->given.count,
                          c->given.names);
}

static viv_value call_method(viv_vm *vm, call *c) {
    vk_method_object *method = vk_object(vm, c->callable);
    viv_value function = method->function;

    if (!prepend(vm, c, method->self))
        return VIV_RAISE;
    c->callable = function;
    return call_any(vm, c);
}

/* Looked up on the type, as all special methods (data model 3.3.12). */
static viv_value call_object(viv_vm *vm, call *c) {
    const vk_slots *slots = vk_slots_of(vm, c->callable);
    viv_value method;

    if (slots->call != NULL)
        return slots->call(vm, c->callable, c->given.values,
                           vk_bind_positional(vm, &c->given), c->given.names);
    method = vk_type_special(vm, vk_type_of(vm, c->callable),
                             VK_SPECIAL_CALL);
    VIV_TRY(method);
    if (viv_is_absent(method))
        return vk_raise(vm, VIV_TypeError, "'%T' object is not callable",
                        c->callable);
    if (vk_is(vm, method, VK_FUNCTION) || vk_is(vm, method, VK_NATIVE_METHOD)) {
        if (!prepend(vm, c, c->callable))
            return VIV_RAISE;
    } else {
        method = vk_bind_special(vm, method, c->callable);
        VIV_TRY(method);
    }
    if (c->depth++ >= DEEPEST)
        return vk_raise(vm, VIV_RecursionError,
                        "maximum recursion depth exceeded");
    c->callable = method;
    return call_any(vm, c);
}

/* -- classes */

/* Calls where a value is wanted at once: the arguments stay in their
 * registers. */
static viv_value call_now(viv_vm *vm, viv_value callable, const call *c) {
    return vk_call_names(vm, callable, c->given.values,
                         vk_bind_positional(vm, &c->given), c->given.names);
}

/* __new__ may give an object of another class; then its __init__ is that
 * class's, or none is called (data model 3.3.1). */
static viv_value initialize(viv_vm *vm, call *c, viv_value type,
                            viv_value object) {
    viv_value init = vk_type_special(vm, type, VK_SPECIAL_INIT);

    if (!vk_type_derives(vm, vk_type_of(vm, object), type))
        return object;
    if (!viv_same(type, vk_type_of(vm, object)))
        init = vk_type_special(vm, vk_type_of(vm, object), VK_SPECIAL_INIT);
    if (!vk_is(vm, init, VK_FUNCTION)) {
        viv_value bound = vk_bind_special(vm, init, object), result;

        VIV_TRY(bound);
        result = call_now(vm, bound, c);
        VIV_TRY(result);
        return object;
    }
    if (!prepend(vm, c, object))
        return VIV_RAISE;
    if (c->continuation == VK_AFTER_NONE) {
        vk_function_object *function = vk_object(vm, init);

        if (!vk_bind_function(vm, function, &c->given, c->base))
            return VIV_RAISE;
        return vk_frame_enter(vm, function, c->base, VK_AFTER_INIT,
                              vk_reference_offset(object))
                   ? VK_ENTERED
                   : VIV_RAISE;
    }
    VIV_TRY(call_now(vm, init, c));
    return object;
}

/* A new object of [type], by its __new__. A copy of the arguments: __new__ gets
 * the class in front, __init__ gets the object in front, and both are given the
 * same ones. */
static viv_value make(viv_vm *vm, call *c, viv_value type, bool python_init) {
    viv_value new = vk_type_special(vm, type, VK_SPECIAL_NEW), result;
    const viv_value *values = c->given.values;
    viv_value copy[257];

    if (vk_is(vm, new, VK_NATIVE) && vk_type_plain_new(vm, new)) {
        if (!python_init && c->given.count != 0)
            return vk_raise(vm, VIV_TypeError, "%N() takes no arguments",
                            type);
        return vk_type_instantiate(vm, type);
    }
    if (c->given.count > 256)
        return vk_raise(vm, VIV_SystemError, "too many arguments");
    copy[0] = type;
    memcpy(copy + 1, values, c->given.count * sizeof(viv_value));
    if (python_init && vk_type_filled_by_init(vm, type) &&
        vk_is(vm, new, VK_NATIVE))
        return vk_native_call(
            vm, ((vk_native_object *)vk_object(vm, new))->index, copy, 1,
            VIV_ABSENT);
    if (vk_is(vm, new, VK_NATIVE)) {
        /* In the caller's own frame: super() looks at it. */
        uint32_t index = ((vk_native_object *)vk_object(vm, new))->index;

        result = vk_native_call(vm, index, copy, 1 + c->given.count,
                                c->given.names);
        return vk_finish(vm, result);
    }
    return vk_call_names(vm, new, copy, 1 + vk_bind_positional(vm, &c->given),
                         c->given.names);
}

/* type.__call__ was asked for, say by super().__call__() in a metaclass. One
 * question, one answer: the note is cleared so that it cannot leak into the
 * construction of another object. */
static bool calls_plainly(viv_vm *vm, viv_value type) {
    bool plainly = viv_same(VK(vm)->constructing, type);

    if (plainly)
        VK(vm)->constructing = VIV_NONE;
    return plainly;
}

static viv_value call_type(viv_vm *vm, call *c) {
    viv_value type = c->callable, object;
    vk_type *pointer = vk_type_pointer(vm, type);
    bool python_init = vk_type_overrides(vm, type, VK_SPECIAL_INIT);

    if (viv_same(type, vk_builtin_type(VK_TYPE)) && c->given.count == 1)
        return vk_type_of(vm, c->given.values[0]);
    if (vk_type_overrides(vm, vk_type_of(vm, type), VK_SPECIAL_CALL) &&
        !calls_plainly(vm, type))
        return call_object(vm, c);
    if (pointer->flags & (VK_TYPE_ABSTRACT | VK_TYPE_NO_CONSTRUCT))
        return vk_type_refuse_instance(vm, type);
    if (c->given.count > 256)
        return vk_raise(vm, VIV_SystemError, "too many arguments");
    object = make(vm, c, type, python_init);
    VIV_TRY(object);
    vk_type_cache_construction(vm, type);
    return python_init || vk_type_native_init(vm, type)
               ? initialize(vm, c, type, object)
               : object;
}

static viv_value call_any(viv_vm *vm, call *c) {
    if (viv_is_reference(c->callable)) {
        switch (vk_head(vm, c->callable)->kind) {
        case VK_FUNCTION:
            return call_function(vm, c);
        case VK_NATIVE:
        case VK_NATIVE_METHOD:
            return call_native(vm, c);
        case VK_METHOD:
            return call_method(vm, c);
        case VK_TYPE:
            return call_type(vm, c);
        default:
            break;
        }
    }
    return call_object(vm, c);
}

viv_value vk_call_at(viv_vm *vm, viv_value *base, uint32_t count,
                     viv_value names, vk_continuation continuation) {
    call c = {.base = base, .callable = base[0],
              .given = {base + 1, count, names}, .continuation = continuation};

    return call_any(vm, &c);
}

/* -- f(*args, **kwargs) */

static viv_value spread_items(viv_vm *vm, viv_value callable,
                              viv_value positional) {
    if (vk_is(vm, positional, VK_TUPLE))
        return positional;
    if (vk_is(vm, positional, VK_LIST))
        return vk_tuple_from_list(vm, positional);
    return vk_raise(vm, VIV_TypeError,
                    "%R argument after * must be an iterable, not %T",
                    callable, positional);
}

/* Arguments go above the window of the running frame, since there may be more
 * of them than the instruction has registers. */
viv_value vk_call_spread(viv_vm *vm, viv_value *base, viv_value callable,
                         viv_value positional, viv_value keywords) {
    struct vk_machine *machine = VK(vm);
    viv_value items = spread_items(vm, callable, positional), names, result;
    viv_value *top = vk_frame_top(vm), *above = machine->above;
    uint32_t count, named = 0, position = 0, filled;
    viv_value key, value;

    VIV_TRY(items);
    count = vk_tuple_length(vm, items);
    if (!viv_is_absent(keywords) && !viv_is_none(keywords))
        named = vk_dict_count(vm, keywords);
    if (!vk_frame_reserve(vm, top + count + named + 2) ||
        !vk_charge(vm, (count + named) / 8))
        return VIV_RAISE;
    names = named ? vk_tuple_new(vm, named) : VIV_ABSENT;
    VIV_TRY(names);
    top[0] = callable;
    memcpy(top + 1, vk_sequence_items(vm, items).items,
           count * sizeof(viv_value));
    filled = 0;
    while (filled < named &&
           vk_dict_next(vm, keywords, &position, &key, &value)) {
        ((vk_tuple_object *)vk_object(vm, names))->items[filled] = key;
        top[1 + count + filled++] = value;
    }
    (void)base;
    machine->above = top + 1 + count + filled;
    result = vk_call_at(vm, top, count + filled, names, VK_AFTER_NONE);
    machine->above = above;
    return result;
}

viv_value vk_call_with_dict(viv_vm *vm, viv_value callable, viv_value args,
                            viv_value keywords) {
    uint32_t count = viv_is_absent(args) ? 0 : vk_tuple_length(vm, args);
    uint32_t named = viv_is_absent(keywords) ? 0 : vk_dict_count(vm, keywords);
    viv_value names = VIV_ABSENT, values, key, value;
    vk_tuple_object *all;
    uint32_t position = 0, filled = 0;

    if (named != 0)
        names = vk_tuple_new(vm, named);
    values = vk_tuple_new(vm, count + named);
    VIV_TRY(names);
    VIV_TRY(values);
    all = vk_object(vm, values);
    for (uint32_t i = 0; i < count; i++)
        all->items[i] = vk_tuple_get(vm, args, i);
    while (filled < named &&
           vk_dict_next(vm, keywords, &position, &key, &value)) {
        ((vk_tuple_object *)vk_object(vm, names))->items[filled] = key;
        all->items[count + filled++] = value;
    }
    return vk_call_names(vm, callable, all->items, count, names);
}

/* -- calls from C */

/* C's way in: a frame of its own, whose constants and pc are those of the
 * halting code, so that an exception stops there and comes back as
 * VIV_RAISE. */
static viv_value call_values(viv_vm *vm, viv_value callable,
                             const viv_value *args, uint32_t count,
                             viv_value names) {
    struct vk_machine *machine = VK(vm);
    viv_value *registers = machine->registers, *above = machine->above;
    const viv_value *constants = machine->constants;
    const uint64_t *pc = machine->pc;
    viv_value *window = vk_frame_top(vm), result;

    if (!vk_frame_reserve(vm, window + count + 4) || !vk_enter_native(vm))
        return VIV_RAISE;
    machine->native_depth++;
    machine->registers = window;
    machine->constants = vk_halt_constants.items;
    machine->pc = &vk_halt_code[1];
    window[0] = VIV_ABSENT;
    window[1] = callable;
    if (count != 0)
        memcpy(window + 2, args, count * sizeof(viv_value));
    machine->above = window + 2 + count;
    result = vk_call_at(vm, window + 1, count, names, VK_AFTER_NONE);
    if (vk_is_entered(result))
        result = vk_eval_run(vm);
    else if (viv_is_jump(result) && !viv_is_raise(result))
        result = vk_finish(vm, result);
    machine->native_depth--;
    machine->registers = registers;
    machine->constants = constants;
    machine->pc = pc;
    machine->above = above;
    return result;
}

viv_value vk_call(viv_vm *vm, viv_value callable, const viv_value *args,
                  uint32_t count) {
    return call_values(vm, callable, args, count, VIV_ABSENT);
}

viv_value vk_call_names(viv_vm *vm, viv_value callable, const viv_value *args,
                        uint32_t count, viv_value names) {
    uint32_t named = viv_is_absent(names) ? 0 : vk_tuple_length(vm, names);

    return call_values(vm, callable, args, count + named, names);
}

/* Tells the collector that below this evaluator no C frame holds a value: it
 * may go by registers alone and need not scan the stack conservatively. */
viv_value vk_call_bare(viv_vm *vm, viv_value callable, const viv_value *args,
                       uint32_t count, viv_value names) {
    struct vk_machine *machine = VK(vm);
    viv_value result;

    machine->bare = machine->native_depth == 0;
    result = vk_call_names(vm, callable, args, count, names);
    machine->bare = false;
    return result;
}

viv_value vk_tail_call(viv_vm *vm, viv_value callable, const viv_value *args,
                       uint32_t count) {
    return vk_prepare(vm, callable, args, count, VK_AFTER_NONE);
}

viv_value vk_tail_call_names(viv_vm *vm, viv_value callable,
                             const viv_value *args, uint32_t count,
                             viv_value names) {
    uint32_t named = viv_is_absent(names) ? 0 : vk_tuple_length(vm, names);

    vk_prepare(vm, callable, args, count + named, VK_AFTER_NONE);
    VK(vm)->pending.names = names;
    return VIV_CALL;
}

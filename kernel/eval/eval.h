/* eval.h - the machine at work: entering, calling, delivering results.
 *
 * The evaluator runs one instruction after the other on a window of the value
 * stack. Whatever needs Python code on the way (an operator of a class, a
 * property, the next item) is not called from C: C prepares the call
 * (vk_pending) and returns VIV_CALL, the evaluator enters the function, and
 * when that returns, the result goes through the continuation to the
 * instruction that is waiting (`deliver`).
 *
 * This is the trampoline that keeps C's recursion out of Python's: a program
 * can nest calls, operators and generators as deep as its limit says, and a
 * generator or exception never has to cut through C frames.
 */
#ifndef VK_EVAL_EVAL_H
#define VK_EVAL_EVAL_H

#include "compile/code.h"
#include "machine.h"
#include "object/function.h"

/* A function was entered: the evaluator goes on there. Internal. Not a word
 * that a program can hold: no tag of a value has it. */
#define VK_ENTERED VIV_VALUE(0x52)

static inline bool vk_is_entered(viv_value value) {
    return value.bits == 0x52;
}

typedef enum vk_continuation {
#define VK_CONTINUATION(id, function, catches) VK_AFTER_##id,
#include "eval/continuations.def"
#undef VK_CONTINUATION
    VK_CONTINUATION_COUNT
} vk_continuation;

typedef enum vk_pending_mode {
    VK_PENDING_CALL,   /* callable(args) */
    VK_PENDING_RESUME, /* the generator `callable` goes on, args[0] is sent
                          in */
    VK_PENDING_THROW,  /* the generator goes on by raising args[0] */
} vk_pending_mode;

/* Values are delivered as wanted by the waiting instruction (ops.def). */
typedef enum vk_delivery {
    VK_DELIVER_NONE,
    VK_DELIVER_A,
    VK_DELIVER_IGNORE,
    VK_DELIVER_BRANCH,
    VK_DELIVER_BRANCH_NOT,
    VK_DELIVER_NOT,
    VK_DELIVER_TRUTH,
    VK_DELIVER_ITERATOR,
    VK_DELIVER_NEXT,
    VK_DELIVER_NEXT_LOOP,
    VK_DELIVER_METHOD,
    VK_DELIVER_AWAITABLE,
} vk_delivery;

/* Runs from the machine's pc until the activation it was entered with halts:
 * the value, or VIV_RAISE. */
viv_value vk_eval_run(viv_vm *vm);

/* -- frame.c: activations */

/* The first free register above the running window. */
viv_value *vk_frame_top(viv_vm *vm);
/* The same without what the running instruction cannot read any more: what an
 * exact collection marks. */
viv_value *vk_frame_live_top(viv_vm *vm);
/* The code that runs, or absent below the oldest frame. */
viv_value vk_frame_code(viv_vm *vm);
vk_code_object *vk_code_pointer(viv_vm *vm, viv_value code);
/* The file and line that the program is at, behind library code that stands in
 * for C; absent: nowhere. (unwind.c) */
viv_value vk_frame_place(viv_vm *vm, uint32_t *line);
/* Pushes an activation that returns to the machine's pc, and makes [window] the
 * window of [function]. False: RecursionError (or a memory stop) was raised. */
bool vk_frame_enter(viv_vm *vm, vk_function_object *function, viv_value *window,
                    vk_continuation continuation, uint32_t reference);
/* Stack pages up to [end] are charged; false: raised. */
bool vk_frame_reserve(viv_vm *vm, viv_value *end);
/* Pushes an activation that returns to the machine's pc, for a window of so
 * many registers; the caller sets the machine. NULL: raised. */
vk_control *vk_frame_push(viv_vm *vm, viv_value *window, uint32_t registers);
/* Pops the running activation; the machine is in its caller again. A copy. */
vk_control vk_frame_pop(viv_vm *vm);
/* The running function returned [value]: pops its activation and does what the
 * continuation asks for. A value to deliver, VK_ENTERED, or VIV_RAISE (raised
 * in the caller). */
viv_value vk_frame_return(viv_vm *vm, viv_value value);
/* What the continuation of the activation [popped] makes of [value]. [kept]:
 * its values, still on the stack. */
viv_value vk_frame_continue(viv_vm *vm, const vk_control *popped,
                            const viv_value *kept, viv_value value);
/* Does [continuation] want to see exceptions? */
bool vk_frame_catches(const vk_control *control);
/* Makes the prepared call: result as above. */
viv_value vk_frame_pending(viv_vm *vm);

/* -- generator.c: all give values as vk_frame_return does */

/* Puts a generator's registers on the stack and lets it go on: with [sent] as
 * the value of its `yield`, or by raising [sent]. */
viv_value vk_generator_resume(viv_vm *vm, viv_value generator, viv_value sent,
                              vk_continuation continuation);
viv_value vk_generator_throw(viv_vm *vm, viv_value generator,
                             viv_value exception, vk_continuation continuation);
/* The running generator rests at the machine's pc and gives [value] to whoever
 * resumed it. */
viv_value vk_generator_yield(viv_vm *vm, viv_value value);
/* The running generator ended, returning [value]. */
viv_value vk_generator_finish(viv_vm *vm, viv_value value);
/* An exception leaves the running generator, whose activation is [control]. */
void vk_generator_leave(viv_vm *vm, const vk_control *control);

/* -- call.c */

/* Calls [callable] with [count] arguments at base[1..], the last of them named
 * by the tuple [names] (or absent); base[0] is scratch. Result as of
 * vk_frame_return. */
viv_value vk_call_at(viv_vm *vm, viv_value *base, uint32_t count,
                     viv_value names, vk_continuation continuation);
/* The same with a tuple (or list) and a dict (or absent). */
viv_value vk_call_spread(viv_vm *vm, viv_value *base, viv_value callable,
                         viv_value positional, viv_value keywords);
/* Prepares a call: for VIV_CALL. */
viv_value vk_prepare(viv_vm *vm, viv_value callable, const viv_value *args,
                     uint32_t count, vk_continuation continuation);
viv_value vk_prepare_generator(viv_vm *vm, viv_value generator, viv_value sent,
                               vk_pending_mode mode,
                               vk_continuation continuation);
/* Adds a value the continuation of the prepared call will be given. */
void vk_keep(viv_vm *vm, viv_value value);

/* The cells of a function's free variables into the window it was entered
 * with. */
void vk_closure_copy(viv_vm *vm, const vk_function_object *function,
                     viv_value *window);

/* K of a frame of [function], as an offset of VK_CONSTANTS. */
static inline uint32_t vk_function_constants(
    viv_vm *vm, const vk_function_object *function) {
    uint32_t constants = function->constants;

    if (__builtin_expect(constants < VK(vm)->world_end, 0))
        return vk_constants_own(vm, constants);
    return constants;
}

/* -- unwind.c */

typedef enum vk_unwound {
    VK_UNWOUND_HANDLER, /* the machine's pc is a handler's */
    VK_UNWOUND_VALUE,   /* a continuation turned it into [value] */
    VK_UNWOUND_LEFT,    /* the oldest activation of this evaluator was left */
} vk_unwound;

vk_unwound vk_unwind(viv_vm *vm, viv_value *value);
/* A stop: unwinds without running anything of the program. VIV_RAISE. */
viv_value vk_stop_now(viv_vm *vm, vk_stop why);
/* The slice is spent: polls limits, clock and interrupt, refills; false: stop.
 * The second form is the evaluator's: no value is held but in registers, so it
 * also collects when that is due. */
bool vk_fuel_poll(viv_vm *vm);
bool vk_fuel_refill(viv_vm *vm);
/* finalize.c: __del__ and callbacks of weak references that are due; what they
 * raise is printed. Only at a safepoint. */
void vk_finalize_due(viv_vm *vm);
/* Ends the slice early, so that the evaluator reaches a safepoint soon. */
void vk_fuel_hurry(viv_vm *vm);
/* Units spent since the sandbox began. */
uint64_t vk_fuel_spent(viv_vm *vm);

/* -- operations with caches: lookup.c. [k] points at the name; steps. */
viv_value vk_lookup_load(viv_vm *vm, viv_value object, const viv_value *k);
viv_value vk_lookup_store(viv_vm *vm, viv_value object, viv_value value,
                          const viv_value *k);
/* pair[0], pair[1] as of LOAD_METHOD; returns None, or a step whose value is to
 * go to pair[1] with pair[0] absent. */
viv_value vk_lookup_method(viv_vm *vm, viv_value object, const viv_value *k,
                           viv_value *pair);
viv_value vk_lookup_super(viv_vm *vm, viv_value *pair, const viv_value *k);
viv_value vk_lookup_special(viv_vm *vm, viv_value object, uint32_t which,
                            viv_value *pair);
viv_value vk_lookup_global(viv_vm *vm, const viv_value *k, uint32_t index);
viv_value vk_lookup_store_global(viv_vm *vm, const viv_value *k, uint32_t index,
                                 viv_value value);
viv_value vk_lookup_delete_global(viv_vm *vm, viv_value name);
/* The item of a namespace of any kind; absent: it has none of that name. */
viv_value vk_lookup_in(viv_vm *vm, viv_value namespace, viv_value name);
viv_value vk_lookup_name(viv_vm *vm, viv_value namespace, const viv_value *k,
                         uint32_t index);

/* -- start.c, import.c, syntax_error.c */

/* The evaluator's part of the machine as before any program. */
void vk_machine_reset(viv_vm *vm);
/* What the sandbox imported: sys.modules. */
viv_value vk_import_modules(viv_vm *vm);
/* A module's dict; [writable]: the sandbox's own copy of one of the world. */
viv_value vk_module_namespace(viv_vm *vm, viv_value module, bool writable);
/* start.c: nested calls end at [limit], or the sandbox's own limit; 0: that.
 * False: the calls that are running are as many. */
bool vk_limit_recursion(viv_vm *vm, uint32_t limit);
/* What stands under [name] in the module `sys`, which this program may have
 * changed; absent: nothing. */
viv_value vk_sys_get(viv_vm *vm, const char *name);
/* The same, but absent unless it was changed; RuntimeError if it was
 * deleted. */
viv_value vk_sys_changed(viv_vm *vm, const char *name);
/* "f()" as messages name what is called. */
viv_value vk_callable_name(viv_vm *vm, viv_value callable);

/* The frame below the oldest: returns what came to its register 0. */
extern const uint64_t vk_halt_code[2];
extern const vk_constants vk_halt_constants;

#endif

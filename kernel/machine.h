/* machine.h - the trusted state of one sandbox: what limits and policies rest
 * on.
 *
 * It lies below the cage, a gap away, so that no offset of 32 bits reaches it.
 * `vm` is the cage's base; VK(vm) is this. A sandbox is on one thread at a
 * time. Only [interrupt] is written by other threads.
 */
#ifndef VK_MACHINE_H
#define VK_MACHINE_H

#include <stdatomic.h>

#include "memory/heap.h"

struct vk_runtime;

enum {
    VK_CONTROL_BYTES = 8 << 20,  /* of the control stack */
    VK_STACK_BYTES = 64 << 20,   /* of the value stack */
    VK_MACHINE_BYTES = 32 << 10, /* room for struct vk_machine */
    VK_FUEL_SLICE = 10000,           /* fuel between polls of interrupt and
                                        clock */
    VK_TAIL_ARGUMENTS = 8,
    VK_KEPT_VALUES = 4,
    VK_ARENA_CHUNKS = 20,        /* each is twice the one before */
};

/* Why a sandbox stops; the row order is that of stops.def. */
typedef enum vk_stop {
#define VK_STOP(id, status, text) VK_STOP_##id,
#include "eval/stops.def"
#undef VK_STOP
} vk_stop;

/* One activation: what to go back to. Grows downwards, outside the cage. */
typedef struct vk_control {
    viv_value *registers;        /* of the caller */
    const uint64_t *pc;          /* behind the calling instruction */
    const viv_value *constants;  /* of the caller */
    uint32_t reference;          /* offset of an object the return needs, or
                                    0 */
    uint16_t kept;               /* values kept below the callee's window */
    uint8_t continuation;        /* vk_continuation: what the result is for */
    uint8_t flags;
} vk_control;

/* A call that a native function asks the evaluator to make (VIV_CALL). */
typedef struct vk_pending {
    viv_value callable, names; /* names: absent, or a tuple of str */
    viv_value args[VK_TAIL_ARGUMENTS];
    viv_value kept[VK_KEPT_VALUES];
    uint32_t count;
    uint8_t continuation; /* vk_continuation */
    uint8_t kept_count;
    uint8_t mode;         /* vk_pending_mode */
} vk_pending;

/* Of one attribute name looked up on one class; valid in its epoch. */
typedef struct vk_method_entry {
    uint32_t type, name, epoch, where; /* where: the value's word, 0: none */
} vk_method_entry;

/* What one instruction learnt, for the others: a cache (eval/cache.h) by key
 * and name. */
typedef struct vk_learnt_entry {
    uint32_t name, spare;
    uint32_t cache[4];
} vk_learnt_entry;

enum { VK_METHOD_ENTRIES = 256, VK_LEARNT_ENTRIES = 256 };

typedef struct vk_limits {
    uint64_t memory, steps, output; /* bytes, units, bytes; 0: none */
    double seconds;                 /* 0: none */
    uint32_t recursion, int_bits;
    uint32_t int_digits;            /* of text to int and back; 0: none */
} vk_limits;

struct vk_machine {
    /* Hot: the evaluator's. */
    int64_t fuel;                /* left of the slice */
    viv_value *registers;        /* window of the running function */
    const viv_value *constants;  /* of the running function */
    const uint64_t *pc;          /* saved before anything that may fail */
    vk_control *control;         /* newest activation */
    vk_control *control_limit;   /* recursion ends here */
    viv_value *stack_limit;      /* the value stack ends here */
    viv_value *stack_charged;    /* pages below were charged */
    viv_value *above;            /* registers below are in use by a prepared
                                    call */
    uint32_t epoch;              /* of classes; see cache.h */
    uint32_t world_end;          /* offsets below are read-only */
    uint32_t own_constants;      /* VK_VALUES: copies of the world's
                                    VK_CONSTANTS, or 0 */
    viv_value exception;         /* raised, or absent */
    viv_value handled;           /* being handled (sys.exception()), or
                                    absent */
    viv_value builtins;          /* dict */
    viv_value constructing;      /* a class that type.__call__ itself is to
                                    call */
    viv_value returned;          /* what the generator that ended returned */
    const struct vk_native_entry *natives; /* the runtime's, by index */
    uint32_t native_count;
    uint32_t granted;            /* capabilities, bits by caps.def */
    uint32_t method_cache_used;  /* it must be cleared with the sandbox */
    vk_heap heap;
    vk_pending pending;

    /* Warm. */
    struct vk_runtime *runtime;
    vk_control *control_base;
    viv_value *stack_base;
    char *c_stack_low;           /* C frames must stay above */
    void *c_stack_entry;         /* where scanning of C frames begins */
    uint64_t steps;              /* spent, without the running slice */
    uint64_t slice;              /* size of the running slice */
    uint64_t deadline;           /* monotonic ns, 0: none */
    uint64_t started;
    _Atomic uint32_t interrupt;  /* cancellation */
    vk_stop stopped;             /* VK_STOP_NONE while running */
    char fault[160];             /* what failed */
    char denied[160];            /* why a policy said no, newest (guard.h) */
    vk_limits limits;
    uint64_t output_bytes;
    viv_value main;              /* module __main__ */
    viv_value modules;           /* dict: name -> module */
    viv_value private_modules;   /* the same: what only trusted code may
                                    import */
    viv_value library;           /* dict: the same of what library code
                                    imports */
    viv_value interned;          /* dict of this sandbox's own interned str */
    viv_value world_state;       /* VK_VALUES by number: amendments to the
                                    world */
    viv_value printing;          /* list: values whose repr is being made */
    viv_value finalizers;        /* list of objects whose __del__ is due */
    struct vk_handle_table {
        struct vk_handle *rows;
        uint32_t count;          /* rows ever used */
        uint32_t free;           /* number of the first free one + 1, or 0 */
    } handles;
    struct vk_arena_state {
        uint32_t chunk, cursor, end; /* of the newest chunk */
        uint32_t high;               /* the first one was used up to here */
        struct {
            uint32_t start, cursor, end; /* cursor: while it is not the
                                            newest */
        } chunks[VK_ARENA_CHUNKS];
    } arena;
    struct vk_stack_run *stack_run; /* the C stack it runs on (stack.h) */
    uint32_t native_depth;       /* evaluators entered from C */
    bool bare;                   /* the outermost one: no value lies in C
                                    frames */
    bool finalizing;             /* what a collection made due is being run */
    viv_value result;            /* of the last expression statement */
    void *host;                  /* viv_sandbox of the embedder */
    char *slot;                  /* the reservation; cage.c, kept when
                                    cleared */
    uint64_t warm;               /* bytes of the heap that stay mapped; the
                                    same */
    vk_method_entry method_cache[VK_METHOD_ENTRIES];
    vk_learnt_entry learnt[VK_LEARNT_ENTRIES];
};

/* The machine begins a little above a page's start: the first frames of the
 * control stack below it share that page, one less in each idle sandbox. */
#define VK_MACHINE_LIFT 1024
#define VK_TRUSTED_BYTES (VK_GAP_BYTES + VK_MACHINE_BYTES)
#define VK_TRUSTED_DISTANCE (VK_TRUSTED_BYTES - VK_MACHINE_LIFT)
#define VK(vm) ((struct vk_machine *)((char *)(vm) - VK_TRUSTED_DISTANCE))

_Static_assert(sizeof(struct vk_machine) <= VK_MACHINE_BYTES - VK_MACHINE_LIFT,
               "machine fits");

/* [bytes], cut so that offset + bytes lies in what was ever given out: for the
 * lengths that loops rely on. An overwritten one may still be wrong, but not so
 * large that going through it outlasts the limits by much. */
static inline uint32_t vk_reach(viv_vm *vm, uint32_t offset, uint64_t bytes) {
    uint64_t end = (uint64_t)VK(vm)->heap.fresh << VK_BLOCK_SHIFT;

    if (__builtin_expect(offset + bytes <= end, 1))
        return (uint32_t)bytes;
    return end > offset ? (uint32_t)(end - offset) : 0;
}

/* Ends the sandbox as soon as control is back in the evaluator. Returns
 * VIV_RAISE. */
viv_value vk_stop_now(viv_vm *vm, vk_stop why);

#include "memory/take.h"

#endif

/* heap.h - objects in a cage: allocation, the account, marking and sweeping.
 *
 * Non-moving mark-sweep. The heap span of the cage is cut into blocks of 32
 * KiB, each of one size class; larger cells take whole blocks. Allocation bumps
 * a cursor through a run of free cells of its class; runs are found lazily in
 * the mark bits of the last collection. The first cells of a sandbox, of any
 * size, lie packed in a small first block that is never reused, so that an idle
 * sandbox stays small.
 *
 * Cursors, block table, mark bits and mark stack lie outside the cage. One bit
 * per 16 bytes says "a cell begins here": `live` for allocated cells, `marked`
 * during a collection. So any word can be tried as a reference, and no
 * overwritten word makes the collector touch anything outside the cage.
 *
 * The cells of a run are live from the moment the run is taken; what was not
 * handed out is taken back when a collection begins.
 *
 * The account counts whole blocks, from first use until their pages are
 * returned, and is charged before memory is used.
 */
#ifndef VK_MEMORY_HEAP_H
#define VK_MEMORY_HEAP_H

#include "object/object.h"

enum {
    VK_BLOCK_SHIFT = 15,
    VK_BLOCK_BYTES = 1 << VK_BLOCK_SHIFT,
    VK_BLOCK_COUNT = 1 << (32 - VK_BLOCK_SHIFT),
    VK_BLOCK_COST = VK_BLOCK_BYTES + 520, /* with its share of side tables */
    VK_SMALL_STEP = 16,
    VK_SMALL_BYTES = 512, /* up to here classes of 16 B steps, then coarser */
    VK_CLASS_COUNT = 57,  /* class 0 is none */
    VK_CELL_MOST = 16384, /* larger cells take whole blocks */
    VK_FIRST_BYTES = 16 << 10,
    VK_FIRST_WORDS = VK_FIRST_BYTES / 16 / 64,
    VK_CAGE_COST = 36 << 10, /* an idle sandbox's own pages, charged at once */
};

/* A run of free cells of one class: host addresses in the cage, computed by the
 * heap and trusted. */
typedef struct vk_run {
    char *cursor, *end;
} vk_run;

/* What the collector has to ask about before it goes. */
typedef enum vk_watch {
    VK_WATCH_WEAK,      /* a weak reference */
    VK_WATCH_FINALIZER, /* an object whose class has __del__ */
    VK_WATCH_COUNT
} vk_watch;

/* Objects of one vk_watch: a VK_VALUES in the cage. Those before [handed] were
 * handed out by vk_heap_due(), those before [due] are waiting for it. */
typedef struct vk_watched {
    uint32_t items, count, due, handed;
} vk_watched;

/* The heap's part of struct vk_machine. */
typedef struct vk_heap {
    vk_run runs[VK_CLASS_COUNT];
    uint32_t sweep[VK_CLASS_COUNT]; /* where to look for the next run, or 0 */
    uint32_t span_start, span_end;  /* of blocks, offsets */
    uint32_t first_start, first_end, first_cursor; /* the first block */
    uint32_t fresh;                     /* first block never used, by number */
    uint32_t free_blocks;               /* released, still counted */
    uint32_t free_hint;                 /* no free block lies before this one */
    uint32_t hopeless;                  /* no gap of so many blocks exists */
    uint32_t world_cursor, world_limit; /* while the world is built, else 0 */
    int world_file;
    uint64_t account, limit, peak; /* bytes held, allowed, held at most */
    uint64_t allocated;            /* bytes handed out since the start */
    uint64_t collect_at;           /* value of `allocated` that asks for one */
    uint64_t live;                 /* bytes that survived the last one */
    uint64_t collections;
    uintptr_t huge_end; /* huge pages were asked for up to here */
    bool collect_wanted; /* polled by the evaluator at safepoints */
    bool exact_wanted;   /* asked for by the program: the next that can be
                            exact */
    bool collecting;
    uint32_t *table;                 /* per block; see blocks.h */
    uint64_t *free_map, *empty_map;  /* blocks without cells: resident, not */
    uint64_t *live_bits, *mark_bits; /* every other word of one array */
    uint64_t *mark_stack;
    uint32_t mark_stack_room;
    uint64_t first_starts[VK_FIRST_WORDS]; /* bits of the first block */
    uint64_t first_live[VK_FIRST_WORDS], first_marks[VK_FIRST_WORDS];
    vk_watched watched[VK_WATCH_COUNT];
    uint64_t takes;   /* allocations seen by the slow path; all, when harsh */
    uint64_t fail_at; /* tests: the n-th of them fails, 0: none */
    bool fail_on;     /* tests: ... and all that follow */
    void (*on_take)(viv_vm *vm); /* tests: before each of them, or NULL */
    struct vk_probe *probe;      /* tests: see probe.h, or NULL */
} vk_heap;

/* A cell of [bytes] (rounded up to 16), not initialised but for a header of
 * VK_RAW. NULL: MemoryError was raised or a stop waits. (take.h) */
static inline void *vk_heap_take(viv_vm *vm, uint32_t bytes);
void *vk_heap_take_slow(viv_vm *vm, uint32_t bytes);

/* The same as whole blocks of the heap, even while the world is built. */
void *vk_heap_take_blocks(viv_vm *vm, uint32_t bytes);

/* Enlarges a large cell in place if the blocks behind it are free. */
bool vk_heap_extend(viv_vm *vm, void *cell, uint32_t bytes);
/* Bytes from [cell] to the end of the cell it lies in; 0 where none is. */
uint32_t vk_heap_room(viv_vm *vm, const void *cell);
/* The cell's memory, returned at once: only for storage that nothing else can
 * reach, not even an inline cache (list storage, scratch). */
void vk_heap_release(viv_vm *vm, void *cell);

/* Charges [bytes] that are not in blocks (value stack pages, libraries) to the
 * account; false: over the limit, raised. */
bool vk_heap_charge(viv_vm *vm, uint64_t bytes);
void vk_heap_credit(viv_vm *vm, uint64_t bytes);
/* MemoryError before the work: [bytes] is more than the half of the limit, or
 * than the cage; false: raised. Other exhaustion is a stop. */
bool vk_heap_admits(viv_vm *vm, uint64_t bytes);

/* The same for storage of [held] bytes that becomes [bytes], since [need] are
 * needed: a container that grew piece by piece until nothing is left ends in
 * the stop, one absurd request in MemoryError. */
bool vk_heap_admits_growth(viv_vm *vm, uint64_t held, uint64_t need,
                           uint64_t bytes);

/* Collects. [exact]: no C frame holds values, so weak references are cleared
 * and finalizers become due; else registers and the C stack are scanned too. */
void vk_heap_collect(viv_vm *vm, bool exact);

/* Asks for an exact one at the next safepoint that allows it. */
void vk_heap_want_exact(viv_vm *vm);

/* From now on collections ask about [object] as [why]. False: raised. Sets the
 * flag in the header (VK_HAS_FINALIZER) that says so. */
bool vk_heap_watch(viv_vm *vm, vk_watch why, viv_value object);
/* Weak references are left alone no longer / the finalizer ran: forget it. */
void vk_heap_unwatch(viv_vm *vm, vk_watch why, viv_value object);
/* The next object whose turn has come, which is no longer watched: a weak
 * reference that was cleared, or an unreachable object whose __del__ is to run.
 * VIV_ABSENT: none. */
viv_value vk_heap_due(viv_vm *vm, vk_watch why);

/* For trace functions. */
enum { VK_MARK_AHEAD = 16 }; /* a power of two */

struct vk_marker {
    viv_vm *vm;
    uint64_t *live, *marks;
    uint32_t span_start, span_bytes; /* of blocks in use */
    uint64_t *stack;                 /* offset, and index to go on from */
    uint32_t depth, room, deepest;
    bool overflow;
    bool exact;
    uint32_t ahead_at;
    uint32_t ahead[VK_MARK_AHEAD]; /* offsets being fetched into the cache */
    const char *cell_end;          /* of the object being traced */
};
void vk_mark_offset(vk_marker *marker, uint32_t offset);
/* [count] is cut to the cell in which [values] lie. */
void vk_mark_values(vk_marker *marker, const viv_value *values, uint32_t count);
/* Any words: C stacks, arenas, value stack. */
void vk_mark_words(vk_marker *marker, const void *start, const void *end);

static inline void vk_mark(vk_marker *marker, viv_value value) {
    if (viv_is_reference(value))
        vk_mark_offset(marker, vk_reference_offset(value));
}

/* Whether the cell at [offset] survives the collection that is going on. */
bool vk_is_marked(viv_vm *vm, uint32_t offset);

#include "machine.h"

#endif

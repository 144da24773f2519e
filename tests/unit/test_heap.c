/* test_heap.c - allocation, collection and the account. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <unistd.h>

#include "memory/blocks.h"
#include "memory/layout.h"
#include "memory/sanitize.h"
#include "object/error.h"
#include "object/list.h"

/* In harsh builds collections come at every allocation; tests that count them,
 * or that hold cells where no collection looks, are for the others. */
#ifdef VK_HARSH
enum { HARSH = 1 };
#else
enum { HARSH = 0 };
#endif

extern void *__libc_stack_end;

static vk_cage_pool *pool;
static viv_vm *vm;

static void start_with(uint64_t limit) {
    vk_problem problem;

    pool = vk_cage_pool_new(NULL, 1, &problem);
    vm = vk_cage_take(pool, limit, &problem);
    VK(vm)->c_stack_entry = __libc_stack_end;
}

static void start(void) {
    start_with(0);
}

static void stop(void) {
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

TestSuite(heap, .init = start, .fini = stop);

/* A root of [count] values, reached from the machine. */
static viv_value *root(uint32_t count) {
    uint32_t offset = vk_values_new(vm, count);

    cr_assert(offset != 0);
    VK(vm)->main = vk_reference_at(offset);
    return vk_element(vm, offset, 0, sizeof(viv_value));
}

static viv_value new_tuple(uint32_t length) {
    vk_tuple_object *tuple = vk_new(vm, VK_TUPLE, 16 + length * 8);

    cr_assert(tuple != NULL);
    tuple->length = length;
    tuple->head.shape = 0;
    for (uint32_t i = 0; i < length; i++)
        tuple->items[i] = VIV_ABSENT;
    return vk_reference(vm, tuple);
}

static viv_value *item(viv_value tuple, uint32_t index) {
    return &((vk_tuple_object *)vk_object(vm, tuple))->items[index];
}

static bool is_live(viv_value value) {
    return vk_heap_room(vm, vk_object(vm, value)) > 0;
}

/* The first block never reuses its cells; tests of reuse begin behind it. */
static void use_up_first_block(void) {
    for (int i = 0; i < VK_FIRST_BYTES / 16; i++)
        vk_heap_take(vm, 16);
}

Test(heap, cells_of_every_size_are_apart_and_know_their_room) {
    viv_value *kept = root(3000);
    uint32_t count = 0;

    for (uint32_t bytes = 1; bytes < 100000 && count < 3000;
         bytes += bytes / 40 + 1) {
        vk_raw *cell = vk_heap_take(vm, bytes);

        cr_assert(cell != NULL && vk_offset(vm, cell) % 16 == 0);
        cr_expect(vk_heap_room(vm, cell) >= bytes);
        cr_expect(vk_heap_room(vm, cell) <= bytes + bytes / 2 + 32768);
        memset((char *)cell + 8, (int)count, bytes > 8 ? bytes - 8 : 0);
        kept[count++] = vk_reference(vm, cell);
    }
    vk_heap_collect(vm, true);
    for (uint32_t i = 0, bytes = 1; i < count; i++, bytes += bytes / 40 + 1) {
        unsigned char *cell = vk_object(vm, kept[i]);

        for (uint32_t at = 8; at < bytes; at++)
            cr_assert_eq(cell[at], i % 256);
    }
}

Test(heap, unreachable_cells_are_used_again, .disabled = HARSH) {
    uint64_t peak = 0;

    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 100000; i++)
            cr_assert(vk_heap_take(vm, 16 + i % 200) != NULL);
        vk_heap_collect(vm, true);
        if (round == 0)
            peak = VK(vm)->heap.peak;
    }
    cr_expect(VK(vm)->heap.peak <= peak + 4 * VK_BLOCK_COST);
}

Test(heap, collections_are_wanted_by_bytes_allocated, .disabled = HARSH) {
    uint32_t bytes = 0;

    while (!VK(vm)->heap.collect_wanted) {
        cr_assert(vk_heap_take(vm, 1024) != NULL);
        bytes += 1024;
    }
    cr_expect(bytes > (7 << 20) && bytes <= (9 << 20));
    vk_heap_collect(vm, true);
    cr_expect(!VK(vm)->heap.collect_wanted);
}

Test(heap, words_of_a_c_stack_keep_cells, .disabled = HARSH) {
    struct {
        uint64_t reference, pointer, interior, low, high;
    } words;
    uint32_t cells[6];

    use_up_first_block();
    for (int i = 0; i < 6; i++)
        cells[i] = vk_values_new(vm, 10000 * (i % 2) + 10);
    words.reference = vk_reference_at(cells[0]).bits;
    words.pointer = (uint64_t)vk_at(vm, cells[1]);
    words.interior = (uint64_t)vk_at(vm, cells[2] + 40);
    words.low = cells[3] + 70000;
    words.high = (uint64_t)(cells[4] + 16) << 32 | 5;
    VK(vm)->c_stack_entry = NULL;
    VK(vm)->arena.cursor = VK(vm)->arena.end;
    memset(vk_at(vm, VK(vm)->arena.chunks[0].start), 0, VK_ARENA_FIRST_BYTES);
    memcpy(vk_at(vm, VK(vm)->arena.chunks[0].start), &words, sizeof words);
    vk_heap_collect(vm, false);
    for (int i = 0; i < 5; i++)
        cr_expect(vk_heap_room(vm, vk_at(vm, cells[i])) > 0, "cell %d", i);
    cr_expect_eq(vk_heap_room(vm, vk_at(vm, cells[5])), 0);
}

static __attribute__((noinline)) uint64_t hold(uint32_t depth) {
    viv_value held = new_tuple(3);
    uint64_t sum;

    *item(held, 0) = viv_small_int(depth);
    if (depth == 0) {
        vk_heap_collect(vm, false);
        return 0;
    }
    sum = hold(depth - 1);
    cr_assert(is_live(held));
    return sum + (uint64_t)viv_small_int_value(*item(held, 0));
}

Test(heap, c_frames_keep_what_they_hold) {
    VK(vm)->c_stack_entry = __builtin_frame_address(0);
    use_up_first_block();
    cr_expect_eq(hold(100), 5050);
    for (int i = 0; i < 10000; i++)
        new_tuple(3);
}

/* Compilers keep of such a storage only an address that moves through it. */
static __attribute__((noinline)) uint64_t sum_storage(uint32_t storage,
                                                      uint32_t count) {
    uint64_t sum = 0;

    for (uint32_t i = 0; i < count; i++) {
        viv_value *at = vk_element(vm, storage, i, sizeof *at);

        cr_assert(vk_values_new(vm, count) != 0);
        if (i % 16 == 0)
            vk_heap_collect(vm, false);
        sum += (uint64_t)viv_small_int_value(*at);
    }
    return sum;
}

static __attribute__((noinline)) uint32_t new_storage(uint32_t count) {
    uint32_t storage = vk_values_new(vm, count);

    for (uint32_t i = 0; i < count; i++)
        *(viv_value *)vk_element(vm, storage, i, 8) = viv_small_int(i);
    return storage;
}

Test(heap, loops_over_storage_keep_it) {
    use_up_first_block();
    for (uint32_t count = 1; count < 300; count += 37)
        cr_expect_eq(sum_storage(new_storage(count), count),
                     count * (count - 1) / 2);
}

#if VK_ASAN
Test(heap, swept_cells_are_poisoned) {
    viv_value *kept = root(2), small, large;

    use_up_first_block();
    kept[0] = small = new_tuple(3);
    kept[1] = large = new_tuple(100000);
    vk_heap_collect(vm, true);
    cr_expect(!__asan_address_is_poisoned(item(small, 0)));
    kept[0] = kept[1] = VIV_ABSENT;
    vk_heap_collect(vm, true);
    cr_expect(__asan_address_is_poisoned(item(small, 0)));
    cr_expect(__asan_address_is_poisoned(item(large, 99999)));
}
#endif

Test(heap, large_cells_grow_in_place_when_they_can, .disabled = HARSH) {
    vk_raw *cell = vk_heap_take(vm, 100000), *other;

    cr_expect(vk_heap_extend(vm, cell, 1000000));
    cr_expect(vk_heap_room(vm, cell) >= 1000000);
    other = vk_heap_take(vm, 100000);
    cr_expect(!vk_heap_extend(vm, cell, 3000000));
    vk_heap_release(vm, other);
    cr_expect(vk_heap_extend(vm, cell, 3000000));
    cr_expect(!vk_heap_extend(vm, vk_heap_take(vm, 100), 200));
}

Test(heap, released_spans_are_found_again) {
    vk_raw *a = vk_heap_take(vm, 200000), *b = vk_heap_take(vm, 200000);
    uint64_t account = VK(vm)->heap.account;

    cr_assert(b != NULL);
    vk_heap_release(vm, a);
    cr_expect_eq(vk_heap_room(vm, a), 0);
    cr_expect_eq(vk_heap_take(vm, 190000), a);
    cr_expect_eq(VK(vm)->heap.account, account);
    vk_heap_release(vm, (char *)a + 16); /* no cell begins there */
    cr_expect(vk_heap_room(vm, a) > 0);
}

Test(heap, lists_that_are_wider_than_the_mark_stack_are_marked,
     .disabled = HARSH) {
    viv_value *items;

    VK(vm)->heap.mark_stack_room = 64;
    items = root(20000);
    for (int i = 0; i < 20000; i++) {
        viv_value chain = new_tuple(1);

        items[i] = chain;
        for (int depth = 0; depth < 5; depth++) {
            *item(chain, 0) = new_tuple(1 + depth % 2 * 40);
            chain = *item(chain, 0);
        }
    }
    vk_heap_collect(vm, true);
    for (int i = 0; i < 20000; i++) {
        viv_value chain = items[i];

        for (int depth = 0; depth <= 5; depth++) {
            cr_assert(is_live(chain));
            chain = *item(chain, 0);
        }
    }
}

/* -- limits */

static uint64_t resident_pages(void) {
    FILE *statm = fopen("/proc/self/statm", "r");
    unsigned long size, resident, shared;

    cr_assert_eq(fscanf(statm, "%lu %lu %lu", &size, &resident, &shared), 3);
    fclose(statm);
    return resident;
}

/* 60 MiB of one class, of which one cell in each block stays, then the next
 * class: blocks are held whole, so the stop comes, and comes before the pages
 * are used. */
Test(limit, holds_for_one_survivor_in_each_block, .disabled = HARSH) {
    uint64_t before = resident_pages();
    uint32_t class = 1;

    start_with(64 << 20);
    VK(vm)->main = VIV_ABSENT;
    for (; class <= 40 && VK(vm)->stopped == VK_STOP_NONE; class ++) {
        uint32_t bytes = class * 16, block = 0;

        for (uint32_t i = 0; i < (60u << 20) / bytes; i++) {
            viv_value *cell = vk_heap_take(vm, bytes);

            if (cell == NULL)
                break;
            if (bytes < 32 || vk_offset(vm, cell) >> VK_BLOCK_SHIFT == block)
                continue;
            block = vk_offset(vm, cell) >> VK_BLOCK_SHIFT;
            ((vk_values *)cell)->count = 1;
            ((vk_values *)cell)->items[0] = VK(vm)->main;
            ((vk_values *)cell)->head.kind = VK_VALUES;
            VK(vm)->main = vk_reference(vm, cell);
        }
        cr_assert(resident_pages() - before < ((64 + 32) << 20) / 4096);
        cr_assert(VK(vm)->heap.peak <= 64 << 20);
    }
    cr_expect_eq(VK(vm)->stopped, VK_STOP_MEMORY);
    stop();
}

Test(limit, garbage_never_stops_a_program) {
    start_with(16 << 20);
    for (int i = 0; i < 300; i++) {
        cr_assert(vk_heap_take(vm, 1 << 20) != NULL);
        for (int j = 0; j < 300; j++)
            cr_assert(vk_heap_take(vm, 16 + j % 1000) != NULL);
    }
    stop();
}

Test(limit, charges_are_in_the_account) {
    start_with(1 << 20);
    cr_expect(vk_heap_charge(vm, 400 << 10));
    cr_expect(vk_heap_charge(vm, 400 << 10));
    cr_expect(!vk_heap_charge(vm, 400 << 10));
    cr_expect_eq(VK(vm)->stopped, VK_STOP_MEMORY);
    vk_heap_credit(vm, 400 << 10);
    cr_expect(vk_heap_charge(vm, 400 << 10));
    stop();
}

/* -- weak references and finalizers; the layout of both is the stand-in's */

Test(heap, finalizers_are_due_in_order_and_once, .disabled = HARSH) {
    viv_value first = new_tuple(1), second = new_tuple(0), due;

    *item(first, 0) =
        second; /* reachable from one that is due, and due itself */
    cr_assert(vk_heap_watch(vm, VK_WATCH_FINALIZER, first));
    cr_assert(vk_heap_watch(vm, VK_WATCH_FINALIZER, second));
    VK(vm)->main = first;
    vk_heap_collect(vm, true);
    cr_expect(viv_is_absent(vk_heap_due(vm, VK_WATCH_FINALIZER)));
    VK(vm)->main = VIV_ABSENT;
    vk_heap_collect(vm, false);
    cr_expect(viv_is_absent(vk_heap_due(vm, VK_WATCH_FINALIZER)));
    vk_heap_collect(vm, true);
    due = vk_heap_due(vm, VK_WATCH_FINALIZER);
    cr_expect(viv_same(due, first) && is_live(first) && is_live(second));
    cr_expect(viv_same(vk_heap_due(vm, VK_WATCH_FINALIZER), second));
    cr_expect(viv_is_absent(vk_heap_due(vm, VK_WATCH_FINALIZER)));
    vk_heap_collect(vm, true);
    cr_expect(!is_live(first) && !is_live(second));
}

Test(heap, watching_an_object_does_not_keep_it_forever) {
    for (int i = 0; i < 1000; i++)
        cr_assert(vk_heap_watch(vm, VK_WATCH_FINALIZER, new_tuple(1)));
    vk_heap_collect(vm, true);
    for (int i = 0; i < 1000; i++)
        cr_expect(!viv_is_absent(vk_heap_due(vm, VK_WATCH_FINALIZER)));
    cr_expect(viv_is_absent(vk_heap_due(vm, VK_WATCH_FINALIZER)));
}

/* -- random graphs against a model */

enum { NODES = 3000, EDGES = 6 };

typedef struct graph {
    viv_value node[NODES];
    uint32_t length[NODES], edge[NODES][EDGES];
    bool used[NODES];
} graph;

static uint32_t next_random(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void add_node(graph *model, uint32_t at, uint64_t *state) {
    uint32_t pad = next_random(state) % 8 == 0 ? next_random(state) % 5000
                                               : next_random(state) % 20;

    model->length[at] = EDGES + 1 + pad;
    model->node[at] = new_tuple(model->length[at]);
    model->used[at] = true;
    *item(model->node[at], EDGES) = viv_small_int(at);
    for (uint32_t i = 0; i < EDGES; i++)
        model->edge[at][i] = NODES;
}

static void add_edge(graph *model, uint32_t from, uint32_t to, uint32_t edge) {
    model->edge[from][edge] = to;
    *item(model->node[from], edge) = model->node[to];
}

static void reach(const graph *model, uint32_t from, bool *reached) {
    uint32_t waiting[NODES], count = 0;

    reached[from] = true;
    waiting[count++] = from;
    while (count > 0) {
        uint32_t at = waiting[--count];

        for (uint32_t i = 0; i < EDGES; i++) {
            uint32_t to = model->edge[at][i];

            if (to < NODES && !reached[to]) {
                reached[to] = true;
                waiting[count++] = to;
            }
        }
    }
}

static void compare(graph *model, const bool *reached) {
    for (uint32_t i = 0; i < NODES; i++) {
        if (!reached[i]) {
            model->used[i] = false;
            continue;
        }
        cr_assert(is_live(model->node[i]));
        cr_assert_eq(viv_small_int_value(*item(model->node[i], EDGES)), i);
        for (uint32_t e = 0; e < EDGES; e++)
            if (model->edge[i][e] < NODES)
                cr_assert(viv_same(*item(model->node[i], e),
                                   model->node[model->edge[i][e]]));
    }
}

Test(heap, random_graphs_survive_as_far_as_they_are_reachable,
     .disabled = HARSH) {
    static graph model;
    uint64_t state = 1;

    for (int round = 0; round < 100; round++) {
        bool reached[NODES] = {false};
        uint32_t start_at = next_random(&state) % NODES;

        for (uint32_t i = 0; i < NODES; i++)
            if (!model.used[i])
                add_node(&model, i, &state);
        for (uint32_t i = 0; i < NODES; i++)
            add_edge(&model, i, next_random(&state) % NODES,
                     next_random(&state) % EDGES);
        VK(vm)->main = model.node[start_at];
        reach(&model, start_at, reached);
        vk_heap_collect(vm, true);
        compare(&model, reached);
    }
}

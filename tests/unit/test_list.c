/* test_list.c - list and slices against a model. */
#include <criterion/criterion.h>

#include "object/list_slice.h"
#include "object/sequence.h"

#include "bare_sandbox.h"

enum { ROOM = 4096, STEPS = 20000 };

/* What the list should hold. */
static int64_t items[ROOM];
static int64_t count;

static void start(void) {
    bare_sandbox_begin(11);
    count = 0;
}

TestSuite(list, .init = start, .fini = bare_sandbox_end);

static void expect_same(viv_value list) {
    vk_items now = vk_sequence_items(vm, list);
    int64_t i;

    cr_assert_eq(now.count, count);
    for (i = 0; i < count; i++)
        cr_assert(viv_same(now.items[i], viv_small_int(items[i])));
}

static viv_value random_bound(void) {
    return below(4) ? viv_small_int(below(2 * count + 8) - count - 4)
                    : VIV_NONE;
}

/* A slice, and where it lies over the model. */
typedef struct section {
    viv_value slice;
    int64_t start, stop, step, count;
} section;

static section random_section(void) {
    viv_value start = random_bound(), stop = random_bound();
    int64_t step = below(2) ? 1 : below(2) ? below(4) + 1 : -1 - below(4);
    section part = {
        .slice = vk_slice_new(vm, start, stop, viv_small_int(step))};

    cr_assert(vk_slice_indices(vm, part.slice, count, &part.start, &part.stop,
                               &part.step, &part.count));
    return part;
}

static void read_section(viv_value list) {
    section part = random_section();
    vk_items got =
        vk_sequence_items(vm, vk_list_get_item(vm, list, part.slice));
    int64_t i;

    cr_assert_eq(got.count, part.count);
    for (i = 0; i < part.count; i++)
        cr_assert(viv_same(got.items[i],
                           viv_small_int(items[part.start + i * part.step])));
}

static bool covers(const section *part, int64_t at) {
    int64_t distance = at - part->start;

    return distance % part->step == 0 && distance / part->step >= 0 &&
           distance / part->step < part->count;
}

static void delete_section(viv_value list) {
    section part = random_section();
    int64_t i, kept = 0;

    cr_assert(!viv_is_jump(
        vk_list_set_item(vm, list, part.slice, VIV_ABSENT)));
    for (i = 0; i < count; i++) {
        if (!covers(&part, i))
            items[kept++] = items[i];
    }
    count = kept;
}

static void assign_section(viv_value list) {
    section part = random_section();
    int64_t number = part.step == 1 ? below(9) : part.count, i;
    viv_value source = vk_list_new(vm, 0);

    for (i = 0; i < number; i++)
        cr_assert(vk_list_append(vm, source, viv_small_int(i)));
    cr_assert(
        !viv_is_jump(vk_list_set_item(vm, list, part.slice, source)));
    if (part.step == 1) {
        memmove(items + part.start + number, items + part.start + part.count,
                (size_t)(count - part.start - part.count) * 8);
        count += number - part.count;
    }
    for (i = 0; i < number; i++)
        items[part.start + i * part.step] = i;
}

static void append(viv_value list) {
    items[count] = below(1000);
    cr_assert(vk_list_append(vm, list, viv_small_int(items[count])));
    count++;
}

static void double_up(viv_value list) {
    if (count > ROOM / 4)
        return;
    cr_assert(!viv_is_jump(vk_list_extend(vm, list, list)));
    memcpy(items + count, items, (size_t)count * 8);
    count *= 2;
}

Test(list, changes_agree_with_model) {
    static void (*const changes[])(viv_value list) = {
        append,         append,         append,    read_section,
        delete_section, assign_section, double_up,
    };
    viv_value list = vk_list_new(vm, 0);
    int i;

    for (i = 0; i < STEPS; i++) {
        changes[below(sizeof changes / sizeof *changes)](list);
        expect_same(list);
        if (count > ROOM / 2)
            delete_section(list);
        if (count > ROOM - 64) {
            vk_list_truncate(vm, vk_object(vm, list), 10);
            count = 10;
        }
    }
}

Test(list, slice_bounds_at_the_ends_of_64_bits) {
    int64_t start = INT64_MIN, stop = INT64_MAX;

    cr_assert_eq(vk_slice_adjust(5, &start, &stop, INT64_MAX), 1);
    start = INT64_MAX;
    stop = INT64_MIN;
    cr_assert_eq(vk_slice_adjust(5, &start, &stop, -INT64_MAX), 1);
    cr_assert_eq(start, 4);
}

Test(list, overwritten_length_stays_inside) {
    viv_value list = vk_list_new(vm, 4);
    vk_list_object *self = vk_object(vm, list);

    append(list);
    self->length = UINT32_MAX;
    cr_assert_leq(vk_sequence_items(vm, list).count, 8);
    vk_list_at(vm, self, 1000);
    cr_assert(!vk_list_push(vm, self, VIV_NONE));
}

Test(list, tuple_hashes_are_those_of_cpython) {
    viv_value numbers[3] = {viv_small_int(1), viv_small_int(2),
                            viv_small_int(3)};
    uint64_t hash;

    cr_assert(vk_tuple_hash(vm, vk_tuple_from(vm, numbers, 3), &hash));
    cr_assert_eq(hash, UINT64_C(529344067295497451));
}

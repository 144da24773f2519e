/* test_sort.c - sorting: order, stability, runs of every kind. */
#include <criterion/criterion.h>

#include <stdio.h>

#include "object/number.h"
#include "object/str.h"

#include "bare_sandbox.h"

static void start(void) {
    bare_sandbox_begin(13);
}

TestSuite(sort, .init = start, .fini = bare_sandbox_end);

/* Keys that are in the order of their numbers, all of one kind. */
static viv_value as_int(int64_t number) {
    return viv_small_int(number - 500);
}

static viv_value as_float(int64_t number) {
    return vk_float(vm, (double)(number - 500) / 8);
}

static viv_value as_str(int64_t number) {
    char text[40];

    snprintf(text, sizeof text, "the same beginning %08d", (int)number);
    return vk_str_from_text(vm, number % 2 ? text : text + 10);
}

static viv_value as_tuple(int64_t number) {
    viv_value parts[2] = {viv_small_int(number / 10),
                          viv_small_int(number % 10)};

    return vk_tuple_from(vm, parts, 2);
}

static viv_value as_any(int64_t number) {
    return number % 2 ? viv_small_int(number) : vk_float(vm, (double)number);
}

/* The order of the texts is not that of their numbers. */
static bool is_before(viv_value a, viv_value b) {
    return viv_same(vk_is(vm, a, VK_STR)
                        ? viv_bool(vk_str_order(vm, a, b) < 0)
                        : VIV_FALSE,
                    VIV_TRUE);
}

static int64_t pattern(int kind, int64_t i, int64_t count) {
    switch (kind) {
    case 0:
        return below(1000);
    case 1:
        return i;
    case 2:
        return count - i;
    case 3:
        return below(4);
    case 4:
        return below(20) ? i : below(1000);
    default:
        return i % (count / 3 + 1);
    }
}

/* Sorts pairs of key and number, and looks at each two neighbours. */
static void check(viv_value (*make)(int64_t), int kind, int64_t count,
                  bool reverse) {
    viv_value keys = vk_tuple_new(vm, (uint32_t)count);
    viv_value numbers = vk_tuple_new(vm, (uint32_t)count);
    viv_value *key = vk_sequence_items(vm, keys).items;
    viv_value *number = vk_sequence_items(vm, numbers).items;
    int64_t values[2000], i;

    for (i = 0; i < count; i++) {
        values[i] = pattern(kind, i, count);
        key[i] = make(values[i]);
        number[i] = viv_small_int(i);
    }
    cr_assert(vk_sort_values(vm, key, number, (uint32_t)count, reverse));
    for (i = 1; i < count; i++) {
        int64_t left = viv_small_int_value(number[i - 1]);
        int64_t right = viv_small_int_value(number[i]);

        if (make == as_str) {
            cr_assert(!(reverse ? is_before(key[i - 1], key[i])
                                : is_before(key[i], key[i - 1])));
            continue;
        }
        if (values[left] == values[right])
            cr_assert_lt(left, right, "not stable");
        else
            cr_assert_eq(values[left] < values[right], !reverse);
    }
}

static void check_all(viv_value (*make)(int64_t)) {
    int kind, round;

    for (kind = 0; kind < 6; kind++) {
        for (round = 0; round < 40; round++)
            check(make, kind, 1 + below(round < 20 ? 80 : 2000), round % 2);
    }
}

Test(sort, ints) {
    check_all(as_int);
}

Test(sort, floats) {
    check_all(as_float);
}

Test(sort, texts) {
    check_all(as_str);
}

Test(sort, tuples) {
    check_all(as_tuple);
}

Test(sort, ints_among_floats) {
    check_all(as_any);
}

Test(sort, signs_of_zero_are_kept) {
    viv_value items[3] = {vk_float(vm, 0.0), vk_float(vm, -0.0),
                          vk_float(vm, -1.0)};
    viv_value list = vk_list_from(vm, items, 3);

    cr_assert(viv_is_none(vk_list_sort(vm, list, VIV_NONE, false)));
    cr_assert(viv_same(vk_list_get(vm, list, 1), items[0]));
    cr_assert(viv_same(vk_list_get(vm, list, 2), items[1]));
}

Test(sort, texts_alone_are_sorted_by_their_beginning) {
    viv_value list = vk_list_new(vm, 0);
    uint32_t i;

    for (i = 0; i < 5000; i++)
        cr_assert(vk_list_append(vm, list, as_str(below(100000))));
    cr_assert(viv_is_none(vk_list_sort(vm, list, VIV_NONE, false)));
    for (i = 1; i < 5000; i++)
        cr_assert_leq(vk_str_order(vm, vk_list_get(vm, list, i - 1),
                                   vk_list_get(vm, list, i)),
                      0);
}

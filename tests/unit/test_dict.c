/* test_dict.c - dict and set against a model, and what inline caches rely
 * on. */
#include <criterion/criterion.h>

#include <stdio.h>

#include "object/dict.h"
#include "object/set.h"
#include "object/str.h"

#include "bare_sandbox.h"

enum { KEYS = 300, STEPS = 20000 };

static void start(void) {
    bare_sandbox_begin(7);
}

TestSuite(dict, .init = start, .fini = bare_sandbox_end);

/* A new object each time: ints that collide in their low bits, strs, tuples. */
static viv_value key_of(uint32_t number) {
    viv_value pair[2];
    char text[16];

    if (number % 3 == 0)
        return viv_small_int((int64_t)(number - 30) * 65536);
    snprintf(text, sizeof text, "key%u", number);
    pair[0] = vk_str_from_text(vm, text);
    pair[1] = viv_small_int(number);
    return number % 3 == 1 ? pair[0] : vk_tuple_from(vm, pair, 2);
}

/* The numbers of the keys that are in, in order, with their values. */
typedef struct model {
    uint32_t keys[KEYS], count;
    int64_t values[KEYS];
} model;

static uint32_t model_find(const model *m, uint32_t key) {
    uint32_t i = 0;

    while (i < m->count && m->keys[i] != key)
        i++;
    return i;
}

static void model_remove(model *m, uint32_t at) {
    m->count--;
    for (; at < m->count; at++) {
        m->keys[at] = m->keys[at + 1];
        m->values[at] = m->values[at + 1];
    }
}

static void expect_same(viv_value dict, const model *m) {
    uint32_t position = 0, i = 0;
    viv_value key, value;

    while (vk_dict_next(vm, dict, &position, &key, &value)) {
        cr_assert_lt(i, m->count);
        cr_assert(viv_same(value, viv_small_int(m->values[i])));
        cr_assert(viv_same(vk_dict_get(vm, dict, key_of(m->keys[i])), value));
        i++;
    }
    cr_assert_eq(i, m->count);
    cr_assert_eq(vk_dict_count(vm, dict), m->count);
}

static void change(viv_value dict, model *m, uint32_t number) {
    uint32_t at = model_find(m, number);
    bool there = at < m->count;

    if (below(2)) {
        m->keys[at] = number;
        m->values[at] = below(1000);
        m->count += !there;
        cr_assert(vk_dict_set(vm, dict, key_of(number),
                              viv_small_int(m->values[at])));
    } else {
        cr_assert_eq(vk_dict_delete(vm, dict, key_of(number)), there);
        if (there)
            model_remove(m, at);
    }
}

static void dict_agrees_with_model(uint32_t keys) {
    viv_value dict = vk_dict_new(vm, 0);
    model m = {.count = 0};
    int i;

    for (i = 0; i < STEPS; i++) {
        change(dict, &m, below(keys));
        if (i % 64 == 0)
            expect_same(dict, &m);
    }
    expect_same(vk_dict_copy(vm, dict), &m);
}

Test(dict, few_keys_agree_with_model) {
    dict_agrees_with_model(8);
}

Test(dict, many_keys_agree_with_model) {
    dict_agrees_with_model(KEYS);
}

Test(dict, place_of_a_name_stays_while_others_come_and_go) {
    viv_value dict = vk_dict_new(vm, 5), name = vk_str_from_text(vm, "name");
    uint32_t place;
    int i;

    cr_assert(vk_dict_set_name(vm, dict, name, viv_small_int(1)));
    place = vk_dict_locate_name(vm, dict, name);
    for (i = 0; i < 4; i++) {
        cr_assert(vk_dict_set(vm, dict, viv_small_int(i), VIV_NONE));
        cr_assert_eq(vk_dict_delete(vm, dict, viv_small_int(i)), 1);
    }
    cr_assert_eq(vk_dict_locate_name(vm, dict, name), place);
    cr_assert(vk_dict_set_name(vm, dict, name, viv_small_int(2)));
    cr_assert(viv_same(*(viv_value *)vk_at(vm, place), viv_small_int(2)));
}

Test(dict, equal_ints_and_hash_of_minus_one_meet) {
    viv_value dict = vk_dict_new(vm, 0);

    cr_assert(vk_dict_set(vm, dict, viv_small_int(-1), VIV_TRUE));
    cr_assert(vk_dict_set(vm, dict, viv_small_int(-2), VIV_FALSE));
    cr_assert(viv_same(vk_dict_get(vm, dict, viv_small_int(-1)), VIV_TRUE));
    cr_assert_eq(vk_dict_count(vm, dict), 2);
}

Test(dict, queue_of_keys_does_not_slow_down) {
    viv_value dict = vk_dict_new(vm, 0), key, value;
    uint32_t position;
    int64_t i;

    for (i = 0; i < 200000; i++) {
        cr_assert(vk_dict_set(vm, dict, viv_small_int(i), VIV_NONE));
        if (i < 100000)
            continue;
        position = 0;
        cr_assert(vk_dict_next(vm, dict, &position, &key, &value));
        cr_assert(viv_same(key, viv_small_int(i - 100000)));
        cr_assert_eq(vk_dict_delete(vm, dict, key), 1);
    }
}

/* A set of the numbers that have the bit. */
static viv_value set_with(uint32_t bit) {
    viv_value set = vk_set_new(vm, VK_SET, 0);
    uint32_t i;

    for (i = 0; i < KEYS; i++) {
        if (i & bit)
            cr_assert(vk_set_add(vm, set, key_of(i)));
    }
    return set;
}

static void expect_bits(viv_value set, bool (*wanted)(uint32_t number)) {
    uint32_t i, count = 0;

    for (i = 0; i < KEYS; i++) {
        cr_assert_eq(vk_set_contains(vm, set, key_of(i)), wanted(i));
        count += wanted(i);
    }
    cr_assert(viv_same(vk_set_compare(vm, VK_OP_EQ, set, set), VIV_TRUE));
    cr_assert_eq(((vk_dict_object *)vk_object(vm, set))->count, count);
}

static bool in_either(uint32_t number) {
    return number & 3;
}

static bool in_both(uint32_t number) {
    return (number & 3) == 3;
}

static bool in_left(uint32_t number) {
    return (number & 3) == 1;
}

static bool in_one(uint32_t number) {
    return (number & 3) == 1 || (number & 3) == 2;
}

Test(dict, set_operations) {
    viv_value a = set_with(1), b = set_with(2);

    expect_bits(vk_set_binary(vm, VK_OP_OR, a, b), in_either);
    expect_bits(vk_set_binary(vm, VK_OP_AND, a, b), in_both);
    expect_bits(vk_set_binary(vm, VK_OP_SUB, a, b), in_left);
    expect_bits(vk_set_binary(vm, VK_OP_XOR, a, b), in_one);
    cr_assert_eq(
        vk_set_is_subset(vm, vk_set_binary(vm, VK_OP_AND, a, b), a), 1);
    cr_assert_eq(vk_set_is_subset(vm, a, b), 0);
}

Test(dict, overwritten_table_stays_inside) {
    int round;

    for (round = 0; round < 200; round++) {
        viv_value dict = vk_dict_new(vm, 20), key = viv_small_int(round);
        uint32_t *words, i;

        for (i = 0; i < 12; i++)
            cr_assert(vk_dict_set(vm, dict, viv_small_int(i), VIV_NONE));
        words = vk_at(vm, ((vk_dict_object *)vk_object(vm, dict))->table);
        /* Counts and entries become nonsense; the index stays finite. */
        words[2] = (uint32_t)random();
        words[5] = (uint32_t)random() & 0xFFFFFF;
        words[6] = (uint32_t)random();
        vk_dict_get(vm, dict, key);
    }
}

/* test_search.c - searches agree with the naive one, and stay linear. */
#include <criterion/criterion.h>

#include <stdlib.h>

#include "machine.h"
#include "memory/layout.h"
#include "object/text.h"

static vk_cage_pool *pool;
static viv_vm *vm;

static void start(void) {
    vk_problem problem;

    pool = vk_cage_pool_new(NULL, 1, &problem);
    vm = vk_cage_take(pool, 0, &problem);
    VK(vm)->fuel = INT64_MAX / 2;
}

static void stop(void) {
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

TestSuite(search, .init = start, .fini = stop);

static uint32_t random_below(uint32_t *state, uint32_t limit) {
    *state = *state * 1664525 + 1013904223;
    return (*state >> 8) % limit;
}

static bool lies_at(vk_text text, vk_text sought, uint32_t at) {
    for (uint32_t i = 0; i < sought.length; i++)
        if (vk_text_at(text, at + i) != vk_text_at(sought, i))
            return false;
    return true;
}

static int64_t naive(vk_text text, vk_text sought, bool last) {
    int64_t found = VK_SEARCH_NONE;

    for (uint32_t at = 0; at + sought.length <= text.length; at++)
        if (lies_at(text, sought, at) && (last || found < 0))
            found = at;
    return found;
}

/* [thorough]: the two-way algorithm from the start. */
static void compare(vk_text text, vk_text sought) {
    for (int last = 0; last <= 1; last++) {
        int64_t expected = naive(text, sought, last);

        for (int wasted = 0; wasted <= 1; wasted++) {
            vk_search search;
            int64_t found;

            vk_search_begin(&search, vm, text, sought);
            search.wasted = wasted ? UINT32_MAX : 0;
            search.paid = search.wasted;
            found = (last ? vk_search_last : vk_search_next)(&search, 0,
                                                             text.length);
            cr_assert_eq(found, expected, "%lld, expected %lld",
                         (long long)found, (long long)expected);
        }
    }
}

Test(search, agrees_with_the_naive_search) {
    uint8_t text[400], sought[120];
    uint16_t wide_text[400], wide_sought[120];
    uint32_t state = 1;

    for (int round = 0; round < 3000; round++) {
        uint32_t length = random_below(&state, 400);
        uint32_t part = 1 + random_below(&state, round % 2 ? 5 : 120);
        uint32_t letters = 1 + random_below(&state, 3);

        for (uint32_t i = 0; i < length; i++)
            wide_text[i] = text[i] =
                (uint8_t)('a' + (random_below(&state, 9) == 0) *
                                    random_below(&state, letters));
        for (uint32_t i = 0; i < part; i++)
            wide_sought[i] = sought[i] =
                (uint8_t)('a' + (random_below(&state, 9) == 0) *
                                    random_below(&state, letters));
        compare(vk_text_of(text, length), vk_text_of(sought, part));
        compare((vk_text){wide_text, length, 2, false},
                (vk_text){wide_sought, part, 2, false});
        compare((vk_text){wide_text, length, 2, false},
                vk_text_of(sought, part));
    }
}

Test(search, does_not_become_quadratic) {
    uint32_t length = 1 << 20, part = 1 << 16;
    char *text = malloc(length), *sought = malloc(part);
    int64_t before = VK(vm)->fuel;
    vk_search search;

    memset(text, 'a', length);
    memset(sought, 'a', part);
    sought[part / 2] = 'b';
    vk_search_begin(&search, vm, vk_text_of(text, length),
                    vk_text_of(sought, part));
    cr_assert_eq(vk_search_next(&search, 0, length), VK_SEARCH_NONE);
    cr_assert_lt(before - VK(vm)->fuel, length);
    free(text);
    free(sought);
}

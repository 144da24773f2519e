/* random.c - the Mersenne Twister, whose numbers for a seed are those of
 * CPython. */
#include <vivarium.h>

enum { N = 624, M = 397 };

typedef struct twister {
    uint32_t index;
    uint32_t words[N];
} twister;

static twister *state_of(viv_vm *vm, viv_value self) {
    return viv_slot_bytes(vm, self, 0, sizeof(twister));
}

static void seed_number(twister *t, uint32_t seed) {
    t->words[0] = seed;
    for (uint32_t i = 1; i < N; i++)
        t->words[i] =
            1812433253u * (t->words[i - 1] ^ (t->words[i - 1] >> 30)) + i;
    t->index = N;
}

static void seed_words(twister *t, const uint32_t *key, uint32_t count) {
    uint32_t i = 1, k = 0, steps = N > count ? N : count;
    uint32_t *w = t->words;

    seed_number(t, 19650218u);
    for (; steps > 0; steps--) {
        w[i] = (w[i] ^ ((w[i - 1] ^ (w[i - 1] >> 30)) * 1664525u)) + key[k] + k;
        i++, k++;
        if (i >= N)
            w[0] = w[N - 1], i = 1;
        if (k >= count)
            k = 0;
    }
    for (steps = N - 1; steps > 0; steps--) {
        w[i] = (w[i] ^ ((w[i - 1] ^ (w[i - 1] >> 30)) * 1566083941u)) - i;
        i++;
        if (i >= N)
            w[0] = w[N - 1], i = 1;
    }
    w[0] = 0x80000000u;
}

static uint32_t twist(uint32_t high, uint32_t low, uint32_t other) {
    uint32_t mixed = (high & 0x80000000u) | (low & 0x7fffffffu);

    return other ^ (mixed >> 1) ^ (low & 1 ? 0x9908b0dfu : 0);
}

static void refill(twister *t) {
    uint32_t *w = t->words, i;

    for (i = 0; i < N - M; i++)
        w[i] = twist(w[i], w[i + 1], w[i + M]);
    for (; i < N - 1; i++)
        w[i] = twist(w[i], w[i + 1], w[i + M - N]);
    w[N - 1] = twist(w[N - 1], w[0], w[M - 1]);
    t->index = 0;
}

static uint32_t next_word(twister *t) {
    uint32_t y;

    if (t->index >= N)
        refill(t);
    y = t->words[t->index++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
}

static viv_value random_new(viv_vm *vm, const viv_value *args) {
    viv_value made = viv_new(vm, args[0]);

    VIV_TRY(made);
    return state_of(vm, made) == NULL ? VIV_RAISE : made;
}

/* [key]: a list of 32-bit words, the lowest first. */
static viv_value random_seed_words(viv_vm *vm, const viv_value *args) {
    uint32_t count = viv_list_length(vm, args[1]);
    uint32_t *key = viv_scratch(vm, (count ? count : 1) * 4);
    twister *t = state_of(vm, args[0]);

    if (key == NULL || t == NULL || !viv_charge(vm, 200 + count))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++)
        key[i] = (uint32_t)viv_to_int(vm, viv_list_get(vm, args[1], i));
    seed_words(t, key, count ? count : 1);
    return VIV_NONE;
}

static viv_value random_random(viv_vm *vm, const viv_value *args) {
    twister *t = state_of(vm, args[0]);
    uint32_t a, b;

    if (t == NULL)
        return VIV_RAISE;
    a = next_word(t) >> 5;
    b = next_word(t) >> 6;
    return viv_float(vm, (a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}

static viv_value random_getrandbits(viv_vm *vm, const viv_value *args) {
    int64_t bits = viv_to_int(vm, args[1]);
    twister *t = state_of(vm, args[0]);
    viv_value whole = viv_small_int(0), part;

    if (bits < 0)
        return viv_raise(vm, VIV_ValueError,
                         "number of bits must be non-negative");
    if (t == NULL || !viv_admits(vm, (uint64_t)bits / 8) ||
        !viv_charge(vm, (uint64_t)bits / 32 + 1))
        return VIV_RAISE;
    if (bits == 0)
        return whole;
    if (bits <= 32)
        return viv_int(vm, next_word(t) >> (32 - bits));
    for (int64_t done = 0; done < bits; done += 32) {
        uint32_t word = next_word(t);

        if (bits - done < 32)
            word >>= 32 - (bits - done);
        part = viv_binary(vm, VIV_OP_LSHIFT, viv_small_int(word),
                          viv_small_int(done));
        VIV_TRY(part);
        whole = viv_binary(vm, VIV_OP_OR, whole, part);
        VIV_TRY(whole);
        t = state_of(vm, args[0]);
        if (t == NULL)
            return VIV_RAISE;
    }
    return whole;
}

/* The words and the index. */
static viv_value random_state(viv_vm *vm, const viv_value *args) {
    viv_value list = viv_list(vm, N + 1);
    twister *t = state_of(vm, args[0]);

    VIV_TRY(list);
    for (uint32_t i = 0; t != NULL && i <= N; i++)
        if (!viv_list_append(
                vm, list, viv_small_int(i < N ? t->words[i] : t->index)))
            return VIV_RAISE;
    return t == NULL ? VIV_RAISE : viv_tuple_from_list(vm, list);
}

static viv_value random_set_state(viv_vm *vm, const viv_value *args) {
    twister *t = state_of(vm, args[0]);

    if (t == NULL)
        return VIV_RAISE;
    if (viv_tuple_length(vm, args[1]) != N + 1)
        return viv_raise(vm, VIV_ValueError, "state vector is the wrong size");
    for (uint32_t i = 0; i < N; i++)
        t->words[i] =
            (uint32_t)viv_to_int(vm, viv_tuple_get(vm, args[1], i));
    t->index = (uint32_t)viv_to_int(vm, viv_tuple_get(vm, args[1], N));
    return VIV_NONE;
}

static const viv_function random_methods[] = {
    {"__new__(cls, /, *args, **keywords)", random_new, NULL},
    {"random(self, /)", random_random, "random() -> x in the interval [0, 1)."},
    {"getrandbits(self, k: ssize, /)", random_getrandbits,
     "getrandbits(k) -> x.  Generates an int with k random bits."},
    {"_seed_words(self, key: list, /)", random_seed_words, NULL},
    {"_state(self, /)", random_state, NULL},
    {"_set_state(self, state: tuple, /)", random_set_state, NULL},
};

static const viv_type random_types[] = {
    {"_Twister", "The generator of Random.", NULL, 1, 0,
     VIV_TABLE(random_methods), {0, 0, 0}},
};

static viv_value random_entropy(viv_vm *vm, const viv_value *args) {
    uint64_t word;

    (void)args;
    return viv_entropy(vm, &word, sizeof word) ? viv_int_unsigned(vm, word)
                                               : VIV_RAISE;
}

static const viv_function random_functions[] = {
    {"_entropy()", random_entropy, NULL},
};

VIV_MODULE(random, needs(entropy)) {
    .doc = "Random variable generators.",
    .functions = VIV_TABLE(random_functions),
    .types = VIV_TABLE(random_types),
};

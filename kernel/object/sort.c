/* sort.c - stable merge sort of values that a program cannot reach meanwhile.
 *
 * Ascending runs that are there already (or descending ones, turned round) are
 * merged in pairs of similar length; short runs are first made longer by
 * insertion. When one run wins many times in a row, its share is looked for in
 * growing steps ("galloping") and moved in one go. This is timsort.
 *
 * Each function below takes the comparison as a constant, so that the compiler
 * makes one copy of the algorithm for each kind of key.
 */
#include "object/sort.h"

#include "memory/heap.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/list_slice.h"
#include "object/sequence.h"

enum {
    LONGEST_STACK = 96, /* lengths on the stack grow like Fibonacci numbers */
    MIN_GALLOP = 7,
    SHORT_RUN = 32,  /* runs shorter than about this are made longer */
    CREDIT = 1 << 14 /* items merged between charges */
};

typedef struct run {
    uint32_t start, length;
} run;

typedef struct sorter {
    viv_vm *vm;
    viv_value *keys, *payload; /* payload: NULL, or moved along */
    uint32_t count;
    uint32_t depth;   /* of the stack */
    uint32_t gallop;  /* wins in a row before galloping */
    uint32_t credit;  /* items until the next charge */
    vk_values *store; /* of the buffers, made for the first merge */
    viv_value *buffer, *payload_buffer;
    run stack[LONGEST_STACK];
} sorter;

#define TEMPLATE __attribute__((always_inline)) static inline

/* 1: a < b; 0; -1: raised. The keys lie in [keys] or [buffer]. */
typedef int less(sorter *s, const viv_value *a, const viv_value *b);

static bool spend(sorter *s, uint32_t items) {
    if (items < s->credit) {
        s->credit -= items;
        return true;
    }
    s->credit = CREDIT;
    return vk_charge(s->vm, CREDIT / 4 + items / 4);
}

/* -- moving items, and what goes with them */

static void move(sorter *s, uint32_t to, uint32_t from, uint32_t count) {
    memmove(s->keys + to, s->keys + from, (size_t)count * 8);
    if (s->payload)
        memmove(s->payload + to, s->payload + from, (size_t)count * 8);
}

static void save(sorter *s, uint32_t from, uint32_t count) {
    memcpy(s->buffer, s->keys + from, (size_t)count * 8);
    if (s->payload)
        memcpy(s->payload_buffer, s->payload + from, (size_t)count * 8);
}

static void restore(sorter *s, uint32_t to, uint32_t from, uint32_t count) {
    memcpy(s->keys + to, s->buffer + from, (size_t)count * 8);
    if (s->payload)
        memcpy(s->payload + to, s->payload_buffer + from, (size_t)count * 8);
}

static void move_one(sorter *s, uint32_t to, uint32_t from) {
    s->keys[to] = s->keys[from];
    if (s->payload)
        s->payload[to] = s->payload[from];
}

static void restore_one(sorter *s, uint32_t to, uint32_t from) {
    s->keys[to] = s->buffer[from];
    if (s->payload)
        s->payload[to] = s->payload_buffer[from];
}

static void turn_round(viv_value *items, uint32_t count) {
    uint32_t low = 0, high = count;

    while (low + 1 < high) {
        viv_value item = items[low];

        items[low++] = items[--high];
        items[high] = item;
    }
}

/* -- runs */

/* The length of the run that begins at [start], made ascending; 0: raised. */
TEMPLATE uint32_t find_run(sorter *s, uint32_t start, less *before) {
    uint32_t end = start + 1;
    int down, next;

    if (end == s->count)
        return 1;
    down = before(s, s->keys + end, s->keys + start);
    for (next = down; next == down && down >= 0;) {
        if (++end == s->count)
            break;
        next = before(s, s->keys + end, s->keys + end - 1);
    }
    if (next < 0 || !spend(s, end - start))
        return 0;
    if (down) {
        turn_round(s->keys + start, end - start);
        if (s->payload)
            turn_round(s->payload + start, end - start);
    }
    return end - start;
}

enum { BEFORE = 0, BEHIND = 1, FROM_END = 2, IN_BUFFER = 4 };

/* Where in the sorted [items] the [key] belongs: behind its equals, or before
 * them. Looks near one end first. -1: raised. */
TEMPLATE int64_t boundary(sorter *s, const viv_value *key, run part, int how,
                          less *before) {
    const viv_value *items =
        (how & IN_BUFFER ? s->buffer : s->keys) + part.start;
    bool behind = how & BEHIND, from_end = how & FROM_END;
    int64_t low = 0, high = part.length, step = 1;

    /* [step] doubles until it is too far; then the rest is halved. */
    while (low < high) {
        int64_t at = step == 0      ? low + (high - low) / 2
                     : from_end     ? high - step
                                    : low + step - 1;
        int passed;

        if (at < low || at >= high) {
            step = 0;
            continue;
        }
        passed =
            behind ? before(s, key, items + at) : before(s, items + at, key);
        if (passed < 0)
            return -1;
        if (behind)
            passed = !passed;
        if (passed)
            low = at + 1;
        else
            high = at;
        if ((bool)passed != !from_end)
            step = 0;
        step *= 2;
    }
    return low;
}

/* Sorts [start, end), of which [start, from) is sorted, by insertion. */
TEMPLATE bool insert(sorter *s, uint32_t start, uint32_t from, uint32_t end,
                     less *before) {
    for (; from < end; from++) {
        viv_value key = s->keys[from];
        viv_value with = s->payload ? s->payload[from] : VIV_NONE;
        uint32_t low = start, high = from;

        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            int smaller = before(s, s->keys + from, s->keys + middle);

            if (smaller < 0)
                return false;
            if (smaller)
                high = middle;
            else
                low = middle + 1;
        }
        move(s, low + 1, low, from - low);
        s->keys[low] = key;
        if (s->payload)
            s->payload[low] = with;
    }
    return spend(s, (end - start) * 2);
}

/* -- merging */

static bool make_buffers(sorter *s) {
    uint64_t half = (uint64_t)s->count / 2 + 1;
    uint64_t room = s->payload ? half * 2 : half;
    uint32_t offset, i;

    if (s->store)
        return true;
    offset = vk_sequence_storage(s->vm, room);
    if (offset == 0)
        return false;
    s->store = vk_at(s->vm, offset);
    for (i = 0; i < room; i++)
        s->store->items[i] = VIV_ABSENT;
    s->buffer = s->store->items;
    s->payload_buffer = s->buffer + half;
    return true;
}

/* The left run lies in the buffer, [i, ni); the right one at [j, nj); the
 * result grows from [out], which is the place that the left one left. */
typedef struct low_merge {
    uint32_t i, ni, j, nj, out;
} low_merge;

/* How a part of a merge ended. */
enum { RAISED = -1, DONE = 0, GALLOP = 1, STEP = 2 };

/* One item after the other, until a run has won often, or a charge is due. */
TEMPLATE int step_low(sorter *s, low_merge *m, less *before) {
    uint32_t left = 0, right = 0, pause = m->out + CREDIT;

    while (m->i < m->ni && m->j < m->nj) {
        int smaller = before(s, s->keys + m->j, s->buffer + m->i);

        if (smaller < 0)
            return RAISED;
        if (smaller) {
            move_one(s, m->out++, m->j++);
            left = 0;
            if (++right >= s->gallop)
                return GALLOP;
        } else {
            restore_one(s, m->out++, m->i++);
            right = 0;
            if (++left >= s->gallop)
                return GALLOP;
        }
        if (m->out == pause)
            return STEP;
    }
    return DONE;
}

/* Looks for how often each run wins. */
TEMPLATE int gallop_low(sorter *s, low_merge *m, less *before) {
    int64_t left = MIN_GALLOP, right = MIN_GALLOP;

    while (m->i < m->ni && m->j < m->nj &&
           (left >= MIN_GALLOP || right >= MIN_GALLOP)) {
        left = boundary(s, s->keys + m->j, (run){m->i, m->ni - m->i},
                        BEHIND | IN_BUFFER, before);
        if (left < 0)
            return RAISED;
        restore(s, m->out, m->i, (uint32_t)left);
        m->out += (uint32_t)left;
        m->i += (uint32_t)left;
        if (m->i >= m->ni)
            return DONE;
        right = boundary(s, s->buffer + m->i, (run){m->j, m->nj - m->j},
                         BEFORE, before);
        if (right < 0)
            return RAISED;
        move(s, m->out, m->j, (uint32_t)right);
        m->out += (uint32_t)right;
        m->j += (uint32_t)right;
        s->gallop -= s->gallop > 1;
    }
    s->gallop += 2;
    return STEP;
}

/* Merges runs of which the left one is the shorter. */
TEMPLATE bool merge_low(sorter *s, run left, run right, less *before) {
    low_merge m = {0, left.length, right.start, right.start + right.length,
                   left.start};
    int more = STEP;

    save(s, left.start, left.length);
    while (more > 0) {
        uint32_t out = m.out;

        more = step_low(s, &m, before);
        if (more > 0 && !spend(s, m.out - out))
            more = RAISED;
        if (more == GALLOP)
            more = gallop_low(s, &m, before);
    }
    /* Also when an exception comes: no item gets lost. */
    restore(s, m.out, m.i, m.ni - m.i);
    return more == DONE;
}

/* The mirror image: the right run lies in the buffer; all ends are exclusive
 * and go down. */
typedef struct high_merge {
    uint32_t i, bi, j, out; /* left run's end and beginning; buffer; result */
} high_merge;

TEMPLATE int step_high(sorter *s, high_merge *m, less *before) {
    uint32_t left = 0, right = 0, pause = m->out - CREDIT;

    while (m->i > m->bi && m->j > 0) {
        int smaller =
            before(s, s->buffer + m->j - 1, s->keys + m->i - 1);

        if (smaller < 0)
            return RAISED;
        if (smaller) {
            move_one(s, --m->out, --m->i);
            right = 0;
            if (++left >= s->gallop)
                return GALLOP;
        } else {
            restore_one(s, --m->out, --m->j);
            left = 0;
            if (++right >= s->gallop)
                return GALLOP;
        }
        if (m->out == pause)
            return STEP;
    }
    return DONE;
}

TEMPLATE int gallop_high(sorter *s, high_merge *m, less *before) {
    int64_t left = MIN_GALLOP, right = MIN_GALLOP, at;

    while (m->i > m->bi && m->j > 0 &&
           (left >= MIN_GALLOP || right >= MIN_GALLOP)) {
        at = boundary(s, s->buffer + m->j - 1, (run){m->bi, m->i - m->bi},
                      BEHIND | FROM_END, before);
        if (at < 0)
            return RAISED;
        left = m->i - m->bi - at;
        m->out -= (uint32_t)left;
        m->i -= (uint32_t)left;
        move(s, m->out, m->i, (uint32_t)left);
        if (m->i <= m->bi)
            return DONE;
        at = boundary(s, s->keys + m->i - 1, (run){0, m->j},
                      BEFORE | FROM_END | IN_BUFFER, before);
        if (at < 0)
            return RAISED;
        right = m->j - at;
        m->out -= (uint32_t)right;
        m->j -= (uint32_t)right;
        restore(s, m->out, m->j, (uint32_t)right);
        s->gallop -= s->gallop > 1;
    }
    s->gallop += 2;
    return STEP;
}

TEMPLATE bool merge_high(sorter *s, run left, run right, less *before) {
    high_merge m = {left.start + left.length, left.start, right.length,
                    right.start + right.length};
    int more = STEP;

    save(s, right.start, right.length);
    while (more > 0) {
        uint32_t out = m.out;

        more = step_high(s, &m, before);
        if (more > 0 && !spend(s, out - m.out))
            more = RAISED;
        if (more == GALLOP)
            more = gallop_high(s, &m, before);
    }
    restore(s, m.out - m.j, 0, m.j);
    return more == DONE;
}

/* Merges run [at] of the stack with the next one. */
TEMPLATE bool merge_at(sorter *s, uint32_t at, less *before) {
    run left = s->stack[at], right = s->stack[at + 1];
    int64_t place;

    s->stack[at].length += right.length;
    if (at + 3 == s->depth)
        s->stack[at + 1] = s->stack[at + 2];
    s->depth--;
    /* What is in its place already: the left run's beginning, the right one's
     * end. */
    place = boundary(s, s->keys + right.start, left, BEHIND, before);
    if (place < 0)
        return false;
    left.start += (uint32_t)place;
    left.length -= (uint32_t)place;
    if (left.length == 0)
        return true;
    place = boundary(s, s->keys + right.start - 1, right, BEFORE | FROM_END,
                     before);
    if (place <= 0)
        return place == 0;
    right.length = (uint32_t)place;
    if (!make_buffers(s))
        return false;
    return left.length <= right.length ? merge_low(s, left, right, before)
                                       : merge_high(s, left, right, before);
}

/* Keeps the runs on the stack so that each is longer than the next two
 * together, or, at the end ([all]), makes them one. */
TEMPLATE bool collapse(sorter *s, bool all, less *before) {
    while (s->depth > 1) {
        const run *top = s->stack + s->depth - 1;
        uint32_t at = s->depth - 2;
        bool deep = s->depth > 2 && top[-2].length <=
                                        (uint64_t)top[-1].length + top->length;
        bool deeper = s->depth > 3 &&
                      top[-3].length <=
                          (uint64_t)top[-2].length + top[-1].length;

        if ((deep || deeper || (all && s->depth > 2)) &&
            top[-2].length < top->length)
            at--;
        else if (!deep && !deeper && !all && top[-1].length > top->length)
            return true;
        if (!merge_at(s, at, before))
            return false;
    }
    return true;
}

/* The least length of a run: the count divided by two, until it is short; so
 * that the number of runs is just below a power of two. */
static uint32_t least_run(uint32_t count) {
    uint32_t odd = 0;

    while (count >= SHORT_RUN * 2) {
        odd |= count & 1;
        count >>= 1;
    }
    return count + odd;
}

TEMPLATE bool sort_by(sorter *s, less *before) {
    uint32_t least = least_run(s->count), at = 0;

    while (at < s->count) {
        uint32_t length = find_run(s, at, before);
        uint32_t wanted = s->count - at < least ? s->count - at : least;

        if (length == 0)
            return false;
        if (length < wanted) {
            if (!insert(s, at, at + length, at + wanted, before))
                return false;
            length = wanted;
        }
        VK_CHECK(s->vm, s->depth < LONGEST_STACK);
        s->stack[s->depth++] = (run){at, length};
        at += length;
        if (!collapse(s, false, before))
            return false;
    }
    return collapse(s, true, before);
}

/* -- the kinds of keys */

static inline int less_int(sorter *s, const viv_value *a, const viv_value *b) {
    (void)s;
    return (int64_t)a->bits < (int64_t)b->bits;
}

static inline int less_any(sorter *s, const viv_value *a, const viv_value *b) {
    return vk_sort_less_any(s->vm, *a, *b);
}

/* The text whose first characters are the rank at [key]. */
static viv_value text_at(const sorter *s, const viv_value *key) {
    size_t at = (size_t)(key - s->keys);

    if (at < s->count)
        return s->payload[at];
    return s->payload_buffer[key - s->buffer];
}

static inline int less_rank(sorter *s, const viv_value *a, const viv_value *b) {
    if (a->bits != b->bits)
        return a->bits < b->bits;
    return vk_sort_less_any(s->vm, text_at(s, a), text_at(s, b));
}

static bool sort_ints(sorter *s) {
    return sort_by(s, less_int);
}

static bool sort_any(sorter *s) {
    return sort_by(s, less_any);
}

static bool sort_ranks(sorter *s) {
    return sort_by(s, less_rank);
}

/* As whole numbers of the same order, and back. */
static bool sort_floats(sorter *s) {
    uint32_t i;
    bool done;

    for (i = 0; i < s->count; i++)
        s->keys[i] = vk_sort_from_float(s->keys[i]);
    done = sort_ints(s);
    for (i = 0; i < s->count; i++)
        s->keys[i] = vk_sort_to_float(s->keys[i]);
    return done;
}

/* By numbers made of their first eight characters; the texts move along, and
 * are looked at where these are the same. */
static bool sort_strs(sorter *s) {
    viv_value *texts = s->keys;
    uint32_t offset, i;
    vk_raw *ranks;
    bool done;

    if (s->payload)
        return sort_any(s);
    offset = vk_raw_new(s->vm, s->count * 8);
    if (offset == 0)
        return false;
    ranks = vk_at(s->vm, offset);
    s->payload = texts;
    s->keys = vk_element(s->vm, offset, 0, 8);
    for (i = 0; i < s->count; i++)
        s->keys[i] = VIV_VALUE(vk_sort_rank(s->vm, texts[i]));
    done = sort_ranks(s);
    s->keys = texts;
    s->payload = NULL;
    vk_heap_release(s->vm, ranks);
    return done;
}

/* -- entry */

static bool by_kind(sorter *s) {
    switch (vk_sort_kind(s->vm, s->keys, s->count)) {
    case VK_SORT_INT:
        return sort_ints(s);
    case VK_SORT_FLOAT:
        return sort_floats(s);
    case VK_SORT_STR:
        return sort_strs(s);
    default:
        return sort_any(s);
    }
}

static void turn_all(sorter *s) {
    turn_round(s->keys, s->count);
    if (s->payload)
        turn_round(s->payload, s->count);
}

bool vk_sort_values(viv_vm *vm, viv_value *keys, viv_value *payload,
                    uint32_t count, bool reverse) {
    sorter s = {.vm = vm, .keys = keys, .payload = payload, .count = count,
                .gallop = MIN_GALLOP, .credit = CREDIT};
    bool done;

    if (count < 2)
        return true;
    if (!vk_charge(vm, count / 4 + 1))
        return false;
    /* Turned round before and after, equal items keep their order. */
    if (reverse)
        turn_all(&s);
    done = by_kind(&s);
    if (reverse)
        turn_all(&s);
    if (s.store)
        vk_heap_release(vm, s.store);
    return done;
}

/* The keys of [items] in storage of their own; NULL: raised. */
static vk_values *make_keys(viv_vm *vm, viv_value key, const viv_value *items,
                            uint32_t count) {
    uint32_t offset = vk_values_new(vm, count), i;
    vk_values *keys = vk_at(vm, offset);

    if (offset == 0)
        return NULL;
    for (i = 0; i < count; i++) {
        viv_value made = vk_call(vm, key, items + i, 1);

        if (viv_is_jump(made))
            return NULL;
        vk_store(vm, keys, &keys->items[i], made);
    }
    return keys;
}

static bool sort_storage(viv_vm *vm, vk_items items, viv_value key,
                         bool reverse) {
    vk_values *keys;
    bool done;

    if (viv_is_none(key))
        return vk_sort_values(vm, items.items, NULL, items.count, reverse);
    if (items.count == 0)
        return true;
    keys = make_keys(vm, key, items.items, items.count);
    if (!keys)
        return false;
    done = vk_sort_values(vm, keys->items, items.items, items.count, reverse);
    vk_heap_release(vm, keys);
    return done;
}

viv_value vk_list_sort(viv_vm *vm, viv_value list, viv_value key,
                       bool reverse) {
    vk_items items = vk_sequence_items(vm, list);
    vk_list_object *self = vk_list_writable(vm, list);
    vk_values *storage;
    bool done, changed;

    if (!self)
        return VIV_RAISE;
    storage = vk_at(vm, self->storage);
    /* Meanwhile the list is empty, and a change of it is noticed. */
    self->storage = 0;
    self->length = 0;
    done = sort_storage(vm, items, key, reverse);
    changed = self->storage != 0;
    vk_store_offset(vm, self, &self->storage, vk_offset(vm, storage));
    self->length = items.count;
    if (!done)
        return VIV_RAISE;
    if (changed)
        return vk_raise(vm, VIV_ValueError, "list modified during sort");
    return VIV_NONE;
}

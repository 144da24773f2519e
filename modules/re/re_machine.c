/* re_machine.c - running a pattern: backtracking with a stack of its own. */
#include "re_parts.h"

enum { CHOICE, RESTORE, RUN }; /* kinds of frames */
enum { CHARGE_EVERY = 256, HOPS = 4 };
#define KEEPS_LAST (UINT32_MAX - 1) /* c of a RESTORE of one register */

static uint32_t word(const re_machine *m, uint32_t at) {
    return at < m->words ? m->code[at] : RE_FAIL;
}

static inline uint32_t char_at(const re_machine *m, uint32_t at) {
    if (__builtin_expect(m->text.width == 1, 1))
        return ((const uint8_t *)m->text.data)[at];
    return viv_char_at(m->text, at);
}

/* -- the stack */

static bool grow(re_machine *m) {
    uint32_t room = m->room ? m->room * 2 : 64;
    re_frame *made;

    if (room > UINT32_MAX / sizeof *made / 2)
        return viv_raise(m->vm, VIV_MemoryError, ""), false;
    made = viv_scratch(m->vm, room * (uint32_t)sizeof *made);
    if (made == NULL || !viv_charge(m->vm, room / 2))
        return false;
    if (m->depth != 0)
        memcpy(made, m->stack, m->depth * sizeof *made);
    m->stack = made;
    m->room = room;
    return true;
}

static inline bool push(re_machine *m, uint32_t kind, uint32_t a, uint32_t b,
                        uint32_t c) {
    if (__builtin_expect(m->depth == m->room, 0) && !grow(m))
        return false;
    m->stack[m->depth++] = (re_frame){kind, a, b, c};
    return true;
}

static bool set(re_machine *m, uint32_t number, uint32_t value) {
    if (number >= m->count)
        return true;
    if (!push(m, RESTORE, number, m->registers[number], KEEPS_LAST))
        return false;
    m->registers[number] = value;
    return true;
}

/* A group ends: the last register is the number of the one that did last. */
static bool set_end(re_machine *m, uint32_t number, uint32_t value) {
    uint32_t *last = &m->registers[m->count - 1];

    if (number >= m->count)
        return true;
    if (!push(m, RESTORE, number, m->registers[number], *last))
        return false;
    m->registers[number] = value;
    *last = number / 2;
    return true;
}

static void restore(re_machine *m, const re_frame *frame) {
    if (frame->a < m->count)
        m->registers[frame->a] = frame->b;
    if (frame->c != KEEPS_LAST)
        m->registers[m->count - 1] = frame->c;
}

static uint32_t get(const re_machine *m, uint32_t number) {
    return number < m->count ? m->registers[number] : RE_NOWHERE;
}

/* -- characters */

static bool is_word(uint32_t c, bool ascii) {
    if (c < 128)
        return c - '0' < 10 || (c | 32) - 'a' < 26 || c == '_';
    return !ascii && viv_char_is(c, VIV_CHAR_ALNUM);
}

static bool is_space(uint32_t c, bool ascii) {
    if (c < 128 && ascii)
        return c == ' ' || c - 9 < 5;
    return !ascii && viv_char_is(c, VIV_CHAR_SPACE);
}

static bool is_digit(uint32_t c, bool ascii) {
    return c < 128 ? c - '0' < 10 : !ascii && viv_char_is(c, VIV_CHAR_DECIMAL);
}

static bool in_row(uint32_t kind, uint32_t low, uint32_t high, uint32_t c) {
    switch (kind & ~1u) {
    case RE_RANGE:
        return c >= low && c <= high;
    case RE_DIGIT:
    case RE_DIGIT_ASCII:
        return is_digit(c, kind >= RE_DIGIT_ASCII) != (kind & 1);
    case RE_SPACE:
    case RE_SPACE_ASCII:
        return is_space(c, kind >= RE_DIGIT_ASCII) != (kind & 1);
    default:
        return is_word(c, kind >= RE_DIGIT_ASCII) != (kind & 1);
    }
}

static bool in_set(const re_machine *m, uint32_t at, uint32_t c) {
    uint32_t length = word(m, at + 1), rows = word(m, at + RE_SET_HEAD);
    bool negated = word(m, at + 2), found = false;

    if (word(m, at + 3))
        c = viv_char_fold(c);
    if (c < 256)
        return (word(m, at + RE_BITMAP + c / 32) >> c % 32 & 1) != negated;
    if (rows > length / 3)
        rows = 0;
    for (uint32_t i = 0; i < rows && !found; i++) {
        uint32_t row = at + RE_SET_HEAD + 1 + 3 * i;

        found = in_row(word(m, row), word(m, row + 1), word(m, row + 2), c);
    }
    return found != negated;
}

/* The operation at [pc] takes one character: does it take [c]? */
static bool takes(const re_machine *m, uint32_t pc, uint32_t c) {
    switch (word(m, pc)) {
    case RE_CHAR:
        return c == word(m, pc + 1);
    case RE_CHAR_I:
        return viv_char_fold(c) == word(m, pc + 1);
    case RE_ANY:
        return c != '\n';
    case RE_ALL:
        return true;
    case RE_SET:
        return in_set(m, pc, c);
    default:
        return false;
    }
}

/* How many characters from [at] on the operation takes, at most [most]. */
static uint32_t run_length(re_machine *m, uint32_t pc, uint32_t at,
                           uint32_t most) {
    uint32_t left = m->end - at, count = 0;

    if (left > most)
        left = most;
    if (word(m, pc) == RE_ALL)
        return left;
    if (word(m, pc) == RE_SET && m->text.width == 1 && !word(m, pc + 3) &&
        pc + RE_SET_HEAD < m->words) {
        const uint32_t *bits = m->code + pc + RE_BITMAP;
        const uint8_t *data = m->text.data;
        uint32_t negated = m->code[pc + 2] != 0;

        while (count < left &&
               (bits[data[at + count] / 32] >> data[at + count] % 32 & 1) !=
                   negated)
            count++;
        return count;
    }
    while (count < left && takes(m, pc, char_at(m, at + count)))
        count++;
    return count;
}

static bool at_boundary(const re_machine *m, uint32_t at, bool ascii) {
    bool before = at > m->start && is_word(char_at(m, at - 1), ascii);
    bool behind = at < m->end && is_word(char_at(m, at), ascii);

    return before != behind;
}

static bool holds(const re_machine *m, uint32_t kind, uint32_t at) {
    switch (kind) {
    case RE_AT_START:
        return at == 0;
    case RE_AT_LINE:
        return at == 0 || char_at(m, at - 1) == '\n';
    case RE_AT_END:
        return at == m->end || (at + 1 == m->end && char_at(m, at) == '\n');
    case RE_AT_LINE_END:
        return at == m->end || char_at(m, at) == '\n';
    case RE_AT_VERY_END:
        return at == m->end;
    case RE_AT_BOUNDARY:
    case RE_AT_BOUNDARY_ASCII:
        return at_boundary(m, at, kind == RE_AT_BOUNDARY_ASCII);
    default:
        return !at_boundary(m, at, kind == RE_AT_NO_BOUNDARY_ASCII);
    }
}

/* What the group matched stands at [*at] too. */
static bool again(const re_machine *m, uint32_t group, bool fold,
                  uint32_t *at) {
    uint32_t from = get(m, 2 * group), to = get(m, 2 * group + 1);

    if (from == RE_NOWHERE || to == RE_NOWHERE || from > to || to > m->end ||
        to - from > m->end - *at)
        return false;
    for (; from < to; from++, (*at)++) {
        uint32_t a = char_at(m, from), b = char_at(m, *at);

        if (a != b && !(fold && viv_char_fold(a) == viv_char_fold(b)))
            return false;
    }
    return true;
}

/* -- the loop */

static int run(re_machine *m, uint32_t pc, uint32_t at, uint32_t *end);

/* A part of its own: look-around, atomic group. Choices inside are forgotten,
 * registers that it set are restored later like any others. */
static int run_part(re_machine *m, uint32_t pc, uint32_t at, uint32_t *end) {
    uint32_t base = m->depth, kept = 0;
    bool whole = m->whole, nonempty = m->nonempty;
    int result;

    if (!viv_enter_native(m->vm))
        return -1;
    m->whole = m->nonempty = false;
    result = run(m, pc, at, end);
    m->whole = whole;
    m->nonempty = nonempty;
    if (result != 1)
        return result;
    for (uint32_t i = base; i < m->depth; i++)
        if (m->stack[i].kind == RESTORE)
            m->stack[base + kept++] = m->stack[i];
    m->depth = base + kept;
    return 1;
}

static void undo(re_machine *m, uint32_t base) {
    while (m->depth > base) {
        re_frame *frame = &m->stack[--m->depth];

        if (frame->kind == RESTORE)
            restore(m, frame);
    }
}

/* The newest choice above [base]: false, there is none. */
static bool backtrack(re_machine *m, uint32_t base, uint32_t *pc,
                      uint32_t *at) {
    while (m->depth > base) {
        re_frame *frame = &m->stack[m->depth - 1];

        if (frame->kind == RESTORE) {
            restore(m, frame);
            m->depth--;
        } else if (frame->kind == CHOICE) {
            *pc = frame->a;
            *at = frame->b;
            m->depth--;
            return true;
        } else { /* RUN: of a single character, one shorter */
            *pc = frame->a;
            *at = --frame->c;
            if (frame->c <= frame->b)
                m->depth--;
            return true;
        }
    }
    return false;
}

static bool one(re_machine *m, uint32_t *pc, uint32_t *at, int *failed) {
    uint32_t least = word(m, *pc + 1), most = word(m, *pc + 2);
    uint32_t kind = word(m, *pc + 3), behind = word(m, *pc + 4);
    uint32_t taken =
        run_length(m, *pc + 5, *at, kind == RE_LAZY ? least : most);

    m->work += taken / 8;
    if (taken < least)
        return false;
    if (kind == RE_GREEDY && taken > least &&
        !push(m, RUN, behind, *at + least, *at + taken))
        *failed = 1;
    if (kind == RE_LAZY && least < most) {
        /* Later, if need be: one more, by the same operation with other
         * bounds. */
        if (!push(m, CHOICE, *pc + 0x80000000u, *at + taken, 0))
            *failed = 1;
    }
    *at += taken;
    *pc = behind;
    return true;
}

/* A lazy run of single characters is to take one more. */
static bool one_more(re_machine *m, uint32_t *pc, uint32_t *at, int *failed) {
    uint32_t place = *pc - 0x80000000u;

    if (*at >= m->end || !takes(m, place + 5, char_at(m, *at)))
        return false;
    ++*at;
    if (!push(m, CHOICE, *pc, *at, 0))
        *failed = 1;
    *pc = word(m, place + 4);
    return true;
}

static bool loop(re_machine *m, uint32_t *pc, uint32_t at, int *failed) {
    uint32_t reg = word(m, *pc + 1), least = word(m, *pc + 2);
    uint32_t most = word(m, *pc + 3), lazy = word(m, *pc + 4);
    uint32_t body = word(m, *pc + 5), behind = word(m, *pc + 6);
    uint32_t count = get(m, reg), last = get(m, reg + 1);
    bool fine = true, more = count < most && (count < least || last != at);

    if (count >= least && more && lazy) {
        fine = push(m, CHOICE, *pc + 7, at, 0); /* RE_ENTER stands there */
        *pc = behind;
    } else if (more) {
        if (count >= least)
            fine = push(m, CHOICE, behind, at, 0);
        fine = fine && set(m, reg, count + 1) && set(m, reg + 1, at);
        *pc = body;
    } else {
        *pc = behind;
    }
    *failed = !fine;
    return true;
}

static bool look(re_machine *m, uint32_t *pc, uint32_t at, int *failed) {
    bool negated = word(m, *pc + 1);
    uint32_t width = word(m, *pc + 2), behind = word(m, *pc + 3), end;
    uint32_t base = m->depth;
    int result = 0;

    if (width == 0)
        result = run_part(m, *pc + 4, at, &end);
    else if (at >= width - 1)
        result = run_part(m, *pc + 4, at - (width - 1), &end);
    if (result < 0)
        *failed = 1;
    if (result == 1 && negated)
        undo(m, base);
    *pc = behind;
    return result >= 0 && (result == 1) != negated;
}

/* Could what begins at [pc] match at [at]? True where that is not seen at
 * once. */
static inline bool may_begin(const re_machine *m, uint32_t pc, uint32_t at) {
    for (int i = 0; i < HOPS; i++) {
        switch (word(m, pc)) {
        case RE_SAVE:
            pc += 2;
            break;
        case RE_JUMP:
            pc = word(m, pc + 1);
            break;
        case RE_ONE:
            if (word(m, pc + 1) == 0)
                return true;
            pc += 5;
            break;
        case RE_CHAR:
            return at < m->end && char_at(m, at) == word(m, pc + 1);
        case RE_CHAR_I:
        case RE_ANY:
        case RE_SET:
            return at < m->end && takes(m, pc, char_at(m, at));
        default:
            return true;
        }
    }
    return true;
}

/* Two ways on; a choice is noted only if both may be right. */
static bool split(re_machine *m, uint32_t *pc, uint32_t at) {
    uint32_t first = word(m, *pc + 1), second = word(m, *pc + 2);

    if (!may_begin(m, first, at)) {
        *pc = second;
        return true;
    }
    *pc = first;
    return !may_begin(m, second, at) || push(m, CHOICE, second, at, 0);
}

static bool finished(const re_machine *m, uint32_t at) {
    return !(m->whole && at != m->end) && !(m->nonempty && at == m->origin);
}

/* A character of the text against an operation that takes just one. */
static bool take_one(const re_machine *m, uint32_t op, uint32_t *pc,
                     uint32_t *at) {
    if (*at >= m->end || !takes(m, *pc, char_at(m, *at)))
        return false;
    ++*at;
    *pc += op == RE_SET ? 2 + word(m, *pc + 1) : op >= RE_ANY ? 1 : 2;
    return true;
}

/* What an atomic group matched stays: the choices made in it are dropped. */
static bool atomic(re_machine *m, uint32_t *pc, uint32_t *at, int *failed) {
    uint32_t end;
    int part = run_part(m, *pc + 2, *at, &end);

    *failed = part < 0;
    *pc = word(m, *pc + 1);
    if (part == 1)
        *at = end;
    return part == 1;
}

/* One operation; false: it does not fit. [done] on RE_MATCH. */
static bool step(re_machine *m, uint32_t *pc, uint32_t *at, int *failed,
                 bool *done) {
    uint32_t op = word(m, *pc), number;

    if (*pc >= 0x80000000u)
        return one_more(m, pc, at, failed);
    switch (op) {
    case RE_MATCH:
        *done = finished(m, *at);
        return *done;
    case RE_CHAR:
        if (*at >= m->end || char_at(m, *at) != word(m, *pc + 1))
            return false;
        ++*at;
        *pc += 2;
        return true;
    case RE_CHAR_I:
    case RE_ANY:
    case RE_ALL:
    case RE_SET:
        return take_one(m, op, pc, at);
    case RE_JUMP:
        *pc = word(m, *pc + 1);
        return true;
    case RE_SPLIT:
        *failed = !split(m, pc, *at);
        return true;
    case RE_SAVE:
        number = word(m, *pc + 1);
        *failed = !(number & 1 ? set_end(m, number, *at)
                               : set(m, number, *at));
        *pc += 2;
        return true;
    case RE_AT:
        *pc += 2;
        return holds(m, word(m, *pc - 1), *at);
    case RE_LOOK:
        return look(m, pc, *at, failed);
    case RE_ATOMIC:
        return atomic(m, pc, at, failed);
    case RE_GROUP:
    case RE_GROUP_I:
        *pc += 2;
        return again(m, word(m, *pc - 1), op == RE_GROUP_I, at);
    case RE_IF:
        *pc = get(m, 2 * word(m, *pc + 1) + 1) == RE_NOWHERE
                  ? word(m, *pc + 2)
                  : *pc + 3;
        return true;
    case RE_ONE:
        return one(m, pc, at, failed);
    case RE_RESET:
        *failed = !set(m, word(m, *pc + 1), 0) ||
                  !set(m, word(m, *pc + 1) + 1, RE_NOWHERE);
        *pc += 2;
        return true;
    case RE_LOOP:
        return loop(m, pc, *at, failed);
    case RE_ENTER:
        *failed = !set(m, word(m, *pc + 1), get(m, word(m, *pc + 1)) + 1) ||
                  !set(m, word(m, *pc + 1) + 1, *at);
        *pc = word(m, *pc + 2);
        return true;
    default:
        return false;
    }
}

static int run(re_machine *m, uint32_t pc, uint32_t at, uint32_t *end) {
    uint32_t base = m->depth;
    bool done = false;
    int failed = 0;

    for (;;) {
        bool fits = step(m, &pc, &at, &failed, &done);

        if (failed)
            return -1;
        if (done) {
            *end = at;
            return 1;
        }
        if (!fits && !backtrack(m, base, &pc, &at))
            return 0;
        if (++m->work >= CHARGE_EVERY) {
            if (!viv_charge(m->vm, m->work * 2))
                return -1;
            m->work = 0;
        }
    }
}

int re_match_at(re_machine *m, uint32_t at) {
    uint32_t end;
    int result;

    for (uint32_t i = 0; i < m->count; i++)
        m->registers[i] = RE_NOWHERE;
    m->depth = 0;
    result = run(m, 0, at, &end);
    if (result == 1) {
        m->registers[0] = at;
        m->registers[1] = end;
    }
    return result;
}

/* The place of an operation that the first character of any match must fit, or
 * RE_NOWHERE. */
static uint32_t first_operation(const re_machine *m) {
    uint32_t pc = 0;

    while (word(m, pc) == RE_SAVE || word(m, pc) == RE_AT ||
           word(m, pc) == RE_RESET)
        pc += 2;
    if (word(m, pc) == RE_LOOP && word(m, pc + 2) > 0)
        pc = word(m, pc + 5);
    while (word(m, pc) == RE_SAVE)
        pc += 2;
    if (word(m, pc) == RE_ONE && word(m, pc + 1) > 0)
        pc += 5;
    switch (word(m, pc)) {
    case RE_CHAR:
    case RE_CHAR_I:
    case RE_SET:
        return pc;
    default:
        return RE_NOWHERE;
    }
}

static uint32_t skip_to(re_machine *m, uint32_t first, uint32_t at) {
    if (word(m, first) == RE_CHAR && m->text.width == 1) {
        uint32_t c = word(m, first + 1);
        const uint8_t *data = m->text.data;
        const uint8_t *found =
            c > 255 ? NULL : memchr(data + at, (int)c, m->end - at);

        return found == NULL ? m->end : (uint32_t)(found - data);
    }
    while (at < m->end && !takes(m, first, char_at(m, at)))
        at++;
    return at;
}

int re_search(re_machine *m, uint32_t at, uint32_t *found) {
    uint32_t first = first_operation(m);

    for (; at <= m->end; at++) {
        int result;

        if (first != RE_NOWHERE) {
            uint32_t to = skip_to(m, first, at);

            if (!viv_charge(m->vm, (to - at) / 16))
                return -1;
            at = to;
            if (at >= m->end)
                return 0;
        }
        result = re_match_at(m, at);
        if (result != 0) {
            *found = at;
            return result;
        }
        if (!viv_charge(m->vm, 1))
            return -1;
    }
    return 0;
}

/* re_parts.h - compiled patterns and the matcher.
 *
 * A pattern is a program of 32-bit words, made by the compiler in Python
 * (re/_compile.py) and run by backtracking. The program and the registers lie
 * in the cage: every jump, register and character class is checked against its
 * bounds where it is used.
 */
#ifndef RE_PARTS_H
#define RE_PARTS_H

#include <vivarium.h>

/* Operations, with their operands. The compiler has the same list. */
enum {
    RE_FAIL,
    RE_MATCH,
    RE_CHAR,     /* character */
    RE_CHAR_I,   /* folded character */
    RE_ANY,      /* but for a line end */
    RE_ALL,
    RE_SET,      /* length negated folded bitmap*8 rows (kind low high)* */
    RE_JUMP,     /* place */
    RE_SPLIT,    /* first, second */
    RE_SAVE,     /* register */
    RE_AT,       /* RE_AT_* */
    RE_LOOK,     /* negated, width behind + 1 or 0, place behind */
    RE_ATOMIC,   /* place behind */
    RE_GROUP,    /* number: what it matched, again */
    RE_GROUP_I,
    RE_IF,       /* group, place if it did not match */
    RE_ONE,      /* least, most, RE_GREEDY.., place behind; a single
                    character */
    RE_RESET,    /* register: a loop begins */
    RE_LOOP,     /* register, least, most, lazy, body, behind */
    RE_ENTER,    /* register, body */
};

enum { RE_GREEDY, RE_LAZY, RE_POSSESSIVE };

enum {
    RE_AT_START, RE_AT_LINE, RE_AT_END, RE_AT_LINE_END, RE_AT_VERY_END,
    RE_AT_BOUNDARY, RE_AT_NO_BOUNDARY, RE_AT_BOUNDARY_ASCII,
    RE_AT_NO_BOUNDARY_ASCII,
};

/* Kinds of rows of a set; classes come in pairs, the odd one is the
 * negation. */
enum { RE_RANGE, RE_DIGIT = 2, RE_SPACE = 4, RE_WORD = 6, RE_DIGIT_ASCII = 8,
       RE_SPACE_ASCII = 10, RE_WORD_ASCII = 12 };

enum { RE_BITMAP = 4, RE_SET_HEAD = 12 };

#define RE_NOWHERE UINT32_MAX

typedef struct re_text {
    viv_value source;
    viv_chars chars;
    bool bytes;
    uint32_t start, end; /* of the part that is looked at */
} re_text;

typedef struct re_frame {
    uint32_t kind, a, b, c;
} re_frame;

/* One search: the program, the text, registers, and the stack of choices. */
typedef struct re_machine {
    viv_vm *vm;
    const uint32_t *code;
    uint32_t words;
    viv_chars text;
    uint32_t start, end;
    uint32_t *registers, count;
    re_frame *stack;
    uint32_t depth, room;
    bool whole, nonempty;   /* fullmatch; not empty where [origin] is */
    uint32_t origin;
    uint32_t work;
} re_machine;

/* Slots of a pattern. */
enum { RE_CODE, RE_SOURCE, RE_FLAGS, RE_GROUPS, RE_NAMES, RE_REGISTERS,
       RE_EXPAND, RE_PATTERN_SLOTS };
/* Slots of a match. */
enum { RE_SPANS, RE_PATTERN, RE_STRING, RE_FROM, RE_TO, RE_MATCH_SLOTS };

/* 1 it matches at [at], 0 it does not, -1 raised; spans are in the
 * registers. */
int re_match_at(re_machine *m, uint32_t at);
/* The first match at or after [at]; where it begins is put into [found]. */
int re_search(re_machine *m, uint32_t at, uint32_t *found);

/* False: raised. */
bool re_text_of(viv_vm *vm, viv_value pattern, viv_value value, int64_t from,
                int64_t to, re_text *text);
bool re_begin(viv_vm *vm, viv_value pattern, const re_text *text,
              re_machine *m);
viv_value re_new_match(viv_vm *vm, viv_value pattern, const re_text *text,
                       const re_machine *m, uint32_t start);
viv_value re_slice(viv_vm *vm, viv_value source, uint32_t start, uint32_t end);
/* Group [number] of the machine's match that began at [start], else
 * [missing]. */
viv_value re_group_of(const re_machine *m, const re_text *text, uint32_t number,
                      uint32_t start, viv_value missing);
uint32_t re_group_count(viv_vm *vm, viv_value pattern);

extern const viv_function re_pattern_methods[14];
extern const viv_property re_pattern_properties[4];
extern const viv_function re_match_methods[11];
extern const viv_property re_match_properties[7];
extern const viv_function re_iterator_methods[2];
viv_value re_sub(viv_vm *vm, const viv_value *args);
viv_value re_subn(viv_vm *vm, const viv_value *args);
viv_value re_split(viv_vm *vm, const viv_value *args);
viv_value re_findall(viv_vm *vm, const viv_value *args);

#endif

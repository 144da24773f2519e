/* re_pattern.c - pattern objects: making them, matching, replacing,
 * splitting. */
#include "re_parts.h"

static viv_value pattern_new(viv_vm *vm, const viv_value *args) {
    uint32_t words = viv_list_length(vm, args[3]), *code;
    viv_value made;

    if (words > UINT32_MAX / 8 || !viv_admits(vm, words * 4ull))
        return viv_raise(vm, VIV_MemoryError, "");
    made = viv_new(vm, args[0]);
    VIV_TRY(made);
    viv_set_slot(vm, made, RE_SOURCE, args[1]);
    viv_set_slot(vm, made, RE_FLAGS, args[2]);
    viv_set_slot(vm, made, RE_GROUPS, args[4]);
    viv_set_slot(vm, made, RE_NAMES, args[5]);
    viv_set_slot(vm, made, RE_REGISTERS, args[6]);
    viv_set_slot(vm, made, RE_EXPAND, args[7]);
    code = viv_slot_bytes(vm, made, RE_CODE, (words + 1) * 4);
    if (code == NULL || !viv_charge(vm, words / 8))
        return VIV_RAISE;
    code[0] = words;
    for (uint32_t i = 0; i < words; i++)
        code[i + 1] =
            (uint32_t)viv_to_int(vm, viv_list_get(vm, args[3], i));
    return made;
}

static uint32_t small_slot(viv_vm *vm, viv_value self, uint32_t slot) {
    int64_t number = viv_to_int(vm, viv_slot(vm, self, slot));

    return number < 0 || number > UINT32_MAX / 16 ? 0 : (uint32_t)number;
}

uint32_t re_group_count(viv_vm *vm, viv_value pattern) {
    return small_slot(vm, pattern, RE_GROUPS);
}

static uint32_t clip(int64_t place, uint32_t length) {
    return place < 0 ? 0 : place > length ? length : (uint32_t)place;
}

bool re_text_of(viv_vm *vm, viv_value pattern, viv_value value, int64_t from,
                int64_t to, re_text *text) {
    bool bytes = !viv_is_str(vm, viv_slot(vm, pattern, RE_SOURCE));

    *text = (re_text){.source = value, .bytes = bytes};
    if (viv_is_str(vm, value)) {
        if (bytes)
            return viv_raise(vm, VIV_TypeError,
                             "cannot use a bytes pattern on a string-like "
                             "object"),
                   false;
        text->chars = viv_to_chars(vm, value);
    } else {
        viv_bytes_view view = viv_to_bytes(vm, value);

        if (view.data == NULL && !viv_is_bytes(vm, value))
            return viv_raise(vm, VIV_TypeError,
                             "expected string or bytes-like object, got '%T'",
                             value),
                   false;
        if (!bytes)
            return viv_raise(vm, VIV_TypeError,
                             "cannot use a string pattern on a bytes-like "
                             "object"),
                   false;
        text->chars = (viv_chars){view.data, view.length, 1, false};
    }
    text->end = clip(to, text->chars.length);
    text->start = clip(from, text->chars.length);
    return true;
}

bool re_begin(viv_vm *vm, viv_value pattern, const re_text *text,
              re_machine *m) {
    uint32_t *code = viv_slot_bytes(vm, pattern, RE_CODE, 4), words;
    uint32_t groups = re_group_count(vm, pattern);

    if (code == NULL)
        return false;
    words = code[0];
    code = viv_slot_bytes(vm, pattern, RE_CODE, (words + 1) * 4);
    *m = (re_machine){.vm = vm, .words = words, .text = text->chars,
                      .end = text->end, .origin = RE_NOWHERE};
    if (code == NULL)
        return false;
    m->code = code + 1;
    m->count = small_slot(vm, pattern, RE_REGISTERS);
    if (m->count < 2 * groups + 3)
        m->count = 2 * groups + 3;
    m->registers = viv_scratch(vm, m->count * 4);
    return m->registers != NULL;
}

viv_value re_slice(viv_vm *vm, viv_value source, uint32_t start,
                   uint32_t end) {
    viv_bytes_view view;

    if (viv_is_str(vm, source))
        return viv_str_slice(vm, source, start, end);
    view = viv_to_bytes(vm, source);
    if (end > view.length)
        end = view.length;
    return viv_bytes(vm, view.data + start, start < end ? end - start : 0);
}

viv_value re_group_of(const re_machine *m, const re_text *text, uint32_t number,
                      uint32_t start, viv_value missing) {
    uint32_t from = number ? m->registers[2 * number] : start;
    uint32_t to = m->registers[2 * number + 1];

    if (from == RE_NOWHERE || to == RE_NOWHERE)
        return missing;
    return re_slice(m->vm, text->source, from, to);
}

viv_value re_new_match(viv_vm *vm, viv_value pattern, const re_text *text,
                       const re_machine *m, uint32_t start) {
    uint32_t words = 2 * re_group_count(vm, pattern) + 2, *spans;
    viv_value made = viv_new(vm, viv_module_get(vm, "re", "Match"));

    VIV_TRY(made);
    viv_set_slot(vm, made, RE_PATTERN, pattern);
    viv_set_slot(vm, made, RE_STRING, text->source);
    viv_set_slot(vm, made, RE_FROM, viv_small_int(text->start));
    viv_set_slot(vm, made, RE_TO, viv_small_int(text->end));
    spans = viv_slot_bytes(vm, made, RE_SPANS, (words + 1) * 4);
    if (spans == NULL)
        return VIV_RAISE;
    memcpy(spans, m->registers, words * 4);
    spans[0] = start;
    spans[words] = m->registers[m->count - 1];
    return made;
}

/* -- match, search, fullmatch */

static viv_value attempt(viv_vm *vm, const viv_value *args, bool search,
                         bool whole) {
    re_machine m;
    re_text text;
    uint32_t at;
    int result;

    if (!re_text_of(vm, args[0], args[1], viv_to_int(vm, args[2]),
                    viv_to_int(vm, args[3]), &text) ||
        !re_begin(vm, args[0], &text, &m))
        return VIV_RAISE;
    m.whole = whole;
    at = text.start;
    if (at > text.end)
        return VIV_NONE;
    result = search ? re_search(&m, at, &at) : re_match_at(&m, at);
    if (result <= 0)
        return result < 0 ? VIV_RAISE : VIV_NONE;
    return re_new_match(vm, args[0], &text, &m, at);
}

static viv_value pattern_match(viv_vm *vm, const viv_value *args) {
    return attempt(vm, args, false, false);
}

static viv_value pattern_fullmatch(viv_vm *vm, const viv_value *args) {
    return attempt(vm, args, false, true);
}

static viv_value pattern_search(viv_vm *vm, const viv_value *args) {
    return attempt(vm, args, true, false);
}

/* -- all matches: each begins where the one before ended, and is not empty
 * there if that one was */

typedef struct walk {
    re_machine m;
    re_text text;
    uint32_t at, start, end;
} walk;

static bool walk_begin(viv_vm *vm, const viv_value *args, int64_t from,
                       int64_t to, walk *w) {
    if (!re_text_of(vm, args[0], args[1], from, to, &w->text) ||
        !re_begin(vm, args[0], &w->text, &w->m))
        return false;
    w->at = w->text.start;
    return true;
}

/* 1: the next match lies at start .. end. */
static int walk_next(walk *w) {
    int result;

    if (w->at > w->text.end)
        return 0;
    result = re_search(&w->m, w->at, &w->start);
    if (result <= 0)
        return result;
    w->end = w->m.registers[1];
    w->at = w->end;
    w->m.nonempty = w->start == w->end;
    w->m.origin = w->end;
    return 1;
}

static viv_value found_item(const walk *w, uint32_t groups) {
    viv_value few[16], *items = few, nothing;

    if (groups == 0)
        return re_slice(w->m.vm, w->text.source, w->start, w->end);
    nothing = re_slice(w->m.vm, w->text.source, 0, 0);
    VIV_TRY(nothing);
    if (groups == 1)
        return re_group_of(&w->m, &w->text, 1, w->start, nothing);
    if (groups > 16)
        items = viv_scratch(w->m.vm, groups * (uint32_t)sizeof *items);
    if (items == NULL)
        return VIV_RAISE;
    for (uint32_t i = 0; i < groups; i++) {
        items[i] = re_group_of(&w->m, &w->text, i + 1, w->start, nothing);
        VIV_TRY(items[i]);
    }
    return viv_tuple(w->m.vm, items, groups);
}

viv_value re_findall(viv_vm *vm, const viv_value *args) {
    uint32_t groups = re_group_count(vm, args[0]);
    viv_value list = viv_list(vm, 8), item;
    walk w;
    int result;

    VIV_TRY(list);
    if (!walk_begin(vm, args, viv_to_int(vm, args[2]), viv_to_int(vm, args[3]),
                    &w))
        return VIV_RAISE;
    while ((result = walk_next(&w)) > 0) {
        item = found_item(&w, groups);
        VIV_TRY(item);
        if (!viv_list_append(vm, list, item))
            return VIV_RAISE;
    }
    return result < 0 ? VIV_RAISE : list;
}

viv_value re_split(viv_vm *vm, const viv_value *args) {
    uint32_t groups = re_group_count(vm, args[0]), last = 0;
    int64_t left = viv_to_int(vm, args[2]);
    viv_value list = viv_list(vm, 8), item;
    walk w;
    int result = 0;

    VIV_TRY(list);
    if (!walk_begin(vm, args, 0, UINT32_MAX, &w))
        return VIV_RAISE;
    if (left == 0)
        left = INT64_MAX;
    while (left-- > 0 && (result = walk_next(&w)) > 0) {
        item = re_slice(vm, w.text.source, last, w.start);
        VIV_TRY(item);
        if (!viv_list_append(vm, list, item))
            return VIV_RAISE;
        for (uint32_t i = 1; i <= groups; i++) {
            item = re_group_of(&w.m, &w.text, i, w.start, VIV_NONE);
            VIV_TRY(item);
            if (!viv_list_append(vm, list, item))
                return VIV_RAISE;
        }
        last = w.end;
    }
    if (result < 0)
        return VIV_RAISE;
    item = re_slice(vm, w.text.source, last, w.text.chars.length);
    VIV_TRY(item);
    return viv_list_append(vm, list, item) ? list : VIV_RAISE;
}

/* -- replacing */

/* What stands for a match: a function's result, or a template's parts: texts
 * and numbers of groups. */
static viv_value replacement(viv_vm *vm, viv_value pattern, const walk *w,
                             viv_value by, viv_value pieces) {
    viv_value match, nothing, part;

    if (!viv_is_list(vm, by)) {
        match = re_new_match(vm, pattern, &w->text, &w->m, w->start);
        VIV_TRY(match);
        part = viv_call(vm, by, &match, 1);
        VIV_TRY(part);
        if (!viv_is_none(part) && !viv_list_append(vm, pieces, part))
            return VIV_RAISE;
        return VIV_NONE;
    }
    nothing = re_slice(vm, w->text.source, 0, 0);
    VIV_TRY(nothing);
    for (uint32_t i = 0; i < viv_list_length(vm, by); i++) {
        part = viv_list_get(vm, by, i);
        if (viv_is_small_int(part)) {
            int64_t group = viv_small_int_value(part);

            if (group < 0 || group > re_group_count(vm, pattern))
                return viv_raise(vm, VIV_IndexError, "no such group");
            part = re_group_of(&w->m, &w->text, (uint32_t)group, w->start,
                               nothing);
            VIV_TRY(part);
        }
        if (!viv_list_append(vm, pieces, part))
            return VIV_RAISE;
    }
    return VIV_NONE;
}

static viv_value joined(viv_vm *vm, const walk *w, viv_value pieces) {
    viv_value nothing = re_slice(vm, w->text.source, 0, 0), join;

    VIV_TRY(nothing);
    join = viv_get_attribute(vm, nothing, viv_name(vm, "join"));
    VIV_TRY(join);
    return viv_call(vm, join, &pieces, 1);
}

/* A template's parts, from the compiler in Python. */
static viv_value template_of(viv_vm *vm, const viv_value *args) {
    viv_value pair[2] = {args[0], args[1]};

    if (viv_is_callable(vm, args[1]))
        return args[1];
    return viv_call(vm, viv_slot(vm, args[0], RE_EXPAND), pair, 2);
}

/* args: pattern, replacement, text, count. */
static viv_value substitute(viv_vm *vm, const viv_value *args,
                            int64_t *replaced) {
    viv_value by = template_of(vm, args), pieces = viv_list(vm, 8), part;
    viv_value where[2] = {args[0], args[2]};
    int64_t left = viv_to_int(vm, args[3]);
    uint32_t last = 0;
    walk w;
    int result = 0;

    VIV_TRY(by);
    VIV_TRY(pieces);
    if (!walk_begin(vm, where, 0, UINT32_MAX, &w))
        return VIV_RAISE;
    if (left <= 0)
        left = INT64_MAX;
    for (*replaced = 0; left > 0 && (result = walk_next(&w)) > 0; left--) {
        part = re_slice(vm, args[2], last, w.start);
        VIV_TRY(part);
        if (w.start > last && !viv_list_append(vm, pieces, part))
            return VIV_RAISE;
        VIV_TRY(replacement(vm, args[0], &w, by, pieces));
        last = w.end;
        ++*replaced;
    }
    if (result < 0)
        return VIV_RAISE;
    if (*replaced == 0)
        return args[2];
    part = re_slice(vm, args[2], last, w.text.chars.length);
    VIV_TRY(part);
    return viv_list_append(vm, pieces, part) ? joined(vm, &w, pieces)
                                             : VIV_RAISE;
}

viv_value re_sub(viv_vm *vm, const viv_value *args) {
    int64_t replaced;

    return substitute(vm, args, &replaced);
}

viv_value re_subn(viv_vm *vm, const viv_value *args) {
    int64_t replaced = 0;
    viv_value parts[2] = {substitute(vm, args, &replaced), VIV_NONE};

    VIV_TRY(parts[0]);
    parts[1] = viv_int(vm, replaced);
    return viv_tuple(vm, parts, 2);
}

/* -- finditer: pattern, text, next place, end, nonempty at */

static viv_value pattern_finditer(viv_vm *vm, const viv_value *args) {
    viv_value made = viv_new(vm, viv_module_get(vm, "re", "_iterator"));
    re_text text;

    VIV_TRY(made);
    if (!re_text_of(vm, args[0], args[1], viv_to_int(vm, args[2]),
                    viv_to_int(vm, args[3]), &text))
        return VIV_RAISE;
    viv_set_slot(vm, made, 0, args[0]);
    viv_set_slot(vm, made, 1, args[1]);
    viv_set_slot(vm, made, 2, viv_small_int(text.start));
    viv_set_slot(vm, made, 3, viv_small_int(text.end));
    viv_set_slot(vm, made, 4, VIV_FALSE);
    viv_set_slot(vm, made, 5, viv_small_int(text.start));
    return made;
}

static viv_value iterator_next(viv_vm *vm, const viv_value *args) {
    viv_value self = args[0], where[2], match;
    walk w;
    int result;

    where[0] = viv_slot(vm, self, 0);
    where[1] = viv_slot(vm, self, 1);
    if (viv_is_absent(where[0]))
        return VIV_DONE;
    if (!walk_begin(vm, where, viv_to_int(vm, viv_slot(vm, self, 2)),
                    viv_to_int(vm, viv_slot(vm, self, 3)), &w))
        return VIV_RAISE;
    w.m.nonempty = viv_same(viv_slot(vm, self, 4), VIV_TRUE);
    w.m.origin = w.at;
    w.text.start = (uint32_t)viv_to_int(vm, viv_slot(vm, self, 5));
    result = walk_next(&w);
    if (result <= 0) {
        viv_set_slot(vm, self, 0, VIV_ABSENT);
        return result < 0 ? VIV_RAISE : VIV_DONE;
    }
    match = re_new_match(vm, where[0], &w.text, &w.m, w.start);
    VIV_TRY(match);
    viv_set_slot(vm, self, 2, viv_small_int(w.at));
    viv_set_slot(vm, self, 4, viv_bool(w.m.nonempty));
    return match;
}

static viv_value iterator_self(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return args[0];
}

const viv_function re_iterator_methods[2] = {
    {"__iter__(self, /)", iterator_self, NULL},
    {"__next__(self, /)", iterator_next, NULL},
};

/* -- */

static viv_value pattern_hash(viv_vm *vm, const viv_value *args) {
    uint64_t hash;

    if (!viv_hash(vm, viv_slot(vm, args[0], RE_SOURCE), &hash))
        return VIV_RAISE;
    return viv_small_int((int64_t)(hash >> 4));
}

static viv_value pattern_eq(viv_vm *vm, const viv_value *args) {
    int same;

    if (!viv_same(viv_type_of(vm, args[0]), viv_type_of(vm, args[1])))
        return VIV_NOT_IMPLEMENTED;
    if (!viv_same(viv_slot(vm, args[0], RE_FLAGS),
                  viv_slot(vm, args[1], RE_FLAGS)))
        return VIV_FALSE;
    same = viv_equal(vm, viv_slot(vm, args[0], RE_SOURCE),
                     viv_slot(vm, args[1], RE_SOURCE));
    return same < 0 ? VIV_RAISE : viv_bool(same);
}

static viv_value get_pattern(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, RE_SOURCE);
}

static viv_value get_flags(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, RE_FLAGS);
}

static viv_value get_groups(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, RE_GROUPS);
}

static viv_value get_names(viv_vm *vm, viv_value self) {
    return viv_dict_copy(vm, viv_slot(vm, self, RE_NAMES));
}

static viv_value pattern_self(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return args[0];
}

static viv_value pattern_repr(viv_vm *vm, const viv_value *args) {
    viv_value show = viv_module_get(vm, "re", "_show_pattern");

    return viv_tail_call(vm, show, args, 1);
}

#define SPAN "string, pos: index = 0, endpos: index = 9223372036854775807)"

const viv_function re_pattern_methods[14] = {
    {"__new__(cls, pattern, flags, code: list, groups, names: dict, registers, "
     "expand, /)",
     pattern_new, NULL},
    {"match(self, /, " SPAN, pattern_match,
     "Matches zero or more characters at the beginning of the string."},
    {"fullmatch(self, /, " SPAN, pattern_fullmatch,
     "Matches against all of the string."},
    {"search(self, /, " SPAN, pattern_search,
     "Scan through string looking for a match, and return a match object."},
    {"findall(self, /, " SPAN, re_findall,
     "Return a list of all non-overlapping matches of pattern in string."},
    {"finditer(self, /, " SPAN, pattern_finditer,
     "Return an iterator over all non-overlapping matches."},
    {"split(self, /, string, maxsplit: index = 0)", re_split,
     "Split string by the occurrences of pattern."},
    {"sub(self, /, repl, string, count: index = 0)", re_sub,
     "Return the string with all matches replaced by repl."},
    {"subn(self, /, repl, string, count: index = 0)", re_subn,
     "Return the tuple (new_string, number_of_subs_made)."},
    {"__hash__(self, /)", pattern_hash, NULL},
    {"__eq__(self, other, /)", pattern_eq, NULL},
    {"__copy__(self, /)", pattern_self, NULL},
    {"__deepcopy__(self, memo, /)", pattern_self, NULL},
    {"__repr__(self, /)", pattern_repr, NULL},
};

const viv_property re_pattern_properties[4] = {
    {"pattern", get_pattern, NULL,
     "The pattern string from which the RE object was compiled."},
    {"flags", get_flags, NULL, "The regex matching flags."},
    {"groups", get_groups, NULL, "The number of capturing groups."},
    {"groupindex", get_names, NULL,
     "A dictionary mapping group names to group numbers."},
};

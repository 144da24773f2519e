/* re_match.c - match objects. */
#include "re_parts.h"

/* Where group [number] lies; false: it matched nothing. */
static bool span(viv_vm *vm, viv_value self, uint32_t number, uint32_t *start,
                 uint32_t *end) {
    uint32_t groups = re_group_count(vm, viv_slot(vm, self, RE_PATTERN));
    const uint32_t *spans =
        viv_slot_bytes(vm, self, RE_SPANS, (2 * groups + 3) * 4);

    if (spans == NULL || number > groups)
        return false;
    *start = spans[2 * number];
    *end = spans[2 * number + 1];
    return *start != RE_NOWHERE && *end != RE_NOWHERE;
}

static viv_value group_at(viv_vm *vm, viv_value self, uint32_t number,
                          viv_value missing) {
    uint32_t start, end;

    return span(vm, self, number, &start, &end)
               ? re_slice(vm, viv_slot(vm, self, RE_STRING), start, end)
               : missing;
}

/* A number or a name; false: raised IndexError. */
static bool number_of(viv_vm *vm, viv_value self, viv_value key,
                      uint32_t *number) {
    viv_value pattern = viv_slot(vm, self, RE_PATTERN), found = key;
    int64_t value = -1;

    if (!viv_is_int(vm, key)) {
        found = viv_is_str(vm, key)
                    ? viv_dict_get(vm, viv_slot(vm, pattern, RE_NAMES), key)
                    : VIV_ABSENT;
        if (viv_is_raise(found))
            return false;
    }
    if (viv_is_int(vm, found))
        value = viv_to_int(vm, found);
    if (value < 0 || value > re_group_count(vm, pattern))
        return viv_raise(vm, VIV_IndexError, "no such group"), false;
    *number = (uint32_t)value;
    return true;
}

static viv_value match_group(viv_vm *vm, const viv_value *args) {
    uint32_t count = viv_tuple_length(vm, args[1]), number;
    viv_value list, item;

    if (count == 0)
        return group_at(vm, args[0], 0, VIV_NONE);
    if (count == 1)
        return number_of(vm, args[0], viv_tuple_get(vm, args[1], 0), &number)
                   ? group_at(vm, args[0], number, VIV_NONE)
                   : VIV_RAISE;
    list = viv_list(vm, count);
    VIV_TRY(list);
    for (uint32_t i = 0; i < count; i++) {
        if (!number_of(vm, args[0], viv_tuple_get(vm, args[1], i), &number))
            return VIV_RAISE;
        item = group_at(vm, args[0], number, VIV_NONE);
        VIV_TRY(item);
        if (!viv_list_append(vm, list, item))
            return VIV_RAISE;
    }
    return viv_tuple_from_list(vm, list);
}

static viv_value match_item(viv_vm *vm, const viv_value *args) {
    uint32_t number;

    return number_of(vm, args[0], args[1], &number)
               ? group_at(vm, args[0], number, VIV_NONE)
               : VIV_RAISE;
}

static viv_value match_groups(viv_vm *vm, const viv_value *args) {
    uint32_t groups =
        re_group_count(vm, viv_slot(vm, args[0], RE_PATTERN));
    viv_value list = viv_list(vm, groups), item;

    VIV_TRY(list);
    for (uint32_t i = 1; i <= groups; i++) {
        item = group_at(vm, args[0], i, args[1]);
        VIV_TRY(item);
        if (!viv_list_append(vm, list, item))
            return VIV_RAISE;
    }
    return viv_tuple_from_list(vm, list);
}

static viv_value match_groupdict(viv_vm *vm, const viv_value *args) {
    viv_value pattern = viv_slot(vm, args[0], RE_PATTERN);
    viv_value names = viv_slot(vm, pattern, RE_NAMES), made = viv_dict(vm, 4);
    viv_value key, value, item;
    uint32_t position = 0;

    VIV_TRY(made);
    while (viv_dict_next(vm, names, &position, &key, &value)) {
        item = group_at(vm, args[0], (uint32_t)viv_to_int(vm, value), args[1]);
        VIV_TRY(item);
        if (!viv_dict_set(vm, made, key, item))
            return VIV_RAISE;
    }
    return made;
}

enum { START = 1, END = 2 };

static viv_value place(viv_vm *vm, const viv_value *args, int which) {
    uint32_t number, start, end;
    viv_value pair[2] = {viv_small_int(-1), viv_small_int(-1)};

    if (!number_of(vm, args[0], args[1], &number))
        return VIV_RAISE;
    if (span(vm, args[0], number, &start, &end)) {
        pair[0] = viv_small_int(start);
        pair[1] = viv_small_int(end);
    }
    return which == START ? pair[0]
           : which == END ? pair[1]
                          : viv_tuple(vm, pair, 2);
}

static viv_value match_start(viv_vm *vm, const viv_value *args) {
    return place(vm, args, START);
}

static viv_value match_end(viv_vm *vm, const viv_value *args) {
    return place(vm, args, END);
}

static viv_value match_span(viv_vm *vm, const viv_value *args) {
    return place(vm, args, START | END);
}

static viv_value match_expand(viv_vm *vm, const viv_value *args) {
    viv_value expand = viv_module_get(vm, "re", "_expand_match");
    viv_value triple[3] = {
        viv_slot(vm, viv_slot(vm, args[0], RE_PATTERN), RE_EXPAND), args[0],
        args[1]};

    return viv_tail_call(vm, expand, triple, 3);
}

static viv_value match_repr(viv_vm *vm, const viv_value *args) {
    return viv_tail_call(vm, viv_module_get(vm, "re", "_show_match"), args, 1);
}

static viv_value match_self(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return args[0];
}

const viv_function re_match_methods[11] = {
    {"group(self, /, *groups)", match_group,
     "Return subgroup(s) of the match by indices or names."},
    {"__getitem__(self, key, /)", match_item, "Return self[key]."},
    {"groups(self, /, default=None)", match_groups,
     "Return a tuple containing all the subgroups of the match, from 1."},
    {"groupdict(self, /, default=None)", match_groupdict,
     "Return a dictionary containing all the named subgroups of the match."},
    {"start(self, group=0, /)", match_start,
     "Return index of the start of the substring matched by group."},
    {"end(self, group=0, /)", match_end,
     "Return index of the end of the substring matched by group."},
    {"span(self, group=0, /)", match_span,
     "For match object m, return the 2-tuple (m.start(group), m.end(group))."},
    {"expand(self, /, template)", match_expand,
     "Return the string obtained by doing backslash substitution."},
    {"__repr__(self, /)", match_repr, NULL},
    {"__copy__(self, /)", match_self, NULL},
    {"__deepcopy__(self, memo, /)", match_self, NULL},
};

static viv_value get_string(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, RE_STRING);
}

static viv_value get_re(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, RE_PATTERN);
}

static viv_value get_pos(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, RE_FROM);
}

static viv_value get_endpos(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, RE_TO);
}

static viv_value get_lastindex(viv_vm *vm, viv_value self) {
    uint32_t groups = re_group_count(vm, viv_slot(vm, self, RE_PATTERN));
    const uint32_t *spans =
        viv_slot_bytes(vm, self, RE_SPANS, (2 * groups + 3) * 4);

    if (spans == NULL)
        return VIV_RAISE;
    return spans[2 * groups + 2] == RE_NOWHERE
               ? VIV_NONE
               : viv_small_int(spans[2 * groups + 2]);
}

static viv_value get_lastgroup(viv_vm *vm, viv_value self) {
    viv_value names =
        viv_slot(vm, viv_slot(vm, self, RE_PATTERN), RE_NAMES);
    viv_value last = get_lastindex(vm, self), key, value;
    uint32_t position = 0;

    while (viv_dict_next(vm, names, &position, &key, &value))
        if (viv_same(value, last))
            return key;
    return VIV_NONE;
}

static viv_value get_regs(viv_vm *vm, viv_value self) {
    uint32_t groups = re_group_count(vm, viv_slot(vm, self, RE_PATTERN));
    viv_value list = viv_list(vm, groups + 1);

    VIV_TRY(list);
    for (uint32_t i = 0; i <= groups; i++) {
        viv_value args[2] = {self, viv_small_int(i)};
        viv_value pair = match_span(vm, args);

        VIV_TRY(pair);
        if (!viv_list_append(vm, list, pair))
            return VIV_RAISE;
    }
    return viv_tuple_from_list(vm, list);
}

const viv_property re_match_properties[7] = {
    {"string", get_string, NULL, "The string passed to match() or search()."},
    {"re", get_re, NULL, "The regular expression object."},
    {"pos", get_pos, NULL, "The index at which the engine started looking."},
    {"endpos", get_endpos, NULL, "The index beyond which it did not go."},
    {"lastindex", get_lastindex, NULL,
     "The integer index of the last matched capturing group."},
    {"lastgroup", get_lastgroup, NULL,
     "The name of the last matched capturing group."},
    {"regs", get_regs, NULL, NULL},
};

/* code_facts.c - what code objects tell about themselves: flags, constants,
 * lines. They are copies; nothing that runs can be changed through them.
 */
#include "compile/code_facts.h"

#include "eval/eval.h"
#include "object/bytes.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/reflect.h"
#include "object/str.h"

static vk_code_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

/* -- numbers */

/* CPython's bits of co_flags. */
enum {
    OPTIMIZED = 1,
    NEW_LOCALS = 2,
    HAS_DOC = 0x4000000,
    METHOD = 0x8000000,
};

static const struct {
    uint32_t ours, theirs;
} flag_rows[] = {
    {VK_CODE_VARARGS, 4},     {VK_CODE_KEYWORDS, 8},
    {VK_CODE_GENERATOR, 32},  {VK_CODE_COROUTINE, 128},
    {VK_CODE_AWAITABLE, 256}, {VK_CODE_ASYNC_GENERATOR, 512},
};

viv_value vk_code_flags(viv_vm *vm, viv_value self) {
    const vk_code_object *code = self_of(vm, self);
    uint32_t flags = 0;

    for (size_t i = 0; i < sizeof flag_rows / sizeof *flag_rows; i++)
        if (code->flags & flag_rows[i].ours)
            flags |= flag_rows[i].theirs;
    if (!(code->flags & (VK_CODE_MODULE | VK_CODE_NAMESPACE)))
        flags |= OPTIMIZED | NEW_LOCALS;
    if (vk_is(vm, code->doc, VK_STR))
        flags |= HAS_DOC;
    if (code->flags & VK_CODE_METHOD)
        flags |= METHOD;
    return viv_small_int(flags);
}

viv_value vk_code_local_count(viv_vm *vm, viv_value self) {
    return viv_small_int(vk_tuple_length(vm, self_of(vm, self)->names));
}

/* Registers that are no variables. */
viv_value vk_code_stack_size(viv_vm *vm, viv_value self) {
    const vk_code_object *code = self_of(vm, self);
    int64_t named = (int64_t)vk_tuple_length(vm, code->names);

    return viv_small_int(
        code->registers > named ? code->registers - named : 1);
}

viv_value vk_code_bytes(viv_vm *vm, viv_value self) {
    const vk_code_object *code = self_of(vm, self);
    const vk_raw *words = vk_at(vm, code->instructions);
    uint32_t length = vk_span(code->instructions + 16, words->bytes);

    if (!vk_reflects(vm, self, "co_code"))
        return VIV_RAISE;
    if (code->count < length / 8)
        length = code->count * 8;
    return vk_bytes_from(vm, words->data, length);
}

/* -- constants */

/* A name takes three words, of which two are absent until it is used. */
static bool is_name(viv_vm *vm, uint32_t constants, uint32_t index,
                    uint32_t count) {
    return index + 2 < count &&
           viv_is_absent(
               *(viv_value *)vk_element(vm, constants, index + 1, 8));
}

static viv_value pick(viv_vm *vm, viv_value self, bool names) {
    uint32_t constants = self_of(vm, self)->constants, count;
    viv_value list = vk_list_new(vm, 4);

    VIV_TRY(list);
    count = constants == 0 ? 0 : ((vk_values *)vk_at(vm, constants))->count;
    if (!vk_charge(vm, count / 8 + 1))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++) {
        viv_value item = *(viv_value *)vk_element(vm, constants, i, 8);

        if (viv_is_absent(item) || is_name(vm, constants, i, count) != names)
            continue;
        if (!vk_list_append(vm, list, item))
            return VIV_RAISE;
    }
    return vk_tuple_from_iterable(vm, list);
}

viv_value vk_code_constants(viv_vm *vm, viv_value self) {
    return vk_reflects(vm, self, "co_consts") ? pick(vm, self, false)
                                              : VIV_RAISE;
}

viv_value vk_code_names(viv_vm *vm, viv_value self) {
    return pick(vm, self, true);
}

/* -- places */

/* The rows of its table of positions. */
static uint32_t row_count(viv_vm *vm, const vk_code_object *code) {
    const vk_raw *table = vk_at(vm, code->positions);

    return code->positions == 0
               ? 0
               : vk_span(code->positions + 16, table->bytes) /
                     (uint32_t)sizeof(vk_position);
}

static vk_position row_at(viv_vm *vm, const vk_code_object *code,
                          uint32_t index) {
    return *(vk_position *)vk_element(vm, code->positions, index,
                                      sizeof(vk_position));
}

static viv_value iterator_over(viv_vm *vm, viv_value list) {
    return viv_is_jump(list) ? list : vk_iterate(vm, list);
}

static bool append_numbers(viv_vm *vm, viv_value list, const int64_t *numbers,
                           uint32_t count) {
    viv_value parts[4] = {VIV_NONE, VIV_NONE, VIV_NONE, VIV_NONE}, tuple;

    for (uint32_t i = 0; i < count && i < 4; i++)
        parts[i] = numbers[i] < 0 ? VIV_NONE : viv_small_int(numbers[i]);
    tuple = vk_tuple_from(vm, parts, count);
    return !viv_is_jump(tuple) && vk_list_append(vm, list, tuple);
}

/* Neighbours on one line are one stretch. */
viv_value vk_code_lines(viv_vm *vm, const viv_value *args) {
    const vk_code_object *code = self_of(vm, args[0]);
    uint32_t count = row_count(vm, code), words = code->count;
    viv_value list = vk_list_new(vm, 4);
    int64_t open[3] = {0, 0, -1};

    VIV_TRY(list);
    if (!vk_charge(vm, count))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++) {
        vk_position row = row_at(vm, code, i);

        if (open[2] == row.line)
            continue;
        open[1] = (int64_t)row.start * 2;
        if (open[1] > open[0] && !append_numbers(vm, list, open, 3))
            return VIV_RAISE;
        open[0] = open[1];
        open[2] = row.line;
    }
    open[1] = (int64_t)words * 2;
    if (open[1] > open[0] && !append_numbers(vm, list, open, 3))
        return VIV_RAISE;
    return iterator_over(vm, list);
}

static int64_t column_of(uint16_t column) {
    return column == UINT16_MAX ? -1 : column;
}

viv_value vk_code_positions(viv_vm *vm, const viv_value *args) {
    const vk_code_object *code = self_of(vm, args[0]);
    uint32_t count = row_count(vm, code), words = code->count, at = 0;
    viv_value list = vk_list_new(vm, 4);

    VIV_TRY(list);
    for (uint32_t i = 0; i < count; i++) {
        vk_position row = row_at(vm, code, i);
        uint32_t end = i + 1 < count ? row_at(vm, code, i + 1).start : words;
        int64_t place[4] = {row.line, row.end_line, column_of(row.column),
                            column_of(row.end_column)};

        for (; at < end && at < words; at++)
            if (!vk_charge(vm, 1) || !append_numbers(vm, list, place, 4))
                return VIV_RAISE;
    }
    return iterator_over(vm, list);
}

/* -- copies */

/* Fields that say nothing about what the code does: only these can be other
 * ones. */
static const struct {
    const char *name;
    uint32_t at;
} text_fields[] = {
    {"co_name", offsetof(vk_code_object, name)},
    {"co_qualname", offsetof(vk_code_object, qualified_name)},
    {"co_filename", offsetof(vk_code_object, file)},
};

static viv_value set_field(viv_vm *vm, viv_value copy, viv_value name,
                           viv_value value) {
    vk_code_object *code = self_of(vm, copy);
    viv_value now;

    for (size_t i = 0; i < sizeof text_fields / sizeof *text_fields; i++) {
        if (!vk_str_is(vm, name, text_fields[i].name))
            continue;
        if (!vk_is(vm, value, VK_STR))
            return vk_raise(vm, VIV_TypeError, "%S must be str, not %T", name,
                            value);
        vk_store(vm, code,
                 (viv_value *)((char *)code + text_fields[i].at), value);
        return VIV_NONE;
    }
    if (vk_str_is(vm, name, "co_firstlineno") && viv_is_small_int(value)) {
        code->first_line = (uint32_t)viv_small_int_value(value);
        return VIV_NONE;
    }
    now = vk_get_attribute(vm, copy, name);
    VIV_TRY(now);
    return vk_equal(vm, now, value) > 0
               ? VIV_NONE
               : vk_raise(vm, VIV_ValueError, "%S cannot be replaced", name);
}

vk_code_object *vk_code_copy(viv_vm *vm, viv_value code) {
    vk_code_object *copy = vk_new(vm, VK_CODE, sizeof *copy);

    if (copy == NULL)
        return NULL;
    memcpy((char *)copy + sizeof copy->head,
           (char *)self_of(vm, code) + sizeof copy->head,
           sizeof *copy - sizeof copy->head);
    copy->made = 0;
    return copy;
}

viv_value vk_code_replace(viv_vm *vm, const viv_value *args) {
    viv_value key, value, made;
    uint32_t position = 0;
    vk_code_object *copy = vk_code_copy(vm, args[0]);

    if (copy == NULL)
        return VIV_RAISE;
    made = vk_reference(vm, copy);
    while (vk_dict_next(vm, args[1], &position, &key, &value))
        VIV_TRY(set_field(vm, made, key, value));
    return made;
}

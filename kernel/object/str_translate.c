/* str_translate.c - str.translate() and str.maketrans(). */
#include "object/dict.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str_methods.h"
#include "object/text.h"

enum { KNOWN = 128, UNKNOWN = -1, DELETED = -2 };

/* What the table says of ASCII characters is remembered, if it is a
 * character. */
typedef struct translation {
    viv_vm *vm;
    viv_value table;
    vk_str_builder out;
    int32_t known[KNOWN];
} translation;

/* The table's answer, absent where it has none. */
static viv_value ask(translation *t, uint32_t character) {
    viv_value answer =
        vk_get_item(t->vm, t->table, viv_small_int(character));

    if (!viv_is_raise(answer) || !vk_raised(t->vm, VIV_LookupError))
        return answer;
    return viv_is_absent(vk_catch(t->vm)) ? VIV_RAISE : VIV_ABSENT;
}

static void remember(translation *t, uint32_t character, int32_t answer) {
    if (character < KNOWN)
        t->known[character] = answer;
}

static bool add_number(translation *t, uint32_t character, viv_value answer) {
    int64_t number;

    if (!vk_int_value(t->vm, answer, &number) || number < 0 ||
        number > 0x10FFFF) {
        vk_raise(t->vm, VIV_ValueError,
                 "character mapping must be in range(0x110000)");
        return false;
    }
    remember(t, character, (int32_t)number);
    vk_str_add_char(&t->out, (uint32_t)number);
    return true;
}

static bool add_mapped(translation *t, uint32_t character) {
    viv_value answer = ask(t, character);

    if (viv_is_jump(answer))
        return false;
    if (viv_is_absent(answer)) {
        remember(t, character, (int32_t)character);
        vk_str_add_char(&t->out, character);
        return true;
    }
    if (viv_is_none(answer)) {
        remember(t, character, DELETED);
        return true;
    }
    if (vk_is_str(t->vm, answer)) {
        vk_str_add(&t->out, answer);
        return true;
    }
    if (vk_is_int(t->vm, answer))
        return add_number(t, character, answer);
    vk_raise(t->vm, VIV_TypeError,
             "character mapping must return integer, None or str");
    return false;
}

/* args: self, table */
viv_value vk_str_translate(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_str_text(vm, args[0]);
    translation t = {.vm = vm, .table = args[1]};

    for (uint32_t i = 0; i < KNOWN; i++)
        t.known[i] = UNKNOWN;
    vk_str_build(&t.out, vm);
    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t character = vk_text_at(text, i);
        int32_t known = character < KNOWN ? t.known[character] : UNKNOWN;

        if (t.out.failed || (i % 64 == 63 && !vk_charge(vm, 64)))
            return VIV_RAISE;
        if (known == UNKNOWN) {
            if (!add_mapped(&t, character))
                return VIV_RAISE;
        } else if (known != DELETED) {
            vk_str_add_char(&t.out, (uint32_t)known);
        }
    }
    return vk_str_finish(&t.out);
}

/* -- maketrans -- */

static viv_value from_dict(viv_vm *vm, viv_value from) {
    viv_value table = vk_dict_new(vm, vk_dict_count(vm, from)), key, value;
    uint32_t position = 0;

    VIV_TRY(table);
    while (vk_dict_next(vm, from, &position, &key, &value)) {
        if (!vk_charge(vm, 2))
            return VIV_RAISE;
        if (vk_is_str(vm, key)) {
            vk_text text = vk_str_text(vm, key);

            if (text.length != 1)
                return vk_raise(vm, VIV_ValueError,
                                "string keys in translate table must be of "
                                "length 1");
            key = viv_small_int(vk_text_at(text, 0));
        } else if (!vk_is_int(vm, key)) {
            return vk_raise(vm, VIV_TypeError,
                            "keys in translate table must be strings or "
                            "integers");
        }
        if (!vk_dict_set(vm, table, key, value))
            return VIV_RAISE;
    }
    return table;
}

/* Each character of [from] gets that of [to], or None where [to] has no
 * data. */
static bool add_pairs(viv_vm *vm, viv_value table, vk_text from, vk_text to) {
    for (uint32_t i = 0; i < from.length; i++) {
        viv_value value =
            to.data ? viv_small_int(vk_text_at(to, i)) : VIV_NONE;

        if (!vk_charge(vm, 2) ||
            !vk_dict_set(vm, table, viv_small_int(vk_text_at(from, i)), value))
            return false;
    }
    return true;
}

static viv_value refuse(viv_vm *vm, int64_t number, viv_value given) {
    return vk_raise(vm, VIV_TypeError,
                    "maketrans() argument %l must be str, not %T", number,
                    given);
}

/* args: x, y, z */
viv_value vk_str_maketrans(viv_vm *vm, const viv_value *args) {
    vk_text from, to, nothing = {NULL, 0, 1, false};
    viv_value table;

    if (viv_is_absent(args[1])) {
        if (!vk_is(vm, args[0], VK_DICT) ||
            vk_head(vm, args[0])->flags & VK_SUBCLASS)
            return vk_raise(vm, VIV_TypeError,
                            "if you give only one argument to maketrans it "
                            "must be a dict");
        return from_dict(vm, args[0]);
    }
    if (!vk_is_str(vm, args[1]))
        return refuse(vm, 2, args[1]);
    if (!viv_is_absent(args[2]) && !vk_is_str(vm, args[2]))
        return refuse(vm, 3, args[2]);
    if (!vk_is_str(vm, args[0]))
        return vk_raise(vm, VIV_TypeError,
                        "first maketrans argument must be a string if there "
                        "is a second argument");
    from = vk_str_text(vm, args[0]);
    to = vk_str_text(vm, args[1]);
    if (from.length != to.length)
        return vk_raise(vm, VIV_ValueError,
                        "the first two maketrans arguments must have equal "
                        "length");
    table = vk_dict_new(vm, from.length);
    VIV_TRY(table);
    if (!add_pairs(vm, table, from, to))
        return VIV_RAISE;
    if (!viv_is_absent(args[2]) &&
        !add_pairs(vm, table, vk_str_text(vm, args[2]), nothing))
        return VIV_RAISE;
    return table;
}

/* str_format.c - str.format() and str.format_map(): templates with fields.
 *
 *     literal {{ {name.attribute[item]!conversion:spec with {fields}} }}
 */
#include "object/dict.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str_methods.h"
#include "object/text.h"
#include "text/unicode.h"

enum { DEPTH = 2 }; /* a spec may have fields, the specs of those may not */

typedef enum numbering {
    NOT_NUMBERED,
    AUTOMATIC,
    MANUAL,
} numbering;

typedef struct formatting {
    viv_vm *vm;
    viv_value positional; /* tuple; absent for format_map */
    viv_value named;      /* dict, or any mapping for format_map */
    numbering numbering;
    uint32_t next; /* automatic number */
} formatting;

/* A part of a template and the place up to which it was read. */
typedef struct reader {
    vk_text text;
    uint32_t at, end;
} reader;

typedef struct field {
    reader name, spec;
    uint32_t conversion; /* 0: none */
    bool nested;         /* the spec has fields */
} field;

static viv_value part(viv_vm *vm, const reader *r) {
    return vk_str_from_chars(vm,
                             vk_chars_from(r->text.data, r->text.width, r->at),
                             r->end - r->at, r->text.width);
}

static bool invalid(viv_vm *vm, const char *message) {
    vk_raise(vm, VIV_ValueError, "%s", message);
    return false;
}

/* -- reading a field -- */

/* The field's name ends at }, : or !, which is returned; 0: raised. */
static uint32_t read_name(viv_vm *vm, reader *r, field *f) {
    uint32_t character = 0;

    f->name = *r;
    while (r->at < r->end) {
        character = vk_text_at(r->text, r->at++);
        f->name.end = r->at - 1;
        if (character == '{') {
            invalid(vm, "unexpected '{' in field name");
            return 0;
        }
        if (character == '}' || character == ':' || character == '!')
            return character;
        while (character == '[' && r->at < r->end &&
               vk_text_at(r->text, r->at) != ']')
            r->at++;
    }
    invalid(vm, "expected '}' before end of string");
    return 0;
}

/* Behind a `!`; true with [*done] when the field ended. False: raised. */
static bool read_conversion(viv_vm *vm, reader *r, field *f, bool *done) {
    uint32_t character;

    if (r->at >= r->end)
        return invalid(vm, "end of string while looking for conversion "
                           "specifier");
    f->conversion = vk_text_at(r->text, r->at++);
    if (r->at >= r->end)
        return true;
    character = vk_text_at(r->text, r->at++);
    *done = character == '}';
    if (!*done && character != ':')
        return invalid(vm, "expected ':' after conversion specifier");
    return true;
}

static bool read_spec(viv_vm *vm, reader *r, field *f) {
    uint32_t depth = 1;

    f->spec = *r;
    for (; r->at < r->end; r->at++) {
        uint32_t character = vk_text_at(r->text, r->at);

        f->nested |= character == '{';
        depth += character == '{';
        depth -= character == '}';
        if (depth == 0) {
            f->spec.end = r->at++;
            return true;
        }
    }
    return invalid(vm, "unmatched '{' in format spec");
}

static bool read_field(viv_vm *vm, reader *r, field *f) {
    uint32_t character = read_name(vm, r, f);
    bool done = false;

    f->spec = (reader){r->text, 0, 0};
    if (character == 0)
        return false;
    if (character == '}')
        return true;
    if (character == '!' && !read_conversion(vm, r, f, &done))
        return false;
    return done || read_spec(vm, r, f);
}

/* -- the value of a field -- */

/* The decimal number that a name is; -1: it is none, -2: raised. */
static int64_t read_number(viv_vm *vm, const reader *r) {
    int64_t number = 0;

    if (r->at >= r->end)
        return -1;
    for (uint32_t i = r->at; i < r->end; i++) {
        int digit = vk_unicode_decimal(vk_text_at(r->text, i));

        if (digit < 0)
            return -1;
        if (number > (INT64_MAX - digit) / 10) {
            invalid(vm, "Too many decimal digits in format string");
            return -2;
        }
        number = number * 10 + digit;
    }
    return number;
}

/* The name's part up to a `.` or `[`. */
static reader first_part(reader *name) {
    reader first = *name;

    while (name->at < name->end && vk_text_at(name->text, name->at) != '.' &&
           vk_text_at(name->text, name->at) != '[')
        name->at++;
    first.end = name->at;
    return first;
}

static bool check_numbering(formatting *f, bool empty) {
    numbering wanted = empty ? AUTOMATIC : MANUAL;

    if (f->numbering == NOT_NUMBERED)
        f->numbering = wanted;
    if (f->numbering == wanted)
        return true;
    return invalid(f->vm, empty ? "cannot switch from manual field "
                                  "specification to automatic field numbering"
                                : "cannot switch from automatic field "
                                  "numbering to manual field specification");
}

static viv_value named_argument(formatting *f, const reader *name) {
    viv_value key = part(f->vm, name), found;

    VIV_TRY(key);
    if (viv_is_absent(f->positional))
        return vk_get_item(f->vm, f->named, key);
    found = viv_is_absent(f->named) ? VIV_ABSENT
                                    : vk_dict_get(f->vm, f->named, key);
    return viv_is_absent(found) ? vk_raise_value(f->vm, VIV_KeyError, key)
                                : found;
}

static viv_value numbered_argument(formatting *f, int64_t number) {
    if (viv_is_absent(f->positional))
        return vk_raise(f->vm, VIV_ValueError,
                        "Format string contains positional fields");
    if (number >= vk_tuple_length(f->vm, f->positional))
        return vk_raise(f->vm, VIV_IndexError,
                        "Replacement index %l out of range for positional "
                        "args tuple",
                        number);
    return vk_tuple_get(f->vm, f->positional, (uint32_t)number);
}

static viv_value first_value(formatting *f, reader *name) {
    reader first = first_part(name);
    bool empty = first.at == first.end;
    int64_t number = read_number(f->vm, &first);

    if (number == -2)
        return VIV_RAISE;
    if (!empty && number < 0)
        return named_argument(f, &first);
    if (!check_numbering(f, empty))
        return VIV_RAISE;
    return numbered_argument(f, empty ? f->next++ : number);
}

static viv_value get_attribute(formatting *f, viv_value value, reader *name) {
    reader attribute = first_part(name);
    viv_value key;

    if (attribute.at == attribute.end)
        return vk_raise(f->vm, VIV_ValueError,
                        "Empty attribute in format string");
    key = part(f->vm, &attribute);
    VIV_TRY(key);
    key = vk_str_intern(f->vm, key);
    VIV_TRY(key);
    return vk_get_attribute(f->vm, value, key);
}

static viv_value get_item(formatting *f, viv_value value, reader *name) {
    reader item = *name;
    int64_t number;
    viv_value key;

    while (name->at < name->end && vk_text_at(name->text, name->at) != ']')
        name->at++;
    if (name->at >= name->end)
        return vk_raise(f->vm, VIV_ValueError, "Missing ']' in format string");
    item.end = name->at++;
    if (item.at == item.end)
        return vk_raise(f->vm, VIV_ValueError,
                        "Empty attribute in format string");
    number = read_number(f->vm, &item);
    if (number == -2)
        return VIV_RAISE;
    key = number >= 0 ? vk_int(f->vm, number) : part(f->vm, &item);
    VIV_TRY(key);
    return vk_get_item(f->vm, value, key);
}

static viv_value value_of(formatting *f, reader name) {
    viv_value value = first_value(f, &name);

    while (!viv_is_jump(value) && name.at < name.end) {
        uint32_t character = vk_text_at(name.text, name.at++);

        if (character == '.')
            value = get_attribute(f, value, &name);
        else if (character == '[')
            value = get_item(f, value, &name);
        else
            return vk_raise(f->vm, VIV_ValueError,
                            "Only '.' or '[' may follow ']' in format field "
                            "specifier");
    }
    return value;
}

static viv_value convert(viv_vm *vm, viv_value value, uint32_t conversion) {
    char hex[2] = {0, 0}, digits[12];
    uint32_t length = 0;

    switch (conversion) {
    case 's':
        return vk_str(vm, value);
    case 'r':
        return vk_repr(vm, value);
    case 'a':
        return vk_str_ascii(vm, value);
    default:
        break;
    }
    hex[0] = (char)conversion;
    if (conversion > 32 && conversion < 127)
        return vk_raise(vm, VIV_ValueError,
                        "Unknown conversion specifier %s", hex);
    for (int shift = 28; shift >= 0; shift -= 4)
        if (length > 0 || conversion >> shift & 15 || shift == 0)
            digits[length++] =
                "0123456789abcdef"[conversion >> shift & 15];
    digits[length] = '\0';
    return vk_raise(vm, VIV_ValueError, "Unknown conversion specifier \\x%s",
                    digits);
}

/* -- the template -- */

static viv_value build(formatting *f, reader template, int depth);

static viv_value field_text(formatting *f, const field *at, int depth) {
    viv_value value = value_of(f, at->name), spec;

    VIV_TRY(value);
    if (at->conversion != 0) {
        value = convert(f->vm, value, at->conversion);
        VIV_TRY(value);
    }
    if (at->spec.at == at->spec.end) {
        if (vk_is_str(f->vm, value) &&
            !(vk_head(f->vm, value)->flags & VK_SUBCLASS))
            return value;
        spec = vk_str_empty(f->vm);
    } else {
        spec = at->nested ? build(f, at->spec, depth - 1)
                          : part(f->vm, &at->spec);
    }
    VIV_TRY(spec);
    return vk_format(f->vm, value, spec);
}

/* Adds what stands before the next field, and reads that: 1; 0 at the end, -1
 * when raised. */
static int next_field(viv_vm *vm, reader *r, vk_str_builder *out, field *f) {
    while (r->at < r->end) {
        uint32_t start = r->at, character = 0;

        while (r->at < r->end && character != '{' && character != '}')
            character = vk_text_at(r->text, r->at++);
        if (character != '{' && character != '}') {
            vk_str_add_part(out, r->text, start, r->at);
            return 0;
        }
        if (r->at < r->end && vk_text_at(r->text, r->at) == character) {
            vk_str_add_part(out, r->text, start, r->at++);
            continue;
        }
        if (character == '}')
            return invalid(vm, "Single '}' encountered in format string") - 1;
        if (r->at >= r->end)
            return invalid(vm, "Single '{' encountered in format string") - 1;
        vk_str_add_part(out, r->text, start, r->at - 1);
        return read_field(vm, r, f) ? 1 : -1;
    }
    return 0;
}

static viv_value build(formatting *f, reader template, int depth) {
    vk_str_builder out;
    int found;

    if (depth <= 0)
        return vk_raise(f->vm, VIV_ValueError, "Max string recursion exceeded");
    if (!vk_charge(f->vm, (template.end - template.at) / 8))
        return VIV_RAISE;
    vk_str_build(&out, f->vm);
    for (;;) {
        field at = {.conversion = 0};
        viv_value text;

        found = next_field(f->vm, &template, &out, &at);
        if (found < 0 || out.failed)
            return VIV_RAISE;
        if (found == 0)
            return vk_str_finish(&out);
        text = field_text(f, &at, depth);
        VIV_TRY(text);
        vk_str_add(&out, text);
    }
}

static viv_value format(formatting *f, viv_value self) {
    vk_text text = vk_str_text(f->vm, self);

    if (!vk_enter_native(f->vm))
        return VIV_RAISE;
    return build(f, (reader){text, 0, text.length}, DEPTH);
}

/* args: self, args, kwargs */
viv_value vk_str_format(viv_vm *vm, const viv_value *args) {
    formatting f = {.vm = vm, .positional = args[1], .named = args[2]};

    return format(&f, args[0]);
}

/* args: self, mapping */
viv_value vk_str_format_map(viv_vm *vm, const viv_value *args) {
    formatting f = {.vm = vm, .positional = VIV_ABSENT, .named = args[1]};

    return format(&f, args[0]);
}

/* template.c - Template and Interpolation of string.templatelib. */
#include "object/template.h"

#include "object/alias.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

/* -- Interpolation */

static vk_interpolation_object *field(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

viv_value vk_interpolation_new(viv_vm *vm, const viv_value *parts) {
    vk_interpolation_object *made =
        vk_new(vm, VK_INTERPOLATION, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->value = parts[0];
    made->expression = parts[1];
    made->conversion = parts[2];
    made->specification = parts[3];
    return vk_reference(vm, made);
}

static bool is_conversion(viv_vm *vm, viv_value value) {
    return viv_is_none(value) || vk_str_is(vm, value, "s") ||
           vk_str_is(vm, value, "r") || vk_str_is(vm, value, "a");
}

static viv_value check_text(viv_vm *vm, viv_value value, const char *name) {
    if (viv_is_absent(value))
        return vk_str_empty(vm);
    if (vk_is(vm, value, VK_STR))
        return value;
    return vk_raise(vm, VIV_TypeError,
                    "Interpolation() argument '%s' must be str, not %T", name,
                    value);
}

static viv_value interpolation_make(viv_vm *vm, const viv_value *args) {
    viv_value parts[4] = {args[1], check_text(vm, args[2], "expression"),
                          args[3], VIV_ABSENT};

    if (viv_is_absent(args[1]))
        return vk_raise(vm, VIV_TypeError,
                        "Interpolation() missing required argument 'value' "
                        "(pos 1)");
    VIV_TRY(parts[1]);
    if (!viv_is_none(parts[2]) && !vk_is(vm, parts[2], VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "Interpolation() argument 'conversion' must be str, "
                        "not %T",
                        parts[2]);
    if (!is_conversion(vm, parts[2]))
        return vk_raise(vm, VIV_ValueError,
                        "Interpolation() argument 'conversion' must be one of "
                        "'s', 'a' or 'r'");
    parts[3] = check_text(vm, args[4], "format_spec");
    VIV_TRY(parts[3]);
    return vk_interpolation_new(vm, parts);
}

static viv_value interpolation_repr(viv_vm *vm, viv_value self) {
    vk_interpolation_object *it = field(vm, self);
    const viv_value parts[4] = {it->value, it->expression, it->conversion,
                                it->specification};
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "Interpolation(");
    for (int i = 0; i < 4; i++) {
        if (i != 0)
            vk_str_add_text(&text, ", ");
        vk_str_add(&text, vk_repr(vm, parts[i]));
    }
    vk_str_add_text(&text, ")");
    return vk_str_finish(&text);
}

static viv_value get_value(viv_vm *vm, viv_value self) {
    return field(vm, self)->value;
}

static viv_value get_expression(viv_vm *vm, viv_value self) {
    return field(vm, self)->expression;
}

static viv_value get_conversion(viv_vm *vm, viv_value self) {
    return field(vm, self)->conversion;
}

static viv_value get_specification(viv_vm *vm, viv_value self) {
    return field(vm, self)->specification;
}

static viv_value set_nothing(viv_vm *vm, viv_value self, viv_value value) {
    (void)self;
    (void)value;
    return vk_raise(vm, VIV_AttributeError, "readonly attribute");
}

static viv_value make_alias(viv_vm *vm, const viv_value *args) {
    return vk_alias_new(vm, args[0], args[1]);
}

static void interpolation_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_interpolation_object *)object)->value, 4);
}

/* -- Template */

static vk_template_object *template_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

viv_value vk_template_new(viv_vm *vm, viv_value strings,
                          viv_value interpolations) {
    vk_template_object *made = vk_new(vm, VK_TEMPLATE, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->strings = strings;
    made->interpolations = interpolations;
    return vk_reference(vm, made);
}

/* What a template is made of, while it is: the newest text waits, since what
 * follows may belong to it. */
typedef struct pieces {
    viv_value strings, fields, text;
} pieces;

static bool begin(viv_vm *vm, pieces *p) {
    p->strings = vk_list_new(vm, 0);
    p->fields = vk_list_new(vm, 0);
    p->text = vk_str_empty(vm);
    return !viv_is_raise(p->strings) && !viv_is_raise(p->fields);
}

static bool add_text(viv_vm *vm, pieces *p, viv_value text) {
    p->text = vk_str_concat(vm, p->text, text);
    return !viv_is_raise(p->text);
}

static bool add_field(viv_vm *vm, pieces *p, viv_value interpolation) {
    if (!vk_list_append(vm, p->strings, p->text) ||
        !vk_list_append(vm, p->fields, interpolation))
        return false;
    p->text = vk_str_empty(vm);
    return true;
}

static viv_value finish(viv_vm *vm, pieces *p) {
    viv_value strings, fields;

    if (!vk_list_append(vm, p->strings, p->text))
        return VIV_RAISE;
    strings = vk_tuple_from_list(vm, p->strings);
    VIV_TRY(strings);
    fields = vk_tuple_from_list(vm, p->fields);
    VIV_TRY(fields);
    return vk_template_new(vm, strings, fields);
}

static bool add_template(viv_vm *vm, pieces *p, viv_value template) {
    vk_template_object *it = template_of(vm, template);
    viv_value strings = it->strings, fields = it->interpolations;
    uint32_t count = vk_tuple_length(vm, fields);

    for (uint32_t i = 0; i < count; i++)
        if (!vk_charge(vm, 2) ||
            !add_text(vm, p, vk_tuple_get(vm, strings, i)) ||
            !add_field(vm, p, vk_tuple_get(vm, fields, i)))
            return false;
    return add_text(vm, p, vk_tuple_get(vm, strings, count));
}

static viv_value template_make(viv_vm *vm, const viv_value *args) {
    uint32_t count = vk_tuple_length(vm, args[1]);
    pieces p;

    if (vk_dict_count(vm, args[2]) != 0)
        return vk_raise(vm, VIV_TypeError,
                        "Template.__new__ only accepts *args arguments");
    if (!begin(vm, &p))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++) {
        viv_value each = vk_tuple_get(vm, args[1], i);
        bool text = vk_is(vm, each, VK_STR);

        if (!text && !vk_is(vm, each, VK_INTERPOLATION))
            return vk_raise(vm, VIV_TypeError,
                            "Template.__new__ *args need to be of type 'str' "
                            "or 'Interpolation', got %T",
                            each);
        if (!(text ? add_text(vm, &p, each) : add_field(vm, &p, each)))
            return VIV_RAISE;
    }
    return finish(vm, &p);
}

static viv_value template_binary(viv_vm *vm, vk_operator op, viv_value a,
                                 viv_value b) {
    pieces p;

    if (op != VK_OP_ADD || !vk_is(vm, a, VK_TEMPLATE))
        return VIV_NOT_IMPLEMENTED;
    if (!vk_is(vm, b, VK_TEMPLATE))
        return vk_raise(vm, VIV_TypeError,
                        "can only concatenate string.templatelib.Template (not "
                        "\"%T\") to string.templatelib.Template",
                        b);
    if (!begin(vm, &p) || !add_template(vm, &p, a) || !add_template(vm, &p, b))
        return VIV_RAISE;
    return finish(vm, &p);
}

static viv_value template_repr(viv_vm *vm, viv_value self) {
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "Template(strings=");
    vk_str_add(&text, vk_repr(vm, template_of(vm, self)->strings));
    vk_str_add_text(&text, ", interpolations=");
    vk_str_add(&text, vk_repr(vm, template_of(vm, self)->interpolations));
    vk_str_add_text(&text, ")");
    return vk_str_finish(&text);
}

static viv_value get_strings(viv_vm *vm, viv_value self) {
    return template_of(vm, self)->strings;
}

static viv_value get_interpolations(viv_vm *vm, viv_value self) {
    return template_of(vm, self)->interpolations;
}

static viv_value get_values(viv_vm *vm, viv_value self) {
    viv_value fields = template_of(vm, self)->interpolations;
    uint32_t count = vk_tuple_length(vm, fields);
    viv_value list = vk_list_new(vm, count);

    VIV_TRY(list);
    for (uint32_t i = 0; i < count; i++) {
        viv_value each = vk_tuple_get(vm, fields, i);

        VK_CHECK(vm, vk_is(vm, each, VK_INTERPOLATION));
        if (!vk_list_append(vm, list, field(vm, each)->value))
            return VIV_RAISE;
    }
    return vk_tuple_from_list(vm, list);
}

static void template_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_template_object *)object)->strings, 2);
}

/* -- iteration: texts that are not empty, and interpolations */

static viv_value template_iterate(viv_vm *vm, viv_value self) {
    vk_template_iterator_object *made =
        vk_new(vm, VK_TEMPLATE_ITERATOR, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->index = made->spare = 0;
    made->template = self;
    return vk_reference(vm, made);
}

static viv_value iterator_itself(viv_vm *vm, viv_value self) {
    (void)vm;
    return self;
}

static viv_value iterator_next(viv_vm *vm, viv_value self) {
    vk_template_iterator_object *it = vk_object(vm, self);
    vk_template_object *template = template_of(vm, it->template);
    uint32_t count = vk_tuple_length(vm, template->interpolations);

    while (it->index / 2 <= count) {
        uint32_t index = it->index++;
        viv_value text = vk_tuple_get(vm, template->strings, index / 2);

        if (index & 1) {
            if (index / 2 < count)
                return vk_tuple_get(vm, template->interpolations, index / 2);
        } else if (vk_is(vm, text, VK_STR) &&
                   vk_str_text(vm, text).length != 0) {
            return text;
        }
    }
    return VIV_DONE;
}

static void iterator_trace(vk_marker *marker, void *object) {
    vk_mark(marker, ((vk_template_iterator_object *)object)->template);
}

static const viv_function interpolation_methods[] = {
    {"__new__(cls, value=..., expression=..., conversion=None, "
     "format_spec=...)",
     interpolation_make, "Create and return a new object."},
    {"__class_getitem__(cls, item, /)", make_alias, "See PEP 585"},
    {0},
};

static const vk_getset interpolation_getsets[] = {
    {"value", get_value, set_nothing, "Value"},
    {"expression", get_expression, set_nothing, "Expression"},
    {"conversion", get_conversion, set_nothing, "Conversion"},
    {"format_spec", get_specification, set_nothing, "Format specifier"},
    {0},
};

static const viv_function template_methods[] = {
    {"__new__(cls, /, *args, **keywords)", template_make,
     "Create and return a new object."},
    {"__class_getitem__(cls, item, /)", make_alias, "See PEP 585"},
    {0},
};

static const vk_getset template_getsets[] = {
    {"strings", get_strings, set_nothing, "Strings"},
    {"interpolations", get_interpolations, set_nothing, "Interpolations"},
    {"values", get_values, set_nothing, "Values of interpolations"},
    {0},
};

const vk_slots vk_interpolation_slots = {
    .size = sizeof(vk_interpolation_object),
    .trace = interpolation_trace,
    .repr = interpolation_repr,
    .hash = vk_identity_hash,
    .methods = interpolation_methods,
    .getsets = interpolation_getsets,
    .flags = VK_TYPE_FINAL,
    .doc = "Interpolation object",
};

const vk_slots vk_template_slots = {
    .size = sizeof(vk_template_object),
    .trace = template_trace,
    .repr = template_repr,
    .hash = vk_identity_hash,
    .binary = template_binary,
    .iterate = template_iterate,
    .methods = template_methods,
    .getsets = template_getsets,
    .flags = VK_TYPE_FINAL,
    .doc = "Template object",
};

const vk_slots vk_template_iterator_slots = {
    .size = sizeof(vk_template_iterator_object),
    .trace = iterator_trace,
    .hash = vk_identity_hash,
    .iterate = iterator_itself,
    .next = iterator_next,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

/* function.c - Python functions, their cells and methods. */
#include <stdio.h>

#include "memory/world.h"
#include "object/function.h"

#include "eval/eval.h"
#include "host/runtime.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/reflect.h"
#include "object/str.h"

/* -- making */

enum { CONSTANTS_MOST = 1 << 22 };

uint32_t vk_world_number(viv_vm *vm) {
    return VK(vm)->heap.world_limit ? ++VK(vm)->runtime->roots.state_count : 0;
}

/* What a sandbox keeps for things of the world, by their numbers, in pages that
 * are made as they are needed: few functions of the library are ever called. */
enum { PAGE_BITS = 6, PAGE_VALUES = 1 << PAGE_BITS };

typedef struct own_place {
    uint32_t page; /* VK_VALUES; 0: the heap has no room for it */
    viv_value *slot;
} own_place;

static own_place find_place(viv_vm *vm, uint32_t number) {
    struct vk_machine *machine = VK(vm);
    uint32_t index = number - 1, page;
    viv_value *slot;

    if (machine->own_constants == 0)
        machine->own_constants = vk_values_new(
            vm, (vk_runtime(vm)->roots.state_count >> PAGE_BITS) + 1);
    if (machine->own_constants == 0)
        return (own_place){0, NULL};
    slot = vk_element(vm, machine->own_constants, index >> PAGE_BITS, 8);
    if (viv_is_reference(*slot)) {
        page = vk_reference_offset(*slot);
    } else {
        page = vk_values_new(vm, PAGE_VALUES);
        if (page == 0)
            return (own_place){0, NULL};
        vk_store(vm, vk_at(vm, machine->own_constants), slot,
                 vk_reference_at(page));
    }
    return (own_place){
        page, vk_element(vm, page, index & (PAGE_VALUES - 1), 8)};
}

static void keep_own(viv_vm *vm, own_place place, uint32_t made) {
    vk_store(vm, vk_at(vm, place.page), place.slot, vk_reference_at(made));
}

static bool is_for(viv_vm *vm, uint32_t made, viv_value globals) {
    return made != 0 && ((vk_constants *)vk_at(vm, made))->globals ==
                            vk_reference_offset(globals);
}

static uint32_t make_constants(viv_vm *vm, viv_value code, viv_value globals) {
    const vk_code_object *pointer = vk_code_pointer(vm, code);
    const vk_values *from = vk_at(vm, pointer->constants);
    uint32_t count = pointer->constants == 0 ? 0 : from->count;
    vk_constants *made;

    /* What the code says may have been overwritten: no more than a K can
     * name. */
    if (count > CONSTANTS_MOST)
        vk_fault(vm, "constants do not match the code");
    made = vk_heap_take(vm, (uint32_t)sizeof *made + count * 8);
    if (made == NULL)
        return 0;
    made->head = (vk_header){.kind = VK_CONSTANTS};
    made->count = count;
    made->code = vk_reference_offset(code);
    made->globals = vk_reference_offset(globals);
    made->number = vk_world_number(vm);
    for (uint32_t i = 0; i < count; i++)
        made->items[i] =
            *(viv_value *)vk_element(vm, pointer->constants, i, 8);
    return vk_offset(vm, made);
}

/* Code of the world: what was made for its first function is found by
 * number. */
static uint32_t constants_for_world(viv_vm *vm, viv_value code,
                                    viv_value globals) {
    own_place place = find_place(vm, vk_code_pointer(vm, code)->number);
    uint32_t made = 0;

    if (place.page == 0)
        return 0;
    if (viv_is_reference(*place.slot))
        made = vk_reference_offset(*place.slot);
    if (is_for(vm, made, globals))
        return made;
    made = make_constants(vm, code, globals);
    if (made != 0)
        keep_own(vm, place, made);
    return made;
}

/* K: a copy of the code's constants, with room for caches. One for all
 * functions of the code, if their globals are the same. */
uint32_t vk_constants_for(viv_vm *vm, viv_value code, viv_value globals) {
    vk_code_object *pointer = vk_code_pointer(vm, code);
    uint32_t made = pointer->made;

    if (vk_in_world(vm, vk_reference_offset(code)))
        return constants_for_world(vm, code, globals);
    if (is_for(vm, made, globals))
        return made;
    made = make_constants(vm, code, globals);
    if (made != 0)
        vk_store_offset(vm, pointer, &pointer->made, made);
    return made;
}

/* Plain positional parameters only, run at once. */
static uint16_t simple_count(const vk_code_object *code) {
    bool plain = !(code->flags & (VK_CODE_VARARGS | VK_CODE_KEYWORDS |
                                  VK_CODE_GENERATOR | VK_CODE_COROUTINE |
                                  VK_CODE_ASYNC_GENERATOR)) &&
                 code->keyword_only == 0;

    return plain ? code->positional : VK_NOT_SIMPLE;
}

static uint32_t copy_constants(viv_vm *vm, uint32_t shared) {
    const vk_constants *from = vk_at(vm, shared);
    uint32_t bytes = (uint32_t)sizeof *from + from->count * 8;
    vk_constants *made = vk_heap_take(vm, bytes);
    vk_header head;

    if (made == NULL)
        return 0;
    head = made->head;
    memcpy(made, from, bytes);
    made->head = head;
    made->head.kind = VK_CONSTANTS;
    return vk_offset(vm, made);
}

uint32_t vk_constants_own(viv_vm *vm, uint32_t shared) {
    uint32_t number = ((const vk_constants *)vk_at(vm, shared))->number, made;
    own_place place;

    if (number == 0)
        return shared;
    place = find_place(vm, number);
    if (place.page != 0) {
        if (viv_is_reference(*place.slot))
            return vk_reference_offset(*place.slot);
        made = copy_constants(vm, shared);
        if (made != 0) {
            keep_own(vm, place, made);
            return made;
        }
    }
    vk_catch(vm); /* without caches it is only slower; a stop stays */
    return shared;
}

viv_value vk_function_new(viv_vm *vm, viv_value code, viv_value globals) {
    vk_code_object *pointer = vk_code_pointer(vm, code);
    uint32_t constants = vk_constants_for(vm, code, globals);
    vk_function_object *made;

    if (constants == 0)
        return VIV_RAISE;
    made = vk_new(vm, VK_FUNCTION, sizeof *made);
    if (made == NULL)
        return VIV_RAISE;
    made->head.extra = simple_count(pointer);
    made->constants = constants;
    made->entry = pointer->instructions + 16;
    made->registers = pointer->registers;
    made->free_count = pointer->free_count;
    made->free_start = pointer->free_start;
    made->defaults_count = 0;
    made->closure = made->attributes = 0;
    made->code = code;
    made->defaults = made->keyword_defaults = VIV_ABSENT;
    made->name = pointer->name;
    made->qualified_name = pointer->qualified_name;
    made->module = VIV_ABSENT;
    made->doc = pointer->doc;
    made->annotate = made->annotations = made->type_parameters = VIV_ABSENT;
    return vk_reference(vm, made);
}

viv_value vk_cell_new(viv_vm *vm, viv_value content) {
    vk_cell_object *made = vk_new(vm, VK_CELL, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->content = content;
    return vk_reference(vm, made);
}

viv_value vk_method_new(viv_vm *vm, viv_value function, viv_value self) {
    vk_method_object *made = vk_new(vm, VK_METHOD, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->spare[0] = made->spare[1] = 0;
    made->function = function;
    made->self = self;
    return vk_reference(vm, made);
}

/* -- function */

static vk_function_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

static viv_value function_repr(viv_vm *vm, viv_value self) {
    char place[24];
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "<function ");
    vk_str_add(&text, self_of(vm, self)->qualified_name);
    snprintf(place, sizeof place, " at 0x%012x>", vk_reference_offset(self));
    vk_str_add_text(&text, place);
    return vk_str_finish(&text);
}

static viv_value function_bind(viv_vm *vm, viv_value self, viv_value instance,
                               viv_value owner) {
    (void)owner;
    if (viv_is_absent(instance) || viv_is_none(instance))
        return self;
    return vk_method_new(vm, self, instance);
}

static void function_trace(vk_marker *marker, void *object) {
    vk_function_object *self = object;

    vk_mark_offset(marker, self->constants);
    vk_mark_offset(marker, self->closure);
    vk_mark_offset(marker, self->attributes);
    vk_mark_values(marker, &self->code, 10);
}

/* The parts that programs read and set, by their place. */
typedef struct part {
    uint32_t at;
    vk_kind kind;    /* that a new value must be of */
    bool none;       /* None (or deleting) takes it away */
    const char *must; /* the message otherwise */
} part;

#define AT(member) ((uint32_t)offsetof(vk_function_object, member))

static viv_value get_part(viv_vm *vm, viv_value self, uint32_t at) {
    viv_value value = *(viv_value *)((char *)self_of(vm, self) + at);

    return viv_is_absent(value) ? VIV_NONE : value;
}

static viv_value set_part(viv_vm *vm, viv_value self, viv_value value,
                          part p) {
    vk_function_object *function = self_of(vm, self);

    if (p.none && (viv_is_none(value) || viv_is_absent(value)))
        value = VIV_ABSENT;
    else if (p.kind != VK_OBJECT && !vk_is(vm, value, p.kind))
        return vk_raise(vm, VIV_TypeError, p.must);
    if (vk_in_world(vm, vk_reference_offset(self)))
        return vk_raise(vm, VIV_AttributeError, "library code is read-only");
    vk_store(vm, function, (viv_value *)((char *)function + p.at), value);
    return VIV_NONE;
}

#define PART(name, member, kind, none, must)                                   \
    static viv_value get_##name(viv_vm *vm, viv_value self) {                  \
        return get_part(vm, self, AT(member));                                 \
    }                                                                          \
    static viv_value set_##name(viv_vm *vm, viv_value self,                    \
                                viv_value value) {                             \
        return set_part(vm, self, value,                                       \
                        (part){AT(member), kind, none, must});                 \
    }

PART(name, name, VK_STR, false, "__name__ must be set to a string object")
PART(qualified_name, qualified_name, VK_STR, false,
     "__qualname__ must be set to a string object")
PART(doc, doc, VK_OBJECT, false, "")
PART(defaults, defaults, VK_TUPLE, true,
     "__defaults__ must be set to a tuple object")
PART(keyword_defaults, keyword_defaults, VK_DICT, true,
     "__kwdefaults__ must be set to a dict object")
PART(type_parameters, type_parameters, VK_TUPLE, false,
     "__type_params__ must be set to a tuple")

static viv_value get_module(viv_vm *vm, viv_value self) {
    vk_function_object *function = self_of(vm, self);
    vk_constants *constants = vk_at(vm, function->constants);
    viv_value name;

    if (!viv_is_absent(function->module))
        return function->module;
    name = vk_dict_get_name(vm, vk_reference_at(constants->globals),
                            vk_str_intern_utf8(vm, "__name__", 8));
    return viv_is_absent(name) ? VIV_NONE : name;
}

static viv_value set_module(viv_vm *vm, viv_value self, viv_value value) {
    return set_part(vm, self, value,
                    (part){AT(module), VK_OBJECT, false, ""});
}

/* PEP 649: annotations are reckoned when they are first asked for. Each of the
 * two takes the place of the other. */
static viv_value get_annotate(viv_vm *vm, viv_value self) {
    return get_part(vm, self, AT(annotate));
}

static viv_value set_annotate(viv_vm *vm, viv_value self, viv_value value) {
    viv_value set;

    if (viv_is_absent(value))
        return vk_raise(vm, VIV_TypeError, "__annotate__ cannot be deleted");
    if (!viv_is_none(value) && !vk_is_callable(vm, value))
        return vk_raise(vm, VIV_TypeError,
                        "__annotate__ must be callable or None");
    set = set_part(vm, self, value, (part){AT(annotate), VK_OBJECT, true, ""});
    VIV_TRY(set);
    if (!viv_is_none(value))
        self_of(vm, self)->annotations = VIV_ABSENT;
    return VIV_NONE;
}

static viv_value get_annotations(viv_vm *vm, viv_value self) {
    vk_function_object *function = self_of(vm, self);
    viv_value made = function->annotations, format = viv_small_int(1);

    if (!viv_is_absent(made))
        return made;
    if (viv_is_absent(function->annotate))
        made = vk_dict_new(vm, 0);
    else
        made = vk_call(vm, function->annotate, &format, 1);
    VIV_TRY(made);
    if (!vk_is(vm, made, VK_DICT))
        return vk_raise(vm, VIV_TypeError,
                        "__annotate__ returned non-dict of type '%T'", made);
    if (!vk_in_world(vm, vk_reference_offset(self)))
        vk_store(vm, function, &function->annotations, made);
    return made;
}

static viv_value set_annotations(viv_vm *vm, viv_value self, viv_value value) {
    viv_value set = set_part(
        vm, self, value,
        (part){AT(annotations), VK_DICT, true,
               "__annotations__ must be set to a dict object"});

    VIV_TRY(set);
    self_of(vm, self)->annotate = VIV_ABSENT;
    return VIV_NONE;
}

static viv_value get_type_parameter_tuple(viv_vm *vm, viv_value self) {
    viv_value found = get_type_parameters(vm, self);

    return viv_is_none(found) ? vk_tuple_from(vm, NULL, 0) : found;
}

static const vk_getset function_getsets[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualified_name, set_qualified_name, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__defaults__", get_defaults, set_defaults, NULL},
    {"__kwdefaults__", get_keyword_defaults, set_keyword_defaults, NULL},
    {"__annotate__", get_annotate, set_annotate, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__code__", vk_function_code, vk_function_set_code, NULL},
    {"__globals__", vk_function_globals, NULL, NULL},
    {"__builtins__", vk_function_builtins, NULL, NULL},
    {"__closure__", vk_function_closure, NULL, NULL},
    {"__type_params__", get_type_parameter_tuple, set_type_parameters, NULL},
    {0},
};

const vk_slots vk_function_slots = {
    .size = sizeof(vk_function_object),
    .trace = function_trace,
    .repr = function_repr,
    .hash = vk_identity_hash,
    .descriptor_get = function_bind,
    .getsets = function_getsets,
    .attributes = offsetof(vk_function_object, attributes),
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

/* -- method */

static viv_value method_repr(viv_vm *vm, viv_value self) {
    vk_method_object *method = vk_object(vm, self);
    viv_value name = vk_find_attribute(
        vm, method->function, vk_str_intern_utf8(vm, "__qualname__", 12));
    vk_str_builder text;

    VIV_TRY(name);
    vk_str_build(&text, vm);
    vk_str_add_text(&text, "<bound method ");
    if (vk_is(vm, name, VK_STR))
        vk_str_add(&text, name);
    else
        vk_str_add_text(&text, "?");
    vk_str_add_text(&text, " of ");
    vk_str_add(&text, vk_repr(vm, method->self));
    vk_str_add_text(&text, ">");
    return vk_str_finish(&text);
}

static viv_value method_compare(viv_vm *vm, vk_operator op, viv_value a,
                                viv_value b) {
    vk_method_object *first, *second;

    if ((op != VK_OP_EQ && op != VK_OP_NE) || !vk_is(vm, a, VK_METHOD) ||
        !vk_is(vm, b, VK_METHOD))
        return VIV_NOT_IMPLEMENTED;
    first = vk_object(vm, a);
    second = vk_object(vm, b);
    return viv_bool((viv_same(first->self, second->self) &&
                     viv_same(first->function, second->function)) ==
                    (op == VK_OP_EQ));
}

static viv_value method_hash(viv_vm *vm, viv_value self) {
    vk_method_object *method = vk_object(vm, self);

    return viv_small_int(
        (vk_reference_offset(method->function) >> 4) ^
        (uint32_t)(method->self.bits >> 3));
}

/* What a method does not have itself, its function has. */
static viv_value method_get_attribute(viv_vm *vm, viv_value self,
                                      viv_value name) {
    viv_value type = vk_type_of(vm, self);
    viv_value found = vk_type_lookup(vm, type, name);
    vk_method_object *method = vk_object(vm, self);

    if (!viv_is_absent(found))
        return vk_bind(vm, found, self, type);
    return vk_step_get_attribute(vm, method->function, name);
}

static viv_value get_function(viv_vm *vm, viv_value self) {
    return ((vk_method_object *)vk_object(vm, self))->function;
}

static viv_value get_self(viv_vm *vm, viv_value self) {
    return ((vk_method_object *)vk_object(vm, self))->self;
}

static viv_value get_method_doc(viv_vm *vm, viv_value self) {
    return vk_get_attribute(vm, get_function(vm, self),
                            vk_str_intern_utf8(vm, "__doc__", 7));
}

static viv_value method_new(viv_vm *vm, const viv_value *args) {
    if (viv_is_none(args[2]))
        return vk_raise(vm, VIV_TypeError, "instance must not be None");
    return vk_method_new(vm, args[1], args[2]);
}

static void method_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_method_object *)object)->function, 2);
}

static const viv_function method_methods[] = {
    {"__new__(cls, function: callable, instance, /)", method_new,
     "Create a bound instance method object."},
    {0},
};

static const vk_getset method_getsets[] = {
    {"__func__", get_function, NULL, "the function implementing a method"},
    {"__self__", get_self, NULL, "the instance to which a method is bound"},
    {"__doc__", get_method_doc, NULL, NULL},
    {0},
};

const vk_slots vk_method_slots = {
    .size = sizeof(vk_method_object),
    .trace = method_trace,
    .repr = method_repr,
    .hash = method_hash,
    .compare = method_compare,
    .get_attribute = method_get_attribute,
    .methods = method_methods,
    .getsets = method_getsets,
    .flags = VK_TYPE_FINAL,
};

/* -- cell */

static void cell_trace(vk_marker *marker, void *object) {
    vk_mark(marker, ((vk_cell_object *)object)->content);
}

static viv_value get_content(viv_vm *vm, viv_value self) {
    viv_value content = ((vk_cell_object *)vk_object(vm, self))->content;

    return viv_is_absent(content)
               ? vk_raise(vm, VIV_ValueError, "cell is empty")
               : content;
}

static viv_value set_content(viv_vm *vm, viv_value self, viv_value value) {
    vk_cell_object *cell = vk_object(vm, self);

    if (vk_in_world(vm, vk_reference_offset(self)))
        return vk_raise(vm, VIV_AttributeError, "library code is read-only");
    vk_store(vm, cell, &cell->content, value);
    return VIV_NONE;
}

static viv_value cell_new(viv_vm *vm, const viv_value *args) {
    return vk_cell_new(vm, args[1]);
}

/* By what they hold; empty ones come first. */
static viv_value cell_compare(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    viv_value first, second;

    if (!vk_is(vm, b, VK_CELL))
        return VIV_NOT_IMPLEMENTED;
    first = ((vk_cell_object *)vk_object(vm, a))->content;
    second = ((vk_cell_object *)vk_object(vm, b))->content;
    if (!viv_is_absent(first) && !viv_is_absent(second))
        return vk_compare(vm, op, first, second);
    return vk_compare(vm, op, viv_small_int(!viv_is_absent(first)),
                      viv_small_int(!viv_is_absent(second)));
}

static viv_value cell_repr(viv_vm *vm, viv_value self) {
    viv_value content = ((vk_cell_object *)vk_object(vm, self))->content;
    char text[40];
    vk_str_builder out;

    vk_str_build(&out, vm);
    snprintf(text, sizeof text, "<cell at 0x%012x: ",
             vk_reference_offset(self));
    vk_str_add_text(&out, text);
    if (viv_is_absent(content)) {
        vk_str_add_text(&out, "empty>");
        return vk_str_finish(&out);
    }
    vk_str_add(&out, vk_type_pointer(vm, vk_type_of(vm, content))->name);
    snprintf(text, sizeof text, " object at 0x%012x>",
             viv_is_reference(content) ? vk_reference_offset(content) : 0);
    vk_str_add_text(&out, text);
    return vk_str_finish(&out);
}

static const viv_function cell_methods[] = {
    {"__new__(cls, contents=..., /)", cell_new,
     "Create a new cell object."},
    {0},
};

static const vk_getset cell_getsets[] = {
    {"cell_contents", get_content, set_content, NULL},
    {0},
};

const vk_slots vk_cell_slots = {
    .size = sizeof(vk_cell_object),
    .trace = cell_trace,
    .repr = cell_repr,
    .compare = cell_compare,
    .methods = cell_methods,
    .getsets = cell_getsets,
    .flags = VK_TYPE_FINAL,
};

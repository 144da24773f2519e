/* code_type.c - code objects as Python sees them: names and numbers, no
 * more.
 *
 * Less than CPython's: co_code, co_consts, replace() and the constructor do not
 * exist. A program that could make code objects could run what the compiler
 * never wrote; those it has, it can look at.
 */
#include <stdio.h>

#include "compile/code_facts.h"
#include "object/class.h"
#include "object/list.h"
#include "object/str.h"

static vk_code_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

static viv_value code_repr(viv_vm *vm, viv_value self) {
    char place[64];
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "<code object ");
    vk_str_add(&text, self_of(vm, self)->name);
    snprintf(place, sizeof place, " at 0x%012x, file \"",
             vk_reference_offset(self));
    vk_str_add_text(&text, place);
    vk_str_add(&text, self_of(vm, self)->file);
    snprintf(place, sizeof place, "\", line %u>",
             self_of(vm, self)->first_line);
    vk_str_add_text(&text, place);
    return vk_str_finish(&text);
}

/* Eight values from [name] on: their order in vk_code is relied upon. */
static void code_trace(vk_marker *marker, void *object) {
    vk_code_object *self = object;

    vk_mark_offset(marker, self->instructions);
    vk_mark_offset(marker, self->constants);
    vk_mark_offset(marker, self->handlers);
    vk_mark_offset(marker, self->positions);
    vk_mark_offset(marker, self->captures);
    vk_mark_offset(marker, self->made);
    vk_mark_values(marker, &self->name, 8);
}

static viv_value get_name(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->name;
}

static viv_value get_qualified_name(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->qualified_name;
}

static viv_value get_file(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->file;
}

static viv_value get_first_line(viv_vm *vm, viv_value self) {
    return viv_small_int(self_of(vm, self)->first_line);
}

static viv_value get_positional(viv_vm *vm, viv_value self) {
    return viv_small_int(self_of(vm, self)->positional);
}

static viv_value get_positional_only(viv_vm *vm, viv_value self) {
    return viv_small_int(self_of(vm, self)->positional_only);
}

static viv_value get_keyword_only(viv_vm *vm, viv_value self) {
    return viv_small_int(self_of(vm, self)->keyword_only);
}

static viv_value get_names(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->names;
}

static viv_value get_free_names(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->free_names;
}

static viv_value get_cell_names(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->cell_names;
}

static const viv_function code_methods[] = {
    {"co_lines(self, /)", vk_code_lines,
     "The stretches of instructions that belong to a line."},
    {"co_positions(self, /)", vk_code_positions,
     "The place in the source of each instruction."},
    {"replace(self, /, **changes)", vk_code_replace,
     "Return a copy of the code object with new values for the specified "
     "fields."},
    {0},
};

static const vk_getset code_getsets[] = {
    {"co_name", get_name, NULL, NULL},
    {"co_qualname", get_qualified_name, NULL, NULL},
    {"co_filename", get_file, NULL, NULL},
    {"co_firstlineno", get_first_line, NULL, NULL},
    {"co_argcount", get_positional, NULL, NULL},
    {"co_posonlyargcount", get_positional_only, NULL, NULL},
    {"co_kwonlyargcount", get_keyword_only, NULL, NULL},
    {"co_varnames", get_names, NULL, NULL},
    {"co_freevars", get_free_names, NULL, NULL},
    {"co_cellvars", get_cell_names, NULL, NULL},
    {"co_flags", vk_code_flags, NULL, NULL},
    {"co_code", vk_code_bytes, NULL, NULL},
    {"co_consts", vk_code_constants, NULL, NULL},
    {"co_names", vk_code_names, NULL, NULL},
    {"co_nlocals", vk_code_local_count, NULL, NULL},
    {"co_stacksize", vk_code_stack_size, NULL, NULL},
    {0},
};

const vk_slots vk_code_slots = {
    .size = sizeof(vk_code_object),
    .trace = code_trace,
    .repr = code_repr,
    .hash = vk_identity_hash,
    .methods = code_methods,
    .getsets = code_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

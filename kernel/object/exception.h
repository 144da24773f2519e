/* exception.h - exceptions and tracebacks: layouts and what the machine does
 * with them. */
#ifndef VK_OBJECT_EXCEPTION_H
#define VK_OBJECT_EXCEPTION_H

#include "object/error.h"

/* An instance of BaseException or a subclass. Attributes of single classes (the
 * value of StopIteration, name of NameError, ...) are ordinary attributes. */
typedef struct vk_exception {
    vk_header head; /* head.extra: VK_EXCEPTION_* */
    uint32_t attributes;
    uint32_t group;      /* a group's pair of message and exceptions, or 0 */
    viv_value args;      /* tuple */
    viv_value traceback; /* newest entry, or absent */
    viv_value cause, context; /* exceptions, or absent */
} vk_exception_object;

enum {
    VK_EXCEPTION_SUPPRESS_CONTEXT = 1,
};

enum {
    VK_TRACEBACK_LOOKUP = 1, /* a call of a method failed in finding it */
};

/* One frame that an exception passed; the outermost first (tb_next goes
 * inwards). */
typedef struct vk_traceback {
    vk_header head; /* head.extra: VK_TRACEBACK_* */
    uint32_t instruction; /* index in the code */
    uint32_t spare;
    viv_value code, next; /* next: traceback or absent */
    /* Of the innermost frame, for errors about names, else absent: its first
     * argument if that is named self. */
    viv_value self;
    viv_value globals; /* its global variables */
} vk_traceback_object;

/* An instance of [type] with [args] as its arguments, without calling __init__
 * of a Python class. */
viv_value vk_exception_new(viv_vm *vm, viv_value type, const viv_value *args,
                           uint32_t count);
/* The same with [args], a tuple, and without what __init__ would do. */
viv_value vk_exception_make(viv_vm *vm, viv_value type, viv_value args);
/* Sets the attributes that built-in classes derive from `args` (value, code,
 * ...). */
viv_value vk_exception_fill(viv_vm *vm, viv_value exception);
/* The class of OSError that fits the number in [args], for OSError itself; any
 * other [type] as it is. (os_error.c) */
viv_value vk_os_error_class(viv_vm *vm, viv_value type, viv_value args);
/* Raises it, with the system's words; [file]: what it is about, or absent. */
viv_value vk_raise_os(viv_vm *vm, int number, viv_value file);
/* str() of the classes that word it themselves (OSError, UnicodeError,
 * SyntaxError, groups), or absent. */
viv_value vk_exception_special_text(viv_vm *vm, viv_value exception);
/* Notes the name (and object) of the waiting NameError or AttributeError, for
 * its attributes and suggestions. VIV_RAISE. */
viv_value vk_exception_note_name(viv_vm *vm, viv_value name);
viv_value vk_exception_note_attribute(viv_vm *vm, viv_value object,
                                      viv_value name);
viv_value vk_raise_name(viv_vm *vm, viv_value name);
viv_value vk_exception_note_import(viv_vm *vm, viv_value name);
viv_value vk_exception_note_import_from(viv_vm *vm, viv_value name);
/* StopIteration without a value. */
viv_value vk_raise_stop(viv_vm *vm);
/* The `value` of a StopIteration. */
viv_value vk_exception_stop_value(viv_vm *vm, viv_value exception);
/* PEP 479: the waiting StopIteration leaves a generator and becomes
 * RuntimeError. */
void vk_exception_leaves_generator(viv_vm *vm, uint32_t generator);
/* Notes that the waiting exception passed the frame of [code] at
 * [instruction]. */
void vk_exception_passes(viv_vm *vm, viv_value code, uint32_t instruction);
/* Gives [exception] a first entry: the running frame. */
void vk_exception_begins_here(viv_vm *vm, viv_value exception);
/* Does `except [type]` catch [exception]? 1, 0, -1 (raised: not an exception
 * class). */
int vk_exception_matches(viv_vm *vm, viv_value exception, viv_value type);

/* The text that CPython prints for an uncaught exception, as a str. */
viv_value vk_exception_report(viv_vm *vm, viv_value exception);
/* Line and columns (1-based characters) where the program's innermost frame
 * stood; false: unknown. */
typedef struct vk_place {
    uint32_t line, column, end_line, end_column;
} vk_place;
bool vk_exception_place(viv_vm *vm, viv_value exception, vk_place *place);

#endif

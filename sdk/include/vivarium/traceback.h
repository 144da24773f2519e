/* traceback.h - where a program is, and how it reads where an exception came
 * through. Frames of library code are left out.
 */
#ifndef VIVARIUM_TRACEBACK_H
#define VIVARIUM_TRACEBACK_H

#include <vivarium/value.h>
#include <vivarium/version.h>

/* A list of entries: of a traceback object (VIV_NONE: none), as it is printed, or of
 * the frames that are running, from the inside out. An entry is a tuple: file, line, end line,
 * column, end column (from 0, characters), name of the function, text of the
 * line; the text is None where the source is not known. */
VIV_API viv_value viv_traceback_entries(viv_vm *vm, viv_value traceback);
VIV_API viv_value viv_stack_entries(viv_vm *vm);

/* What a call of a function in Python takes, and what it gives: a tuple of the
 * names of its parameters (in their order: positional ones, named ones, *args,
 * **kwargs), the number of those that are positional only, positional, named
 * only; whether it has *args, has **kwargs; whether it is a generator function,
 * a coroutine function. VIV_NONE: it is no function in Python. */
VIV_API viv_value viv_function_facts(viv_vm *vm, viv_value function);
/* The state of a generator, coroutine or asynchronous generator: 0 it has not
 * begun, 1 it rests, 2 it runs, 3 it ended; -1: it is none. */
VIV_API int viv_generator_state(viv_vm *vm, viv_value generator);

#endif

/* state.h - what a module keeps: its settings, and data of each sandbox.
 *
 * Modules are named as in VIV_MODULE; the name of one that is not loaded is a
 * fault. Nothing else may be kept: objects in C that can be written to are
 * shared by all sandboxes.
 */
#ifndef VIVARIUM_STATE_H
#define VIVARIUM_STATE_H

#include <vivarium/value.h>
#include <vivarium/version.h>

/* The struct that the module's settings filled: one for all sandboxes,
 * read-only. */
VIV_API const void *viv_state(viv_vm *vm, const char *module);

/* Plain data of this sandbox (viv_module.session_size): zeroed at first, out of
 * the program's reach, copied when the sandbox is forked. NULL while the world
 * is built. */
VIV_API void *viv_session(viv_vm *vm, const char *module);

/* A dict of this sandbox for values that the module's C code keeps. VIV_RAISE:
 * no memory. */
VIV_API viv_value viv_values(viv_vm *vm, const char *module);

#endif

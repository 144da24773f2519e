/* memory.h - the collector, and references that do not keep their object. */
#ifndef VIVARIUM_MEMORY_H
#define VIVARIUM_MEMORY_H

#include <vivarium/value.h>
#include <vivarium/version.h>

/* Asks for a collection that clears weak references and runs finalizers. It
 * comes when the program goes on and no function in C waits for a function of
 * the program. */
VIV_API void viv_collect(viv_vm *vm);

/* The class of weak references: called with an object and perhaps a
 * callback. */
VIV_API viv_value viv_weak_reference_type(viv_vm *vm);

#endif

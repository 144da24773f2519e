/* library.h - compiling Python sources that lie in plugins. */
#ifndef VK_EVAL_LIBRARY_H
#define VK_EVAL_LIBRARY_H

#include <vivarium/plugin.h>

/* The code of a module's body, hidden from tracebacks; while the world is built. */
viv_value vk_compile_library(viv_vm *vm, const viv_source *source);

#endif

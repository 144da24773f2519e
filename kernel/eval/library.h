/* library.h - Python sources that lie in plugins: compiling and running
 * them. */
#ifndef VK_EVAL_LIBRARY_H
#define VK_EVAL_LIBRARY_H

#include <vivarium/plugin.h>

struct vk_plugin;

/* The code of a module's body, hidden from tracebacks; while the world is
 * built. */
viv_value vk_compile_library(viv_vm *vm, const viv_source *source);

/* The module [name], whose [source] lies in a plugin: run in this sandbox,
 * once. What it publishes is what `__all__` and `__published__` list, and names
 * like `__version__`; without an `__all__`, all that does not begin with
 * `_`. */
viv_value vk_import_library(viv_vm *vm, viv_value name,
                            const struct vk_plugin *plugin,
                            const viv_source *source);

#endif

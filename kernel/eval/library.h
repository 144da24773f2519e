/* library.h - Python sources that lie in plugins: their code, and running
 * it. */
#ifndef VK_EVAL_LIBRARY_H
#define VK_EVAL_LIBRARY_H

#include <vivarium/plugin.h>

struct vk_plugin;

/* The code of a module's body, hidden from tracebacks: what the build made of
 * the source, or, where the kernel has another form of code since, compiled.
 * While the world is built. */
viv_value vk_library_code(viv_vm *vm, const viv_source *source);
/* Compiled in any case. */
viv_value vk_library_compile(viv_vm *vm, const viv_source *source);

/* The module [name] of a plugin, whose body is [code]: run in this sandbox,
 * once. What it publishes is what `__all__` and `__published__` list, and names
 * like `__version__`; without an `__all__`, all that does not begin with
 * `_`. */
viv_value vk_import_library(viv_vm *vm, viv_value name,
                            const struct vk_plugin *plugin, viv_value code);

#endif

/* import.h - finding and running modules: what import.c asks of
 * import_load.c. */
#ifndef VK_EVAL_IMPORT_H
#define VK_EVAL_IMPORT_H

#include "eval/eval.h"

/* The module of that full name (interned): from sys.modules, or loaded.
 * [trusted]: the importer is library code or a vetted module, which no policy
 * restricts. */
viv_value vk_import_load(viv_vm *vm, viv_value name, bool trusted);
/* One that was imported already, or absent. */
viv_value vk_import_known(viv_vm *vm, viv_value name, bool trusted);
/* Is there one, loaded or not? Asks nobody. */
bool vk_import_exists(viv_vm *vm, viv_value name);
/* A module of a plugin that has modules in it. */
bool vk_import_has_submodules(viv_vm *vm, viv_value module);
/* The code that is running may import what programs may not. */
bool vk_import_is_trusted(viv_vm *vm);

/* ModuleNotFoundError for that name. */
viv_value vk_import_missing(viv_vm *vm, viv_value name);
/* The name up to its last dot, interned; the empty str: it has none. */
viv_value vk_import_parent_name(viv_vm *vm, viv_value name);
/* A name of the module's namespace, or absent. */
viv_value vk_import_attribute(viv_vm *vm, viv_value module, const char *name);

#endif

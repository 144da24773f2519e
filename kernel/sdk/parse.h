/* parse.h - the syntax that the loaded families add to Python's. */
#ifndef VK_SDK_PARSE_H
#define VK_SDK_PARSE_H

#include "compile/families.h"
#include "syntax/extension.h"

/* Made of the table's rows, which must outlive it; freed with free(). NULL:
 * they add none, or memory ran out, and then [failed] is set. */
struct vk_syntax_extension *vk_extension_new(const vk_family_table *table,
                                             bool *failed);

#endif

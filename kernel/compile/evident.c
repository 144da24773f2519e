/* evident.c - types that can be seen in the text: for warnings.
 *
 * "'tuple' object is not callable; perhaps you missed a comma?" and its likes.
 * Only what the text shows counts; nothing is inferred.
 */
#include "compile/builder.h"
#include "object/class.h"
#include "object/str.h"

static const char *const names[VIV_NODE_COUNT] = {
    [VIV_Tuple] = "tuple",
    [VIV_List] = "list",
    [VIV_ListComp] = "list",
    [VIV_Dict] = "dict",
    [VIV_DictComp] = "dict",
    [VIV_Set] = "set",
    [VIV_SetComp] = "set",
    [VIV_GeneratorExp] = "generator",
    [VIV_Lambda] = "function",
    [VIV_JoinedStr] = "str",
    [VIV_FormattedValue] = "str",
    [VIV_TemplateStr] = "string.templatelib.Template",
    [VIV_Interpolation] = "string.templatelib.Template",
};

viv_value viv_evident_type(viv_builder *b, viv_node node) {
    int kind = b->failed ? VIV_NODE_NONE : viv_node_kind(b, node);

    if (kind == VIV_Constant)
        return vk_type_pointer(b->vm,
                               vk_type_of(b->vm, viv_Constant_value(b, node)))
            ->name;
    if (kind < 0 || kind >= VIV_NODE_COUNT || names[kind] == NULL)
        return VIV_ABSENT;
    return viv_identifier(b, names[kind]);
}

/* library.c - the code of the Python sources that lie in plugins: read from what
 * the build made of them, or compiled.
 */
#include "eval/library.h"

#include "compile/compile.h"
#include "compile/image.h"
#include "eval/eval.h"
#include "memory/arena.h"
#include "object/error.h"
#include "object/str.h"

static uint32_t copy_source(viv_vm *vm, const viv_source *source) {
    uint32_t at = vk_arena_take(vm, source->length + 1);

    if (at != 0)
        memcpy(vk_at(vm, at), source->text, source->length);
    return at;
}

static viv_value compile(viv_vm *vm, const viv_source *source) {
    vk_syntax_error error = {0};
    vk_source text = {.length = source->length};
    vk_compile_options options = {.flags = VK_COMPILE_HIDDEN |
                                           VK_COMPILE_LIBRARY};
    viv_node tree;

    options.file = vk_str_from_text(vm, source->module);
    options.source = VIV_ABSENT;
    VIV_TRY(options.file);
    text.offset = copy_source(vm, source);
    if (text.offset == 0)
        return VIV_RAISE;
    tree = vk_parser_parse(vm, &text, VK_PARSE_MODULE, &error);
    if (tree == 0)
        return vk_raise_syntax(vm, &error, options.file);
    return vk_compile(vm, tree, &options);
}

viv_value vk_library_compile(viv_vm *vm, const viv_source *source) {
    vk_arena_mark mark = vk_arena_begin(vm);
    viv_value code = compile(vm, source);

    vk_arena_end(vm, mark);
    return code;
}

viv_value vk_library_code(viv_vm *vm, const viv_source *source) {
    viv_value code = VIV_ABSENT;

    if (source->code != NULL)
        code = vk_image_read(vm, source->code, source->code_bytes);
    return viv_is_absent(code) ? vk_library_compile(vm, source) : code;
}

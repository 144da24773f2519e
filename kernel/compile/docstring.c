/* docstring.c - a docstring without the indentation of the source, as CPython
 * keeps it: tabs become spaces, then each line but the first loses what all
 * have.
 *
 * Python 3.13 changed this: the compiler strips the indentation,
 * inspect.cleandoc's rules without its loss of blank lines at the ends.
 */
#include "compile/builder.h"
#include "object/str.h"

enum { TAB = 8 };

/* The text with tabs expanded, read character by character. */
typedef struct reader {
    vk_text text;
    uint32_t at, column, spaces; /* spaces: of a tab, still to come */
} reader;

static bool next_character(reader *from, uint32_t *character) {
    if (from->spaces) {
        from->spaces--;
        from->column++;
        *character = ' ';
        return true;
    }
    if (from->at >= from->text.length)
        return false;
    *character = vk_text_at(from->text, from->at++);
    if (*character == '\t') {
        from->spaces = TAB - from->column % TAB;
        return next_character(from, character);
    }
    from->column = *character == '\n' || *character == '\r' ? 0
                                                            : from->column + 1;
    return true;
}

/* The least indentation of a line that is not blank, the first one apart. */
static uint32_t find_margin(vk_text text) {
    reader from = {text, 0, 0, 0};
    uint32_t margin = UINT32_MAX, indent = 0, character;
    bool leading = true, first = true;

    while (next_character(&from, &character)) {
        if (character == '\n') {
            leading = true;
            first = false;
            indent = 0;
        } else if (leading && character == ' ') {
            indent++;
        } else if (leading) {
            leading = false;
            if (!first && indent < margin)
                margin = indent;
        }
    }
    return margin == UINT32_MAX ? 0 : margin;
}

static bool is_plain(vk_text text) {
    if (text.length && vk_text_at(text, 0) == ' ')
        return false;
    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t character = vk_text_at(text, i);

        if (character == '\t' || character == '\n')
            return false;
    }
    return true;
}

static viv_value clean(viv_vm *vm, viv_value str) {
    vk_text text = vk_str_text(vm, str);
    reader from = {text, 0, 0, 0};
    uint32_t margin, skip = UINT32_MAX, character;
    vk_str_builder to;

    if (is_plain(text))
        return str;
    margin = find_margin(text);
    vk_str_build(&to, vm);
    while (next_character(&from, &character)) {
        if (character == ' ' && skip > 0) {
            skip--;
            continue;
        }
        skip = character == '\n' ? margin : 0;
        vk_str_add_char(&to, character);
    }
    return vk_str_finish(&to);
}

viv_value vk_docstring(viv_builder *b, viv_nodes body) {
    viv_node first, value;
    viv_value doc;

    if (b->failed || !body.count)
        return VIV_NONE;
    first = viv_nodes_at(b, body, 0);
    if (viv_node_kind(b, first) != VIV_Expr)
        return VIV_NONE;
    value = viv_Expr_value(b, first);
    if (viv_node_kind(b, value) != VIV_Constant)
        return VIV_NONE;
    doc = viv_Constant_value(b, value);
    if (!vk_is(b->vm, doc, VK_STR))
        return VIV_NONE;
    doc = clean(b->vm, doc);
    if (viv_is_raise(doc)) {
        vk_builder_raised(b);
        doc = VIV_NONE;
    }
    return doc;
}

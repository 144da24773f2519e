/* parse.h - reading the text of a statement that a family adds.
 *
 *     static viv_node parse_unless(viv_parser *p) {
 *         viv_node test = viv_parse_expression(p);
 *         viv_nodes body;
 *
 *         if (!test || !viv_parse_block(p, &body))
 *             return 0;
 *         return viv_parse_make(p, VIV_OWN_NODE(0),
 *                               VIV_WORDS_OF(test, viv_word_nodes(body)));
 *     }
 *
 * The parser stands behind the statement's word. What does not fit gives 0 or
 * false, which the function hands on: then the word is a name, as everywhere
 * else.
 */
#ifndef VIVARIUM_PARSE_H
#define VIVARIUM_PARSE_H

#include <vivarium/node.h>

#pragma GCC visibility push(default)

typedef struct viv_parser viv_parser;

/* One expression; several with commas between them, a tuple; targets as of
 * `for`. */
VIV_API viv_node viv_parse_expression(viv_parser *p);
VIV_API viv_node viv_parse_expressions(viv_parser *p);
VIV_API viv_node viv_parse_targets(viv_parser *p);
/* An identifier as the word of a field; 0: something else stands there. */
VIV_API uint64_t viv_parse_name(viv_parser *p);
/* Steps over [text], a keyword, a name or punctuation, if it stands there. */
VIV_API bool viv_parse_accept(viv_parser *p, const char *text);
/* ":" and the statements behind it. */
VIV_API bool viv_parse_block(viv_parser *p, viv_nodes *body);
/* The end of a statement without a block. */
VIV_API bool viv_parse_end(viv_parser *p);

/* The node VIV_OWN_NODE(n), or one of Python's, of so many fields. It stands
 * from the statement's word to here. */
VIV_API viv_node viv_parse_make(viv_parser *p, int kind, uint32_t count,
                                const uint64_t *words);
/* The last two arguments of it. */
#define VIV_WORDS_OF(...)                                                      \
    sizeof((uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t),                      \
        (uint64_t[]) {                                                         \
        __VA_ARGS__                                                            \
    }

static inline uint64_t viv_word_nodes(viv_nodes list) {
    return list.offset | (uint64_t)list.count << 32;
}

#pragma GCC visibility pop

#endif

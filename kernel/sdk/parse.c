/* parse.c - SDK: parsing of statements that families add.
 *
 * A family's statement is parsed by the family, with the parser's own functions
 * under public names: so its expressions, names and blocks are Python's, errors
 * included.
 */
#include "sdk/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <vivarium/parse.h>

#include "syntax/grammar.h"

/* One statement that is being read. */
struct viv_parser {
    vk_parser *p;
    vk_place from;
    const vk_own_statement *own;
};

viv_node viv_parse_expression(viv_parser *p) {
    return vk_expression_named(p->p);
}

viv_node viv_parse_expressions(viv_parser *p) {
    return vk_expression_stars(p->p);
}

viv_node viv_parse_targets(viv_parser *p) {
    return vk_target_list(p->p, VK_TARGET_STAR);
}

uint64_t viv_parse_name(viv_parser *p) {
    uint64_t name;

    if (!vk_parser_at(p->p, VK_T_NAME))
        return 0;
    name = vk_parser_name(p->p, &p->p->token);
    vk_parser_next(p->p);
    return name;
}

bool viv_parse_accept(viv_parser *p, const char *text) {
    const vk_token *token = &p->p->token;
    size_t length = strlen(text);

    if (token->end - token->start != length ||
        memcmp(p->p->lexer.text + token->start, text, length) != 0)
        return false;
    vk_parser_next(p->p);
    return true;
}

bool viv_parse_block(viv_parser *p, viv_nodes *body) {
    char what[80];
    uint64_t list;

    snprintf(what, sizeof what, "'%s' statement", p->own->row.keyword);
    if (!vk_parser_expect(p->p, VK_T_COLON) ||
        !vk_compound_block(p->p, what, p->from.line, &list))
        return false;
    *body = viv_slot_nodes(list);
    return true;
}

bool viv_parse_end(viv_parser *p) {
    return vk_parser_expect(p->p, VK_T_NEWLINE);
}

viv_node viv_parse_make(viv_parser *p, int kind, uint32_t count,
                        const uint64_t *words) {
    if (kind < 0)
        kind = p->own->first_kind - kind - 1;
    return count <= VIV_FIELDS_MAX
               ? vk_parser_make(p->p, p->from, kind, count, words)
               : 0;
}

/* The word was just read: it ended where the parser was last. A node begins at
 * the word, whose place has to be computed back from its end. */
static viv_node parse_statement(vk_parser *p, const vk_statement_row *row) {
    uint32_t length = (uint32_t)strlen(row->word);
    viv_parser parser = {p, p->last, row->context};

    parser.from.column -= length < p->last.column ? length : p->last.column;
    return parser.own->row.parse(&parser);
}

/* -- the rows of all families */

typedef struct extension {
    vk_syntax_extension head;
    vk_statement_row statements[VK_FIELD_MEANINGS_MAX];
    vk_infix_row infixes[VK_FIELD_MEANINGS_MAX];
} extension;

static void add_statements(extension *to, const vk_family_table *table) {
    for (int i = 0; i < table->statement_count; i++)
        to->statements[i] = (vk_statement_row){
            .word = table->statements[i].row.keyword,
            .parse = parse_statement,
            .context = (void *)&table->statements[i]};
    to->head.statements = to->statements;
    to->head.statement_count = (uint32_t)table->statement_count;
}

static void add_infixes(extension *to, const vk_family_table *table) {
    for (int i = 0; i < table->operator_count; i++) {
        const viv_operator_row *row = &table->operators[i];

        to->infixes[i] = (vk_infix_row){
            .word = row->spelling,
            .level = (uint8_t)row->power,
            .right = row->right,
            .kind = row->node};
    }
    to->head.infixes = to->infixes;
    to->head.infix_count = (uint32_t)table->operator_count;
}

vk_syntax_extension *vk_extension_new(const vk_family_table *table,
                                      bool *failed) {
    extension *made;

    *failed = false;
    if (table->statement_count == 0 && table->operator_count == 0)
        return NULL;
    made = calloc(1, sizeof *made);
    *failed = made == NULL;
    if (made == NULL)
        return NULL;
    add_statements(made, table);
    add_infixes(made, table);
    made->head.nodes = table->nodes;
    made->head.node_count = (uint32_t)(table->kind_count - VIV_NODE_COUNT);
    return &made->head;
}

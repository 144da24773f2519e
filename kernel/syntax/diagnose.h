/* diagnose.h - the mistakes CPython has sentences for.
 *
 * These are asked while a text that does not fit is read a second time. They
 * set the error, or leave everything as it was; those that return bool say
 * false when they set it.
 */
#ifndef VK_SYNTAX_DIAGNOSE_H
#define VK_SYNTAX_DIAGNOSE_H

#include "syntax/grammar.h"

/* diagnose.c. All say nothing when an error is set already. */
void vk_diagnose_say(vk_parser *p, vk_place from, vk_place to,
                     const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* At the last token that was looked at. */
void vk_diagnose_token(vk_parser *p, const char *message);
/* From there to behind that token. */
void vk_diagnose_from(vk_parser *p, vk_place from, const char *message);
/* At a token without text. */
void vk_diagnose_at_empty(vk_parser *p, viv_error kind, const char *message);
/* "expected an indented block after [what] on line [line]". */
void vk_diagnose_no_block(vk_parser *p, const char *what, uint32_t line);
void vk_diagnose_second_statement(vk_parser *p);
/* At the end, when no tree was made: an error will be set. */
void vk_diagnose_finish(vk_parser *p);

/* diagnose_expression.c: in place of the plain readers. */
viv_node vk_diagnose_expression(vk_parser *p);
viv_node vk_diagnose_named(vk_parser *p);
/* Before a simple statement; false: said. */
bool vk_diagnose_statement(vk_parser *p);
void vk_diagnose_not_operand(vk_parser *p);
/* At "for", where no target list follows. */
void vk_diagnose_for(vk_parser *p);
void vk_diagnose_generator(vk_parser *p);

/* diagnose_display.c: after a display or call did not fit, at its bracket. */
void vk_diagnose_paren(vk_parser *p);
void vk_diagnose_bracket(vk_parser *p);
void vk_diagnose_brace(vk_parser *p);
void vk_diagnose_star(vk_parser *p); /* behind a star, where no value stood */
bool vk_diagnose_argument(vk_parser *p);
void vk_diagnose_arguments(vk_parser *p);

/* diagnose_parameter.c */
void vk_diagnose_parameters(vk_parser *p, bool lambda);
void vk_diagnose_type_bound(vk_parser *p, bool star);
void vk_diagnose_no_types(vk_parser *p);

/* diagnose_literal.c: fields of f-strings, and patterns. */
void vk_diagnose_field(vk_parser *p, const vk_field *field);
void vk_diagnose_open_spec(vk_parser *p, const vk_field *field);
void vk_diagnose_conversion(vk_parser *p, const vk_field *field,
                            const vk_token *bang);
bool vk_diagnose_real_part(vk_parser *p, const vk_token *number);
bool vk_diagnose_imaginary_part(vk_parser *p, const vk_token *number);
void vk_diagnose_positional_pattern(vk_parser *p, vk_place from, vk_place to);
void vk_diagnose_pattern_target(vk_parser *p);

/* diagnose_statement.c: at the statement, or where its target begins. */
void vk_diagnose_assignment(vk_parser *p);
void vk_diagnose_delete(vk_parser *p);
void vk_diagnose_import(vk_parser *p);
void vk_diagnose_import_names(vk_parser *p);
void vk_diagnose_import_comma(vk_parser *p);
void vk_diagnose_import_target(vk_parser *p);
void vk_diagnose_with(vk_parser *p, const vk_parser_mark *begin);
void vk_diagnose_with_target(vk_parser *p);
void vk_diagnose_elif_after_else(vk_parser *p);
void vk_diagnose_match(vk_parser *p);
void vk_diagnose_no_handler(vk_parser *p);
bool vk_diagnose_except(vk_parser *p, bool star);
void vk_diagnose_mixed_except(vk_parser *p, const vk_token *word,
                              const vk_token *star);

#endif

/* suggest.c - misspelt keywords. */
#include "syntax/parser.h"
void vk_suggest_keyword(viv_vm *vm, const vk_source *source, vk_syntax_error *error) { (void)vm;(void)source;(void)error; }

/* report.c - errors and warnings with the places that SyntaxError carries.
 *
 * SyntaxError has four numbers and a line of text, and CPython fills them in
 * differently depending on which of its parts found the error (tokenizer or
 * parser). The three functions here are these ways.
 *
 * Lines and columns are counted anew from the text: errors are rare, so tokens
 * carry only what is cheap.
 */
#include <stdarg.h>
#include <stdio.h>

#include "syntax/lexer.h"

/* The line numbered [line], from 1; the last one if there are fewer. Linear
 * from the start of the text, at most once per message. */
static const char *line_start(const vk_lexer *lexer, uint32_t line) {
    const char *start = lexer->text, *next;

    while (line > 1 && (next = strchr(start, '\n')) && next[1]) {
        start = next + 1;
        line--;
    }
    return start;
}

/* A place behind the text counts as if the text went on. */
static int characters(const char *text, uint32_t bytes) {
    int count = 0;

    for (uint32_t i = 0; i < bytes; i++) {
        if (!text[i])
            return count + (int)(bytes - i);
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return count;
}

/* Offsets count from 1 and in characters; a line ends before its newline. */
static int offset_of(const vk_lexer *lexer, vk_place place) {
    return characters(line_start(lexer, place.line), place.column) + 1;
}

/* CPython counts the characters before an end on another line in the first
 * line, whose newline is the last that can be counted. */
static int end_offset_of(const vk_lexer *lexer, vk_place from, vk_place to) {
    const char *line = line_start(lexer, from.line);
    uint32_t length = (uint32_t)strcspn(line, "\n") + 1;

    if (from.line == to.line)
        return offset_of(lexer, to);
    return characters(line, to.column + 1 < length ? to.column + 1 : length);
}

static void keep_line(vk_lexer *lexer, vk_syntax_error *error, uint32_t line) {
    const char *start = line_start(lexer, line);

    error->text = vk_offset(lexer->vm, start);
    error->text_length = (uint32_t)strcspn(start, "\n");
}

/* False when an error is set already: the first one counts. */
static bool begin(vk_lexer *lexer, viv_error kind, uint32_t line) {
    vk_syntax_error *error = lexer->error;

    if (error->set)
        return false;
    error->set = true;
    error->raised = false;
    error->kind = kind;
    error->line = error->end_line = (int)line;
    keep_line(lexer, error, line);
    return true;
}

void vk_report_range(vk_lexer *lexer, vk_place from, vk_place to,
                     const char *format, ...) {
    vk_syntax_error *error = lexer->error;
    va_list args;

    if (!begin(lexer, VIV_SyntaxError, from.line))
        return;
    error->offset = offset_of(lexer, from);
    error->end_line = (int)to.line;
    error->end_offset = end_offset_of(lexer, from, to);
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
}

void vk_report_here(vk_lexer *lexer, const char *format, ...) {
    vk_syntax_error *error = lexer->error;
    va_list args;

    if (!begin(lexer, VIV_SyntaxError, lexer->at.line))
        return;
    error->offset = offset_of(lexer, vk_lexer_place(lexer)) - 1;
    error->end_offset = error->offset;
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
}

void vk_report_as(vk_lexer *lexer, viv_error kind, vk_place from, vk_place to,
                  const char *message) {
    vk_syntax_error *error = lexer->error;

    if (!begin(lexer, kind, from.line))
        return;
    lexer->by_code = true;
    error->offset = offset_of(lexer, from);
    error->end_line = (int)to.line;
    error->end_offset = to.column == UINT32_MAX ? -1 : offset_of(lexer, to);
    snprintf(error->message, sizeof error->message, "%s", message);
}

void vk_report_raised(vk_lexer *lexer) {
    if (!lexer->error->set) {
        lexer->error->set = true;
        lexer->error->raised = true;
    }
}

void vk_report_unclosed(vk_lexer *lexer) {
    vk_bracket *open = &lexer->brackets[(lexer->at.brackets - 1) & 0xFF];
    vk_place from;

    if (!lexer->at.brackets || lexer->at.brackets > VK_BRACKETS_MAX)
        return;
    from = (vk_place){open->line, open->column};
    vk_report_range(lexer, from, from, "'%c' was never closed", open->opening);
    lexer->error->end_offset = 0;
    lexer->unclosed = open->line;
}

/* Telling it may fail: the program's output has a limit. */
bool vk_report_warning(vk_lexer *lexer, vk_place from, vk_place to,
                       const char *format, ...) {
    const vk_source *source = lexer->source;
    vk_syntax_error warning;
    va_list args;

    if (lexer->quiet || !source->warn)
        return true;
    warning = (vk_syntax_error){.set = true, .kind = VIV_SyntaxWarning};
    warning.line = (int)from.line;
    warning.offset = offset_of(lexer, from);
    warning.end_line = (int)to.line;
    warning.end_offset = offset_of(lexer, to);
    keep_line(lexer, &warning, from.line);
    va_start(args, format);
    vsnprintf(warning.message, sizeof warning.message, format, args);
    va_end(args);
    if (source->warn(lexer->vm, source->context, &warning))
        return true;
    vk_report_raised(lexer);
    return false;
}

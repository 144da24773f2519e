/* suggest.c - "Did you mean 'class'?": finds misspelt keywords.
 *
 * As CPython does when it prints "invalid syntax": in the text from the last
 * finished block to the error, names are replaced by keywords that look like
 * them, and the first that makes the text readable is what was meant.
 */
#include <stdio.h>

#include "syntax/grammar.h"
#include "syntax/literal.h"
#include "syntax/source.h"
#include "text/distance.h"

enum {
    SNIPPET_MAX = 1024, /* characters; longer texts are left alone */
    TRIED_NAMES = 10,
    SUGGESTIONS = 3,
    WORD_MAX = 32, /* no longer name resembles a keyword */
};

typedef struct word {
    const char *text;
    int length;
} word;

/* The text that is tried, and where it came from. */
typedef struct snippet {
    viv_vm *vm;
    vk_text_span text;
    uint32_t lines;
    bool last_line_only;
} snippet;

/* How alike two words are */

/* Letters in common, counted as difflib does: the longest common piece, and
 * then the same for what lies before and behind it. Ratcliff and Obershelp's
 * gestalt matching, as difflib has it; recursive, but on words of at most 32
 * letters. */
static int common_letters(word a, word b) {
    int best = 0, at_a = 0, at_b = 0;
    word rest_a, rest_b;

    for (int i = 0; i < a.length; i++)
        for (int j = 0; j < b.length; j++) {
            int k = 0;

            while (i + k < a.length && j + k < b.length &&
                   a.text[i + k] == b.text[j + k])
                k++;
            if (k > best) {
                best = k;
                at_a = i;
                at_b = j;
            }
        }
    if (!best)
        return 0;
    rest_a = (word){a.text + at_a + best, a.length - at_a - best};
    rest_b = (word){b.text + at_b + best, b.length - at_b - best};
    a.length = at_a;
    b.length = at_b;
    return best + common_letters(a, b) + common_letters(rest_a, rest_b);
}

static word keyword(int kind) {
    const char *text = vk_lexer_spelling((uint32_t)kind);

    return (word){text, (int)strlen(text)};
}

/* The keyword with the fewest changes, if they are few enough. */
static int nearest(word name) {
    int found = 0, found_cost = 0;

    for (int kind = VK_T_FIRST_KEYWORD; kind < VK_TOKEN_COUNT; kind++) {
        word other = keyword(kind);
        int limit = (name.length + other.length + 3) * VK_DISTANCE_CHANGE / 6;
        int cost = vk_distance(name.text, (size_t)name.length, other.text,
                               (size_t)other.length);

        if (found && limit > found_cost - 1)
            limit = found_cost - 1;
        if (cost <= limit) {
            found = kind;
            found_cost = cost;
        }
    }
    return found;
}

/* Whether [a] comes before [b] among those that resemble [name]: more letters
 * in common for their length, else later in the alphabet. */
static bool resembles_more(word name, int a, int b) {
    word first = keyword(a), second = keyword(b);
    int left = common_letters(first, name) * (second.length + name.length);
    int right = common_letters(second, name) * (first.length + name.length);

    return left != right ? left > right : strcmp(first.text, second.text) > 0;
}

static bool resembles(word name, int kind) {
    word other = keyword(kind);

    return 4 * common_letters(other, name) >= other.length + name.length;
}

/* At most three, best first; the nearest one may come twice. */
static int suggestions(word name, int kinds[SUGGESTIONS]) {
    int count = 0, first = 0;

    kinds[0] = nearest(name);
    count = first = kinds[0] != 0;
    for (int kind = VK_T_FIRST_KEYWORD; kind < VK_TOKEN_COUNT; kind++) {
        int at = count;

        if (!resembles(name, kind))
            continue;
        while (at > first && resembles_more(name, kind, kinds[at - 1]))
            at--;
        if (at == SUGGESTIONS)
            continue;
        count += count < SUGGESTIONS;
        for (int i = count - 1; i > at; i--)
            kinds[i] = kinds[i - 1];
        kinds[at] = kind;
    }
    return count;
}

/* The text */

static uint32_t indentation(const char *line) {
    return (uint32_t)strspn(line, " \t");
}

/* White space that all lines of the text begin with. */
static uint32_t common_indentation(const char *text, const char *end) {
    uint32_t common = UINT32_MAX;

    for (; text < end; text += strcspn(text, "\n") + 1) {
        uint32_t here = indentation(text);

        if (text[here] != '\n' && text[here] && here < common)
            common = here;
    }
    return common == UINT32_MAX ? 0 : common;
}

static const char *behind_lines(const char *text, int lines) {
    for (; lines > 0 && *text; lines--) {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return text;
}

/* Copies lines without their common indentation. */
static bool copy_lines(snippet *s, const char *text, const char *end) {
    uint32_t common = common_indentation(text, end), used = 0;
    uint32_t at = vk_arena_take(s->vm, (uint32_t)(end - text) + 2);
    char *out = vk_at(s->vm, at);

    if (!at)
        return false;
    while (text < end) {
        uint32_t length = (uint32_t)strcspn(text, "\n");
        uint32_t here = indentation(text);
        uint32_t skipped = here < common ? here : common;

        memcpy(out + used, text + skipped, length - skipped);
        used += length - skipped;
        out[used++] = '\n';
        text += length + 1;
        s->lines++;
    }
    s->text = (vk_text_span){at, used};
    return used > 0;
}

static bool take_snippet(snippet *s, const vk_source *source,
                         const vk_syntax_error *error) {
    vk_syntax_error ignored = {0};
    vk_text_span whole;
    const char *text, *start, *end;

    if (!vk_source_read(s->vm, source, &ignored, &whole))
        return false;
    text = vk_at(s->vm, whole.offset);
    start = behind_lines(text, error->statement_line - 1);
    end = behind_lines(text, error->line);
    return end > start && end - start <= SNIPPET_MAX &&
           copy_lines(s, start, end);
}

/* Trying */

/* The snippet with [token] replaced; 0 when memory ran out. */
static vk_text_span replaced(snippet *s, const vk_token *token, word other) {
    uint32_t length =
        s->text.length - (token->end - token->start) + (uint32_t)other.length;
    uint32_t at = vk_arena_take(s->vm, length + 1);
    const char *text = vk_at(s->vm, s->text.offset);
    char *out = vk_at(s->vm, at);

    if (!at)
        return (vk_text_span){0, 0};
    memcpy(out, text, token->start);
    memcpy(out + token->start, other.text, (size_t)other.length);
    memcpy(out + token->start + other.length, text + token->end,
           s->text.length - token->end);
    return (vk_text_span){at, length};
}

static int character_offset(const char *line, uint32_t bytes) {
    int count = 1;

    for (uint32_t i = 0; i < bytes; i++)
        count += ((unsigned char)line[i] & 0xC0) != 0x80;
    return count;
}

static void tell(snippet *s, const vk_token *token, word other,
                 vk_syntax_error *error) {
    const char *text = vk_at(s->vm, s->text.offset);
    uint32_t line = token->start - token->from.column;

    snprintf(error->message, sizeof error->message,
             "invalid syntax. Did you mean '%s'?", other.text);
    error->line = error->end_line = (int)token->from.line;
    error->offset = character_offset(text + line, token->from.column);
    error->end_offset = character_offset(text + line, token->to.column);
    error->text = s->text.offset + line;
    error->text_length = (uint32_t)strcspn(text + line, "\n");
}

/* These make sense in a function only, which the snippet must show. */
static bool fits(const snippet *s, const vk_token *token, int kind) {
    const char *text = vk_at(s->vm, s->text.offset);

    if (kind != VK_T_RETURN && kind != VK_T_YIELD && kind != VK_T_AWAIT)
        return true;
    for (uint32_t i = 0; i + 4 < token->start; i++)
        if (memcmp(text + i, "def ", 4) == 0)
            return true;
    return false;
}

/* The proof of a suggestion is that the text parses with it. Bounded: ten
 * names, three keywords each, a text of a thousand characters. */
static bool try_name(snippet *s, const vk_token *token,
                     vk_syntax_error *error) {
    const char *text = vk_at(s->vm, s->text.offset + token->start);
    word name = {text, (int)(token->end - token->start)};
    int kinds[SUGGESTIONS], count;

    if (name.length > WORD_MAX)
        return false;
    count = suggestions(name, kinds);
    for (int i = 0; i < count; i++) {
        vk_text_span trial = replaced(s, token, keyword(kinds[i]));

        if (trial.offset && fits(s, token, kinds[i]) &&
            vk_parser_accepts(s->vm, trial)) {
            tell(s, token, keyword(kinds[i]), error);
            return true;
        }
    }
    return false;
}

static void try_names(snippet *s, vk_syntax_error *error) {
    vk_syntax_error ignored = {0};
    vk_source source = {0};
    vk_lexer lexer;
    vk_token token;
    int tried = 0;

    vk_lexer_prepare(&lexer, s->vm, &source, &ignored);
    lexer.quiet = true;
    vk_lexer_begin(&lexer, vk_at(s->vm, s->text.offset), s->text.length);
    do {
        vk_lexer_next(&lexer, &token);
        if (token.kind == VK_T_FSTRING && !vk_fstring_skip(&lexer, &token))
            return;
        if (token.kind != VK_T_NAME ||
            (s->last_line_only && token.from.line != s->lines))
            continue;
        if (++tried > TRIED_NAMES || try_name(s, &token, error))
            return;
    } while (token.kind != VK_T_ERROR && token.kind != VK_T_END);
}

void vk_suggest_keyword(viv_vm *vm, const vk_source *source,
                        vk_syntax_error *error) {
    snippet s = {.vm = vm, .last_line_only = source->file};

    if (error->raised ||
        (strcmp(error->message, "invalid syntax") != 0 &&
         !strstr(error->message, "Perhaps you forgot a comma")))
        return;
    if (take_snippet(&s, source, error))
        try_names(&s, error);
}

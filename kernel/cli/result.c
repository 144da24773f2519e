/* result.c - printing the result of a run as JSON.
 *
 * The program's own values come from the library as JSON and are printed as
 * they are; jansson quotes the texts around them.
 */
#include "cli/result.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void print_text(const char *text, size_t length) {
    json_t *string = text ? json_stringn(text, length) : json_null();
    char *quoted = string ? json_dumps(string, JSON_ENCODE_ANY) : NULL;

    fputs(quoted ? quoted : "null", stdout);
    free(quoted);
    json_decref(string);
}

static void print_field(const char *name, const char *text) {
    printf("\"%s\": ", name);
    print_text(text, text ? strlen(text) : 0);
}

static void print_number(const char *name, double number) {
    if (number)
        printf("\"%s\": %.15g, ", name, number);
    else
        printf("\"%s\": null, ", name);
}

static void print_failure(const viv_failure *failure) {
    fputs("\"error\": {", stdout);
    print_field("type", failure->type);
    fputs(", ", stdout);
    print_field("message", failure->message);
    fputs(", ", stdout);
    print_number("line", failure->line);
    print_number("column", failure->column);
    print_number("end_line", failure->end_line);
    print_number("end_column", failure->end_column);
    print_field("traceback", failure->traceback);
    fputs(", ", stdout);
    print_field("code", failure->code);
    fputs(", ", stdout);
    print_field("limit", failure->limit);
    fputs(", ", stdout);
    print_number("used", failure->used);
    fputs("\"plugin\": null, \"hint\": null}", stdout);
}

static void print_output(viv_sandbox *sandbox, const char *name,
                         viv_stream stream) {
    size_t length;
    const char *text = viv_sandbox_output(sandbox, stream, &length);

    printf("\"%s\": ", name);
    print_text(text, length);
    fputs(", ", stdout);
}

static void print_usage(const viv_usage *usage) {
    printf("\"usage\": {\"steps\": %llu, \"memory_peak\": %llu, "
           "\"time_ms\": %.3f, \"output_bytes\": %llu, \"host_calls\": %llu}}\n",
           (unsigned long long)usage->steps,
           (unsigned long long)usage->memory_peak, usage->time_ms,
           (unsigned long long)usage->output_bytes,
           (unsigned long long)usage->host_calls);
}

void vk_result_print(viv_sandbox *sandbox, const viv_usage *usage) {
    const viv_failure *failure = viv_sandbox_failure(sandbox);
    bool fine = !failure && viv_sandbox_exit_status(sandbox) == 0;

    printf("{\"ok\": %s, \"result\": ", fine ? "true" : "false");
    fputs(viv_sandbox_result(sandbox), stdout);
    fputs(", ", stdout);
    print_field("result_repr", viv_sandbox_result_repr(sandbox));
    fputs(", ", stdout);
    const char *globals = viv_sandbox_globals(sandbox);

    print_output(sandbox, "stdout", VIV_STDOUT);
    print_output(sandbox, "stderr", VIV_STDERR);
    if (failure)
        print_failure(failure);
    else
        fputs("\"error\": null", stdout);
    printf(", \"locals\": %s, ", globals);
    print_usage(usage);
}

void vk_result_print_refusal(const char *problems) {
    static const viv_usage nothing;
    size_t length = problems ? strlen(problems) : 0;
    viv_failure failure = {
        .type = "ConfigError", .message = problems, .traceback = "",
        .code = "config"};
    char *message = strndup(problems ? problems : "", length ? length - 1 : 0);

    failure.message = message;
    fputs("{\"ok\": false, \"result\": null, \"result_repr\": \"None\", "
          "\"stdout\": \"\", \"stderr\": \"\", ",
          stdout);
    print_failure(&failure);
    fputs(", \"locals\": {}, ", stdout);
    print_usage(&nothing);
    free(message);
}

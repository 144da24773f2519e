/* json.c - the scanner and the encoder of JSON.
 *
 * Both recurse in C, one frame for each level of nesting, counted by
 * viv_enter_native(). Hooks are called from here; whatever needs more than the
 * plain cases (subclasses' own encoders, generators of pieces) is written in
 * Python.
 */
#include "json_parts.h"

static const viv_function json_functions[] = {
    {"_scan(text: str, start: ssize, options, /)", json_scan, NULL},
    {"_scan_string(text: str, start: ssize, strict: bool, /)",
     json_scan_string, NULL},
    {"_encode(value, options, /)", json_encode, NULL},
    {"_quote(text: str, ascii: bool, /)", json_quote, NULL},
};

VIV_MODULE(json) {
    .doc = "JSON encoder and decoder.",
    .functions = VIV_TABLE(json_functions),
};

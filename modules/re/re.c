/* re.c - the table of what is in C in the `re` module. */
#include "re_parts.h"

static const viv_type re_types[] = {
    {"Pattern", "Compiled regular expression object.", NULL, RE_PATTERN_SLOTS,
     VIV_TYPE_FINAL, VIV_TABLE(re_pattern_methods),
     VIV_TABLE(re_pattern_properties)},
    {"Match", "The result of re.match() and re.search().", NULL, RE_MATCH_SLOTS,
     VIV_TYPE_FINAL, VIV_TABLE(re_match_methods),
     VIV_TABLE(re_match_properties)},
    {"_iterator", NULL, NULL, 6, VIV_TYPE_FINAL,
     VIV_TABLE(re_iterator_methods), {0, 0, 0}},
};

VIV_MODULE(re) {
    .doc = "Support for regular expressions.",
    .types = VIV_TABLE(re_types),
};

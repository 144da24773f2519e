/* suggestion.c - "Did you mean". */
#include "object/traceback.h"
void vk_str_add_suggestion(vk_str_builder *out, viv_value exception) {
    (void)out;
    (void)exception;
}

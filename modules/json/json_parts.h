/* json_parts.h - the parts of json in C. */
#ifndef JSON_PARTS_H
#define JSON_PARTS_H

#include <vivarium.h>

viv_value json_scan(viv_vm *vm, const viv_value *args);
viv_value json_scan_string(viv_vm *vm, const viv_value *args);
viv_value json_encode(viv_vm *vm, const viv_value *args);
viv_value json_quote(viv_vm *vm, const viv_value *args);

#endif

/* collections_parts.h - the parts of collections in C. */
#ifndef COLLECTIONS_PARTS_H
#define COLLECTIONS_PARTS_H

#include <vivarium.h>

extern const viv_function collections_deque_methods[19];
extern const viv_function collections_deque_list_methods[16];
extern const viv_property collections_deque_properties[1];
extern const viv_function collections_iterator_methods[3];

viv_value collections_as_list(viv_vm *vm, viv_value deque);
/* All items anew. */
viv_value collections_refill(viv_vm *vm, viv_value deque, viv_value list);
/* maxlen */
viv_value collections_bound(viv_vm *vm, viv_value deque);

#endif

/* output.h - what a program prints: counted, limited, handed to the host. */
#ifndef VK_HOST_OUTPUT_H
#define VK_HOST_OUTPUT_H

#include "machine.h"

enum { VK_STDOUT = 1, VK_STDERR = 2 };

/* Writes [length] bytes of UTF-8 to a stream of the host. What passes the
 * output limit is cut off, and the sandbox is stopped: false, return
 * VIV_RAISE. */
bool vk_output_write(viv_vm *vm, int stream, const char *bytes,
                     uint32_t length);
/* The same for a str; surrogates are written as `\udc80`, as CPython's stderr
 * does. */
bool vk_output_str(viv_vm *vm, int stream, viv_value str);
/* Hands on what is buffered. */
void vk_output_flush(viv_vm *vm);

#endif

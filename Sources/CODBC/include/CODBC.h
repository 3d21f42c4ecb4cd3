// SPDX-License-Identifier: Apache-2.0
#ifndef CODBC_H
#define CODBC_H

#include <stddef.h>
#include <stdint.h>

// One connection with one statement through unixODBC's driver manager, which is loaded when it is
// first asked for: nothing here needs its headers, and a machine without it builds and runs the
// platform all the same. The types and numbers are those of ODBC 3.8 on 64-bit Unix: SQLSMALLINT
// 16 bits, SQLINTEGER 32, SQLLEN 64, SQLWCHAR UTF-16.

/// A connection; used by one thread at a time.
typedef struct codbc codbc;

/// Why something failed: the SQLSTATE and the driver's number. Messages are not taken along, since
/// drivers put values and parts of statements into them.
typedef struct {
  char state[6];
  int32_t native;
} codbc_fault;

/// A column of a result.
typedef struct {
  uint16_t name[256];  // UTF-16
  int16_t name_count;  // its units; more than fit when it was cut
  int16_t kind;        // SQL_DESC_CONCISE_TYPE
  uint64_t size;
  int16_t digits;
  int16_t nullable;    // 0 no, 1 yes, 2 unknown
  char type_name[64];  // ASCII
} codbc_column;

/// Whether the driver manager is there.
int codbc_is_present(void);

/// Connects; null and the fault when it fails.
codbc *codbc_open(const uint16_t *text, int16_t count, codbc_fault *fault);
/// Disconnects, rolling back what is open.
void codbc_close(codbc *c);

/// A text that driver or server says of itself (SQLGetInfo), as ASCII.
int codbc_info(codbc *c, uint16_t what, char *out, size_t room);
/// Turns autocommit off and asks for read-only and an isolation (0: as it is); drivers that know
/// neither say so by doing nothing.
int codbc_begin(codbc *c, long isolation, codbc_fault *fault);

/// Runs a statement; 1 when done.
int codbc_run(codbc *c, const uint16_t *sql, int32_t count, codbc_fault *fault);
/// The columns of the result; negative when it failed.
int codbc_count(codbc *c, codbc_fault *fault);
/// One column, from 1.
int codbc_describe(codbc *c, int column, codbc_column *out, codbc_fault *fault);
/// Ends a result.
void codbc_end(codbc *c);

/// Binds blocks of `rows` rows, every value as UTF-16; `widths` are bytes a cell.
int codbc_bind(codbc *c, int columns, const int32_t *widths, int rows, codbc_fault *fault);
/// The next block: its rows, 0 at the end, -1 when it failed.
long codbc_fetch(codbc *c, codbc_fault *fault);
/// A cell of the block: its bytes; `length` is -1 for NULL, -2 for a value that did not fit.
const void *codbc_cell(const codbc *c, int column, long row, long *length);

#endif

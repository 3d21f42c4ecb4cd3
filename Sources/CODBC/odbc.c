// SPDX-License-Identifier: Apache-2.0
#include "CODBC.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef int16_t result;  // SQLRETURN
typedef void *handle;

enum {
  ENVIRONMENT = 1, CONNECTION = 2, STATEMENT = 3,  // SQL_HANDLE_…
  NO_DATA = 100,                                   // SQL_NO_DATA
  NULL_DATA = -1,                                  // SQL_NULL_DATA
  ROW_ERROR = 5,                                   // SQL_ROW_ERROR
  C_WIDE = -8,                                     // SQL_C_WCHAR
};

// The functions of the driver manager, by their names there.
static struct {
  result (*alloc)(int16_t, handle, handle *);
  result (*release)(int16_t, handle);
  result (*set_environment)(handle, int32_t, void *, int32_t);
  result (*set_connection)(handle, int32_t, void *, int32_t);
  result (*connect)(handle, void *, uint16_t *, int16_t, uint16_t *, int16_t, int16_t *, uint16_t);
  result (*disconnect)(handle);
  result (*info)(handle, uint16_t, void *, int16_t, int16_t *);
  result (*end)(int16_t, handle, int16_t);
  result (*set_statement)(handle, int32_t, void *, int32_t);
  result (*run)(handle, uint16_t *, int32_t);
  result (*count)(handle, int16_t *);
  result (*describe)(handle, uint16_t, uint16_t *, int16_t, int16_t *, int16_t *, unsigned long *,
                     int16_t *, int16_t *);
  result (*attribute)(handle, uint16_t, uint16_t, void *, int16_t, int16_t *, long *);
  result (*bind)(handle, uint16_t, int16_t, void *, long, long *);
  result (*fetch)(handle);
  result (*free_statement)(handle, uint16_t);
  result (*diagnose)(int16_t, handle, int16_t, uint16_t *, int32_t *, uint16_t *, int16_t,
                     int16_t *);
} odbc;
static int is_loaded;

static void load(void) {
  void *library = dlopen("libodbc.so.2", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return;
  const struct { const char *name; void *slot; } wanted[] = {
      {"SQLAllocHandle", &odbc.alloc}, {"SQLFreeHandle", &odbc.release},
      {"SQLSetEnvAttr", &odbc.set_environment}, {"SQLSetConnectAttrW", &odbc.set_connection},
      {"SQLDriverConnectW", &odbc.connect}, {"SQLDisconnect", &odbc.disconnect},
      {"SQLGetInfoW", &odbc.info}, {"SQLEndTran", &odbc.end},
      {"SQLSetStmtAttrW", &odbc.set_statement}, {"SQLExecDirectW", &odbc.run},
      {"SQLNumResultCols", &odbc.count}, {"SQLDescribeColW", &odbc.describe},
      {"SQLColAttributeW", &odbc.attribute}, {"SQLBindCol", &odbc.bind},
      {"SQLFetch", &odbc.fetch}, {"SQLFreeStmt", &odbc.free_statement},
      {"SQLGetDiagRecW", &odbc.diagnose},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    void *found = dlsym(library, wanted[i].name);
    if (found == NULL) return;
    memcpy(wanted[i].slot, &found, sizeof found);
  }
  is_loaded = 1;
}

int codbc_is_present(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return is_loaded;
}

struct cell {
  int32_t width;
  char *values;
  long *lengths;
};

struct codbc {
  handle environment, connection, statement;
  int is_connected, columns;
  struct cell *cells;
  uint16_t *states;  // of the rows of the block
  unsigned long fetched;
};

static int is_good(result r) { return r == 0 || r == 1; }

static int failed(int16_t kind, handle h, codbc_fault *fault) {
  uint16_t state[6] = {0}, text[2];
  int16_t length;
  memcpy(fault->state, "HY000", 6);
  fault->native = 0;
  if (h != NULL && is_good(odbc.diagnose(kind, h, 1, state, &fault->native, text, 2, &length))) {
    for (int i = 0; i < 5; i++) {
      int is_plain = (state[i] >= '0' && state[i] <= '9') || (state[i] >= 'A' && state[i] <= 'Z');
      fault->state[i] = is_plain ? (char)state[i] : '?';
    }
  }
  return 0;
}

static void *number(long value) { return (void *)value; }

codbc *codbc_open(const uint16_t *text, int16_t count, codbc_fault *fault) {
  codbc *c = codbc_is_present() ? calloc(1, sizeof *c) : NULL;
  if (c == NULL) {
    failed(0, NULL, fault);
    return NULL;
  }
  int ok = is_good(odbc.alloc(ENVIRONMENT, NULL, &c->environment)) &&
           is_good(odbc.set_environment(c->environment, 200, number(3), 0)) &&  // ODBC 3
           is_good(odbc.alloc(CONNECTION, c->environment, &c->connection));
  if (!ok) failed(ENVIRONMENT, c->environment, fault);
  if (ok) {
    odbc.set_connection(c->connection, 103, number(15), 0);  // SQL_ATTR_LOGIN_TIMEOUT
    c->is_connected = is_good(
        odbc.connect(c->connection, NULL, (uint16_t *)text, count, NULL, 0, NULL, 0));
    ok = c->is_connected || failed(CONNECTION, c->connection, fault);
  }
  if (ok && !is_good(odbc.alloc(STATEMENT, c->connection, &c->statement))) {
    ok = failed(CONNECTION, c->connection, fault);
  }
  if (ok) {
    odbc.set_statement(c->statement, 6, number(0), 0);  // forward only
    odbc.set_statement(c->statement, 7, number(1), 0);  // read only
    return c;
  }
  codbc_close(c);
  return NULL;
}

static void unbind(codbc *c) {
  for (int i = 0; i < c->columns; i++) {
    free(c->cells[i].values);
    free(c->cells[i].lengths);
  }
  free(c->cells);
  free(c->states);
  c->cells = NULL;
  c->states = NULL;
  c->columns = 0;
}

void codbc_close(codbc *c) {
  if (c->statement != NULL) odbc.release(STATEMENT, c->statement);
  if (c->is_connected) {
    odbc.end(CONNECTION, c->connection, 1);  // SQL_ROLLBACK
    odbc.disconnect(c->connection);
  }
  if (c->connection != NULL) odbc.release(CONNECTION, c->connection);
  if (c->environment != NULL) odbc.release(ENVIRONMENT, c->environment);
  unbind(c);
  free(c);
}

// UTF-16 as ASCII; what is none becomes a question mark.
static void narrow(const uint16_t *wide, size_t units, char *out, size_t room) {
  size_t n = 0;
  for (; n < units && n + 1 < room && wide[n] != 0; n++) {
    out[n] = wide[n] >= 0x20 && wide[n] < 0x7f ? (char)wide[n] : '?';
  }
  out[n] = 0;
}

int codbc_info(codbc *c, uint16_t what, char *out, size_t room) {
  uint16_t wide[128] = {0};
  int16_t length = 0;
  out[0] = 0;
  if (!is_good(odbc.info(c->connection, what, wide, sizeof wide - 2, &length))) return 0;
  narrow(wide, 127, out, room);
  return 1;
}

int codbc_begin(codbc *c, long isolation, codbc_fault *fault) {
  odbc.set_connection(c->connection, 101, number(1), 0);  // SQL_ATTR_ACCESS_MODE, read only
  if (isolation != 0) odbc.set_connection(c->connection, 108, number(isolation), 0);
  return is_good(odbc.set_connection(c->connection, 102, number(0), 0)) ||  // autocommit off
         failed(CONNECTION, c->connection, fault);
}

int codbc_run(codbc *c, const uint16_t *sql, int32_t count, codbc_fault *fault) {
  result r = odbc.run(c->statement, (uint16_t *)sql, count);
  return is_good(r) || r == NO_DATA || failed(STATEMENT, c->statement, fault);
}

int codbc_count(codbc *c, codbc_fault *fault) {
  int16_t count = 0;
  if (is_good(odbc.count(c->statement, &count))) return count;
  failed(STATEMENT, c->statement, fault);
  return -1;
}

int codbc_describe(codbc *c, int column, codbc_column *out, codbc_fault *fault) {
  memset(out, 0, sizeof *out);
  unsigned long size = 0;
  result r = odbc.describe(c->statement, (uint16_t)column, out->name, 256, &out->name_count,
                           &out->kind, &size, &out->digits, &out->nullable);
  if (!is_good(r)) return failed(STATEMENT, c->statement, fault);
  out->size = size;
  uint16_t wide[64] = {0};
  int16_t length = 0;
  // SQL_DESC_TYPE_NAME
  if (is_good(odbc.attribute(
          c->statement, (uint16_t)column, 14, wide, sizeof wide - 2, &length, NULL))) {
    narrow(wide, 63, out->type_name, sizeof out->type_name);
  }
  return 1;
}

void codbc_end(codbc *c) {
  odbc.free_statement(c->statement, 0);  // SQL_CLOSE
  odbc.free_statement(c->statement, 2);  // SQL_UNBIND
  unbind(c);
}

int codbc_bind(codbc *c, int columns, const int32_t *widths, int rows, codbc_fault *fault) {
  unbind(c);
  c->cells = calloc((size_t)columns, sizeof *c->cells);
  c->states = calloc((size_t)rows, sizeof *c->states);
  int ok = c->cells != NULL && c->states != NULL;
  c->columns = ok ? columns : 0;
  for (int i = 0; ok && i < columns; i++) {
    struct cell *cell = &c->cells[i];
    cell->width = widths[i];
    cell->values = calloc((size_t)rows, (size_t)widths[i]);
    cell->lengths = calloc((size_t)rows, sizeof *cell->lengths);
    ok = cell->values != NULL && cell->lengths != NULL &&
         is_good(odbc.bind(
             c->statement, (uint16_t)(i + 1), C_WIDE, cell->values, widths[i], cell->lengths));
  }
  ok = ok && is_good(odbc.set_statement(c->statement, 27, number(rows), 0)) &&  // rows of a block
       is_good(odbc.set_statement(c->statement, 25, c->states, 0)) &&
       is_good(odbc.set_statement(c->statement, 26, &c->fetched, 0));
  return ok || failed(STATEMENT, c->statement, fault);
}

long codbc_fetch(codbc *c, codbc_fault *fault) {
  c->fetched = 0;
  result r = odbc.fetch(c->statement);
  if (r == NO_DATA) return 0;
  int ok = is_good(r);
  for (unsigned long row = 0; ok && row < c->fetched; row++) ok = c->states[row] != ROW_ERROR;
  if (ok) return (long)c->fetched;
  failed(STATEMENT, c->statement, fault);
  return -1;
}

const void *codbc_cell(const codbc *c, int column, long row, long *length) {
  const struct cell *cell = &c->cells[column];
  long bytes = cell->lengths[row];
  if (bytes == NULL_DATA) {
    *length = -1;
  } else if (bytes < 0 || bytes > cell->width - 2) {
    *length = -2;
  } else {
    *length = bytes;
  }
  return cell->values + (size_t)row * (size_t)cell->width;
}

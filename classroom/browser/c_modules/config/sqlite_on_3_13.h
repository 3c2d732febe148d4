/* CPython 3.11's sqlite3 module on the C interface of 3.13: the same functions, under the names that they have there. */
#include "Python.h"
#include "pycore_modsupport.h"
#include "pycore_pyerrors.h"
#define _PyLong_AsInt PyLong_AsInt
#define _PyObject_LookupAttr PyObject_GetOptionalAttr
#define _PyLong_AsByteArray(number, bytes, n, little, is_signed) (_PyLong_AsByteArray)(number, bytes, n, little, is_signed, 1)
static inline void highland_chain(PyObject *type, PyObject *value, PyObject *trace)
{
    if (type == NULL) return;
    PyObject *now = PyErr_GetRaisedException();
    PyErr_Restore(type, value, trace);
    PyObject *before = PyErr_GetRaisedException();
    PyErr_SetRaisedException(now);
    _PyErr_ChainExceptions1(before);
}
#define _PyErr_ChainExceptions highland_chain
/* Threads here are stacks of one thread of the browser: which one it is, only Python's threading knows. */
unsigned long highland_thread_ident(void);
#define PyThread_get_thread_ident highland_thread_ident

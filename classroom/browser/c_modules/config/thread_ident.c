#include "Python.h"
unsigned long highland_thread_ident(void)
{
    PyObject *error = PyErr_GetRaisedException();
    unsigned long ident = 0;
    PyObject *threading = PyImport_ImportModule("_thread");
    PyObject *number = threading ? PyObject_CallMethod(threading, "get_ident", NULL) : NULL;
    if (number) ident = PyLong_AsUnsignedLongMask(number);
    Py_XDECREF(number);
    Py_XDECREF(threading);
    PyErr_SetRaisedException(error);
    return ident;
}
